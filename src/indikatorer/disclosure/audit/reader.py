"""What a reader has: the published cells, and of each number in them who is in it.

In: the tables with their members, and the cells as they are published. Out: the numbers of each universe with the
patterns of the units in them, and which of these numbers stand in some published cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import polars as pl
from scipy.sparse import csc_array, csr_array, hstack

from indikatorer.disclosure.membership import TOTAL, CountedTable, Membership


@dataclass(frozen=True)
class Number:
    """A number of some units: its size, how many units are in it, where it stands, whether it is published there.

    `printed` are the sizes that published cells give it. `also` names it where another universe has the same persons.
    """

    size: float
    units: int
    places: tuple[str, ...]
    printed: tuple[float, ...]
    also: str = ""

    def __str__(self) -> str:
        return " = ".join(self.places[:3]) + (" = …" if len(self.places) > 3 else "")


@dataclass(frozen=True)
class Universe:
    """All numbers about the units of one universe.

    `members`: patterns × numbers, how much one unit with the pattern adds to each; `weights`: units with each pattern.
    """

    name: str
    numbers: Sequence[Number]
    members: csc_array
    weights: np.ndarray
    is_sums: bool
    is_outcome: bool
    rests: Sequence[tuple[int, int]]
    """The denominator and the numerator of each share: a reader takes the one from the other."""
    series: Sequence[Sequence[int]] = ()
    """Numbers that a table prints for one label after another: a reader adds up years, or months."""

    @property
    def mark(self) -> str:
        """The same for universes of the same numbers and members, whatever is published of them."""
        digest = sha256(self.members.data.tobytes() + self.members.indices.tobytes() + self.weights.tobytes())
        digest.update(repr([number.places for number in self.numbers]).encode())
        return f"{self.name} {digest.hexdigest()}"

    @property
    def sizes(self) -> np.ndarray:
        return np.array([number.size for number in self.numbers], float)

    @property
    def shown(self) -> np.ndarray:
        return np.array([bool(number.printed) for number in self.numbers], bool)


def universes(tables: Sequence[CountedTable], published: Mapping[str, pl.DataFrame]) -> list[Universe]:
    """The universes of these tables, as far as their cells are published."""
    named: dict[str, list[tuple[CountedTable, Membership]]] = {}
    for table in tables:
        for one in table.members:
            named.setdefault(one.universe, []).append((table, one))
    return [_universe(name, of, published) for name, of in named.items()]


def _universe(
    name: str, of: Sequence[tuple[CountedTable, Membership]], published: Mapping[str, pl.DataFrame]
) -> Universe:
    draw = np.random.default_rng(20)
    unit = _ranks([_identities(one) for _, one in of])
    person = _ranks([one.units.cast(pl.String) for _, one in of])
    marks = draw.integers(0, 1 << 63, (int(unit.max(initial=-1)) + 1, 2), np.int64).astype(np.uint64)
    standing: dict[tuple[int, int], list[tuple[str, float | None, float]]] = {}
    names: dict[tuple[int, int], str] = {}
    columns: list[csc_array] = []
    persons: list[int] = []
    order: dict[tuple[int, int], int] = {}
    rests: list[tuple[int, int]] = []
    series: list[list[int]] = []
    start = 0
    for table, one in of:
        mine = slice(start, start + len(one.leaves))
        start += len(one.leaves)
        adds = _by_unit(unit[mine], len(marks), one)
        in_it = np.diff(_by_unit(person[mine], int(person.max(initial=-1)) + 1, one).indptr)
        new = []
        in_share: dict[int, dict[str, int]] = {}
        stated = one.counts.select("row", "column", "number", "also")
        for number, (row, column, size, also) in enumerate(stated.iter_rows()):
            inside = slice(adds.indptr[number], adds.indptr[number + 1])
            mark = (adds.data[inside, None].astype(np.uint64) * marks[adds.indices[inside]]).sum(axis=0)
            key = (int(mark[0]), int(mark[1]))
            if key not in standing:
                standing[key] = []
                names[key] = also
                new.append(number)
                persons.append(int(in_it[number]))
            names[key] = names[key] or also
            in_share.setdefault(row, {})[column] = order.setdefault(key, len(order))
            standing[key].append(
                (f"{table.id}, row {row + 1}, {column}", _printed(published[table.id], row, column, size), size)
            )
        series += _series(table, in_share)
        rests += [(of["namnare"], of["taljare"]) for of in in_share.values() if {"namnare", "taljare"} <= of.keys()]
        columns.append(adds[:, new])
    members = csc_array(hstack(columns, format="csc"))
    first, weights = _patterns(csr_array(members), draw)
    numbers = [
        Number(
            places[0][2],
            units,
            tuple(place for place, *_ in places),
            tuple(printed for _, printed, _ in places if printed is not None),
            also,
        )
        for places, also, units in zip(standing.values(), names.values(), persons, strict=True)
    ]
    return Universe(
        name,
        numbers,
        csc_array(csr_array(members)[first]),
        weights,
        of[0][1].amounts is not None,
        of[0][1].outcome,
        [(base, part) for base, part in rests if base != part],
        series,
    )


def _series(table: CountedTable, numbers: Mapping[int, Mapping[str, int]]) -> list[list[int]]:
    """Along each dimension of a table, the numbers of the cells that are alike in all others; not that of the total."""
    found: dict[tuple[str, ...], list[int]] = {}
    labels = table.cells.select(pl.col(*table.dimensions, "matt").cast(pl.String)).rows()
    for row, of in sorted(numbers.items()):
        for along, label in enumerate(labels[row][:-1]):
            for column, number in of.items() if label != TOTAL else ():
                alike = (str(along), column, *labels[row][:along], *labels[row][along + 1 :])
                found.setdefault(alike, []).append(number)
    return [numbers for numbers in found.values() if len(numbers) > 1]


def _printed(cells: pl.DataFrame, row: int, column: str, size: float) -> float | None:
    """What a published cell gives a number as; a mean gives its sum away."""
    if column == "summa":
        return None if cells["varde"][row] is None else size
    number = cells[column][row]
    return None if number is None else float(number)


def _ranks(keys: Sequence[pl.Series]) -> np.ndarray:
    return pl.concat(keys).rank("dense").cast(pl.Int64).to_numpy() - 1


def _identities(membership: Membership) -> pl.Series:
    """The units; of sums, each unit with what it adds."""
    units = membership.units.cast(pl.String)
    if membership.amounts is None or membership.outcome:
        return units.alias("unit")
    return (units + ":" + pl.Series(membership.amounts).cast(pl.String)).alias("unit")


def _by_unit(units: np.ndarray, size: int, membership: Membership) -> csc_array:
    """Units × numbers of a table: how often a unit is in each."""
    ones = np.ones(len(units), np.int64)
    in_leaf = csr_array((ones, (units, membership.leaves)), (size, membership.labels.height))
    return csc_array(in_leaf @ membership.parts.astype(np.int64).T)


def _patterns(members: csr_array, draw: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The first unit with each pattern of membership, of those that are in any number, and how many have it."""
    drawn = draw.integers(0, 1 << 63, members.shape[1], np.int64).astype(np.uint64)
    marks = np.zeros(members.shape[0], np.uint64)
    rows = np.repeat(np.arange(members.shape[0]), np.diff(members.indptr))
    np.add.at(marks, rows, members.data.astype(np.uint64) * drawn[members.indices])
    _, first, weights = np.unique(marks, return_index=True, return_counts=True)
    return first, weights
