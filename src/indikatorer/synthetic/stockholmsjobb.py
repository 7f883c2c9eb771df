"""Who gets a Stockholmsjobb, of which type, when and for how long.

Each month of an enrolment has a chance of beginning one, which depends on what the registers know at enrolment
(sex, age, background, education; work, assistance and Arbetsförmedlingen the two years before),
on the months enrolled so far, and on how many places there are that year: on nothing else
(docs/definitions.md, Effects).
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from indikatorer.base.vocabulary import STOCKHOLMSJOBB, egen_kommun, read_reference
from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.lives import REGISTERED, WORK, Activity
from indikatorer.synthetic.people import Flags, People
from indikatorer.synthetic.rows import Rows
from indikatorer.synthetic.simulated_enrolments import Spells
from indikatorer.synthetic.world import FIRST_MONTH, LAST_DAY, LAST_MONTH, LAST_YEAR, Canvas, Dates, month_of, year_of

TYPER = STOCKHOLMSJOBB
_PLANNED = {
    row["typ"]: row for row in read_reference("platser") if (row["kommun"], row["ar"]) == (egen_kommun()[0], "2021")
}
_NO_PLAN = {"platser": "50", "alder_fran": "", "alder_till": ""}
"""Of a type that the municipality has no plan for."""
_PLACES = [_PLANNED.get(typ, _NO_PLAN) for typ in TYPER]
AMF, SDN = range(2)

_HISTORY = 24
_LONGEST_WAIT = 36
_AGAIN = 60
"""Months after the first enrolment before a later one can lead to a job: whoever went without in the first enrolment
goes without for as long as those who did not are followed."""


@dataclass(frozen=True)
class Aim:
    """Whom a type of job is offered to, and how it goes on.

    `slopes` say how the log odds move with being a woman, under 25, over 49, of foreign background, one level of
    education, and the shares of the two years before with work, with assistance and at Arbetsförmedlingen. `extended`
    is the share that is extended, `districts` the share that the districts pay for.
    """

    since: int
    months: tuple[int, int]
    slopes: tuple[float, ...]
    extended: float
    districts: float


_AIMS = {
    "Ungdomsanställning": Aim(2010, (6, 12), (-0.1, -0.8, 0, -0.2, -0.2, -4.0, -4.6, -1.0), 0.12, 0.45),
    "Basanställning": Aim(2011, (12, 12), (0.1, -1.4, 0.9, 0.3, -0.8, -10.0, -2.6, 1.7), 0.10, 0.55),
    "Serviceassistent": Aim(2012, (12, 24), (0.0, -1.0, 0.9, 0.0, -0.6, -9.0, -2.6, 0.6), 0.05, 0.0),
    "Arbetslagsanställning": Aim(2013, (6, 12), (-1.1, 0.0, 0, 0.1, -0.5, -3.8, -1.7, 0.2), 0.15, 0.0),
    "Stockholmsvärd": Aim(2010, (10, 10), (-0.5, -1.4, 0.9, 0.5, -0.8, -10.0, -2.1, 1.7), 0.25, 0.0),
    "Jobbstartsanställning": Aim(2016, (6, 6), (-0.4, 0.0, 0, 0.0, -0.4, -3.5, -2.2, 0.2), 0.10, 0.0),
}
_AIM = Aim(2010, (6, 12), (0.0, 0.0, 0.0, 0.0, -0.5, -4.0, -2.5, 0.2), 0.10, 0.0)
"""That of a type which this simulation does not know."""
_FILLED = {2010: 0.35, 2011: 0.5, 2012: 0.6, 2013: 0.7, 2014: 0.78, 2015: 0.85, 2016: 0.95, 2017: 0.93, 2018: 0.93}
_FILLED |= {2019: 0.95, 2020: 0.93, 2021: 1.0, 2022: 0.97}
"""The share of the places of 2021 that are filled, on average over the year."""
_CITY = 66_000
"""People for whom there are as many places as in 2021."""

_NEXT = "Basanställning"
"""What follows on a job of another type."""

_STEPS = np.array([1, 3, 6, 12, 24])
_BY_WAIT = np.array([-0.6, 0.1, 0.5, 0.2, -0.3])
"""Log odds by months enrolled so far, from each of _STEPS on."""


@dataclass(frozen=True)
class Jobs(Rows):
    """One row per Stockholmsjobb, extension included."""

    person: Integers
    spell: Integers
    """Row of the spell during which it begins."""
    typ: Integers
    """Place in TYPER."""
    start: Dates
    first_end: Dates
    """Last day of the first contract."""
    end: Dates
    """Last day after any extension; may lie after the simulated time."""
    paid_by: Integers
    is_next: Flags
    """Follows directly on another Stockholmsjobb."""


def _aim(typ: str) -> Aim:
    return _AIMS.get(typ, _AIM)


def employ(people: People, spells: Spells, lived: Canvas, on_support: Canvas, seed: int) -> Jobs:
    """The first Stockholmsjobb of each person who gets one; within a month it begins before an enrolment ends."""
    rng = chance.stream(seed, "stockholmsjobb")
    at_risk = np.flatnonzero(~spells.duplicate & (month_of(spells.end) >= 12 * 2010))
    at_risk = at_risk[np.lexsort((spells.start[at_risk], spells.person[at_risk]))]
    row, wait = _months_enrolled(spells.select(at_risk))
    spell = at_risk[row]
    person, month = spells.person[spell], month_of(spells.start[spell]) + wait
    traits = _traits(people, spells.select(at_risk), lived, on_support)
    odds = traits @ np.array([_aim(name).slopes for name in TYPER]).T
    odds = odds[row] + _BY_WAIT[np.searchsorted(_STEPS, wait, side="right") - 1][:, None]
    since_first = month - month_of(people.first_enrolment)[person]
    offered = (spells.number[spell] == 0) | (since_first >= _AGAIN)
    target = _in_target((month - month_of(people.birth)[person]) / 12) & offered[:, None]
    chances = _chances(odds, target, month // 12, np.ones(len(row)), len(people))
    chances = _chances(odds, target, month // 12, _still_waiting(person, chances.sum(axis=1)), len(people))
    below = np.cumsum(chances, axis=1)
    uniform = rng.random(len(row))
    begins = np.flatnonzero(uniform < below[:, -1])
    begins = begins[np.unique(person[begins], return_index=True)[1]]
    typ = (uniform[begins, None] >= below[begins]).sum(axis=1)
    return _contracts(rng, people, spell[begins], spells, typ, month[begins])


def follow_up_jobs(people: People, jobs: Jobs, lived: Canvas, seed: int) -> Jobs:
    """New jobs of another type, directly after the first, for some of those who would have gone on to work."""
    rng = chance.stream(seed, "next stockholmsjobb")
    after = month_of(jobs.end) + 1 - FIRST_MONTH
    whole = np.flatnonzero(after + 6 < len(lived))
    works = np.all([np.isin(lived[after[whole] + k, jobs.person[whole]], WORK) for k in range(6)], axis=0)
    chosen = jobs.select(whole[works & (rng.random(len(whole)) < 0.10)])
    age = (chosen.end - people.birth[chosen.person]).astype(np.float64) / 365.25
    bas = TYPER.index(_NEXT) if _NEXT in TYPER else 0
    allowed = chosen.select((chosen.typ != bas) & (age >= 18) & (age < 64))
    start = np.busday_offset(allowed.end + 1, 0, roll="forward").astype("datetime64[D]")
    end = _months_later(start, np.full(len(allowed), 6))
    columns = {
        **vars(allowed),
        "typ": np.full(len(allowed), bas),
        "start": start,
        "first_end": end,
        "end": end,
        "is_next": np.ones(len(allowed), dtype=bool),
    }
    return Jobs(**columns)


def _traits(people: People, spells: Spells, lived: Canvas, on_support: Canvas) -> Floats:
    who = people.select(spells.person)
    age = who.age(spells.start)
    registers = np.isin(lived, REGISTERED) & people.registered
    return np.column_stack(
        [
            who.kvinna,
            age < 25,
            age >= 50,
            who.background < 20,
            who.utbildning - 1,
            _share_before(np.isin(lived, WORK), spells),
            _share_before(on_support, spells),
            _share_before(registers | (lived == Activity.PROGRAM), spells),
        ]
    ).astype(np.float64)


def _share_before(canvas: Canvas, spells: Spells) -> Floats:
    """The share of the two years before each enrolment in which the canvas is true."""
    until = np.zeros((len(canvas) + 1, canvas.shape[1]), dtype=np.int16)
    np.cumsum(canvas, axis=0, out=until[1:])
    month = month_of(spells.start) - FIRST_MONTH
    return (until[month, spells.person] - until[np.maximum(month - _HISTORY, 0), spells.person]) / _HISTORY


def _months_enrolled(spells: Spells) -> tuple[Integers, Integers]:
    """Row of the spell and months since enrolment, for each month in which a job could begin."""
    first = month_of(spells.start)
    earliest = np.maximum(first + 1, 12 * 2010)
    last = np.minimum(np.minimum(month_of(spells.end), first + _LONGEST_WAIT), LAST_MONTH)
    length = np.maximum(last - earliest + 1, 0)
    row = np.repeat(np.arange(len(spells)), length)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return row, (earliest - first)[row] + offset


def _in_target(age: Floats) -> Flags:
    """Whether an age is that of the target group, a column for each type; nobody starts after 63."""
    youngest = np.array([int(place["alder_fran"] or 18) for place in _PLACES])
    oldest = np.array([min(int(place["alder_till"] or 63), 63) for place in _PLACES])
    return (age[:, None] >= youngest) & (age[:, None] < oldest + 1)


def _chances(odds: Floats, in_target: Flags, year: Integers, weight: Floats, size: int) -> Floats:
    """The chance of each month and type, with a level for each year such that the places are filled.

    `weight` is how likely it is that the person has not got a job before that month.
    """
    chances = np.zeros(odds.shape)
    since = min(_aim(name).since for name in TYPER)
    of_year = {one: np.flatnonzero(year == one) for one in range(since, LAST_YEAR + 1)}
    for typ, name in enumerate(TYPER):
        aim = _aim(name)
        length = (aim.months[0] + aim.months[1]) / 2 + 4 * aim.extended
        places = int(_PLACES[typ]["platser"]) * size / _CITY
        for in_year in range(aim.since, LAST_YEAR + 1):
            rows = of_year[in_year][in_target[of_year[in_year], typ]]
            starts = (1.6 if in_year == aim.since else 1.0) * _FILLED[in_year] * places * 12 / length
            chances[rows, typ] = _logistic(odds[rows, typ], weight[rows], min(starts, 0.2 * weight[rows].sum()))
    return chances


def _still_waiting(person: Integers, hazard: Floats) -> Floats:
    """The chance of having no job before each month; a person's months stand together in order."""
    before = np.cumsum(hazard) - hazard
    first = np.flatnonzero(np.append(True, person[1:] != person[:-1])[: len(person)])
    length = np.diff(np.append(first, len(person)))
    return np.exp(np.repeat(before[first], length) - before)


