"""Tables that print categories as one, where too much of them would be hidden or could be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import polars as pl

from indikatorer.disclosure.fallbacks import Coarser, Why
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.dimensions import Merge
from indikatorer.measures.merges import merged, merges_in, merges_of
from indikatorer.measures.records import Records


def coarser(records: Records, fixed: Collection[str] = ()) -> Coarser:
    """How tables of these records print fewer categories: each a step further, by the merges that it declares.

    Because too much of it is of few only a table merges that has a merge of its own; the others rather hide. Those that
    are `fixed`, since they print past periods as they stood, merge no further.
    """

    def further(tables: Sequence[ComputedTable], which: Collection[str], why: Why) -> tuple[list[ComputedTable], str]:
        steps = {}
        for table in tables:
            ours = [table.measure.table_id(suffix) for suffix in table.measure.tables]  # an edition's are out already
            merges = (
                next_merges(table, records) if table.id in which and table.id in ours and table.id not in fixed else []
            )
            if merges and (why == "told" or table.table.merge or table.table.merged):
                steps[table.id] = merges
        made = [with_merges(table, steps.get(table.id, ()), records) for table in tables]
        notes = dict.fromkeys(merges[-1].note for merges in steps.values())
        words = [
            f"merge {', '.join(table for table, merges in steps.items() if merges[-1].note == note)} ({note})"
            for note in notes
        ]
        return made, "; ".join(words)

    return further


def merged_as_published(
    tables: Sequence[ComputedTable], published: Mapping[str, pl.DataFrame], records: Records
) -> list[ComputedTable]:
    """The tables, with categories merged where the published cells have them merged."""
    day = records.reported_year.last_day
    return [with_merges(table, merges_in(table.table, published[table.id], day), records) for table in tables]


def next_merges(table: ComputedTable, records: Records) -> list[Merge]:
    """The merges of a table a step further than it has gone; none where it can go no further."""
    steps = merges_of(table.table, records.reported_year.last_day)
    gone = max((steps.index(merge) + 1 for merge in table.table.merged), default=0)
    return steps[: gone + 1] if gone < len(steps) else []


def with_merges(table: ComputedTable, merges: Sequence[Merge], records: Records) -> ComputedTable:
    """A table counted anew with these merges, whatever it has merged before."""
    if not merges:
        return table
    suffix = next(suffix for suffix in table.measure.tables if table.measure.table_id(suffix) == table.id)
    declared = table.measure.tables[suffix]
    fewer = replace(table.measure, tables={**table.measure.tables, suffix: merged(declared, merges)})
    return replace(compute(fewer, suffix, records), measure=table.measure)
