"""People and answers that are in one file and not in the other that must have them."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from indikatorer.registers.contract import SPELLS
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import FEWEST, FEWEST_LOST, LOST

RESPONSE = 0.25
"""The part of the usual share of answers that a year has at least."""


def people_lost(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """People who must be in another file, and are not: that file has been cut."""
    pairs: Sequence[tuple[str, str, str]] = (
        ("flai_insatser", SPELLS, "person"),
        ("flai_stockholmsjobb", SPELLS, "person"),
        ("scb_population", "scb_arsdata", "lopnr"),
        ("scb_arsdata", "scb_population", "lopnr"),
        ("scb_manadsdata", "scb_population", "lopnr"),
    )
    for name, other, who in pairs:
        if name in rows and other in rows:
            people = rows[name][who].unique()
            lost = people.len() - int(people.is_in(rows[other][who].unique().implode()).sum())
            if lost >= FEWEST_LOST and lost > LOST * people.len():
                yield Finding(
                    "lost",
                    f"{other}, {name}",
                    f"{lost} of the {people.len()} people in {name} are not in {other}. Has {other} been cut?",
                )


def _response(asked: pl.DataFrame) -> Iterator[Finding]:
    """Years in which a survey was answered by a small part of those who answer it in other years."""
    both = asked.group_by("enkat", "ar").agg(pl.col("antal", "svarande").sum()).sort("enkat", "ar")
    for survey, year, of, answers in both.iter_rows():
        others = both.filter(pl.col("enkat") == survey, pl.col("ar") != year)
        usual = float((others["svarande"] / others["antal"]).median() or 0)  # type: ignore[arg-type]
        expected = usual * of
        if expected >= 2 * FEWEST and answers < RESPONSE * expected:
            yield Finding(
                "sums",
                f"enkat_utskick {survey} {year}",
                f"{answers} of {of} have answered, {usual:.0%} in other years. Is the number of those asked right, and "
                "are all answers there?",
            )


def answers_of_those_asked(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Surveys with more answers than were asked for, or far fewer than in other years."""
    if {"enkat_utskick", "enkat_svar"} <= rows.keys():
        key = ["enkat", "ar", "kon"]
        answered = rows["enkat_svar"].drop_nulls("svar").group_by(key).agg(pl.col("svarande").n_unique())
        both = rows["enkat_utskick"].join(answered, on=key).sort(key)
        yield from _response(both)
        for survey, year, sex, asked, answers in both.select(*key, "antal", "svarande").iter_rows():
            if answers > asked:
                yield Finding(
                    "sums",
                    f"enkat_svar {survey} {year} {sex}",
                    f"{answers} have answered, and {asked} were asked. Are the sexes swapped, or answers doubled?",
                )
