"""Few persons by whom one number is larger than another that is a part of it."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csc_array

from indikatorer.disclosure.audit.reading import Universe


def nested(universe: Universe, threshold: int) -> Iterator[tuple[int, int, int]]:
    """Pairs of numbers, one all within the other, and how many units more the larger has: 1 to threshold − 1."""
    members = csc_array(universe.members, dtype=float)
    within, units = containment(universe)
    gap = units[:, None] - units[None, :]
    for larger, smaller in np.argwhere(within & (gap < threshold) & (gap >= 0)):
        more = members[:, [larger]] - members[:, [smaller]]
        more.eliminate_zeros()
        if larger != smaller and more.nnz and (more.data > 0).all():
            few = int(universe.weights[more.indices].sum())
            if few < threshold:
                yield int(larger), int(smaller), few


def containment(universe: Universe) -> tuple[np.ndarray, np.ndarray]:
    """Whether all units of one number (column) are in another (row), and how many units are in each.

    That is so when as many are in both as in the one: it is counted for all pairs at once.
    """
    present = csc_array(universe.members, dtype=float)
    present.data[:] = 1
    weighted = present.copy()
    weighted.data = weighted.data * universe.weights[weighted.indices]
    both = (present.T @ weighted).toarray()
    units = both.diagonal()
    return (both == units[None, :]) & (units[None, :] > 0), units
