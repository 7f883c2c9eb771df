"""A sheet of a workbook that everyone can read: a title, notes, and one table, from column A and without empty rows.

Nothing is merged and nothing is said by colour alone. The table is a named one with a header row, so that programs and
screen readers find it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from indikatorer.publication.grid import Number

A4 = 9
LINK = "#1a5276"
SIGNS = ("..", ".", "–")
PROSE, PORTRAIT = 80, 100
"""In characters: how wide a column of text may be, and what a page upright holds."""
LINE = 15
"""How high a line is, in points."""


@dataclass(frozen=True)
class Link:
    """A text that leads to another sheet."""

    text: str
    sheet: str


Entry = str | Number | Link


@dataclass(frozen=True)
class Sheet:
    """What stands on a sheet. The first `heads` columns of the table stay in view.

    Without rows the sheet is notes alone.
    """

    name: str
    title: str
    notes: Sequence[str | Link]
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[Entry]] = ()
    heads: int = 1


class _Column:
    """A column of a table with its side and its width in characters."""

    def __init__(self, heading: str, *entries: Entry) -> None:
        self.heading = heading
        self.entries = entries
        numeric = all(isinstance(entry, Number) or entry in SIGNS for entry in entries)
        self.side = "right" if numeric else "left"
        longest = max(len(_text(entry)) for entry in entries)
        if numeric:
            self.width = max(longest, *map(len, heading.split())) + 2
        else:
            self.width = min(max(longest, len(heading)) + 2, PROSE)


class Writer:
    """Writes sheets to a workbook; `header` and `footer` stand on every printed page."""

    def __init__(self, book: Workbook, header: str, footer: str) -> None:
        self.book = book
        self.header = header
        self.footer = footer
        self.formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def write(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.name)
        page.write_string(0, 0, sheet.title, self._format(bold=True, font_size=14))
        for row, note in enumerate(sheet.notes, start=1):
            self._write(page, row, 0, note)
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_header(f"&L{self.header}")
        page.set_footer(f"&L{self.footer}. {sheet.name}&RSida &P av &N")
        if sheet.rows:
            self._write_table(page, sheet, top=len(sheet.notes) + 1)

    def _write_table(self, page: Worksheet, sheet: Sheet, top: int) -> None:
        columns = [_Column(*column) for column in zip(sheet.headings, *sheet.rows, strict=True)]
        for row, entries in enumerate((sheet.headings, *sheet.rows), start=top):
            lines = max(_lines(entry, column.width) for entry, column in zip(entries, columns, strict=True))
            page.set_row(row, LINE * lines)
        headers = []
        for place, column in enumerate(columns):
            look = {"align": column.side, "text_wrap": True, "indent": int(column.side == "left" and place > 0)}
            for row, entry in enumerate(column.entries, start=top + 1):
                self._write(page, row, place, entry, **look, valign="top")
            page.set_column(place, place, column.width)
            headers.append({"header": column.heading, "header_format": self._format(**look, bold=True, bottom=1)})
        extent = (top, 0, top + len(sheet.rows), len(columns) - 1)
        named = "tabell_" + "".join(letter if letter.isalnum() else "_" for letter in sheet.name)
        options = {"name": named, "columns": headers, "autofilter": False, "style": "Table Style Light 1"}
        page.add_table(*extent, options)
        page.ignore_errors({"number_stored_as_text": xl_range(*extent)})
        page.freeze_panes(top + 1, sheet.heads)
        page.repeat_rows(top)
        if max(sum(column.width for column in columns), len(sheet.title) * 1.3) > PORTRAIT:
            page.set_landscape()

    def _write(self, page: Worksheet, row: int, column: int, entry: Entry, **look: object) -> None:
        if isinstance(entry, Number):
            page.write_number(row, column, entry.value, self._format(num_format=_number_format(entry), **look))
        elif isinstance(entry, Link):
            link = self._format(font_color=LINK, underline=1, **look)
            page.write_url(row, column, f"internal:'{entry.sheet}'!A1", link, entry.text)
        elif entry:
            page.write_string(row, column, entry, self._format(**look))

    def _format(self, **look: object) -> Format:
        """One format for each look, so that the file holds each once."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]


def _text(entry: Entry) -> str:
    if isinstance(entry, Number):
        return f"{entry.value:.{entry.decimals}f}"
    return entry.text if isinstance(entry, Link) else entry


def _lines(entry: Entry, width: int) -> int:
    text = _text(entry)
    return 1 if len(text) < width else len(wrap(text, width))


def _number_format(number: Number) -> str:
    """With the reader's own signs for decimals and thousands; a count of zero as –, what is uncertain with a *."""
    form = "#,##0" + ("." + "0" * number.decimals if number.decimals else "") + ('"*"' if number.uncertain else "")
    return f'{form};-{form};"–"' if number.counts else form
