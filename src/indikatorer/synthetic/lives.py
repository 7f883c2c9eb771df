"""What each person does each month: a chain of work, studies, programmes and days without anything.

Jobbtorg, its exits and the periods on assistance are settled before and steer the chain; between them it runs by
itself, with rates that depend on sex, age, strength and the business cycle.
"""

from enum import IntEnum

import numpy as np
from numpy.random import Generator

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.people import People
from indikatorer.synthetic.simulated_enrolments import (
    AF_PROGRAM,
    ARBETE,
    ATERREMITTERAD,
    EMIGRATED,
    FLYTTAT,
    FORALDRALEDIG,
    OKAND,
    OPEN,
    OVRIGT,
    STUDIER,
    SUBVENTIONERAT,
    Spells,
)
from indikatorer.synthetic.simulated_support import Periods
from indikatorer.synthetic.world import (
    FIRST_MONTH,
    FIRST_YEAR,
    LAST_MONTH,
    LAST_YEAR,
    MONTHS,
    Canvas,
    cycle,
    month_of,
    paint,
)


class Activity(IntEnum):
    """What fills a month. UTANFOR leaves no trace in any register but perhaps that of assistance."""

    UTANFOR = 0
    ARBETE = 1
    DELTID = 2
    SUBVENTION = 3
    HOGSKOLA = 4
    STUDIER = 5
    PROGRAM = 6
    ARBETSLOS = 7
    FORALDRALEDIG = 8
    SJUK = 9
    SJUKERSATTNING = 10
    PENSION = 11
    BORTA = 12
    """Dead, abroad or not yet in the country."""
    STOCKHOLMSJOBB = 13


A = Activity
_FREE = 255

# Share that goes from one activity to another in a month.
_RATES: dict[Activity, dict[Activity, float]] = {
    A.UTANFOR: {A.ARBETE: 0.016, A.DELTID: 0.008, A.ARBETSLOS: 0.02, A.STUDIER: 0.006, A.SJUK: 0.002},
    A.ARBETE: {A.ARBETSLOS: 0.012, A.UTANFOR: 0.003, A.STUDIER: 0.001, A.FORALDRALEDIG: 0.003, A.SJUK: 0.002},
    A.DELTID: {A.ARBETE: 0.04, A.ARBETSLOS: 0.025, A.UTANFOR: 0.008, A.FORALDRALEDIG: 0.003},
    A.SUBVENTION: {A.ARBETE: 0.022, A.DELTID: 0.008, A.ARBETSLOS: 0.02, A.UTANFOR: 0.003},
    A.HOGSKOLA: {A.ARBETE: 0.018, A.DELTID: 0.004, A.ARBETSLOS: 0.005, A.UTANFOR: 0.002},
    A.STUDIER: {A.ARBETE: 0.016, A.DELTID: 0.008, A.ARBETSLOS: 0.016, A.UTANFOR: 0.006, A.HOGSKOLA: 0.004},
    A.PROGRAM: {A.ARBETE: 0.0097, A.DELTID: 0.005, A.SUBVENTION: 0.009, A.ARBETSLOS: 0.025, A.UTANFOR: 0.006},
    A.ARBETSLOS: {A.ARBETE: 0.045, A.DELTID: 0.02, A.PROGRAM: 0.02, A.UTANFOR: 0.02, A.SUBVENTION: 0.006},
    A.FORALDRALEDIG: {A.ARBETE: 0.05, A.DELTID: 0.03, A.ARBETSLOS: 0.02, A.UTANFOR: 0.01},
    A.SJUK: {A.ARBETE: 0.03, A.DELTID: 0.02, A.ARBETSLOS: 0.03, A.UTANFOR: 0.02, A.SJUKERSATTNING: 0.006},
    A.SJUKERSATTNING: {},
    A.PENSION: {},
    A.BORTA: {A.UTANFOR: 0.6, A.ARBETSLOS: 0.25, A.ARBETE: 0.15},
    A.STOCKHOLMSJOBB: {},
}
WORK = (A.ARBETE, A.DELTID, A.SUBVENTION)
REGISTERED = (A.ARBETSLOS, A.DELTID, A.SUBVENTION)
"""Months with Arbetsförmedlingen for those who register there at all; a programme is one for everybody."""
OUT_OF_WORK = (A.ARBETSLOS, A.UTANFOR)

# What people do from the month after an exit, by its reason.
_FIRST: dict[int, dict[Activity, float]] = {
    ARBETE: {A.ARBETE: 0.875, A.DELTID: 0.10, A.UTANFOR: 0.025},
    SUBVENTIONERAT: {A.SUBVENTION: 0.98, A.UTANFOR: 0.02},
    STUDIER: {A.STUDIER: 0.76, A.HOGSKOLA: 0.2, A.UTANFOR: 0.04},
    AF_PROGRAM: {A.PROGRAM: 0.92, A.ARBETSLOS: 0.08},
    FLYTTAT: {A.UTANFOR: 0.35, A.ARBETSLOS: 0.4, A.DELTID: 0.1, A.ARBETE: 0.15},
    FORALDRALEDIG: {A.FORALDRALEDIG: 0.93, A.UTANFOR: 0.07},
    OVRIGT: {A.ARBETE: 0.34, A.DELTID: 0.16, A.UTANFOR: 0.30, A.SJUK: 0.14, A.ARBETSLOS: 0.06},
    OKAND: {A.UTANFOR: 0.50, A.ARBETE: 0.25, A.DELTID: 0.13, A.ARBETSLOS: 0.07, A.STUDIER: 0.05},
    ATERREMITTERAD: {A.SJUK: 0.25, A.UTANFOR: 0.4, A.ARBETSLOS: 0.33, A.SJUKERSATTNING: 0.02},
}
_AT_THE_START = {A.ARBETE: 0.3, A.DELTID: 0.08, A.STUDIER: 0.1, A.ARBETSLOS: 0.27, A.UTANFOR: 0.25}

