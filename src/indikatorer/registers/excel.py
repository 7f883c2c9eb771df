"""The first sheet of an Excel workbook as text; the line is the row as Excel shows it."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from indikatorer.registers.faults import Faults, Unreadable

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"


def read_workbook(path: Path, faults: Faults) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """The header, and the rows as text in one block: columns `0`, `1`, … in the header's order and `rad`.

    Dates come as `2021-05-31`. Cells with an Excel error are added to `faults`. Raises Unreadable for a file that is
    not a workbook or has no cells.
    """
    if path.stat().st_size == 0:
        raise Unreadable("the file is empty")
    try:
        # without skip_rows, empty rows above the header are dropped and every line number is wrong
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string", skip_rows=0)
        cells = sheet.to_polars()
        errors = sheet.to_arrow_with_errors()[1]
    except fastexcel.FastExcelError as error:
        raise Unreadable(f"the file is not an Excel workbook (.xlsx), or is cut off ({_first_line(error)})") from None
    if cells.is_empty() or cells.width == 0:
        raise Unreadable("the first sheet is empty")
    header = [(name or "").strip() for name in cells.row(0)]
    for row, column in (error.offset_position for error in errors.errors) if errors else ():
        faults.add(path.name, "a value, not an Excel error", line=row + 1, column=header[column], found="#")
    cells.columns = [str(position) for position in range(cells.width)]
    rows = cells.with_row_index("rad", offset=1).slice(1)
    return header, iter([rows.with_columns(pl.exclude("rad").str.replace(MIDNIGHT, "${1}"))])


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
