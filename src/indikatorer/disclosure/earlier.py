"""Earlier editions: what was published stays known, what was kept back stays hidden, and past periods are reprinted.

Registers change after a report: somebody is registered late, something is put right. Editions are therefore not one
system of equations, but for the tables that stand (see `standing`). Of all others only the counts that occur in this
year's system are matched. Where a count is what an earlier edition printed, it is known. Where it is another, the
earlier one is known and the difference between them is a count of its own, which may be few. A cell that such a table
hides, and whose counts do not occur this year, is not in the system: what this year prints could help to work it out
from the table's own sums, and that is not seen. Where this year is rounded, no table stands.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_

import polars as pl

from indikatorer.disclosure.ratios import those_behind
from indikatorer.disclosure.reading import Reading, says_nothing
from indikatorer.disclosure.system import Count, System
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.measure import CellStatus
from indikatorer.measures.values import CELL_COLUMNS

PAST_PERIODS = frozenset(["period", "avslutsar"])
"""Dimensions of a table whose values are periods, so that a later edition has those of the earlier ones again."""

PRINTED_AGAIN = (CellStatus.SHOWN, CellStatus.PROTECTED, CellStatus.UNCERTAIN)
"""A cell that an earlier edition could not measure, or had no delivery for, is not printed again but counted now."""

AGAIN = "again"
_CELL = ("__population", "__moment", "matt")


@dataclass(frozen=True)
class Earlier:
    """Tables of earlier editions with their cells as published, the earliest edition first.

    `stated` are matched with the counts of this publication; `reprinted` are those of all whose past periods are
    printed again as they stand. `rounded` are those whose counts were rounded, and are in none of the stated: what they
    say of a count only bounds it. `standing` is what has been read of the tables that are a part of the system, where
    nothing is rounded. `lost` are counts of those, and of no table of this publication, that the editions protect too
    little themselves, with the width that they leave.
    """

    stated: Sequence[ComputedTable] = ()
    reprinted: Sequence[ComputedTable] = ()
    rounded: Sequence[ComputedTable] = ()
    standing: Reading | None = None
    lost: Mapping[Count, int] = field(default_factory=dict)


NOTHING_EARLIER = Earlier()


def counted_in(cells: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    """The labels and the counts of a table's cells, as published or as computed, in a form that can be compared."""
    number = pl.when(pl.col("matt") == "antal").then(pl.col("varde").cast(pl.Float64))
    return cells.select(pl.col([*dimensions, "matt", "taljare", "namnare"]).cast(pl.String), antal=number)


def recall(earlier: Earlier, reading: Reading) -> None:
    """Add what earlier editions have said of the counts of a system, and which of those they have kept back."""
    for table in earlier.rounded:
        for count, value in _said_in(table, reading, hidden=False).items():
            reading.system.rounded.setdefault(count, set()).add(value)
    shown: dict[Count, dict[int, None]] = {}
    for table in earlier.stated:
        for count, value in _said_in(table, reading, hidden=False).items():
            shown.setdefault(count, {})[value] = None
        reading.kept.update(_said_in(table, reading, hidden=True))
    system = reading.system
    for count, before in shown.items():
        now = system.values.get(count)
        if now is None:
            continue
        if now in before:
            reading.public.add(count)
            continue
        for then in before:
            old = replace(count, population=f"{count.population}, tidigare redovisade som {then}")
            change = replace(count, population=f"{count.population}, ändrade sedan {then} redovisades")
            system.add(old, then)
            system.add(change, abs(now - then))
            lesser, greater = (old, count) if then < now else (count, old)
            system.add_sum(greater, (lesser, change))
            reading.public.add(old)
    stands = {count for cell in system.cells if cell.settled for count in cell.prints}
    reading.kept -= shown.keys() | stands | _worked_out(system, reading.public)


def _worked_out(system: System, public: Collection[Count]) -> set[Count]:
    """What follows from public counts and from those that are nought by adding and subtracting, again and again."""
    known = {*public, *(count for count, value in system.values.items() if value == 0)}
    while found := {
        missing[0] for line in system.sums if len(missing := [count for count in line if count not in known]) == 1
    }:
        known |= found
    return known


