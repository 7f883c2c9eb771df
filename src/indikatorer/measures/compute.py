"""Count: from a declared table and the records to one row per cell, before protection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import product

import polars as pl

from indikatorer.base.settings import DEFAULTS, Settings
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.disclosure.membership import Membership
from indikatorer.measures.cell import CELL_COLUMNS, SLICE, CellStatus
from indikatorer.measures.counted_units import UNIT, memberships, unit_of
from indikatorer.measures.dimensions import Dimension
from indikatorer.measures.intervals import Asked
from indikatorer.measures.measure import Measure, Table
from indikatorer.measures.population import Slice
from indikatorer.measures.records import Records
from indikatorer.measures.values import AGGREGATES, Counted, Estimates

WORKING_COLUMNS = ("personer", "slice")
"""Columns of computed cells that are never written."""


@dataclass(frozen=True)
class ComputedTable:
    """A table with its numbers: `cells` has the dimensions, then `CELL_COLUMNS`, one row per cell in order of print.

    `members` say who is in each number: of its counts, and of the sums behind its means.
    `settings` are the choices that it was made with. `slices` are the populations that were counted; the column `slice`
    of `cells` says which one a cell belongs to.
    Where a row of what was counted is something else than a person, `personer` is the fewest persons behind any of
    the counts that the cell gives away (its own, its numerator, the rest), counts of nobody aside; else it is null, and
    the counts are the persons. Of a model's cell it is the fewest persons behind any level.
    """

    id: str
    measure: Measure
    table: Table
    dimensions: tuple[str, ...]
    slices: tuple[Slice, ...]
    cells: pl.DataFrame
    members: tuple[Membership, ...] = ()
    settings: Settings = DEFAULTS

    @property
    def modelled(self) -> bool:
        """Whether the numbers are a model's and not counted."""
        return isinstance(self.table.value, Estimates)

    def worked_out(self, cells: pl.DataFrame) -> pl.DataFrame:
        """These cells with what follows from the counts in them worked out anew: shares, intervals, indices, marks.

        Other means stay as they are, and so does what a model says.
        """
        value = self.table.value
        if isinstance(value, Estimates):
            return cells
        rows = cells.with_row_index("__rad").rename({"slice": SLICE})
        plain = pl.when(pl.col("status") == CellStatus.UNCERTAIN).then(pl.lit("")).otherwise("status")
        counted = rows.filter(value.follows).with_columns(status=plain)
        anew = value.worked_out(counted, Asked(self.table.names, self.slices, self.settings))
        if anew is None:
            return cells
        both = pl.concat([anew.select(rows.columns), rows.filter(~value.follows)])
        return both.sort("__rad").drop("__rad").rename({SLICE: "slice"})

    @property
    def written(self) -> pl.DataFrame:
        """The cells without the columns that are never written."""
        return self.cells.drop(WORKING_COLUMNS)


def declared(measure: Measure, suffix: str, records: Records) -> ComputedTable:
    """One table of a measure and what it counts, before anything is counted; without a file everything is `saknas`."""
    table = measure.tables[suffix]
    slices = tuple(table.of(records))
    if not all(name in records for name in table.of.needs):
        slices = tuple(replace(piece, status=CellStatus.NOT_DELIVERED) for piece in slices)
    labels = list(slices[0].labels) if slices else []
    dimensions = table.columns or (*labels, *table.names)
    return ComputedTable(
        measure.table_id(suffix), measure, table, dimensions, slices, pl.DataFrame(), settings=records.settings
    )


def compute(measure: Measure, suffix: str, records: Records) -> ComputedTable:
    """Compute one table of a measure; a file that was not delivered makes every cell `saknas`.

    Raises NotCounted when the rows that are counted do not say who they are.
    """
    uncounted = declared(measure, suffix, records)
    table, slices = uncounted.table, uncounted.slices
    members: tuple[Membership, ...] = ()
    if isinstance(table.value, Estimates):
        cells = table.value.cells(table.by, slices, records.reported_year.last_day)
    else:
        cells, members = _counted(table, table.value, slices, records)
    cells = cells.with_columns(
        pl.col(SLICE).replace_strict(dict(enumerate(piece.labels[label] for piece in slices))).alias(label)
        for label in (slices[0].labels if slices else ())
    ).rename({SLICE: "slice"})
    cells = cells.select(*uncounted.dimensions, *CELL_COLUMNS, *WORKING_COLUMNS)
    return replace(uncounted, cells=cells, members=members)


