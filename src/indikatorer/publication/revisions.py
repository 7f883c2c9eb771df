"""What a year's tables say otherwise than the edition before them, for the periods that both report.

Only what both editions show is compared: a cell that either hides is not in the comparison at all.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from indikatorer.base.files import replaced_folder, write_json
from indikatorer.publication.editions import Edition, moved_at_most, read_editions
from indikatorer.publication.protected import read_catalogue

COMPARISON = "jamforelse.csv"
EDITION = "edition.json"

PERIOD = "period"
COUNT = "antal"
NUMBERS = ("varde", "taljare", "namnare")


class Verdict(StrEnum):
    """What became of a published figure."""

    SAME = "oförändrad"
    ROUNDING = "inom avrundning"
    REVISED = "reviderad"


@dataclass(frozen=True)
class Compared:
    """A cell that both editions show. `before` and `now` are its numbers as published, by name.

    `slack` is how far apart rounded counts of the same persons can be.
    """

    table: str
    labels: Mapping[str, str]
    matt: str
    enhet: str
    before: Mapping[str, str]
    now: Mapping[str, str]
    slack: int = 0

    @property
    def difference(self) -> Decimal:
        return Decimal(self.now["varde"]) - Decimal(self.before["varde"])

    @property
    def verdict(self) -> Verdict:
        """What rounding cannot explain is a revision: of counts, where they are not rounded, any difference.

        Of the rest that is more than one step; a share of rounded counts follows from these.
        """
        if self.before == self.now:
            return Verdict.SAME
        beside = [(self.before[name], self.now[name]) for name in NUMBERS[1:] if self.now[name]]
        counts_differ = any(abs(Decimal(one) - Decimal(other)) > self.slack for one, other in beside)
        if self.slack and len(beside) == 2:
            return Verdict.REVISED if counts_differ else Verdict.ROUNDING
        decimals = min(int(Decimal(numbers["varde"]).as_tuple().exponent) for numbers in (self.before, self.now))
        step = self.slack if self.matt == COUNT else Decimal(1).scaleb(decimals)
        return Verdict.REVISED if counts_differ or abs(self.difference) > step else Verdict.ROUNDING


def compare(now: Path, before: Path, slack: int = 0) -> Iterator[Compared]:
    """The cells that the csv files of two folders both show, by table, in the order of the new ones.

    A table is compared when it tells periods apart, in both with the same dimensions.
    """
    for file in sorted(now.glob("*.csv")):
        old, new = _cells(before / file.name), _cells(file)
        for key, cell in new.items():
            if key in old and PERIOD in dict(key) and cell["varde"] and old[key]["varde"]:
                shown = [name for name in NUMBERS if cell[name] and old[key][name]]
                then, since = (
                    {name: row[name] if name in shown else "" for name in NUMBERS} for row in (old[key], cell)
                )
                labels = {name: label for name, label in key if name not in ("matt", "enhet")}
                yield Compared(file.stem, labels, cell["matt"], cell["enhet"], then, since, slack)


def write_comparison(tables: Path, published: Path | None, year: int, folder: Path) -> None:
    """Compare the year's `tables` with the latest edition before it on the published site, if there is one.

    `folder` gets the comparison as csv, and the edition's year, None where there is nothing to compare with.
    """
    edition = latest_before(year, published)
    with replaced_folder(folder) as scratch:
        write_json(scratch / EDITION, {"year": edition and edition.year})
        if edition:
            slack = moved_at_most(read_catalogue(tables)) + edition.moved
            _write(scratch / COMPARISON, list(compare(tables, edition.folder / "data", slack)))


def latest_before(year: int, published: Path | None) -> Edition | None:
    """The latest edition before a year on the published site, None where there is none."""
    return max(
        (edition for edition in read_editions(published) if edition.year < year),
        key=lambda edition: edition.year,
        default=None,
    )


def verdicts(comparison: Path) -> Counter[str]:
    """How many of the compared figures became what."""
    with comparison.open(encoding="utf-8", newline="") as opened:
        return Counter(row["jamforelse"] for row in csv.DictReader(opened))


def _cells(file: Path) -> dict[tuple[tuple[str, str], ...], dict[str, str]]:
    """Dimensions, matt and enhet → the row."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    dimensions = list(rows[0])[: list(rows[0]).index("matt")] if rows else []
    return {tuple((name, row[name]) for name in (*dimensions, "matt", "enhet")): row for row in rows}


def _write(file: Path, cells: list[Compared]) -> None:
    dimensions = list(dict.fromkeys(name for cell in cells for name in cell.labels))
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        numbers = [f"{name}{when}" for name in NUMBERS for when in ("_tidigare", "")]
        writer.writerow(["tabell", *dimensions, "matt", "enhet", *numbers, "skillnad", "jamforelse"])
        for cell in cells:
            values = [numbers[name] for name in NUMBERS for numbers in (cell.before, cell.now)]
            labels = [cell.labels.get(name, "") for name in dimensions]
            writer.writerow([cell.table, *labels, cell.matt, cell.enhet, *values, cell.difference, cell.verdict])
