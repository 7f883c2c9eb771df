"""Exits and jobs that SCB's file and FLAI both have: the same people, whom they tell otherwise of."""

from collections.abc import Iterator, Mapping
from math import sqrt

import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.registers.contract import JOBS, POPULATION, SPELLS
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import CHANCE, FEWEST, LOST, OTHER_REGISTER, differ

BORN = 0.5
"""Years that those who left may on average be older or younger at SCB."""


def told_otherwise_by_scb(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Exits and jobs that SCB's file and FLAI both have: other shares, other years of birth, or far more of them."""
    if SPELLS not in rows:
        return
    exits = _in_both(rows, reach, SPELLS, "avslutad", "avslutade_jobbtorg", "avslutad")
    if exits:
        for column, gate, what in (
            *(("avslutsorsak", "reasons", "avslutsorsak"), ("kon", "sexes", "Kon"), ("jobbtorg", "codes", "Jobbtorg")),
        ):
            yield from _shares(*exits, column, gate, what)
        yield from _born(*exits)
        yield from _numbers(*exits)
    jobs = _in_both(rows, reach, JOBS, "slut", "avslutade_stockholmsjobb", "stockholmsjobb_slut")
    if jobs:
        theirs, ours = jobs
        yield from _shares(theirs.with_columns(typ="stockholmsjobb_typ"), ours, "typ", "codes", "StockholmsjobbTyp")


def _in_both(
    rows: Mapping[str, pl.DataFrame], reach: Coverage, name: str, ended: str, population: str, ended_at_scb: str
) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """What ended in the years that both reach: the rows of a population in SCB's file, and those of a file of FLAI."""
    if not {POPULATION, name} <= rows.keys() & reach.spans.keys():
        return None
    (since, until), (first, last) = reach.spans[POPULATION], reach.spans[name]
    since, until = max(since, -(-first // MONTHS)), min(until, (last + 1) // MONTHS - 1)
    theirs = rows[POPULATION].filter(
        pl.col("population") == population, pl.col(ended_at_scb).dt.year().is_between(since, until)
    )
    return theirs, rows[name].filter(pl.col(ended).dt.year().is_between(since, until))


def _shares(theirs: pl.DataFrame, ours: pl.DataFrame, column: str, gate: str, what: str) -> Iterator[Finding]:
    """Codes that have other shares at SCB than in FLAI."""
    apart = []
    for label in sorted(theirs[column].drop_nulls().unique()):
        one, other = (int((frame[column] == label).sum()) for frame in (theirs, ours))
        of, of_other = (frame[column].drop_nulls().len() for frame in (theirs, ours))
        if differ(one, of, other, of_other, least=OTHER_REGISTER / 2 if column == "kon" else OTHER_REGISTER):
            apart.append(f"{label} {one / of:.0%} beside {other / of_other:.0%}")
    if apart:
        yield Finding(
            gate,
            f"{POPULATION} {what}",
            f"of the same exits, SCB's file and FLAI say otherwise: {', '.join(apart)}. Are codes swapped, or moved?",
        )


def _born(theirs: pl.DataFrame, ours: pl.DataFrame) -> Iterator[Finding]:
    """Years of birth at SCB that are, taken together, others than those of the personnummer of the same exits."""
    if min(theirs.height, ours.height) < FEWEST:
        return
    one, other = (
        float(years.mean() or 0)  # type: ignore[arg-type]
        for years in (theirs["fodelsear"], ours["person"] // 100_000_000)
    )
    if abs(theirs.height - ours.height) < LOST * ours.height and abs(one - other) > BORN:
        yield Finding(
            "people",
            f"{POPULATION} FodelseAr",
            f"those who left were born in {one:.1f} on average, and in {other:.1f} by their personnummer. Is it the "
            "year of birth, and are the files about the same people?",
        )


def _numbers(theirs: pl.DataFrame, ours: pl.DataFrame) -> Iterator[Finding]:
    """Years with far more exits in one of the two registers."""
    by_year = [dict(frame["avslutad"].dt.year().value_counts().iter_rows()) for frame in (theirs, ours)]
    for year in sorted(by_year[0].keys() & by_year[1].keys()):
        one, other = by_year[0][year], by_year[1][year]
        if abs(one - other) > OTHER_REGISTER * max(one, other) + CHANCE * sqrt(max(one, other)):
            yield Finding(
                "sums",
                f"{POPULATION} {year}",
                f"{one} exits that SCB has followed, {other} in FLAI. Is one of the files cut, or doubled?",
            )
