"""A workbook says what a person sees in it, or is refused with the cell named."""

import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from indikatorer.registers import check
from indikatorer.registers.faults import DeliveryError
from indikatorer.registers.ingesting import judge
from tests.registers.deliveries import SETTINGS, write

HEADER = ["månad", "mått", "antal"]
ROWS = [["2021-05", "Möten", 12], ["2021-06", "Möten", 14], ["2021-07", "Besök", 7]]

Change = Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet], None]


def workbook(folder: Path, change: Change, *, edit: dict[str, str] | None = None) -> Path:
    """A delivery of `HEADER` and `ROWS` in a workbook, changed, its XML edited."""
    path = write(folder, {"leverans.toml": SETTINGS}) / "processmatt.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Blad1")
        for row, cells in enumerate([HEADER, *ROWS]):
            sheet.write_row(row, 0, cells)
        change(book, sheet)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            for old, new in (edit or {}).items():
                text = text.replace(old, new)
            archive.writestr(name, text)
    return folder


def rows(delivery: Path) -> list[tuple]:
    judged = judge(delivery, quarantine=False, limit=0)
    return judged.rows["processmatt"].select("matt", "antal").rows()


def said(delivery: Path) -> str:
    with pytest.raises(DeliveryError) as caught:
        check(delivery)
    return str(caught.value)


AS_SHOWN = [("Möten", 12), ("Möten", 14), ("Besök", 7)]
CALCULATED = {' fullCalcOnLoad="1"': ""}
"""What Excel does when it saves: no longer is anything to be calculated by whoever opens the file."""


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ({"font_strikeout": True}, "expected a value that counts: this one is struck through"),
        ({"font_color": "#FFFFFF"}, "expected a value that is seen: this one is written in white"),
    ],
)
def test_a_value_that_is_struck_out_or_not_seen_is_refused(tmp_path, looks, expected):
    told = said(workbook(tmp_path, lambda book, sheet: sheet.write(2, 2, 14, book.add_format(looks))))
    assert expected in told
    assert "line 3: “C3”" in told


RUNS = '<r><t xml:space="preserve">Mö</t></r><r><rPr><strike/><sz val="11"/></rPr><t>ten</t></r>'


@pytest.mark.parametrize(
    "edit",
    [
        {"<t>Möten</t>": RUNS},
        {'<c r="B3" t="s"><v>4</v></c>': f'<c r="B3" t="inlineStr"><is>{RUNS}</is></c>'},
    ],
    ids=["shared", "inline"],
)
def test_a_text_of_which_a_part_is_struck_out_is_refused(tmp_path, edit):
    told = said(workbook(tmp_path, lambda book, sheet: None, edit=edit))
    assert "expected a value that counts: this one is struck through, all of it or a part" in told
    assert "line 3: “B3”" in told


def test_a_text_of_which_a_part_is_bold_is_that_text(tmp_path):
    runs = RUNS.replace("<strike/>", '<b/><strike val="0"/>')
    assert rows(workbook(tmp_path, lambda book, sheet: None, edit={"<t>Möten</t>": runs})) == AS_SHOWN


def test_white_on_a_colour_is_seen(tmp_path):
    heading = {"font_color": "#FFFFFF", "bg_color": "#003366", "bold": True}
    changed = workbook(tmp_path, lambda book, sheet: sheet.write_row(0, 0, HEADER, book.add_format(heading)))
    assert rows(changed) == AS_SHOWN


def test_a_formula_that_excel_has_calculated_is_its_result(tmp_path):
    def change(book, sheet):
        sheet.write_formula("C3", "=7+7", None, 14)
        sheet.write_formula("B4", '="Be"&"sök"', None, "Besök")

    assert rows(workbook(tmp_path, change, edit=CALCULATED)) == AS_SHOWN


@pytest.mark.parametrize("edit", [{}, CALCULATED | {"<v>0</v>": ""}, CALCULATED | {"<v>0</v>": "<v></v>"}])
def test_a_formula_without_a_result_is_named(tmp_path, edit):
    """With a 0 that a program put there unasked, without a value, with an empty one."""
    message = said(workbook(tmp_path, lambda _, sheet: sheet.write_formula("C3", "=7+7"), edit=edit))
    assert "antal: expected a value, not a formula without a calculated result" in message
    assert "line 3: “C3”" in message
    assert message.count("line 3") == 1, "that the cell is then empty is not told as well"


def test_a_formula_in_the_header_is_named(tmp_path):
    message = said(workbook(tmp_path, lambda _, sheet: sheet.write_formula("C1", '="antal"')))
    assert "cell C1, a column's name: expected a value, not a formula" in message


def test_an_excel_error_is_named(tmp_path):
    message = said(
        workbook(tmp_path, lambda _, sheet: sheet.write_formula("B3", "=NA()", None, "#N/A"), edit=CALCULATED)
    )
    assert "mått: expected a value, not an Excel error" in message
    assert "line 3: “#N/A”" in message


def test_the_sheet_with_the_table_is_read_where_others_are_empty(tmp_path):
    def change(book, sheet):
        book.add_worksheet("Blad2").set_column("A:A", 20)
        book.add_worksheet("Blad3").hide()

    assert rows(workbook(tmp_path, change)) == AS_SHOWN


@pytest.mark.parametrize("is_hidden", [False, True])
def test_a_further_sheet_with_anything_in_it_is_told(tmp_path, is_hidden):
    def change(book, sheet):
        other = book.add_worksheet("2015")
        other.write_row(0, 0, HEADER)
        if is_hidden:
            other.hide()

    other = "“2015” (hidden)" if is_hidden else "“2015”"
    assert f"several sheets with content: “Blad1”, {other}" in said(workbook(tmp_path, change))


