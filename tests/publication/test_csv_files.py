"""The open data: columns, values as published, and the tables read back as notebooks see them."""

import csv
import json
import shutil

import pytest

from indikatorer import UserError
from indikatorer.base.files import seal
from indikatorer.indicators import MEASURES
from indikatorer.measures.cell import decimals
from indikatorer.measures.compute import compute
from indikatorer.publication.annual import write_unprotected
from indikatorer.publication.csv_files import write_csv
from indikatorer.publication.protected import Cell, Publication
from tests.damage import damage
from tests.people import exits, records
from tests.protecting import protect

SPELLS = exits({("Kvinnor", "Arbete"): 21, ("Kvinnor", "Okänd"): 9, ("Män", "Arbete"): 3, ("Män", "Okänd"): 30})


@pytest.fixture(scope="module")
def publication(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    table = compute(MEASURES["J3"], "orsak", records(2021, spells=SPELLS))
    write_csv(folder / "J3-orsak.csv", protect([table])["J3-orsak"], decimals)
    write_csv(folder / "unprotected.csv", table.written, None)
    entry = {
        "title": "t",
        "source": "FLAI.",
        "dimensions": {"avslutsorsak": "Avslutsorsak", "kon": "Kön"},
        "breaks": [],
        "merged": {},
    }
    (folder / "tables.json").write_text(json.dumps({"tables": {"J3-orsak": entry}}))
    seal(folder)
    return Publication(folder)


def rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_file_has_the_dimensions_and_then_the_columns_of_the_contract(publication):
    first = rows(publication.folder / "J3-orsak.csv")[0]
    columns = "matt,taljare,namnare,varde,ki_nedre,ki_ovre,enhet,status"
    assert list(first) == ["avslutsorsak", "kon", *columns.split(",")]
    assert (first["avslutsorsak"], first["kon"], first["matt"]) == ("Arbete", "Kvinnor", "antal")


def test_values_are_as_published_and_a_protected_cell_is_empty(publication):
    found = {(r["avslutsorsak"], r["kon"], r["matt"]): r for r in rows(publication.folder / "J3-orsak.csv")}
    share = found["Okänd", "Samtliga", "andel"]
    assert (share["taljare"], share["namnare"], share["varde"], share["enhet"]) == ("39", "63", "61.9", "procent")
    hidden = found["Arbete", "Män", "antal"]
    assert hidden["status"] == "skyddad"
    assert [hidden[name] for name in ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre")] == [""] * 5


def test_unprotected_values_have_six_decimals(publication):
    found = {(r["avslutsorsak"], r["kon"], r["matt"]): r for r in rows(publication.folder / "unprotected.csv")}
    assert found["Okänd", "Samtliga", "andel"]["varde"] == "61.904762"
    assert found["Arbete", "Män", "antal"]["varde"] == "3"


def test_a_cell_is_read_back_with_its_words(publication):
    table = publication("J3-orsak")
    share = table.cell("andel", avslutsorsak="Okänd")
    assert (share.taljare, share.namnare, share.in_text(), share.in_table()) == (39, 63, "61,9 procent", "61,9")
    assert table.cell("antal", avslutsorsak="Flyttat").in_table() == "–"
    hidden = table.cell("antal", avslutsorsak="Arbete", kon="Män")
    assert (hidden.shown, hidden.in_text(), hidden.in_table()) == (False, "ett antal (skyddad uppgift)", "..")


def test_a_measure_that_there_is_not_is_told(tmp_path):
    store = tmp_path / "registers"
    store.mkdir()
    (store / "store.json").write_text(json.dumps({"tabeller": [], "tackning": {}}))
    (store / "secret").write_bytes(b"secret")
    seal(store)
    with pytest.raises(UserError, match="no measure J99"):
        write_unprotected(store, 2021, tmp_path / "tables", ["J4", "J99"])
    assert not (tmp_path / "tables").exists()


@pytest.mark.parametrize("file", ["tables.json", "J3-orsak.csv"])
@pytest.mark.parametrize("change", ["flip", "cut", "remove"])
def test_a_table_that_is_not_what_was_written_is_told(publication, tmp_path, file, change):
    folder = shutil.copytree(publication.folder, tmp_path / "tables")
    damage(folder / file, change)
    with pytest.raises(UserError, match=r"(gone|not what was written|not been computed).*make tables"):
        Publication(folder)


def test_a_cell_that_is_not_there_is_told_with_what_there_is(publication):
    with pytest.raises(UserError, match="Okänd"):
        publication("J3-orsak").cell(avslutsorsak="Okand")
    with pytest.raises(UserError, match="ingen dimension alder"):
        publication("J3-orsak").cell(alder="16–24")
    with pytest.raises(UserError, match="Menas J3-orsak"):
        publication("J3-orsaker")
    assert publication("J3-orsak").find(avslutsorsak="Okand") is None


@pytest.mark.parametrize(
    ("status", "in_text"),
    [
        ("skyddad", "en andel (skyddad uppgift)"),
        ("ej mätbar", "en andel (kan ännu inte mätas)"),
        ("saknas", "en andel (uppgift saknas)"),
        ("", "en andel (ingen att räkna på)"),
    ],
)
def test_a_sentence_reads_well_without_the_number(status, in_text):
    cell = Cell("J4-serie", {}, "andel", None, None, None, None, None, "procent", status)
    assert cell.in_text() == in_text
