"""Slices about what was done: activities, plans, work through partnerships, and the processes behind them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial

import polars as pl

from indikatorer.base.periods import Window
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.measures.cohorts import one_per_person
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.reach import at_most, reach
from indikatorer.measures.records import Records

MONTHS_TO_WORK = 2
MONTHS_OF_WORK = 6
"""A procured activity has given its result when work of this length begins this soon after it
(docs/definitions.md, J9)."""

VERKSAMHETER = ("Jobbtorg", "Vuxenutbildning")


def by_insats(of: Population) -> Population:
    """The persons of each slice who had an activity during the spell that ended; somebody can have had several."""

    def slices(records: Records) -> Iterator[Slice]:
        status = reach(records, records.reported_year, "insatser")
        for piece in of(records):
            taken = cache(partial(_taken, piece, records))
            for insats in _distinct(records, "insatser", "insats"):

                def rows(
                    piece: Slice = piece, taken: Callable[[], pl.LazyFrame] = taken, insats: str = insats
                ) -> pl.LazyFrame:
                    return piece.rows().join(taken().filter(pl.col("insats") == insats), on="person", how="semi")

                yield replace(
                    at_most(piece, status),
                    rows=rows,
                    labels={**piece.labels, "insats": insats},
                    in_both_registers="",
                )
            yield replace(piece, labels={**piece.labels, "insats": SAMTLIGA})

    return replace(of, slices=slices, needs=(*of.needs, "insatser"))


def _distinct(records: Records, frame: str, column: str) -> list[str]:
    if frame not in records:
        return []
    return records[frame].select(pl.col(column).unique().sort()).collect()[column].to_list()


def _taken(piece: Slice, records: Records) -> pl.LazyFrame:
    """Person and activity, where the two have a day in common with the person's spell."""
    return (
        piece.rows()
        .select("person", "inskriven", "avslutad")
        .join(records["insatser"].select("person", "insats", "start", "slut"), on="person")
        .filter(
            pl.col("start") <= pl.col("avslutad"),
            pl.col("slut").is_null() | (pl.col("slut") >= pl.col("inskriven")),
        )
        .select("person", "insats")
        .unique()
        .collect()
        .lazy()
    )


@population("spells", "spells.jobbplan")
def new_enrolments(records: Records) -> Iterator[Slice]:
    """Persons enrolled in the year whose time to get a jobbplan has passed, with `plan_i_tid`, by the last enrolment.

    Working days are Monday to Friday. Those enrolled in the last days of the year are left out as long as the
    time has not passed (docs/definitions.md, J8).
    """
    year, days = records.reported_year, records.settings.j8_working_days
    enrolled = pl.col("inskriven")
    # A plan on the Saturday after the last of the working days is late, though no working day more has passed.
    passed = pl.business_day_count(enrolled + timedelta(days=1), pl.col("jobbplan"))
    time_left = pl.business_day_count(enrolled + timedelta(days=1), pl.lit(year.last_day + timedelta(days=1)))

    def rows() -> pl.LazyFrame:
        return (
            records["spells"]
            .filter(pl.col("inskriven_manad").is_between(year.first, year.last), time_left >= days)
            .pipe(one_per_person, "inskriven", "ordning")
            .with_columns(plan_i_tid=(passed < days).fill_null(False))
        )

    yield Slice(rows)


@population("partnerskap", words=("verksamhet",))
def through_partnerships(records: Records) -> Iterator[Slice]:
    """Persons who got work through a partnership in the year, from each activity of the committee and from any."""
    year = records.reported_year
    status = reach(records, year, "partnerskap")

    def rows() -> pl.LazyFrame:
        day = pl.col("arbete_fran")
        return records["partnerskap"].filter(day.is_between(year.first_day, year.last_day))

    for verksamhet in VERKSAMHETER:

        def of_one(verksamhet: str = verksamhet) -> pl.LazyFrame:
            return rows().filter(pl.col("verksamhet") == verksamhet).unique("person", maintain_order=True)

        yield Slice(of_one, {"verksamhet": verksamhet}, status)
    yield Slice(lambda: rows().unique("person", maintain_order=True), {"verksamhet": SAMTLIGA}, status)


@population("processmatt")
def processes(records: Records) -> Iterator[Slice]:
    """Each process measure in the year: one row per month. They count different things and have no total."""
    year = records.reported_year
    for processmatt in _distinct(records, "processmatt", "matt"):

        def rows(processmatt: str = processmatt) -> pl.LazyFrame:
            return records["processmatt"].filter(
                pl.col("manad").is_between(year.first, year.last), pl.col("matt") == processmatt
            )

        status = reach(records, year, "processmatt")
        yield Slice(rows, {"processmatt": processmatt}, status=status)


@population(
    "insatser",
    *("insatser.slut", "insatser.fullfoljd", "insatser.anstallning_start", "insatser.anstallning_manader"),
    person="person",
)
def procured_participations(records: Records) -> Iterator[Slice]:
    """Participations in procured activities whose time to give a result ended in the year, with `gav_arbete`.

    As for SF the cohort is moved back: the two months after the activity are known for all of it
    (docs/definitions.md, J9).
    """
    window = records.reported_year.earlier(MONTHS_TO_WORK)
    work_from = pl.col("anstallning_start")
    last_day = pl.when("fullfoljd").then(pl.col("slut").dt.offset_by(f"{MONTHS_TO_WORK}mo")).otherwise("slut")

    def rows() -> pl.LazyFrame:
        return (
            records["insatser"]
            .filter(pl.col("regi") == "Upphandlad", pl.col("slut").is_between(window.first_day, window.last_day))
            .with_columns(
                gav_arbete=(
                    work_from.is_between(pl.col("start"), last_day) & (pl.col("anstallning_manader") >= MONTHS_OF_WORK)
                ).fill_null(False)
            )
        )

    known = Window(window.label, window.first, records.reported_year.last)
    status = reach(records, known, "insatser")
    yield Slice(rows, status=status)
