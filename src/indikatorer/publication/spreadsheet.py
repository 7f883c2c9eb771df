"""The open data once more, as a Swedish spreadsheet opens it on a double click: semicolons and decimal commas."""

import csv
from pathlib import Path

from indikatorer.base.files import write_bytes

FOLDER = "excel"
WITH_DECIMALS = ("varde", "ki_nedre", "ki_ovre")
NUMBERS = ("taljare", "namnare", *WITH_DECIMALS)
FORMULA = ("=", "+", "-", "@")
"""Begins what a spreadsheet takes for a formula."""


def write_for_spreadsheets(data: Path) -> None:
    """Write every csv file of the folder once more to its folder `excel`, with the same rows and the same numbers."""
    for file in sorted(data.glob("*.csv")):
        write_bytes(data / FOLDER / file.name, _rewritten(file).encode("utf-8-sig"))


def _rewritten(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as opened:
        names, *rows = csv.reader(opened)
    for row in rows:
        for column, name in enumerate(names):
            if name in WITH_DECIMALS:
                row[column] = row[column].replace(".", ",")
            elif name not in NUMBERS and row[column].startswith(FORMULA):
                row[column] = f"'{row[column]}"
    return "".join(f"{';'.join(map(_field, row))}\r\n" for row in (names, *rows))


def _field(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(sign in text for sign in ';"\r\n') else text
