"""Slices from Kolada: what municipalities themselves have published there, repeated and never counted anew."""

from collections.abc import Iterator

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.periods import Window
from indikatorer.base.vocabulary import SAMTLIGA, Kon
from indikatorer.disclosure.policy import POLICY
from indikatorer.measures import cohorts
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.population import Slice, population
from indikatorer.measures.records import Records
from indikatorer.measures.slices import people_in

ALREADY_PUBLISHED = 10**9
"""Stands for the persons behind a figure that others have published: nothing of it is left to protect."""


@population("kolada")
def newest_results(records: Records) -> Iterator[Slice]:
    """Results at exit in the newest year that Kolada has, up to the reported one: one row per figure and sex."""
    figures = pl.col("kpi").is_in(list(vocabulary.koladatal()))
    newest: int | None = None
    if "kolada" in records:
        newest = records["kolada"].filter(figures).select(pl.max("ar")).collect().item()
    yield Slice(
        lambda: _without_own_of_few(records["kolada"].filter(figures, pl.col("ar") == newest), newest, records),
        {"period": str(newest or records.year)},
        status=CellStatus.NOT_DELIVERED if newest is None else CellStatus.SHOWN,
    )


def _without_own_of_few(figures: pl.LazyFrame, year: int | None, records: Records) -> pl.LazyFrame:
    """The figures, those of the own municipality without values where the register says that few are behind one.

    Their shares add up, so that how many each is of can be worked out: none of them is told then.
    """
    if year is None or "spells" not in records:
        return figures
    window, own = Window.year(year), pl.col("kommun") == vocabulary.egen_kommun()[0]
    exits = people_in(cohorts.exits_with_aterremitterade, records, window).group_by("kon").len("alla").collect()
    everyone = pl.DataFrame({"kon": [SAMTLIGA], "alla": [exits["alla"].sum()]}, schema=exits.schema)
    behind = figures.filter(own).join(pl.concat([exits, everyone]).lazy(), on="kon").filter(pl.col("alla") > 0)
    share = pl.col("alla") * pl.col("varde") / 100
    is_few = [one.round().is_between(1, POLICY.few_of_a_model) for one in (share, pl.col("alla") - share)]
    few = behind.filter(pl.any_horizontal(*is_few) | (pl.col("alla") < POLICY.model_base))
    if few.collect().is_empty():
        return figures
    return figures.with_columns(varde=pl.when(~own).then("varde"))


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
