"""What may be shown. `protect` is the one place through which every table passes on its way out."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_
from types import MappingProxyType
from typing import Any

import polars as pl

from indikatorer import UserError
from indikatorer.disclosure.audit import Audit, audit
from indikatorer.disclosure.counts import build
from indikatorer.disclosure.earlier import AGAIN, NOTHING_EARLIER, Earlier, printed_again
from indikatorer.disclosure.hiding import RESTRICTED_WORK, cells_to_hide
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.disclosure.system import Fate, PrintedCell, System
from indikatorer.measures.compute import WORKING_COLUMNS, ComputedTable
from indikatorer.measures.measure import CellStatus, decimals
from indikatorer.measures.values import CELL_COLUMNS
from indikatorer.swedish import rounded

NUMBERS = [name for name, dtype in CELL_COLUMNS.items() if dtype.is_numeric()]


NOTHING: Mapping[str, pl.DataFrame] = MappingProxyType({})


def protect(
    tables: Sequence[ComputedTable],
    policy: Policy = POLICY,
    published: Mapping[str, pl.DataFrame] = NOTHING,
    earlier: Earlier = NOTHING_EARLIER,
    *,
    roughly: bool = False,
) -> dict[str, pl.DataFrame]:
    """Table id → its cells as they may be published, all tables protected together.

    A protected cell has the status `skyddad` and no numbers at all; every other value is rounded as printed.

    `published` are those of the tables that are out already, by id, with their cells as published (read from their
    csv): they are not in the result, their shown cells are known to every reader, and their hidden ones stay hidden. So
    unit reports are protected beside an annual report that is fixed, with `protect([*annual, *unit], published=cells)`
    and then `audit_published([*annual, *unit], {**cells, **protected})`. What cannot be protected any more, because too
    much is known, is hidden itself, and the audit names it where that is not enough.

    `earlier` are other editions: what they have said is known, and their past periods are printed again as they stand.
    `roughly` hides enough in a third of the time, and somewhat more than is needed.

    Raises UserError when a published table has not the cells or the counts that the registers now give.
    """
    again = {table.id: printed_again(table, earlier) for table in tables}
    fates = {
        table.id: _fates(again[table.id][AGAIN], _settled(table, again[table.id], published.get(table.id)))
        for table in tables
    }
    work = 0 if roughly else RESTRICTED_WORK
    rows: dict[str, list[int]] = {}
    for cell in cells_to_hide(build(tables, policy, fates, earlier.stated), work):
        rows.setdefault(cell.table, []).append(cell.row)
    return {
        table.id: _as_they_stood(_published(table, rows.get(table.id, [])), again[table.id])
        for table in tables
        if table.id not in published
    }


def audit_published(
    tables: Sequence[ComputedTable],
    published: Mapping[str, pl.DataFrame],
    policy: Policy = POLICY,
    earlier: Earlier = NOTHING_EARLIER,
) -> Audit:
    """Whether anything that may not be known can be worked out from the published cells of these tables.

    A cell that says what an earlier edition has said tells nothing new; any other has to be protected by itself.
    """
    fates = {}
    for table in tables:
        again = printed_again(table, earlier)
        fates[table.id] = _fates(again[AGAIN] & _is_same(published[table.id], again), None)
    system = build(tables, policy, fates, earlier.stated)
    return audit(system, _hidden_in(system, published), policy)


def _fates(again: pl.Series, hidden: pl.Series | None) -> list[Fate | None]:
    otherwise: list[Fate | None] = (
        [None] * len(again) if hidden is None else ["hidden" if one else "shown" for one in hidden]
    )
    return ["again" if reprinted else fate for reprinted, fate in zip(again, otherwise, strict=True)]


def _settled(table: ComputedTable, again: pl.DataFrame, published: pl.DataFrame | None) -> pl.Series | None:
    """Which cells of a published table are hidden, once the shown ones are known to be what the registers give."""
    if published is None:
        return None
    keys = [*table.dimensions, "matt", "taljare", "namnare"]
    now, then = (frame.select(pl.col(keys).cast(pl.String)) for frame in (table.cells, published))
    hidden = _is_hidden(published)
    if now.height == then.height:
        new = ~(hidden | again[AGAIN])
        if now.filter(new).equals(then.filter(new)):
            return hidden
    raise UserError(
        f"{table.id}: the published table is not what the registers give now. Make the year's report again."
    )


def _is_hidden(cells: pl.DataFrame) -> pl.Series:
    """Whether each cell has no number left. One number is enough to give away all that a cell says."""
    return cells.select(pl.all_horizontal(pl.col(NUMBERS).is_null())).to_series()


def _is_same(cells: pl.DataFrame, again: pl.DataFrame) -> pl.Series:
    """Whether each cell says what an earlier edition said."""
    same = [cells[name].cast(pl.Float64).eq_missing(again[name].cast(pl.Float64)) for name in NUMBERS]
    return reduce(and_, same, cells["status"].fill_null("").eq_missing(again["status"]))


def _hidden_in(system: System, published: Mapping[str, pl.DataFrame]) -> set[PrintedCell]:
    empty = {table: _is_hidden(cells) for table, cells in published.items()}
    return {cell for cell in system.cells if empty[cell.table][cell.row]}


def _as_they_stood(cells: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    """Cells with those of earlier editions in their place."""
    said = again.drop(AGAIN).columns
    return cells.with_columns(
        pl.when(again[AGAIN]).then(again[name]).otherwise(pl.col(name)).alias(name) for name in said
    )


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