def _said_in(table: ComputedTable, reading: Reading, *, hidden: bool) -> dict[Count, int]:
    """What the cells of a published table say: those with numbers, or those without (whose sizes are then nought)."""
    alone = Reading(reading.policy, reading.breakdowns)
    names = alone.begin(table)
    said: dict[Count, int] = {}
    for cell in table.cells.iter_rows(named=True):
        if (cell["status"] == CellStatus.PROTECTED) is not hidden:
            continue
        if hidden:
            cell |= dict.fromkeys(("taljare", "namnare", "varde"), 0)
        if not says_nothing(table, cell):
            stated = alone.said(table, cell, {name: cell[name] for name in names}, table.slices[cell["slice"]])
            counts = stated.prints if hidden else stated.counts()
            said |= {count: alone.system.values[count] for count in counts.values() if not those_behind(count)}
    return said


def as_published(table: ComputedTable, cells: pl.DataFrame) -> ComputedTable:
    """The table with its cells as they were published, in the same order, read from a csv file or not."""
    typed = cells.with_columns(pl.col(name).cast(kind) for name, kind in CELL_COLUMNS.items())
    plain = typed.with_columns(pl.col("status").fill_null(""), table.cells["slice"], personer=pl.lit(None, pl.Int64))
    return replace(table, cells=plain)


def printed_again(table: ComputedTable, earlier: Earlier) -> pl.DataFrame:
    """For each cell of a table whether it is one of an earlier edition, and then its numbers and status there.

    The latest edition that has printed the cell decides.
    """
    keys = [*table.dimensions, *_CELL]
    now = _keyed(table).with_columns(
        __past=pl.col("slice").is_in([n for n, piece in enumerate(table.slices) if PAST_PERIODS & piece.labels.keys()])
    )
    before = [_keyed(one).select(*keys, *_of_cell()) for one in earlier.reprinted if one.id == table.id]
    if not before or not now["__past"].any():
        return now.select(pl.lit(False).alias(AGAIN), *_of_cell())
    latest = pl.concat(before).filter(pl.col("status").is_in(PRINTED_AGAIN)).unique(keys, keep="last")
    return (
        now.select(*keys, "__past")
        .join(latest.with_columns(__found=True), on=keys, how="left", maintain_order="left")
        .select((pl.col("__found").fill_null(False) & pl.col("__past")).alias(AGAIN), *_of_cell())
    )


def without_reprints(table: ComputedTable, others: Sequence[ComputedTable]) -> ComputedTable:
    """A published table without the cells that it has printed again as these earlier ones have them.

    What another method has made is no statement of this one.
    """
    stood = printed_again(table, Earlier(reprinted=others))
    return replace(table, cells=table.cells.filter(~(stood[AGAIN] & is_same(table.cells, stood))))


def is_same(cells: pl.DataFrame, again: pl.DataFrame) -> pl.Series:
    """Whether each cell says what an earlier edition said."""
    names = [name for name, dtype in CELL_COLUMNS.items() if dtype.is_numeric()]
    same = [cells[name].cast(pl.Float64).eq_missing(again[name].cast(pl.Float64)) for name in names]
    return reduce(and_, same, cells["status"].fill_null("").eq_missing(again["status"]))


def _of_cell() -> list[str]:
    return [name for name in CELL_COLUMNS if name != "matt"]


def _keyed(table: ComputedTable) -> pl.DataFrame:
    """The cells of a table with the people whom each is about and when they are looked at."""
    slices = range(len(table.slices))
    return table.cells.with_columns(pl.col(table.dimensions).cast(pl.String)).with_columns(
        pl.col("slice")
        .replace_strict(slices, [of(piece) for piece in table.slices], return_dtype=pl.String)
        .alias(name)
        for name, of in (("__population", lambda piece: piece.population), ("__moment", lambda piece: piece.moment))
    )
