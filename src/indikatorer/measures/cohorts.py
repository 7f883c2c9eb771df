"""Who is counted. Each function takes the records and a window and gives one row per person (or per spell).

A person with several exits in the window is counted with one: exits to *återremitterad* are set aside, and of the rest
the last by date counts (of two on one day the one with the later enrolment, then the greater id), or another if the
settings say so (docs/definitions.md, Which exit counts, Decided). The person belongs to the jobbtorg and the district
of that exit, else of the latest spell.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.periods import Window
from indikatorer.base.settings import Settings
from indikatorer.base.vocabulary import UPPGIFT_SAKNAS, Avslutsorsak
from indikatorer.measures.records import Records

YOUNGER = "–15"
LONG_AGO = -1_000_000
"""As a day: before all others."""

_exit_reason = pl.col("avslutsorsak")
_aterremitterad = _exit_reason == Avslutsorsak.ATERREMITTERAD
_flyttat = _exit_reason == Avslutsorsak.FLYTTAT


def age_on(day: pl.Expr) -> pl.Expr:
    """Completed years; null where the birth date is not known."""
    born = pl.col("fodelsedatum")
    had_birthday = _month_and_day(day) >= _month_and_day(born)
    return day.dt.year() - born.dt.year() - 1 + had_birthday.cast(pl.Int32)


def _month_and_day(day: pl.Expr) -> pl.Expr:
    # A month has eight bits, too few for a product with 100.
    return day.dt.month().cast(pl.Int32) * 100 + day.dt.day()


def banded(number: pl.Expr, bands: Mapping[str, tuple[int, int]]) -> pl.Expr:
    """The label of the band that a whole number lies in; null where it lies in none."""
    return pl.coalesce(
        *(pl.when(number.is_between(low, high)).then(pl.lit(label)) for label, (low, high) in bands.items())
    )


def age_group(age: pl.Expr) -> pl.Expr:
    """The age groups of the reports; the label of missing values where the age is not known."""
    youngest = min(low for low, _ in vocabulary.ALDERSGRUPPER.values())
    younger = pl.when(age < youngest).then(pl.lit(YOUNGER))
    return pl.coalesce(younger, banded(age, vocabulary.ALDERSGRUPPER), pl.lit(UPPGIFT_SAKNAS))


def one_per_person(rows: pl.LazyFrame, *order: str | pl.Expr, person: str = "person") -> pl.LazyFrame:
    """The last row of each person in the given order."""
    return rows.sort(person, *order).unique(person, keep="last", maintain_order=True)


def precedence(settings: Settings) -> list[pl.Expr]:
    """The order of a person's exits, the one that counts last (docs/definitions.md, Which exit counts)."""
    enrolled_since = pl.col("inskriven").cast(pl.Int32).fill_null(LONG_AGO)
    by_date = [pl.col("avslutad").cast(pl.Int32), enrolled_since, pl.col("ordning").cast(pl.Int32)]
    match settings.exit_that_counts:
        case "last":
            return by_date
        case "first":
            return [-key for key in by_date]
        case "hierarchy":
            ranks = {orsak: -rank for rank, orsak in enumerate(vocabulary.ORSAKER_BAST_FORST)}
            return [_exit_reason.replace_strict(ranks, default=None, return_dtype=pl.Int32), *by_date]


def _exits_in(records: Records, window: Window) -> pl.LazyFrame:
    return records["spells"].filter(pl.col("avslutad_manad").is_between(window.first, window.last))


