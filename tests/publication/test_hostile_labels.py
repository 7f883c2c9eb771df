"""Labels from a delivery are text in the open data and the workbook: the same words, and never a formula."""

import csv

import openpyxl
import polars as pl
import xlsxwriter

from indikatorer.publication.csv_files import write_csv
from indikatorer.publication.sheet import Sheet, Writer
from indikatorer.publication.spreadsheet import write_for_spreadsheets
from tests.hostile import HOSTILE


def test_a_label_is_the_same_text_in_the_csv(tmp_path):
    """Also where a spreadsheet would take it for a formula: csv are for programs, and an added sign is another name."""
    cells = pl.DataFrame({"avslutsorsak": HOSTILE, "kon": "Samtliga", "matt": "antal", "taljare": None}).with_columns(
        namnare=None, varde=5.0, ki_nedre=None, ki_ovre=None, enhet=pl.lit("personer"), status=pl.lit("")
    )
    write_csv(tmp_path / "J3-orsak.csv", cells, None)
    with (tmp_path / "J3-orsak.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["avslutsorsak"], row["varde"]) for row in csv.DictReader(file)] == [
            (name, "5") for name in HOSTILE
        ]


def test_a_label_that_a_spreadsheet_would_run_stands_after_an_apostrophe(tmp_path):
    cells = pl.DataFrame(
        {"avslutsorsak": HOSTILE, "kon": "Samtliga", "matt": "differens", "taljare": None}
    ).with_columns(
        namnare=None, varde=-1.5, ki_nedre=None, ki_ovre=None, enhet=pl.lit("procentenheter"), status=pl.lit("")
    )
    write_csv(tmp_path / "J3-orsak.csv", cells, None)
    write_for_spreadsheets(tmp_path)
    with (tmp_path / "excel" / "J3-orsak.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {float(row["varde"].replace(",", ".")) for row in rows} == {-1.5}
    assert [row["avslutsorsak"].removeprefix("'") for row in rows] == list(HOSTILE)
    assert not any(row["avslutsorsak"].startswith(("=", "+", "-", "@")) for row in rows)


def test_a_label_is_text_in_its_cell_of_the_workbook(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "tabeller.xlsx") as book:
        rows = [(label, "..") for label in HOSTILE]
        Writer(book, "", "").write(Sheet("J3-orsak", "Orsaker", list(HOSTILE), ("Avslutsorsak", "Antal"), rows))
    sheet = openpyxl.load_workbook(tmp_path / "tabeller.xlsx")["J3-orsak"]
    notes, table = sheet["A"][1 : 1 + len(HOSTILE)], sheet["A"][-len(HOSTILE) :]
    for cells in (notes, table):
        assert [cell.value for cell in cells] == list(HOSTILE)
        assert {cell.data_type for cell in cells} == {"s"}
        assert not any(cell.hyperlink for cell in cells)
