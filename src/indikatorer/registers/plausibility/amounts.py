"""Amounts that are not what they ever were: another unit, most often."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import log, sqrt

import polars as pl

from indikatorer.base.periods import month_label
from indikatorer.registers.contract import FILES, SUPPORT, store_names, year_of
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import CHANCE, COPIED, SHARE, differ

STEP, OF_A_MEDIAN = 1.35, 1.2533
"""The median of a year is less than so many times that of the year before, or no such part of it. So many times the
standard error of a mean is that of a median."""
AMOUNT_RATIO, FEWEST_AMOUNTS = 5, 20
"""A median of at least so many amounts is this many times that of other periods, or a part of it as small."""
NEVER_ALL_0 = (SUPPORT, "scb_arsdata")
"""Files most of whose amounts to live on are above 0, in all and in each period of the first."""
AMOUNTS = {
    (SUPPORT, "manad", "belopp"): (3_000_00, 40_000_00),
    ("scb_manadsdata", "manad", "arbetsinkomst"): (2_000_00, 100_000_00),
    ("scb_arsdata", "ar", "forvers"): (20_000, 800_000),
    ("scb_arsdata", "ar", "forvink"): (20_000, 800_000),
    ("scb_arsdata", "ar", "raks_summaink"): (20_000, 800_000),
    ("scb_arsdata", "ar", "socbidrfam"): (2_000, 400_000),
    ("scb_arsdata", "ar", "arblos"): (2_000, 400_000),
    ("scb_arsdata", "ar", "studmed"): (1_000, 400_000),
    ("scb_arsdata", "ar", "foralpeng"): (500, 400_000),
    ("scb_arsdata", "ar", "fortid"): (2_000, 400_000),
}
"""File, period and amount → within what the median of amounts above 0 has ever been (öre by month, kronor by year)."""
OF_A_LIVING = ("belopp", "arbetsinkomst", "forvers", "forvink", "raks_summaink")
"""Amounts whose median is much the same in every period."""


def amounts_that_never_were(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Amounts that are not what they ever were, in all or in one period: another unit, most often."""
    for (name, period, column), (low, high) in AMOUNTS.items():
        if name not in rows or column not in rows[name].columns:
            continue
        amounts = rows[name].select(period, column).filter(pl.col(column) > 0)
        header = next(header for header, stored in store_names(FILES[name]).items() if stored == column)
        if name in NEVER_ALL_0 and column in OF_A_LIVING:
            told = rows[name].select(period, amount=column).drop_nulls()
            yield from _nothing_above_0(told, f"{name} {header}", period)
        if amounts.height < FEWEST_AMOUNTS:
            continue
        usual = float(amounts[column].median())  # type: ignore[arg-type]
        kronor = 100 if name != "scb_arsdata" else 1
        if not low <= usual <= high:
            yield Finding(
                "amounts",
                f"{name} {header}",
                f"the median of amounts above 0 is {usual / kronor:.0f} kr; it has been between {low / kronor:.0f} and "
                f"{high / kronor:.0f}. Are they in another unit?",
            )
            continue
        medians = amounts.group_by(period).agg(pl.col(column).median(), pl.len()).sort(period)
        for when, one, count in medians.iter_rows() if column in OF_A_LIVING else ():
            if count >= FEWEST_AMOUNTS and not usual / AMOUNT_RATIO < one < usual * AMOUNT_RATIO:
                label = month_label(when) if period == "manad" else str(when)
                yield Finding(
                    "amounts",
                    f"{name} {header} {label}",
                    f"the median of {count} amounts is {one / kronor:.0f} kr, of all {usual / kronor:.0f}. "
                    "Are they in another unit?",
                )
        if column in OF_A_LIVING:
            yield from _steps(amounts.select(year=year_of(name), amount=column), f"{name} {header}", kronor)
        large = amounts.filter(pl.col(column) > 2 * AMOUNT_RATIO * max(usual, high)).height
        if large:
            yield Finding(
                "amounts",
                f"{name} {header}, large",
                f"{large} of {amounts.height} amounts are more than {2 * AMOUNT_RATIO * max(usual, high) / kronor:.0f} "
                "kr. Are some of them in another unit?",
            )


def _steps(amounts: pl.DataFrame, where: str, kronor: int) -> Iterator[Finding]:
    """The first year whose median is far from that of the year before: what people live on moves slowly."""
    logarithm = pl.col("amount").log()
    counted = amounts.group_by("year").agg(
        pl.col("amount").median(), at=logarithm.median(), square=OF_A_MEDIAN**2 * logarithm.var() / pl.len()
    )
    for (before, one, at, square), (year, other, then, beside) in pairwise(
        counted.drop_nulls().sort("year").iter_rows()
    ):
        if year == before + 1 and abs(then - at) > max(log(STEP), CHANCE * sqrt(square + beside)):
            yield Finding(
                "amounts",
                f"{where} {year}, step",
                f"the median of the amounts is {other / kronor:.0f} kr in {year} and {one / kronor:.0f} in {before}. "
                "Does one of the years have another unit, or another amount (gross and net, a part of the year)?",
            )
            return


def _nothing_above_0(amounts: pl.DataFrame, where: str, period: str) -> Iterator[Finding]:
    """Amounts of which hardly any is above 0, in all or, where there are some in every month, in one of them."""
    some = amounts.filter(pl.col("amount") > 0).height
    if amounts.height >= FEWEST_AMOUNTS and some < (1 - COPIED) * amounts.height:
        sentence = f"{some} of {amounts.height} amounts are above 0. Have they been exported?"
        yield Finding("amounts", f"{where}, 0", sentence)
        return
    if period != "manad":
        return
    for when, above, of in (
        amounts.group_by(period).agg((pl.col("amount") > 0).sum(), pl.len()).sort(period).iter_rows()
    ):
        if of >= FEWEST_AMOUNTS and differ(above, of, some - above, amounts.height - of, least=SHARE):
            sentence = f"{above} of {of} amounts are above 0, {some / amounts.height:.0%} of all. Were they exported?"
            yield Finding("amounts", f"{where} {month_label(when)}, 0", sentence)