def _described(rows: pl.LazyFrame, settings: Settings) -> pl.LazyFrame:
    apart = settings.af_program == "apart"
    orsaksgrupper = vocabulary.ORSAKSGRUPPER_AF_APART if apart else vocabulary.ORSAKSGRUPPER
    return rows.with_columns(
        alder=age_group(age_on(pl.col("avslutad"))),
        dagar=(pl.col("avslutad") - pl.col("inskriven")).dt.total_days(),
        orsaksgrupp=_exit_reason.replace_strict(orsaksgrupper, default=None, return_dtype=pl.String),
        orsaksgrupp7=_exit_reason.replace_strict(vocabulary.ORSAKSGRUPPER_SJU, default=None, return_dtype=pl.String),
        orsaksgrupp2=_exit_reason.replace_strict(vocabulary.ORSAKSGRUPPER_TVA, default=None, return_dtype=pl.String),
        koladagrupp=_exit_reason.replace_strict(vocabulary.KOLADAGRUPPER, default=None, return_dtype=pl.String),
    )


def exits(records: Records, window: Window) -> pl.LazyFrame:
    """Persons who left in the window, återremitterade aside: one row per person, the exit that counts.

    `alder` is the age group at the exit, `dagar` the days from enrolment to exit.
    """
    selected = (
        _exits_in(records, window)
        .filter(~_aterremitterad)
        .pipe(one_per_person, *precedence(records.settings))
        .pipe(_described, records.settings)
    )
    return _with_joined_days(selected, records)


def _with_joined_days(exits_by_person: pl.LazyFrame, records: Records) -> pl.LazyFrame:
    """`dagar` from the first of the spells that follow on one another within the days that the settings allow.

    A spell that begins on the day of another's exit, or before it, follows on it: no day is counted twice.
    """
    reached = pl.col("avslutad").fill_null(date.max).cum_max().shift().over("person")
    begins_anew = (pl.col("inskriven") - reached).dt.total_days() > records.settings.j5_gap_days
    joined = (
        records["spells"]
        .join(exits_by_person, on="person", how="semi")
        .sort("person", "inskriven", "ordning")
        .with_columns(row=begins_anew.fill_null(reached.is_null()).cum_sum())
        .select("person", "ordning", sedan=pl.col("inskriven").min().over("person", "row"))
    )
    return exits_by_person.join(joined, on=["person", "ordning"], how="left", maintain_order="left").with_columns(
        dagar=(pl.col("avslutad") - pl.col("sedan")).dt.total_days()
    )


def first_exits(records: Records, window: Window) -> pl.LazyFrame:
    """Persons who left in the window, återremitterade aside, with their first exit in it, whatever came later.

    Time to an event is counted from the first exit: to choose the last would leave out just those who came back and
    left again (docs/definitions.md, Which exit counts). Those who left because they moved are not among them
    (docs/definitions.md, Decided).
    """
    return exits(records.choosing(exit_that_counts="first"), window).filter(~_flyttat)


def first_exits_of_movers(records: Records, window: Window) -> pl.LazyFrame:
    """Those who left because they moved, by the same exit: they are outside `first_exits`."""
    return exits(records.choosing(exit_that_counts="first"), window).filter(_flyttat)


def exits_with_aterremitterade(records: Records, window: Window) -> pl.LazyFrame:
    """Persons who left in the window for any reason; *återremitterad* counts only for those with no other exit."""
    return (
        _exits_in(records, window)
        .with_columns(annan_orsak=~_aterremitterad)
        .pipe(one_per_person, "annan_orsak", *precedence(records.settings))
        .pipe(_described, records.settings)
    )


def enrolled_spells(records: Records, window: Window) -> pl.LazyFrame:
    """Enrolments open on at least one day of the window: one row per spell, with the columns `FLOWS`.

    The day of exit is a day enrolled.
    """
    left = pl.col("avslutad_manad").is_between(window.first, window.last)
    started = pl.col("inskriven_manad").is_between(window.first, window.last)
    return (
        records["spells"]
        .filter(
            pl.col("inskriven_manad") <= window.last,
            pl.col("avslutad_manad").is_null() | (pl.col("avslutad_manad") >= window.first),
        )
        .with_columns(
            nyinskriven=started,
            forsta_gangen=started & (pl.col("nummer") == 0),
            avslutad_nagon=left.fill_null(False),
            avslutad_exkl=(left & ~_aterremitterad).fill_null(False),
            inskriven_vid_slutet=pl.col("avslutad_manad").is_null() | (pl.col("avslutad_manad") > window.last),
        )
    )


