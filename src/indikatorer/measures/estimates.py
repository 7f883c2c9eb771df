"""What models say, as cells: the rows of a slice go to the model, and its rows are the cells."""

from collections.abc import Sequence
from datetime import date
from itertools import product

import polars as pl

from indikatorer.measures.cell import CELL_COLUMNS, SLICE, CellStatus
from indikatorer.measures.measure import Table
from indikatorer.measures.population import Slice
from indikatorer.measures.values import Estimates

GIVEN = {"varde": pl.Float64, "ki_nedre": pl.Float64, "ki_ovre": pl.Float64, "personer": pl.Int64}


def estimated(table: Table, slices: Sequence[Slice], day: date) -> pl.DataFrame:
    """The cells of every slice, by `SLICE`. A slice without rows has a cell for each label that there can be."""
    value = table.value
    assert isinstance(value, Estimates)
    shared = {"matt": pl.lit(value.matt), "enhet": pl.lit(value.enhet)}
    counts = [pl.lit(None, CELL_COLUMNS[name]).alias(name) for name in ("taljare", "namnare")]
    frames = []
    for index, piece in enumerate(slices):
        found = value.of(piece.rows().collect()) if piece.status is CellStatus.SHOWN else _empty(table, day)
        status = pl.col("status") if "status" in found.columns else pl.lit(piece.status.value)
        frames.append(
            found.select(
                *(pl.col(dimension.name).cast(pl.String) for dimension in table.by),
                *(pl.col(name).cast(dtype) for name, dtype in GIVEN.items()),
                status=status,
            ).with_columns(*counts, **shared, **{SLICE: pl.lit(index, pl.Int32)})
        )
    return pl.concat(frames)


def _empty(table: Table, day: date) -> pl.DataFrame:
    labels = product(*(dimension.labels(day) for dimension in table.by))
    rows = pl.DataFrame(list(labels), schema=dict.fromkeys(table.names, pl.String), orient="row")
    return rows.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in GIVEN.items())
