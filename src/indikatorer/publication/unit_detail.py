"""How much the units' tables tell: less, step by step, where all of it cannot be protected beside the annual report.

The annual report is out when units are reported, and what it shows is known. Where that is a small number, dividing it
further tells too much, hidden or not: then the division is left out for every unit, which says nothing about any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum

import polars as pl

from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.disclosure import NUMBERS
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.dimensions import KON
from indikatorer.measures.measure import Measure
from indikatorer.measures.records import Records


class Detail(Enum):
    """How much of a table is told: all of it, all but the sexes, or nothing."""

    WHOLE = 2
    NO_SEXES = 1
    NOTHING = 0


WHOLE, NO_SEXES, NOTHING = Detail.WHOLE, Detail.NO_SEXES, Detail.NOTHING
LADDER = (
    {"J3 stadsdel": WHOLE, "stadsdel": WHOLE, "J3 jobbtorg": WHOLE, "jobbtorg": WHOLE},
    {"J3 stadsdel": NO_SEXES, "stadsdel": WHOLE, "J3 jobbtorg": WHOLE, "jobbtorg": WHOLE},
    {"J3 stadsdel": NOTHING, "stadsdel": WHOLE, "J3 jobbtorg": WHOLE, "jobbtorg": WHOLE},
    {"J3 stadsdel": NOTHING, "stadsdel": WHOLE, "J3 jobbtorg": NO_SEXES, "jobbtorg": WHOLE},
    {"J3 stadsdel": NOTHING, "stadsdel": NO_SEXES, "J3 jobbtorg": NO_SEXES, "jobbtorg": WHOLE},
    {"J3 stadsdel": NOTHING, "stadsdel": NO_SEXES, "J3 jobbtorg": NOTHING, "jobbtorg": NO_SEXES},
)
"""What is told on each step: the reasons of districts are the finest division, and are given up first."""


def _detail(step: Mapping[str, Detail], measure: Measure, unit: str) -> Detail:
    return step.get(f"{measure.id} {unit}", step[unit])


def computed(measures: Sequence[Measure], records: Records, step: Mapping[str, Detail]) -> list[ComputedTable]:
    """The tables of the units on a step of the ladder, under their usual names."""
    tables = []
    for measure in measures:
        for suffix, table in measure.tables.items():
            detail = _detail(step, measure, suffix.removeprefix("enhet-"))
            if detail is Detail.NO_SEXES:
                coarse = replace(table, by=tuple(dimension for dimension in table.by if dimension is not KON))
                tables.append(compute(replace(measure, tables={suffix: coarse}), suffix, records))
            elif detail is Detail.WHOLE:
                tables.append(compute(measure, suffix, records))
    return tables


def filled(whole: ComputedTable, told: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The published cells of a table with all its rows: those that are not told are hidden, every one of them."""
    hidden = whole.written.with_columns(
        *(pl.lit(None, whole.written.schema[name]).alias(name) for name in NUMBERS),
        status=pl.when(pl.col("status").is_in([CellStatus.SHOWN, CellStatus.UNCERTAIN]))
        .then(pl.lit(CellStatus.PROTECTED.value))
        .otherwise("status"),
    )
    if whole.id not in told:
        return hidden
    cells = told[whole.id]
    if KON.name in cells.columns or KON.name not in hidden.columns:
        return cells
    rows = hidden.with_row_index("row")
    everyone = rows.filter(pl.col(KON.name) == SAMTLIGA).select("row").hstack(cells).with_columns(kon=pl.lit(SAMTLIGA))
    others = rows.filter(pl.col(KON.name) != SAMTLIGA)
    return pl.concat([everyone.select(others.columns), others]).sort("row").drop("row")
