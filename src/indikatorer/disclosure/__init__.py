"""What may be shown. `protect` is the one place through which every table passes on its way out.

What the tables say, for generator and audit alike: `policy`, `system`, and what makes a system of tables (`counts`,
`reading`, `ratios`, `groups`, `linked`, `persons`, `noughts`; `earlier`, `standing` and `bounds` for earlier editions).
The generator: `hiding` with `choice`, `attack`, `cheapest`, `thinning` and `capacity`, or `rounding` with `restating`.
The audit: `audit`, `worlds`, `told` and `report`, and `finished` for the files that are published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import polars as pl

from indikatorer import UserError
from indikatorer.disclosure.audit import Audit, audit
from indikatorer.disclosure.counts import build
from indikatorer.disclosure.earlier import AGAIN, NOTHING_EARLIER, Earlier, counted_in, is_same, printed_again
from indikatorer.disclosure.hiding import RESTRICTED_WORK, cells_to_hide
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.disclosure.restating import are_of_nobody, restated
from indikatorer.disclosure.rounding import rounded_counts
from indikatorer.disclosure.system import Fate, PrintedCell, System
from indikatorer.disclosure.told import read_rounded
from indikatorer.measures.compute import WORKING_COLUMNS, ComputedTable
from indikatorer.measures.measure import CellStatus
from indikatorer.measures.values import CELL_COLUMNS, as_printed

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

    `earlier` are other editions: what they have said is known, what they hide is not to be found, and their past
    periods are printed again as they stand.
    `roughly` hides enough in a third of the time, and somewhat more than is needed.

    Raises UserError when a published table has not the cells or the counts that the registers now give.
    """
    again = {table.id: printed_again(table, earlier) for table in tables}
    fates = {
        table.id: _fates(again[table.id][AGAIN], _settled(table, again[table.id], published.get(table.id), policy))
        for table in tables
    }
    work = 0 if roughly else RESTRICTED_WORK
    system = build(tables, policy, fates, earlier)
    if policy.rounds:
        cells, lost = _rounded(system, tables, published, policy)
        hidden = cells_to_hide(_what_is_hidden_anyway(system)) | _over_few(system, cells)
        hidden = _with_somebody(hidden, cells) | lost
    else:
        cells = {table.id: table.cells for table in tables}
        hidden = cells_to_hide(system, work)
    rows: dict[str, list[int]] = {}
    for cell in hidden:
        rows.setdefault(cell.table, []).append(cell.row)
    return {
        table.id: _as_they_stood(_published(cells[table.id], rows.get(table.id, [])), again[table.id])
        for table in tables
        if table.id not in published
    }


def _rounded(
    system: System, tables: Sequence[ComputedTable], published: Mapping[str, pl.DataFrame], policy: Policy
) -> tuple[dict[str, pl.DataFrame], set[PrintedCell]]:
    """The cells of every table with its counts rounded, those of published tables as they are printed there.

    And the cells in which some count stands that cannot be rounded.
    """
    for cell in system.cells:
        for column, count in cell.columns:
            number = published[cell.table][column][cell.row] if cell.table in published else None
            if number is not None and count not in system.amounts:
                system.rounded.setdefault(count, set()).add(int(float(number)))
    counts = rounded_counts(system, policy)
    of_table: dict[str, list[PrintedCell]] = {}
    for cell in system.cells:
        of_table.setdefault(cell.table, []).append(cell)
    lost = {cell for cell in system.cells if any(count not in counts for _, count in cell.columns)}
    return {table.id: restated(table, of_table.get(table.id, []), counts) for table in tables}, lost


def _over_few(system: System, told: Mapping[str, pl.DataFrame]) -> set[PrintedCell]:
    """The cells over a base that is told as too few for them, so that being hidden says no more of it."""
    bases = {table: cells["namnare"].to_list() for table, cells in told.items()}
    return {cell for cell in system.cells if not cell.settled and (bases[cell.table][cell.row] or 0) < cell.fewest}


