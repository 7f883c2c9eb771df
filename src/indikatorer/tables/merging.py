"""Tables that print categories as one, as they declare, where too much of them would have to be hidden."""

from collections.abc import Mapping, Sequence

import polars as pl

from indikatorer.disclosure.policy import POLICY
from indikatorer.measures.compute import ComputedTable, compute, merged
from indikatorer.measures.measure import CellStatus
from indikatorer.measures.records import Records


def merged_where_hidden(
    tables: Sequence[ComputedTable], protected: Mapping[str, pl.DataFrame], records: Records
) -> list[ComputedTable]:
    """The tables, those with categories merged that declare it and that protection hides too much of."""
    return [_merged(table, records) if _hides_too_much(table, protected[table.id]) else table for table in tables]


def merged_as_published(
    tables: Sequence[ComputedTable], published: Mapping[str, pl.DataFrame], records: Records
) -> list[ComputedTable]:
    """The tables, with categories merged where the published cells have them merged."""
    return [
        _merged(table, records)
        if (merge := table.table.merge) and merge.label in published[table.id][merge.dimension]
        else table
        for table in tables
    ]


def _hides_too_much(table: ComputedTable, cells: pl.DataFrame) -> bool:
    hidden = (cells["status"] == CellStatus.PROTECTED).sum()
    return table.table.merge is not None and hidden > POLICY.merge_above * cells.height


def _merged(table: ComputedTable, records: Records) -> ComputedTable:
    [suffix] = [suffix for suffix in table.measure.tables if table.measure.table_id(suffix) == table.id]
    return compute(merged(table.measure, suffix), suffix, records)
