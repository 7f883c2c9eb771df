"""How the numbers of all tables hang together, worked out from the units that were counted.

In: the memberships of the tables. Out: which numbers are one and the same, every linear relation between them, and the
few units by which one group of them is larger than another. Generators rest on it; the audit works it out for itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl
from flint import nmod_mat
from scipy.sparse import block_diag, coo_array, csc_array, csr_array, diags_array

from indikatorer.disclosure.membership import Membership

PRIME = 2147483629
"""Relations are found modulo a prime: one that is not there appears with a chance of about one in two thousand million
for each, and hides somewhat too much."""

Place = tuple[str, int, str]
"""A table, a row of its cells, and the column in which a number stands there."""


Line = tuple[tuple[int, ...], tuple[int, ...]]
"""Numbers with a factor each, which together come to nought."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of one universe, each once, however often it is printed.

    `sizes` and `units` say what each comes to and how many units are in it. `places` says where each stands.
    `members` has a row for each pattern of membership that some units share and a column for each number; `weights`
    says how many units share each pattern. Where sums are told, `amounts` is true; where these are of an `outcome`,
    that too. `also`: name → number, of those that another universe has as well.
    """

    universe: str
    sizes: np.ndarray
    units: np.ndarray
    places: Sequence[Sequence[Place]]
    members: csc_array
    weights: np.ndarray
    amounts: bool
    outcome: bool
    also: Mapping[str, int]


def numbers_in(named: Sequence[tuple[str, Membership]]) -> list[Numbers]:
    """The numbers of all tables, universe by universe; `named` has the id of a table with each membership."""
    universes: dict[str, list[tuple[str, Membership]]] = {}
    for table, membership in named:
        universes.setdefault(membership.universe, []).append((table, membership))
    return [_numbers(universe, tuple(of)) for universe, of in universes.items()]


@lru_cache(maxsize=16)
def _numbers(universe: str, named: tuple[tuple[str, Membership], ...]) -> Numbers:
    memberships = [membership for _, membership in named]
    places = [(table, row, column) for table, one in named for row, column in one.counts.select("row", "column").rows()]
    by_unit, weights = _patterns(memberships)
    parts = csr_array(block_diag([one.parts for one in memberships]))
    every = csc_array(by_unit @ parts.T)
    first, of = _distinct(every.T)
    members = every[:, first]
    standing: list[list[Place]] = [[] for _ in first]
    for place, number in zip(places, of, strict=True):
        standing[number].append(place)
    amounts = memberships[0].amounts is not None
    sizes = np.concatenate([one.counts["number"].to_numpy() for one in memberships])[first]
    by_person, persons = _patterns(memberships, keys=_units) if amounts else (by_unit, weights)
    present = csc_array(by_person @ parts[first].T)
    present.data[:] = 1
    names = [name for one in memberships for name in one.counts["also"]]
    also = {name: int(number) for name, number in zip(names, of, strict=True) if name}
    return Numbers(
        universe, sizes, present.T @ persons, standing, members, weights, amounts, memberships[0].outcome, also
    )


def _units(membership: Membership) -> pl.Series:
    return membership.units.cast(pl.String)


def _units_with_amounts(membership: Membership) -> pl.Series:
    """Of sums, the units with what each adds: two amounts of one unit have nothing to do with each other."""
    units = _units(membership)
    if membership.amounts is None or membership.outcome:
        return units
    return pl.select(pl.format("{} {}", units, pl.Series(membership.amounts))).to_series()


def _patterns(
    memberships: Sequence[Membership], keys: Callable[[Membership], pl.Series] = _units_with_amounts
) -> tuple[csr_array, np.ndarray]:
    """Patterns × leaves: how often a unit with the pattern is in each leaf; and how many units have each pattern."""
    units = pl.concat([keys(one) for one in memberships]).to_frame("unit")
    numbered = units.join(units.unique().sort("unit").with_row_index("number"), on="unit", maintain_order="left")
    offsets = np.cumsum([0, *(one.labels.height for one in memberships)])
    leaves = np.concatenate([one.leaves + offset for one, offset in zip(memberships, offsets, strict=False)])
    rows = numbered["number"].to_numpy()
    size = int(rows.max()) + 1 if len(rows) else 0
    table = csr_array((np.ones(len(rows), np.int64), (rows, leaves)), (size, int(offsets[-1])))
    table.sum_duplicates()
    # by what they are, and not by the units' keys: another key must not make other rounded numbers
    _, first, weights = np.unique(_marks(table), axis=0, return_index=True, return_counts=True)
    return table[first], weights


def _distinct(rows: csr_array) -> tuple[np.ndarray, np.ndarray]:
    """The first of each of the rows that are the same, and for every row which of these it is."""
    _, first, of = np.unique(_marks(csr_array(rows)), axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[of.ravel()]


def _marks(rows: csr_array) -> np.ndarray:
    """Two whole numbers for each row, the same for rows that are the same and in all likelihood for no others."""
    drawn = np.random.default_rng(1).integers(1, 1 << 62, (2, rows.shape[1]), np.int64)
    marks = np.zeros((rows.shape[0], 2), np.int64)
    place = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    for column in range(2):
        np.add.at(marks[:, column], place, rows.data.astype(np.int64) * drawn[column][rows.indices])
    return marks


@lru_cache(maxsize=16)
def relations(numbers: Numbers) -> tuple[Line, ...]:
    """A basis of the linear relations: numbers with factors, together nought whatever persons there are.

    Every relation between the numbers is a sum of these. They are the null space of the numbers' cross products over
    the patterns, weighted at random, by elimination modulo a prime, larger numbers first so that few are in each.
    """
    size = len(numbers.sizes)
    if not size:
        return ()
    order = np.argsort(-numbers.sizes, kind="stable")
    drawn = np.random.default_rng(2).integers(1, 1 << 20, len(numbers.weights)).astype(float)
    members = numbers.members[:, order].astype(float)
    products = (members.T @ diags_array(drawn) @ members).toarray().astype(np.int64) % PRIME
    reduced, rank = nmod_mat(size, size, products.ravel().tolist(), PRIME).rref()
    entries = np.array([int(one) for one in reduced.entries()], np.int64).reshape(size, size)[:rank]
    pivots = (entries != 0).argmax(axis=1)
    entries[entries > PRIME // 2] -= PRIME
    found = []
    for column in np.setdiff1d(np.arange(size), pivots):
        among = np.flatnonzero(entries[:, column])
        columns = int(order[column]), *map(int, order[pivots[among]])
        found.append((columns, (-1, *map(int, entries[among, column]))))
    return tuple(found)


@dataclass(frozen=True)
class Difference:
    """So few units are in one number and not in another of which they are a part: the numbers, and how many."""

    larger: int
    smaller: int
    size: int
    units: int


BUCKETS = 512


def small_differences(numbers: Numbers, threshold: int) -> list[Difference]:
    """Numbers of nested groups that differ by fewer units than the threshold.

    Numbers are compared in buckets of patterns first, so that few pairs have to be compared unit by unit.
    """
    order = np.argsort(numbers.sizes, kind="stable")
    sizes = numbers.sizes[order]
    weighted = diags_array(numbers.weights.astype(float)) @ numbers.members
    bucket = np.random.default_rng(3).integers(0, BUCKETS, len(numbers.weights))
    fold = coo_array((np.ones(len(bucket)), (bucket, np.arange(len(bucket)))), (BUCKETS, len(bucket)))
    folded = np.ascontiguousarray((csr_array(fold) @ weighted).toarray().T[order].astype(np.int32))
    most = (threshold - 1) * max(1, int(numbers.members.max())) if numbers.members.nnz else 0
    found = []
    for offset in range(1, len(sizes)):
        gap = sizes[offset:] - sizes[:-offset]
        near = np.flatnonzero((gap <= most) & (gap > 0) & (sizes[:-offset] > 0))
        if not (gap <= most).any():
            break
        inside = near[(folded[near + offset] >= folded[near]).all(axis=1)]
        for lower in inside:
            larger, smaller = int(order[lower + offset]), int(order[lower])
            more = numbers.members[:, [larger]] - numbers.members[:, [smaller]]
            if (more.data >= 0).all():
                units = int(numbers.weights[more.indices[more.data > 0]].sum())
                if 0 < units < threshold:
                    found.append(Difference(larger, smaller, int(sizes[lower + offset] - sizes[lower]), units))
    return found
