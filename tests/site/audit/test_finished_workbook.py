"""The audit of workbook and description: as they are made they pass; a number that leaks is caught, by its place."""

import json
import re
import shutil
import zipfile

import pytest

from indikatorer.base.files import seal, write_json
from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.publication.annual import write_tables
from indikatorer.publication.csv_files import write_csv
from indikatorer.publication.datapackage import describe
from indikatorer.publication.protected import Publication
from indikatorer.publication.workbook import write_workbook
from indikatorer.site.audit.catalogue import CatalogueTexts
from indikatorer.site.audit.cells import PublishedCells
from indikatorer.site.audit.package import check_package
from indikatorer.site.audit.tracing import Findings
from indikatorer.site.audit.workbook_cells import check_workbook
from tests.people import exits, records
from tests.protecting import protect

HIDDEN = 3
SPELLS = exits({("Kvinnor", "Arbete"): 21, ("Kvinnor", "Okänd"): 9, ("Män", "Arbete"): HIDDEN, ("Män", "Okänd"): 30})


@pytest.fixture
def table():
    return compute(MEASURES["J3"], "orsak", records(2021, spells=SPELLS))


@pytest.fixture
def tables(table, tmp_path):
    """The protected table with its catalogue."""
    folder = tmp_path / "tables"
    folder.mkdir()
    write_tables(
        folder,
        {"year": 2021, "metod": "undertryckning", "delivery": {"syntetisk": False, "levererad": "2022-02-15"}},
        [table],
        protect([table]),
    )
    return folder


@pytest.fixture
def site(tables, tmp_path):
    folder = tmp_path / "site"
    (folder / "data").mkdir(parents=True)
    shutil.copyfile(tables / "J3-orsak.csv", folder / "data" / "J3-orsak.csv")
    write_workbook(Publication(tables), folder / "tabeller.xlsx")
    write_json(folder / "datapackage.json", describe(Publication(tables), folder))
    return folder


def told(tables, site) -> str:
    findings, published = Findings(), PublishedCells(tables)
    known = CatalogueTexts(json.loads((tables / "tables.json").read_text(encoding="utf-8")), published)
    check_workbook(site / "tabeller.xlsx", published, known, findings)
    check_package(site / "datapackage.json", known, findings)
    return "\n".join(map(str, findings.untraced))


def spoilt(site, part: str, pattern: str, new: str) -> None:
    """Change a part of the workbook."""
    path = site / "tabeller.xlsx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    parts[part], changed = re.subn(pattern, new, parts.get(part, ""), count=1)
    assert changed, f"{part} does not hold {pattern}"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_they_pass_as_they_are_made(tables, site):
    assert told(tables, site) == ""


def test_a_telephone_number_of_the_publisher_may_be_said(tables, site):
    catalogue = tables / "tables.json"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('"contact": ""', '"contact": "08-508 35 500"'), encoding="utf-8")
    seal(tables)
    write_workbook(Publication(tables), site / "tabeller.xlsx")
    assert told(tables, site) == ""


def test_a_workbook_of_unprotected_tables_is_caught(table, tables, site):
    shutil.copytree(tables, site / "unprotected")
    write_csv(site / "unprotected" / "J3-orsak.csv", table.written, lambda matt, enhet: 1)
    seal(site / "unprotected")
    write_workbook(Publication(site / "unprotected"), site / "tabeller.xlsx")
    assert f"J3-orsak, rad 6: ”{HIDDEN}" in told(tables, site)


def test_a_number_in_the_wrong_row_is_caught(tables, site):
    spoilt(site, "xl/worksheets/sheet5.xml", r'(<c r="D6"[^>]*>)<v>24</v>', r"\1<v>39</v>")
    assert "J3-orsak, rad 6: ”39" in told(tables, site)


@pytest.mark.parametrize(
    ("part", "pattern", "new", "place"),
    [
        ("xl/worksheets/sheet5.xml", r"<v>24</v>", "<f>21+3</f><v>24</v>", "J3-orsak!D6"),
        (
            "xl/worksheets/sheet1.xml",
            r"</sheetData>",
            '<row r="99"><c r="A99"><v>3</v></c></row></sheetData>',
            "rad 99",
        ),
        ("xl/sharedStrings.xml", "Utgivare:", "Dolt: 3 personer.", "Dolt: 3 personer"),
        ("docProps/core.xml", "Uppföljning av", "3 män av", "3 män av"),
        ("xl/tables/table4.xml", "Män, nämnare", "Män, 33 personer", "Män, 33 personer"),
        ("xl/comments1.xml", "^", "<comments>3</comments>", "xl/comments1.xml"),
    ],
)
def test_what_hides_in_the_file_is_caught(tables, site, part, pattern, new, place):
    spoilt(site, part, pattern, new)
    assert place in told(tables, site)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"title": "Kön"', '"title": "Kön, 33 av 63 personer"', "33 av 63"),
        ('"minimum": 0', '"minimum": 3', "minimum: ”3”"),
        ('"bytes": ', '"bytes": 1', "J3-orsak.csv"),
    ],
)
def test_a_number_in_the_description_is_caught(tables, site, old, new, found):
    path = site / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found in told(tables, site)
