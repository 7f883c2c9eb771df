"""What a Stockholmsjobb changes in the lives of those who had one: the truth that an effect evaluation is to find.

Each life has been lived without the job first. Then the job takes its months, and after it as many work more, or
fewer, as EFFECTS says; those who are without work have earned a-kassa and need less assistance.
"""

from dataclasses import dataclass

import numpy as np

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.lives import WORK, Activity
from indikatorer.synthetic.people import Flags, People
from indikatorer.synthetic.stockholmsjobb import TYPER, Jobs
from indikatorer.synthetic.world import FIRST_MONTH, MONTHS, Canvas, month_of, paint

EFFECTS: dict[str, dict[int, float]] = {
    "Ungdomsanställning": {6: 0.14, 24: 0.12, 36: 0.10, 60: 0.04},
    "Basanställning": {12: 0.09, 24: 0.08, 36: 0.05, 60: 0.0},
    "Serviceassistent": {12: 0.05, 36: 0.04, 60: 0.0},
    "Arbetslagsanställning": {6: 0.06, 36: 0.04, 60: 0.0},
    "Stockholmsvärd": {10: -0.13, 20: -0.13, 30: -0.12, 36: -0.06, 48: 0.0},
    "Jobbstartsanställning": {6: 0.08, 36: 0.06, 60: 0.0},
}
"""Type → months since the start → how much larger the share at work is after the job than it would have been without;
straight lines between. Ungdomsanställning, Basanställning and Stockholmsvärd after IFAU 2021:16
(docs/definitions.md, ST5), the others are made up."""
_EFFECT = {6: 0.06, 36: 0.04, 60: 0.0}
"""That of a type which this simulation does not know."""

HORIZON = 60
"""Months since the start during which lives differ."""

_OF_KNOWN = dict(zip(EFFECTS, (0.55, 0.93, 0.8, 0.5, 0.97, 0.35), strict=True))
_ENTITLED = np.array([_OF_KNOWN.get(typ, 0.5) for typ in TYPER])
"""Share of each type that has earned a-kassa; of one that is not known here half."""
_MONTHS_OF_A_KASSA = 14
_IDLE = (Activity.UTANFOR, Activity.ARBETSLOS, Activity.PROGRAM)
_KEEPS_ASSISTANCE = {"job": 0.06, "work": 0.08, "benefit": 0.11, "nothing": 0.9}


@dataclass(frozen=True)
class Changed:
    """The lives as they are lived with the jobs."""

    lived: Canvas
    on_support: Canvas
    a_kassa: Canvas
    """Months of a-kassa that a Stockholmsjobb has earned."""


def live_on(people: People, jobs: Jobs, lived: Canvas, on_support: Canvas, seed: int) -> Changed:
    """The activity and the assistance of every month, with the jobs and all that follows from them."""
    changed = lived.copy()
    _work_after(jobs, lived, changed, seed)
    paint(changed, jobs.person, month_of(jobs.start), month_of(jobs.end), Activity.STOCKHOLMSJOBB)
    _studies(people, jobs, changed, seed)
    a_kassa = _benefits(people, jobs, changed, seed)
    return Changed(changed, _assistance(jobs, lived, changed, on_support, a_kassa, seed), a_kassa)


def effect(typ: int, months: Integers) -> Floats:
    """The effect of a type on the share at work, by months since the start."""
    known = EFFECTS.get(TYPER[typ], _EFFECT)
    return np.interp(months, list(known), list(known.values()))


def _work_after(jobs: Jobs, lived: Canvas, changed: Canvas, seed: int) -> None:
    """Give work to some who would not have had any, or take it from some who would; the same ones month after month."""
    rng = chance.stream(seed, "effects")
    drawn = chance.even(rng, jobs.typ)
    for typ in range(len(TYPER)):
        of_type = np.flatnonzero(jobs.typ == typ)
        start, end = month_of(jobs.start[of_type]), month_of(jobs.end[of_type])
        for months in range(1, HORIZON + 1):
            place = start + months - FIRST_MONTH
            over = (start + months > end) & (place < MONTHS)
            person, lot = jobs.person[of_type[over]], drawn[of_type[over]]
            without = lived[place[over], person]
            more = float(effect(typ, np.array([months]))[0]) * len(person)
            movable = np.isin(without, _IDLE if more > 0 else WORK)
            moved = np.flatnonzero(movable & (lot < abs(more) / max(movable.sum(), 1)))
            changed[place[over][moved], person[moved]] = Activity.ARBETE if more > 0 else Activity.ARBETSLOS


