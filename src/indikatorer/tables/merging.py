"""Tables that print categories as one: where too much of them would be hidden, and where they tell too much."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from indikatorer.disclosure.policy import POLICY
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.dimensions import Merge
from indikatorer.measures.measure import CellStatus
from indikatorer.measures.merges import merged, merges_in, merges_of
from indikatorer.measures.records import Records


def merged_where_hidden(
    tables: Sequence[ComputedTable], protected: Mapping[str, pl.DataFrame], records: Records
) -> list[ComputedTable]:
    """The tables, those with categories merged that declare it and that protection hides too much of."""
    return [
        with_merges(table, [table.table.merge], records)
        if table.table.merge and _hides_too_much(protected[table.id])
        else table
        for table in tables
    ]


def merged_as_published(
    tables: Sequence[ComputedTable], published: Mapping[str, pl.DataFrame], records: Records
) -> list[ComputedTable]:
    """The tables, with categories merged where the published cells have them merged."""
    day = records.reported_year.last_day
    return [with_merges(table, merges_in(table.table, published[table.id], day), records) for table in tables]


def merged_as_before(
    tables: Sequence[ComputedTable], reprinted: Sequence[ComputedTable], records: Records
) -> list[ComputedTable]:
    """The tables, with categories merged where the latest edition that is printed again has them merged.

    Told one by one, they would be told beside the numbers that they have together there.
    """
    before = {table.id: table.table.merged for table in reprinted}
    return [with_merges(table, before.get(table.id, ()), records) for table in tables]


def next_merges(table: ComputedTable, records: Records) -> list[Merge]:
    """The merges of a table a step further than it has gone; none where it can go no further."""
    steps = merges_of(table.table, records.reported_year.last_day)
    gone = max((steps.index(merge) + 1 for merge in table.table.merged), default=0)
    return steps[: gone + 1] if gone < len(steps) else []


def with_merges(table: ComputedTable, merges: Sequence[Merge], records: Records) -> ComputedTable:
    """A table that is not merged yet, counted anew with these merges."""
    if not merges:
        return table
    [suffix] = [suffix for suffix in table.measure.tables if table.measure.table_id(suffix) == table.id]
    fewer = replace(table.measure, tables={**table.measure.tables, suffix: merged(table.table, merges)})
    return compute(fewer, suffix, records)


def _hides_too_much(cells: pl.DataFrame) -> bool:
    return (cells["status"] == CellStatus.PROTECTED).sum() > POLICY.merge_above * cells.height
