"""Kinds of value: what is said of those who are counted. Each knows what it needs of the rows, what it prints, which
counts it gives away, and what follows from them."""

import calendar
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import ClassVar

import polars as pl

from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.measures.cell import CELL_COLUMNS, SLICE, CellStatus
from indikatorer.measures.dimensions import Dimension, Where
from indikatorer.measures.intervals import Asked, as_cells, interleaved, means, shares, uncertain
from indikatorer.measures.population import Slice

QUARTILES = (25, 50, 75)
THOUSAND = 1000
FEWEST_RESULTS = 5
"""Results that a unit must have for an index (docs/definitions.md, E1)."""

AGGREGATES = {
    "n": pl.Int64,
    "svarande": pl.Int64,
    "taljare": pl.Int64,
    "antal_varden": pl.Int64,
    "summa": pl.Int64,
    "kvadratsumma": pl.Int128,
    "median": pl.Float64,
    **dict.fromkeys((f"kvartil {q}" for q in QUARTILES), pl.Float64),
    "resurs": pl.Int64,
    "personer": pl.Int64,
}
"""What is summed up per cell where the value needs it. `svarande` count for the share, `antal_varden` for the mean."""

ALL, HITS, ANSWERED, WITH_VALUE, SUM = "all", "hits", "answered", "with a value", "sum"

_value, _hit, _resource, _person = (pl.col(f"__{name}") for name in ("varde", "taljare", "resurs", "person"))
_total = _value.sum().alias("summa")
_hits = _hit.sum().cast(pl.Int64).alias("taljare")
_spread = (
    _value.count().cast(pl.Int64).alias("antal_varden"),
    _total,
    (_value.cast(pl.Int128) ** 2).sum().alias("kvadratsumma"),
)


def _whole_numbers(column: str, name: str = "__varde") -> pl.Expr:
    return pl.col(column).cast(pl.Int64).alias(name)


@dataclass(frozen=True)
class Number:
    """A number that stands in the cells of a kind: its column there, and who is in it.

    `all_of` is a dimension whose label does not matter to it. `size` is what the cell says of its size. `of` is the
    column that is summed, where it is a sum.
    """

    matt: str
    column: str
    who: str
    size: pl.Expr
    all_of: str = ""
    of: str = ""


def _number(matt: str, column: str, who: str = ALL, all_of: str = "") -> Number:
    return Number(matt, column, who, pl.col(column), all_of)


@dataclass(frozen=True)
class Outcome:
    """Something that everybody in some cells has, or nobody: `hit` says which rows have it, `told` which cells are
    about it, and `cells` are those that tell it."""

    label: str
    hit: pl.Expr
    told: pl.Expr
    cells: pl.DataFrame


class Counted(ABC):
    """A kind of value that is counted, from rows to the numbers of cells."""

    units: ClassVar[bool] = True
    """Whether units are counted; a sum of numbers that were delivered as such has nobody behind it that is known."""
    follows: ClassVar[pl.Expr] = pl.col("namnare").is_not_null()
    """The cells that follow from the counts beside them."""

    def columns(self) -> list[pl.Expr]:
        """What is needed of each row: `__taljare`, whether it is a hit; `__varde`, its value; `__resurs`."""
        return [pl.lit(1).alias("__rad")]

    def aggregates(self) -> list[pl.Expr]:
        """What is needed of each cell's rows beside how many they are; names as in `AGGREGATES`."""
        return []

    def persons(self) -> pl.Expr:
        """The fewest persons behind any of the counts that a cell gives away."""
        return _person.drop_nulls().n_unique().cast(pl.Int64)

    @abstractmethod
    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        """The cells of a table in order of print, from a row of aggregates each."""

    def counts(self) -> list[Number]:
        """The counts that the cells print."""
        return []

    def sums(self, names: Sequence[str]) -> list[Number]:
        """The sums that means give away; `names` are the dimensions that have a total."""
        return []

    def worked_out(self, counted: pl.DataFrame, asked: Asked) -> pl.DataFrame | None:
        """The cells that follow from the counts beside them, worked out anew; None where nothing does."""
        return None

    def outcomes(self, told: pl.DataFrame, names: Sequence[str]) -> Iterator[Outcome]:
        """What is told of outcomes that everybody of some group has, or nobody, by cells with numerator and base."""
        return iter(())

    def bases(self) -> list[Number]:
        """The counts of those who can have an outcome."""
        return [number for number in self.counts() if number.column == "namnare"]


