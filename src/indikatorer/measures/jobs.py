"""Slices about Stockholmsjobb: how many there are, and what people do three months after they end."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.periods import MONTHS, TERTIALS, Window
from indikatorer.base.vocabulary import UPPGIFT_SAKNAS, Uppfoljning
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.cohorts import one_per_person
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.reach import at_most, followed_up, reach
from indikatorer.measures.records import Records
from indikatorer.measures.slices import Cohort

MONTHS_TO_FOLLOW_UP = 3
PERIOD_YEARS = 4
"""Years of which T1, T2 and VB are shown, the reported one last."""

NEEDS = ("employments", "employments.slut", "follow_ups")

FLODEN = ("Påbörjade", "Pågående vid årets slut", "Avslutade")


def with_workplace(employments: pl.LazyFrame) -> pl.LazyFrame:
    """Add `arbetsplats`: whether the type of job is done in the city's ordinary work or in a place made for it."""
    places = vocabulary.arbetsplatser()
    return employments.with_columns(
        arbetsplats=pl.col("typ").replace_strict(
            list(places), list(places.values()), default=UPPGIFT_SAKNAS, return_dtype=pl.String
        )
    )


@population("employments", "employments.slut", person="person")
def flows_of_jobs(records: Records) -> Iterator[Slice]:
    """Employments that began in the year, that went on after its last day, and that ended in it."""
    year = records.reported_year
    began = pl.col("start").is_between(year.first_day, year.last_day)
    ended = pl.col("slut").is_not_null() & pl.col("slut").is_between(year.first_day, year.last_day)
    goes_on = (pl.col("start") <= year.last_day) & (pl.col("slut").is_null() | (pl.col("slut") > year.last_day))
    for flode, condition in zip(FLODEN, (began, goes_on, ended), strict=True):

        def rows(condition: pl.Expr = condition) -> pl.LazyFrame:
            return records["employments"].filter(condition).pipe(with_workplace)

        status = reach(records, year, "employments")
        yield Slice(rows, {"flode": flode}, status=status)


@population("employments", "employments.slut", person="person")
def days_beside_plan(records: Records) -> Iterator[Slice]:
    """Days of employment in the year beside the planned places: one row per employment and one per plan of a type."""
    year = records.reported_year

    def rows() -> pl.LazyFrame:
        first, last = pl.lit(year.first_day), pl.lit(year.last_day)
        end = pl.min_horizontal(pl.col("slut"), last)
        employed = (
            records["employments"]
            .filter(pl.col("start") <= last, pl.col("slut").is_null() | (pl.col("slut") >= first))
            .select(
                "person",
                "typ",
                dagar=(end - pl.max_horizontal(pl.col("start"), first)).dt.total_days() + 1,
                platser=pl.lit(0, pl.Int64),
            )
        )
        planned = vocabulary.platser(records.year)
        plans = pl.LazyFrame(
            {"person": None, "typ": list(planned), "dagar": 0, "platser": list(planned.values())},
            schema={"person": pl.UInt32, "typ": pl.String, "dagar": pl.Int64, "platser": pl.Int64},
        )
        return pl.concat([employed, plans], how="vertical_relaxed")

    yield Slice(rows, status=reach(records, year, "employments"))


def window_of(period: str, year: int, records: Records) -> Window:
    """The ended employments that a period reports on, as the settings say for VB."""
    if period == "VB" and records.settings.stockholmsjobb_window == "calendar_year":
        return Window.tertial(period, year)
    return Window.ended_stockholmsjobb(period, year)


def ended_jobs(records: Records, window: Window) -> pl.LazyFrame:
    """Employments that ended in the window and whose three months have passed, with `utfall`: one row per employment.

    `utfall` is what the follow-up found; those not followed up are *ej nådd*, and left out if the settings say so.
    """
    answers = records["follow_ups"].select("stockholmsjobb", utfall="status")
    followed = (
        records["employments"]
        .filter(
            pl.col("slut_manad").is_between(window.first, window.last),
            pl.col("slut_manad") + MONTHS_TO_FOLLOW_UP <= records.reported_year.last,
        )
        .join(answers, on="stockholmsjobb", how="left", maintain_order="left")
        .with_columns(pl.col("utfall").fill_null(pl.lit(Uppfoljning.EJ_NADD)))
        .with_columns(nadd=pl.col("utfall") != Uppfoljning.EJ_NADD)
        .pipe(with_workplace)
    )
    return followed if records.settings.not_reached == "in_base" else followed.filter("nadd")


def persons_with_ended_jobs(records: Records, window: Window) -> pl.LazyFrame:
    """The same for the last ended employment of each person: one row per person."""
    return ended_jobs(records, window).pipe(one_per_person, "slut", "start", "stockholmsjobb")


def _ended(of: Cohort, records: Records, window: Window, labels: dict[str, str | int]) -> Slice:
    delivered = window.first >= MONTHS * records.first_year
    piece = Slice(
        lambda: records.once((of, window.first, window.last), lambda: of(records, window)),
        labels,
        status=reach(records, window, "employments") if delivered else CellStatus.NOT_DELIVERED,
    )
    # Those whose three months have not passed are not asked about; the others must have been.
    last = min(window.last + MONTHS_TO_FOLLOW_UP, records.reported_year.last)
    return at_most(piece, followed_up(records, window, last, "follow_ups"))


def each_period(of: Cohort, person: str = "") -> Population:
    """T1, T2 and VB of the last years that the registers bear.

    They share months, and are not compared with one another: each is held against the same period of another year.
    """

    @population(*NEEDS, person=person, words=("period",))
    def slices(records: Records) -> Iterator[Slice]:
        for year in records.years[-PERIOD_YEARS:]:
            for period in TERTIALS:
                window = window_of(period, year, records)
                yield _ended(of, records, window, {"period": window.label})

    return slices


@population(*NEEDS, person="person")
def vb_of_the_year(records: Records) -> Iterator[Slice]:
    yield _ended(ended_jobs, records, window_of("VB", records.year, records), {})


@population(*NEEDS, "spells", person="person")
def ended_jobs_of_units(records: Records) -> Iterator[Slice]:
    """The ended employments that the period reports on, each at the jobbtorg and the district of its person.

    They are those of the person's latest enrolment that began before the employment ended.
    """

    def with_units() -> pl.LazyFrame:
        jobs = piece.rows().with_row_index("jobb")
        units = (
            jobs.select("jobb", "person", "slut")
            .join(records["spells"].select("person", "inskriven", "ordning", "jobbtorg", "stadsdel"), on="person")
            .filter(pl.col("inskriven") <= pl.col("slut"))
            .pipe(one_per_person, "inskriven", "ordning", person="jobb")
            .select("jobb", "jobbtorg", "stadsdel")
        )
        return jobs.join(units, on="jobb", how="left", maintain_order="left").with_columns(
            pl.col("jobbtorg", "stadsdel").fill_null(UPPGIFT_SAKNAS)
        )

    window = window_of(records.period, records.year, records)
    piece = _ended(ended_jobs, records, window, {})
    yield replace(piece, rows=with_units)


@population(*NEEDS, person="person", words=("år (VB)",), link=" per ")
def vb_each_year(records: Records) -> Iterator[Slice]:
    """VB of every year that the registers bear: twelve months each, and none in common."""
    for year in records.years:
        window = window_of("VB", year, records)
        yield _ended(ended_jobs, records, window, {"period": window.label})
