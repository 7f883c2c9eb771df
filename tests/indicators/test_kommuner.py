"""K1: what municipalities have published in Kolada, as it stands there."""

from dataclasses import replace

import polars as pl
import pytest

from indikatorer import UserError
from indikatorer.base import vocabulary
from indikatorer.disclosure.audit import audit
from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.registers.kolada_file import SCHEMA
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


@pytest.mark.parametrize(("exits", "own"), [(40, [30.0, None]), (160, [30.0, 5.0])])
def test_of_the_own_municipality_nothing_is_told_where_few_are_behind_a_share(exits, own):
    spells = [f"p{n}|2020-01-01|2020-05-04|Arbete" for n in range(exits)]
    given = records(2021, spells="\n".join(["person|inskriven|avslutad|avslutsorsak", *spells]))
    rows = [
        ("U40406", "0180", 2020, "Samtliga", 1, 30.0),
        ("U40409", "0180", 2020, "Samtliga", 1, 5.0),  # of 40 two, of 160 eight
        ("U40409", "1480", 2020, "Samtliga", 1, 5.0),
    ]
    frames = {**given.frames, "kolada": pl.LazyFrame(rows, schema=SCHEMA, orient="row")}
    found = compute(MEASURES["K1"], "kommun", replace(given, frames=frames))
    told = [None, None] if own[1] is None else own
    assert found.cells.filter(kommun="Stockholm")["varde"].to_list() == told
    assert found.cells.filter(kommun="Göteborg")["varde"].to_list() == [5.0]


def test_another_city_marks_its_own_municipality(monkeypatch):
    monkeypatch.setattr(vocabulary, "egen_kommun", lambda: ("1480", "Göteborg"))
    found = table()
    assert found.cells["kommun"].unique(maintain_order=True).to_list() == ["Göteborg", "9999", "Stockholm"]
    frames = records(
        2019,
        scb_spells="lopnr|population|kon|avslutad|avslutsorsak\n"
        "1|avslutade_jobbtorg|Kvinnor|2015-05-04|Flyttat\n2|avslutade_jobbtorg|Kvinnor|2015-05-04|Flyttat",
        register_years="lopnr|ar|kommun\n1|2016|1480\n2|2016|0180",
    )
    home = compute(MEASURES["SW3"], "bosatt", frames)
    [(_, stayed, *_)] = cells(home, flyttat="Flyttat", bosatt="I Göteborg", matt="andel")
    assert stayed == 1


@pytest.mark.parametrize("marks", [("", ""), ("J", "J")])
def test_just_one_municipality_is_the_reports_own(monkeypatch, marks):
    rows = [{"kod": f"018{n}", "namn": f"K{n}", "egen": mark} for n, mark in enumerate(marks)]
    monkeypatch.setattr(vocabulary, "read_reference", lambda name: rows)
    with pytest.raises(UserError, match="write J under egen for one municipality"):
        vocabulary.egen_kommun.__wrapped__()


def test_a_secret_figure_is_protected_and_the_others_pass():
    found = table()
    assert cells(found, resultat="A Arbete") == [(None, None, None, "skyddad")]
    assert audit([found], protect([found])).cells_shown == 3


def test_without_a_delivery_there_is_nothing():
    assert set(cells(table([]))) == {(None, None, None, "saknas")}
