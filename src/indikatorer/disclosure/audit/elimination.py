"""Which hidden numbers follow exactly from the shown ones, whatever persons there are behind them.

A number follows when it is a sum of shown numbers with factors, for every pattern of membership. That is settled by
elimination modulo a prime of the numbers' cross products over the patterns, each weighted at random.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from flint import nmod_mat
from scipy.sparse import csc_array

from indikatorer.disclosure.audit.reader import Universe

MODULUS = 2147483587


@dataclass(frozen=True)
class Elimination:
    """`independent` shown numbers, of which all other shown ones are sums; `recovered`: hidden number → the shown ones
    with factors whose sum it is. `unknown` has a column for each number: what is left of it once the shown ones are
    known, in terms of hidden ones; nothing is left of one that follows.
    """

    independent: np.ndarray
    recovered: Mapping[int, Mapping[int, int]]
    unknown: np.ndarray

    def tells(self, factors: Mapping[int, int]) -> bool:
        """Whether the sum of some numbers, each with a factor, follows from the shown ones."""
        left = sum(factor * self.unknown[:, number] for number, factor in factors.items())
        return not np.any(left % MODULUS)


def eliminate(universe: Universe) -> Elimination:
    """What follows from the shown numbers of a universe. A number of nobody is nought whatever is shown."""
    known = _known(universe)
    hidden = np.flatnonzero(~universe.shown & (np.diff(universe.members.indptr) > 0))
    order = np.concatenate([known, hidden])
    if not len(order):
        return Elimination(order, {}, np.zeros((0, len(universe.numbers)), np.int64))
    reduced, pivots = _echelon(universe, order)
    rank = len(pivots)
    by_shown = int(np.searchsorted(pivots, len(known)))
    dependent = np.setdiff1d(np.arange(len(known), len(order)), pivots).tolist()
    # a row of the echelon form is needed only where it is not one of its own: the rest is not handed over
    rows = np.zeros((rank, len(order)), np.int64)
    rows[np.arange(rank), pivots] = 1
    for column in dependent:
        for row in range(int(np.searchsorted(pivots, column))):
            rows[row, column] = int(reduced[row, column])
    recovered = {}
    for column in dependent:
        if not rows[by_shown:, column].any():
            among = np.flatnonzero(rows[:, column])
            factors = rows[among, column]
            signed = np.where(factors > MODULUS // 2, factors - MODULUS, factors)
            recovered[int(order[column])] = {
                int(order[pivots[row]]): int(factor) for row, factor in zip(among, signed, strict=True)
            }
    unknown = np.zeros((rank - by_shown, len(universe.numbers)), np.int64)
    unknown[:, order] = rows[by_shown:]
    return Elimination(order[pivots[:by_shown]], recovered, unknown)


def contradictions(universe: Universe, told: np.ndarray) -> Iterator[tuple[int, list[int]]]:
    """The shown numbers that are not told as the sums that they are: each, and the numbers that it follows from.

    `told` is what each number of the universe is told as, in whole numbers where it is shown.
    """
    order = _known(universe)
    if not len(order):
        return
    reduced, pivots = _echelon(universe, order)
    printed = [int(number) % MODULUS for number in told[order]]
    of_pivots = [printed[pivot] for pivot in pivots] + [0] * (len(order) - len(pivots))
    sums = (nmod_mat(1, len(order), of_pivots, MODULUS) * reduced).entries()
    for column, (number, total) in enumerate(zip(printed, sums, strict=True)):
        if number != int(total):
            rows = range(int(np.searchsorted(pivots, column)))
            yield int(order[column]), [int(order[pivots[row]]) for row in rows if int(reduced[row, column])]


def _known(universe: Universe) -> np.ndarray:
    """The shown numbers of somebody, the smallest first."""
    known = np.flatnonzero(universe.shown & (np.diff(universe.members.indptr) > 0))
    return known[np.argsort(universe.sizes[known], kind="stable")]


def _echelon(universe: Universe, order: np.ndarray) -> tuple[nmod_mat, np.ndarray]:
    """The numbers in this order, eliminated, and the column in which each row that is not empty begins."""
    weights = np.random.default_rng(21).integers(1, 1 << 20, universe.members.shape[0])
    columns = csc_array(universe.members[:, order], dtype=float)
    weighted = csc_array(columns)
    weighted.data = weighted.data * weights[weighted.indices]
    products = (columns.T @ weighted).toarray().astype(np.int64) % MODULUS
    reduced, rank = nmod_mat(len(order), len(order), products.ravel().tolist(), MODULUS).rref()
    return reduced, _leading(reduced, rank)


def _leading(reduced: nmod_mat, rank: int) -> np.ndarray:
    """The column in which each row of an echelon form begins."""
    columns: list[int] = []
    for row in range(rank):
        column = columns[-1] + 1 if columns else 0
        columns.append(next(one for one in range(column, reduced.ncols()) if int(reduced[row, one])))
    return np.array(columns, int)
