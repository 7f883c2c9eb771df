"""Count: from a declared table and the records to one row per cell, before protection."""

from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np
import polars as pl

from indikatorer.measures.dimensions import Dimension
from indikatorer.measures.measure import Andel, Antal, CellStatus, Fordelning, Measure, MedelOchMedian, Slice, Table
from indikatorer.measures.records import Records
from indikatorer.vocabulary import SAMTLIGA

SMALL_BASE = 20
"""A share of fewer than this many persons is marked uncertain (domain.md 1.0.7)."""

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

_SLICE = "__slice"


@dataclass(frozen=True)
class ComputedTable:
    """A table with its numbers: `cells` has the dimensions, then `CELL_COLUMNS`, one row per cell in order of print.

    `slices` are the populations that were counted; the column `slice` of `cells` says which one a cell belongs to.
    """

    id: str
    measure: Measure
    table: Table
    dimensions: tuple[str, ...]
    slices: tuple[Slice, ...]
    cells: pl.DataFrame


def compute(measure: Measure, suffix: str, records: Records) -> ComputedTable:
    """Compute one table of a measure; a file that was not delivered makes every cell `saknas`."""
    table = measure.tables[suffix]
    slices = tuple(table.of(records))
    if not all(name in records for name in measure.needs):
        slices = tuple(Slice(s.population, s.rows, s.labels, s.whole, CellStatus.NOT_DELIVERED) for s in slices)
    names = [dimension.name for dimension in table.by]
    columns = _columns(table)
    counted = [
        piece.rows().select(*columns).with_columns(pl.lit(index, pl.Int32).alias(_SLICE))
        for index, piece in enumerate(slices)
        if piece.status is CellStatus.SHOWN
    ]
    rows = pl.concat(pl.collect_all(counted)) if counted else None
    cells = _values(_grid(table, slices, rows, records.year), _cube(rows, table) if rows is not None else None, table)
    labels = list(slices[0].labels) if slices else []
    cells = cells.with_columns(
        *(
            pl.col(_SLICE).replace_strict(dict(enumerate(piece.labels[label] for piece in slices))).alias(label)
            for label in labels
        )
    ).rename({_SLICE: "slice"})
    return ComputedTable(
        f"{measure.id}-{suffix}" if suffix else measure.id,
        measure,
        table,
        (*labels, *names),
        slices,
        cells.select(*labels, *names, *CELL_COLUMNS, "slice"),
    )


def _columns(table: Table) -> list[pl.Expr]:
    columns = [pl.col(dimension.name).cast(pl.String) for dimension in table.by]
    match table.value:
        case Andel(numerator):
            columns.append(numerator.expression().fill_null(False).alias("__taljare"))
        case MedelOchMedian(column):
            columns.append(pl.col(column).cast(pl.Int64).alias("__varde"))
        case _:
            columns = columns or [pl.lit(1).alias("__rad")]
    return columns


def _grid(table: Table, slices: tuple[Slice, ...], rows: pl.DataFrame | None, year: int) -> pl.DataFrame:
    """Every cell that the table prints, in order, whether anybody is in it or not; the total comes last."""
    frames = [pl.DataFrame({_SLICE: range(len(slices))}, schema={_SLICE: pl.Int32})]
    for dimension in table.by:
        labels = _labels(dimension, rows, year)
        frames.append(pl.DataFrame({dimension.name: [*labels, SAMTLIGA]}, schema={dimension.name: pl.String}))
    grid = reduce(lambda left, right: left.join(right, how="cross", maintain_order="left_right"), frames)
    statuses = dict(enumerate(piece.status.value for piece in slices))
    return grid.with_columns(
        status=pl.col(_SLICE).replace_strict(statuses, return_dtype=pl.String) if statuses else pl.lit("")
    )


def _labels(dimension: Dimension, rows: pl.DataFrame | None, year: int) -> list[str]:
    labels = dimension.labels(year)
    if rows is None:
        return labels
    seen = rows[dimension.name].drop_nulls().unique().sort().to_list()
    return labels + [label for label in seen if label not in labels]


