"""Dates that are dates and not those that were meant: day and month swapped, columns swapped, one day for everybody.

A date is seen as a whole by what people do: they come on every day of a month, hardly ever on a Sunday, and one thing
after another.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.base.periods import MONTHS, month_label
from indikatorer.registers.columns import DAY, kind_of
from indikatorer.registers.contract import FILES, JOBS, months_of, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST_LOST, differ

FEWEST, FEWEST_DAYS = 40, 6
"""Dates that it takes to see that none is after the 12th, and on how many days of a month they must be."""
FEWEST_FOR_ONE = 60
"""Dates that it takes to see that all are on the same day of their month, as the first."""
THREE_MONTHS = (60, 125)
"""Days between which half of the follow-ups after three months are made, at least."""
WORKING, WEEKEND = 0.1, 0.15
"""The share of dates on Saturdays and Sundays where people work on the others, and how much more are too many."""
CROWDED, ALL = 0.1, 0.9
"""The share of all dates that one day has at most, and the share of a month's that are all of them."""
SHOWN = 3
DISORDER = 0.2
"""The share of rows in which what comes first comes last, beyond which the columns are swapped."""

EVENTS = {
    "flai_inskrivningar": ("inskriven", "avslutad"),
    "flai_insatser": ("start",),
    "flai_stockholmsjobb": ("start",),
    "folkbokforing": ("datum",),
    "scb_population": ("AvslutDatum",),
}
"""Dates of what happens to one person at a time. Courses, and what ends with them, begin on the same day for many."""

ORDER = (
    ("flai_inskrivningar", "folkbokförd_från", "inskriven"),
    ("flai_inskrivningar", "inskriven", "jobbplan"),
    ("flai_insatser", "start", "anställning_start"),
    ("vux_kurser", "start", "planerat_slut"),
    ("scb_population", "StockholmsjobbStart", "StockholmsjobbSlut"),
)
"""Dates of a row that come one after the other, though a few need not; those that must, the reader holds to it."""
FOLLOW_UPS = "flai_uppfoljning_3man"


