"""How many units of each pattern are told of: a multiple of the threshold, so that every number is one too.

In: the numbers of a universe. Out: each number as it is told, a sum of the same weights in every table.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_array

from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.relations import Numbers

NOISE = 1.5
"""Spread of the secret error that is aimed at in each number, so that the choice cannot be worked out again."""

AS_BEFORE = 1_000.0
"""How much more it matters to tell a number as an earlier edition did than to tell it exactly."""

SWEEPS = 40
"""More than are needed before no pattern is better told the other way: some ten."""

NONE: Mapping[int, float] = MappingProxyType({})


def rounded(
    numbers: Numbers,
    policy: Policy,
    draw: np.random.Generator,
    before: Mapping[int, float] = NONE,
    at_most: Mapping[int, float] = NONE,
) -> np.ndarray:
    """The numbers of a universe as they are told: of one population, in which so many have each pattern as is a
    multiple of the threshold. So every number is one, and whatever numbers leave of each other.

    `draw` is seeded in secret: whoever knows the program could otherwise try every count. `before`: number → how an
    earlier edition told it, which is kept to as closely as can be. `at_most`: number → what it must not exceed, a
    multiple of the threshold.
    """
    step = policy.threshold
    members = csr_array(numbers.members).astype(float)
    aim = numbers.sizes + draw.normal(0, NOISE, len(numbers.sizes))
    matters = 1 / (numbers.sizes + step)  # five too many are more in ten than in a thousand
    for number, told in before.items():
        aim[number] = told
        matters[number] *= AS_BEFORE
    for number, most in at_most.items():
        aim[number] = min(aim[number], most)
    weights = _near(numbers.weights, members, aim, matters, step, draw)
    for number, most in at_most.items():
        _take_away(weights, members, number, most, aim, matters, step)
    return np.asarray(members.T @ weights)


def _near(
    weights: np.ndarray,
    members: csr_array,
    aim: np.ndarray,
    matters: np.ndarray,
    step: int,
    draw: np.random.Generator,
) -> np.ndarray:
    """Multiples of the step just below or above each weight, with which the numbers come near to the aim.

    First by chance, as often above as the weight is near it; then each is tried the other way, until none is better so.
    """
    told = (weights // step * step).astype(float)
    open_ = draw.permutation(np.flatnonzero(weights % step))
    above = draw.random(len(open_)) * step < weights[open_] % step
    rows = members[open_]
    lengths = (rows.multiply(rows) @ matters) * step * step
    missing = aim - members.T @ told - step * (rows.T @ above)
    for _ in range(SWEEPS):
        turned = 0
        for one in range(len(open_)):
            sign = -1 if above[one] else 1
            inside = slice(rows.indptr[one], rows.indptr[one + 1])
            at, in_each = rows.indices[inside], rows.data[inside]
            if 2 * step * sign * float(in_each @ (matters[at] * missing[at])) > lengths[one] + 1e-9:
                above[one] = not above[one]
                missing[at] -= step * sign * in_each
                turned += 1
        if not turned:
            break
    told[open_[above]] += step
    return told


def _take_away(
    weights: np.ndarray,
    members: csr_array,
    number: int,
    most: float,
    aim: np.ndarray,
    matters: np.ndarray,
    step: int,
) -> None:
    """Tell of fewer units of the patterns in a number until it is no more than it may be, at the least harm to all."""
    inside = np.flatnonzero(members[:, [number]].toarray().ravel())
    rows = members[inside]
    lengths = (rows.multiply(rows) @ matters) * step
    while weights @ members[:, [number]].toarray().ravel() > most:
        missing = aim - members.T @ weights
        harm = np.where(weights[inside] >= step, lengths + 2 * (rows @ (matters * missing)), np.inf)
        weights[inside[np.argmin(harm)]] -= step
