"""The workbook of a whole year read back: every number is the csv's and no other, and everyone can find their way."""

import csv
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import datetime

import openpyxl
import pytest

from indikatorer.indicators import MEASURES
from indikatorer.publication.workbook import write_workbook

NUMBERS = {"taljare": "täljare", "namnare": "nämnare", "varde": "", "ki_nedre": "nedre gräns", "ki_ovre": "övre gräns"}
SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def path(whole, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "tabeller.xlsx"
    write_workbook(whole, path)
    return path


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def published(whole, table):
    with (whole.folder / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def laid(sheet):
    """The rows of the sheet's table, as heading → value; none where it says that there is nothing."""
    if not sheet.tables:
        assert "Det finns inget att redovisa i tabellen." in [cell.value for cell in sheet["A"]]
        return []
    (named,) = sheet.tables.values()
    headings, *rows = [[cell.value for cell in row] for row in sheet[named.ref]]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def heading(row, headings, quantity):
    """Where a number of the open data is to be found: sex, what it is, and of which kind where there are several."""
    kind = f"antal {row['enhet']}" if row["matt"] == "antal" else f"{row['matt']} ({row['enhet']})"
    kind = "antal" if kind == "antal antal" else kind
    sex = [] if "Kön" in headings or "kon" not in row else [row["kon"]]
    for said in (quantity or kind, f"{quantity} för {kind}", "värde"):
        text = ", ".join([*sex, said])
        if text[0].upper() + text[1:] in headings:
            return text[0].upper() + text[1:]
    return None


def test_every_number_is_that_of_the_open_data_in_its_place(whole, book):
    for table, entry in whole.catalogue["tables"].items():
        lines = laid(book[table])
        rows = published(whole, table)
        assert bool(lines) == bool(rows)
        for row in rows:
            labels = {title: row[name] for name, title in entry["dimensions"].items() if title in lines[0]}
            (line,) = [line for line in lines if labels.items() <= line.items()]
            for quantity, word in NUMBERS.items():
                at = heading(row, line, word)
                if row[quantity]:
                    found = line[at or heading(row | {"matt": "antal", "enhet": "personer"}, line, "")]
                    assert type(found) in (int, float), (table, row)
                    assert found == float(row[quantity]), (table, row)
                elif at and any(other[quantity] for other in rows if other["matt"] == row["matt"]):
                    assert line[at] == (".." if row["status"] and not row["varde"] else "."), (table, row)


def test_numbers_are_shown_as_they_are_published(book):
    total = book["J3-orsak"].max_row
    assert book["J3-orsak"].cell(total, 2).number_format == '#,##0;-#,##0;"–"'
    assert book["J3-orsak"].cell(total, 5).number_format in ("#,##0.0", '#,##0.0"*"')
    uncertain = [cell for sheet in book for row in sheet.iter_rows() for cell in row if '"*"' in cell.number_format]
    assert uncertain
    assert all(sheet_remarks(cell) for cell in uncertain)


def sheet_remarks(cell):
    row = [other.value for other in cell.parent[cell.row]]
    return re.search("[Oo]säker", row[-1])


def test_there_is_no_number_that_is_not_in_the_open_data(whole, path):
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        texts = {name: package.read(name).decode() for name in names if name.endswith((".xml", ".rels"))}
    sheets = re.findall(r'<sheet name="([^"]+)" sheetId="(\d+)"', texts["xl/workbook.xml"])
    assert {name for name, _ in sheets} > set(whole.catalogue["tables"])
    for table, number in sheets:
        sheet = texts[f"xl/worksheets/sheet{number}.xml"]
        assert "<f>" not in sheet
        assert "mergeCell" not in sheet
        assert "hidden=" not in sheet
        written = Counter(map(float, re.findall(r'<c r="\w+"(?: s="\d+")?><v>([^<]+)</v>', sheet)))
        rows = published(whole, table) if table in whole.catalogue["tables"] else []
        assert written <= Counter(float(row[quantity]) for row in rows for quantity in NUMBERS if row[quantity]), table
    known = (r"xl/worksheets/", r"xl/tables/", r"docProps/", r"_rels/", r"\[Content_Types\]", r"xl/_rels/")
    others = [name for name in names if not re.match("|".join(known), name)]
    assert {*others} == {"xl/workbook.xml", "xl/theme/theme1.xml", "xl/styles.xml", "xl/sharedStrings.xml"}


def test_everyone_can_find_their_way(whole, book):
    titles = [sheet["A1"].value for sheet in book]
    assert len(set(titles)) == len(titles)
    cover = book.worksheets[0]
    assert cover["A2"].value.startswith("Syntetiska data")
    assert book.active is cover
    for sheet in book.worksheets[1:]:
        if not laid(sheet):
            continue
        (named,) = sheet.tables.values()
        _, top, _, bottom = openpyxl.utils.range_boundaries(named.ref)
        assert named.ref.startswith("A")
        assert bottom == sheet.max_row
        assert all(sheet.cell(row, 1).value for row in range(1, bottom + 1))
        assert sheet.freeze_panes == f"{sheet.freeze_panes[0]}{top + 1}"
        assert sheet.print_title_rows == f"${top}:${top}"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        headings = [cell.value for cell in sheet[top]]
        assert all(headings)
        assert len({text.casefold() for text in headings}) == len(headings)
    linked = [cell.hyperlink.location for (cell,) in book["Innehåll"]["A3" : f"A{book['Innehåll'].max_row}"]]
    assert linked == [f"'{sheet.title}'!A1" for sheet in book.worksheets[4:]]
    assert [name.strip("'").split("'!")[0] for name in linked] == [
        table for measure in whole.catalogue["measures"] for table in measure["tables"]
    ]


def test_the_file_says_what_it_is(book, whole):
    properties = book.properties
    assert properties.title == f"Uppföljning av Jobbtorg Stockholm {whole.catalogue['year']}: tabeller"
    assert properties.creator == whole.catalogue["publisher"]["name"]
    assert properties.description.startswith("Syntetiska data")
    assert properties.created == properties.modified == datetime(2022, 2, 15)


def test_every_table_can_have_a_sheet():
    names = [measure.table_id(suffix) for measure in MEASURES.values() for suffix in measure.tables]
    assert max(map(len, names)) <= 31
    assert len({re.sub(r"\W", "_", name).casefold() for name in names}) == len(names)


def test_the_same_tables_give_the_same_bytes(whole, path, tmp_path):
    write_workbook(whole, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on the PATH")
def test_libreoffice_opens_it_and_reads_the_same(book, path, tmp_path):
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", every_sheet, "--outdir", tmp_path, path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    assert "rror" not in done.stdout + done.stderr
    assert {file.stem for file in tmp_path.glob("*.csv")} == {f"tabeller-{name}" for name in book.sheetnames}
    for sheet in book:
        with (tmp_path / f"tabeller-{sheet.title}.csv").open(encoding="utf-8") as file:
            for row, read in zip(sheet.iter_rows(values_only=True), csv.reader(file), strict=True):
                for text, value in zip(read, row, strict=True):
                    assert (float(text) if isinstance(value, int | float) else text) == ("" if value is None else value)
