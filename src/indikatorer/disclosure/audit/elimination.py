"""Which hidden numbers follow exactly from the shown ones, whatever persons there are behind them.

A number follows when it is a sum of shown numbers with factors, for every pattern of membership. That is settled by
elimination modulo a prime of the numbers' cross products over the patterns, each weighted at random.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flint import nmod_mat
from scipy.sparse import csc_array

from indikatorer.disclosure.audit.reading import Universe

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
    entries = reduced.entries()[: rank * len(order)]
    rows = np.fromiter(map(int, entries), np.int64, len(entries)).reshape(rank, len(order))
    pivots = (rows != 0).argmax(axis=1)
    by_shown = pivots < len(known)
    recovered = {}
    looked_for = range(len(known)) if of_shown else range(len(known), len(order))
    for column in sorted(set(looked_for) - set(pivots.tolist())):
        if not rows[~by_shown, column].any():
            among = np.flatnonzero(rows[:, column])
            factors = rows[among, column]
            signed = np.where(factors > MODULUS // 2, factors - MODULUS, factors)
            recovered[int(order[column])] = {
                int(order[pivots[row]]): int(factor) for row, factor in zip(among, signed, strict=True)
            }
    unknown = np.zeros(((~by_shown).sum(), len(sizes)), np.int64)
    unknown[:, order] = rows[~by_shown]
    return Elimination(order[pivots[by_shown]], recovered, unknown)
