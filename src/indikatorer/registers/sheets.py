"""What an Excel workbook shows, as far as its values do not tell: sheets, formulas, hidden rows, cells far out.

A workbook is a zip archive of XML. Readers of values take the first sheet, shown or not, nothing for a formula that
has not been calculated, and room for every cell up to the one farthest out. So the XML is looked through first, as a
stream, in time and memory that follow the cells in use.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

import polars as pl

from indikatorer.registers.faults import Faults, Unreadable, mask, masked

BLOCK = 1024 * 1024
UNPACKED = 1024**3
"""So many bytes a workbook may have when it is unpacked; a full sheet of a million rows has fewer."""
SWOLLEN, PACKED = 100 * BLOCK, 100
"""A part of so many bytes that is packed so many times smaller repeats itself as no table does."""
DIGITS = "0123456789"
FAR_COLUMNS, FAR_ROWS = 100, 1000
"""A cell with so many empty columns or rows between it and the others is not one of the table's."""


BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    expat.ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)
"""What comes of an archive that is cut off, locked or not a workbook."""
CALCULATED = "a value, not a formula without a calculated result: open and save the file in Excel, or paste the values"
HIDDEN_ROW = "only rows that Excel shows: show this one (is there a filter?) or delete it"
HIDDEN_COLUMN = "only columns that Excel shows: show this one or delete it"
FORMATTED = (
    "a number that looks like what it is, not in thousands or per cent, hidden, without its minus, or with digits or "
    "words that its format adds: give it the format General, and look whether the number is the one meant"
)
PERCENT = {"9", "10"}
"""The built-in formats that show a hundred times the number."""
SIGNS = "+0-"
UNITS = {"kr", "kronor", "sek", "eur", "st", "år", "mån", "månader", "dagar", "tim", "timmar", "poäng", "personer"}
"""Words after a number, as its format adds them, that do not make it another one. Others may: tkr, mnkr."""
PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\*(?P<fill>.)|_.|\[\$(?P<currency>[^]-]*)[^]]*\]'
    r"|(?P<condition>\[[<>=][^]]*\])|(?P<number>General|Standard|@|[.,]*[0#?][0#?.,]*(?:E[+-][0#?]+)?(?:/[0-9#?]+)?)"
    r"|(?P<date>\[[hms]+\]|AM/PM|A/P|[ymdhsgbe]+)|\[[^]]*\]|(?P<end>;)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
"""What a format is made of: literal text, the number, dates, conditions and colours, the ends of its parts."""
ERROR = "a value, not an Excel error"
STRUCK = "a value that counts: this one is struck through, all of it or a part. Delete it, or take the line away"
UNSEEN = "a value that is seen: this one is written in white. Delete it, or give it another colour"
MERGED = "cells that are not merged: only the first of them holds the value. Divide them and fill in each"


