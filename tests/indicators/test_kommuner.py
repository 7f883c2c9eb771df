"""K1: what municipalities have published in Kolada, as it stands there."""

from dataclasses import replace

import polars as pl

from indikatorer.disclosure.audit import audit
from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.registers.kolada import SCHEMA
from tests.people import cells, records
from tests.protecting import protect

ROWS = [
    ("U40455", "1480", 2020, "Samtliga", 1, 41.5),
    ("U40455", "0180", 2020, "Samtliga", 1, 52.25),
    ("U40406", "0180", 2020, "Kvinnor", 1, None),
    ("U40455", "9999", 2020, "Samtliga", 1, 0.0),
    ("U40455", "0180", 2019, "Samtliga", 1, 60.0),
    ("U40455", "0180", 2022, "Samtliga", 1, 70.0),
    ("N00700", "0180", 2021, "Samtliga", 1, 1.0),
]


def table(rows=ROWS):
    given = records(2021)
    frames = {"kolada": pl.LazyFrame(rows, schema=SCHEMA, orient="row").filter(pl.col("ar") <= 2021)}
    return compute(MEASURES["K1"], "kommun", replace(given, frames=frames) if rows else given)


def test_the_newest_figures_are_repeated_with_stockholm_first_and_the_others_by_name():
    found = table()
    assert found.dimensions == ("period", "kommun", "resultat", "kon")
    assert found.cells["period"].unique().to_list() == ["2020"]
    assert found.cells["kommun"].unique(maintain_order=True).to_list() == ["Stockholm", "9999", "Göteborg"]
    assert cells(found, kommun="Göteborg") == [(41.5, None, None, "")]
    assert cells(found, kommun="9999") == [(0.0, None, None, "")]


def test_a_secret_figure_is_protected_and_the_others_pass():
    found = table()
    assert cells(found, resultat="A Arbete") == [(None, None, None, "skyddad")]
    assert audit([found], protect([found])).cells_shown == 3


def test_without_a_delivery_there_is_nothing():
    assert set(cells(table([]))) == {(None, None, None, "saknas")}