def _cube(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Counts and sums for every combination of the dimensions, each of them alone or summed to its total."""
    aggregates = [pl.len().cast(pl.Int64).alias("n")]
    match table.value:
        case Andel():
            aggregates.append(pl.col("__taljare").sum().cast(pl.Int64).alias("taljare"))
        case MedelOchMedian():
            aggregates += [
                pl.col("__varde").sum().alias("summa"),
                (pl.col("__varde") ** 2).sum().alias("kvadratsumma"),
                pl.col("__varde").median().alias("median"),
            ]
    names = [dimension.name for dimension in table.by]
    parts = []
    for kept in product((True, False), repeat=len(names)):
        keys = [name for name, keep in zip(names, kept, strict=True) if keep]
        totals = [pl.lit(SAMTLIGA).alias(name) for name, keep in zip(names, kept, strict=True) if not keep]
        parts.append(rows.group_by(_SLICE, *keys).agg(*aggregates).with_columns(*totals))
    return pl.concat(parts, how="diagonal")


def _values(grid: pl.DataFrame, cube: pl.DataFrame | None, table: Table) -> pl.DataFrame:
    names = [dimension.name for dimension in table.by]
    if cube is None:
        filled = grid.with_columns(n=pl.lit(0, pl.Int64))
    else:
        filled = grid.join(cube, on=[_SLICE, *names], how="left", maintain_order="left").with_columns(
            pl.col("n").fill_null(0)
        )
    match table.value:
        case Antal(enhet):
            return _antal(filled, enhet)
        case Andel():
            return _andel(filled.rename({"n": "namnare"}) if cube is not None else _nothing(filled))
        case Fordelning(over, antal, enhet):
            return _fordelning(filled, over.name, [n for n in names if n != over.name], antal, enhet)
        case MedelOchMedian(_, enhet):
            return _medel_och_median(filled, enhet)


def _nothing(filled: pl.DataFrame) -> pl.DataFrame:
    return filled.with_columns(namnare=pl.col("n"), taljare=pl.lit(0, pl.Int64))


def _as_cells(frame: pl.DataFrame, matt: str, enhet: str) -> pl.DataFrame:
    """Complete the cell columns; where there was nothing to count there are no numbers at all."""
    frame = frame.with_columns(matt=pl.lit(matt), enhet=pl.lit(enhet))
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in CELL_COLUMNS.items() if name not in frame.columns]
    numbers = [name for name, dtype in CELL_COLUMNS.items() if dtype.is_numeric()]
    return frame.with_columns(*missing).with_columns(
        pl.when(~pl.col("status").is_in([CellStatus.NOT_YET, CellStatus.NOT_DELIVERED])).then(pl.col(numbers))
    )


def _antal(filled: pl.DataFrame, enhet: str) -> pl.DataFrame:
    return _as_cells(filled.with_columns(varde=pl.col("n").cast(pl.Float64)), "antal", enhet)


def _andel(filled: pl.DataFrame) -> pl.DataFrame:
    """Per cent with a 95 % Wilson interval; nobody to count gives no share."""
    from statsmodels.stats.proportion import proportion_confint

    counts = filled.with_columns(pl.col("taljare").fill_null(0))
    base = counts["namnare"].to_numpy().astype(float)
    hits = counts["taljare"].to_numpy().astype(float)
    somebody = base > 0
    safe_base = np.where(somebody, base, 1.0)
    lower, upper = proportion_confint(np.where(somebody, hits, 0.0), safe_base, method="wilson")
    shares = counts.with_columns(
        varde=pl.Series(100 * hits / safe_base), ki_nedre=pl.Series(100 * lower), ki_ovre=pl.Series(100 * upper)
    ).with_columns(
        pl.when(pl.col("namnare") > 0).then(pl.col("varde", "ki_nedre", "ki_ovre")),
        status=pl.when((pl.col("status") == "") & pl.col("namnare").is_between(1, SMALL_BASE - 1))
        .then(pl.lit(CellStatus.UNCERTAIN.value))
        .otherwise("status"),
    )
    return _as_cells(shares, "andel", "procent")


def _fordelning(filled: pl.DataFrame, over: str, others: list[str], antal: bool, enhet: str) -> pl.DataFrame:
    """Counts and shares of each category; all categories together are 100 per cent, without an interval."""
    base = filled.filter(pl.col(over) == SAMTLIGA).select(_SLICE, *others, namnare="n")
    with_base = filled.join(base, on=[_SLICE, *others], how="left", maintain_order="left")
    everybody = pl.col(over) == SAMTLIGA
    shares = _andel(with_base.with_columns(taljare="n")).with_columns(
        pl.when(~everybody).then(pl.col("ki_nedre", "ki_ovre"))
    )
    if not antal:
        return shares
    counts = _antal(filled, enhet)
    columns = counts.columns
    return pl.concat([counts.with_row_index("__rad"), shares.select(columns).with_row_index("__rad")]).sort(
        "__rad", maintain_order=True
    )


def _medel_och_median(filled: pl.DataFrame, enhet: str) -> pl.DataFrame:
    """Mean with a 95 % t interval, and median; both from whole numbers, so that every run gives the same digits."""
    from scipy import stats

    if "summa" not in filled.columns:
        filled = filled.with_columns(
            pl.lit(None, pl.Int64).alias("summa"),
            pl.lit(None, pl.Int64).alias("kvadratsumma"),
            pl.lit(None, pl.Float64).alias("median"),
        )
    n = filled["n"].to_numpy().astype(float)
    total = filled["summa"].fill_null(0).to_numpy().astype(float)
    squares = filled["kvadratsumma"].fill_null(0).to_numpy().astype(float)
    mean = np.divide(total, n, out=np.full_like(n, np.nan), where=n > 0)
    deviations = np.maximum(squares - n * np.nan_to_num(mean) ** 2, 0)
    spread = np.divide(deviations, n - 1, out=np.full_like(n, np.nan), where=n > 1)
    half = stats.t.ppf(0.975, np.maximum(n - 1, 1)) * np.sqrt(spread / np.maximum(n, 1))
    means = filled.with_columns(
        namnare=pl.col("n"),
        varde=pl.Series(mean).fill_nan(None),
        ki_nedre=pl.Series(mean - half).fill_nan(None),
        ki_ovre=pl.Series(mean + half).fill_nan(None),
    )
    medians = filled.with_columns(namnare=pl.col("n"), varde=pl.col("median"))
    frames = [_as_cells(means, "medel", enhet), _as_cells(medians, "median", enhet)]
    columns = frames[0].columns
    return pl.concat([frame.select(columns).with_row_index("__rad") for frame in frames]).sort(
        "__rad", maintain_order=True
    )
