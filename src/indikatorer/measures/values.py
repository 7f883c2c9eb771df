"""What is said of those who are counted: from counts and sums to the numbers of a cell, for each kind of value."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from indikatorer.measures.measure import (
    Andel,
    AndelOchMedel,
    Antal,
    CellStatus,
    Counted,
    Estimates,
    Fordelning,
    Index,
    Kvartil,
    Medel,
    MedelOchMedian,
    MedelPerDag,
    Slice,
    Summa,
    Table,
    decimals,
)
from indikatorer.measures.records import Records
from indikatorer.settings import Settings
from indikatorer.swedish import rounded
from indikatorer.vocabulary import SAMTLIGA

CELL_COLUMNS = {
    "matt": pl.String,
    "taljare": pl.Int64,
    "namnare": pl.Int64,
    "varde": pl.Float64,
    "ki_nedre": pl.Float64,
    "ki_ovre": pl.Float64,
    "enhet": pl.String,
    "status": pl.String,
}

SLICE = "__slice"
QUARTILES = (25, 50, 75)
THOUSAND = 1000

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


def _counted(table: Table) -> Counted:
    assert not isinstance(table.value, Estimates), f"{table.title}: nothing is counted for what a model says"
    return table.value


def columns(table: Table) -> list[pl.Expr]:
    """What a table needs of each row."""
    wanted = [pl.col(dimension.name).cast(pl.String) for dimension in table.by]
    match _counted(table):
        case Andel(numerator):
            wanted.append(numerator.expression().fill_null(False).alias("__taljare"))
        case AndelOchMedel(Andel(numerator), Medel(column)):
            wanted += [numerator.expression().alias("__taljare"), pl.col(column).cast(pl.Int64).alias("__varde")]
        case MedelOchMedian(column) | Medel(column) | Kvartil(column) | Summa(column):
            wanted.append(pl.col(column).cast(pl.Int64).alias("__varde"))
        case MedelPerDag(column, resource) | Index(column, resource):
            wanted += [
                pl.col(column).cast(pl.Int64).alias("__varde"),
                pl.col(resource).cast(pl.Int64).alias("__resurs"),
            ]
        case Antal() | Fordelning():
            wanted.append(pl.lit(1).alias("__rad"))
    if table.person:
        wanted.append(pl.col(table.person).alias("__person"))
    return wanted


ALL, HITS, ANSWERED, WITH_VALUE, SUM = "all", "hits", "answered", "with a value", "sum"


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


def counts_of(table: Table) -> list[Number]:
    """The counts that the cells of a table print."""
    match _counted(table):
        case Antal():
            return [_number("antal", "varde")]
        case Andel(_, matt):
            return [_number(matt, "taljare", HITS), _number(matt, "namnare")]
        case Fordelning(over, antal):
            shares = [_number("andel", "taljare"), _number("andel", "namnare", all_of=over.name)]
            return [*([_number("antal", "varde")] if antal else []), *shares]
        case MedelOchMedian():
            return [_number("medel", "namnare", WITH_VALUE), _number("median", "namnare")]
        case Medel():
            return [_number("medel", "namnare", WITH_VALUE)]
        case AndelOchMedel():
            shares = [_number("andel", "taljare", HITS), _number("andel", "namnare", ANSWERED)]
            return [*shares, _number("medel", "namnare", WITH_VALUE)]
        case Kvartil():
            return [_number("kvartil", "namnare")]
        case Index():
            return [_number("index", "taljare")]
        case Summa() | MedelPerDag():
            return []


def sums_of(table: Table) -> list[Number]:
    """The sums that the means of a table give away."""
    match _counted(table):
        case MedelOchMedian(column):
            return [_sum("medel", column)]
        case Medel(column, per=per) | AndelOchMedel(medel=Medel(column, per=per)):
            return [_sum("medel", column, per)]
        case MedelPerDag(column):
            # the index comes after the mean of the same days, and gives them away as well
            days = pl.col("taljare").max().over(SLICE, *(dimension.name for dimension in table.by))
            shown = pl.when(pl.col("varde").is_not_null()).then(days)
            return [Number(matt, "summa", SUM, shown, of=column) for matt in ("medel", "index")]
        case _:
            return []


def counts_units(table: Table) -> bool:
    """Whether units are counted; a sum of numbers that were delivered as such has nobody behind it that is known."""
    return not isinstance(_counted(table), Summa)


def _sum(matt: str, column: str, per: int = 1) -> Number:
    return Number(matt, "summa", SUM, (pl.col("varde") * pl.col("namnare") * per).round(), of=column)


def aggregates(table: Table) -> list[pl.Expr]:
    """What a table needs of each cell's rows; names as in `AGGREGATES`."""
    value, hit = pl.col("__varde"), pl.col("__taljare")
    count = pl.len().cast(pl.Int64).alias("n")
    hits = hit.sum().cast(pl.Int64).alias("taljare")
    total = value.sum().alias("summa")
    spread = [
        value.count().cast(pl.Int64).alias("antal_varden"),
        total,
        (value.cast(pl.Int128) ** 2).sum().alias("kvadratsumma"),
    ]
    person = pl.col("__person").drop_nulls().n_unique().cast(pl.Int64)
    persons = [person.alias("personer")] if table.person else []
    match _counted(table):
        case Andel():
            if table.person:
                parts = [pl.col("__person").filter(part).n_unique().cast(pl.Int64) for part in (hit, ~hit)]
                persons = [pl.min_horizontal(pl.when(part > 0).then(part) for part in parts).alias("personer")]
            return [count, hits, *persons]
        case AndelOchMedel():
            return [count, hit.count().cast(pl.Int64).alias("svarande"), hits, *spread, *persons]
        case MedelOchMedian():
            return [count, *spread, value.median().alias("median"), *persons]
        case Medel():
            return [count, *spread, *persons]
        case Kvartil():
            return [
                count,
                *(value.quantile(q / 100, interpolation="linear").alias(f"kvartil {q}") for q in QUARTILES),
                *persons,
            ]
        case Summa():
            return [count, total, *persons]
        case MedelPerDag() | Index():
            return [count, total, pl.col("__resurs").sum().alias("resurs"), *persons]
        case Antal() | Fordelning():
            return [count, *persons]


