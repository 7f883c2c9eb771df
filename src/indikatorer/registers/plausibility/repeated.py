"""Rows that say what others say."""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.base.periods import month_label
from indikatorer.registers.consistency import repeated
from indikatorer.registers.contract import FILES, SPELLS, SUPPORT, store_names, year_of
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.gaps import month_in
from indikatorer.registers.plausibility.shares import COPIED, FEWEST, FEWEST_LOST, SHARE, differ

REPEATED = {SPELLS: 0.02, SUPPORT: 0.02, "flai_insatser": 0.02, "flai_stockholmsjobb": 0.02, "vux_kurser": 0.3}
"""The share of rows that can be alike in all but their identity."""


def repeated_rows(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Rows that say what another says, under another identity where rows have one."""
    for name, limit in REPEATED.items():
        if name not in rows or rows[name].is_empty():
            continue
        identities = [store_names(FILES[name])[header] for header in FILES[name].KEY[:1]]
        alike = [column for column in rows[name].columns if column not in ("rad", *identities)]
        again = repeated(rows[name], alike)
        count = int(again["again"].sum())
        if count >= FEWEST_LOST and count > limit * rows[name].height:
            yield Finding(
                "repeated",
                name,
                f"{count} of {rows[name].height} rows say the same as another. Was something exported twice?",
            )
        elif limit < SHARE:
            yield from _repeated_months(name, rows[name], again)
        else:
            yield from _repeated_years(name, rows[name], again)


def _by_period(period: pl.Expr, rows: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    """One row per period: how many rows it has (`len`), and how many that say what another says (`again`)."""
    of = rows.group_by(period=period).len()
    counts = of.join(again.group_by(period=period).agg(pl.col("again").sum()), on="period", how="left")
    return counts.drop_nulls("period").fill_null(0).sort("period")


def _repeated_years(name: str, rows: pl.DataFrame, again: pl.DataFrame) -> Iterator[Finding]:
    """Years with far more rows that say what another says than the others have, where there always are some."""
    counts = _by_period(year_of(name), rows, again)
    total, total_again = int(counts["len"].sum()), int(counts["again"].sum())
    for year, of, same in counts.iter_rows():
        if of >= FEWEST and differ(same, of, total_again - same, total - of, least=SHARE):
            yield Finding(
                "repeated",
                f"{name} {FILES[name].DATES[0]} {year}",
                f"{same} of {of} rows say the same as another. Was the year exported twice?",
            )


def _repeated_months(name: str, rows: pl.DataFrame, again: pl.DataFrame) -> Iterator[Finding]:
    """Months of a file that are in it twice: few rows of all, and many of theirs."""
    header = FILES[name].DATES[0]
    for when, of, same in _by_period(month_in(store_names(FILES[name])[header], rows), rows, again).iter_rows():
        if same >= FEWEST_LOST and same > SHARE * of:
            yield Finding(
                "repeated",
                f"{name} {header} {month_label(when)}",
                f"{same} of {of} rows say the same as another. Was the month exported twice?",
            )


def copied_months(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """A month of assistance that says of everybody what the month before says: it was exported under another name."""
    if SUPPORT not in rows:
        return
    month, said = pl.col("manad"), pl.col("belopp") * 16 + pl.col("typ").to_physical() * 2 + pl.col("sokande")
    support = rows[SUPPORT].select("person", "manad", said=said).sort("person", "said", "manad")
    # rows that say the same of a person follow one another
    is_same = (pl.col("person") == pl.col("person").shift()) & (pl.col("said") == pl.col("said").shift())
    support = support.select("manad", months=pl.when(is_same).then(month - month.shift()))
    once = support.filter(pl.col("months").ne_missing(0))
    counts = once.group_by("manad").agg(pl.len(), again=(pl.col("months") == 1).sum())
    of_all, again_of_all = int(counts["len"].sum()), int(counts["again"].sum())
    for when, of, same in counts.sort("manad").iter_rows():
        if of >= FEWEST and same > COPIED * of and differ(same, of, again_of_all - same, of_all - of, least=SHARE):
            yield Finding(
                "repeated",
                f"{SUPPORT} bidragsmånad {month_label(when)}",
                f"{same} of {of} rows say just what those of the month before say. Is it that month once more?",
            )
