"""Tables of earlier editions that stand: today's registers still give all that they show, so they are equations still.

Such a table is a part of this year's system, with its cells settled as published. What it hides must stay protected,
whether it occurs this year or not: what this year prints could complete the table's own sums. Only tables matter that
share an open count with this year's, or that are known in the sums of one; the rest is as safe as it was when its own
edition was audited, and its counts are matched (see `earlier`).

A cell that has been hidden is taken to be what the registers give now. Where somebody was registered late, and all
cells that show the difference are hidden, it was another number.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain

import polars as pl

from indikatorer.disclosure.audit import audit, interval
from indikatorer.disclosure.counts import join_people, read
from indikatorer.disclosure.earlier import Earlier, counted_in
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.disclosure.ratios import those_behind
from indikatorer.disclosure.reading import Reading
from indikatorer.disclosure.system import Count, Disagreement, Fate
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.measure import CellStatus


def stands(table: ComputedTable, published: pl.DataFrame) -> bool:
    """Whether a table of an earlier edition, counted again, still gives the numbers of all its shown cells."""
    if published.height != table.cells.height:
        return False
    shown = published["status"] != CellStatus.PROTECTED
    now, then = (counted_in(cells, table.dimensions).filter(shown) for cells in (table.cells, published))
    return now.equals(then)


def joined(
    tables: Sequence[ComputedTable], editions: Sequence[Sequence[ComputedTable]], policy: Policy = POLICY
) -> tuple[Reading, dict[Count, int]]:
    """What matters to this year's tables of the standing ones of earlier editions, and what those have lost already.

    `editions`: the standing tables of each edition, the status of each cell as published. An edition that cannot be
    true beside this year's tables, because its choices say something else of the same people, is left out as a whole.

    What can be worked out from the editions alone has been published already. Where it is no count of this year, it
    counts only when this year makes it worse: it need be no better protected than the editions leave it, and a hidden
    cell that can be worked out is taken for shown.
    """
    ours = read(tables, policy).system.values
    standing, together = _consistent(tables, editions, policy)
    together.judge()
    inside = {
        count
        for part in together.system.components()
        if any(count in ours and not together.system.is_known(count) for count in part.values)
        for count in part.values
    }
    standing = standing.about(inside)
    lost = _lose(standing)
    return standing, {count: width for count, width in lost.items() if count not in ours}


def _consistent(
    tables: Sequence[ComputedTable], editions: Sequence[Sequence[ComputedTable]], policy: Policy
) -> tuple[Reading, Reading]:
    """The editions that can be true together with this year's tables: what has been read of them, and of all of it."""
    try:
        return _beside(tables, list(chain(*editions)), policy)
    except Disagreement:
        found: list[ComputedTable] = []
        for edition in editions:
            with suppress(Disagreement):
                _beside(tables, [*found, *edition], policy)
                found += edition
        return _beside(tables, found, policy)


def _beside(
    tables: Sequence[ComputedTable], published: Sequence[ComputedTable], policy: Policy
) -> tuple[Reading, Reading]:
    fates: dict[str, list[Fate | None]] = {
        table.id: ["hidden" if status == CellStatus.PROTECTED else "shown" for status in table.cells["status"]]
        for table in published
    }
    # This year's tables without their cells: columns are then read as they are with them.
    empty = [replace(table, cells=table.cells.clear(), slices=()) for table in tables]
    standing = read([*empty, *published], policy, fates)
    together = read(tables, policy, earlier=Earlier(standing=standing))
    join_people(together)
    if negative := [str(c) for c, value in together.system.values.items() if value < 0 and not those_behind(c)]:
        raise Disagreement(f"{negative[0]} would be fewer than nobody: the tables that it follows from disagree")
    return standing, together


def _lose(standing: Reading) -> dict[Count, int]:
    """What published tables protect too little themselves, with the width that they leave.

    A cell of theirs that is hidden and can be worked out is shown from now on.
    """
    standing.judge()
    system = standing.system
    hidden = {cell for cell in system.cells if cell.settled == "hidden"}
    recovered = audit(system, hidden, standing.policy).recovered
    places = {place for one in recovered for place in one.cells}
    for number, cell in enumerate(system.cells):
        if cell in hidden and f"{cell.table}, row {cell.row + 1}" in places:
            ends = [interval(system, hidden, count) for count in cell.prints]
            if all(low == high for low, high in ends):
                system.cells[number] = replace(cell, settled="shown")
                standing.public.update(cell.prints)
    named = {str(count): count for count in system.sensitive}
    return {named[one.count]: one.width for one in recovered if one.count in named}
