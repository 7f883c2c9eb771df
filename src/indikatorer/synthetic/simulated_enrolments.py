"""Spells at a jobbtorg: how long, why they end, who leaves the city and who comes back."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from indikatorer.base.vocabulary import Avslutsorsak
from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.people import STADSDELAR, Flags, People
from indikatorer.synthetic.rows import Rows
from indikatorer.synthetic.world import LAST_DAY, NEVER, OPENING, Dates, cycle, year_of

ORSAKER = tuple(Avslutsorsak)
OPEN = -1
"""Reason of a spell that has not ended."""
ARBETE, SUBVENTIONERAT, STUDIER, AF_PROGRAM, FLYTTAT, FORALDRALEDIG, OVRIGT, OKAND, ATERREMITTERAD = range(9)

STAYED, MOVED, EMIGRATED = range(3)


@dataclass(frozen=True)
class Reason:
    """What goes with an exit reason.

    `weight` is its share, and `slopes` say how the log of it moves with being a woman, under 25, over 49, born
    abroad, one level of education, strength, the business cycle and ten years. `returns` is the share that comes
    back sooner or later, `gap` the median number of months until then. `moves` and `emigrates` are the shares that
    leave the city at the exit.
    """

    weight: float
    slopes: tuple[float, ...]
    returns: float
    gap: float
    moves: float
    emigrates: float


REASONS = {
    Avslutsorsak.ARBETE: Reason(0.44, (-0.05, 0.0, -0.35, -0.15, 0.2, 0.45, 0.6, 0.0), 0.23, 15, 0.02, 0.002),
    Avslutsorsak.SUBVENTIONERAT_ARBETE: Reason(
        0.09, (-0.25, -0.1, 0.15, 0.15, -0.05, 0, 0.2, 0.2), 0.29, 15, 0.01, 0.002
    ),
    Avslutsorsak.STUDIER: Reason(0.12, (0.15, 0.7, -1.2, 0, -0.1, 0.1, -0.2, 0.1), 0.55, 13, 0.02, 0.01),
    Avslutsorsak.AF_PROGRAM: Reason(0.085, (0, 0.2, 0.1, 0.1, 0, -0.1, -0.3, 0.1), 0.37, 14, 0.01, 0.01),
    Avslutsorsak.FLYTTAT: Reason(0.045, (0, 0.1, -0.3, 0, 0, 0, 0, 0), 0.10, 14, 1.0, 0.0),
    Avslutsorsak.FORALDRALEDIG: Reason(0.023, (1.2, 0.1, -3, 0.1, 0, 0, 0, 0), 0.34, 16, 0.01, 0.01),
    Avslutsorsak.OVRIGT: Reason(0.055, (0, -0.1, 0.3, 0, 0, -0.1, 0, 0.2), 0.28, 12, 0.03, 0.04),
    Avslutsorsak.OKAND: Reason(0.198, (-0.3, 0.35, -0.1, 0.1, -0.15, -0.15, 0, -0.45), 0.468, 10, 0.04, 0.05),
    Avslutsorsak.ATERREMITTERAD: Reason(0.11, (0.1, -0.2, 0.5, 0.1, -0.1, -0.6, 0, 0.1), 0.50, 9, 0.01, 0.01),
}


_DAYS = 205
_DAYS_SLOPES = np.array([0.05, -0.3, 0.2, 0.08, -0.06, -0.22, -0.4, 0.1])
"""Median length of a first spell, and how the log of it moves with the same traits as the reasons do."""


@dataclass(frozen=True)
class Spells(Rows):
    """One row per enrolment spell."""

    person: Integers
    start: Dates
    end: Dates
    """NEVER while open."""
    reason: Integers
    """Place in ORSAKER, or OPEN."""
    stadsdel: Integers
    number: Integers
    """0 for a person's first spell."""
    leaves: Integers
    """STAYED, MOVED to another municipality or EMIGRATED at the exit."""
    next_start: Dates
    """When the person comes back, or NEVER."""
    duplicate: Flags
    """Registered by a second jobbtorg while another spell runs; nothing else in life follows from it."""


def simulate(people: People, seed: int) -> Spells:
    """All spells of all people, from the first until the last day that is simulated."""
    rng = chance.stream(seed, "enrolments")
    person = np.arange(len(people))
    start = people.first_enrolment
    stadsdel = people.stadsdel
    waves: list[Spells] = []
    while len(person):
        wave = _spells(rng, people, person, start, stadsdel, number=len(waves))
        waves.append(wave)
        again = wave.next_start <= LAST_DAY
        person, start = wave.person[again], wave.next_start[again]
        moved_house = rng.random(len(person)) < 0.08
        elsewhere = rng.integers(len(STADSDELAR), size=len(person))
        stadsdel = np.where(moved_house, elsewhere, wave.stadsdel[again])
    spells = Spells.concatenate(waves)
    return Spells.concatenate([spells, _duplicates(rng, spells)])


