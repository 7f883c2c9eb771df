"""Protected tables as notebooks see them: read from the files of a publication, one cell at a time or laid out.

What goes wrong is told in Swedish: those who write reports meet it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indikatorer import UserError
from indikatorer.base import swedish
from indikatorer.base.files import check_seal
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.rounding.accuracy import SHARES, Accuracy
from indikatorer.measures.cell import CellStatus, decimals
from indikatorer.publication.editions import moved_at_most
from indikatorer.publication.source import delivered

if TYPE_CHECKING:
    import pandas as pd

CATALOGUE = "tables.json"
NUMBERS = ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre")

SOME = {
    "antal": "ett antal",
    "andel": "en andel",
    "procent": "en andel",
    "dagar": "ett antal dagar",
    "månader": "ett antal månader",
    "kronor": "ett belopp",
}
"""What stands for a number that is not shown, by what is measured or by its unit."""

WHY_NOT: Mapping[str, str] = {
    CellStatus.PROTECTED: swedish.PROTECTED,
    CellStatus.NOT_YET: "kan ännu inte mätas",
    CellStatus.NOT_DELIVERED: "uppgift saknas",
    CellStatus.UNCERTAIN: "för få har svarat",
}


UNCERTAIN_SHARE = "en osäker andel"
"""What stands for a share that rounding may have moved too far."""
NOBODY = "ingen att räkna på"
NOBODY_ROUNDED = "för få att räkna på"


@dataclass(frozen=True)
class Cell:
    """One number of a table with all that is known about it; the numbers are None where there is nothing to show.

    `rounded` ones are counts, or shares of counts, that all are rounded together: a share by at most so many `points`,
    a count by at most so many units, `moved`.
    """

    table: str
    labels: Mapping[str, str]
    matt: str
    varde: float | None
    taljare: int | None
    namnare: int | None
    ki_nedre: float | None
    ki_ovre: float | None
    enhet: str
    status: str
    rounded: bool = False
    points: int = 0
    moved: int = 0

    @property
    def shown(self) -> bool:
        return self.varde is not None

    @property
    def tells_of_rounding(self) -> bool:
        """Whether it is told beside the cell that numbers are rounded: of nobody there is no number that could be."""
        return self.rounded and (self.shown or bool(self.status))

    @property
    def why_not(self) -> str:
        """Why there is no number, in words that follow a colon or stand in brackets."""
        if self.rounded and self.status == CellStatus.UNCERTAIN:
            return "för osäker"
        return WHY_NOT.get(self.status, NOBODY_ROUNDED if self.rounded else NOBODY)

    @property
    def place(self) -> list[Any]:
        """Table, matt and labels: enough to find the cell in the published files."""
        return [self.table, self.matt, dict(self.labels)]

    @property
    def origins(self) -> Sequence[dict[str, Any]]:
        """What a number printed from the cell is held against before it is published."""
        return ({"cell": self.place},)

    def in_table(self) -> str:
        """The number, or SCB's sign: `..` protected or not available, `–` zero, `.` cannot occur."""
        if self.varde is None:
            return "." if self.status == CellStatus.SHOWN else ".."
        if self.matt == "antal" and self.varde == 0:
            return "–"
        return swedish.number(self.varde, decimals(self.matt, self.enhet))

    def in_text(self) -> str:
        """The number with its unit inside a sentence, or the words that stand in its place."""
        if self.rounded and self.varde == 0:
            return f"inga eller några få {self.enhet}"
        if self.rounded and self.matt in SHARES and self.varde == 100 and self.status:
            return f"100 {self.enhet} eller nästan"
        if self.varde is not None:
            return f"{swedish.number(self.varde, decimals(self.matt, self.enhet))} {self.enhet}"
        if self.rounded and self.matt in SHARES and self.status == CellStatus.UNCERTAIN:
            return UNCERTAIN_SHARE
        some = SOME.get(self.matt) or SOME.get(self.enhet, "ett värde")
        return f"{some} ({self.why_not})"

    def meaning(self) -> str:
        """What the number is, for the list of facts."""
        labels = ", ".join(f"{name} {label}" for name, label in self.labels.items())
        return f"{self.table}: {self.matt} ({labels})"


