"""What a measure is: a question with its card, and the tables in which it is reported.

A measure never mentions a year. A table says which persons are counted (`of`), by what they are broken down (`by`) and
what is said of them (`value`).
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from indikatorer.measures.dimensions import Dimension, Merge
from indikatorer.measures.records import Records


class CellStatus(StrEnum):
    """Why a cell has no number, or why its number needs care (docs/architecture.md, Open data)."""

    SHOWN = ""
    PROTECTED = "skyddad"
    NOT_YET = "ej mätbar"
    NOT_DELIVERED = "saknas"
    UNCERTAIN = "osäker"


DECIMALS = {"antal": 0, "andel": 1, "medel": 0, "median": 0, "kvartil": 0, "kumulativ": 1, "index": 1}
DECIMALS |= {"effekt": 1, "differens": 1, "varde": 0}
"""`matt` → with how many decimals its values are published."""

SKALA = "skala 1–5"
POANG = "poäng"
PROCENTENHETER = "procentenheter"
STANDARDAVVIKELSER = "standardavvikelser"
PROCENT_PER_MANAD = "procent per månad"
RISKKVOT = "riskkvot"
MANADER = "månader"

DECIMALS_OF_UNITS = {SKALA: 1, POANG: 1, STANDARDAVVIKELSER: 2, PROCENT_PER_MANAD: 2, RISKKVOT: 1, MANADER: 1}
"""Units whose values are published with so many decimals, whatever is measured."""


def decimals(matt: str, enhet: str) -> int:
    return DECIMALS_OF_UNITS.get(enhet, DECIMALS[matt])


@dataclass(frozen=True)
class Where:
    """Those whose `column` has one of `values`."""

    column: str
    values: tuple[object, ...]

    def expression(self) -> pl.Expr:
        return pl.col(self.column).is_in(list(self.values))


@dataclass(frozen=True)
class Slice:
    """One question of a table: its labels in the sliced dimensions, and the rows that answer it.

    `status` is set when there is nothing to count. `response` is the share, in per cent, of those asked who have
    answered, of each sex and of all, where somebody was asked. `result` says who of them are the results of an `Index`.
    `units` has a row for each unit that a number counts, where `rows` are counts already. `in_both_registers` names the
    people where another register has them too, under keys that cannot be linked.
    """

    rows: Callable[[], pl.LazyFrame]
    labels: dict[str, str | int] = field(default_factory=dict)
    status: CellStatus = CellStatus.SHOWN
    response: Mapping[str, float] = field(default_factory=dict)
    result: Where | None = None
    units: Callable[[], pl.LazyFrame] | None = None
    in_both_registers: str = ""


def where(column: str, values: object = True) -> Where:
    if isinstance(values, Collection) and not isinstance(values, str):
        return Where(column, tuple(values))
    return Where(column, (values,))


@dataclass(frozen=True)
class Antal:
    """How many rows."""

    enhet: str = "personer"


@dataclass(frozen=True)
class Andel:
    """The share of the rows, in per cent, that are as `numerator` says."""

    numerator: Where
    matt: str = "andel"


@dataclass(frozen=True)
class Fordelning:
    """How many rows and what share of them, in per cent, in each category of `over`."""

    over: Dimension
    antal: bool = True
    enhet: str = "personer"


@dataclass(frozen=True)
class MedelOchMedian:
    """Mean and median of a column of whole numbers."""

    column: str
    enhet: str


@dataclass(frozen=True)
class Medel:
    """The mean of a column of whole numbers, of which `per` make one unit."""

    column: str
    enhet: str
    per: int = 1


@dataclass(frozen=True)
class AndelOchMedel:
    """Both, of the same rows. A row without a value in the one or the other is not in the base of that one."""

    andel: Andel
    medel: Medel


@dataclass(frozen=True)
class Kvartil:
    """The quartile of a column of whole numbers that the slice's label `kvartil` names, rounded to thousands."""

    column: str
    enhet: str


@dataclass(frozen=True)
class Summa:
    """The sum of a column of counts of something else than persons."""

    column: str
    enhet: str


@dataclass(frozen=True)
class MedelPerDag:
    """The sum of a column of days over the days of the year, and that as an index of the column of planned places."""

    days: str
    planned: str
    enhet: str


@dataclass(frozen=True)
class Index:
    """Result over resource of each unit, in per cent of all results over all resources."""

    result: str
    resource: str


@dataclass(frozen=True)
class Estimates:
    """What a model says of the rows of a slice.

    `of` makes of the rows one row per cell, in order of print: the columns of the table's dimensions, `varde`,
    `ki_nedre`, `ki_ovre` (null where there is none) and `personer`, the fewest persons behind any level that the cell
    is about: of those in a group and of those it is compared with. A cell that the model cannot give has no `varde`.
    A column `status` may say why; without it, and where `personer` are too few, the cell is withheld. Counts are never
    printed through a model: tables that count print them.
    """

    of: Callable[[pl.DataFrame], pl.DataFrame]
    matt: str
    enhet: str


Counted = Antal | Andel | Fordelning | MedelOchMedian | Medel | AndelOchMedel | Kvartil | Summa | MedelPerDag | Index
Value = Counted | Estimates


@dataclass(frozen=True)
class Table:
    """One published table of a measure. `of` gives its slices; `by` the dimensions that have a total, or what a model
    tells apart.

    `person` is the column that tells persons apart where a row is something else than a person. `needs` are the frames
    that the table needs beside those of its measure. `columns` gives the order of the dimensions, where the slices'
    own do not come first. `merge` says what it does when too much of it would be hidden; `merged` are the merges that
    have been made.
    """

    title: str
    of: Callable[[Records], Iterator[Slice]]
    by: tuple[Dimension, ...]
    value: Value
    person: str = ""
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    merge: Merge | None = None
    merged: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Card:
    """What a reader must know about a measure, in Swedish. Every field is filled in; a test sees to it."""

    fraga: str
    definition: str
    population: str
    taljare: str
    namnare: str
    enhet: str
    kalla: str
    riktning: str
    sedan: str
    jamfor_inte_med: str
    osakerhet: str


@dataclass(frozen=True)
class Measure:
    """An indicator: its id in docs/definitions.md, its name, its card, the delivered files it needs, and its tables by
    suffix.

    `internal` measures are computed and never published. `breaks` are the years from which its source is another, with
    the reason.
    """

    id: str
    name: str
    card: Card
    needs: tuple[str, ...]
    tables: dict[str, Table]
    internal: bool = False
    breaks: dict[int, str] = field(default_factory=dict)

    def table_id(self, suffix: str) -> str:
        return f"{self.id}-{suffix}" if suffix else self.id
