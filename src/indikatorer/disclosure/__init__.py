"""What may be shown. `protect` is the one place through which every table passes on its way out."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from indikatorer.disclosure.audit import Audit, audit
from indikatorer.disclosure.counts import build
from indikatorer.disclosure.hiding import cells_to_hide
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.disclosure.system import PrintedCell, System
from indikatorer.measures.compute import WORKING_COLUMNS, ComputedTable
from indikatorer.measures.measure import CellStatus, decimals
from indikatorer.measures.values import CELL_COLUMNS
from indikatorer.swedish import rounded

NUMBERS = [name for name, dtype in CELL_COLUMNS.items() if dtype.is_numeric()]


def protect(tables: Sequence[ComputedTable], policy: Policy = POLICY) -> dict[str, pl.DataFrame]:
    """Table id → its cells as they may be published, all tables protected together.

    A protected cell has the status `skyddad` and no numbers at all; every other value is rounded as printed.
    """
    rows: dict[str, list[int]] = {}
    for cell in cells_to_hide(build(tables, policy)):
        rows.setdefault(cell.table, []).append(cell.row)
    return {table.id: _published(table, rows.get(table.id, [])) for table in tables}


def audit_published(
    tables: Sequence[ComputedTable], published: Mapping[str, pl.DataFrame], policy: Policy = POLICY
) -> Audit:
    """Whether anything that may not be known can be worked out from the published cells of these tables."""
    system = build(tables, policy)
    return audit(system, _hidden_in(system, published), policy)


def _hidden_in(system: System, published: Mapping[str, pl.DataFrame]) -> set[PrintedCell]:
    """The cells that have no number left. One number is enough to give away all that a cell says."""
    empty = {table: cells.select(pl.all_horizontal(pl.col(NUMBERS).is_null())) for table, cells in published.items()}
    return {cell for cell in system.cells if empty[cell.table][cell.row, 0]}


def _published(table: ComputedTable, hidden_rows: Sequence[int]) -> pl.DataFrame:
    return (
        table.cells.with_columns(is_hidden=pl.int_range(pl.len()).is_in(list(hidden_rows)))
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