def _benefits(people: People, jobs: Jobs, changed: Canvas, seed: int) -> Canvas:
    """A-kassa for those out of work after a job of half a year, then often a programme; both are painted."""
    rng = chance.stream(seed, "a-kassa")
    a_kassa = np.zeros(changed.shape, dtype=bool)
    long = month_of(jobs.end) - month_of(jobs.start) >= 5
    age = jobs.end - people.birth[jobs.person]
    share = np.where(age < np.timedelta64(30 * 365, "D"), 0.8, 1.0) * _ENTITLED[jobs.typ]
    entitled = long & (rng.random(len(jobs)) < share)
    old = age[entitled] >= np.timedelta64(30 * 365, "D")
    jobs = jobs.select(entitled)
    programme = rng.random(len(jobs)) < 0.75
    used = np.zeros(len(jobs), dtype=np.int64)
    for months in range(1, 37):
        place = month_of(jobs.end) + months - FIRST_MONTH
        inside = np.flatnonzero(place < MONTHS)
        place, person = place[inside], jobs.person[inside]
        # Hardly anybody over 30 begins to study while there is a-kassa.
        stays_out = old[inside] & (changed[place, person] == Activity.STUDIER) & (months <= _MONTHS_OF_A_KASSA)
        idle = np.isin(changed[place, person], _IDLE) | stays_out
        paid = idle & (used[inside] < _MONTHS_OF_A_KASSA)
        a_kassa[place[paid], person[paid]] = True
        changed[place[paid], person[paid]] = Activity.ARBETSLOS
        used[inside[paid]] += 1
        trained = idle & ~paid & programme[inside]
        changed[place[trained], person[trained]] = Activity.PROGRAM
    return a_kassa


def _studies(people: People, jobs: Jobs, changed: Canvas, seed: int) -> None:
    """Some of the young begin to study instead of being out of work."""
    rng = chance.stream(seed, "studies after")
    young = jobs.end - people.birth[jobs.person] < np.timedelta64(30 * 365, "D")
    jobs = jobs.select(young & (rng.random(len(jobs)) < 0.27))
    first = month_of(jobs.end) + rng.integers(1, 13, len(jobs))
    length = rng.integers(15, 37, len(jobs))
    for months in range(36):
        place = first + months - FIRST_MONTH
        inside = np.flatnonzero((place < MONTHS) & (months < length))
        place, person = place[inside], jobs.person[inside]
        idle = np.isin(changed[place, person], _IDLE)
        changed[place[idle], person[idle]] = Activity.STUDIER


def _assistance(jobs: Jobs, lived: Canvas, changed: Canvas, on_support: Canvas, a_kassa: Canvas, seed: int) -> Canvas:
    """Who has wage or benefit instead hardly needs any, and of the others fewer apply again than without the job."""
    rng = chance.stream(seed, "assistance after")
    drawn = rng.random(len(jobs))
    need = on_support.copy()
    for months in range(1, HORIZON + 1):
        place = month_of(jobs.start) + months - FIRST_MONTH
        inside = np.flatnonzero(place < MONTHS)
        place, person = place[inside], jobs.person[inside]
        now = changed[place, person]
        keeps: Floats = np.full(len(person), _KEEPS_ASSISTANCE["nothing"])
        keeps = np.where((now == Activity.PROGRAM) | a_kassa[place, person], _KEEPS_ASSISTANCE["benefit"], keeps)
        moved: Flags = np.isin(now, WORK) & ~np.isin(lived[place, person], WORK)
        keeps = np.where(moved, _KEEPS_ASSISTANCE["work"], keeps)
        keeps = np.where(now == Activity.STOCKHOLMSJOBB, _KEEPS_ASSISTANCE["job"], keeps)
        stops = drawn[inside] >= keeps
        need[place[stops], person[stops]] = False
    return need