_everybody = pl.col("taljare") == pl.col("namnare")


@dataclass(frozen=True)
class Antal(Counted):
    """How many rows."""

    enhet: str = "personer"

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        return as_cells(counted.with_columns(varde=pl.col("n").cast(pl.Float64)), "antal", self.enhet)

    def counts(self) -> list[Number]:
        return [_number("antal", "varde")]


@dataclass(frozen=True)
class Andel(Counted):
    """The share of the rows, in per cent, that are as `numerator` says."""

    numerator: Where
    matt: str = "andel"

    def columns(self) -> list[pl.Expr]:
        return [self.numerator.expression().fill_null(False).alias("__taljare")]

    def aggregates(self) -> list[pl.Expr]:
        return [_hits]

    def persons(self) -> pl.Expr:
        parts = [_person.filter(part).n_unique().cast(pl.Int64) for part in (_hit, ~_hit)]
        return pl.min_horizontal(pl.when(part > 0).then(part) for part in parts)

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        return shares(counted.with_columns(namnare="n"), asked, self.matt)

    def counts(self) -> list[Number]:
        return [_number(self.matt, "taljare", HITS), _number(self.matt, "namnare")]

    def worked_out(self, counted: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        return shares(counted, asked, self.matt)

    def outcomes(self, told: pl.DataFrame, names: Sequence[str]) -> Iterator[Outcome]:
        yield Outcome("", _hit, pl.lit(True), told.filter(_everybody | (pl.col("taljare") == 0)))


@dataclass(frozen=True)
class Fordelning(Counted):
    """How many rows and what share of them, in per cent, in each category of `over`.

    All categories together are 100 per cent, without an interval.
    """

    over: Dimension
    antal: bool = True
    enhet: str = "personer"

    follows = Counted.follows & (pl.col("matt") == "andel")

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        others = [SLICE, *(name for name in asked.names if name != self.over.name)]
        base = counted.filter(pl.col(self.over.name) == SAMTLIGA).select(*others, namnare="n")
        with_base = counted.join(base, on=others, how="left", maintain_order="left")
        of_all = self.worked_out(with_base.with_columns(taljare="n"), asked)
        if not self.antal:
            return of_all
        numbers = counted.drop("taljare").with_columns(varde=pl.col("n").cast(pl.Float64))
        return interleaved(as_cells(numbers, "antal", self.enhet), of_all)

    def counts(self) -> list[Number]:
        return [*self._antal(), _number("andel", "taljare"), _number("andel", "namnare", all_of=self.over.name)]

    def _antal(self, all_of: str = "") -> list[Number]:
        return [_number("antal", "varde", all_of=all_of)] if self.antal else []

    def worked_out(self, counted: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        interval = pl.when(pl.col(self.over.name) != SAMTLIGA).then(pl.col("ki_nedre", "ki_ovre"))
        return shares(counted, asked).with_columns(interval)

    def outcomes(self, told: pl.DataFrame, names: Sequence[str]) -> Iterator[Outcome]:
        label, others = pl.col(self.over.name), [name for name in names if name != self.over.name]
        whole = told.filter(_everybody, label != SAMTLIGA).select(others).unique()
        told = told.filter(label != SAMTLIGA).join(whole, on=others, how="semi")
        for one in told[self.over.name].unique().sort():
            yield Outcome(one, (label == one).fill_null(False), label == one, told.filter(label == one))

    def bases(self) -> list[Number]:
        return [*super().bases(), *self._antal(all_of=self.over.name)]


@dataclass(frozen=True)
class _OfColumn(Counted):
    """What is said of a column of whole numbers."""

    column: str
    enhet: str

    def columns(self) -> list[pl.Expr]:
        return [_whole_numbers(self.column)]


@dataclass(frozen=True)
class Medel(_OfColumn):
    """The mean of a column of whole numbers, of which `per` make one unit."""

    per: int = 1

    def aggregates(self) -> list[pl.Expr]:
        return [*_spread]

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        return uncertain(means(counted, self.enhet, self.per), asked)

    def counts(self) -> list[Number]:
        return [_number("medel", "namnare", WITH_VALUE)]

    def sums(self, names: Sequence[str]) -> list[Number]:
        size = (pl.col("varde") * pl.col("namnare") * self.per).round()
        return [Number("medel", "summa", SUM, size, of=self.column)]


@dataclass(frozen=True)
class MedelOchMedian(Medel):
    """Mean and median of a column of whole numbers."""

    def aggregates(self) -> list[pl.Expr]:
        return [*_spread, _value.median().alias("median")]

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        medians = counted.with_columns(namnare="n", varde="median")
        both = interleaved(means(counted, self.enhet, self.per), as_cells(medians, "median", self.enhet))
        return uncertain(both, asked)

    def counts(self) -> list[Number]:
        return [*super().counts(), _number("median", "namnare")]


@dataclass(frozen=True)
class AndelOchMedel(Counted):
    """Both, of the same rows. A row without a value in the one or the other is not in the base of that one."""

    andel: Andel
    medel: Medel

    follows = Counted.follows & (pl.col("matt") == "andel")

    def columns(self) -> list[pl.Expr]:
        return [self.andel.numerator.expression().alias("__taljare"), *self.medel.columns()]

    def aggregates(self) -> list[pl.Expr]:
        return [_hit.count().cast(pl.Int64).alias("svarande"), _hits, *_spread]

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        answered = counted.with_columns(namnare=pl.col("svarande").fill_null(0))
        return interleaved(shares(answered, asked), self.medel.cells(counted, asked, year))

    def counts(self) -> list[Number]:
        share = [_number("andel", "taljare", HITS), _number("andel", "namnare", ANSWERED)]
        return [*share, *self.medel.counts()]

    def sums(self, names: Sequence[str]) -> list[Number]:
        return self.medel.sums(names)

    def worked_out(self, counted: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        return shares(counted, asked)


@dataclass(frozen=True)
class Kvartil(_OfColumn):
    """The quartile of a column of whole numbers that the slice's label `kvartil` names, rounded half up to
    thousands."""

    def aggregates(self) -> list[pl.Expr]:
        return [_value.quantile(q / 100, interpolation="linear").alias(f"kvartil {q}") for q in QUARTILES]

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        labels = {index: piece.labels["kvartil"] for index, piece in enumerate(asked.slices)}
        wanted = pl.col(SLICE).replace_strict(labels)
        quartile = pl.coalesce(pl.when(wanted == q).then(f"kvartil {q}") for q in QUARTILES)
        rounded = counted.with_columns(
            namnare="n",
            varde=(quartile / THOUSAND + 0.5).floor() * THOUSAND,
            ki_nedre=pl.lit(None, pl.Float64),
            ki_ovre=pl.lit(None, pl.Float64),
        )
        return as_cells(uncertain(rounded, asked), "kvartil", self.enhet)

    def counts(self) -> list[Number]:
        return [_number("kvartil", "namnare")]

    def worked_out(self, counted: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        return uncertain(counted, asked)


@dataclass(frozen=True)
class Summa(_OfColumn):
    """The sum of a column of counts of something else than persons."""

    units = False

    def aggregates(self) -> list[pl.Expr]:
        return [_total]

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        return as_cells(counted.with_columns(varde=pl.col("summa").fill_null(0).cast(pl.Float64)), "antal", self.enhet)


@dataclass(frozen=True)
class MedelPerDag(Counted):
    """How many there are on an average day of the year: the sum of a column of days over the days of the year.

    Beside it that as an index of the column of planned places, where places are planned.
    """

    days: str
    planned: str
    enhet: str

    def columns(self) -> list[pl.Expr]:
        return [_whole_numbers(self.days), _whole_numbers(self.planned, "__resurs")]

    def aggregates(self) -> list[pl.Expr]:
        return [_total, _resource.sum().alias("resurs")]

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        days = 365 + calendar.isleap(year)
        total, planned = pl.col("summa").fill_null(0), pl.col("resurs").fill_null(0)
        a_day = total / days
        not_planned = (planned == 0) & (pl.col("status") == "")
        of_days = counted.with_columns(taljare=total, namnare=pl.lit(days, pl.Int64), varde=a_day)
        indices = counted.with_columns(
            namnare=planned,
            varde=100 * a_day / planned,
            status=pl.when(not_planned).then(pl.lit(CellStatus.NOT_DELIVERED.value)).otherwise("status"),
        )
        return interleaved(as_cells(of_days, "medel", self.enhet), as_cells(indices, "index", "procent"))

    def sums(self, names: Sequence[str]) -> list[Number]:
        # the index comes after the mean of the same days, and gives them away as well
        days = pl.col("taljare").max().over(SLICE, *names)
        shown = pl.when(pl.col("varde").is_not_null()).then(days)
        return [Number(matt, "summa", SUM, shown, of=self.days) for matt in ("medel", "index")]


@dataclass(frozen=True)
class Index(Counted):
    """Result over resource of each unit, in per cent of all results over all resources: (R/C) / (ΣR/ΣC) · 100, where
    C > 0 and R is not too small."""

    result: str
    resource: str

    def columns(self) -> list[pl.Expr]:
        return [_whole_numbers(self.result), _whole_numbers(self.resource, "__resurs")]

    def aggregates(self) -> list[pl.Expr]:
        return [_total, _resource.sum().alias("resurs")]

    def cells(self, counted: pl.DataFrame, asked: Asked, year: int) -> pl.DataFrame:
        whole = pl.all_horizontal(pl.col(name) == SAMTLIGA for name in asked.names)
        result, resource = pl.col("summa").fill_null(0), pl.col("resurs").fill_null(0)
        of_all = counted.filter(whole).select(SLICE, __all=result / resource)
        index = 100 * (result / resource) / pl.col("__all")
        indices = counted.join(of_all, on=SLICE, how="left", maintain_order="left").with_columns(
            taljare=result,
            namnare=resource,
            varde=pl.when((resource > 0) & (result >= FEWEST_RESULTS)).then(index),
        )
        return as_cells(indices, "index", "index")

    def counts(self) -> list[Number]:
        return [_number("index", "taljare")]

    def worked_out(self, counted: pl.DataFrame, asked: Asked) -> pl.DataFrame:
        return self.cells(counted.with_columns(summa="taljare", resurs="namnare"), asked, 0)


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

    def cells(self, by: Sequence[Dimension], slices: Sequence[Slice], day: date) -> pl.DataFrame:
        """The cells of every slice, by `SLICE`. A slice without rows has a cell for each label that there can be."""
        frames = []
        for index, piece in enumerate(slices):
            found = self.of(piece.rows().collect()) if piece.status is CellStatus.SHOWN else _empty(by, day)
            status = pl.col("status") if "status" in found.columns else pl.lit(piece.status.value)
            frames.append(
                found.select(
                    *(pl.col(dimension.name).cast(pl.String) for dimension in by),
                    *(pl.col(name).cast(dtype) for name, dtype in ESTIMATED.items()),
                    *(pl.lit(None, CELL_COLUMNS[name]).alias(name) for name in ("taljare", "namnare")),
                    status=status,
                    matt=pl.lit(self.matt),
                    enhet=pl.lit(self.enhet),
                ).with_columns(pl.lit(index, pl.Int32).alias(SLICE))
            )
        return pl.concat(frames)


ESTIMATED = {"varde": pl.Float64, "ki_nedre": pl.Float64, "ki_ovre": pl.Float64, "personer": pl.Int64}


def _empty(by: Sequence[Dimension], day: date) -> pl.DataFrame:
    labels = product(*(dimension.labels(day) for dimension in by))
    rows = pl.DataFrame(list(labels), schema={dimension.name: pl.String for dimension in by}, orient="row")
    return rows.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in ESTIMATED.items())


Value = Counted | Estimates
