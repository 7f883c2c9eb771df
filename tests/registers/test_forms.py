"""The same delivery in every form gives the same store."""

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from indikatorer.registers import ingest
from indikatorer.registers.contract import FILES
from indikatorer.registers.store import Registers
from indikatorer.registers.stored_rows import stored_files, stored_schema
from tests.registers.deliveries import SETTINGS, lines, small, whole, write


def frames(delivery: Path, build: Path) -> dict[str, pl.DataFrame]:
    build.mkdir(exist_ok=True)
    (build / "key").write_text("k" * 64)
    ingest(delivery, build / "registers", key_file=build / "key")
    return {name: frame.collect() for name, frame in Registers.open(build / "registers").frames.items()}


def assert_same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    assert one.keys() == other.keys()
    for name in one:
        assert one[name].equals(other[name]), name


def as_csv(files: dict[str, str], change) -> dict[str, str]:
    return {name: change(text) if name.endswith(".csv") else text for name, text in files.items()}


def tables(files: dict[str, str]) -> dict[str, list[list[str]]]:
    return {
        name.removesuffix(".csv"): list(csv.reader(io.StringIO(text), delimiter=";"))
        for name, text in files.items()
        if name.endswith(".csv")
    }


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, pl.DataFrame]:
    return frames(write(tmp_path / "expected", whole()), tmp_path / "expected_build")


def test_every_file_of_the_contract_is_stored_as_the_store_says(expected):
    assert expected.keys() == (FILES.keys() - {"personnummer_byte"}) | {"kolada"}
    assert {name: dict(frame.schema) for name, frame in expected.items()} == {
        name: stored_schema(name) for name in stored_files()
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path, expected, encoding, end):
    files = as_csv(whole(), lambda text: text.replace("\n", end))
    assert_same(frames(write(tmp_path / "delivery", files, encoding), tmp_path / "build"), expected)


def test_quoted_cells_with_separators_and_line_breaks(tmp_path, expected):
    def quoted(text: str) -> str:
        file = io.StringIO()
        csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
            csv.reader(io.StringIO(text), delimiter=";")
        )
        return file.getvalue().replace("Nyanländ, väntar", "Nyanländ;\n\nväntar")

    assert_same(frames(write(tmp_path / "delivery", as_csv(whole(), quoted)), tmp_path / "build"), expected)


def test_headers_in_other_letters_and_blank_lines(tmp_path, expected):
    def shouted(text: str) -> str:
        header, rest = text.split("\n", 1)
        return header.upper().replace(";", " ; ") + "\n\n" + rest + "\n \n"

    actual = frames(write(tmp_path / "delivery", as_csv(whole(), shouted)), tmp_path / "build")
    lines_differ = ("flai_inskrivningar", "scb_population")
    for frames_by_name in (actual, expected):
        for name in lines_differ:
            frames_by_name[name] = frames_by_name[name].drop("ordning")
    assert_same(actual, expected)


def test_workbooks(tmp_path, expected):
    folder = write(tmp_path / "delivery", {"leverans.toml": SETTINGS, "kolada.json": whole()["kolada.json"]})
    for name, rows in tables(whole()).items():
        with xlsxwriter.Workbook(folder / f"{name}.xlsx") as workbook:
            sheet = workbook.add_worksheet()
            day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if row and _is_date(cell):
                        sheet.write_datetime(row, column, date.fromisoformat(cell), day)
                    elif row and rows[0][column] in ("bidragsmånad", "månad", "Manad"):
                        sheet.write_datetime(row, column, date.fromisoformat(f"{cell}-01"), day)
                    elif row and cell.isdecimal() and not cell.startswith("0"):
                        sheet.write_number(row, column, int(cell))
                    else:
                        sheet.write_string(row, column, cell)
    actual = frames(folder, tmp_path / "build")
    assert_same(actual, expected)


def test_parquet_with_types_of_its_own(tmp_path, expected):
    folder = write(tmp_path / "delivery", {"leverans.toml": SETTINGS, "kolada.json": whole()["kolada.json"]})
    for name, (header, *rows) in tables(whole()).items():
        frame = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
        frame = frame.with_columns(pl.all().replace({"": None}))
        dates = [c for c in header if all(cell is None or _is_date(cell) for cell in frame[c])]
        numbers = [c for c in header if all(cell and cell.isdecimal() and cell[0] != "0" for cell in frame[c])]
        frame.with_columns(pl.col(dates).str.to_date(), pl.col(numbers).cast(pl.Int64)).write_parquet(
            folder / f"{name}.parquet"
        )
    actual = frames(folder, tmp_path / "build")
    for frames_by_name in (actual, expected):  # rows are counted from 1, not from the line below the header
        for name in ("flai_inskrivningar", "scb_population"):
            frames_by_name[name] = frames_by_name[name].drop("ordning")
    assert_same(actual, expected)


def _is_date(cell: str) -> bool:
    return len(cell) == 10 and cell[4] == cell[7] == "-"


def test_an_exports_own_names_are_mapped_and_said(tmp_path):
    files = small()
    expected = frames(write(tmp_path / "expected", files), tmp_path / "expected_build")
    text = files["flai_inskrivningar.csv"]
    files["flai_inskrivningar.csv"] = text.replace("avslutsorsak", "Avsl.orsak").replace("Okänd;N", "Okänt;N")
    files["leverans.toml"] += (
        '[kolumner.flai_inskrivningar]\n"Avsl.orsak" = "avslutsorsak"\n[koder.avslutsorsak]\n"Okänt" = "Okänd"\n'
    )
    assert_same(frames(write(tmp_path / "delivery", files), tmp_path / "build"), expected)
    assert Registers.open(tmp_path / "build" / "registers").catalogue["mappningar"] == [
        {"fil": "flai_inskrivningar.csv", "kolumn": "Avsl.orsak → avslutsorsak"},
        {"kolumn": "avslutsorsak", "kod": "Okänt → Okänd"},
    ]


def test_unknown_columns_and_files_are_reported_and_not_kept(tmp_path):
    files = small() | {"anteckningar.txt": "hej"}
    files["scb_arsdata.csv"] = lines("LopNr;AR;Kommun;Skostorlek", "17;2011;0180;43")
    stored = frames(write(tmp_path / "delivery", files), tmp_path / "build")
    assert "skostorlek" not in stored["scb_arsdata"].columns
    doubts = Registers.open(tmp_path / "build" / "registers").catalogue["varningar"]
    assert doubts["okänd kolumn i scb_arsdata.csv: Skostorlek"] == 1
    assert doubts["fil som inte hör till leveransen: anteckningar.txt"] == 1


def test_identities_are_numbered_anew_and_still_tell_who_is_who(expected):
    employments, followed = expected["flai_stockholmsjobb"], expected["flai_uppfoljning_3man"]
    first = employments.filter(pl.col("finansiering") == "AMF")["stockholmsjobb"].item()
    assert employments.filter(pl.col("finansiering") == "SDN")["forlangning_av"].item() == first
    assert followed["stockholmsjobb"].to_list() == [first]


def test_letters_written_in_two_characters(tmp_path, expected):
    files = as_csv(whole(), lambda text: unicodedata.normalize("NFD", text))
    assert_same(frames(write(tmp_path / "delivery", files), tmp_path / "build"), expected)
