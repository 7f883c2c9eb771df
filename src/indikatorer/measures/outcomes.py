"""What happened to those who are counted. Each function adds columns to a cohort; it never adds or drops a person."""

import polars as pl

from indikatorer import vocabulary
from indikatorer.measures.records import Records
from indikatorer.vocabulary import Etableringsstatus

LAST_YEAR_OF_FIXED_THRESHOLD = 2011
FIXED_THRESHOLD_YEAR = 2011
FULL_UNEMPLOYMENT_DAYS = 274


def with_sjalvforsorjande(exits_by_person: pl.LazyFrame, records: Records, months_after: int) -> pl.LazyFrame:
    """Add `sjalvforsorjande`: no försörjningsstöd in the calendar month M + `months_after`, M being the exit's month.

    Null where that month has not been delivered from Paraplyet: not yet measurable, never a success (domain.md SF).
    """
    point = pl.col("avslutad_manad") + months_after
    measured = exits_by_person.with_columns(matmanad=point)
    first, last = measured.select(pl.min("matmanad"), last=pl.max("matmanad")).collect().row(0)
    support = records["support_months"].filter(pl.col("manad").is_between(first, last))
    return measured.join(
        support.select("person", matmanad="manad", stod=pl.lit(True)),
        on=["person", "matmanad"],
        how="left",
        maintain_order="left",
    ).with_columns(
        sjalvforsorjande=pl.when(pl.col("matmanad").is_in(sorted(records.support_observed))).then(
            pl.col("stod").is_null()
        )
    )


def etableringsstatus(upper: pl.Expr, lower: pl.Expr) -> pl.Expr:
    """Standing on the labour market over one calendar year, from a row of `register_years` (domain.md SW1).

    `upper` and `lower` are the limits of arbetsinkomst in kronor. The first condition that holds decides, in the order
    etablerad, studerande, utanför, svag, osäker: that makes the published conditions a partition.
    """
    income = pl.col("forvers")
    employed_in_november = pl.col("sysstat") == 1
    unemployed = (pl.col("alosdag") > 0) | (pl.col("adeldag") > 0)
    in_programme = pl.col("astudag") > 0
    long_unemployed = pl.col("alosdag") + pl.col("astudag") > FULL_UNEMPLOYMENT_DAYS
    active_business = pl.col("inkfnettoa") > 0
    status = Etableringsstatus
    return (
        pl.when((income >= upper) & employed_in_november & ~unemployed & ~in_programme)
        .then(pl.lit(status.ETABLERAD))
        .when(pl.col("hsdelt") > 0)
        .then(pl.lit(status.HOGSKOLESTUDERANDE))
        .when(pl.col("studmed") > 0)
        .then(pl.lit(status.OVRIGA_STUDERANDE))
        .when(income <= 0)
        .then(pl.lit(status.UTANFOR))
        .when(long_unemployed | ((income < lower) & ~active_business))
        .then(pl.lit(status.SVAG))
        .otherwise(pl.lit(status.OSAKER))
    )


def with_status_arbetsmarknad(scb_exits_by_person: pl.LazyFrame, records: Records, years_after: int) -> pl.LazyFrame:
    """Add `status_arbetsmarknad` in the calendar year `years_after` the exit; no row that year is *ej i registret*.

    Limits are those of the year itself, except where the last follow-up year is 2011: then those of 2011 hold in every
    year, as in the 2013 analysis (domain.md SW1, setting `threshold` = auto). Null where SCB's registers or the list of
    limits do not reach.
    """
    limits = vocabulary.etableringsgranser()
    if records.scb_years and records.scb_years[-1] == LAST_YEAR_OF_FIXED_THRESHOLD:
        limits = dict.fromkeys(limits, limits[FIXED_THRESHOLD_YEAR])
    measurable = sorted(set(limits) & set(records.scb_years))
    upper = pl.col("ar").replace_strict({year: u for year, (u, _) in limits.items()}, return_dtype=pl.Int64)
    lower = pl.col("ar").replace_strict({year: low for year, (_, low) in limits.items()}, return_dtype=pl.Int64)
    followed = (
        records["register_years"]
        .filter(pl.col("ar").is_in(measurable))
        .select("lopnr", "ar", status_arbetsmarknad=etableringsstatus(upper, lower))
    )
    reached = pl.col("ar").is_in(measurable)
    return (
        scb_exits_by_person.with_columns(ar=pl.col("avslutsar") + years_after)
        .join(followed, on=["lopnr", "ar"], how="left", maintain_order="left")
        .with_columns(
            status_arbetsmarknad=pl.when(reached).then(
                pl.col("status_arbetsmarknad").fill_null(pl.lit(Etableringsstatus.EJ_I_REGISTRET))
            )
        )
    )
