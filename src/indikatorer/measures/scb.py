"""Slices from SCB's registers: the situation in calendar years before and after an event."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import polars as pl

from indikatorer.base.periods import MONTHS, Window
from indikatorer.base.vocabulary import KALLOR_FORE_OCH_EFTER, OVER_30, UNDER_30, UPPGIFT_SAKNAS, Kon, Utbildning
from indikatorer.measures import cohorts, outcomes
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.reach import reach
from indikatorer.measures.records import Records
from indikatorer.measures.slices import Cohort, left_in, people_in
from indikatorer.measures.windows import okand_exits, st3_ended_jobs, st4_enrolments, sw4_ended_jobs, years_of

NEEDS = ("scb_spells", "register_years")


def of_years(columns: str) -> tuple[str, ...]:
    """What is needed where these columns of SCB's years say what became of people: an absent one is not 0."""
    return (*NEEDS, *(f"register_years.{column}" for column in columns.split()))


STANDING = of_years("sysstat alosdag adeldag astudag inkfnettoa hsdelt studmed")
"""What it takes to say how somebody stands on the labour market, beside the income that the settings choose."""
ASSISTANCE, SOURCE = of_years("socbidrfam"), of_years("raks_huvinkkalla")


def scb_status(records: Records, window: Window, followed: Iterable[int]) -> CellStatus:
    """Whether anything can be said: the population has been delivered, and some of the years followed."""
    years = records.scb_years
    if window.first // MONTHS < records.scb_first_year or not years or max(followed) < years.start:
        return CellStatus.NOT_DELIVERED
    if reach(records, window, "scb_spells") is not CellStatus.SHOWN:
        return CellStatus.NOT_DELIVERED
    if f"register_years.{records.settings.income.lower()}" in records.absent:
        return CellStatus.NOT_DELIVERED
    return CellStatus.SHOWN if set(followed) & set(years) else CellStatus.NOT_YET


@population(*STANDING)
def year_after_exit(records: Records) -> Iterator[Slice]:
    """Exits of the three exit years together, one per person, with the status of the calendar year after."""
    window = okand_exits(records.year)
    yield _status_slice(records, window, 1, {})


@population(*STANDING)
def years_after_exit(records: Records) -> Iterator[Slice]:
    """Each exit year on its own, one exit per person and year, with the status one, two and three years after."""
    window = okand_exits(records.year)
    for year in years_of(window):
        for after in (1, 2, 3):
            yield _status_slice(records, Window.year(year), after, {"avslutsar": str(year), "ar_efter": after})


def _status_slice(records: Records, window: Window, after: int, labels: dict[str, str | int]) -> Slice:
    followed = {year + after for year in years_of(window)}
    reached = followed & set(records.scb_years)

    return Slice(
        lambda: followed_status(records, window, after),
        labels,
        scb_status(records, window, followed),
        in_both_registers=left_in(window) if reached == followed else "",
    )


def followed_status(records: Records, window: Window, after: int) -> pl.LazyFrame:
    """Exits of the window with the status so many years after, where that year can be measured."""

    def measured() -> pl.LazyFrame:
        people = outcomes.with_status_arbetsmarknad(people_in(cohorts.scb_exits, records, window), records, after)
        return people.filter(pl.col("status_arbetsmarknad").is_not_null())

    return records.once(("status", window.first, window.last, after), measured)


@population(*ASSISTANCE)
def without_assistance(records: Records) -> Iterator[Slice]:
    """Exits of the three exit years, of those in the register in each of the first one, two and three years after.

    What is measured once, the year after, is about the last exit of the three years together; over two and three years
    each exit year has its own last exits, and a person can be in several of them: to choose the last of three years
    would keep just those who did not come back and leave again (docs/definitions.md, Decided).
    """
    for years in (1, 2, 3):
        piece = _without_assistance(records, years) if years == 1 else _without_assistance_by_exit_year(records, years)
        yield replace(piece, labels={"ar_efter": years})


@population(*ASSISTANCE)
def assistance_the_year_after(records: Records) -> Iterator[Slice]:
    """The first of these years alone, with where they live at its end."""
    yield _without_assistance(records, 1)


def _without_assistance(records: Records, years: int) -> Slice:
    window = okand_exits(records.year)

    def measured() -> pl.LazyFrame:
        people = people_in(cohorts.scb_exits, records, window)
        return outcomes.with_utan_bistand(people, records, years).filter(pl.col("utan_bistand").is_not_null())

    return Slice(
        lambda: records.once(("utan_bistand", window.first, window.last, years), measured),
        status=scb_status(records, window, [year + years for year in years_of(window)]),
    )


def _without_assistance_by_exit_year(records: Records, years: int) -> Slice:
    """One row per person and exit year."""
    window = okand_exits(records.year)

    def measured() -> pl.LazyFrame:
        parts = []
        for year in years_of(window):
            people = people_in(cohorts.scb_exits, records, Window.year(year))
            followed = outcomes.with_utan_bistand(people, records, years)
            parts.append(followed.filter(pl.col("utan_bistand").is_not_null()))
        return pl.concat(parts)

    return Slice(
        lambda: records.once(("utan_bistand per år", window.first, window.last, years), measured),
        status=scb_status(records, window, [year + years for year in years_of(window)]),
    )


@population(
    *STANDING,
    *of_years("asysdag ak14dag sjuksum_ndag_midas fortid foralpeng forvink raks_summaink raks_ekbisink socbidrfam"),
)
def in_the_register_year_after(records: Records) -> Iterator[Slice]:
    """Exits of the three exit years together, of those in the register the calendar year after."""
    window = okand_exits(records.year)

    def measured() -> pl.LazyFrame:
        return outcomes.with_register_year(people_in(cohorts.scb_exits, records, window), records)

    yield Slice(
        lambda: records.once(("register_year", window.first, window.last), measured),
        {},
        scb_status(records, window, [year + 1 for year in years_of(window)]),
    )


