"""Tables that print several labels of a dimension as one: which merges there are, which were made, and making them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import polars as pl

from indikatorer.measures.dimensions import Dimension, Merge
from indikatorer.measures.measure import Table
from indikatorer.measures.population import Slice
from indikatorer.measures.records import Records
from indikatorer.measures.values import Estimates

Parts = Mapping[str, str]
"""Part → the label of the group that it is printed in."""


def merges_of(table: Table, day: date) -> list[Merge]:
    """What a table can merge, in the order in which it does: what it declares itself, then what its dimensions do.

    A model's table cannot: it says nothing of groups that the model was not asked about.
    """
    if isinstance(table.value, Estimates):
        return []
    return [*filter(None, [table.merge]), *(merge for dimension in table.by for merge in dimension.coarser(day))]


def merges_in(table: Table, cells: pl.DataFrame, day: date) -> list[Merge]:
    """The merges that were made of a table, as its published cells show by their labels."""
    return [merge for merge in merges_of(table, day) if set(merge.groups) & set(cells[merge.dimension])]


def merged(table: Table, merges: Sequence[Merge]) -> Table:
    """The table with these merges, of each dimension the last of them, and a note of them after its title."""
    made = {merge.dimension: merge for merge in merges}
    if not made:
        return table
    parts = {
        name: {part: label for label, parts in merge.groups.items() for part in parts} for name, merge in made.items()
    }

    def slices(records: Records) -> Iterator[Slice]:
        for piece in table.of(records):
            yield replace(piece, rows=partial(_rows, piece, parts))

    return replace(
        table,
        title=f"{table.title} ({'; '.join(merge.note for merge in made.values())})",
        of=replace(table.of, slices=slices),
        by=tuple(
            replace(dimension, labels=_labels(dimension, parts[dimension.name]))
            if dimension.name in parts
            else dimension
            for dimension in table.by
        ),
        merged=tuple(made.values()),
    )


def _labels(dimension: Dimension, parts: Parts) -> Callable[[date], list[str]]:
    return lambda day: list(dict.fromkeys(parts.get(label, label) for label in dimension.labels(day)))


def _rows(piece: Slice, parts: Mapping[str, Parts]) -> pl.LazyFrame:
    return piece.rows().with_columns(pl.col(name).cast(pl.String).replace(dict(of)) for name, of in parts.items())
