"""Which hidden numbers follow exactly from the shown ones, whatever persons there are behind them.

A number follows when it is a sum of shown numbers with factors, for every pattern of membership. That is settled by
elimination modulo a prime of the numbers' cross products over the patterns, each weighted at random.
"""

from collections.abc import Mapping
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


def eliminate(universe: Universe, *, of_shown: bool = False) -> Elimination:
    """What follows from the shown numbers of a universe. A number of nobody is nought whatever is shown.

    With `of_shown`, `recovered` has the shown numbers that are sums of others.
    """
    sizes, shown = universe.sizes, universe.shown
    inhabited = np.diff(universe.members.indptr) > 0
    known = np.flatnonzero(shown & inhabited)
    hidden = np.flatnonzero(~shown & inhabited)
    order = np.concatenate([known[np.argsort(sizes[known], kind="stable")], hidden])
    if not len(order):
        return Elimination(order, {}, np.zeros((0, len(sizes)), np.int64))
    weights = np.random.default_rng(21).integers(1, 1 << 20, universe.members.shape[0])
    columns = csc_array(universe.members[:, order], dtype=float)
    weighted = csc_array(columns)
    weighted.data = weighted.data * weights[weighted.indices]
    products = (columns.T @ weighted).toarray().astype(np.int64) % MODULUS
    reduced, rank = nmod_mat(len(order), len(order), products.ravel().tolist(), MODULUS).rref()
    pivots = _leading(reduced, rank)
    by_shown = int(np.searchsorted(pivots, len(known)))
    dependent = np.setdiff1d(np.arange(len(order)), pivots)
    # a row of the echelon form is needed only where it is not one of its own: the rest is not handed over
    rows = np.zeros((rank, len(order)), np.int64)
    rows[np.arange(rank), pivots] = 1
    for column in dependent[dependent >= (0 if of_shown else len(known))].tolist():
        for row in range(int(np.searchsorted(pivots, column))):
            rows[row, column] = int(reduced[row, column])
    recovered = {}
    for column in dependent[(dependent < len(known)) == of_shown].tolist():
        if not rows[by_shown:, column].any():
            among = np.flatnonzero(rows[:, column])
            factors = rows[among, column]
            signed = np.where(factors > MODULUS // 2, factors - MODULUS, factors)
            recovered[int(order[column])] = {
                int(order[pivots[row]]): int(factor) for row, factor in zip(among, signed, strict=True)
            }
    unknown = np.zeros((rank - by_shown, len(sizes)), np.int64)
    unknown[:, order] = rows[by_shown:]
    return Elimination(order[pivots[:by_shown]], recovered, unknown)


def _leading(reduced: nmod_mat, rank: int) -> np.ndarray:
    """The column in which each row of an echelon form begins."""
    columns: list[int] = []
    for row in range(rank):
        column = columns[-1] + 1 if columns else 0
        columns.append(next(one for one in range(column, reduced.ncols()) if int(reduced[row, one])))
    return np.array(columns, int)