def _what_is_hidden_anyway(system: System) -> System:
    """The part of a rounded system where cells are hidden all the same: numbers over too few persons, and amounts."""
    return replace(
        system,
        cells=[cell for cell in system.cells if cell.withheld or not system.amounts.isdisjoint(cell.tells_of)],
        sensitive={count: width for count, width in system.sensitive.items() if count in system.amounts},
    )


def audit_published(
    tables: Sequence[ComputedTable],
    published: Mapping[str, pl.DataFrame],
    policy: Policy = POLICY,
    earlier: Earlier = NOTHING_EARLIER,
) -> Audit:
    """Whether anything that may not be known can be worked out from the published cells of these tables.

    A cell that says what an earlier edition has said tells nothing new; any other has to be protected by itself. What
    the tables of earlier editions hide that stand has to be protected still.
    """
    again = {}
    for table in tables:
        stood = printed_again(table, earlier)
        again[table.id] = stood[AGAIN] & is_same(published[table.id], stood)
    system = build(tables, policy, {table: _fates(stood, None) for table, stood in again.items()}, earlier)
    faults = read_rounded(system, tables, published, again, policy) if policy.rounds else []
    return audit(system, _hidden_in(system, published), policy, faults)


def _fates(again: pl.Series, hidden: pl.Series | None) -> list[Fate | None]:
    otherwise: list[Fate | None] = (
        [None] * len(again) if hidden is None else ["hidden" if one else "shown" for one in hidden]
    )
    return ["again" if reprinted else fate for reprinted, fate in zip(again, otherwise, strict=True)]


def _settled(
    table: ComputedTable, again: pl.DataFrame, published: pl.DataFrame | None, policy: Policy
) -> pl.Series | None:
    """Which cells of a published table are hidden, once the shown ones are known to be what the registers give."""
    if published is None:
        return None
    now, then = (counted_in(frame, table.dimensions) for frame in (table.cells, published))
    if policy.rounds:
        now, then = (counts.select(*table.dimensions, "matt") for counts in (now, then))
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


def _hidden_in(system: System, published: Mapping[str, pl.DataFrame]) -> set[PrintedCell]:
    """The cells without numbers; one that is withheld anyway may have a base that is printed as nought."""
    empty = {table: _is_hidden(cells) for table, cells in published.items()}
    ours = [cell for cell in system.cells if cell.table in published]
    withheld = {cell for cell in ours if cell.withheld}
    still = {cell for cell in system.cells if cell.table not in published and cell.settled == "hidden"}
    return (
        {cell for cell in ours if empty[cell.table][cell.row]}
        | (withheld - _with_somebody(withheld, published))
        | still
    )


def _with_somebody(cells: set[PrintedCell], told: Mapping[str, pl.DataFrame]) -> set[PrintedCell]:
    """Those of the cells whose base is not told as nought."""
    nobody = {cell.table: are_of_nobody(told[cell.table]) for cell in cells}
    return {cell for cell in cells if not nobody[cell.table][cell.row]}


def _as_they_stood(cells: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    """Cells with those of earlier editions in their place."""
    said = again.drop(AGAIN).columns
    return cells.with_columns(
        pl.when(again[AGAIN]).then(again[name]).otherwise(pl.col(name)).alias(name) for name in said
    )


def _published(cells: pl.DataFrame, hidden_rows: Sequence[int]) -> pl.DataFrame:
    """Cells as they are printed, with those of the hidden rows empty."""
    return as_printed(
        cells.drop(WORKING_COLUMNS)
        .with_columns(is_hidden=pl.int_range(pl.len()).is_in(list(hidden_rows)))
        .with_columns(
            pl.when(~pl.col("is_hidden")).then(pl.col(NUMBERS)),
            status=pl.when("is_hidden").then(pl.lit(CellStatus.PROTECTED.value)).otherwise("status"),
        )
        .drop("is_hidden")
    )
