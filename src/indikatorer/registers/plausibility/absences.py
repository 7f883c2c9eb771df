"""Rows that are missing between others of the same person, where a register tells of everybody in every period."""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import FEWEST_LOST

PANELS = {"scb_arsdata": ("AR", "ar"), "scb_manadsdata": ("Manad", "manad")}
"""SCB's files of years and months: a row for each in which somebody was in the population register."""
HOLES = 0.03
"""The share of periods between two of a person's that may have no row: few emigrate and come back."""
PERSON = 1 << 16
"""What somebody's number is multiplied by to make room for a period."""


def at(who: pl.Expr, period: pl.Expr) -> pl.Expr:
    """Somebody's period as one whole number: those of one person follow one another."""
    return who.cast(pl.Int64) * PERSON + period


def between(there: pl.Series) -> pl.DataFrame:
    """One row per period of somebody's with one before it and one after it that are there: `period`, and whether it is
    itself missing (`none`). `there` are those that are there, sorted, each once."""
    before, following = pl.col("before"), pl.col("before").shift(-1)
    around = pl.DataFrame({"before": there}).with_columns(none=following == before + 2, second=following.shift(-1))
    around = around.filter(pl.col("none") | (pl.col("second") == before + 2))
    return around.select("none", period=before % PERSON + 1)


def periods_that_are_missing(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """People of SCB's who are away for a single year, or month, too often."""
    for name, (header, period) in PANELS.items():
        if name not in rows:
            continue
        there = rows[name].select(at(pl.col("lopnr").rank("dense"), pl.col(period))).to_series().unique().sort()
        around = between(there)
        none = int(around["none"].sum())
        if none >= FEWEST_LOST and none > HOLES * around.height:
            yield Finding(
                "holes",
                f"{name} {header}",
                f"{none} of {around.height} periods ({none / around.height:.0%}) between two of the same LopNr have "
                "no row. Are rows missing, or those who lived in some municipalities? Whoever has no row is taken to "
                "have left the register. Have the file sent again.",
            )
