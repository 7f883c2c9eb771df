"""What may be shown. `protect` is the one place through which every table passes on its way out."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from indikatorer.disclosure.counts import build
from indikatorer.disclosure.suppression import suppress
from indikatorer.measures.measure import CellStatus, decimals
from indikatorer.swedish import rounded
from indikatorer.tables.compute import WORKING_COLUMNS, ComputedTable
from indikatorer.tables.values import CELL_COLUMNS

FEWEST = {"medel": 10, "median": 10, "kvartil": 20, "kumulativ": 20}
"""`matt` → over how many persons it is shown (disclosure.md, policy and model)."""

NUMBERS = [name for name, dtype in CELL_COLUMNS.items() if dtype.is_numeric()]


def protect(tables: Sequence[ComputedTable]) -> dict[str, pl.DataFrame]:
    """Table id → its cells as they may be published, all tables protected together.

    A protected cell has the status `skyddad` and no numbers at all; every other value is rounded as printed.
    """
    system, printed = build(tables)
    hidden = suppress(system)
    hidden_rows: dict[str, list[int]] = {}
    for cell in printed:
        if not hidden.isdisjoint(cell.gives_away):
            hidden_rows.setdefault(cell.table, []).append(cell.row)
    return {table.id: _published(table, hidden_rows.get(table.id, [])) for table in tables}


def _published(table: ComputedTable, hidden_rows: list[int]) -> pl.DataFrame:
    is_hidden = pl.int_range(pl.len()).is_in(hidden_rows)
    for matt, base in FEWEST.items():
        persons = pl.coalesce("personer", "namnare") if matt == "medel" else pl.col("namnare")
        is_hidden = is_hidden | ((pl.col("matt") == matt) & persons.is_between(1, base - 1))
    countable = ~pl.col("status").is_in([CellStatus.NOT_YET, CellStatus.NOT_DELIVERED])
    return (
        table.cells.with_columns(is_hidden=is_hidden & countable)
        .drop(WORKING_COLUMNS)
        .with_columns(
            pl.when(~pl.col("is_hidden")).then(pl.col(NUMBERS)),
            status=pl.when("is_hidden").then(pl.lit(CellStatus.PROTECTED.value)).otherwise("status"),
        )
        .drop("is_hidden")
        .with_columns(_rounded(name) for name in ("varde", "ki_nedre", "ki_ovre"))
    )


def _rounded(name: str) -> pl.Expr:
    def as_published(cell: dict[str, Any]) -> float | None:
        return None if cell[name] is None else float(rounded(cell[name], decimals(cell["matt"], cell["enhet"])))

    return pl.struct(name, "matt", "enhet").map_elements(as_published, return_dtype=pl.Float64).alias(name)
