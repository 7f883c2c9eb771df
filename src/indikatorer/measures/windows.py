"""The years that measures which look back count, each named once (docs/definitions.md, Periods).

`okand_exits(2021).label` is `2016–2018`: notebooks that tell of these years take the words from here.
"""

from indikatorer.base.periods import MONTHS, Window

SCB_LAG = 2
"""SCB's registers of a year come so many years later."""
FIRST_EXIT, LAST_EXIT = 5, 3
"""Years from the exits of the okänd analysis to the reported year."""


def followed_until(year: int) -> Window:
    """The last year that SCB's registers follow anybody in."""
    return Window.year(year - SCB_LAG)


def okand_exits(year: int) -> Window:
    """The exits of the okänd analysis."""
    return Window.years(year - FIRST_EXIT, year - LAST_EXIT)


def first_okand_exits(year: int) -> Window:
    """The exits that can be followed longest."""
    return Window.year(year - FIRST_EXIT)


def st3_ended_jobs(year: int) -> Window:
    """The ended Stockholmsjobb of ST3."""
    return Window.years(year - 5, year - 4)


def st4_enrolments(year: int) -> Window:
    """The enrolments of ST4."""
    return Window.years(year - 10, year - 5)


def sw4_ended_jobs(year: int) -> Window:
    """The ended Stockholmsjobb of SW4."""
    return Window.years(year - 7, year - 5)


def st5_enrolments(year: int) -> Window:
    """The first enrolments of the effect evaluation (ST5, SW4, E2)."""
    return Window.years(year - 11, year - 6)


def years_of(window: Window) -> range:
    """The calendar years of a window of whole ones."""
    return range(window.first // MONTHS, window.last // MONTHS + 1)