def _spells(rng: Generator, people: People, person: Integers, start: Dates, stadsdel: Integers, number: int) -> Spells:
    who = people.select(person)
    traits = _traits(who, start)
    log_days = np.log(_DAYS) + traits @ _DAYS_SLOPES - 0.12 * (number > 0)
    days = np.exp(log_days + 0.85 * rng.standard_normal(len(person)))
    end = np.busday_offset(start + np.maximum(days, 3).astype("timedelta64[D]"), 0, roll="forward").astype(start.dtype)
    died = who.death <= end
    end = np.where(died, np.maximum(who.death, start), end)
    closed = end <= LAST_DAY
    year = year_of(np.minimum(end, LAST_DAY))
    reason = chance.pick(chance.even(rng, year), _reason_weights(_traits(who, np.minimum(end, LAST_DAY))))
    reason = np.where(died, OVRIGT, reason)
    leaves = _leaving(rng, reason, died)
    next_start = _next_start(rng, who, end, reason, year, can_return=closed & ~died & (leaves != EMIGRATED))
    return Spells(
        person=person,
        start=start,
        end=np.where(closed, end, NEVER),
        reason=np.where(closed, reason, OPEN),
        stadsdel=stadsdel,
        number=np.full(len(person), number),
        leaves=np.where(closed, leaves, STAYED),
        next_start=next_start,
        duplicate=np.zeros(len(person), dtype=bool),
    )


def _traits(who: People, day: Dates) -> Floats:
    age = who.age(day)
    year = year_of(day)
    return np.column_stack(
        [
            who.kvinna,
            age < 25,
            age >= 50,
            who.utrikes,
            who.utbildning - 1,
            who.strength,
            cycle(year),
            (year - 2009) / 10,
        ]
    ).astype(np.float64)


def _reason_weights(traits: Floats) -> Floats:
    slopes = np.array([REASONS[orsak].slopes for orsak in ORSAKER])
    return np.array([REASONS[orsak].weight for orsak in ORSAKER]) * np.exp(traits @ slopes.T)


def _leaving(rng: Generator, reason: Integers, died: Flags) -> Integers:
    moves = np.array([REASONS[orsak].moves for orsak in ORSAKER])[reason]
    emigrates = np.array([REASONS[orsak].emigrates for orsak in ORSAKER])[reason]
    drawn = chance.even(rng, reason)
    leaves = np.where(drawn < emigrates, EMIGRATED, np.where(drawn < emigrates + moves, MOVED, STAYED))
    return np.where(died, STAYED, leaves)


def _next_start(rng: Generator, who: People, end: Dates, reason: Integers, year: Integers, can_return: Flags) -> Dates:
    returns = np.array([REASONS[orsak].returns for orsak in ORSAKER])[reason]
    median = np.array([REASONS[orsak].gap for orsak in ORSAKER])[reason]
    likelihood = returns * np.exp(-0.22 * who.strength - 0.02 * (year - 2009))
    comes_back = can_return & (chance.even(rng, reason, year) < likelihood)
    # Who is exited as unknown has been without assistance for a while before asking for it again.
    months = np.maximum(median * np.exp(0.85 * rng.standard_normal(len(end))), np.where(reason == OKAND, 3.0, 1.0))
    day = np.busday_offset(end + (30.4 * months).astype("timedelta64[D]"), 0, roll="forward").astype(end.dtype)
    able = comes_back & (who.age(day) < 64.5) & (day < who.death) & (day <= LAST_DAY)
    return np.where(able, day, NEVER)


def _duplicates(rng: Generator, spells: Spells) -> Spells:
    """A few spells that another jobbtorg has registered as well, for a part of the time."""
    length = (np.minimum(spells.end, LAST_DAY) - spells.start).astype(np.int64)
    twice = np.flatnonzero((length > 60) & (rng.random(len(spells)) < 0.004))
    part = spells.select(twice)
    start = part.start + (length[twice] * rng.uniform(0.1, 0.5, len(twice))).astype("timedelta64[D]")
    end = start + (length[twice] * rng.uniform(0.1, 0.4, len(twice))).astype("timedelta64[D]")
    columns = {
        **vars(part),
        "start": np.maximum(start, OPENING),
        "end": end,
        "reason": np.full(len(part), OVRIGT),
        "stadsdel": rng.integers(len(STADSDELAR), size=len(part)),
        "leaves": np.full(len(part), STAYED),
        "next_start": np.full(len(part), NEVER),
        "duplicate": np.ones(len(part), dtype=bool),
    }
    return Spells(**columns)
