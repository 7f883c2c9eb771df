"""Small systems from the literature and from other tools' documentation, read from beside the project.

They belong to others and are not part of the project: where the folder is missing, the tests that need it are skipped.
"""

import csv
import json
from collections.abc import Iterable
from typing import Any

import pytest

from indikatorer import ROOT
from indikatorer.disclosure.system import Count, PrintedCell, System

FOLDER = ROOT.parent / "shared" / "disclosure-cases"
needs_cases = pytest.mark.skipif(not FOLDER.is_dir(), reason="the cases of the literature lie beside the project")


def read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def names() -> list[str]:
    return [path.stem for path in sorted(FOLDER.glob("*.json")) if "cells" in read(path.stem)]


def at(key: Iterable[str]) -> Count:
    return Count("case", frozenset((f"{n:02}", frozenset([value])) for n, value in enumerate(key)))


def system_of(
    cells: Iterable[tuple[tuple[str, ...], list[int]]],
    atoms: list[int],
    primary: set[tuple[str, ...]],
    *,
    zeros_can_be_hidden: bool,
    least: int = 0,
    width: int = 1,
    weigh_by_value: bool = False,
) -> System:
    """Cells as sums of atoms. A cell of one atom is that atom; other atoms are counts that nobody prints."""
    system = System()
    cells = list(cells)
    alone = {sum_of[0]: at(key) for key, sum_of in cells if len(sum_of) == 1}
    counts = [alone.get(n, Count("atom", frozenset([("n", frozenset([n]))]))) for n in range(len(atoms))]
    for count, value in zip(counts, atoms, strict=True):
        system.add(count, value)
    for row, (key, sum_of) in enumerate(cells):
        value = sum(atoms[n] for n in sum_of)
        count = system.add(at(key), value)
        if [count] != [counts[n] for n in sum_of]:
            system.add_sum(count, [counts[n] for n in sum_of])
        system.bounds[count] = (least, None) if value or zeros_can_be_hidden else (0, 0)
        system.cells.append(PrintedCell("case", row, (count,), float(value) if weigh_by_value else 1.0))
        if key in primary:
            system.sensitive[count] = width
    return system


def case_system(case: dict[str, Any], width: int = 1, *, weigh_by_value: bool = False) -> System:
    policy = case["policy"]
    return system_of(
        [(tuple(cell["key"]), cell["sum_of"]) for cell in case["cells"]],
        [atom["n"] for atom in case["atoms"]],
        {tuple(cell["key"]) for cell in case["cells"] if cell.get("primary")},
        zeros_can_be_hidden=policy.get("zeros_protected", not policy.get("zeros_published", False)),
        least=policy.get("attacker_lower_bound_suppressed", 0),
        width=width,
        weigh_by_value=weigh_by_value,
    )


def benchmark_system(data: str, *, linked: bool, protect_zeros: bool, limit: int) -> System:
    """Statistics Norway's z2 and z3, built as `how_to_build` says."""
    with (FOLDER / f"ssb_{data}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = [lambda row: row["region"], lambda row: f"fylke {row['fylke']}", lambda row: "Total"]
    if linked:
        regions.append(lambda row: f"kostra {row['kostragr']}")
    levels = [regions, [lambda row: row["hovedint"], lambda row: "Total"]]
    if data == "z3":
        levels.append([lambda row: row["mnd"], lambda row: row["mnd2"], lambda row: "Total"])
    found: dict[tuple[str, ...], list[int]] = {(): list(range(len(rows)))}
    for level in levels:
        wider: dict[tuple[str, ...], list[int]] = {}
        for key, inside in found.items():
            for name in level:
                for n in inside:
                    wider.setdefault((*key, name(rows[n])), []).append(n)
        found = wider
    atoms = [int(row["ant"]) for row in rows]
    sizes = {key: sum(atoms[n] for n in inside) for key, inside in found.items()}
    primary = {key for key, size in sizes.items() if (0 if protect_zeros else 1) <= size <= limit}
    return system_of(found.items(), atoms, primary, zeros_can_be_hidden=protect_zeros)
