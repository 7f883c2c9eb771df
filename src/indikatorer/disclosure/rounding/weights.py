"""How many units of each pattern are told of, so that no number and no difference is small.

In: the numbers of a universe. Out: each number as it is told, a sum of the same weights in every table.
"""

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array

from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.relations import Numbers, small_differences

NOISE = 1.5
"""Spread of the secret error that is aimed at in each number, so that the choice cannot be worked out again."""

AS_BEFORE = 1_000.0
"""How much more it matters to tell a number as an earlier edition did than to tell it exactly."""

MOST = 0.2
"""Where a larger part of the patterns than this would be weighted anew, all are: it costs little more."""

SWEEPS = 3


def rounded(
    numbers: Numbers, policy: Policy, draw: np.random.Generator, before: Mapping[int, float] | None = None
) -> np.ndarray:
    """The numbers of a universe as they are told: none of 1 to threshold − 1 units, and no nested two so far apart.

    `draw` is seeded in secret: whoever knows the program could otherwise try every count. `before`: number → how an
    earlier edition told it, which is kept to as closely as can be.
    """
    members = csr_array(numbers.members)
    before = before or {}
    aim = numbers.sizes + draw.normal(0, NOISE, len(numbers.sizes))
    matters = np.ones(len(numbers.sizes))
    for number, told in before.items():
        aim[number], matters[number] = told, AS_BEFORE
    order = draw.permutation(len(numbers.weights))
    moved = np.zeros(len(numbers.weights), bool)
    for number, told in before.items():
        if told != numbers.sizes[number]:
            moved |= numbers.members[:, [number]].toarray().ravel() > 0
    while True:
        if moved.sum() > MOST * len(moved):
            moved[:] = True
        weights = _weights(numbers.weights, members, moved, aim, matters, policy.threshold, order)
        more = _behind_few(numbers, weights, policy) & ~moved
        if not more.any():
            break
        moved |= more
    return np.asarray(members.T @ weights)


def _behind_few(numbers: Numbers, weights: np.ndarray, policy: Policy) -> np.ndarray:
    """Which patterns are in a small number, or else in a small difference, with these weights."""
    threshold = policy.threshold
    present = numbers.members.copy()
    present.data[:] = 1
    units = present.T @ weights
    few = (units > 0) & (units < threshold)
    behind = np.asarray(present[:, few].sum(axis=1)).ravel() > 0
    if not few.any() and (weights % threshold > 0).any():
        for found in small_differences(numbers, policy, weights):
            columns, factors = found.line
            behind |= numbers.members[:, list(columns)] @ np.array(factors) > 0
    return behind & (weights > 0)


def _weights(
    weights: np.ndarray,
    members: csr_array,
    moved: np.ndarray,
    aim: np.ndarray,
    matters: np.ndarray,
    step: int,
    order: np.ndarray,
) -> np.ndarray:
    """Weights of which the moved ones are multiples of the threshold, the numbers as near to the aim as can be.

    Each is a multiple below or above its own. First none is above; then, one at a time, that which brings the numbers
    nearest to the aim; then each is tried the other way again.
    """
    told = np.where(moved, weights // step * step, weights).astype(float)
    open_ = order[(moved & (weights % step > 0))[order]]
    rows = members[open_].astype(float)
    lengths = (rows.multiply(rows) @ matters) * step * step
    missing = aim - members.T @ told
    above = np.zeros(len(open_), bool)
    while True:
        gain = np.where(above, -np.inf, 2 * step * (rows @ (matters * missing)) - lengths)
        best = int(np.argmax(gain)) if len(gain) else -1
        if best < 0 or gain[best] <= 0:
            break
        above[best] = True
        _add(missing, rows, best, -step)
    for _ in range(SWEEPS):
        for one in range(len(open_)):
            sign = -1 if above[one] else 1
            inside = slice(rows.indptr[one], rows.indptr[one + 1])
            at = rows.indices[inside]
            if 2 * step * sign * float(rows.data[inside] @ (matters[at] * missing[at])) > lengths[one] + 1e-9:
                above[one] = not above[one]
                _add(missing, rows, one, -step * sign)
    told[open_[above]] += step
    return told


def _add(missing: np.ndarray, rows: csr_array, one: int, factor: float) -> None:
    inside = slice(rows.indptr[one], rows.indptr[one + 1])
    missing[rows.indices[inside]] += factor * rows.data[inside]
