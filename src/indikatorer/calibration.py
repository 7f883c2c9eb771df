"""Published figures held against what the project's own reader and measures find in the synthetic delivery.

A figure is one line in FIGURES; one whose measure does not exist yet is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.vocabulary import SAMTLIGA, Avslutsorsak, Etableringsstatus
from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import ComputedTable
from indikatorer.publication.annual import compute_tables
from indikatorer.publication.year_records import records_of
from indikatorer.registers.store import Registers

TOLERANCE = 1.5
"""Percentage points that a share may differ."""
EXACT = 0.0
SHOWN = None
"""A figure that contradicts another one in the sources, or is about other people: both are shown, neither is fitted."""

Tables = Callable[[int, str], pl.DataFrame]
"""Reported year and table id → its cells before protection."""


@dataclass(frozen=True)
class Figure:
    """A figure of data/reference/publicerade_siffror.csv, how it is found, and how much it may differ."""

    id: str
    measure: str
    value: Callable[[Tables], float]
    tolerance: float | None = TOLERANCE


@dataclass(frozen=True)
class Compared:
    """A published figure beside the computed one, which is None where the delivery does not reach."""

    id: str
    what: str
    published: float
    computed: float | None
    tolerance: float | None

    @property
    def difference(self) -> float | None:
        return None if self.computed is None else self.computed - self.published

    @property
    def is_within(self) -> bool:
        """Whether the difference is one that may be; a figure that is only shown always is."""
        if self.tolerance is SHOWN:
            return True
        return self.difference is not None and abs(self.difference) <= self.tolerance


def antal(year: int, table: str, **rows: Sequence[str]) -> Callable[[Tables], float]:
    """How many there are in the rows with these labels; a dimension that is not named is taken as a whole."""
    return lambda tables: float(_rows(tables(year, table), "antal", rows)["varde"].sum())


def andel(year: int, table: str, **rows: Sequence[str]) -> Callable[[Tables], float]:
    """Per cent in the rows with these labels. With labels of a distribution, its dimension is named last."""

    def share(tables: Tables) -> float:
        found = _rows(tables(year, table), "andel", rows)
        base = found.unique(list(rows)[:-1] or None)
        return 100 * float(found["taljare"].sum()) / float(base["namnare"].sum())

    return share


def _rows(cells: pl.DataFrame, matt: str, rows: dict[str, Sequence[str]]) -> pl.DataFrame:
    dimensions = cells.columns[: cells.columns.index("matt")]
    wanted = [pl.col(name).cast(pl.String).is_in(list(rows.get(name, [SAMTLIGA]))) for name in dimensions]
    return cells.filter(pl.col("matt") == matt, *wanted)


def _places(tables: Tables, *arbetsplatser: str) -> float:
    rows = vocabulary.read_reference("platser")
    return float(
        sum(int(row["platser"]) for row in rows if row["ar"] == "2021" and row["arbetsplats"] in arbetsplatser)
    )


def _share_of_places(tables: Tables) -> float:
    return 100 * _places(tables, "ordinarie") / _places(tables, "ordinarie", "anpassad")


_S0 = 2013
"""The reported year whose exit years are those of S0, 2008–2010."""
_TO_WORK = [Avslutsorsak.ARBETE, Avslutsorsak.SUBVENTIONERAT_ARBETE]
_OVRIGT = [Avslutsorsak.FORALDRALEDIG, Avslutsorsak.OVRIGT]
_UTANFOR = [Etableringsstatus.UTANFOR]
_ETABLERING = [Etableringsstatus.ETABLERAD, Etableringsstatus.OSAKER, Etableringsstatus.SVAG]


def _status(orsaker: Sequence[str], statusar: Sequence[str]) -> Callable[[Tables], float]:
    return andel(_S0, "SW1-status", avslutsorsak=orsaker, status_arbetsmarknad=statusar)


def _exits(*orsaker: str) -> Callable[[Tables], float]:
    return antal(_S0, "SW1-status", avslutsorsak=orsaker)


def _st2(pick: Callable[[list[float]], float]) -> Callable[[Tables], float]:
    """The lowest or highest share among the periods of 2018 and 2019."""
    return lambda tables: pick(
        [
            andel(year, "ST2-period", period=[f"{period} {year}"])(tables)
            for year in (2018, 2019)
            for period in ("T1", "T2", "VB")
        ]
    )


def _st3(kalla: str, tidpunkt: str, alder: str) -> Callable[[Tables], float]:
    return andel(_S2, "ST3-kalla", tidpunkt=[tidpunkt], alder=[alder], kalla=[kalla])


def _st6(fraga: str) -> Callable[[Tables], float]:
    return andel(_S2, "ST6-fraga", fraga=[fraga])


_S2 = 2021
_OLDER, _YOUNGER = "30 år eller äldre", "Under 30 år"
_BISTAND, _ARBETE, _STUDIER = "Ekonomiskt bistånd", "Förvärvsarbetande", "Studerande"
_BEMOTANDE = tuple(
    _st6(row["fraga"]) for row in vocabulary.read_reference("enkatfragor") if row["enkat"] == "stockholmsjobb"
)[:4]

FIGURES = (
    Figure("F000-001", "SW1", _exits(SAMTLIGA), EXACT),
    Figure("F000-002", "SW1", _exits(Avslutsorsak.OKAND), EXACT),
    Figure("F000-003", "SW1", lambda t: 100 * _exits(Avslutsorsak.OKAND)(t) / _exits(SAMTLIGA)(t), SHOWN),
    Figure("F000-006", "SW1", _status(_TO_WORK, _UTANFOR)),
    Figure("F000-008", "SW1", _status(_TO_WORK, [Etableringsstatus.SVAG])),
    Figure("F000-011", "SW1", _status([Avslutsorsak.OKAND], _UTANFOR)),
    Figure("F000-013", "SW1", _status([Avslutsorsak.AF_PROGRAM], _UTANFOR)),
    Figure("F000-015", "SW1", _status(_OVRIGT, _ETABLERING)),
    Figure("F000-017", "SF", andel(2013, "SF-manader", manader=["12"])),
    # The tables follow the exits of one year; S0 followed the last exit of 2008–2010.
    Figure("F000-009", "SF-b", andel(2011, "SF-b-kon", manader=["12"]), SHOWN),
    Figure("F000-010", "SF-b", andel(2013, "SF-b-kon", manader=["36"]), SHOWN),
    Figure("F002-001", "", lambda t: _places(t, "ordinarie", "anpassad"), SHOWN),
    Figure("F002-002", "", _share_of_places, SHOWN),
    Figure("F002-009", "ST2", _st2(min)),
    Figure("F002-010", "ST2", _st2(max)),
    Figure("F002-011", "ST2", andel(2020, "ST2-period", period=["VB 2020"])),
    Figure("F002-015", "ST3", _st3(_BISTAND, "2 år före", _OLDER)),
    Figure("F002-016", "ST3", _st3(_BISTAND, "1 år efter", _OLDER)),
    Figure("F002-017", "ST3", _st3(_BISTAND, "2 år efter", _OLDER)),
    Figure("F002-018", "ST3", _st3(_BISTAND, "2 år före", _YOUNGER)),
    Figure("F002-019", "ST3", _st3(_BISTAND, "1 år efter", _YOUNGER)),
    Figure("F002-020", "ST3", _st3(_BISTAND, "2 år efter", _YOUNGER)),
    Figure("F002-022", "ST3", _st3(_ARBETE, "2 år före", _OLDER)),
    Figure("F002-023", "ST3", _st3(_ARBETE, "1 år efter", _OLDER)),
    Figure("F002-025", "ST3", _st3(_ARBETE, "2 år före", _YOUNGER)),
    Figure("F002-026", "ST3", _st3(_ARBETE, "1 år efter", _YOUNGER)),
    Figure("F002-028", "ST3", _st3(_STUDIER, "2 år före", _YOUNGER)),
    Figure("F002-029", "ST3", _st3(_STUDIER, "1 år efter", _YOUNGER)),
    Figure("F002-030", "ST3", _st3(_STUDIER, "2 år efter", _YOUNGER)),
    Figure("F002-031", "ST3", _st3(_STUDIER, "2 år före", _OLDER)),
    Figure("F002-032", "ST3", _st3(_STUDIER, "1 år efter", _OLDER)),
    Figure("F002-033", "ST3", _st3(_STUDIER, "2 år efter", _OLDER)),
    Figure("F002-034", "ST6", andel(_S2, "ST6-svar"), SHOWN),
    Figure("F002-035", "ST6", lambda t: min(share(t) for share in _BEMOTANDE)),
    Figure("F002-036", "ST6", lambda t: max(share(t) for share in _BEMOTANDE)),
    Figure("F002-037", "ST6", _st6("Jag mår bättre")),
    Figure("F002-038", "ST6", _st6("Jag har större chans att få jobb nu")),
    Figure("F002-039", "ST6", _st6("Jag har blivit mer intresserad av att studera")),
    Figure("F002-040", "ST6", _st6("Jag vet vad jag behöver göra för att få jobb")),
)
"""`measure` is empty where reference data are enough."""


def compare(registers: Registers) -> list[Compared]:
    """Each published figure that can be computed, with the published and the computed value."""
    published = {row["id"]: row for row in vocabulary.read_reference("publicerade_siffror")}
    measures = {measure.table_id(suffix): measure for measure in MEASURES.values() for suffix in measure.tables}
    known: dict[tuple[int, str], dict[str, ComputedTable]] = {}

    def tables(year: int, table: str) -> pl.DataFrame:
        measure = measures[table]
        if (year, measure.id) not in known:
            known[year, measure.id] = {one.id: one for one in compute_tables(records_of(registers, year), [measure])}
        return known[year, measure.id][table].cells

    compared = []
    for figure in FIGURES:
        if figure.measure and figure.measure not in MEASURES:
            continue
        row = published[figure.id]
        reached = not figure.measure or _S0 in registers.complete_years
        what = f"{row['document']} {row['indicator']}" + (f", {row['breakdown']}" if row["breakdown"] else "")
        value = figure.value(tables) if reached else None
        compared.append(Compared(figure.id, what, float(row["value"]), value, figure.tolerance))
    return compared


def report(compared: Sequence[Compared]) -> str:
    """A line per figure: published value, computed value, difference; what lies outside the tolerance is said."""
    lines = [f"{'':9} {'published':>10} {'computed':>10} {'difference':>10}"]
    for figure in compared:
        computed = "–" if figure.computed is None else f"{figure.computed:.1f}"
        difference = "–" if figure.difference is None else f"{figure.difference:+.1f}"
        remark = "shown, not fitted" if figure.tolerance is SHOWN else "" if figure.is_within else "OUTSIDE"
        numbers = f"{figure.id:9} {figure.published:10.1f} {computed:>10} {difference:>10}"
        lines.append(f"{numbers}  {remark:17} {figure.what}")
    return "\n".join(lines)