def _logistic(odds: Floats, weight: Floats, total: float) -> Floats:
    """Chances with these log odds, moved by a common constant so that they add up to `total` when weighted."""
    if total == 0:  # no places, or nobody of that age
        return np.zeros(len(odds))
    for _ in range(8):
        chances = 1 / (1 + np.exp(-odds))
        # not @, whose sum depends on how many processors there are
        odds = odds + np.log(total / float((weight * chances).sum()))
    return 1 / (1 + np.exp(-odds))


def _contracts(rng: Generator, people: People, spell: Integers, spells: Spells, typ: Integers, month: Integers) -> Jobs:
    size = len(spell)
    person = spells.person[spell]
    first_of_month = (month - 12 * 1970).astype("datetime64[M]").astype("datetime64[D]")
    day = first_of_month + rng.integers(0, 26, size)
    enrolled = np.maximum(day, spells.start[spell] + 1)
    start = np.busday_offset(enrolled, 0, roll="forward").astype("datetime64[D]")
    aims = [_aim(name) for name in TYPER]
    shortest, longest = np.array([aim.months for aim in aims])[typ].T
    months = rng.integers(shortest, longest + 1)
    months += np.where(np.array([name == "Stockholmsvärd" for name in TYPER])[typ] & (year_of(start) < 2018), 2, 0)
    first_end = _months_later(start, months)
    breaks_off = rng.random(size) < 0.14
    worked = (rng.uniform(0.1, 0.95, size) * (first_end - start).astype(np.int64)).astype("timedelta64[D]")
    first_end = np.where(breaks_off, start + worked, first_end)
    extended = ~breaks_off & (rng.random(size) < np.array([aim.extended for aim in aims])[typ])
    end = np.where(extended, _months_later(first_end + 1, rng.integers(2, 7, size)), first_end)
    last = np.minimum(people.death[person], people.birth[person] + np.timedelta64(65 * 365, "D"))
    end = np.maximum(np.minimum(end, last), start)
    return Jobs(
        person=person,
        spell=spell,
        typ=typ,
        start=start,
        first_end=np.minimum(first_end, end),
        end=end,
        paid_by=np.where(rng.random(size) < np.array([aim.districts for aim in aims])[typ], SDN, AMF),
        is_next=np.zeros(size, dtype=bool),
    ).select((start <= LAST_DAY) & (start < people.death[person]))


def _months_later(start: Dates, months: Integers) -> Dates:
    """The last day of so many months from a day on."""
    month = start.astype("datetime64[M]")
    return (month + months).astype("datetime64[D]") + (start - month.astype("datetime64[D]")) - 1
