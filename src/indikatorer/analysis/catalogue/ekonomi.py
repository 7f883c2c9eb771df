"""E2: what a Stockholmsjobb is worth to the municipality."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from indikatorer.analysis.calculation import NORMAL, POSTER, Job, changed_months, sensitivities, values
from indikatorer.analysis.enrolments import EVALUATED, NEEDS
from indikatorer.analysis.prices import NAMES, read_prices
from indikatorer.measures.cell import MANADER, CellStatus
from indikatorer.measures.dimensions import Dimension, fixed
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.population import Slice
from indikatorer.measures.records import Records
from indikatorer.measures.values import Estimates

KRONOR = -2
"""Kronor are rounded to hundreds: more would say more than is known."""


INSATS = fixed("insats", "Insats", *EVALUATED)
POST = fixed("post", "Post", *POSTER)
ANTAGANDE = fixed("antagande", "Antagande", "Effekten", *NAMES.values())
NIVA = fixed("niva", "Värde", "Lägre", "Högre")


def participants(records: Records) -> Iterator[Slice]:
    """The participants of the effect evaluation, a row per type."""
    yield Slice(lambda: changed_months(records))


Said = tuple[tuple[str, ...], float, float]
"""Labels after the type, a value, and half of its interval, 0 where it has none."""


def _table(title: str, by: tuple[Dimension, ...], enhet: str, said: Callable[[Job], Iterator[Said]]) -> Table:
    """What is said of each type of job."""

    def cells(rows: pl.DataFrame) -> pl.DataFrame:
        frame = [cell for row in rows.iter_rows(named=True) for cell in _cells(row, by, said)]
        return pl.DataFrame(
            frame, schema_overrides={"varde": pl.Float64, "ki_nedre": pl.Float64, "ki_ovre": pl.Float64}
        )

    return Table(title, participants, by, Estimates(cells, "varde", enhet), needs=("summor",))


def _cells(row: Mapping[str, Any], by: tuple[Dimension, ...], said: Callable[[Job], Iterator[Said]]) -> Iterator[Any]:
    numbers = {name: row[name] for name in Job.__dataclass_fields__}
    known = all(number is not None for number in numbers.values())
    # Without a cost in the accounts there is nothing to say; without an effect there are too few persons.
    status = CellStatus.NOT_DELIVERED if row["kostnad"] is None else CellStatus.SHOWN
    for labels, value, half in said(Job(**numbers) if known else Job(*[1.0] * len(numbers))):
        yield {
            **dict(zip((dimension.name for dimension in by), (row["typ"], *labels), strict=True)),
            "varde": value if known else None,
            "ki_nedre": value - half if known and half else None,
            "ki_ovre": value + half if known and half else None,
            "personer": row["personer"],
            "status": status.value,
        }


def _net(job: Job) -> Iterator[Said]:
    prices = values(read_prices())
    yield (), round(job.net(prices), KRONOR), round(NORMAL * job.error(prices), KRONOR)


def _posts(job: Job) -> Iterator[Said]:
    for post, value in job.posts(values(read_prices())).items():
        yield (post,), round(value, KRONOR), 0


def _sensitivities(job: Job) -> Iterator[Said]:
    for antagande, (low, high) in sensitivities(job, read_prices()).items():
        yield (antagande, "Lägre"), round(low, KRONOR), 0
        yield (antagande, "Högre"), round(high, KRONOR), 0


def _break_even(job: Job) -> Iterator[Said]:
    yield (), job.months_to_break_even(values(read_prices())), 0


E2 = Measure(
    id="E2",
    name="Kommunalekonomisk kalkyl",
    card=Card(
        fraga="Vad betyder ett Stockholmsjobb för kommunens ekonomi, när dess kostnad är avdragen?",
        definition=(
            "De månader utan försörjningsstöd och i arbete som jobbet har lett till under de tre första åren, enligt "
            "effektutvärderingen, gånger det som kommunen då inte betalar eller får in, minus jobbets kostnad. Bara "
            "det som inte hade inträffat ändå räknas, och bara kommunens ekonomi: försörjningsstöd, kommunalskatt och "
            "jobbets kostnad. A-kassa betalas inte av kommunen."
        ),
        population="Deltagare i effektutvärderingen. Kostnaden gäller samma år.",
        taljare="Minskade utgifter och ökade intäkter för kommunen, minus insatsens kostnad.",
        namnare="Har ingen nämnare: måttet är kronor per deltagare.",
        enhet="Kronor per deltagare, avrundat till hundratal.",
        kalla="Effektutvärderingen, ekonomisystemet och priserna i data/reference/priser.toml.",
        riktning="Högre är bättre för kommunens ekonomi; måttet säger inget om andra värden.",
        sedan="2010, som effektutvärderingen.",
        jamfor_inte_med="Kalkyler där alla som nått målet räknas som en följd av insatsen.",
        osakerhet="Intervallet är effektens. Beror också på varje pris; redovisas med känslighet för dem.",
    ),
    needs=(*NEEDS, "costs", "employments"),
    tables={
        "insats": _table("Nettovärde per deltagare efter insats", (INSATS,), "kronor", _net),
        "poster": _table("Nettovärde per deltagare efter insats och post", (INSATS, POST), "kronor", _posts),
        "kanslighet": _table(
            "Nettovärde per deltagare vid andra antaganden", (INSATS, ANTAGANDE, NIVA), "kronor", _sensitivities
        ),
        "manader": _table("Månader av självförsörjning som betalar en plats", (INSATS,), MANADER, _break_even),
    },
)
