"""Published figures held against what the project's own reader and measures find in the synthetic delivery.

A figure is one line in FIGURES; one whose measure does not exist yet is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from indikatorer import vocabulary
from indikatorer.measures.catalogue import MEASURES
from indikatorer.registers.store import Registers
from indikatorer.tables.compute import ComputedTable
from indikatorer.tables.publication import compute_tables
from indikatorer.vocabulary import SAMTLIGA, Avslutsorsak, Etableringsstatus

TOLERANCE = 1.5
"""Percentage points that a share may differ."""
EXACT = 0.0
SHOWN = None
"""A figure that contradicts another one in the sources: both are shown, neither is fitted."""

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
    Figure("F002-001", "", lambda t: _places(t, "ordinarie", "anpassad"), SHOWN),
    Figure("F002-002", "", _share_of_places, SHOWN),
)
"""`measure` is empty where reference data are enough."""


def compare(registers: Registers) -> list[Compared]:
    """Each published figure that can be computed, with the published and the computed value."""
    published = {row["id"]: row for row in vocabulary.read_reference("publicerade_siffror")}
    known: dict[tuple[int, str], dict[str, ComputedTable]] = {}

    def tables(year: int, table: str) -> pl.DataFrame:
        measure = table.split("-")[0]
        if (year, measure) not in known:
            computed = compute_tables(registers, year, [MEASURES[measure]])
            known[year, measure] = {one.id: one for one in computed}
        return known[year, measure][table].cells

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
