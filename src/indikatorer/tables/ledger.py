"""The ledger: what earlier editions have said of the people whom a publication is about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields

import polars as pl

from indikatorer.disclosure.earlier import Earlier, without_reprints
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.measure import Estimates, Measure
from indikatorer.measures.merges import merged, merges_in
from indikatorer.measures.records import Records
from indikatorer.settings import Metod, Settings
from indikatorer.tables.editions import Edition


def ledger(
    editions: Sequence[Edition],
    tables: Sequence[ComputedTable],
    measures: Iterable[Measure],
    records: Records,
    revised: Collection[str] = (),
) -> Earlier:
    """What the editions have said of people whom these tables are about, as tables of `records`.

    Past periods are printed again as the editions of earlier years have them, other than in the `revised` tables.
    """
    people = {piece.population for table in tables for piece in table.slices}
    said = [(edition, table) for edition in editions for table in _tables_of(edition, list(measures), records, people)]
    stated: dict[Metod, list[ComputedTable]] = {"undertryckning": [], "avrundning": []}
    for edition, table in said:
        others = [one for other, one in said if other.year < edition.year and other.metod != edition.metod]
        stated[edition.metod].append(without_reprints(table, others))
    return Earlier(
        stated=stated["undertryckning"],
        reprinted=[table for edition, table in said if edition.year < records.year and table.id not in revised],
        rounded=stated["avrundning"],
    )


def _tables_of(
    edition: Edition, measures: Sequence[Measure], records: Records, people: Collection[str]
) -> Iterable[ComputedTable]:
    """Tables of an edition that say something of these people, with their cells as they were published."""
    choices = {field.name: edition.settings[field.name] for field in fields(Settings) if field.name in edition.settings}
    then = records.named_in(edition.year, **choices)
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
