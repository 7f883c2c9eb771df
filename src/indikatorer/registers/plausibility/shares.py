"""When two shares are further apart than chance can bring them, and how much it takes to look at one."""

from math import sqrt

CHANCE, SHARE, OTHER_REGISTER = 6.0, 0.3, 0.1
"""Standard errors that two shares must be apart, and how far: in two periods, and in two registers of the same."""
FEWEST, FEWEST_LOST = 15, 10
"""Rows of a quarter or a year that it takes to look at their shares; rows or people that are too many to be slips."""
LOST, COPIED = 0.05, 0.95
"""The share of people in a file that may be missing from the one that names them all; of a month's rows that can say
just what those of the month before say."""


def differ(one: int, of: int, other: int, of_other: int, *, least: float, chance: float = CHANCE) -> bool:
    """Whether two shares are at least so far apart, and further than chance can bring them."""
    if not of or not of_other:
        return False
    together = (one + other) / (of + of_other)
    error = sqrt(together * (1 - together) * (1 / of + 1 / of_other))
    apart = abs(one / of - other / of_other)
    return apart >= least and apart > chance * error