FLOWS = ("nyinskriven", "forsta_gangen", "avslutad_nagon", "avslutad_exkl", "inskriven_vid_slutet")


def enrolled(records: Records, window: Window) -> pl.LazyFrame:
    """Persons enrolled at least one day in the window: one row per person.

    The columns `FLOWS` say what happened to the person in the window: started, started for the first time, left, left
    otherwise than återremitterad, was still there at its end. `alder` is the age group at the exit for those who left,
    `alder_vid_slutet` on the last day of the window; so do `nyanland` and `nyanland_vid_slutet`
    (docs/definitions.md, Decided).
    """
    spells = enrolled_spells(records, window).with_columns(
        *(pl.col(flow).max().over("person") for flow in FLOWS if flow != "avslutad_exkl"),
        senaste_avslut=pl.col("avslutad").filter(pl.col("avslutad_nagon")).max().over("person"),
    )
    of_exits = (pl.when("avslutad_exkl").then(key) for key in precedence(records.settings))
    exit_day = pl.when("avslutad_exkl").then("avslutad").otherwise("senaste_avslut")
    return (
        spells.pipe(one_per_person, "avslutad_exkl", *of_exits, "inskriven", "ordning")
        .with_columns(
            alder=age_group(age_on(exit_day)),
            alder_vid_slutet=age_group(age_on(pl.lit(window.last_day))),
            nyanland=_newly_registered(exit_day),
            nyanland_vid_slutet=_newly_registered(pl.lit(window.last_day)),
        )
        .pipe(_said_to_be_nyanland, records, window)
    )


def enrolled_by_age_at_the_end(records: Records, window: Window) -> pl.LazyFrame:
    """`enrolled` as a stock: the age group is that of the window's last day."""
    return enrolled(records, window).with_columns(
        alder="alder_vid_slutet",
        nyanland="nyanland_vid_slutet",
        nyanland_folkbokford="nyanland_vid_slutet_folkbokford",
    )


def only_aterremitterade(records: Records, window: Window) -> pl.LazyFrame:
    """Persons whose only exits in the window went back to the district: one row per person, as in `enrolled`."""
    return enrolled(records, window).filter(pl.col("avslutad_nagon") & ~pl.col("avslutad_exkl"))


def _newly_registered(day: pl.Expr) -> pl.Expr:
    """Registered for the first time less than three years before a day, and not after it
    (docs/definitions.md, Groups)."""
    registered = pl.col("folkbokford_fran")
    return (registered > day.dt.offset_by("-3y")) & (registered <= day)


def with_nyanland(people: pl.LazyFrame, records: Records, window: Window) -> pl.LazyFrame:
    """`nyanland`: whether somebody who left in the window was newly registered then, or is nyanländ in Paraplyet."""
    at_exit = _newly_registered(pl.col("avslutad"))
    return people.with_columns(nyanland=at_exit, nyanland_vid_slutet=at_exit).pipe(
        _said_to_be_nyanland, records, window
    )


def _said_to_be_nyanland(people: pl.LazyFrame, records: Records, window: Window) -> pl.LazyFrame:
    """The same for those of whom Paraplyet says so in the window; which of the two sources says so is kept."""
    arrived = ("nyanland", "nyanland_vid_slutet")
    people = people.with_columns(pl.col(name).fill_null(False).alias(f"{name}_folkbokford") for name in arrived)
    if "said_nyanland" not in records:
        return people.with_columns(nyanland_paraply=pl.lit(False))
    said = records["said_nyanland"].filter(pl.col("manad").is_between(window.first, window.last)).select("person")
    is_said = said.unique().with_columns(nyanland_paraply=pl.lit(True))
    return (
        people.join(is_said, on="person", how="left", maintain_order="left")
        .with_columns(pl.col("nyanland_paraply").fill_null(False))
        .with_columns(pl.col(name).fill_null(False) | pl.col("nyanland_paraply") for name in arrived)
    )


