"""Slices from SCB's registers: the situation in calendar years before and after an event."""

from collections.abc import Iterator

import polars as pl

from indikatorer.measures import cohorts, outcomes
from indikatorer.measures.measure import CellStatus, Slice
from indikatorer.measures.records import Records
from indikatorer.measures.slices import POPULATIONS, people_in, population_of
from indikatorer.periods import Window


def okand_exit_years(records: Records) -> Window:
    """The exit years of the okänd analysis: YEAR−5 to YEAR−3 (blueprint: parameters)."""
    return Window.years(records.year - 5, records.year - 3)


def year_after_exit(records: Records) -> Iterator[Slice]:
    """Exits of the three exit years together, one per person, with the status of the calendar year after."""
    window = okand_exit_years(records)
    yield _status_slice(records, window, 1, {})


def years_after_exit(records: Records) -> Iterator[Slice]:
    """Each exit year on its own, one exit per person and year, with the status one, two and three years after."""
    window = okand_exit_years(records)
    for year in range(window.first // 12, window.last // 12 + 1):
        for after in (1, 2, 3):
            yield _status_slice(records, Window.year(year), after, {"avslutsar": str(year), "ar_efter": after})


def _status_slice(records: Records, window: Window, after: int, labels: dict[str, str | int]) -> Slice:
    everyone = population_of(POPULATIONS[cohorts.scb_exits], window)
    followed = {year + after for year in range(window.first // 12, window.last // 12 + 1)}
    reached = followed & set(records.scb_years)

    def measured() -> pl.LazyFrame:
        people = outcomes.with_status_arbetsmarknad(people_in(cohorts.scb_exits, records, window), records, after)
        return people.filter(pl.col("status_arbetsmarknad").is_not_null())

    status = CellStatus.SHOWN
    if window.first // 12 < records.scb_first_year:
        status = CellStatus.NOT_DELIVERED
    elif not reached:
        status = CellStatus.NOT_YET
    return Slice(
        everyone if reached == followed else f"{everyone}, följda efter {after} år",
        lambda: records.once(("status", window.first, window.last, after), measured),
        labels,
        "" if reached == followed else everyone,
        status,
        f"efter {after} år",
    )
