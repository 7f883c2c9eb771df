"""Slices about what results have cost."""

from collections.abc import Iterator

import polars as pl

from indikatorer import vocabulary
from indikatorer.measures import cohorts
from indikatorer.measures.after_exit import at_one_month
from indikatorer.measures.measure import Slice
from indikatorer.measures.records import Records
from indikatorer.measures.slices import people_in, population_of
from indikatorer.vocabulary import ARBETE_ELLER_STUDIER

MONTHS_TO_SELF_SUPPORT = 6


def results_and_costs(records: Records) -> Iterator[Slice]:
    """Each jobbtorg with its personnel cost of the year (`kostnad`, öre) and how many had the result (`resultat`)."""

    def rows() -> pl.LazyFrame:
        names = [unit.namn for unit in vocabulary.jobbtorg()]
        reached = _reached(records).group_by("jobbtorg").agg(resultat=pl.len().cast(pl.Int64))
        return (
            records["costs"]
            .with_columns(jobbtorg=pl.col("enhet").replace(vocabulary.jobbtorg_alias()))
            .filter(pl.col("ar") == records.year, pl.col("kostnadsslag") == "Personal", pl.col("jobbtorg").is_in(names))
            .group_by("jobbtorg")
            .agg(kostnad=pl.col("belopp").sum())
            .join(reached, on="jobbtorg", how="left")
            .with_columns(pl.col("resultat").fill_null(0))
            .sort("jobbtorg")
        )

    yield Slice(population_of(f"resultat: {records.settings.e1_result}", records.reported_year), rows)


def _reached(records: Records) -> pl.LazyFrame:
    if records.settings.e1_result == "arbete_eller_studier":
        exits = people_in(cohorts.exits, records, records.reported_year)
        return exits.filter(pl.col("avslutsorsak").is_in(ARBETE_ELLER_STUDIER))
    [piece] = at_one_month(MONTHS_TO_SELF_SUPPORT)(records)
    return piece.rows().filter("sjalvforsorjande")
