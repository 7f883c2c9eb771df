"""Slices of the okänd analysis that other chapters do not have: who they are, months of support, one year to another.

The exit years are YEAR−5 to YEAR−3 (docs/definitions.md, Periods); a person counts with the last exit of the three
years.
"""

from collections.abc import Iterator

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.periods import MONTHS, Window
from indikatorer.measures import cohorts, outcomes
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.population import Slice, population
from indikatorer.measures.reach import followed_up
from indikatorer.measures.records import Records
from indikatorer.measures.scb import STANDING, followed_status, scb_status
from indikatorer.measures.slices import left_in, people_in
from indikatorer.measures.windows import first_okand_exits, followed_until, okand_exits, years_of


def _delivered(records: Records, window: Window) -> CellStatus:
    return CellStatus.SHOWN if window.first >= MONTHS * records.first_year else CellStatus.NOT_DELIVERED


@population("spells")
def exits_of_the_exit_years(records: Records) -> Iterator[Slice]:
    """Persons who left in the three exit years according to the city, described as they were at the exit.

    `stadsdel` is the committee that held the area when the exit years ended, `inskrivningstid` a band of the days
    enrolled, `tidigare` how many enrolments there had been before.
    """
    window = okand_exits(records.year)

    def described() -> pl.LazyFrame:
        return people_in(cohorts.exits, records, window).with_columns(
            stadsdel=pl.col("stadsdelsnamnd").replace(vocabulary.stadsdelar_as_of(window.last_day)),
            inskrivningstid=cohorts.banded(pl.col("dagar"), vocabulary.INSKRIVNINGSTIDER),
            tidigare=cohorts.banded(pl.col("nummer"), vocabulary.TIDIGARE_INSKRIVNINGAR),
        )

    yield Slice(
        lambda: records.once(("beskrivna", window.first, window.last), described),
        status=_delivered(records, window),
        in_both_registers=left_in(window),
    )


@population("spells")
def flow_of_the_exit_years(records: Records) -> Iterator[Slice]:
    """Persons enrolled at any time in the three exit years, and what became of them by the end of these."""
    window = okand_exits(records.year)
    flows: tuple[tuple[str, pl.Expr | bool, str], ...] = (
        ("Inskrivna", True, ""),
        ("Inte avslutade", ~pl.col("avslutad_nagon"), ""),
        ("Enbart återremitterade", pl.col("avslutad_nagon") & ~pl.col("avslutad_exkl"), ""),
        ("Avslutade exkl. återremitterade", pl.col("avslutad_exkl"), left_in(window)),
    )
    for flode, who, in_both in flows:

        def rows(who: pl.Expr | bool = who) -> pl.LazyFrame:
            return people_in(cohorts.enrolled, records, window).filter(who)

        yield Slice(rows, {"flode": flode}, _delivered(records, window), in_both_registers=in_both)


@population(*STANDING)
def from_year_one_to_three(records: Records) -> Iterator[Slice]:
    """Exits of the first exit year, which can be followed longest: the status one year after and three years after."""
    window = first_okand_exits(records.year)

    def measured() -> pl.LazyFrame:
        people = people_in(cohorts.scb_exits, records, window)
        for years in (1, 3):
            status = followed_status(records, window, years).select(
                "lopnr", pl.col("status_tre").alias(f"status_ar_{years}")
            )
            people = people.join(status, on="lopnr", maintain_order="left")
        return people

    followed = [year + years for year in years_of(window) for years in (1, 3)]
    reached = set(followed) <= set(records.scb_years)
    status = scb_status(records, window, followed)
    yield Slice(
        measured,
        status=status if reached or status is not CellStatus.SHOWN else CellStatus.NOT_YET,
    )


@population("scb_spells", "register_years", "register_months", "register_months.forsorjningsstod")
def with_support_by_month(records: Records) -> Iterator[Slice]:
    """Exits followed month by month at SCB: those of the three years for 12 months, those of the first one for 36.

    Only those with a row in every one of the months are counted (docs/definitions.md, SF-b).
    """
    for months, window in {12: okand_exits(records.year), 36: first_okand_exits(records.year)}.items():

        def measured(window: Window = window, months: int = months) -> pl.LazyFrame:
            people = people_in(cohorts.scb_exits, records, window)
            return outcomes.with_stodmanader(people, records, months).filter(pl.col("stodmanader").is_not_null())

        yield Slice(measured, {"manader": months}, _followed_by_month(records, window, months))


def _followed_by_month(records: Records, window: Window, months: int) -> CellStatus:
    status = scb_status(records, window, range(window.first // MONTHS + 1, years_of(followed_until(records.year)).stop))
    return (
        followed_up(records, window, window.last + months, "register_months") if status is CellStatus.SHOWN else status
    )
