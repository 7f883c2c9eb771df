"""Published tables laid out for a sheet: what goes down, what across, and what stands where there is no number."""

import io

import pandas as pd
import pytest

from indikatorer.publication.grid import Number, lay_out
from indikatorer.publication.protected import ProtectedTable

TITLES = {"kon": "Kön", "orsak": "Avslutsorsak", "alder": "Ålder"}


def laid_out(text: str):
    """The grid of a table written as open data, with | between the columns and without those that are empty."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    buffer = io.StringIO("\n".join(",".join(line) for line in lines))
    cells = pd.read_csv(buffer, dtype=dict.fromkeys([*TITLES, "status"], str), keep_default_na=False, na_values=[""])
    for column in ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre"):
        cells[column] = cells.get(column, pd.Series([float("nan")] * len(cells)))
    cells["status"] = cells.get("status", pd.Series([""] * len(cells))).fillna("")
    dimensions = {name: TITLES[name] for name in cells.columns if name in TITLES}
    return lay_out(ProtectedTable("X-y", "t", "s", dimensions, cells))


def values(grid):
    return [[entry.value if isinstance(entry, Number) else entry for entry in row] for row in grid.rows]


def test_the_sexes_stand_side_by_side_and_the_values_before_what_they_rest_on():
    grid = laid_out("""
        orsak  | kon      | matt  | taljare | namnare | varde | ki_nedre | ki_ovre | enhet
        Arbete | Kvinnor  | andel | 10      | 40      | 25.0  | 14.2     | 40.2    | procent
        Arbete | Samtliga | andel | 30      | 90      | 33.3  | 24.5     | 43.6    | procent
        Okänd  | Kvinnor  | andel | 0       | 40      | 0.0   | 0.0      | 8.8     | procent
        Okänd  | Samtliga | andel | 45      | 90      | 50.0  | 39.9     | 60.1    | procent
    """)
    assert grid.headings == [
        *("Avslutsorsak", "Kvinnor, andel (procent)", "Samtliga, andel (procent)"),
        *("Kvinnor, täljare", "Samtliga, täljare", "Kvinnor, nämnare", "Samtliga, nämnare"),
        *("Kvinnor, nedre gräns", "Kvinnor, övre gräns", "Samtliga, nedre gräns", "Samtliga, övre gräns"),
    ]
    assert grid.heads == 1
    assert values(grid)[0] == ["Arbete", 25.0, 33.3, 10, 30, 40, 90, 14.2, 40.2, 24.5, 43.6]
    assert grid.rows[1][1] == Number(0.0, decimals=1)
    assert grid.rows[1][3] == Number(0, counts=True)


def test_signs_and_remarks_say_why_there_is_no_number():
    grid = laid_out("""
        orsak   | kon      | matt  | taljare | namnare | varde | enhet   | status
        Arbete  | Kvinnor  | andel |         |         |       | procent | skyddad
        Arbete  | Samtliga | andel | 7       | 15      | 46.7  | procent | osäker
        Studier | Kvinnor  | andel |         |         |       | procent | ej mätbar
        Studier | Samtliga | andel |         |         |       | procent | ej mätbar
        Övrigt  | Kvinnor  | andel |         |         |       | procent |
        Övrigt  | Samtliga | andel | 3       | 40      |       | procent | osäker
        Okänd   | Kvinnor  | andel | 9       | 40      | 22.5  | procent |
        Okänd   | Samtliga | andel | 9       | 80      | 11.3  | procent |
    """)
    assert values(grid) == [
        ["Arbete", "..", 46.7, "..", 7, "..", 15, "Kvinnor: skyddad; Samtliga: osäker"],
        ["Studier", "..", "..", "..", "..", "..", "..", "Kan ännu inte mätas"],
        ["Övrigt", ".", "..", ".", 3, ".", 40, "Samtliga: för få har svarat"],
        ["Okänd", 22.5, 11.3, 9, 9, 40, 80, ""],
    ]
    assert grid.rows[0][2] == Number(46.7, decimals=1, uncertain=True)


def test_a_number_that_is_a_count_of_its_own_is_not_said_twice():
    grid = laid_out("""
        orsak  | matt  | taljare | namnare | varde | enhet
        Arbete | antal |         |         | 30    | personer
        Arbete | andel | 30      | 90      | 33.3  | procent
    """)
    assert grid.headings == ["Avslutsorsak", "Antal personer", "Andel (procent)", "Nämnare"]
    assert values(grid) == [["Arbete", 30, 33.3, 90]]


def test_two_kinds_of_number_each_name_their_base():
    grid = laid_out("""
        orsak  | matt   | namnare | varde | enhet
        Arbete | medel  | 30      | 120   | dagar
        Arbete | median | 30      | 90    | dagar
    """)
    assert grid.headings == [
        *("Avslutsorsak", "Medel (dagar)", "Median (dagar)"),
        *("Nämnare för medel (dagar)", "Nämnare för median (dagar)"),
    ]


def test_a_table_by_sex_alone_has_the_sexes_down():
    grid = laid_out("""
        kon      | matt  | taljare | namnare | varde | enhet
        Kvinnor  | andel | 10      | 40      | 25.0  | procent
        Samtliga | andel | 30      | 90      | 33.3  | procent
    """)
    assert grid.headings == ["Kön", "Andel (procent)", "Täljare", "Nämnare"]


def test_sexes_that_not_every_row_has_go_down():
    grid = laid_out("""
        kon      | alder    | matt  | varde | enhet
        Kvinnor  | Samtliga | andel | 25.0  | procent
        Samtliga | 16–24    | andel | 26.0  | procent
        Samtliga | Samtliga | andel | 27.0  | procent
    """)
    assert values(grid) == [
        ["Kvinnor", "Samtliga", 25.0],
        ["Samtliga", "16–24", 26.0],
        ["Samtliga", "Samtliga", 27.0],
    ]


def test_kinds_that_not_every_row_has_go_down():
    grid = laid_out("""
        orsak  | matt  | varde | enhet
        Arbete | medel | 12    | dagar
        Okänd  | andel | 26.0  | procent
    """)
    assert grid.headings == ["Avslutsorsak", "Mått", "Värde"]
    assert values(grid) == [["Arbete", "medel (dagar)", 12], ["Okänd", "andel (procent)", 26.0]]


@pytest.mark.parametrize("columns", ["orsak | kon | matt | varde | enhet", "kon | matt | varde | enhet"])
def test_a_table_without_rows_has_none(columns):
    assert laid_out(columns).rows == []