def quartiles(of: Population) -> Population:
    """Each slice three times, once for each quartile."""

    def slices(records: Records) -> Iterator[Slice]:
        for piece in of(records):
            for quartile in (25, 50, 75):
                yield replace(piece, labels={**piece.labels, "kvartil": quartile})

    return replace(of, slices=slices)


def years_after_jobs(years_after: Sequence[int]) -> Population:
    """Stockholmsjobb that ended seven to five years before, by years after; of those whose year is reached.

    One row per person and year of the end, with the last end of that year (docs/definitions.md, Decided).
    """

    @population(*STANDING)
    def slices(records: Records) -> Iterator[Slice]:
        window = sw4_ended_jobs(records.year)
        ends = years_of(window)
        for after in years_after:
            followed = {year + after for year in ends}

            def rows(after: int = after) -> pl.LazyFrame:
                jobs = pl.concat([people_in(cohorts.scb_ended_jobs, records, Window.year(year)) for year in ends])
                measured = outcomes.with_status_arbetsmarknad(
                    jobs.with_columns(avslutsar=pl.col("handelsear")), records, after
                )
                return measured.filter(pl.col("status_arbetsmarknad").is_not_null())

            yield Slice(rows, {"ar_efter": after}, scb_status(records, window, followed))

    return slices


ENDED_JOBS = {"2 år före": -2, "1 år efter": 1, "2 år efter": 2}
ENROLMENTS = {"1 år före": -1, "1 år efter": 1, "2 år efter": 2}
"""Point of time → calendar years from that of the event (docs/definitions.md, ST3, ST4)."""


@population(*SOURCE)
def sources_around_ended_jobs(records: Records) -> Iterator[Slice]:
    """Persons whose Stockholmsjobb ended four or five years before the reported one, and are in the register then."""
    window = st3_ended_jobs(records.year)
    return _around(cohorts.scb_ended_jobs, records, window, ENDED_JOBS, "sex")


@population(*SOURCE)
def sources_around_enrolments(records: Records) -> Iterator[Slice]:
    """Persons first enrolled ten to five years before the reported one, and are in the register then."""
    window = st4_enrolments(records.year)
    return _around(cohorts.scb_enrolments, records, window, ENROLMENTS, "sju")


@population(*SOURCE)
def same_source_after_ended_jobs(records: Records) -> Iterator[Slice]:
    """Those who had a source two years before, with `samma_kalla`: whether it is that of the year after too."""
    window = st3_ended_jobs(records.year)
    before, after = ENDED_JOBS["2 år före"], ENDED_JOBS["1 år efter"]
    statuses = [scb_status(records, window, [year + years for year in years_of(window)]) for years in (before, after)]
    for kalla in KALLOR_FORE_OCH_EFTER:

        def rows(kalla: str = kalla) -> pl.LazyFrame:
            people = people_in(cohorts.scb_ended_jobs, records, window)
            had, has = (
                outcomes.with_kalla(people, records, years, "sex").filter(pl.col("kalla") == kalla)
                for years in (before, after)
            )
            still = has.select("lopnr", samma_kalla=pl.lit(True))
            return had.join(still, on="lopnr", how="left", maintain_order="left").with_columns(
                pl.col("samma_kalla").fill_null(False)
            )

        yield Slice(
            rows,
            {"kalla": kalla},
            next((status for status in statuses if status is not CellStatus.SHOWN), CellStatus.SHOWN),
        )


def _around(
    cohort: Cohort, records: Records, window: Window, tidpunkter: dict[str, int], groups: str
) -> Iterator[Slice]:
    for tidpunkt, years in tidpunkter.items():

        def measured(years: int = years) -> pl.LazyFrame:
            people = outcomes.with_kalla(people_in(cohort, records, window), records, years, groups)
            return people.filter(pl.col("kalla").is_not_null())

        yield Slice(
            partial(records.once, (cohort, window.first, years, groups), measured),
            {"tidpunkt": tidpunkt},
            scb_status(records, window, [year + years for year in years_of(window)]),
        )


GRUPPER: dict[str, dict[str, str]] = {
    "kon": {kon.value: kon.value for kon in Kon},
    "alder": {UNDER_30: UNDER_30, OVER_30: OVER_30},
    "utbildning": {
        **{level.value: level.value for level in Utbildning if level != UPPGIFT_SAKNAS},
        "Utbildning saknas": UPPGIFT_SAKNAS,
    },
    "bakgrund": {
        "Svensk bakgrund": "Svensk bakgrund",
        "Utländsk bakgrund": "Utländsk bakgrund",
        "Bakgrund saknas": UPPGIFT_SAKNAS,
    },
}
"""Column → label of a group → its value. Each column divides everybody; the groups of different columns overlap."""


def by_group(of: Population) -> Population:
    """Each slice by sex, age, education and background, one at a time."""

    def slices(records: Records) -> Iterator[Slice]:
        for piece in of(records):
            for column, groups in GRUPPER.items():
                for grupp, value in groups.items():

                    def rows(piece: Slice = piece, column: str = column, value: str = value) -> pl.LazyFrame:
                        return piece.rows().filter(pl.col(column) == value)

                    yield replace(
                        piece,
                        rows=rows,
                        labels={"grupp": str(grupp), **piece.labels},
                    )

    return replace(of, slices=slices)
