"""Small systems from the literature and from other tools' documentation, read from beside the project.

They belong to others and are not part of the project: where the folder is missing, the tests that need it are skipped.
"""

import csv
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_array

from indikatorer import ROOT
from indikatorer.disclosure.membership import Membership
from indikatorer.disclosure.suppression.attack import Attack, Moves
from indikatorer.disclosure.suppression.hiding import cells_to_hide
from indikatorer.disclosure.suppression.system import PrintedCell, System
from tests.disclosure.people import Counted, numbers_of_cells

FOLDER = ROOT.parent / "shared" / "disclosure-cases"
needs_cases = pytest.mark.skipif(not FOLDER.is_dir(), reason="the cases of the literature lie beside the project")
Key = tuple[str, ...]


def read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def names() -> list[str]:
    return [path.stem for path in sorted(FOLDER.glob("*.json")) if "cells" in read(path.stem)]


@dataclass(frozen=True)
class Case:
    """Persons of some kinds, and printed cells, each the sum of some of the kinds.

    `system` is what suppression protects; `numbers` says which of its numbers a cell prints.
    """

    sizes: Sequence[int]
    cells: dict[Key, Sequence[int]]
    numbers: dict[Key, int]
    system: System
    suppressed: Collection[Key]

    @classmethod
    def of(
        cls,
        sizes: Sequence[int],
        cells: dict[Key, Sequence[int]],
        primary: Collection[Key],
        suppressed: Collection[Key] = (),
        *,
        zeros_can_be_hidden: bool,
        least: int = 0,
        width: int = 1,
        weigh_by_value: bool = False,
    ) -> "Case":
        """The kinds are numbers as well, whether a cell prints them or not; cells of the same kinds are one number."""
        inside: dict[Key | tuple[int, ...], int] = {(kind,): kind for kind in range(len(sizes))}
        sums = []
        for kinds in cells.values():
            if tuple(kinds) not in inside:
                inside[tuple(kinds)] = len(inside)
                sums.append(((inside[tuple(kinds)], *kinds), (-1, *[1] * len(kinds))))
        numbers = {key: inside[tuple(kinds)] for key, kinds in cells.items()}
        values = np.array([sum(sizes[int(kind)] for kind in kinds) for kinds in inside], float)
        low, high = np.zeros(len(values)), np.full(len(values), np.inf)
        for number in numbers.values():
            low[number] = least if values[number] or zeros_can_be_hidden else 0
            high[number] = np.inf if values[number] or zeros_can_be_hidden else 0
        system = System(
            values,
            low,
            high,
            np.full(len(values), float(sum(sizes) + width)),
            sums=sums,
            sensitive={numbers[key]: width for key in primary},
            cells=[
                PrintedCell("case", row, (number,), float(values[number]) if weigh_by_value else 1.0)
                for row, number in enumerate(numbers.values())
            ],
        )
        return cls(sizes, cells, numbers, system, suppressed)

    @classmethod
    def read(cls, name: str, width: int = 1, *, weigh_by_value: bool = False) -> "Case":
        case = read(name)
        policy = case["policy"]
        return cls.of(
            [atom["n"] for atom in case["atoms"]],
            {tuple(cell["key"]): cell["sum_of"] for cell in case["cells"]},
            [tuple(cell["key"]) for cell in case["cells"] if cell.get("primary")],
            [tuple(cell["key"]) for cell in case["cells"] if cell.get("suppressed")],
            zeros_can_be_hidden=policy.get("zeros_protected", not policy.get("zeros_published", False)),
            least=policy.get("attacker_lower_bound_suppressed", 0),
            width=width,
            weigh_by_value=weigh_by_value,
        )

    @property
    def primary(self) -> list[Key]:
        return [key for key, number in self.numbers.items() if number in self.system.sensitive]

    def value(self, key: Key) -> int:
        return int(self.system.sizes[self.numbers[key]])

    def hidden(self, restricted_work: int = 30_000) -> list[Key]:
        """The cells that suppression hides."""
        rows = {cell.row for cell in cells_to_hide(self.system, restricted_work)}
        return [key for row, key in enumerate(self.numbers) if row in rows]

    def attack(self, hidden: Collection[Key]) -> Attack:
        """One who sees all cells but the hidden ones."""
        movable = np.ones(len(self.system.sizes), bool)
        movable[[number for key, number in self.numbers.items() if key not in hidden]] = False
        attack = Attack(Moves.of(self.system), movable)
        attack.loosen(movable.astype(float))
        return attack

    def interval(self, hidden: Collection[Key], key: Key) -> tuple[int, int]:
        """The least and the most that a cell can be, for all that is shown."""
        attack, number = self.attack(hidden), self.numbers[key]
        down, up = (attack.farthest(number, sign)[0] for sign in (-1, 1))
        return round(self.value(key) - down), round(self.value(key) + up)

    def told(self, hidden: Collection[Key]) -> list[Key]:
        """The sensitive cells that lie in too narrow an interval, in whole numbers."""
        attack = self.attack(hidden)
        return [
            key
            for key in self.primary
            if not attack.is_wide(self.numbers[key], self.system.sensitive[self.numbers[key]])
        ]

    def counted(self) -> Counted:
        """The same as a table of persons. Nobody is of a kind of nought, and no hidden cell is nought."""
        parts = np.zeros((len(self.cells), len(self.sizes)))
        for row, kinds in enumerate(self.cells.values()):
            parts[row, list(kinds)] = 1
        leaves = np.repeat(np.arange(len(self.sizes)), self.sizes)
        counts = pl.DataFrame(
            {"row": range(len(parts)), "column": "varde", "number": parts @ np.array(self.sizes, float), "also": ""}
        )
        labels = pl.DataFrame({"kind": range(len(self.sizes))})
        persons = pl.Series([f"p{n}" for n in range(len(leaves))], dtype=pl.String)
        members = Membership("person", persons, leaves, labels, counts, csr_array(parts))
        keys = pl.DataFrame({"cell": ["|".join(key) for key in self.cells], "matt": ["antal"] * len(self.cells)})
        return Counted("case", ["cell"], keys.with_columns(**numbers_of_cells([members], len(self.cells))), [members])


def benchmark(data: str, *, linked: bool, protect_zeros: bool, limit: int) -> Case:
    """Statistics Norway's z2 and z3, built as `how_to_build` says."""
    with (FOLDER / f"ssb_{data}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = [lambda row: row["region"], lambda row: f"fylke {row['fylke']}", lambda row: "Total"]
    if linked:
        regions.append(lambda row: f"kostra {row['kostragr']}")
    levels: list[Iterable[Any]] = [regions, [lambda row: row["hovedint"], lambda row: "Total"]]
    if data == "z3":
        levels.append([lambda row: row["mnd"], lambda row: row["mnd2"], lambda row: "Total"])
    found: dict[Key, list[int]] = {(): list(range(len(rows)))}
    for level in levels:
        wider: dict[Key, list[int]] = {}
        for key, inside in found.items():
            for name in level:
                for n in inside:
                    wider.setdefault((*key, name(rows[n])), []).append(n)
        found = wider
    sizes = [int(row["ant"]) for row in rows]
    primary = [
        key for key, kinds in found.items() if (0 if protect_zeros else 1) <= sum(sizes[n] for n in kinds) <= limit
    ]
    return Case.of(sizes, dict(found), primary, zeros_can_be_hidden=protect_zeros)
