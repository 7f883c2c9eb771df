"""The time that is simulated, and what goes up and down with it for everybody."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indikatorer.base import periods
from indikatorer.synthetic.chance import Floats, Integers

Dates = NDArray[np.datetime64]
Canvas = NDArray[Any]
"""Months from FIRST_MONTH down, people across: one value for each month of each life."""

OPENING = np.datetime64("2008-01-01")
LAST_DAY = np.datetime64("2022-12-31")
NEVER = np.datetime64("2200-01-01")
FIRST_YEAR, LAST_YEAR = 2006, 2022
"""Lives begin two years before Jobbtorg opens, so that the registers can tell how it was before."""
FIRST_MONTH, LAST_MONTH = periods.month(FIRST_YEAR, 1), periods.month(LAST_YEAR, 12)
MONTHS = LAST_MONTH - FIRST_MONTH + 1

_CYCLE = {2008: 0.0, 2009: -0.35, 2010: -0.2, 2011: -0.05, 2012: -0.1, 2013: -0.1, 2014: 0.0, 2015: 0.05}
_CYCLE |= {2016: 0.1, 2017: 0.15, 2018: 0.15, 2019: 0.05, 2020: -0.35, 2021: -0.1, 2022: 0.1}


def cycle(years: Integers) -> Floats:
    """The business cycle: 0 is an ordinary year, below 0 a year in which jobs are scarce."""
    by_year = np.array([_CYCLE.get(year, 0.05) for year in range(FIRST_YEAR, LAST_YEAR + 1)])
    return by_year[np.clip(years, FIRST_YEAR, LAST_YEAR) - FIRST_YEAR]


def wage_index(year: int) -> float:
    """Wages against those of 2010."""
    return float(1.025 ** (year - 2010))


def month_of(dates: Dates) -> Integers:
    """`periods.month_of` for an array."""
    return dates.astype("datetime64[M]").astype(np.int64) + 12 * 1970


def year_of(dates: Dates) -> Integers:
    return month_of(dates) // 12


def paint(canvas: Canvas, person: Integers, first: Integers, last: Integers, value: Any) -> None:
    """Give the months `first`–`last`, both included, of each person the value; what falls outside the canvas is lost.

    Later rows go over earlier ones.
    """
    first = np.maximum(first - FIRST_MONTH, 0)
    length = np.maximum(np.minimum(last - FIRST_MONTH, MONTHS - 1) - first + 1, 0)
    offset = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    canvas[np.repeat(first, length) + offset, np.repeat(person, length)] = (
        value if np.isscalar(value) else np.repeat(value, length)
    )
