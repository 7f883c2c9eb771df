"""Tables told in rounded counts: the counts that stand in each cell, and what follows from them."""

from collections.abc import Iterable, Mapping

import polars as pl

from indikatorer.disclosure.system import Count, PrintedCell
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.measure import CellStatus
from indikatorer.measures.values import CELL_COLUMNS, worked_out

FROM_COUNTS = ("varde", "taljare", "namnare")
INTERVAL = ("ki_nedre", "ki_ovre")


def restated(table: ComputedTable, cells: Iterable[PrintedCell], counts: Mapping[Count, int]) -> pl.DataFrame:
    """The cells of a table with the rounded counts that there are, and what follows from these worked out anew.

    A mean, a quartile or what a model says stays, beside a rounded base; over a base that is printed as nought there is
    none, whether anybody is behind it or not.
    """
    numbers = {name: table.cells[name].to_list() for name in FROM_COUNTS}
    for cell in cells:
        for column, count in cell.columns:
            if numbers[column][cell.row] is not None and count in counts:
                numbers[column][cell.row] = counts[count]
    told = table.cells.with_columns(pl.Series(name, values, CELL_COLUMNS[name]) for name, values in numbers.items())
    nobody = (pl.col("namnare") == 0) & (pl.col("status").is_in([CellStatus.SHOWN, CellStatus.UNCERTAIN]))
    return worked_out(
        table.table,
        told.with_columns(
            *(pl.when(~nobody.fill_null(False)).then(pl.col(name)).alias(name) for name in ("varde", *INTERVAL)),
            status=pl.when(nobody.fill_null(False)).then(pl.lit("")).otherwise("status"),
        ),
        table.slices,
        table.settings,
    )


def are_of_nobody(cells: pl.DataFrame) -> pl.Series:
    """Whether each cell has a base of nought, and so nothing to tell."""
    return (cells["namnare"].cast(pl.Int64) == 0).fill_null(False) & cells["varde"].is_null()