@dataclass(frozen=True)
class ProtectedTable:
    """A published table. `frame` has the dimensions as text, then the cell columns, in order of print.

    `breaks` are its breaks, each with `period` and `reason`. `merged` are the labels that it prints as one, for each
    dimension by the label of the group: what is asked of one of them is not shown.
    `rounded` says whether counts of persons are rounded, `accuracy` how far shares of them are moved, and `moved` how
    far any count is.
    """

    id: str
    title: str
    source: str
    dimensions: Mapping[str, str]
    frame: "pd.DataFrame"
    breaks: Sequence[Mapping[str, str]] = ()
    merged: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    rounded: bool = False
    accuracy: Accuracy | None = None
    moved: int = 0

    def cell(self, matt: str | None = None, **labels: str | int) -> Cell:
        """The cell with these labels; a dimension that is not named is taken at its total.

        Raises UserError when the table has no such cell, with the labels that it has.
        """
        wanted = self._wanted(matt, labels)
        printed = {name: self._printed(name, label) for name, label in wanted.items()}
        if (found := self._by_labels.get(tuple(printed.values()))) is not None:
            return self._cell(found, wanted)
        for name, label in printed.items():
            if label not in set(self.frame[name]):
                known = ", ".join(dict.fromkeys(self.frame[name]))
                raise UserError(f"{self.id} har ingen {name} ”{label}”. Det finns: {known}.")
        raise UserError(f"{self.id} har ingen cell {', '.join(f'{name} ”{label}”' for name, label in wanted.items())}.")

    @cached_property
    def _by_labels(self) -> Mapping[tuple[str, ...], Any]:
        """Every row by its labels and what it measures: a chapter asks for hundreds of cells."""
        rows = list(self.frame.itertuples(index=False))
        return {(*(getattr(row, name) for name in self.dimensions), row.matt): row for row in reversed(rows)}

    def find(self, matt: str | None = None, **labels: str | int) -> Cell | None:
        """The cell with these labels, or None when the table does not reach so far (last year in the first report)."""
        reached = all(self._printed(name, str(label)) in set(self.frame[name]) for name, label in labels.items())
        return self.cell(matt, **labels) if reached else None

    def cells(self, matt: str | None = None, **labels: str | int) -> Iterator[Cell]:
        """The cells with these labels, in order of print; a dimension that is not named takes every value."""
        rows = self.frame[self.frame["matt"] == (matt or self._matt())]
        wanted = {name: str(label) for name, label in labels.items()}
        for name, label in wanted.items():
            rows = rows[rows[name] == self._printed(name, label)]
        return (self._cell(row, wanted) for row in rows.itertuples(index=False))

    def labels(self, dimension: str, *, total: bool = True, pick: Sequence[str] = ()) -> list[str]:
        """The values of a dimension in order of print, or those of `pick` in its order, as the table prints them."""
        labels = dict.fromkeys(self._printed(dimension, label) for label in pick or self.frame[dimension])
        return [label for label in labels if total or label != SAMTLIGA]

    def _printed(self, dimension: str, label: str) -> str:
        """The label that a label is printed under: its own, or that of those it is merged with."""
        groups = self.merged.get(dimension, {})
        return next((group for group, parts in groups.items() if label in parts), label)

    def _matt(self) -> str:
        return str(self.frame["matt"].iloc[0])

    def _wanted(self, matt: str | None, labels: Mapping[str, str | int]) -> dict[str, str]:
        for name in labels:
            if name not in self.dimensions:
                raise UserError(f"{self.id} har ingen dimension {name}. Det finns: {', '.join(self.dimensions)}.")
        return {name: str(labels.get(name, SAMTLIGA)) for name in self.dimensions} | {"matt": matt or self._matt()}

    def _points(self, base: float) -> int:
        """By how many points a share of so many is moved at most: by what the policy allows, where nothing is said."""
        found = self.accuracy.points(int(base)) if self.accuracy else None
        return POLICY.share_points if found is None else found

    def _cell(self, row: Any, wanted: Mapping[str, str]) -> Cell:
        """The cell of a row, or the one that was asked for and is not shown, as it is merged with others there."""

        def number(value: float) -> float | None:
            return None if value != value else float(value)

        def whole(value: float) -> int | None:
            return None if value != value else int(value)

        labels = {name: getattr(row, name) for name in self.dimensions}
        # of a mean the base is rounded: nobody may be a few
        is_rounded = self.rounded and (
            row.namnare == 0 or (row.namnare == row.namnare if row.matt in SHARES else row.matt == "antal" != row.enhet)
        )
        cell = Cell(
            self.id,
            labels,
            row.matt,
            number(row.varde),
            whole(row.taljare),
            whole(row.namnare),
            number(row.ki_nedre),
            number(row.ki_ovre),
            row.enhet,
            row.status,
            is_rounded,
            self._points(row.namnare) if is_rounded and row.matt in SHARES else 0,
            self.moved if is_rounded else 0,
        )
        own = {**labels, **{name: label for name, label in wanted.items() if name in labels}}
        if own == labels:
            return cell
        status = CellStatus.PROTECTED if cell.shown else cell.status
        return Cell(self.id, own, cell.matt, None, None, None, None, None, cell.enhet, status)