def dates_that_were_not_meant(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Columns of dates that cannot well be those that were meant."""
    for name in rows.keys() & FILES.keys():
        names = store_names(FILES[name])
        for header, declared in FILES[name].headers().items():
            if kind_of(declared) is DAY:
                column = names[header]
                dated = rows[name].select("rad", day=column).drop_nulls("day")
                yield from _swapped(name, header, dated)
                if header in EVENTS.get(name, ()):
                    yield from _crowded(name, header, dated)
    for name, first, then in ORDER:
        if name in rows:
            names = store_names(FILES[name])
            yield from _disordered(name, then, f"in column {first}", rows[name], names[first], names[then])
    if {JOBS, FOLLOW_UPS} <= rows.keys():
        ended = rows[JOBS].select("stockholmsjobb", "slut")
        both = rows[FOLLOW_UPS].join(ended, on="stockholmsjobb")
        yield from _delayed(both.select("rad", days=(pl.col("uppfoljningsdatum") - pl.col("slut")).dt.total_days()))
        yield from _disordered(FOLLOW_UPS, "uppföljningsdatum", f"slut in {JOBS}", both, "slut", "uppfoljningsdatum")


def _delayed(followed: pl.DataFrame) -> Iterator[Finding]:
    """Follow-ups that are not made three months after the employment."""
    told = followed.drop_nulls("days").filter(pl.col("days") > 0)
    low, high = THREE_MONTHS
    usual = float(told["days"].median() or 0)  # type: ignore[arg-type]
    if told.height >= FEWEST and not low <= usual <= high:
        yield Finding(
            "dates",
            f"{FOLLOW_UPS} uppföljningsdatum, days",
            f"half of {told.height} follow-ups are {usual:.0f} days or more after the employment has ended (from line "
            f"{first_line(told)} on). They are made after three months. Have the dates been moved?",
        )


def _swapped(name: str, header: str, dated: pl.DataFrame) -> Iterator[Finding]:
    """Day and month swapped, in all dates or in those that a program could take for the other way of writing."""
    day, year = pl.col("day").dt.day(), pl.col("day").dt.year()
    is_never_late = (pl.len() >= FEWEST) & (day.max() <= MONTHS) & (day.n_unique() >= FEWEST_DAYS)
    parts = [("", dated)]
    if not dated.select(is_never_late).item():
        years = dated.group_by(year=year).agg(is_never_late.alias("never")).filter("never")["year"].sort()
        parts = [(f" {when}", dated.filter(year == when)) for when in years]
    for label, part in parts:
        yield Finding(
            "dates",
            f"{name} {header}{label}",
            f"of {part.height} dates{label and f' of{label}'} none is after the 12th of its month (line "
            f"{first_line(part)}: {part.sort('rad')['day'][0]}). Have day and month been swapped? Dates are "
            "written YYYY-MM-DD.",
        )
        if not label:
            return
    if dated.height >= FEWEST_FOR_ONE and dated["day"].dt.day().n_unique() == 1:
        yield Finding(
            "dates",
            f"{name} {header}, one day of the month",
            f"all {dated.height} dates are on day {dated['day'][0].day} of their month (line {first_line(dated)}: "
            f"{dated.sort('rad')['day'][0]}). Was the month given one date in place of its days?",
        )
        return
    early, late = dated.filter(day <= MONTHS), dated.filter(day > MONTHS)
    one, other = (int((part["day"].dt.weekday() > 5).sum()) for part in (early, late))
    more_early = one * late.height > other * early.height and other <= WORKING * late.height
    if more_early and differ(one, early.height, other, late.height, least=WEEKEND):
        row = early.filter(pl.col("day").dt.weekday() > 5).sort("rad").row(0, named=True)
        yield Finding(
            "dates",
            f"{name} {header}, weekends",
            f"{one / early.height:.0%} of the dates on the 1st–12th of a month are a Saturday or a Sunday, "
            f"{other / late.height:.0%} of the later ones (line {row['rad']}: {row['day']}). Has a program swapped "
            "day and month where it could? Export the file again without opening it in a spreadsheet.",
        )


def _crowded(name: str, header: str, dated: pl.DataFrame) -> Iterator[Finding]:
    """One day with far too many of all, or the only one with any in months that have several."""
    if dated.height < FEWEST:
        return
    counts = dated["day"].value_counts(name="rows").sort(["rows", "day"], descending=[True, False])
    top, rows = counts.row(0)
    if rows >= FEWEST_LOST and rows > CROWDED * dated.height:
        yield Finding(
            "dates",
            f"{name} {header} {top}",
            f"{rows} of {dated.height} rows have the same day, {top}, the first on line "
            f"{first_line(dated.filter(day=top))}. Is it the day on which something was registered or moved over, and "
            "not the one on which it happened?",
        )
        return
    month = months_of(pl.col("day"))
    by_month = counts.group_by(month=month).agg(pl.col("day", "rows").first(), of=pl.col("rows").sum()).sort("month")
    alike = by_month.filter(pl.col("of") >= FEWEST_LOST, pl.col("rows") >= ALL * pl.col("of"))
    if alike.height:
        labels = [month_label(when) for when in alike["month"]]
        shown = ", ".join(labels[:SHOWN]) + (f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else "")
        yield Finding(
            "dates",
            f"{name} {header} {labels[0]}" + (", months on one day" if len(labels) > 1 else ""),
            f"all or nearly all rows of a month have the same day in {shown}: {alike['day'][0]}, for one, in "
            f"{alike['rows'][0]} of {alike['of'][0]} rows. Was the month given one date in place of its days?",
        )


def _disordered(name: str, header: str, other: str, rows: pl.DataFrame, first: str, then: str) -> Iterator[Finding]:
    """Rows in which what comes after the other comes before it."""
    both = rows.drop_nulls([first, then])
    wrong = both.filter(pl.col(then) < pl.col(first)).sort("rad")
    if wrong.height >= FEWEST_LOST and wrong.height > DISORDER * both.height:
        row = wrong.row(0, named=True)
        yield Finding(
            "dates",
            f"{name} {header}, order",
            f"{wrong.height} of {both.height} rows have an earlier date in column {header} than {other} (line "
            f"{row['rad']}: {row[then]} and {row[first]}). Have two columns been swapped? Compare with the register.",
        )
