"""Numbers that can be nobody's: personnummer with a wrong check digit, and SCB's serial numbers."""

import numpy as np

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.people import Flags
from indikatorer.synthetic.world import Dates

_BIRTH_NUMBERS = 499
"""Numbers a day for each sex; a prime, so that steps of any length reach all of them."""
_FIRST_DAY = np.datetime64("1900-01-01")
_DAYS = 45_000


class Personnummer:
    """Hands out personnummer, none of them twice."""

    def __init__(self, seed: int) -> None:
        rng = chance.stream(seed, "personnummer")
        shape = (_DAYS, 2, 2)
        self._offset = rng.integers(_BIRTH_NUMBERS, size=shape)
        self._step = rng.integers(1, _BIRTH_NUMBERS, size=shape)
        self._used = np.zeros(shape, dtype=np.int64)

    def assign(self, birth: Dates, kvinna: Flags, samordning: Flags) -> Integers:
        """Twelve digits for each person: birth date (day + 60 in a samordningsnummer), a birth number whose last digit
        is odd for men, and the check digit after the right one, so that it can be nobody's
        (docs/definitions.md, Personnummer).

        Who is born on a day whose numbers are used up gets one of the following day.
        """
        day = (birth.astype("datetime64[D]") - _FIRST_DAY).astype(np.int64)
        serial = np.full(len(day), -1)
        waiting = np.arange(len(day))
        while len(waiting):
            cell = (day[waiting], kvinna[waiting].astype(int), samordning[waiting].astype(int))
            place = self._used[cell] + _rank(*cell)
            fits = place < _BIRTH_NUMBERS
            serial[waiting[fits]] = ((self._offset[cell] + place * self._step[cell]) % _BIRTH_NUMBERS)[fits]
            np.add.at(self._used, tuple(index[fits] for index in cell), 1)
            waiting = waiting[~fits]
            day[waiting] += 1
        return _digits(_FIRST_DAY + day.astype("timedelta64[D]"), kvinna, samordning, serial)


def check_digit(nine_digits: Integers) -> Integers:
    """The right check digit of ÅÅMMDDNNN (Luhn)."""
    total = np.zeros_like(nine_digits)
    for place in range(9):
        digit = nine_digits // 10 ** (8 - place) % 10 * (2 if place % 2 == 0 else 1)
        total += digit // 10 + digit % 10
    return (10 - total % 10) % 10


def lopnummer(size: int, part: Part) -> Integers:
    """SCB's number of each person, drawn so that neither its size nor its order tells who it is."""
    return part.identities("lopnummer", size, 10**6, 10**7)


def _rank(*keys: Integers) -> Integers:
    """The place of each row among those with the same keys, in the order of the rows."""
    order = np.lexsort(keys[::-1])
    changes = np.ones(len(order), dtype=bool)
    changes[1:] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    beginning = np.flatnonzero(changes)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(beginning, np.diff(np.append(beginning, len(order))))
    return rank


def _digits(days: Dates, kvinna: Flags, samordning: Flags, serial: Integers) -> Integers:
    months = days.astype("datetime64[M]")
    day = (days - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    year = months.astype(np.int64) // 12 + 1970
    date = (year * 100 + month) * 100 + day + 60 * samordning
    nine_digits = date % 1_000_000 * 1000 + 2 * serial + np.where(kvinna, 2, 1)
    return (date // 1_000_000 * 1_000_000_000 + nine_digits) * 10 + (check_digit(nine_digits) + 1) % 10