@dataclass
class Sheet:
    """A sheet and what is in it. Columns and rows are counted from 1, as Excel does.

    `refused` are cells that do not say what is seen in them: row, column, what is told of it, what it should hold.
    """

    name: str
    is_shown: bool
    member: str
    last_row: int = 0
    columns: set[int] = field(default_factory=set)
    stray: str | None = None
    formulas: list[tuple[int, int]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    refused: list[tuple[int, int, str, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def shown_sheet(path: Path) -> Sheet:
    """The one sheet of a workbook that holds anything, looked through.

    Raises Unreadable for a file that is no workbook, and for a workbook of which it cannot be said that all it holds is
    a table that its reader sees.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED or any(
                member.file_size > max(SWOLLEN, PACKED * member.compress_size) for member in archive.infolist()
            ):
                raise Unreadable("the workbook is larger than any table when it is unpacked: deliver it as CSV")
            sheets, recalculates, styles = _sheets(archive)
            for sheet in sheets:
                _look_through(archive, sheet, styles)
    except BROKEN as error:
        raise not_a_workbook(error) from None
    used = [sheet for sheet in sheets if sheet.columns or sheet.stray]
    if not used:
        raise Unreadable("the workbook is empty")
    if len(used) > 1:
        names = ", ".join(f"“{mask(sheet.name)}”{'' if sheet.is_shown else ' (hidden)'}" for sheet in used)
        raise Unreadable(f"the workbook has several sheets with content: {names}. Keep the one to be read")
    [sheet] = used
    if not sheet.is_shown:
        raise Unreadable(f"the only sheet with content, “{mask(sheet.name)}”, is hidden: show it, if it is to be read")
    if sheet.stray:
        raise Unreadable(
            f"cell {sheet.stray} holds something (a space, perhaps) far outside the table: delete its row or column"
        )
    if recalculates:
        sheet.uncalculated = sheet.formulas
    return sheet


def add_faults(file: str, sheet: Sheet, header: list[str], faults: Faults) -> None:
    """Notes every cell that does not hold what a reader sees there. Raises Unreadable where that is a column's name."""
    for row, column in sheet.uncalculated:
        if row == 1:
            raise Unreadable(f"cell {_cell(row, column)}, a column's name: expected {CALCULATED}", row)
    refused = [(row, column, _cell(row, column), CALCULATED) for row, column in sheet.uncalculated] + sheet.refused
    schema = {"rad": pl.UInt32, "column": pl.Int32, "found": pl.String, "expected": pl.String}
    cells = pl.DataFrame(refused, schema=schema, orient="row")
    for (column, expected), alike in cells.group_by("column", "expected", maintain_order=True):
        name = header[column - 1] if column <= len(header) else ""
        faults.add_rows(file, alike, name, masked(pl.col("found")), expected)
    hidden = pl.DataFrame({"rad": sheet.hidden_rows}, schema={"rad": pl.UInt32})
    faults.add_rows(file, hidden, "", pl.lit("hidden"), HIDDEN_ROW)
    for columns in sheet.hidden_columns:
        for column in sorted(sheet.columns & set(columns)):
            faults.add(file, HIDDEN_COLUMN, found=_cell(1, column))
    for merged in sheet.merged:
        faults.add(file, MERGED, found=merged)


@dataclass(frozen=True)
class _Styles:
    """What looks make of cells: `misleading` are the styles, as cells name them, that show another number, of which
    signs. `refused` are those that strike through or hide, with what a cell should hold; `struck` the shared texts, by
    their number, of which a part is struck through."""

    misleading: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    struck: frozenset[str] = frozenset()


def _sheets(archive: zipfile.ZipFile) -> tuple[list[Sheet], bool, _Styles]:
    """The sheets with cells, whether the workbook asks whoever opens it to calculate all formulas, and its styles.

    A program that wrote formulas without calculating them asks for that, and may have put any result (0, mostly) in
    the file; Excel does not ask when it saves.
    """
    main = next(target for kind, target in _related(archive, "") if kind == "officeDocument")
    targets = dict(_by_id(archive, main))
    workbook = ElementTree.fromstring(archive.read(main))
    sheets = []
    for element in workbook.iter():
        if _local(element.tag) == "sheet":
            identity = next(value for key, value in element.attrib.items() if _local(key) == "id" and key != "id")
            kind, target = targets[identity]
            if kind == "worksheet":
                sheets.append(Sheet(element.get("name", ""), element.get("state", "visible") == "visible", target))
    settings = [element for element in workbook.iter() if _local(element.tag) == "calcPr"]
    recalculates = any(element.get("fullCalcOnLoad", "0") in ("1", "true") for element in settings)
    parts = {kind: target for kind, target in targets.values() if kind in ("styles", "sharedStrings")}
    struck = _struck(archive, parts["sharedStrings"]) if "sharedStrings" in parts else frozenset[str]()
    styles = _styles(archive.read(parts["styles"])) if "styles" in parts else _Styles()
    return sheets, recalculates, replace(styles, struck=struck)


def _struck(archive: zipfile.ZipFile, member: str) -> frozenset[str]:
    """The shared texts of which a part is struck through: their numbers, as cells name them. Read as a stream."""
    number, struck = 0, set()
    with archive.open(member) as xml:
        for _, element in ElementTree.iterparse(xml):
            if _local(element.tag) == "si":
                if _has(element, "strike"):
                    struck.add(str(number))
                number += 1
                element.clear()
    return frozenset(struck)


def _styles(xml: bytes) -> _Styles:
    root = ElementTree.fromstring(xml)
    parts = {_local(element.tag): list(element) for element in root}
    cells = {str(at): style for at, style in enumerate(parts.get("cellXfs", ()))}
    struck = {str(at) for at, font in enumerate(parts.get("fonts", ())) if _has(font, "strike")}
    white = {str(at) for at, font in enumerate(parts.get("fonts", ())) if _is_white(font)}
    filled = {str(at) for at, fill in enumerate(parts.get("fills", ())) if _has(fill, "fgColor")}
    refused = {
        at: UNSEEN for at, style in cells.items() if style.get("fontId") in white and style.get("fillId") not in filled
    }
    refused |= {at: STRUCK for at, style in cells.items() if style.get("fontId") in struck}
    return _Styles(_misleading(root, cells), refused)


def _has(element: ElementTree.Element, name: str) -> bool:
    return any(_local(part.tag) == name and part.get("val", "1") not in ("0", "false") for part in element.iter())


def _is_white(font: ElementTree.Element) -> bool:
    colours = [part for part in font if _local(part.tag) == "color"]
    return any(part.get("rgb", "")[-6:].upper() == "FFFFFF" or part.get("theme") == "0" for part in colours)


def _misleading(root: ElementTree.Element, cells: Mapping[str, ElementTree.Element]) -> dict[str, str]:
    """The styles that show another number than the cell holds, or none: of which signs."""
    formats = dict.fromkeys(PERCENT, SIGNS) | {
        element.get("numFmtId", ""): signs
        for element in root.iter()
        if _local(element.tag) == "numFmt" and (signs := shown_as_another(element.get("formatCode", "")))
    }
    of_cells = ((at, style.get("numFmtId", "0")) for at, style in cells.items())
    return {at: formats[number] for at, number in of_cells if number in formats}


@dataclass
class _Section:
    """A part of a format: literal text with NUL where the number stands, and what is done to the number."""

    text: str = ""
    is_scaled: bool = False
    is_date: bool = False

    def is_another(self, *, empty_is_none: bool = True) -> bool:
        """Whether it shows thousands or a hundred times of the number, more digits, a multiple in words, or none."""
        if self.is_date:
            return False
        literal = self.text.replace("\0", "").casefold()
        more = re.search(r"\d", literal) or set(re.findall(r"[^\W\d_]+", literal)) - UNITS
        return self.is_scaled or bool(more) or ("\0" not in self.text and (empty_is_none or not literal.strip()))

    def is_negative(self) -> bool:
        """Whether it puts a minus or parentheses around the number."""
        text = self.text.replace(":-", "")
        before, after = text.partition("\0")[0], text.rpartition("\0")[2]
        return bool(re.search("[-\u2212\u2013]", before + after)) or ("(" in before and ")" in after)


def shown_as_another(code: str) -> str:
    """The signs (`+`, `0`, `-`) of the numbers that a format shows as another number, or not at all."""
    sections, has_conditions = [_Section()], False
    for piece in PIECE.finditer(code):
        kind, said = piece.lastgroup, piece[piece.lastgroup or 0]
        section = sections[-1]
        if kind == "end":
            sections.append(_Section())
        elif kind == "number":
            section.text += "\0"
            section.is_scaled |= said.endswith(",")
        elif kind == "percent":
            section.is_scaled = True
        elif kind == "condition":
            has_conditions = True
        elif kind == "date":
            section.is_date = True
        elif kind in ("quoted", "escaped", "currency", "other") or (kind == "fill" and said.isdigit()):
            section.text += said
    if has_conditions:
        return SIGNS if any(section.is_another() for section in sections[:3]) else ""
    positive, negative, zero = (sections[:3] + sections[:1] * 2)[:3] if len(sections) > 1 else sections * 3
    is_another = {
        "+": positive.is_another() or (positive.is_negative() and not positive.is_date),
        "0": zero.is_another(empty_is_none=zero is positive),
        "-": negative.is_another() or (not negative.is_date and negative.is_negative() == (negative is positive)),
    }
    return "".join(sign for sign in SIGNS if is_another[sign])


def _by_id(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a part of the archive refers to: identity → kind and name in the archive."""
    folder, name = posixpath.split(part)
    for element in ElementTree.fromstring(archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))):
        target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
        yield element.get("Id", ""), (element.get("Type", "").rpartition("/")[2], target)


def _related(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    return (related for _, related in _by_id(archive, part))


def _look_through(archive: zipfile.ZipFile, sheet: Sheet, styles: _Styles) -> None:
    reader = expat.ParserCreate()
    looking = _Looking(sheet, reader, styles)
    with archive.open(sheet.member) as xml:
        while block := xml.read(BLOCK):
            reader.Parse(block)
            if sheet.stray:
                return
        reader.Parse(b"", True)
    if looking.is_used:
        looking.end_cell()


class _Looking:
    """The handlers of one sheet's XML. Rows and cells may leave out where they stand: next to the one before.

    A plain cell costs two calls, which is what a large sheet's time goes to; text is listened to where it matters only.
    """

    def __init__(self, sheet: Sheet, reader: expat.XMLParserType, styles: _Styles) -> None:
        self.sheet = sheet
        self.reader = reader
        self.styles = styles
        self.row = self.column = self.widest = 0
        self.row_is_hidden = False
        self.kind = self.style = self.signs = ""
        self.is_used = self.has_formula = self.has_value = self.in_run = self.is_struck = False
        self.text = ""
        reader.StartElementHandler = self.start

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            if self.is_used:
                self.end_cell()
            self.column = _column(attributes["r"].rstrip(DIGITS)) if "r" in attributes else self.column + 1
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "0")
            self.signs = self.styles.misleading.get(self.style, "") if self.kind == "n" else ""
            self.is_struck = False
            if self.kind == "e" or self.signs or (self.kind == "s" and self.styles.struck):
                self.listen()
        elif tag in ("v", "t"):
            self.is_used = self.has_value = True
            self.in_run = False
            self.text = ""
        elif tag == "f":
            self.is_used = self.has_formula = True
            self.listen()
        elif tag == "row":
            if self.is_used:
                self.end_cell()
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            self.row_is_hidden = _yes(attributes.get("hidden")) or float(attributes.get("ht", 15)) < 1
        elif tag == "col":
            if _yes(attributes.get("hidden")) or float(attributes.get("width", 9)) < 0.5:
                self.sheet.hidden_columns.append(range(int(attributes["min"]), int(attributes["max"]) + 1))
        elif tag == "rPr":
            self.in_run = True
        elif tag == "strike" and self.in_run:
            self.is_struck = attributes.get("val", "1") not in ("0", "false")
        elif tag == "mergeCell":
            self.sheet.merged.append(attributes["ref"])

    def listen(self) -> None:
        self.text = ""
        self.reader.CharacterDataHandler = self.characters

    def characters(self, text: str) -> None:
        self.text = (self.text + text)[:20]

    def end_cell(self) -> None:
        """What is to be said of the cell with something in it, now that all of it has been seen."""
        sheet, row, column = self.sheet, self.row, self.column
        if column > self.widest + FAR_COLUMNS or row > sheet.last_row + FAR_ROWS:
            sheet.stray = sheet.stray or _cell(row, column)
        sheet.columns.add(column)
        self.widest = max(self.widest, column)
        sheet.last_row = row
        if self.row_is_hidden and sheet.hidden_rows[-1:] != [row]:
            sheet.hidden_rows.append(row)
        if self.has_formula:
            sheet.formulas.append((row, column))
            # Excel keeps an empty result, of the type of texts, for a formula that gives an empty text.
            if not self.has_value or (self.kind != "str" and not self.text.strip()):
                sheet.uncalculated.append((row, column))
        if self.has_value and self.signs and _sign(self.text) in self.signs:
            sheet.refused.append((row, column, _cell(row, column), FORMATTED))
        if self.style in self.styles.refused:
            sheet.refused.append((row, column, _cell(row, column), self.styles.refused[self.style]))
        elif self.is_struck or (self.kind == "s" and self.text.strip() in self.styles.struck):
            sheet.refused.append((row, column, _cell(row, column), STRUCK))
        if self.kind == "e":
            sheet.refused.append((row, column, self.text.strip(), ERROR))
        if self.reader.CharacterDataHandler:
            self.reader.CharacterDataHandler = None
        self.is_used = self.has_formula = self.has_value = False


def _sign(number: str) -> str:
    """The sign of a number as a workbook has it. A number of which nothing is left is one that cannot be read."""
    if not re.search("[1-9]", number.upper().partition("E")[0]):
        return "0"
    return "-" if number.strip().startswith("-") else "+"


def _yes(value: str | None) -> bool:
    return value in ("1", "true")


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _cell(row: int, column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def not_a_workbook(error: Exception) -> Unreadable:
    reason = str(error).partition("\n")[0]
    return Unreadable(f"the file is not an Excel workbook (.xlsx), or is cut off or locked ({reason})")
