"""Codes whose shares in a quarter or a year are not those of the others."""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.base.vocabulary import Kon
from indikatorer.registers import personnummer
from indikatorer.registers.contract import SPELLS
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import FEWEST, FEWEST_LOST, LOST, SHARE, differ

SEXES = {
    **{"flai_inskrivningar": "inskriven", "scb_population": "avslutad"},
    **{"vux_kurser": "start", "vux_uppfoljning": "slut", "enkat_svar": "ar"},
}
"""Files that tell the sex, with the date of a row."""


def sexes_by_period(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Sexes that are not those of the personnummer, or that are other ones in one year than in the others."""
    if SPELLS in rows:
        said = rows[SPELLS].drop_nulls("kon")
        other = said.filter((pl.col("kon") == Kon.KVINNOR.value) != personnummer.is_woman(pl.col("person"))).height
        if other >= FEWEST_LOST and other > LOST * said.height:
            yield Finding(
                "sexes",
                f"{SPELLS} kön",
                f"in {other} of {said.height} rows the sex is not that of the personnummer. Are the codes swapped?",
            )
    for name, header in SEXES.items():
        if name in rows:
            year = pl.col(header).dt.year() if rows[name].schema[header] == pl.Date else pl.col(header)
            for when, sex, count, of, others, of_others in _shares(rows[name].with_columns(year=year), "year", "kon"):
                if sex == Kon.KVINNOR.value:
                    yield Finding(
                        "sexes",
                        f"{name} {when}",
                        f"{count / of:.0%} are women, {others / of_others:.0%} in other years. Are the codes swapped, "
                        "or are rows of one sex missing?",
                    )


def _shares(frame: pl.DataFrame, period: str, column: str) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Each period's value of a column whose share is far from that in the others: counts and bases of both."""
    counts = frame.drop_nulls([period, column]).group_by(period, column).len()
    of, of_all = dict(counts.group_by(period).agg(pl.col("len").sum()).iter_rows()), counts["len"].sum()
    totals = dict(counts.group_by(column).agg(pl.col("len").sum()).iter_rows())
    for when, label, count in counts.sort(period, column).iter_rows():
        others, of_others = totals[label] - count, of_all - of[when]
        if of[when] >= FEWEST and differ(count, of[when], others, of_others, least=SHARE):
            yield str(when), str(label), count, of[when], others, of_others


def reasons_by_quarter(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """A quarter with other reasons than the rest."""
    if SPELLS not in rows:
        return
    exits = rows[SPELLS].filter(pl.col("avslutad").is_not_null())
    by_quarter = exits.with_columns(
        quarter=pl.format("{} kvartal {}", pl.col("avslutad").dt.year(), pl.col("avslutad").dt.quarter())
    )
    for when, reason, count, of, others, of_others in _shares(by_quarter, "quarter", "avslutsorsak"):
        if count / of > others / max(of_others, 1):
            yield Finding(
                "reasons",
                f"{SPELLS} {when}",
                f"{count / of:.0%} of {of} exits have the reason {reason}, {others / of_others:.0%} of the others. "
                "Were the reasons exported, and mapped right?",
            )