def _counted(
    table: Table, value: Counted, slices: tuple[Slice, ...], records: Records
) -> tuple[pl.DataFrame, tuple[Membership, ...]]:
    """The cells of every slice, by `SLICE`, from counts and sums of its rows, and who is in them."""
    asked = Asked(table.names, slices, records.settings)
    pieces = {index: piece for index, piece in enumerate(slices) if piece.status is CellStatus.SHOWN}
    rows = {index: piece.rows() for index, piece in pieces.items()}
    units = {index: piece.units() for index, piece in pieces.items() if piece.units}
    key = unit_of(next(iter((units or rows).values())), table) if pieces and value.units else ""
    unit = [pl.col(key).alias(UNIT)] if key and not units else []
    behind = _rows(units, [pl.col(key).alias(UNIT), *map(pl.col, table.names)]) if units else None
    labels = [pl.col(name).cast(pl.String) for name in table.names]
    person = [pl.col(table.of.person).alias("__person")] if table.of.person else []
    counted = _rows(rows, [*labels, *value.columns(), *person, *unit])
    grid = _grid(table, slices, counted, records.reported_year.last_day)
    if counted is None:
        return value.cells(_completed(grid), asked, records.year), ()
    wanted = [pl.len().cast(pl.Int64).alias("n"), *value.aggregates()]
    wanted += [value.persons().alias("personer")] if table.of.person else []
    grid = grid.join(_cube(counted, table.names, wanted), on=[SLICE, *table.names], how="left", maintain_order="left")
    cells = value.cells(_completed(grid), asked, records.year)
    if not key:
        return cells, ()
    also = {index: piece.in_both_registers for index, piece in pieces.items() if piece.in_both_registers}
    return cells, memberships(table, value, key, counted if behind is None else behind, cells, also)


def _rows(pieces: Mapping[int, pl.LazyFrame], wanted: Sequence[pl.Expr]) -> pl.DataFrame | None:
    """The rows of every slice with its number, or None where there is no slice to count."""
    if not pieces:
        return None
    numbered = [
        rows.select(*wanted).with_columns(pl.lit(index, pl.Int32).alias(SLICE)) for index, rows in pieces.items()
    ]
    return pl.concat(pl.collect_all(numbered))


def _grid(table: Table, slices: tuple[Slice, ...], rows: pl.DataFrame | None, day: date) -> pl.DataFrame:
    """Every cell that the table prints, in order, whether anybody is in it or not; the total comes last."""
    frames = [pl.DataFrame({SLICE: range(len(slices))}, schema={SLICE: pl.Int32})]
    for dimension in table.by:
        labels = _labels(dimension, rows, day)
        frames.append(pl.DataFrame({dimension.name: [*labels, SAMTLIGA]}, schema={dimension.name: pl.String}))
    grid = reduce(lambda left, right: left.join(right, how="cross", maintain_order="left_right"), frames)
    statuses = dict(enumerate(piece.status.value for piece in slices))
    return grid.with_columns(
        status=pl.col(SLICE).replace_strict(statuses, return_dtype=pl.String) if statuses else pl.lit("")
    )


def _labels(dimension: Dimension, rows: pl.DataFrame | None, day: date) -> list[str]:
    labels = dimension.labels(day)
    if rows is None:
        return labels
    seen = rows[dimension.name].drop_nulls().unique().sort().to_list()
    return labels + [label for label in seen if label not in labels]


def _completed(counted: pl.DataFrame) -> pl.DataFrame:
    """Every aggregate as a column; a cell that nobody is in has the count 0."""
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in AGGREGATES.items() if name not in counted.columns]
    return counted.with_columns(*missing).with_columns(pl.col("n").fill_null(0))


def _cube(rows: pl.DataFrame, names: Sequence[str], wanted: Sequence[pl.Expr]) -> pl.DataFrame:
    """Counts and sums for every combination of the dimensions, each of them alone or summed to its total."""
    parts = []
    for kept in product((True, False), repeat=len(names)):
        keys = [name for name, keep in zip(names, kept, strict=True) if keep]
        totals = [pl.lit(SAMTLIGA).alias(name) for name, keep in zip(names, kept, strict=True) if not keep]
        parts.append(rows.group_by(SLICE, *keys).agg(*wanted).with_columns(*totals))
    return pl.concat(parts, how="diagonal")