def completed(counted: pl.DataFrame) -> pl.DataFrame:
    """Every aggregate as a column; a cell that nobody is in has the count 0."""
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in AGGREGATES.items() if name not in counted.columns]
    return counted.with_columns(*missing).with_columns(pl.col("n").fill_null(0))


def cells_of(table: Table, counted: pl.DataFrame, slices: Sequence[Slice], records: Records) -> pl.DataFrame:
    """The cells of a table in order of print, from a row of aggregates each."""
    settings = records.settings
    match _counted(table):
        case Antal(enhet):
            return _as_cells(counted.with_columns(varde=pl.col("n").cast(pl.Float64)), "antal", enhet)
        case Andel(matt=matt):
            return _andel(counted.with_columns(namnare="n"), slices, settings, matt)
        case Fordelning(over, antal, enhet):
            others = [dimension.name for dimension in table.by if dimension.name != over.name]
            return _fordelning(counted, over.name, others, slices, settings, enhet if antal else None)
        case MedelOchMedian(_, enhet):
            medians = counted.with_columns(namnare="n", varde="median")
            both = _interleaved(_medel(counted, enhet), _as_cells(medians, "median", enhet))
            return _uncertain(both, slices, settings)
        case Medel(_, enhet, per):
            return _uncertain(_medel(counted, enhet, per), slices, settings)
        case AndelOchMedel(_, Medel(_, enhet, per)):
            shares = _andel(counted.with_columns(namnare=pl.col("svarande").fill_null(0)), slices, settings)
            return _interleaved(shares, _uncertain(_medel(counted, enhet, per), slices, settings))
        case Kvartil(_, enhet):
            return _kvartil(counted, slices, settings, enhet)
        case Summa(_, enhet):
            return _as_cells(counted.with_columns(varde=pl.col("summa").fill_null(0).cast(pl.Float64)), "antal", enhet)
        case MedelPerDag(_, _, enhet):
            return _medel_per_dag(counted, records.year, enhet)
        case Index():
            return _index(counted, [dimension.name for dimension in table.by])


