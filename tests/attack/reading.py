"""The published csv files as rows: any table with the columns of the open data, whatever its dimensions."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HIDDEN = "skyddad"
NOT_THERE = ("saknas", "ej mätbar")
ALL = "Samtliga"
FIRST_AFTER_THE_DIMENSIONS = "matt"


@dataclass(frozen=True)
class Row:
    """A cell of a table: its labels, and its numbers where it has any."""

    table: str
    labels: dict[str, str]
    matt: str
    taljare: int | None
    namnare: int | None
    varde: float | None
    enhet: str
    status: str

    @property
    def hidden(self) -> bool:
        return self.status == HIDDEN

    @property
    def name(self) -> str:
        return f"{self.table}: {', '.join(self.labels.values())}"


def rows_of(folder: Path) -> list[Row]:
    """Every cell of every table in a folder, in the order of the files' names."""
    return [row for path in sorted(folder.glob("*.csv")) for row in _rows(path)]


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or [])
        if FIRST_AFTER_THE_DIMENSIONS not in columns:
            return
        dimensions = columns[: columns.index(FIRST_AFTER_THE_DIMENSIONS)]
        for line in reader:
            if line["status"] not in NOT_THERE:
                yield Row(
                    path.stem,
                    {name: line[name] for name in dimensions},
                    line["matt"],
                    _whole(line["taljare"]),
                    _whole(line["namnare"]),
                    float(line["varde"]) if line["varde"] else None,
                    line["enhet"],
                    line["status"],
                )


def _whole(number: str) -> int | None:
    return round(float(number)) if number else None


def year_of(rows: list[Row]) -> int:
    """The year that a publication is about: the last one that a period is called by."""
    years = {int(year) for row in rows for year in re.findall(r"\b20\d\d\b", row.labels.get("period", ""))}
    return max(years, default=2021)
