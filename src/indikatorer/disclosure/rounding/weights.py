"""How many units of each pattern are told of: a multiple of the threshold, so that every number is one too.

In: the numbers of a universe. Out: each number as it is told, a sum of the same weights in every table.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from scipy.sparse import csc_array, csr_array, hstack

from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.relations import Numbers, shares_in

NOISE = 1.5
"""Spread of the secret error that is aimed at in each number, so that the choice cannot be worked out again."""

SWEEPS = 40
"""More than are needed before no pattern is better told the other way: some ten."""

FROM_BASES = (60, 80, 100)
"""Shares of fewer are not aimed at: to tell them right is not possible, and would move others. Where not all shares of
as few as the first can be told right, those of more are tried."""

AS_NEAR_AS = 0.7
"""How near shares are aimed at, as a part of how far they may be moved: some are a little farther off."""

SHARES_MATTER = 1.6
"""How much a share that is so far off matters: as much as 25 persons too many of 400."""

LIKELIEST = 20
"""How many patterns of a number are tried together with another: those that are least worse the other way."""

TRIES = 40
"""How often shares that are still too far off are made to matter more. Rarely more than 20 are needed."""

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
    earlier edition told it, which is kept to where that can be. `at_most`: number → what it must not exceed, a
    multiple of the threshold.
    """
    step = policy.threshold
    members = csr_array(numbers.members).astype(float)
    aim = numbers.sizes + draw.normal(0, NOISE, len(numbers.sizes))
    matters = 1 / (numbers.sizes + step)  # five too many are more in ten than in a thousand
    for number, told in before.items():
        aim[number] = told
        matters[number] *= policy.as_told[told <= step]
    for number, most in at_most.items():
        aim[number] = min(aim[number], most)
    most_of = np.full(len(aim), np.inf)
    for number, most in at_most.items():
        most_of[number] = most
    for smallest in FROM_BASES:
        shares = _off_in_shares(numbers, smallest, policy)
        weights = _near(
            numbers.weights, members, shares, aim, matters, most_of, np.array(list(before), dtype=int), step, draw
        )
        if np.abs(shares.T @ weights).max(initial=0) * AS_NEAR_AS <= 1:
            break
    for number, most in at_most.items():
        _take_away(weights, members, number, most, aim, matters, step)
    return np.asarray(members.T @ weights)


def _off_in_shares(numbers: Numbers, smallest: int, policy: Policy) -> csr_array:
    """Patterns × shares of so many or more: how far one unit moves each, the distance that is aimed at being 1."""
    bases, hits = shares_in(numbers).T
    wanted = numbers.sizes[bases] >= smallest
    bases, hits = bases[wanted], hits[wanted]
    sizes = numbers.sizes[bases]
    members = csc_array(numbers.members).astype(float)
    beyond = members[:, hits] - members[:, bases].multiply((numbers.sizes[hits] / sizes)[None, :])
    return csr_array(csc_array(beyond).multiply(100 / (sizes * policy.share_points * AS_NEAR_AS)[None, :]))


def _near(
    weights: np.ndarray,
    members: csr_array,
    shares: csr_array,
    aim: np.ndarray,
    matters: np.ndarray,
    at_most: np.ndarray,
    kept: np.ndarray,
    step: int,
    draw: np.random.Generator,
) -> np.ndarray:
    """Multiples of the step just below or above each weight, with which the numbers come near to the aim, and shares
    to what they are.

    First by chance, as often above as the weight is near it; then each is tried the other way, until none is better so.
    Shares that are too far off then matter more, and numbers that are told as more than they may be, and it is tried
    again: what is left of the worst decides which shares can be printed at all.
    """
    told = (weights // step * step).astype(float)
    open_ = draw.permutation(np.flatnonzero(weights % step))
    above = draw.random(len(open_)) * step < weights[open_] % step
    every = csr_array(hstack([members, shares], format="csr"))
    rows = every[open_]
    matters = np.concatenate([matters, np.full(shares.shape[1], SHARES_MATTER)])
    wanted = np.concatenate([aim, np.zeros(shares.shape[1])]) - every.T @ told
    missing = wanted - step * (rows.T @ above)
    off = slice(len(aim), None)
    least, best = np.inf, above
    for _ in range(TRIES):
        _turned(above, rows, missing, matters, step)
        far = np.abs(missing[off])
        too_many = np.maximum(aim - missing[: len(aim)] - at_most, 0) / step
        too_far = float((np.maximum(far - 1, 0) ** 2).sum() + (too_many**2).sum())
        if too_far < least:
            least, best = too_far, above.copy()
        if not too_far:
            break
        matters[off] *= np.clip(far, 1, 3) ** 1.5
        matters[: len(aim)] *= np.where(too_many, 3.0, 1.0)
    _exchanged(best, rows, wanted - step * (rows.T @ best), matters, step, kept)
    told[open_[best]] += step
    return told


def _exchanged(
    above: np.ndarray, rows: csr_array, missing: np.ndarray, matters: np.ndarray, step: int, kept: np.ndarray
) -> None:
    """Try two patterns at once the other way, where a number that is to be kept to is told as more than one step off.

    Sums that are kept to hold patterns in their places, so that none alone is better told the other way.
    """
    lengths = (rows.multiply(rows) @ matters) * step * step
    of_number = csc_array(rows)
    for number in kept[np.abs(missing[kept]) > step]:
        inside = of_number.indices[of_number.indptr[number] : of_number.indptr[number + 1]]
        turn = np.where(above, -step, step).astype(float)
        alone = lengths - 2 * turn * (rows @ (matters * missing))
        likeliest = inside[np.argsort(alone[inside], kind="stable")[:LIKELIEST]]
        for one in likeliest[turn[likeliest] * missing[number] > 0]:
            both = alone + alone[one] + 2 * turn * turn[one] * (rows @ (matters * rows[[one]].toarray().ravel()))
            both[one] = alone[one]
            other = int(np.argmin(both))
            if both[other] < -1e-9:
                for pattern in {one, other}:
                    above[pattern] = not above[pattern]
                    missing -= turn[pattern] * rows[[pattern]].toarray().ravel()
                break


def _turned(above: np.ndarray, rows: csr_array, missing: np.ndarray, matters: np.ndarray, step: int) -> None:
    """Try each pattern the other way, and let it be so where that is better, until none is; `missing` follows."""
    lengths = (rows.multiply(rows) @ matters) * step * step
    for _ in range(SWEEPS):
        turned = 0
        for one in range(len(above)):
            sign = -1 if above[one] else 1
            inside = slice(rows.indptr[one], rows.indptr[one + 1])
            at, in_each = rows.indices[inside], rows.data[inside]
            if 2 * step * sign * float(in_each @ (matters[at] * missing[at])) > lengths[one] + 1e-9:
                above[one] = not above[one]
                missing[at] -= step * sign * in_each
                turned += 1
        if not turned:
            break


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