def test_a_hidden_sheet_alone_is_told(tmp_path):
    def change(book, sheet):
        book.add_worksheet("Blad2").activate()
        sheet.hide()

    assert "the only sheet with content, “Blad1”, is hidden" in said(workbook(tmp_path, change))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}), "only rows that Excel shows"),
        (lambda _, sheet: sheet.set_column("C:C", None, None, {"hidden": True}), "only columns that Excel shows"),
        (lambda _, sheet: sheet.set_row(2, 0.5), "only rows that Excel shows"),
        (lambda _, sheet: sheet.set_column("C:C", 0.05), "only columns that Excel shows"),
        (lambda _, sheet: sheet.merge_range("B2:B3", "Möten"), "cells that are not merged"),
    ],
)
def test_what_is_hidden_or_merged_is_told(tmp_path, change, expected):
    assert expected in said(workbook(tmp_path, change))


ANOTHER = [
    "#,##0,",
    "0%",
    ";;;",
    '"x"',
    9,
    '0"000"',
    '0" tkr"',
    '0.0,,"M"',
    "[$tkr] 0",
    "0\\k",
    "-0",
    "(0)",
    "0*0",
    "5#",
]


@pytest.mark.parametrize("form", ANOTHER)
def test_a_number_that_its_format_shows_as_another_is_named(tmp_path, form):
    def change(book, sheet):
        sheet.write_number("C3", 14, book.add_format({"num_format": form}))

    message = said(workbook(tmp_path, change))
    assert "antal: expected a number that looks like what it is" in message
    assert "line 3: “C3”" in message


@pytest.mark.parametrize(
    "form",
    [
        *("#,##0", "0.00", '#,##0\\ "kr"', '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', '0"%"', "@", "0;0", "0;-0;", 40),
        *("#,##0\\ [$kr-41D];[Red]-#,##0\\ [$kr-41D]", '0":-"', "00-00", "[Blue]0", "[>9]0;0", "0.00E+00", "# ?/8"),
    ],
)
def test_a_format_that_shows_the_number_is_nothing(tmp_path, form):
    def change(book, sheet):
        sheet.write_number("C3", 14, book.add_format({"num_format": form}))

    assert rows(workbook(tmp_path, change)) == AS_SHOWN


@pytest.mark.parametrize(
    ("form", "number", "is_another"),
    [
        *(("0;0", -14, True), ("0;[Red]0", -14, True), ("0;", -14, True), ('0;"minus "0', -14, True)),
        *((";-0", -14, False), ("0;-0", -14, False), ("0_);(0)", -14, False), ("0", -14, False)),
        *(("0;-0;", 0, True), ('0;-0;"–"', 0, False)),
    ],
)
def test_a_format_that_hides_the_sign_or_the_zero_tells_of_those_numbers(tmp_path, form, number, is_another):
    def change(book, sheet):
        sheet.write_number("C3", number, book.add_format({"num_format": form}))

    try:
        judge(workbook(tmp_path, change), quarantine=False, limit=0)
        message = ""
    except DeliveryError as error:
        message = str(error)
    assert ("without its minus" in message) == is_another, message


def test_columns_that_are_hidden_and_empty_are_nothing(tmp_path):
    delivery = workbook(tmp_path, lambda _, sheet: sheet.set_column("F:XFD", None, None, {"hidden": True}))
    assert rows(delivery) == AS_SHOWN


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD2", "A1048576", "DZ1", "B2000"])
def test_a_stray_cell_far_out_costs_neither_time_nor_memory(tmp_path, cell):
    delivery = workbook(tmp_path, lambda _, sheet: sheet.write_string(cell, " "))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    message = said(delivery)
    assert f"cell {cell} holds something (a space, perhaps) far outside the table" in message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "kilobytes"


def test_a_format_far_out_is_nothing(tmp_path):
    delivery = workbook(tmp_path, lambda book, sheet: sheet.write_blank("XFD99", None, book.add_format({"bold": True})))
    assert rows(delivery) == AS_SHOWN


def test_a_workbook_that_is_too_large_when_unpacked_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("indikatorer.registers.sheets.UNPACKED", 1000)
    assert "larger than any table when it is unpacked" in said(workbook(tmp_path, lambda *_: None))


def test_a_workbook_of_one_text_that_is_endless_is_not_unpacked(tmp_path):
    delivery = workbook(tmp_path, lambda *_: None, edit={"Besök": "a" * 110_000_000})
    assert (delivery / "processmatt.xlsx").stat().st_size < 1_000_000
    assert "larger than any table when it is unpacked" in said(delivery)


def test_a_workbook_of_another_program_with_prefixes_and_without_references(tmp_path):
    """As report servers write them: every element with a prefix, no cell with its place."""
    edit = {
        "<worksheet xmlns=": "<x:worksheet xmlns:x=",
        **{f"<{tag}": f"<x:{tag}" for tag in ("sheetData", "row ", "c ", "v>")},
        **{f"</{tag}>": f"</x:{tag}>" for tag in ("worksheet", "sheetData", "row", "c", "v")},
        "<x:v></x:v>": "",
        "<f>": "<x:f>",
        "</f>": "</x:f>",
    }
    edit |= {f"<{tag}": f"<x:{tag}" for tag in ("dimension", "sheetViews", "sheetFormatPr", "pageMargins")}
    edit |= {"</sheetViews>": "</x:sheetViews>", "<sheetView ": "<x:sheetView "}
    edit |= CALCULATED | {"<x:v>0</x:v></x:c></x:row>": "</x:c></x:row>"}
    message = said(workbook(tmp_path, lambda _, sheet: sheet.write_formula("C3", "=7+7"), edit=edit))
    assert "line 3: “C3”" in message
