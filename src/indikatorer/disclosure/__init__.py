"""What may be shown. `protect` is the one place through which every table passes on its way out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import polars as pl

from indikatorer import UserError
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


NOTHING: Mapping[str, pl.DataFrame] = MappingProxyType({})


def protect(
    tables: Sequence[ComputedTable], policy: Policy = POLICY, published: Mapping[str, pl.DataFrame] = NOTHING
) -> dict[str, pl.DataFrame]:
    """Table id → its cells as they may be published, all tables protected together.

    A protected cell has the status `skyddad` and no numbers at all; every other value is rounded as printed.

    `published` are those of the tables that are out already, by id, with their cells as published (read from their
    csv): they are not in the result, their shown cells are known to every reader, and their hidden ones stay hidden. So
    unit reports are protected beside an annual report that is fixed, with `protect([*annual, *unit], published=cells)`
    and then `audit_published([*annual, *unit], {**cells, **protected})`. What cannot be protected any more,
    because too much is known, is hidden itself, and the audit names it where that is not enough.

    Raises UserError when a published table has not the cells or the counts that the registers now give.
    """
    rows: dict[str, list[int]] = {}
    for cell in cells_to_hide(build(tables, policy, _settled(tables, published))):
        rows.setdefault(cell.table, []).append(cell.row)
    return {table.id: _published(table, rows.get(table.id, [])) for table in tables if table.id not in published}


def _settled(tables: Sequence[ComputedTable], published: Mapping[str, pl.DataFrame]) -> dict[str, list[bool]]:
    """Of each published table which cells are hidden, its shown ones being those that the registers give."""
    settled = {}
    for table in tables:
        if table.id in published:
            cells = published[table.id]
            keys = [*table.dimensions, "matt", "taljare", "namnare"]
            now, then = (frame.select(pl.col(keys).cast(pl.String)) for frame in (table.cells, cells))
            hidden = _is_hidden(cells)
            if now.height != then.height or not now.filter(~hidden).equals(then.filter(~hidden)):
                raise UserError(
                    f"{table.id}: the published table is not what the registers give now. Make the year's report again."
                )
            settled[table.id] = hidden.to_list()
    return settled


def _is_hidden(cells: pl.DataFrame) -> pl.Series:
    """Whether each cell has no number left. One number is enough to give away all that a cell says."""
    return cells.select(pl.all_horizontal(pl.col(NUMBERS).is_null())).to_series()


def audit_published(
    tables: Sequence[ComputedTable], published: Mapping[str, pl.DataFrame], policy: Policy = POLICY
) -> Audit:
    """Whether anything that may not be known can be worked out from the published cells of these tables."""
    system = build(tables, policy)
    return audit(system, _hidden_in(system, published), policy)


def _hidden_in(system: System, published: Mapping[str, pl.DataFrame]) -> set[PrintedCell]:
    empty = {table: _is_hidden(cells) for table, cells in published.items()}
    return {cell for cell in system.cells if empty[cell.table][cell.row]}


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
