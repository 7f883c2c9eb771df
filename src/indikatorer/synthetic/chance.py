"""Chance that can be repeated: named streams of random numbers and draws whose shares hardly vary with the seed."""

from zlib import crc32

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def stream(seed: int, name: str) -> Generator:
    """The random numbers of one part of the simulation; another part that draws more or fewer does not shift them."""
    return Generator(PCG64(SeedSequence([seed, crc32(name.encode())])))


def even(rng: Generator, *groups: NDArray[np.generic]) -> Floats:
    """Uniform numbers on [0, 1), spread evenly within each combination of groups.

    A share drawn with them differs from its probability by less than ordinary chance would make it, so that a
    calibrated delivery stays calibrated with another seed.
    """
    size = len(groups[0])
    order = np.lexsort((rng.random(size), *groups))
    changes = np.zeros(size, dtype=bool)
    changes[:1] = True
    for group in groups:
        changes[1:] |= group[order][1:] != group[order][:-1]
    first = np.flatnonzero(changes)
    length = np.diff(np.append(first, size))
    rank = np.arange(size) - np.repeat(first, length)
    drawn = np.empty(size)
    drawn[order] = (rank + rng.random(size)) / np.repeat(length, length)
    return drawn


def pick(uniform: Floats, weights: Floats) -> Integers:
    """For each row the number of the column that `uniform` points at, columns being as wide as their weights."""
    cumulative = np.cumsum(weights, axis=-1)
    chosen = (uniform[:, None] * cumulative[..., -1:] >= cumulative).sum(axis=-1)
    return np.minimum(chosen, weights.shape[-1] - 1)


def distinct(rng: Generator, size: int, low: int, high: int) -> Integers:
    """Different whole numbers from `low` up to but not including `high`, in no order."""
    return low + rng.choice(high - low, size=size, replace=False)