def _younger_or_older(year: pl.Expr) -> pl.Expr:
    """SCB's age is that reached on 31 December of the year: only the year of birth is delivered."""
    young = year - pl.col("fodelsear") < vocabulary.ALDERSGRANS
    return pl.when(young).then(pl.lit(vocabulary.UNDER_30)).otherwise(pl.lit(vocabulary.OVER_30))


def scb_ended_jobs(records: Records, window: Window) -> pl.LazyFrame:
    """Persons of SCB's population whose Stockholmsjobb ended in the window: one row per LopNr, the last end.

    `handelsear` is the calendar year of that end, `alder` the age that year in two groups.
    """
    return (
        records["scb_spells"]
        .filter(pl.col("population") == "avslutade_stockholmsjobb")
        .with_columns(ended=pl.coalesce("stockholmsjobb_slut", "avslutad"))
        .filter(pl.col("ended").is_between(window.first_day, window.last_day))
        .pipe(one_per_person, "ended", "stockholmsjobb_start", "ordning", person="lopnr")
        .with_columns(handelsear=pl.col("ended").dt.year())
        .with_columns(alder=_younger_or_older(pl.col("handelsear")))
    )


def scb_enrolments(records: Records, window: Window) -> pl.LazyFrame:
    """Persons of SCB's population who were enrolled in the window: one row per LopNr, the first enrolment in it.

    `handelsear` is the calendar year of that enrolment, `alder` the age that year in two groups. `stockholmsjobb` is Ja
    for those who have had one at any time.
    """
    with_job = records["scb_spells"].filter(pl.col("stockholmsjobb_start").is_not_null()).select("lopnr").unique()
    first = (-pl.col(key).cast(pl.Int32) for key in ("inskriven", "ordning"))
    return (
        records["scb_spells"]
        .filter(
            pl.col("population") == "inskrivna",
            pl.col("inskriven").is_between(window.first_day, window.last_day),
        )
        .pipe(one_per_person, *first, person="lopnr")
        .join(with_job.with_columns(stockholmsjobb=pl.lit("Ja")), on="lopnr", how="left", maintain_order="left")
        .with_columns(
            pl.col("stockholmsjobb").fill_null("Nej"),
            pl.col("bakgrund").fill_null(UPPGIFT_SAKNAS),
            handelsear=pl.col("inskriven").dt.year(),
            utbildning=pl.col("sun_niva").replace_strict(vocabulary.SUN_NIVA, default=UPPGIFT_SAKNAS),
        )
        .with_columns(alder=_younger_or_older(pl.col("handelsear")))
    )


def scb_exits(records: Records, window: Window) -> pl.LazyFrame:
    """Persons of SCB's population who left in the window, återremitterade aside: one row per LopNr, one exit each.

    `avslutsar` is the calendar year of that exit.
    """
    return (
        records["scb_spells"]
        .filter(
            (pl.col("population") == "avslutade_jobbtorg")
            & ~_aterremitterad
            & pl.col("avslutad").is_between(window.first_day, window.last_day)
        )
        .pipe(one_per_person, *precedence(records.settings), person="lopnr")
        .with_columns(
            avslutsar=pl.col("avslutad").dt.year(),
            orsaksgrupp=_exit_reason.replace_strict(vocabulary.ORSAKSGRUPPER, return_dtype=pl.String),
            orsaksgrupp6=_exit_reason.replace_strict(vocabulary.ORSAKSGRUPPER_SEX, return_dtype=pl.String),
            orsaksgrupp2=_exit_reason.replace_strict(vocabulary.ORSAKSGRUPPER_TVA, return_dtype=pl.String),
            flyttat=_exit_reason.replace_strict(vocabulary.FLYTTAT_ELLER_INTE, return_dtype=pl.String),
        )
    )
