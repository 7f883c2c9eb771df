"""The ledger: what the latest edition has said of the people whom a publication is about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import polars as pl

from indikatorer.base.settings import Settings
from indikatorer.disclosure import NUMBERS, is_hidden
from indikatorer.disclosure.membership import Membership
from indikatorer.measures.cell import CELL_COLUMNS, CellStatus
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.measure import Measure
from indikatorer.measures.records import Records
from indikatorer.measures.values import Estimates
from indikatorer.publication.editions import Edition
from indikatorer.publication.merging import merged_as_published
from indikatorer.registers.store import Registers

PAST_PERIODS = ("period", "avslutsar")
"""Dimensions of a table whose values are periods, so that a later edition has those of the earlier ones again."""

PRINTED_AGAIN = (CellStatus.SHOWN, CellStatus.PROTECTED, CellStatus.UNCERTAIN)
"""A cell that an earlier edition could not measure, or had no delivery for, is not printed again but counted now."""


@dataclass(frozen=True)
class Ledger:
    """What is out already: tables of the latest edition, counted as it counted them, with their cells as published.

    `rounded` are the same tables of an edition that was rounded, with all numbers that it can have rounded so.
    """

    tables: Sequence[ComputedTable] = ()
    published: dict[str, pl.DataFrame] = field(default_factory=dict)
    rounded: Sequence[ComputedTable] = ()


def counted_in(edition: Edition, measures: Sequence[Measure], records: Records, registers: Registers) -> Ledger:
    """The tables of an edition as the registers give them now, in its year and with its choices.

    Of the numbers that it printed, those are known to be of certain persons which the registers still give; the others
    are of persons whom the registers do not tell of any more, and have nothing to do with these.
    """
    if edition.year not in registers.complete_years:
        return Ledger()
    then = Records.as_of(registers, edition.year, replace(records.settings, **_choices(edition)))
    tables, rounded, published = [], [], {}
    for measure in measures:
        for suffix, table in measure.tables.items():
            cells = edition.table(measure.table_id(suffix))
            if cells is None or isinstance(table.value, Estimates):
                continue
            counted = compute(measure, suffix, then)
            if not set(counted.dimensions) <= set(cells.columns):
                continue
            [found] = merged_as_published([counted], {counted.id: cells}, then)
            if _labels(found.cells, found).equals(_labels(cells, found)):
                name = f"{edition.year} {found.id}"
                tables.append(replace(found, id=name, members=tuple(_agreeing(one, cells) for one in found.members)))
                if edition.metod == "avrundning":
                    near = tuple(_agreeing(one, cells, edition.moved) for one in found.members)
                    rounded.append(replace(found, id=name, members=near))
                published[name] = cells
    return Ledger(tables, published, rounded or tables)


def printed_again(
    tables: Sequence[ComputedTable], edition: Edition, records: Records, revised: Collection[str]
) -> tuple[list[ComputedTable], dict[str, list[Any]]]:
    """The tables with the cells of past periods as the edition has them, and the statuses of these cells.

    They are counted anew in the `revised` tables, and where the edition was made by other choices; also where it was
    rounded: rounded numbers of two editions in one table would not add up.
    """
    other_choices = _choices(edition) != records.settings.as_dict()
    if edition.year >= records.year or other_choices or edition.metod == "avrundning":
        return list(tables), {}
    again, fixed_status = [], {}
    for table in tables:
        then = None if table.id in revised or table.modelled else edition.table(table.id)
        past = [name for name in table.dimensions if name in PAST_PERIODS]
        if then is None or not past or not set(table.dimensions) <= set(then.columns):
            again.append(table)
            continue
        [table] = merged_as_published([table], {table.id: then}, records)
        keys = [*table.dimensions, "matt"]
        stood = then.filter(pl.col("status").is_in(PRINTED_AGAIN)).select(
            pl.col(keys), **{f"then_{name}": pl.col(name) for name in CELL_COLUMNS if name != "matt"}, found=True
        )
        joined = table.cells.with_columns(pl.col(table.dimensions).cast(pl.String)).join(
            stood, on=keys, how="left", maintain_order="left"
        )
        found = joined["found"].fill_null(False)
        hidden = found & (joined["then_status"].fill_null("") == CellStatus.PROTECTED)
        shown = found & ~hidden
        cells = table.cells.with_columns(
            pl.when(shown).then(joined[f"then_{name}"].cast(kind)).otherwise(pl.col(name)).alias(name)
            for name, kind in CELL_COLUMNS.items()
            if name != "matt"
        )
        again.append(replace(table, cells=cells, members=tuple(_agreeing(one, cells) for one in table.members)))
        fixed_status[table.id] = [
            "hidden" if is_out else "shown" if is_shown else None
            for is_out, is_shown in zip(hidden, shown, strict=True)
        ]
    return again, fixed_status


def _agreeing(members: Membership, published: pl.DataFrame, apart: int = 0) -> Membership:
    """The numbers of a table that stand in its published cells as they are counted, or so far apart, or are hidden."""
    hidden = is_hidden(published).to_list()
    printed = {name: published[name].cast(pl.Float64).to_list() for name in NUMBERS}
    kept = [
        place
        for place, (row, column, number) in enumerate(members.counts.select("row", "column", "number").iter_rows())
        if hidden[row] or column == "summa" or ((at := printed[column][row]) is not None and abs(at - number) <= apart)
    ]
    return replace(members, counts=members.counts[kept], parts=members.parts[kept])


def _labels(cells: pl.DataFrame, table: ComputedTable) -> pl.DataFrame:
    return cells.select(pl.col([*table.dimensions, "matt"]).cast(pl.String))


def _choices(edition: Edition) -> dict[str, Any]:
    return {one.name: edition.settings[one.name] for one in fields(Settings) if one.name in edition.settings}
