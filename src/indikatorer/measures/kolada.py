"""Slices from Kolada: what municipalities themselves have published there, repeated and never counted anew."""

from collections.abc import Iterator

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.vocabulary import SAMTLIGA, Kon
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.population import Slice, population
from indikatorer.measures.records import Records

ALREADY_PUBLISHED = 10**9
"""Stands for the persons behind a figure that others have published: nothing of it is left to protect."""


@population("kolada")
def newest_results(records: Records) -> Iterator[Slice]:
    """Results at exit in the newest year that Kolada has, up to the reported one: one row per figure and sex."""
    figures = pl.col("kpi").is_in(list(vocabulary.koladatal()))
    newest = None
    if "kolada" in records:
        newest = records["kolada"].filter(figures).select(pl.max("ar")).collect().item()
    yield Slice(
        lambda: records["kolada"].filter(figures, pl.col("ar") == newest),
        {"period": str(newest or records.year)},
        status=CellStatus.NOT_DELIVERED if newest is None else CellStatus.SHOWN,
    )


def repeated(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures as cells: the city's own first, the others by name; a secret figure is protected."""
    kommun = pl.col("kommun").replace(vocabulary.kommuner())
    order = {label: place for place, label in enumerate(vocabulary.koladatal().values())}
    sexes = {label: place for place, label in enumerate([*map(str, Kon), SAMTLIGA])}
    return (
        figures.with_columns(kommun=kommun, resultat=pl.col("kpi").replace_strict(vocabulary.koladatal()))
        .with_columns(
            ki_nedre=None,
            ki_ovre=None,
            personer=ALREADY_PUBLISHED,
            status=pl.when(pl.col("varde").is_null()).then(pl.lit(CellStatus.PROTECTED.value)).otherwise(pl.lit("")),
        )
        .sort(
            pl.col("kommun") != vocabulary.egen_kommun()[1],
            "kommun",
            pl.col("resultat").replace_strict(order),
            pl.col("kon").replace_strict(sexes),
        )
    )
