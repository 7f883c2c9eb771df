"""What a notebook that computes works with: the registers at the end of the year, measures, and what must hold.

Everything in such a notebook is confidential: it shows persons (under pseudonyms) and numbers as they are.
"""

from math import isclose
from pathlib import Path
from typing import Any

import polars as pl
from IPython.display import Markdown, display

from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.indicators import MEASURES
from indikatorer.measures.cards import as_markdown
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.limits import limits
from indikatorer.measures.measure import Measure
from indikatorer.measures.records import Records
from indikatorer.models.results import FOLDER as ANALYSIS
from indikatorer.publication.computed import FOLDER, write_computed
from indikatorer.publication.year_records import records_of
from indikatorer.registers.store import Registers
from indikatorer.registers.years import checked_year


class DoesNotHold(Exception):
    """Something that must hold of the numbers does not: nothing is saved, and no report is made of them."""


class Calculation:
    """A chapter's measures of one year, from the register rows: each is computed, looked at, tried, and saved.

    `build` is the year's folder in `build/`. `records` are the registers as they stood on the last day of the year.
    """

    def __init__(self, build: str, year: int) -> None:
        """Raises UserError when no delivery has been read, or it does not cover the year."""
        self.folder = Path(build)
        registers = Registers.open(self.folder.parent / "registers")
        analysis = self.folder / ANALYSIS
        self.records: Records = records_of(registers, checked_year(registers.coverage, year), analysis)
        self.computed: dict[str, ComputedTable] = {}

    def compute(self, measure: Measure) -> None:
        """Show the measure's card, compute its tables, and show which they are: `table` gives their numbers."""
        display(Markdown(as_markdown(measure, limits(self.records.settings.as_dict()))))
        for suffix in measure.tables:
            table = compute(measure, suffix, self.records)
            self.computed[table.id] = table
        ours = [self.computed[measure.table_id(suffix)] for suffix in measure.tables]
        display(
            pl.DataFrame(
                [(one.id, one.table.title, one.cells.height) for one in ours], ["id", "tabell", "celler"], orient="row"
            )
        )

    def table(self, table_id: str) -> pl.DataFrame:
        """The numbers of a computed table as they are: one row per cell, in order of print."""
        return self.computed[table_id].written

    def cell(self, table_id: str, **labels: str | int) -> dict[str, Any]:
        """One cell of a computed table by its labels; a dimension that is not named is taken at its total.

        Where the table prints several `matt` of the same labels, the first. Raises DoesNotHold when there is no such
        cell.
        """
        wanted = {name: str(labels.get(name, SAMTLIGA)) for name in self.computed[table_id].dimensions}
        found = self.table(table_id).filter(pl.col(name).cast(pl.String) == label for name, label in wanted.items())
        if found.is_empty():
            raise DoesNotHold(f"{table_id} har ingen cell {', '.join(wanted.values())}")
        return found.row(0, named=True)

    def adds_up(self, table_id: str, dimension: str) -> None:
        """State that counts and bases add up over a dimension to its total. Raises DoesNotHold where they do not."""
        others = [name for name in self.computed[table_id].dimensions if name != dimension]
        count = pl.coalesce("namnare", pl.when(matt="antal").then("varde")).fill_null(0)
        is_total = pl.col(dimension) == SAMTLIGA
        sums = (
            self.table(table_id)
            .group_by(*others, "matt")
            .agg(parts=count.filter(~is_total).sum(), total=count.filter(is_total).sum())
        )
        holds(
            f"{table_id}: delarna av {dimension} blir tillsammans alla",
            sums.filter(parts=pl.col("total")).height == sums.height,
        )

    def save(self, chapter: str) -> None:
        """Save what has been computed, for all tables of the year to be protected together.

        Raises DoesNotHold unless it is every measure of the chapter that is published.
        """
        computed = {table.measure.id for table in self.computed.values()}
        declared = {one.id for one in MEASURES.values() if one.chapter == chapter and one.tables and not one.internal}
        holds(f"{chapter} har räknat {', '.join(sorted(declared))}", computed == declared)
        write_computed(self.folder / FOLDER, chapter, self.computed.values())


def people(rows: pl.LazyFrame, by: str = "kon", person: str = "person") -> pl.DataFrame:
    """How many persons and rows there are in each group of `by`, and in all; `person` tells persons apart."""
    counts = [pl.col(person).n_unique().alias("personer"), pl.len().alias("rader")]
    groups = rows.group_by(pl.col(by).cast(pl.String)).agg(*counts).sort(by)
    return pl.concat([groups, rows.select(pl.lit(SAMTLIGA).alias(by), *counts)]).collect()


def holds(what: str, is_so: bool) -> None:
    """State what must hold. Raises DoesNotHold, with what it was, when it does not."""
    if not is_so:
        raise DoesNotHold(what)
    print(f"Stämmer: {what}")


def same(what: str, one: float, other: float) -> None:
    """State that two numbers, worked out in two ways, are the same. Raises DoesNotHold with both when they are not."""
    holds(f"{what}: {one:.6g} och {other:.6g}", isclose(one, other))
