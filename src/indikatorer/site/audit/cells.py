"""The published cells, read from the protected csv files as anybody reads them."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from indikatorer.base.vocabulary import SAMTLIGA

NUMBERS = ("varde", "taljare", "namnare", "ki_nedre", "ki_ovre")
NO_BREAK_SPACE = "\u00a0"
UNCERTAIN, HIDDEN = "osäker", "skyddad"
SHARES = ("andel", "kumulativ")


@dataclass(frozen=True)
class PublishedCell:
    """One row of a csv file: its place and what stands there, as text; "" where nothing stands."""

    table: str
    labels: Mapping[str, str]
    matt: str
    numbers: Mapping[str, str]
    enhet: str
    status: str
    points: int = 0
    """By how many points rounding has moved a share at most."""

    @property
    def shown(self) -> bool:
        return self.numbers["varde"] != ""

    def sizes(self) -> list[Decimal]:
        """Every number that the row shows, with the decimals that it is published with; the value first."""
        return [Decimal(text) for text in self.numbers.values() if text]

    def in_table(self) -> str:
        """What a table must print of it."""
        value = self.numbers["varde"]
        if not value:
            return ".." if self.status else "."
        if self.matt == "antal" and Decimal(value) == 0:
            return "–"
        return swedish(value) + ("*" if self.status == UNCERTAIN else "")

    def __str__(self) -> str:
        labels = ", ".join(f"{name} {label}" for name, label in self.labels.items() if label != SAMTLIGA)
        return f"{self.table} {self.matt}" + (f" ({labels})" if labels else "")


def swedish(value: str) -> str:
    """`-1234.5` as a report prints it: `−1 234,5`. It is already rounded, as all that is published."""
    whole, _, decimals = value.removeprefix("-").partition(".")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    text = NO_BREAK_SPACE.join(reversed(groups)) + ("," + decimals if decimals else "")
    return "−" + text if value.startswith("-") and text.strip("0,") else text


class PublishedCells:
    """The csv files of a folder beside its tables.json; each is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._table = cache(self._read)

    def find(self, place: list[Any]) -> PublishedCell | None:
        """The cell at `[table, matt, labels]`, or None when nothing like it is published.

        One that is merged with others in its table is a hidden cell: nothing can be said of it.
        """
        table, matt, labels = place
        named = {name: str(label) for name, label in labels.items()}
        parts = self._merged.get(table, {})
        printed = {name: parts.get(name, {}).get(label, label) for name, label in named.items()}
        found = self._table(table).get((matt, tuple(sorted(printed.items()))))
        if found is None or printed == named:
            return found
        status = HIDDEN if found.shown else found.status
        return replace(found, labels=named, numbers=dict.fromkeys(NUMBERS, ""), status=status)

    def of(self, table: str) -> list[PublishedCell]:
        """The cells of a table in the order of its file."""
        return list(self._table(table).values())

    @cached_property
    def _catalogue(self) -> dict[str, Any]:
        catalogue: dict[str, Any] = json.loads((self.folder / "tables.json").read_text(encoding="utf-8"))
        return catalogue

    def _points(self, row: dict[str, str]) -> int:
        """How far rounding has moved a share: less the larger its base is, and never so far that it is not printed."""
        steps = (self._catalogue.get("accuracy") or {}).get("within", [])
        if not steps or row["matt"] not in SHARES or not row["namnare"] or not row["varde"]:
            return 0
        return int(min(points for points, base in steps if points == steps[0][0] or float(row["namnare"]) >= base))

    @cached_property
    def _merged(self) -> dict[str, dict[str, dict[str, str]]]:
        """Table → dimension → part → the label that it is printed under together with others."""
        return {
            table: {
                name: {part: label for label, parts in groups.items() for part in parts}
                for name, groups in entry["merged"].items()
            }
            for table, entry in self._catalogue["tables"].items()
        }

    def _read(self, table: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], PublishedCell]:
        path = self.folder / f"{table}.csv"
        if not path.exists():
            return {}
        cells = {}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                names = list(row)
                labels = {name: row[name] for name in names[: names.index("matt")]}
                numbers = {name: row[name] for name in NUMBERS}
                cell = PublishedCell(
                    table, labels, row["matt"], numbers, row["enhet"], row["status"], self._points(row)
                )
                cells[row["matt"], tuple(sorted(labels.items()))] = cell
        return cells
