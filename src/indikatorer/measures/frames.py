"""The registers as they stood on one day: rows that came later are left out, later ends are not yet there."""

from collections.abc import Mapping
from datetime import date

import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from indikatorer.base import vocabulary
from indikatorer.base.vocabulary import UPPGIFT_SAKNAS

FILES_OF_PEOPLE = ("flai_inskrivningar", "flai_insatser", "flai_stockholmsjobb", "partnerskap")


def month_of(column: str) -> pl.Expr:
    """A date column as whole months, counted as in `periods`."""
    return (12 * pl.col(column).dt.year().cast(pl.Int32) + pl.col(column).dt.month() - 1).alias(f"{column}_manad")


def people(delivered: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """One row per pseudonym: `nr`, a short number by which people are matched quickly, and `kon` where FLAI has it."""
    pseudonyms = [delivered[name].select("person") for name in FILES_OF_PEOPLE if name in delivered]
    numbered = pl.concat(pseudonyms).unique().sort("person").with_row_index("nr")
    if "flai_inskrivningar" not in delivered:
        return numbered.with_columns(kon=pl.lit(UPPGIFT_SAKNAS)).collect().lazy()
    sexes = delivered["flai_inskrivningar"].select("person", "kon").unique("person", keep="last", maintain_order=True)
    return (
        numbered.join(sexes, on="person", how="left", maintain_order="left")
        .with_columns(pl.col("kon").fill_null(UPPGIFT_SAKNAS))
        .collect()
        .lazy()
    )


def _with_number(rows: pl.LazyFrame, known: pl.LazyFrame, *columns: str) -> pl.LazyFrame:
    """Rows of people that are known, with their number in place of the pseudonym."""
    return (
        rows.join(known.select("person", "nr", *columns), on="person", maintain_order="left")
        .with_columns(person=pl.col("nr"))
        .drop("nr")
    )


def spells(rows: pl.LazyFrame, known: pl.LazyFrame, last_day: date) -> pl.LazyFrame:
    closed = pl.col("avslutad") <= last_day
    return (
        rows.filter(pl.col("inskriven") <= last_day)
        .pipe(_with_number, known)
        .with_columns(
            pl.when(closed).then("avslutad"),
            pl.when(closed).then("avslutsorsak"),
            pl.when(pl.col("jobbplan") <= last_day).then("jobbplan"),
        )
        .with_columns(
            month_of("inskriven"),
            month_of("avslutad"),
            nummer=pl.int_range(pl.len()).over("person", order_by=["inskriven", "ordning"]),
            stadsdel=pl.col("stadsdelsnamnd").replace_strict(
                vocabulary.stadsdelar_as_of(last_day), default=pl.col("stadsdelsnamnd")
            ),
        )
    )


def insatser(rows: pl.LazyFrame, known: pl.LazyFrame, last_day: date) -> pl.LazyFrame:
    ended = pl.col("slut") <= last_day
    return (
        rows.filter(pl.col("start") <= last_day)
        .pipe(_with_number, known, "kon")
        .with_columns(
            pl.when(ended).then("slut"),
            pl.when(ended).then("fullfoljd"),
            pl.when(pl.col("anstallning_start") <= last_day).then("anstallning_start"),
        )
    )


def moves(rows: pl.LazyFrame, known: pl.LazyFrame, last_day: date) -> pl.LazyFrame:
    return rows.filter(pl.col("datum") <= last_day).pipe(_with_number, known).sort("person", "datum", "handelse")


def partnerskap(rows: pl.LazyFrame, known: pl.LazyFrame, last_day: date) -> pl.LazyFrame:
    return rows.filter(pl.col("arbete_fran") <= last_day).pipe(_with_number, known, "kon")


def courses(rows: pl.LazyFrame, last_day: date) -> pl.LazyFrame:
    ended = pl.col("slut") <= last_day
    return rows.filter(pl.col("start") <= last_day).with_columns(
        pl.when(ended).then("slut"),
        pl.when(ended | pl.col("slut").is_null()).then("utfall").otherwise(pl.lit("Pågår")).alias("utfall"),
        pl.when(ended).then("efter_avbrott"),
    )


def employments(rows: pl.LazyFrame, known: pl.LazyFrame, last_day: date) -> pl.LazyFrame:
    """One row per Stockholmsjobb; what prolongs a job is a part of it.

    A row prolongs another when it says so, or when it is of the same person and type and at most one day without
    employment lies between (docs/definitions.md, ST2, Decided). `stockholmsjobb` is the identity of the last part,
    whose end was followed up.
    """
    parts = (
        rows.filter(pl.col("start") <= last_day)
        .pipe(_with_number, known, "kon")
        .with_columns(pl.when(pl.col("slut") <= last_day).then("slut"))
        .sort("person", "typ", "start", "stockholmsjobb")
        .with_columns(reached=pl.col("slut").fill_null(last_day).cum_max().shift().over("person", "typ"))
        .with_columns(
            run=(pl.col("reached").is_null() | ((pl.col("start") - pl.col("reached")).dt.total_days() > 2)).cum_sum()
        )
        .with_row_index("part")
        .collect()
    )
    by_gap = parts.select("part", other=pl.col("part").first().over("run"))
    by_name = parts.join(
        parts.select("stockholmsjobb", other="part"), left_on="forlangning_av", right_on="stockholmsjobb"
    ).select("part", "other")
    links = pl.concat([by_gap, by_name]).to_numpy()
    graph = coo_array((links[:, 0] >= 0, (links[:, 0], links[:, 1])), shape=(parts.height, parts.height))
    whole = connected_components(graph, directed=False)[1] if parts.height else []
    return (
        parts.with_columns(whole=pl.Series(whole, dtype=pl.Int32))
        .sort("whole", "start", "stockholmsjobb")
        .group_by("whole", maintain_order=True)
        .agg(
            pl.col("stockholmsjobb", "person", "kon", "typ").last(),
            pl.col("start").min(),
            pl.when(pl.col("slut").is_not_null().all()).then(pl.col("slut").max()).alias("slut"),
        )
        .drop("whole")
        .sort("person", "start", "stockholmsjobb")
        .with_columns(month_of("slut"))
        .lazy()
    )
