"""An Excel workbook as text; the line is the row as Excel shows it."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from indikatorer.registers.faults import Faults, Unreadable
from indikatorer.registers.sheets import add_faults, not_a_workbook, shown_sheet

MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"


def read_workbook(path: Path, faults: Faults) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """The header, and the rows as text in one block: columns `0`, `1`, … in the header's order and `rad`.

    Dates come as `2021-05-31`. Cells that do not hold what Excel shows are added to `faults`. Raises Unreadable for a
    file that is not a workbook, has no cells, or has more than one table.
    """
    if path.stat().st_size == 0:
        raise Unreadable("the file is empty")
    sheet = shown_sheet(path)
    try:
        # without skip_rows, empty rows above the header are dropped and every line number is wrong
        values = fastexcel.read_excel(path).load_sheet(sheet.name, header_row=None, dtypes="string", skip_rows=0)
        cells = values.to_polars()
    except fastexcel.FastExcelError as error:
        raise not_a_workbook(error) from None
    if cells.is_empty() or cells.width == 0:
        raise Unreadable("the sheet is empty")
    header = [(name or "").strip() for name in cells.row(0)]
    if not any(header):
        raise Unreadable("the first row has no column names")
    add_faults(path.name, sheet, header, faults)
    cells.columns = [str(position) for position in range(cells.width)]
    rows = cells.with_row_index("rad", offset=1).slice(1)
    return header, iter([rows.with_columns(pl.exclude("rad").str.replace(MIDNIGHT, "${1}"))])
