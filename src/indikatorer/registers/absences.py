"""Rows that are missing between others of the same person, where a register tells of everybody in every period."""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.registers.coverage import Coverage
from indikatorer.registers.finding import Finding
from indikatorer.registers.shares import FEWEST_LOST

PANELS = {"scb_arsdata": ("AR", "ar"), "scb_manadsdata": ("Manad", "manad")}
"""SCB's files of years and months: a row for each in which somebody was in the population register."""
HOLES = 0.03
"""The share of periods between two of a person's that may have no row: few emigrate and come back."""


def periods_that_are_missing(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """People of SCB's who are away for a single year, or month, too often."""
    for name, (header, period) in PANELS.items():
        if name not in rows:
            continue
        there = rows[name].select("lopnr", period)
        between = there.join(there.select("lopnr", pl.col(period) - 2), on=["lopnr", period], how="semi").select(
            "lopnr", pl.col(period) + 1
        )
        none = between.join(there, on=["lopnr", period], how="anti").height
        if none >= FEWEST_LOST and none > HOLES * between.height:
            yield Finding(
                "holes",
                f"{name} {header}",
                f"{none} of {between.height} periods ({none / between.height:.0%}) between two of the same LopNr have "
                "no row. Are rows missing, or those who lived in some municipalities? Whoever has no row is taken to "
                "have left the register. Have the file sent again.",
            )
