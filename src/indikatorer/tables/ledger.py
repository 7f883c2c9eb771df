"""The ledger: what earlier editions have said of the people whom a publication is about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import polars as pl

from indikatorer.disclosure.counts import related
from indikatorer.disclosure.earlier import NOTHING_EARLIER, Earlier, without_reprints
from indikatorer.disclosure.standing import joined, stands
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.measure import Estimates, Measure, Slice
from indikatorer.measures.merges import merged, merges_in
from indikatorer.measures.records import Records
from indikatorer.registers.store import Registers
from indikatorer.settings import Metod, Settings
from indikatorer.tables.editions import Edition
from indikatorer.tables.merging import merged_as_published


def ledger(
    editions: Sequence[Edition],
    tables: Sequence[ComputedTable],
    measures: Sequence[Measure],
    records: Records,
    registers: Registers,
    revised: Collection[str] = (),
) -> Earlier:
    """What the editions have said of people whom these tables are about, as tables of `records`.

    Past periods are printed again as the editions of earlier years have them, other than in the `revised` tables.
    Tables that the registers still give as they were published are a part of the system besides, as far as they matter.
    """
    if not editions:
        return NOTHING_EARLIER
    ours = [piece for table in tables for piece in table.slices]
    people = {piece.population for piece in ours}
    said = [(edition, table) for edition in editions for table in _tables_of(edition, measures, records, people)]
    stated: dict[Metod, list[ComputedTable]] = {"undertryckning": [], "avrundning": []}
    for edition, table in said:
        others = [one for other, one in said if other.year < edition.year and other.metod != edition.metod]
        stated[edition.metod].append(without_reprints(table, others))
    standing, lost = joined(tables, _counted_again(editions, measures, records, registers, ours))
    return Earlier(
        stated=stated["undertryckning"],
        reprinted=[table for edition, table in said if edition.year < records.year and table.id not in revised],
        rounded=stated["avrundning"],
        standing=standing,
        lost=lost,
    )


def _choices(edition: Edition) -> dict[str, Any]:
    return {field.name: edition.settings[field.name] for field in fields(Settings) if field.name in edition.settings}


@dataclass(frozen=True)
class _Candidate:
    """A table of an edition that the registers can be asked for again: how it is counted, and of whom."""

    edition: Edition
    measure: Measure
    suffix: str
    records: Records
    slices: tuple[Slice, ...]


def _counted_again(
    editions: Sequence[Edition],
    measures: Sequence[Measure],
    records: Records,
    registers: Registers,
    ours: Sequence[Slice],
) -> list[list[ComputedTable]]:
    """The tables of each edition that can be compared with ours, and that still stand.

    They are counted as they were then, in the edition's year and with its choices; each cell has its published status.
    """
    candidates = []
    for edition in editions:
        if edition.year not in registers.complete_years or edition.metod != "undertryckning":
            continue
        then = Records.as_of(registers, edition.year, replace(records.settings, **_choices(edition)))
        for measure in measures:
            for suffix, table in measure.tables.items():
                if not isinstance(table.value, Estimates):
                    candidates.append(_Candidate(edition, measure, suffix, then, tuple(table.of(then))))
    theirs = [piece for one in candidates for piece in one.slices]
    near = related({piece.population for piece in ours}, [*ours, *theirs])
    return [
        [
            table
            for one in candidates
            if one.edition is edition and not near.isdisjoint(piece.population for piece in one.slices)
            for table in _standing(one)
        ]
        for edition in editions
    ]


def _standing(candidate: _Candidate) -> Iterable[ComputedTable]:
    """The table, when there is one in the edition and it stands."""
    published = candidate.edition.table(candidate.measure.table_id(candidate.suffix))
    counted = compute(candidate.measure, candidate.suffix, candidate.records)
    if published is None or not set(counted.dimensions) <= set(published.columns):
        return
    [table] = merged_as_published([counted], {counted.id: published}, candidate.records)
    if stands(table, published):
        yield replace(
            table,
            id=f"{candidate.edition.year} {table.id}",
            cells=table.cells.with_columns(published["status"]),
        )


def _tables_of(
    edition: Edition, measures: Sequence[Measure], records: Records, people: Collection[str]
) -> Iterable[ComputedTable]:
    """Tables of an edition that say something of these people, with their cells as they were published."""
    then = records.named_in(edition.year, **_choices(edition))
    for measure in measures:
        for suffix, table in measure.tables.items():
            slices = () if isinstance(table.value, Estimates) else tuple(table.of(then))
            about = [number for number, piece in enumerate(slices) if piece.population in people]
            cells = edition.table(measure.table_id(suffix)) if about else None
            if cells is None:
                continue
            labels = {name: [str(slices[number].labels[name]) for number in about] for name in slices[0].labels}
            names = [dimension.name for dimension in table.by]
            if not {*labels, *names} <= set(cells.columns):
                continue
            numbered = pl.DataFrame({**labels, "slice": about}, schema_overrides={"slice": pl.Int32})
            by_label = {"on": list(labels)} if labels else {"how": "cross"}
            found = cells.join(numbered, **by_label, maintain_order="left")
            yield ComputedTable(
                measure.table_id(suffix),
                measure,
                merged(table, merges_in(table, cells, then.reported_year.last_day)),
                table.columns or (*labels, *names),
                slices,
                found.with_columns(personer=pl.lit(None, pl.Int64)),
            )
