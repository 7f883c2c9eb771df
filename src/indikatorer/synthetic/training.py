"""`vux_kurser` and `vux_uppfoljning`: what people in adult education read, how it ended and what they did then."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import Generator

from indikatorer.base.vocabulary import SKOLFORMER
from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.lives import WORK, Activity
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.people import Flags, People
from indikatorer.synthetic.rows import Rows
from indikatorer.synthetic.tables import KON, YES_NO, append, days, words
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import FIRST_MONTH, LAST_DAY, MONTHS, NEVER, OPENING, Canvas, Dates, month_of

YRKES, KOMBINATION, SFI, YH = range(2, len(SKOLFORMER))
_BY_LEVEL = np.array([[0.45, 0.28, 0.15, 0.12, 0, 0], [0, 0.4, 0.38, 0.07, 0, 0.15], [0, 0.4, 0.2, 0, 0, 0.4]])
_NEWLY_ARRIVED = np.array([0.25, 0.05, 0.04, 0.06, 0.6, 0.0])
"""What people read, by their education before, and what those read who came to Sweden less than six years ago."""

UTFALL = ("A", "B", "C", "D", "E", "F", "Godkänd", "Examen", "Ej examen", "Avbrott", "Pågår")
F, GODKAND, EXAMEN, EJ_EXAMEN, AVBROTT, PAGAR = range(5, len(UTFALL))
_GRADES = np.array([0.09, 0.11, 0.20, 0.14, 0.30, 0.16])
_KINDS = ("Yrkesutbildning", "Kombination", "YH")
_SYSSELSATTNING = ("Arbete", "Studier", "Annat")
_COURSE = 5
"""Months."""


@dataclass(frozen=True)
class Courses(Rows):
    """One row per course participation."""

    person: Integers
    skolform: Integers
    start: Dates
    planned_end: Dates
    end: Dates
    utfall: Integers
    is_last: Flags
    """No other course of the same studies follows."""
    studies_from: Integers
    """The month in which the studies began."""


def courses(town: Town, seed: int) -> Courses:
    """The courses of everybody's months of study from the age of 20, one after another."""
    rng = chance.stream(seed, "courses")
    person, first, last = _studies(town.people, town.lived)
    skolform = _skolform(rng, town.people.select(person), first)
    count = np.maximum((last - first + 1) // _COURSE, 1)
    row = np.repeat(np.arange(len(person)), count)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    start = _day(first[row] + _COURSE * place, rng.integers(6, 20, len(row)))
    is_last = place == count[row] - 1
    end = _day(first[row] + _COURSE * (place + 1), rng.integers(0, 5, len(row))) - 1
    end = np.where(is_last, np.maximum(_day(last[row], rng.integers(10, 28, len(row))), start + 7), end)
    breaks_off = is_last & (rng.random(len(row)) < _breaking_off(town.people.select(person[row]), skolform[row], start))
    planned = np.where(breaks_off, end + rng.integers(20, 150, len(row)).astype("timedelta64[D]"), end)
    utfall = np.where(breaks_off, AVBROTT, _result(rng, skolform[row], is_last))
    utfall = np.where(end > LAST_DAY, PAGAR, utfall)
    read = Courses(person[row], skolform[row], start, planned, end, utfall, is_last, first[row])
    return read.select((start >= OPENING) & (start <= LAST_DAY))


def write_courses(folder: Path, town: Town, read: Courses, part: Part) -> None:
    """`vux_kurser`: one row per course participation."""
    rng = chance.stream(part.seed, "vux_kurser")
    who = town.people.select(read.person)
    pupil = part.identities("elev", len(town.people), 10**5, 10**7)
    from_union = who.utrikes & (pupil[read.person] % 100 < 18)
    arrived = np.where(np.isnat(who.arrival), np.datetime64("1900-01-01"), who.arrival)
    new = read.start - arrived < np.timedelta64(3 * 365, "D")
    after = np.where(read.utfall == AVBROTT, _occupation(town, read, 1, 4), -1)
    frame = pl.DataFrame(
        {
            "kursdeltagande_id": part.identities("kursdeltagande_id", len(read), 10**6, 10**8),
            "elev": pupil[read.person],
            "kön": words(who.kvinna, KON),
            "ålder": who.age(read.start).astype(np.int64),
            "bakgrund": words(np.where(from_union, 1, np.where(who.utrikes, 2, 0)), ("Sverige", "EU/EES", "Övriga")),
            "skolform": words(read.skolform, SKOLFORMER),
            "regi": words(rng.random(len(read)) < 0.62, ("Egen", "Upphandlad")),
            "start": days(read.start),
            "planerat_slut": days(read.planned_end),
            "slut": days(np.where(read.utfall == PAGAR, NEVER, read.end)),
            "utfall": words(read.utfall, UTFALL),
            "nyanländ": words(np.where(rng.random(len(read)) < 0.03, -1, new), YES_NO),
            "efter_avbrott": words(after, ("Arbete", "Studier", "Varken")),
        }
    ).sort("kursdeltagande_id")
    append(frame.with_columns(pl.format("K{}", "kursdeltagande_id").alias("kursdeltagande_id")), folder, "vux_kurser")


def write_follow_up(folder: Path, town: Town, read: Courses, part: Part) -> None:
    """`vux_uppfoljning`: one row per person whose vocational training, combination or YH ended."""
    rng = chance.stream(part.seed, "vux_uppfoljning")
    of_kind = np.isin(read.skolform, (YRKES, KOMBINATION, YH)) & read.is_last & (read.utfall != PAGAR)
    read = read.select(of_kind & (month_of(read.end) + 7 < FIRST_MONTH + MONTHS))
    size = len(read)
    months = np.where(read.skolform == YH, 6, 3)
    answered = rng.random(size) < 0.62
    after = _occupation(town, read, months, months + 1)
    before = _occupation_in(town.lived, read.person, read.studies_from - 1)
    same = (after == 0) & (before == 0)
    frame = pl.DataFrame(
        {
            "utbildning_id": part.identities("utbildning_id", size, 10**5, 10**7),
            "kön": words(town.people.kvinna[read.person], KON),
            "utbildning": words(
                np.where(read.skolform == YRKES, 0, np.where(read.skolform == KOMBINATION, 1, 2)), _KINDS
            ),
            "slut": days(read.end),
            "fullföljd": words(~np.isin(read.utfall, (AVBROTT, EJ_EXAMEN, F)), YES_NO),
            "månader_efter": months,
            "besvarad": words(answered, YES_NO),
            "sysselsättning": words(np.where(answered, after, -1), _SYSSELSATTNING),
            "sysselsättning_före": words(np.where(answered, before, -1), _SYSSELSATTNING),
            "samma_arbete": words(np.where(answered & same, rng.random(size) < 0.55, -1), YES_NO),
        }
    ).sort("utbildning_id")
    append(frame.with_columns(pl.format("U{}", "utbildning_id").alias("utbildning_id")), folder, "vux_uppfoljning")


def _studies(people: People, lived: Canvas) -> tuple[Integers, Integers, Integers]:
    """Person, first and last month of each unbroken time of study."""
    studying = np.zeros((lived.shape[1], MONTHS + 2), dtype=np.int8)
    studying[:, 1:-1] = (lived == Activity.STUDIER).T
    change = np.diff(studying, axis=1)
    person, first = np.nonzero(change == 1)
    last = np.nonzero(change == -1)[1] - 1
    adult = first + FIRST_MONTH >= month_of(people.birth)[person] + 20 * 12
    return person[adult], first[adult] + FIRST_MONTH, last[adult] + FIRST_MONTH


def _skolform(rng: Generator, who: People, month: Integers) -> Integers:
    arrived = np.where(np.isnat(who.arrival), -(10**6), month_of(np.where(np.isnat(who.arrival), OPENING, who.arrival)))
    new = who.utrikes & (month - arrived < 6 * 12)
    return chance.pick(rng.random(len(who)), np.where(new[:, None], _NEWLY_ARRIVED, _BY_LEVEL[who.utbildning]))


def _breaking_off(who: People, skolform: Integers, start: Dates) -> Floats:
    """Commoner among men and the young, and in sfi (docs/definitions.md, V12)."""
    share = np.where(skolform == SFI, 0.42, np.where(skolform == YH, 0.14, 0.24))
    return share * np.where(who.kvinna, 0.85, 1.15) * np.where(who.age(start) < 30, 1.2, 0.9)


def _result(rng: Generator, skolform: Integers, is_last: Flags) -> Integers:
    size = len(skolform)
    grade = chance.pick(rng.random(size), np.repeat(_GRADES[None, :], size, axis=0))
    grade = np.where((skolform == KOMBINATION) & (grade < F) & (rng.random(size) < 0.3), GODKAND, grade)
    examined = np.where(rng.random(size) < 0.74, EXAMEN, EJ_EXAMEN)
    return np.where(skolform == YH, np.where(is_last, examined, GODKAND), grade)


def _occupation(town: Town, read: Courses, first: Integers | int, last: Integers | int) -> Integers:
    """Work (0), studies (1) or neither (2) in the months from `first` to `last` after the end, work before studies."""
    month = month_of(read.end)
    found = _occupation_in(town.lived, read.person, month + first)
    for step in range(1, int(np.max(np.subtract(last, first))) + 1):
        found = np.minimum(found, _occupation_in(town.lived, read.person, month + first + step))
    return found


def _occupation_in(lived: Canvas, person: Integers, month: Integers) -> Integers:
    activity = lived[np.clip(month - FIRST_MONTH, 0, MONTHS - 1), person]
    studies = np.isin(activity, (Activity.STUDIER, Activity.HOGSKOLA))
    return np.where(np.isin(activity, (*WORK, Activity.STOCKHOLMSJOBB)), 0, np.where(studies, 1, 2))


def _day(month: Integers, day: Integers) -> Dates:
    first: Dates = (month - 12 * 1970).astype("datetime64[M]").astype("datetime64[D]")
    return first + day.astype("timedelta64[D]")
