"""Slices about what results have cost."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.vocabulary import ARBETE_ELLER_STUDIER
from indikatorer.measures import cohorts
from indikatorer.measures.after_exit import at_one_month
from indikatorer.measures.dimensions import AVSLUTSORSAK, Where, where
from indikatorer.measures.population import Slice, population
from indikatorer.measures.reach import at_most, reach
from indikatorer.measures.records import Records
from indikatorer.measures.slices import the_year

MONTHS_TO_SELF_SUPPORT = 6
ORE = 100
"""So many make a krona."""


@population("spells", "costs")
def results_and_costs(records: Records) -> Iterator[Slice]:
    """Each jobbtorg with `kostnad`, its personnel cost of the year in kronor, and `resultat`, how many had it."""
    of, result = _population(records)

    def rows() -> pl.LazyFrame:
        names = [unit.namn for unit in vocabulary.jobbtorg()]
        reached = of.rows().filter(result.expression()).group_by("jobbtorg").agg(resultat=pl.len().cast(pl.Int64))
        return (
            records["costs"]
            .with_columns(jobbtorg=pl.col("enhet").replace(vocabulary.jobbtorg_alias()))
            .filter(pl.col("ar") == records.year, pl.col("kostnadsslag") == "Personal", pl.col("jobbtorg").is_in(names))
            .group_by("jobbtorg")
            .agg(kostnad=pl.col("belopp").sum() // ORE)
            .join(reached, on="jobbtorg", how="left")
            .with_columns(pl.col("resultat").fill_null(0))
            .sort("jobbtorg")
        )

    def units() -> pl.LazyFrame:
        return of.rows().filter(result.expression()).join(rows(), on="jobbtorg", how="semi")

    piece = at_most(of, reach(records, records.reported_year, "costs"))
    yield replace(piece, rows=rows, result=result, units=units, in_both_registers="")


def _population(records: Records) -> tuple[Slice, Where]:
    """Those who can have the result, as the measure of the result has them, and who of them have it."""
    if records.settings.e1_result == "arbete_eller_studier":
        [exits] = the_year(cohorts.exits)(records)
        return exits, AVSLUTSORSAK.among(ARBETE_ELLER_STUDIER)
    [measured] = at_one_month(MONTHS_TO_SELF_SUPPORT)(records)
    return measured, where("sjalvforsorjande")
