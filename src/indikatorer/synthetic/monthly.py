"""`scb_manadsdata`: income and support by month, for those with a Stockholmsjobb and those to compare them with."""

from pathlib import Path

import numpy as np
import polars as pl

from indikatorer.base import periods
from indikatorer.synthetic.assistance import FORSORJNINGSSTOD
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.lives import REGISTERED, Activity
from indikatorer.synthetic.people import Flags
from indikatorer.synthetic.register_years import PAID
from indikatorer.synthetic.tables import append, months
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import FIRST_MONTH, Canvas, month_of, year_of

_ENROLLED = (2010, 2015)
_BEFORE, _AFTER = 24, 60
_AFTER_START = 36
_LAST_MONTH = periods.month(2020, 12)


def write_monthly(folder: Path, town: Town, lopnummer: Integers) -> None:
    """One row per person and month in Sweden, for all who first enrolled 2010–2015, some 29 000 people in a city.

    From two years before the enrolment until five years after it, or three years after the start of a Stockholmsjobb
    if that is later, and at most 2008–2020.
    """
    person, month = _followed(town)
    place = month - FIRST_MONTH
    activity = town.lived[place, person]
    frame = pl.DataFrame(
        {
            "LopNr": lopnummer[person],
            "Manad": months(month),
            "Arbetsinkomst": _income(town, person, month),
            "Forsorjningsstod": _supported(town)[place, person].astype(np.int64),
            "Akassa": town.years.a_kassa[place, person].astype(np.int64),
            "InskrivenAF": _registered(town, person, activity).astype(np.int64),
        }
    )
    append(frame.filter(pl.Series(activity != Activity.BORTA)).sort("LopNr", "Manad"), folder, "scb_manadsdata")


def _followed(town: Town) -> tuple[Integers, Integers]:
    enrolled = town.people.first_enrolment
    person = np.flatnonzero((year_of(enrolled) >= _ENROLLED[0]) & (year_of(enrolled) <= _ENROLLED[1]))
    last = month_of(enrolled) + _AFTER
    np.maximum.at(last, town.jobs.person, month_of(town.jobs.start) + _AFTER_START)
    first = np.maximum(month_of(enrolled)[person] - _BEFORE, periods.month(2008, 1))
    length = np.minimum(last[person], _LAST_MONTH) - first + 1
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    return np.repeat(person, length), np.repeat(first, length) + offset


def _income(town: Town, person: Integers, month: Integers) -> Integers:
    """The year's earnings in kronor, on the months with wages; on July where there are none, holiday jobs mostly."""
    weights = np.zeros(len(Activity))
    weights[list(PAID)] = list(PAID.values())
    place = month - FIRST_MONTH
    by_year = weights[town.lived].reshape(-1, 12, town.lived.shape[1]).sum(axis=1)
    total = by_year[place // 12, person]
    in_july = np.where(place % 12 == 6, 1.0, 0.0)
    share = np.where(total > 0, weights[town.lived[place, person]] / np.maximum(total, 0.01), in_july)
    return np.round(100 * town.years.earned[place // 12, person] * share).astype(np.int64)


def _supported(town: Town) -> Canvas:
    """The months in which the city paid more försörjningsstöd than it took back."""
    paid = town.paid.select(town.paid.kind == FORSORJNINGSSTOD)
    cell = (paid.month - FIRST_MONTH) * town.lived.shape[1] + paid.person
    return np.bincount(cell, weights=paid.kronor, minlength=town.lived.size).reshape(town.lived.shape) > 0


def _registered(town: Town, person: Integers, activity: Integers) -> Flags:
    registers = np.isin(activity, REGISTERED) & town.people.registered[person]
    return registers | (activity == Activity.PROGRAM)
