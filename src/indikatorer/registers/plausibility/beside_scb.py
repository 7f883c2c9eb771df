"""Exits and jobs that SCB's file and FLAI both have: the same people, whom they tell otherwise of."""

from collections.abc import Iterator, Mapping
from math import sqrt

import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.registers.contract import SPELLS
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import CHANCE, FEWEST, LOST, OTHER_REGISTER, differ

BORN = 0.5
"""Years that those who left may on average be older or younger at SCB."""


def _beside_scb(
    both: tuple[pl.DataFrame | None, pl.DataFrame | None], column: str, gate: str, what: str
) -> Iterator[Finding]:
    """Shares among the exits that SCB has followed, beside those of the same years in FLAI."""
    theirs, ours = both
    if theirs is None or ours is None:
        return
    apart = []
    for label in sorted(theirs[column].drop_nulls().unique()):
        one, other = (int((frame[column] == label).sum()) for frame in (theirs, ours))
        of, of_other = (frame[column].drop_nulls().len() for frame in (theirs, ours))
        if differ(one, of, other, of_other, least=OTHER_REGISTER / 2 if column == "kon" else OTHER_REGISTER):
            apart.append(f"{label} {one / of:.0%} beside {other / of_other:.0%}")
    if apart:
        yield Finding(
            gate,
            f"scb_population {what}",
            f"of the same exits, SCB's file and FLAI say otherwise: {', '.join(apart)}. Are codes swapped, or moved?",
        )


def _born_beside_scb(both: tuple[pl.DataFrame | None, pl.DataFrame | None]) -> Iterator[Finding]:
    """Years of birth at SCB that are, taken together, others than those of the personnummer of the same exits."""
    theirs, ours = both
    if theirs is None or ours is None or min(theirs.height, ours.height) < FEWEST:
        return
    one, other = (
        float(years.mean() or 0)  # type: ignore[arg-type]
        for years in (theirs["fodelsear"], ours["person"] // 100_000_000)
    )
    if abs(theirs.height - ours.height) < LOST * ours.height and abs(one - other) > BORN:
        yield Finding(
            "people",
            "scb_population FodelseAr",
            f"those who left were born in {one:.1f} on average, and in {other:.1f} by their personnummer. Is it the "
            "year of birth, and are the files about the same people?",
        )


def _jobs_of_both(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> tuple[pl.DataFrame | None, pl.DataFrame | None]:
    """The ended Stockholmsjobb of SCB's file and of FLAI in the years that both reach."""
    if not {"scb_population", "flai_stockholmsjobb"} <= rows.keys() & reach.spans.keys():
        return None, None
    (since, until), (first, last) = reach.spans["scb_population"], reach.spans["flai_stockholmsjobb"]
    since, until = max(since, -(-first // MONTHS)), min(until, (last + 1) // MONTHS - 1)
    theirs = rows["scb_population"].filter(
        pl.col("population") == "avslutade_stockholmsjobb",
        pl.col("stockholmsjobb_slut").dt.year().is_between(since, until),
    )
    ours = rows["flai_stockholmsjobb"].filter(pl.col("slut").dt.year().is_between(since, until))
    return theirs.with_columns(typ="stockholmsjobb_typ"), ours


def exits_of_both(
    exits: pl.DataFrame, rows: Mapping[str, pl.DataFrame], reach: Coverage
) -> tuple[pl.DataFrame | None, pl.DataFrame | None]:
    """The exits of SCB's file and of FLAI in the years that both reach."""
    if not {"scb_population", SPELLS} <= reach.spans.keys():
        return None, None
    (since, until), (first, last) = reach.spans["scb_population"], reach.spans[SPELLS]
    since, until = max(since, -(-first // MONTHS)), min(until, (last + 1) // MONTHS - 1)
    years = pl.col("avslutad").dt.year().is_between(since, until)
    theirs = rows["scb_population"].filter(pl.col("population") == "avslutade_jobbtorg", years)
    return theirs, exits.filter(years)


def shares_beside_scb(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Exits and jobs that SCB's file and FLAI both have, and tell otherwise."""
    if SPELLS not in rows:
        return
    exits = rows[SPELLS].filter(pl.col("avslutad").is_not_null())
    both = exits_of_both(exits, rows, reach)
    for column, gate, what in (
        *(("avslutsorsak", "reasons", "avslutsorsak"), ("kon", "sexes", "Kon"), ("jobbtorg", "codes", "Jobbtorg")),
    ):
        yield from _beside_scb(both, column, gate, what)
    yield from _born_beside_scb(both)
    yield from _beside_scb(_jobs_of_both(rows, reach), "typ", "codes", "StockholmsjobbTyp")


def exits_beside_scb(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Years with far more exits in one of the two registers."""
    if SPELLS in rows:
        theirs, ours = exits_of_both(rows[SPELLS], rows, reach)
        if theirs is not None and ours is not None:
            by_year = [
                dict(frame["avslutad"].drop_nulls().dt.year().value_counts().iter_rows()) for frame in (theirs, ours)
            ]
            for year in sorted(by_year[0].keys() & by_year[1].keys()):
                one, other = by_year[0][year], by_year[1][year]
                if abs(one - other) > OTHER_REGISTER * max(one, other) + CHANCE * sqrt(max(one, other)):
                    yield Finding(
                        "sums",
                        f"scb_population {year}",
                        f"{one} exits that SCB has followed, {other} in FLAI. Is one of the files cut, or doubled?",
                    )
