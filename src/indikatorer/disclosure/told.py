"""What rounded tables tell: one number for each count, and how many there can be behind it.

This is the audit's reading. It starts from the published cells and believes nothing of how they were rounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from indikatorer.disclosure.earlier import as_published
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.system import Count, System
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.values import as_printed, worked_out

FOLLOWING = ("varde", "ki_nedre", "ki_ovre", "status")
"""Columns that may hold what follows from the counts of the same cell."""


@dataclass
class Told:
    """Counts with the number that each is told as, printed or worked out, and what is wrong with what is printed."""

    numbers: dict[Count, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_rounded(
    system: System,
    tables: Sequence[ComputedTable],
    published: Mapping[str, pl.DataFrame],
    again: Mapping[str, pl.Series],
    policy: Policy,
) -> list[str]:
    """Read the published cells of a system that is rounded, and narrow its bounds to what a reader then knows.

    `again`: table id → which of its cells are printed as an earlier edition has them; they say nothing new. The result
    is what is wrong with what is published: what no rounding can have made.
    """
    cells = {table.id: as_published(table, published[table.id]).cells for table in tables}
    told = Told()
    _read_cells(system, cells, told)
    _work_out(system, told)
    told.faults += [fault for table in tables for fault in _made_otherwise(table, cells[table.id], again[table.id])]
    for count, number in sorted(told.numbers.items(), key=lambda item: str(item[0])):
        _narrow(system, count, number, policy, told)
    _read_sides(system, cells, told, policy)
    return told.faults


def _read_cells(system: System, cells: Mapping[str, pl.DataFrame], told: Told) -> None:
    where: dict[Count, str] = {}
    for cell in system.cells:
        for column, count in cell.columns:
            number = cells[cell.table][column][cell.row]
            if number is None or count in system.amounts:
                continue
            place = f"{cell.table}, row {cell.row + 1}"
            if told.numbers.setdefault(count, int(number)) != number:
                told.faults.append(f"{count}: {told.numbers[count]} in {where[count]} and {int(number)} in {place}")
            where.setdefault(count, place)


def _work_out(system: System, told: Told) -> None:
    """Add what follows from the numbers told by adding and subtracting, and find those that do not add up."""
    lines = [line for line in system.sums if system.amounts.isdisjoint(line)]
    while lines:
        waiting = []
        for line in lines:
            missing = [count for count in line if count not in told.numbers]
            if len(missing) > 1:
                waiting.append(line)
                continue
            total, *parts = line
            together = sum(told.numbers.get(part, 0) for part in parts)
            if not missing and told.numbers[total] != together:
                told.faults.append(f"{total}: told as {told.numbers[total]}, its parts add up to {together}")
            elif missing:
                told.numbers[missing[0]] = together if missing[0] == total else told.numbers[total] - together
        if len(waiting) == len(lines):
            return
        lines = waiting


def _made_otherwise(table: ComputedTable, cells: pl.DataFrame, again: pl.Series) -> Iterator[str]:
    """Cells whose share, interval, index or mark is not what anybody works out from the counts beside it."""
    anew = as_printed(worked_out(table.table, cells, table.slices, table.settings))
    for name in FOLLOWING:
        for row in (~(cells[name].eq_missing(anew[name]) | again)).arg_true():
            stands, follows = cells[name][row], anew[name][row]
            yield f"{table.id}, row {row + 1}: {name} is {stands}, and {follows} by the counts beside it"


def _narrow(system: System, count: Count, number: int, policy: Policy, told: Told) -> None:
    value = system.values[count]
    least, most = policy.behind(number)
    if policy.is_small(number) or number < 0:
        told.faults.append(f"{count}: told as {number}, which is small")
    elif not least <= value <= most:
        told.faults.append(f"{count}: told as {number}, too far from what the registers give")
    elif not system.is_known(count):
        _bound(system, count, least, most, policy)
    elif number != value:
        told.faults.append(f"{count}: told as {number}, and exactly in an earlier edition")


def _bound(system: System, count: Count, least: int, most: int | None, policy: Policy) -> None:
    low, high = system.known_bounds(count)
    low, high = max(low, least), high if most is None else most if high is None else min(high, most)
    system.bounds[count] = low, high
    if count in system.sensitive:
        system.sensitive[count] = min(system.sensitive[count], policy.needed(low, high))


def _read_sides(system: System, cells: Mapping[str, pl.DataFrame], told: Told, policy: Policy) -> None:
    """A mean that is shown tells that there are enough for it, one that is not that there are too few."""
    for cell in system.cells:
        base = dict(cell.columns).get("namnare")
        if not cell.fewest or base is None or system.is_known(base):
            continue
        is_shown = cells[cell.table]["varde"][cell.row] is not None
        if is_shown and system.values[base] >= cell.fewest:
            _bound(system, base, cell.fewest, None, policy)
        elif not is_shown and system.values[base] < cell.fewest <= told.numbers.get(base, 0):
            _bound(system, base, 0, cell.fewest - 1, policy)
