"""How the numbers of all tables hang together, worked out from the units that were counted.

In: the memberships of the tables. Out: which numbers are one and the same, every linear relation between them, and the
few units by which one group of them is larger than another. Generators rest on it; the audit works it out for itself.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl
from flint import nmod_mat
from scipy.sparse import block_diag, csc_array, csr_array, diags_array

from indikatorer.disclosure.membership import TOTAL, CountedTable, Membership
from indikatorer.disclosure.policy import Policy

PRIME = 2147483629
"""Relations are found modulo a prime: one that is not there appears with a chance of about one in two thousand million
for each, and hides somewhat too much."""

LARGEST_FACTOR = 1_000
MOST_TIMES = 60
"""Real relations have factors no larger than this when they are multiplied by some number no larger than that."""

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
    pivots = _pivots(reduced, rank)
    found = []
    for column in np.setdiff1d(np.arange(size), pivots).tolist():
        # to hand over only what is asked for saves half the time
        before = int(np.searchsorted(pivots, column))
        entries = np.array([int(reduced[row, column]) for row in range(before)], np.int64)
        among = np.flatnonzero(entries)
        columns = int(order[column]), *map(int, order[pivots[among]])
        factors = _in_whole_numbers(np.array([-1, *entries[among]]))
        if factors is not None:
            found.append((columns, tuple(factors.tolist())))
    return tuple(found)


def _pivots(reduced: nmod_mat, rank: int) -> np.ndarray:
    """The first column of each row that has anything in it, of a matrix in echelon form."""
    pivots: list[int] = []
    column = -1
    for row in range(rank):
        column += 1
        while not int(reduced[row, column]):
            column += 1
        pivots.append(column)
    return np.array(pivots, int)


def _in_whole_numbers(factors: np.ndarray) -> np.ndarray | None:
    """Factors modulo the prime as small whole numbers; None where there are none: no relation but by chance.

    Where units are counted more than once a number can be a half of another, which modulo the prime is far from small.
    """
    for times in range(1, MOST_TIMES + 1):
        whole = (times * factors + PRIME // 2) % PRIME - PRIME // 2
        if np.abs(whole).max() <= LARGEST_FACTOR:
            return whole
    return None


@dataclass(frozen=True)
class Difference:
    """So few units that no number counts, told by adding and subtracting others: which with which factors, how many."""

    line: Line
    size: int
    units: int


def series_in(tables: Sequence[CountedTable]) -> list[list[Place]]:
    """The numbers of each table that stand beside each other along one of its dimensions, totals aside."""
    found = []
    for table in tables:
        cells = table.cells.with_row_index("row")
        for along in table.dimensions:
            others = [name for name in (*table.dimensions, "matt") if name != along]
            rows = cells.filter(pl.col(along).cast(pl.String) != TOTAL).group_by(others, maintain_order=True)
            for beside in rows.agg("row")["row"].to_list():
                found += [[(table.id, row, column) for row in beside] for column in ("varde", "taljare", "namnare")]
    return found


def small_differences(numbers: Numbers, policy: Policy, series: Sequence[Sequence[Place]] = ()) -> list[Difference]:
    """The few units, under the policy's threshold, that are left when some numbers are taken from others.

    One number or its complement in a share, less another that is all within it; a number less two without units in
    common that are within it; two numbers less their union, which leaves those who are in both, unless the policy
    accepts that of a table; some that stand one after another in a series less another number, or the reverse.
    """
    weights = numbers.weights
    threshold = policy.threshold
    members = csc_array(numbers.members)
    known = set(map(bytes, _marks(csr_array(members.T))))
    found = []
    for (columns, factors), overlap in _candidates(numbers, threshold, series):
        told = members[:, list(columns)] @ np.array(factors)
        if told.min(initial=0) < 0:
            continue
        units = int(weights[told > 0].sum())
        mark = bytes(_marks(csr_array(told[None, :]))[0])
        if 0 < units < threshold and mark not in known:
            known.add(mark)
            if not (overlap and _stand_in_one(numbers, columns, policy.overlaps_accepted)):
                found.append(Difference((columns, factors), int(told @ weights), units))
    return found


def _candidates(numbers: Numbers, threshold: int, series: Sequence[Sequence[Place]]) -> Iterator[tuple[Line, bool]]:
    """Lines that may leave few units, by how many are in each two numbers at once; and whether as an overlap."""
    present = csc_array(numbers.members, dtype=np.float32)
    present.data[:] = 1
    both = (present.T @ diags_array(numbers.weights.astype(np.float32)) @ present).toarray()
    size = len(numbers.sizes)
    lines: list[Line] = [((one,), (1,)) for one in range(size)]
    # after the numbers, the rests of shares
    shares = shares_in(numbers)
    if len(shares):
        bases, hits = shares.T
        beside = both[bases] - both[hits]
        both = np.block([[both, beside.T], [beside, beside[:, bases] - beside[:, hits]]])
        lines += [((base, hit), (1, -1)) for base, hit in shares.tolist()]
    units = both.diagonal()
    within = (both == units[None, :]) & (units > 0)
    np.fill_diagonal(within, False)
    for whole, part in np.argwhere(within & (units[:, None] - units[None, :] < threshold)).tolist():
        (plus, some), (minus, others) = lines[whole], lines[part]
        yield _each_once((*plus, *minus), (*some, *(-one for one in others))), False
    # who knows a number of few only to within a width knows what it leaves of another no better
    units, within = units[:size], within[:size, :size]
    large = units >= threshold
    for whole in range(size):
        parts = np.flatnonzero(within[whole] & large & (units < units[whole]))
        for one, other in _almost(parts, units[parts], units[whole], threshold):
            common = both[one, other]
            if common == 0 and units[whole] > units[one] + units[other]:
                yield ((whole, one, other), (1, -1, -1)), False
            elif common > 0 and units[whole] == units[one] + units[other] - common:
                yield ((one, other, whole), (1, 1, -1)), True
    for line in _of_series(numbers, both[:size, :size], threshold, series):
        yield line, False


def _of_series(numbers: Numbers, both: np.ndarray, threshold: int, series: Sequence[Sequence[Place]]) -> Iterator[Line]:
    """Some numbers after each other in a series and another that holds almost everybody of each of them, and not many
    more: as years, or months, and all of them."""
    units = both.diagonal()
    at = {place: number for number, places in enumerate(numbers.places) for place in places}
    almost_in = (units[:, None] - both < threshold) & (units >= threshold)[None, :]
    most = numbers.members.data.max(initial=1)
    seen = set()
    for places in series:
        beside = [at[place] for place in places if place in at]
        for start in range(len(beside) - 1):
            run, size = beside[start : start + 1], numbers.sizes[beside[start]]
            holders, in_run = almost_in[beside[start]], both[beside[start]]
            for number in beside[start + 1 :]:
                holders = holders & almost_in[number]
                if number in run or not holders.any() or 0 < min(units[run[-1]], units[number]) < threshold:
                    break
                run, size, in_run = [*run, number], size + numbers.sizes[number], in_run + both[number]
                left = size - numbers.sizes
                near = (np.abs(left) <= (threshold - 1) * max(len(run), most)) & (left != 0)
                # everybody of the other is in some of the run, or all but few
                covered = in_run > units - np.where(left > 0, 1, threshold)
                for other in np.flatnonzero(holders & near & covered).tolist():
                    sign = 1 if left[other] > 0 else -1
                    line = (*run, other), (*[sign] * len(run), -sign)
                    if other not in run and line not in seen:
                        seen.add(line)
                        yield line


def _almost(parts: np.ndarray, units: np.ndarray, whole: float, threshold: int) -> Iterator[tuple[int, int]]:
    """Pairs of parts that together have about as many units as the whole."""
    order = np.argsort(units, kind="stable")
    parts, units = parts[order], units[order]
    low = np.searchsorted(units, whole - units - threshold, side="right")
    high = np.searchsorted(units, whole - units + threshold, side="left")
    for one in np.flatnonzero(high > low).tolist():
        for other in range(max(one + 1, low[one]), high[one]):
            yield int(parts[one]), int(parts[other])


def _stand_in_one(numbers: Numbers, columns: Sequence[int], tables: Collection[str]) -> bool:
    """Whether all of these numbers are printed in one of the tables, in whichever edition."""
    printed = [{table.rpartition(" ")[2] for table, *_ in numbers.places[one]} for one in columns]
    return any(all(table in of for of in printed) for table in tables)


def shares_in(numbers: Numbers) -> np.ndarray:
    """The denominator and the numerator of each share, as numbers, each pair once."""
    standing: dict[tuple[str, int], dict[str, int]] = {}
    for number, places in enumerate(numbers.places):
        for table, row, column in places:
            standing.setdefault((table, row), {})[column] = number
    pairs = {(of["namnare"], of["taljare"]) for of in standing.values() if {"namnare", "taljare"} <= of.keys()}
    return np.array(sorted(pair for pair in pairs if pair[0] != pair[1]), int).reshape(-1, 2)


def _each_once(columns: tuple[int, ...], factors: tuple[int, ...]) -> Line:
    """A line with each number once."""
    sums: dict[int, int] = {}
    for column, factor in zip(columns, factors, strict=True):
        sums[column] = sums.get(column, 0) + factor
    kept = {column: factor for column, factor in sums.items() if factor}
    return tuple(kept), tuple(kept.values())
