"""Answers to surveys that say the opposite of what they ever said: a scale that was turned round on its way.

A point is taken as its place on the question's scale, 0 to 1. Opinions lean the same way from
year to year, and people who are asked what they think of a service are on the whole more content than not.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.base.vocabulary import read_reference
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import CHANCE, FEWEST

SURVEY = "enkat_svar"
APART = 0.12
"""So far the places of two means must be apart, as parts of the scale."""
BELOW = 3.0
"""Standard errors below the middle of the scale that all of a survey's answers must lie together."""
AGAINST = -0.2
"""A correlation with the other answers of the same people from which a question says the opposite of them."""

Mean = tuple[float, float, int]
"""A mean, the square of its standard error, and of how many."""


def answers_that_were_turned(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Surveys of a year, whole surveys and single questions whose scale seems to have been turned round."""
    if SURVEY not in rows:
        return
    placed = _placed(rows[SURVEY])
    told = set()
    for (survey,), answers in placed.partition_by("enkat", as_dict=True, maintain_order=True).items():
        people = answers.group_by("ar", "svarande").agg(pl.col("place").mean()).sort("ar", "svarande")
        for year in sorted(people["ar"].unique()):
            here = _mean(people.filter(ar=year)["place"])
            others = _mean(people.filter(pl.col("ar") != year)["place"])
            if _is_below(here) or _is_mirrored(here, others):
                told.add((survey, year))
                yield _turned(f"{survey} {year}", here, others, f"survey {survey}, year {year}, column svar")
        if not any(one == survey for one, _ in told) and _is_below(whole := _mean(people["place"])):
            yield _turned(str(survey), whole, (0.0, 0.0, 0), f"survey {survey}, all years, column svar")
            told.update((survey, year) for year in people["ar"].unique())
    for (survey, question), answers in placed.partition_by("enkat", "fraga", as_dict=True, maintain_order=True).items():
        for year in sorted(answers["ar"].unique()):
            if (survey, year) in told:
                continue
            of_year = answers.filter(ar=year)
            here, others = _mean(of_year["place"]), _mean(answers.filter(pl.col("ar") != year)["place"])
            if _is_mirrored(here, others):
                where = f"survey {survey}, year {year}, question {question}, column svar"
                yield _turned(f"{survey} {year} {question}", here, others, where)
            elif _is_against(of_year):
                yield Finding(
                    "answers",
                    f"{SURVEY} {survey} {year} {question}",
                    f"those who answer high on question {question} answer low on the others of the survey, and the "
                    f"other way round ({of_year.height} answers). Was the question's scale turned round? Compare "
                    "column svar with the survey and with data/reference/enkatfragor.csv, and deliver the file again.",
                )


def _placed(answers: pl.DataFrame) -> pl.DataFrame:
    """Every answer that is a point, as its place on the question's scale, with that of the person's other answers."""
    scales = pl.DataFrame(
        [
            (row["enkat"], row["id"], int(row["skala_fran"]), int(row["skala_till"]))
            for row in read_reference("enkatfragor")
        ],
        schema=["enkat", "fraga", "low", "high"],
        orient="row",
    )
    point = pl.col("svar").cast(pl.Int32, strict=False)
    person = ("enkat", "ar", "svarande")
    return (
        answers.with_columns(pl.col("fraga", "enkat").cast(pl.String))
        .join(scales, on=["enkat", "fraga"])
        .with_columns(place=(point - pl.col("low")) / (pl.col("high") - pl.col("low")))
        .drop_nulls("place")
        .with_columns(total=pl.col("place").sum().over(person), answered=pl.len().over(person))
        .with_columns(rest=(pl.col("total") - pl.col("place")) / (pl.col("answered") - 1))
        .sort("enkat", "fraga", "ar", "svarande")
    )


def _mean(places: pl.Series) -> Mean:
    if places.len() < 2:
        return 0.0, 0.0, places.len()
    return float(places.mean()), float(places.var()) / places.len(), places.len()  # type: ignore[arg-type]


def _is_below(here: Mean) -> bool:
    mean, error, count = here
    return count >= FEWEST and mean < 0.5 - BELOW * error**0.5


def _is_mirrored(here: Mean, others: Mean) -> bool:
    """Whether the answers are on the other side of the middle, nearer to the others' reflection than to the others."""
    (one, error, count), (other, other_error, of_others) = here, others
    if min(count, of_others) < FEWEST or (one - 0.5) * (other - 0.5) >= 0:
        return False
    apart = abs(one - other)
    return apart > max(APART, CHANCE * (error + other_error) ** 0.5) and abs(one - (1 - other)) < apart / 2


def _is_against(answers: pl.DataFrame) -> bool:
    both = answers.filter(pl.col("answered") > 1).select("place", "rest")
    if both.height < FEWEST:
        return False
    correlation = both.select(pl.corr("place", "rest")).item()
    return correlation is not None and correlation < min(AGAINST, -CHANCE / both.height**0.5)


def _turned(about: str, here: Mean, others: Mean, where: str) -> Finding:
    """Places as shares of the scale, which says the same of every scale."""
    beside = f", {others[0]:.0%} in other years" if others[2] >= FEWEST else ""
    return Finding(
        "answers",
        f"{SURVEY} {about}",
        f"the answers lie on average {here[0]:.0%} up the scale{beside} ({here[2]} people have answered). Was the "
        f"scale turned round? See {where}: the highest point must be the most positive one "
        "(data/reference/enkatfragor.csv). Deliver the file again with the scale right.",
    )
