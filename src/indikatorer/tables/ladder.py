"""The ladder when protection is hard: tables that tell too much merge categories, step by step; at last all round.

No step is taken back, and none is taken without need: only the tables in which a count can be worked out go further,
or, where none of them can, those that divide the same people by what the count is about.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from indikatorer import AuditFailed
from indikatorer.disclosure import audit_published, protect
from indikatorer.disclosure.audit import Audit, Recovered
from indikatorer.disclosure.earlier import NOTHING_EARLIER, Earlier
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.disclosure.reading import GROUPINGS
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.dimensions import Merge
from indikatorer.measures.records import Records
from indikatorer.tables.merging import merged_as_before, merged_where_hidden, next_merges, with_merges


@dataclass(frozen=True)
class Told:
    """The tables as far as they are told, their cells as they may be published by a policy, and the audit of them.

    `tried` are the steps that did not help, as what was done: `merge J3-orsak (…)`.
    """

    tables: Sequence[ComputedTable]
    cells: dict[str, pl.DataFrame]
    audit: Audit
    policy: Policy
    tried: Sequence[str] = ()


def climb(
    counted: Sequence[ComputedTable], records: Records, earlier: Earlier = NOTHING_EARLIER, policy: Policy = POLICY
) -> Told:
    """Protect and audit these tables, merged where they hide too much, and further while the audit finds anything.

    At last they are rounded, as they were counted. When nothing helps, the audit of the last that was hidden says so.
    """
    if policy.rounds:
        return _told(merged_as_before(counted, earlier.reprinted, records), earlier, policy)
    tables = merged_where_hidden(counted, protect(counted, policy, earlier=earlier, roughly=True), records)
    told = _told(tables, earlier, policy)
    tried: list[str] = []
    while not told.audit.passed and (further := _further(told.tables, told.audit.recovered, records)):
        notes = dict.fromkeys(merges[-1].note for merges in further.values())
        steps = [
            f"merge {', '.join(table for table, merges in further.items() if merges[-1].note == note)} ({note})"
            for note in notes
        ]
        _say(told, "; ".join(steps))
        tried += steps
        tables = [
            with_merges(whole, further[table.id], records) if table.id in further else table
            for whole, table in zip(counted, told.tables, strict=True)
        ]
        told = _told(tables, earlier, policy)
    if told.audit.passed:
        return told
    _say(told, "round every table")
    try:
        before = merged_as_before(counted, earlier.reprinted, records)
        rounded = _told(before, earlier, replace(policy, metod="avrundning"))
    except AuditFailed as failure:
        return replace(told, tried=[*tried, f"round every table ({failure})"])
    return rounded if rounded.audit.passed else replace(told, tried=[*tried, "round every table"])


def _told(tables: Sequence[ComputedTable], earlier: Earlier, policy: Policy) -> Told:
    cells = protect(tables, policy, earlier=earlier)
    return Told(tables, cells, audit_published(tables, cells, policy, earlier), policy)


def _say(told: Told, step: str) -> None:
    print(f"  {len(told.audit.recovered)} counts could be worked out: {step}.", file=sys.stderr)


def _further(
    tables: Sequence[ComputedTable], recovered: Sequence[Recovered], records: Records
) -> dict[str, list[Merge]]:
    """Table id → its merges a step further, of the tables that have to take it."""
    possible = {table.id: merges for table in tables if (merges := next_merges(table, records))}
    able = [table for table in tables if table.id in possible]
    wanted: set[str] = set()
    for found in recovered:
        printed = {cell.partition(",")[0] for cell in found.cells} & possible.keys()
        wanted |= printed or {table.id for table in able if _divides(table, possible[table.id][-1], found)}
    return {table: merges for table, merges in possible.items() if table in wanted}


def _divides(table: ComputedTable, merge: Merge, found: Recovered) -> bool:
    """Whether a table is about the people of a count, and would merge a column by which the count tells them apart."""
    [column, *_] = GROUPINGS.get(merge.dimension, (merge.dimension,))
    return f"{column} " in found.count and any(piece.population in found.count for piece in table.slices)
