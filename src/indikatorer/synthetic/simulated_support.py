"""In which months each person lives on assistance from the city: before, during and after the spells."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.people import Flags, People
from indikatorer.synthetic.rows import Rows
from indikatorer.synthetic.simulated_enrolments import (
    AF_PROGRAM,
    ARBETE,
    ATERREMITTERAD,
    FLYTTAT,
    FORALDRALEDIG,
    MOVED,
    OKAND,
    OPEN,
    OVRIGT,
    STAYED,
    STUDIER,
    SUBVENTIONERAT,
    Spells,
)
from indikatorer.synthetic.world import FIRST_MONTH, LAST_MONTH, MONTHS, NEVER, Canvas, month_of, paint

# Share of exits after which assistance goes on beside wage or benefit, and for how many months on average.
_COMPLEMENT = {
    ARBETE: (0.10, 9),
    SUBVENTIONERAT: (0.09, 9),
    STUDIER: (0.17, 14),
    AF_PROGRAM: (0.32, 14),
    FLYTTAT: (0.05, 2),
    FORALDRALEDIG: (0.26, 13),
    OVRIGT: (0.22, 14),
    OKAND: (0.03, 4),
    ATERREMITTERAD: (0.86, 18),
}
# Share of those who stay away from jobbtorg who need assistance again all the same, some time.
_RELAPSE = {
    ARBETE: 0.13,
    SUBVENTIONERAT: 0.16,
    STUDIER: 0.32,
    AF_PROGRAM: 0.35,
    FLYTTAT: 0.0,
    FORALDRALEDIG: 0.3,
    OVRIGT: 0.3,
    OKAND: 0.55,
    ATERREMITTERAD: 0.1,
}


@dataclass(frozen=True)
class Periods(Rows):
    """One row per unbroken period on assistance; months as in `periods`, both included."""

    person: Integers
    first: Integers
    last: Integers
    idle: Flags
    """Without work, studies or programme for as long as it lasts."""


def periods_on_support(people: People, spells: Spells, seed: int) -> Periods:
    """Periods with need of assistance from the city. Those who never ask for any (`at_home`) have none."""
    rng = chance.stream(seed, "support")
    spells = spells.select(~spells.duplicate & ~people.at_home[spells.person])
    parts = [
        _before_first(rng, spells),
        _during(rng, spells),
        _complement(rng, spells),
        _relapse(rng, spells),
        _before_return(rng, spells),
    ]
    return Periods.concatenate(parts)


def calendar(people: People, spells: Spells, periods: Periods, seed: int) -> Canvas:
    """Which months each person is on assistance from the city; nobody is when dead, abroad or living elsewhere."""
    rng = chance.stream(seed, "support calendar")
    canvas = np.zeros((MONTHS, len(people)), dtype=bool)
    paint(canvas, periods.person, periods.first, periods.last, True)
    # Now and then there is an income, or an application comes too late.
    canvas &= rng.random(canvas.shape, dtype=np.float32) > 0.025
    away = spells.select(spells.leaves != STAYED)
    until = np.where(away.next_start == NEVER, LAST_MONTH, month_of(away.next_start) - 1)
    # The municipality that somebody leaves pays for the month of the move and often for one more.
    moving_in = np.where(away.leaves == MOVED, 2, 1)
    paint(canvas, away.person, month_of(away.end) + moving_in, until, False)
    everybody = np.arange(len(people))
    paint(canvas, everybody, month_of(people.death) + 1, np.full(len(people), LAST_MONTH), False)
    arrived = np.where(np.isnat(people.arrival), FIRST_MONTH, month_of(people.arrival))
    paint(canvas, everybody, np.full(len(people), FIRST_MONTH), arrived - 1, False)
    adult = month_of(people.birth) + 12 * 18
    paint(canvas, everybody, np.full(len(people), FIRST_MONTH), adult - 1, False)
    return canvas


def _before_first(rng: Generator, spells: Spells) -> Periods:
    first = spells.select(spells.number == 0)
    start = month_of(first.start)
    long = rng.random(len(first)) < 0.22
    lead = np.where(long, rng.geometric(1 / 30, len(first)), rng.geometric(1 / 3, len(first)))
    return Periods(first.person, start - lead, start - 1, np.ones(len(first), dtype=bool))


def _during(rng: Generator, spells: Spells) -> Periods:
    helped = spells.select(rng.random(len(spells)) < 0.95)
    last = np.minimum(month_of(helped.end), LAST_MONTH)
    # An exit as unknown follows when somebody neither comes nor asks for assistance any more.
    last = last - np.where(helped.reason == OKAND, rng.geometric(0.6, len(helped)), 0)
    return Periods(helped.person, month_of(helped.start), last, np.zeros(len(helped), dtype=bool))


def _complement(rng: Generator, spells: Spells) -> Periods:
    exits = spells.select(spells.reason != OPEN)
    share, mean = np.array([_COMPLEMENT[reason] for reason in range(len(_COMPLEMENT))]).T
    goes_on = chance.even(rng, exits.reason) < share[exits.reason]
    exits = exits.select(goes_on)
    exit_month = month_of(exits.end)
    last = np.minimum(exit_month + rng.geometric(1 / mean[exits.reason]), month_of(exits.next_start))
    return Periods(exits.person, exit_month + 1, last, exits.reason == ATERREMITTERAD)


def _relapse(rng: Generator, spells: Spells) -> Periods:
    exits = spells.select((spells.reason != OPEN) & (spells.next_start == NEVER))
    share = np.array([_RELAPSE[reason] for reason in range(len(_RELAPSE))])
    exits = exits.select(chance.even(rng, exits.reason) < share[exits.reason])
    wait = np.maximum(11 * np.exp(0.9 * rng.standard_normal(len(exits))), 2).astype(np.int64)
    first = month_of(exits.end) + wait
    return Periods(exits.person, first, first + rng.geometric(1 / 12, len(exits)) - 1, np.ones(len(exits), dtype=bool))


def _before_return(rng: Generator, spells: Spells) -> Periods:
    returning = spells.select(spells.next_start != NEVER)
    exit_month, return_month = month_of(returning.end), month_of(returning.next_start)
    lead = rng.geometric(0.4, len(returning))
    first = np.maximum(return_month - lead, exit_month + np.where(returning.reason == OKAND, 2, 1))
    return Periods(returning.person, first, return_month - 1, np.ones(len(returning), dtype=bool))
