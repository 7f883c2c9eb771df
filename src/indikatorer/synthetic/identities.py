"""Numbers that can be nobody's: personnummer with a wrong check digit, and SCB's serial numbers."""

import numpy as np

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.people import Flags
from indikatorer.synthetic.world import Dates

_BIRTH_NUMBERS = 499
"""Numbers a day for each sex; a prime, so that steps of any length reach all of them."""


def personnummer(birth: Dates, kvinna: Flags, samordning: Flags, seed: int) -> Integers:
    """Twelve digits for each person, all different: birth date (day + 60 in a samordningsnummer), a birth number whose
    last digit is odd for men, and the check digit after the right one, so that it can be nobody's (domain.md 2.1).

    Raises ValueError when more than 499 of one sex are born on one day.
    """
    rng = chance.stream(seed, "personnummer")
    size = len(birth)
    days = birth.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    year = months.astype(np.int64) // 12 + 1970
    date = (year * 100 + month) * 100 + day + 60 * samordning
    order = np.lexsort((rng.random(size), kvinna, date))
    first = np.ones(size, dtype=bool)
    first[1:] = (date[order][1:] != date[order][:-1]) | (kvinna[order][1:] != kvinna[order][:-1])
    beginning = np.flatnonzero(first)
    length = np.diff(np.append(beginning, size))
    if length.max(initial=0) > _BIRTH_NUMBERS:
        raise ValueError(f"more than {_BIRTH_NUMBERS} of one sex are born on the same day: choose a smaller scale")
    rank = np.arange(size) - np.repeat(beginning, length)
    offset = np.repeat(rng.integers(_BIRTH_NUMBERS, size=len(beginning)), length)
    step = np.repeat(rng.integers(1, _BIRTH_NUMBERS, size=len(beginning)), length)
    serial = np.empty(size, dtype=np.int64)
    serial[order] = (offset + rank * step) % _BIRTH_NUMBERS
    nine_digits = date % 1_000_000 * 1000 + 2 * serial + np.where(kvinna, 2, 1)
    return (date // 1_000_000 * 1_000_000_000 + nine_digits) * 10 + (check_digit(nine_digits) + 1) % 10


def check_digit(nine_digits: Integers) -> Integers:
    """The right check digit of ÅÅMMDDNNN (Luhn)."""
    total = np.zeros_like(nine_digits)
    for place in range(9):
        digit = nine_digits // 10 ** (8 - place) % 10 * (2 if place % 2 == 0 else 1)
        total += digit // 10 + digit % 10
    return (10 - total % 10) % 10


def lopnummer(size: int, seed: int) -> Integers:
    """SCB's number of each person, drawn so that neither its size nor its order tells who it is."""
    digits = max(7, len(str(10 * size)))
    return chance.distinct(chance.stream(seed, "lopnummer"), size, 10 ** (digits - 1), 10**digits)
