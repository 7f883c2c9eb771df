"""Years, months and the windows that measures look through.

A month is counted as one whole number, `12 * year + month - 1`, so that "three months after" is plus three
whatever the days are (docs/definitions.md, SF: an exit on 31 January and k = 3 gives April).
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

MONTHS = 12

TERTIALS = {"T1": 4, "T2": 8, "VB": 12}
"""Reporting period → the month with which it ends (docs/definitions.md, Periods)."""

LAG_OF_STOCKHOLMSJOBB = 4
"""Months from the last job that is counted to the end of the period: three to the follow-up, one to collect answers."""


def month_of(day: date) -> int:
    return 12 * day.year + day.month - 1


def month(year: int, number: int) -> int:
    """The month with `number` 1–12 of a year."""
    return 12 * year + number - 1


def month_label(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"


def first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def last_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, monthrange(number // 12, number % 12 + 1)[1])


@dataclass(frozen=True)
class Window:
    """Whole months from `first` to `last`, both included, and the name under which they are published."""

    label: str
    first: int
    last: int

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(str(year), month(year, 1), month(year, 12))

    @classmethod
    def years(cls, first: int, last: int) -> Self:
        return cls(f"{first}–{last}", month(first, 1), month(last, 12))

    @classmethod
    def of_month(cls, number: int) -> Self:
        return cls(month_label(number), number, number)

    @classmethod
    def rolling_year(cls, number: int) -> Self:
        """The twelve months that end with a month, named after it."""
        return cls(month_label(number), number - 11, number)

    @classmethod
    def tertial(cls, period: str, year: int) -> Self:
        """T1, T2 or VB of a year: the twelve months that end with the period's last day."""
        last = month(year, TERTIALS[period])
        return cls(f"{period} {year}", last - 11, last)

    @classmethod
    def ended_stockholmsjobb(cls, period: str, year: int) -> "Window":
        """The ended jobs that T1, T2 or VB reports on: T2 2020 is May 2019 to April 2020
        (docs/definitions.md, Periods)."""
        return cls.tertial(period, year).earlier(LAG_OF_STOCKHOLMSJOBB)

    def months(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def earlier(self, months: int) -> "Window":
        """The same number of months, moved back; the name stays."""
        return Window(self.label, self.first - months, self.last - months)

    @property
    def first_day(self) -> date:
        return first_day(self.first)

    @property
    def last_day(self) -> date:
        return last_day(self.last)
