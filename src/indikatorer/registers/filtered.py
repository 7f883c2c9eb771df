"""Parts that a file has none of, because a filter was left on when it was exported: open enrolments, a unit."""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.periods import MONTHS, first_day, last_day, month_label
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.finding import Finding
from indikatorer.registers.shares import FEWEST
from indikatorer.swedish import listing, number
from indikatorer.vocabulary import Enhet, jobbtorg, jobbtorg_alias, stadsdelsnamnd_alias, stadsdelsnamnder

SPELLS = "flai_inskrivningar"
LAST_MONTHS = 12
"""Of those who were enrolled in the last of them some have not left yet."""
SHORTEST = 3
"""Months that a unit must have been there for something to be expected of it."""
EXPECTED = 100
"""Enrolments that a unit of the usual size must have had, so that none at all says something of a small one too."""
SHOWN = 5


def filters_left_on(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Open enrolments, and units, that the file of enrolments has none of."""
    if SPELLS not in rows or SPELLS not in reach.spans:
        return
    first, last = reach.spans[SPELLS]
    if last < first:
        return
    yield from _none_open(rows[SPELLS], last)
    for header, column, units, alias in (
        ("jobbtorg", "jobbtorg", jobbtorg(), jobbtorg_alias()),
        ("stadsdelsnämnd", "stadsdelsnamnd", stadsdelsnamnder(), stadsdelsnamnd_alias()),
    ):
        spells = rows[SPELLS].with_columns(unit=pl.col(column).replace(alias))
        yield from _units_without_rows(header, spells, units, first, last)


def _none_open(spells: pl.DataFrame, last: int) -> Iterator[Finding]:
    since = first_day(last - LAST_MONTHS + 1)
    enrolled = spells.filter(pl.col("inskriven") >= since).height
    if enrolled >= FEWEST and spells["avslutad"].null_count() == 0:
        yield Finding(
            "filter",
            f"{SPELLS} avslutad",
            f"alla {number(spells.height)} inskrivningar är avslutade, också de {number(enrolled)} som började "
            f"{month_label(last - LAST_MONTHS + 1)} eller senare. Är uttaget begränsat till avslutade? De som ännu är "
            "inskrivna, med kolumnen avslutad tom, ska också vara med.",
        )


def _units_without_rows(
    header: str, spells: pl.DataFrame, units: tuple[Enhet, ...], first: int, last: int
) -> Iterator[Finding]:
    there = set(spells["unit"].unique())
    without = []
    for unit in units:
        since, until = max(unit.giltig_fran, first_day(first)), min(unit.giltig_till, last_day(last))
        if unit.namn in there or until < since:
            continue
        months = MONTHS * (until.year - since.year) + until.month - since.month + 1
        then = spells.filter(pl.col("inskriven").is_between(since, until)).height
        beside = sum(other.giltig_fran <= until and other.giltig_till >= since for other in units)
        if months >= SHORTEST and then / beside >= EXPECTED:
            without.append(unit.namn)
    if without:
        shown = listing(without[:SHOWN]) + (f" och {len(without) - SHOWN} till" if len(without) > SHOWN else "")
        yield Finding(
            "filter",
            f"{SPELLS} {header}",
            f"ingen rad har {shown} i kolumnen {header}. Är uttaget begränsat till några enheter? Ta ut filen på nytt. "
            "Finns enheten inte, rätta dess dagar i data/reference.",
        )