def as_printed(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells with every value rounded to the decimals that it is published with."""
    return cells.with_columns(_rounded(name) for name in ("varde", "ki_nedre", "ki_ovre"))


def _rounded(name: str) -> pl.Expr:
    def as_published(cell: dict[str, Any]) -> float | None:
        return None if cell[name] is None else float(rounded(cell[name], decimals(cell["matt"], cell["enhet"])))

    return pl.struct(name, "matt", "enhet").map_elements(as_published, return_dtype=pl.Float64).alias(name)


def worked_out(table: Table, cells: pl.DataFrame, slices: Sequence[Slice], settings: Settings) -> pl.DataFrame:
    """Cells with what follows from the counts beside it worked out anew: shares with their intervals, indices, marks.

    Other means stay as they are, and so does what a model says. `cells` have the column `slice`.
    """
    rows = cells.with_row_index("__rad").rename({"slice": SLICE})
    value = table.value
    follows = pl.col("namnare").is_not_null()
    if isinstance(value, Fordelning | AndelOchMedel):
        follows &= pl.col("matt") == "andel"
    plain = pl.when(pl.col("status") == CellStatus.UNCERTAIN).then(pl.lit("")).otherwise("status")
    counted = rows.filter(follows).with_columns(status=plain)
    match value:
        case Andel(matt=matt):
            anew = _andel(counted, slices, settings, matt)
        case Fordelning(over):
            anew = _without_interval_of_all(_andel(counted, slices, settings), over.name)
        case AndelOchMedel():
            anew = _andel(counted, slices, settings)
        case Kvartil():
            anew = _uncertain(counted, slices, settings)
        case Index():
            results = counted.with_columns(summa="taljare", resurs="namnare")
            anew = _index(results, [dimension.name for dimension in table.by])
        case _:
            return cells
    both = pl.concat([anew.select(rows.columns), rows.filter(~follows)])
    return both.sort("__rad").drop("__rad").rename({SLICE: "slice"})


def _as_cells(frame: pl.DataFrame, matt: str, enhet: str) -> pl.DataFrame:
    """Complete the cell columns; where there was nothing to count there are no numbers at all."""
    frame = frame.with_columns(matt=pl.lit(matt), enhet=pl.lit(enhet))
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in CELL_COLUMNS.items() if name not in frame.columns]
    numbers = [name for name, dtype in CELL_COLUMNS.items() if dtype.is_numeric()]
    return frame.with_columns(*missing).with_columns(
        pl.when(~pl.col("status").is_in([CellStatus.NOT_YET, CellStatus.NOT_DELIVERED])).then(pl.col(numbers))
    )


def _interleaved(*frames: pl.DataFrame) -> pl.DataFrame:
    """Cells of several kinds side by side: all that is said of one group, then of the next."""
    wanted = frames[0].columns
    return pl.concat([frame.select(wanted).with_row_index("__rad") for frame in frames]).sort(
        "__rad", maintain_order=True
    )


def _response(frame: pl.DataFrame, slices: Sequence[Slice]) -> pl.Expr:
    """The rate of the group that a cell is about: of its sex, where the table tells sexes apart
    (docs/definitions.md, Decided)."""
    rates = {f"{index} {kon}": rate for index, piece in enumerate(slices) for kon, rate in piece.response.items()}
    group = pl.concat_str(SLICE, "kon" if "kon" in frame.columns else pl.lit(SAMTLIGA), separator=" ")
    return group.replace_strict(rates, default=None, return_dtype=pl.Float64)


def _marked(frame: pl.DataFrame, uncertain: pl.Expr) -> pl.DataFrame:
    marks = (pl.col("status") == "") & (pl.col("namnare") > 0) & uncertain.fill_null(False)
    return frame.with_columns(
        status=pl.when(marks).then(pl.lit(CellStatus.UNCERTAIN.value)).otherwise("status"),
    )


def _uncertain(frame: pl.DataFrame, slices: Sequence[Slice], settings: Settings) -> pl.DataFrame:
    """Mark a small base and a low response; nothing is said of very few of those asked
    (docs/definitions.md, Small bases, Decided)."""
    response = _response(frame, slices)
    marked = _marked(frame, (pl.col("namnare") < settings.small_base) | (response < settings.low_response))
    too_low = (response < settings.lowest_response).fill_null(False)
    return marked.with_columns(pl.when(~too_low).then(pl.col("varde", "ki_nedre", "ki_ovre")))


def _andel(counted: pl.DataFrame, slices: Sequence[Slice], settings: Settings, matt: str = "andel") -> pl.DataFrame:
    """Per cent with a 95 % Wilson interval; nobody to count gives no share."""
    from statsmodels.stats.proportion import proportion_confint

    counts = counted.with_columns(pl.col("taljare").fill_null(0))
    base = counts["namnare"].to_numpy().astype(float)
    hits = counts["taljare"].to_numpy().astype(float)
    somebody = base > 0
    safe_base = np.where(somebody, base, 1.0)
    lower, upper = proportion_confint(np.where(somebody, hits, 0.0), safe_base, method="wilson")
    shares = counts.with_columns(
        varde=pl.Series(100 * hits / safe_base), ki_nedre=pl.Series(100 * lower), ki_ovre=pl.Series(100 * upper)
    ).with_columns(pl.when(pl.col("namnare") > 0).then(pl.col("varde", "ki_nedre", "ki_ovre")))
    return _as_cells(_uncertain(shares, slices, settings), matt, "procent")


def _fordelning(
    counted: pl.DataFrame, over: str, others: list[str], slices: Sequence[Slice], settings: Settings, enhet: str | None
) -> pl.DataFrame:
    """Counts and shares of each category; all categories together are 100 per cent, without an interval."""
    base = counted.filter(pl.col(over) == SAMTLIGA).select(SLICE, *others, namnare="n")
    with_base = counted.join(base, on=[SLICE, *others], how="left", maintain_order="left")
    shares = _without_interval_of_all(_andel(with_base.with_columns(taljare="n"), slices, settings), over)
    if enhet is None:
        return shares
    counts = _as_cells(counted.drop("taljare").with_columns(varde=pl.col("n").cast(pl.Float64)), "antal", enhet)
    return _interleaved(counts, shares)


def _without_interval_of_all(shares: pl.DataFrame, over: str) -> pl.DataFrame:
    return shares.with_columns(pl.when(pl.col(over) != SAMTLIGA).then(pl.col("ki_nedre", "ki_ovre")))


def _medel(counted: pl.DataFrame, enhet: str, per: int = 1) -> pl.DataFrame:
    """Mean with a 95 % t interval, from whole numbers, so that every run gives the same digits."""
    from scipy import stats

    n = counted["antal_varden"].fill_null(0).to_numpy().astype(float)
    total = counted["summa"].fill_null(0).to_numpy().astype(float)
    squares = counted["kvadratsumma"].fill_null(0).cast(pl.Float64).to_numpy()
    mean = np.divide(total, n, out=np.full_like(n, np.nan), where=n > 0)
    deviations = np.maximum(squares - n * np.nan_to_num(mean) ** 2, 0)
    spread = np.divide(deviations, n - 1, out=np.full_like(n, np.nan), where=n > 1)
    half = stats.t.ppf(0.975, np.maximum(n - 1, 1)) * np.sqrt(spread / np.maximum(n, 1))
    means = counted.with_columns(
        taljare=pl.lit(None, pl.Int64),
        namnare=pl.col("antal_varden").fill_null(0),
        varde=pl.Series(mean / per).fill_nan(None),
        ki_nedre=pl.Series((mean - half) / per).fill_nan(None),
        ki_ovre=pl.Series((mean + half) / per).fill_nan(None),
    )
    return _as_cells(means, "medel", enhet)


def _kvartil(counted: pl.DataFrame, slices: Sequence[Slice], settings: Settings, enhet: str) -> pl.DataFrame:
    """The quartile that the slice asks for, rounded half up to thousands."""
    wanted = pl.col(SLICE).replace_strict({index: piece.labels["kvartil"] for index, piece in enumerate(slices)})
    quartile = pl.coalesce(pl.when(wanted == q).then(f"kvartil {q}") for q in QUARTILES)
    return _as_cells(
        _uncertain(
            counted.with_columns(
                namnare="n",
                varde=(quartile / THOUSAND + 0.5).floor() * THOUSAND,
                ki_nedre=pl.lit(None, pl.Float64),
                ki_ovre=pl.lit(None, pl.Float64),
            ),
            slices,
            settings,
        ),
        "kvartil",
        enhet,
    )


def _medel_per_dag(counted: pl.DataFrame, year: int, enhet: str) -> pl.DataFrame:
    """How many there are on an average day of the year, and that beside how many were planned, where that is known."""
    days = 365 + calendar.isleap(year)
    a_day = pl.col("summa").fill_null(0) / days
    planned = pl.col("resurs").fill_null(0)
    means = counted.with_columns(taljare=pl.col("summa").fill_null(0), namnare=pl.lit(days, pl.Int64), varde=a_day)
    indices = counted.with_columns(
        namnare=planned,
        varde=100 * a_day / planned,
        status=pl.when((planned == 0) & (pl.col("status") == ""))
        .then(pl.lit(CellStatus.NOT_DELIVERED.value))
        .otherwise("status"),
    )
    return _interleaved(_as_cells(means, "medel", enhet), _as_cells(indices, "index", "procent"))


FEWEST_RESULTS = 5
"""Results that a unit must have for an index (docs/definitions.md, E1)."""


def _index(counted: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """(R/C) / (ΣR/ΣC) · 100, where C > 0 and R is not too small."""
    whole = pl.all_horizontal(pl.col(name) == SAMTLIGA for name in names)
    result, resource = pl.col("summa").fill_null(0), pl.col("resurs").fill_null(0)
    of_all = counted.filter(whole).select(SLICE, __all=result / resource)
    indices = counted.join(of_all, on=SLICE, how="left", maintain_order="left").with_columns(
        taljare=result,
        namnare=resource,
        varde=pl.when((resource > 0) & (result >= FEWEST_RESULTS)).then(100 * (result / resource) / pl.col("__all")),
    )
    return _as_cells(indices, "index", "index")