_STRENGTHS = 5
_GROUPS = 3 * 2 * _STRENGTHS
"""Ages under 25, 25–49, 50 and over; men and women; fifths of strength."""


def calendar(people: People, spells: Spells, support: Periods, seed: int) -> Canvas:
    """The activity of each month of each life, 2006–2022, as it is without a Stockholmsjobb."""
    rng = chance.stream(seed, "lives")
    steered = _steer(rng, people, spells, support)
    start = np.array([_AT_THE_START.get(activity, 0.0) for activity in Activity])
    state = chance.pick(rng.random(len(people)), np.tile(start, (len(people), 1)))
    lived = np.empty_like(steered)
    strength = np.searchsorted(np.quantile(people.strength, [0.2, 0.4, 0.6, 0.8]), people.strength)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        age = year - (people.birth.astype("datetime64[Y]").astype(np.int64) + 1970)
        band = np.where(age < 25, 0, np.where(age < 50, 1, 2))
        group = (band * 2 + people.kvinna) * _STRENGTHS + strength
        ways = np.cumsum(_rates(year), axis=-1).reshape(-1, len(Activity))
        for month in range((year - FIRST_YEAR) * 12, (year - FIRST_YEAR + 1) * 12):
            row = group * len(Activity) + state
            drawn = rng.random(len(people))
            goes = np.flatnonzero(drawn < ways[row, -1])
            state[goes] = (drawn[goes, None] >= ways[row[goes]]).sum(axis=1)
            state = np.where(steered[month] != _FREE, steered[month], state)
            lived[month] = state
    return lived


def _rates(year: int) -> Floats:
    """Monthly rates by group, from and to activity."""
    base = np.array([[_RATES[start].get(goal, 0.0) for goal in Activity] for start in Activity])
    rates = np.tile(base, (3, 2, _STRENGTHS, 1, 1))
    good_times = float(cycle(np.array([year]))[0])
    for fifth, strength in enumerate((-1.4, -0.5, 0.0, 0.5, 1.4)):
        up = np.exp(0.3 * strength + 0.7 * good_times)
        rates[:, :, fifth][..., WORK] *= up
        for work in WORK:
            rates[:, :, fifth, work][..., OUT_OF_WORK] /= up
    rates[:, 0, :, :, A.FORALDRALEDIG] *= 0.35
    rates[2, :, :, :, A.FORALDRALEDIG] = 0
    rates[2, :, :, :, (A.STUDIER, A.HOGSKOLA)] *= 0.2
    rates[2, :, :, :, A.SJUK] *= 2.5
    rates[0, :, :, :, A.SJUK] *= 0.6
    rates[:, :, :, A.BORTA] = base[A.BORTA]  # whoever arrives does something at once, whatever the times are
    return rates.reshape(_GROUPS, len(Activity), len(Activity))


def _steer(rng: Generator, people: People, spells: Spells, support: Periods) -> Canvas:
    """The months whose activity is settled by something else than the chain; the rest are _FREE."""
    steered = np.full((MONTHS, len(people)), _FREE, dtype=np.uint8)
    everybody = np.arange(len(people))
    beginning, end = np.full(len(people), FIRST_MONTH), np.full(len(people), LAST_MONTH)

    idle = support.select(support.idle)
    paint(steered, idle.person, idle.first, idle.last, _idle(rng, people, idle.person))
    real = spells.select(~spells.duplicate)
    exits = real.select(real.reason != OPEN)
    exit_month = month_of(exits.end)
    paint(steered, exits.person, exit_month + 1, exit_month + 1, _first(rng, exits.reason))
    enrolled = _idle(rng, people, real.person)
    enrolled = np.where(rng.random(len(real)) < 0.07, A.DELTID, enrolled)
    paint(steered, real.person, month_of(real.start), np.minimum(month_of(real.end), LAST_MONTH), enrolled)

    school = month_of(people.birth) // 12 * 12 + 19 * 12 + 5  # June of the year one turns 19
    paint(steered, everybody, beginning, np.minimum(school, month_of(people.first_enrolment) - 1), A.STUDIER)
    paint(steered, everybody, month_of(people.birth) + 65 * 12, end, A.PENSION)
    gone = exits.select(exits.leaves == EMIGRATED)
    paint(steered, gone.person, month_of(gone.end) + 1, np.full(len(gone), LAST_MONTH), A.BORTA)
    paint(steered, everybody, month_of(people.death) + 1, end, A.BORTA)
    arrived = np.where(np.isnat(people.arrival), FIRST_MONTH, month_of(people.arrival))
    paint(steered, everybody, beginning, arrived - 1, A.BORTA)
    return steered


def _idle(rng: Generator, people: People, person: Integers) -> Integers:
    drawn = rng.random(len(person))
    return np.where(people.registered[person] & (drawn < 0.9), A.ARBETSLOS, np.where(drawn < 0.95, A.UTANFOR, A.SJUK))


def _first(rng: Generator, reason: Integers) -> Integers:
    shares = np.array([[_FIRST[row].get(activity, 0.0) for activity in Activity] for row in range(len(_FIRST))])
    return chance.pick(chance.even(rng, reason), shares[reason])