def read_accuracy(catalogue: Mapping[str, Any]) -> Accuracy | None:
    """How far shares are moved, as the catalogue of a publication says; None where they are not, or it does not say."""
    said = catalogue.get("accuracy")
    return said and Accuracy([(points, base) for points, base in said["within"]], said["base"])


def read_catalogue(folder: Path) -> dict[str, Any]:
    """What is said of the tables in a folder. Raises UserError when there are none, or one is not what was written."""
    import json

    if not (folder / CATALOGUE).exists():
        raise UserError(f"{folder}: the tables have not been computed. Run `make tables`.")
    check_seal(folder, f"Remove {folder} and run `make tables`: they are made again.")
    catalogue: dict[str, Any] = json.loads((folder / CATALOGUE).read_text(encoding="utf-8"))
    return catalogue


class Publication:
    """The protected tables of one year, read from `build/<year>/tables/`: `publication("J3-orsak")`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, ProtectedTable] = {}
        self.catalogue = read_catalogue(folder)

    def __call__(self, table_id: str) -> ProtectedTable:
        """The table with this id. Raises UserError, with the ids that resemble it, when there is none."""
        import difflib

        if table_id not in self.catalogue["tables"]:
            near = difflib.get_close_matches(table_id, self.catalogue["tables"], n=3)
            hint = f" Menas {' eller '.join(near)}?" if near else ""
            raise UserError(f"Det finns ingen tabell {table_id}.{hint} `indikatorer list` visar alla.")
        if table_id not in self._read:
            self._read[table_id] = self._from_file(table_id)
        return self._read[table_id]

    @property
    def accuracy(self) -> Accuracy | None:
        """How far rounding has moved shares at most; None where nothing is rounded."""
        return read_accuracy(self.catalogue)

    def source(self, named: str) -> str:
        """From where tables come that are put together: those of the registers named that have been delivered."""
        return delivered(named, self.catalogue["delivery"].get("saknas", ()))

    def has(self, file: str) -> bool:
        """Whether a file of the contract was delivered."""
        return file not in self.catalogue["delivery"].get("saknas", ())

    def _from_file(self, table_id: str) -> ProtectedTable:
        import pandas as pd

        entry = self.catalogue["tables"][table_id]
        text = dict.fromkeys([*entry["dimensions"], "matt", "enhet", "status"], str)
        frame = pd.read_csv(
            self.folder / f"{table_id}.csv",
            dtype=text,
            keep_default_na=False,
            na_values={name: [""] for name in NUMBERS},
        )
        dimensions = {name: entry["dimensions"][name] for name in frame.columns if name in entry["dimensions"]}
        return ProtectedTable(
            table_id,
            entry["title"],
            entry["source"],
            dimensions,
            frame,
            entry["breaks"],
            entry["merged"],
            self.catalogue.get("metod") == "avrundning",
            self.accuracy,
            moved_at_most(self.catalogue),
        )


def open_tables(build: str) -> Publication:
    """The protected tables under the folder `build`, of a year or of the unit reports of a period.

    Raises UserError, which says what to run, when they have not been made.
    """
    return Publication(Path(build) / "tables")
