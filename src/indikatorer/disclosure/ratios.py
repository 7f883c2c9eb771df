"""What a printed per cent or mean says: a rounded ratio of two counts, as statements in whole numbers.

What those behind a mean have together (days, points) is a count too, of a population of its own. It adds up along the
margins as the persons do, so that the mean of a few follows from that of all and those of the others when it is known
how many they are; everybody is taken to know that.

The interval beside a mean says something of the squares of what each one has. That is not linear, and is not seen.
"""

import re
from decimal import Decimal
from fractions import Fraction
from math import gcd

from indikatorer.disclosure.system import Count, Statement

EACH_HAS = {"dagar": (0, None), "dagar_arbetslos": (0, 366), "poang": (1, 5)}
"""Column → the least and the most that everybody knows that one can have. Of other columns nothing is known."""

FAR = 1_000_000
"""Stands for no limit to what one can have."""

_SUM = re.compile(r"summan av (\S+) för ")


def sums_of(column: str, population: str) -> str:
    """The population of what a population has together, of a column."""
    return f"summan av {column} för {population}"


def sum_behind(everyone: Count, column: str) -> Count:
    """What those of a count have together."""
    return Count(sums_of(column, everyone.population), everyone.coordinates)


def those_behind(count: Count) -> tuple[Count, str] | None:
    """Whose sum a count is, and of which column; None where it counts persons."""
    if not (named := _SUM.search(count.population)):
        return None
    return Count(_SUM.sub("", count.population), count.coordinates), named[1]


def limits(column: str, total: int, size: int) -> tuple[int, int | None]:
    """The least and the most that so many can have together; nobody knows a limit that the total itself breaks."""
    least, most = EACH_HAS.get(column, (-FAR, None))
    return min(total, least * size), None if size and most is None else max(total, (most or 0) * size)


def states(part: Count, whole: Count, printed: Decimal, decimals: int, times: Fraction) -> tuple[Statement, ...]:
    """What it says that `times` part/whole is printed so, with so many decimals, halves rounded away from zero.

    The ratio is within half a step of the last decimal, and an end that would be printed otherwise does not belong: in
    whole numbers, twice its steps lie between one less and one more than twice the steps printed.
    """
    twice = 2 * int(printed.scaleb(decimals))
    a_part, a_whole = 2 * times.numerator * 10**decimals, times.denominator
    common = gcd(a_part, a_whole)
    a_part, a_whole = a_part // common, a_whole // common
    return (
        Statement(((a_part, part), ((1 - twice) * a_whole, whole)), 0 if twice > 0 else 1),
        Statement(((-a_part, part), ((1 + twice) * a_whole, whole)), 0 if twice < 0 else 1),
    )
