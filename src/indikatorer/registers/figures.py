"""Monthly counts that never fall: each month contains the months before, and their sum counts the first many times.

What is counted anew each month goes up and down. Counts are summed over a year in the tables.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.periods import MONTHS
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.finding import Finding, first_line

COUNTS = "processmatt"
FEWEST_STEPS = 8
"""Steps up and none down that chance does not bring: eight in order are one of forty thousand."""


def accumulated_counts(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Measures of the process that seem to be summed since January, or since the beginning, in some of the years."""
    if COUNTS not in rows:
        return
    for (measure,), counts in rows[COUNTS].sort("matt", "manad").partition_by("matt", as_dict=True).items():
        steps = counts.select(
            year=pl.col("manad") // MONTHS,
            same_year=pl.col("manad") // MONTHS == pl.col("manad").shift(1) // MONTHS,
            step=pl.col("antal").diff(),
            rad="rad",
        )
        within = steps.filter("same_year")
        years = [year for (year,), of_year in within.partition_by("year", as_dict=True).items() if _only_up(of_year)]
        if _only_up(within):
            years = sorted(within["year"].unique())
        if years:
            when = f"{years[0]}–{years[-1]}" if len(years) > 2 else " and ".join(map(str, years))
            yield Finding(
                "cumulative",
                f"{COUNTS} {measure}" + ("" if len(years) > 2 else f" {when}"),
                f"the count never falls from one month to the next within {when} (column antal, from line "
                f"{first_line(within.filter(pl.col('year') == years[0]))} on). Does each month contain the months "
                "before it too? A year is the sum of its months: deliver the count of each month by itself.",
            )


def _only_up(steps: pl.DataFrame) -> bool:
    return not (steps["step"] < 0).any() and int((steps["step"] > 0).sum()) >= FEWEST_STEPS
