"""The population in parts of at most one city each, simulated one after the other: memory does not grow with scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.random import SeedSequence

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Integers

WHOLE = 1.0
"""The largest scale of a part: one city."""


@dataclass(frozen=True)
class Part:
    """One of `count` parts, `scale` times the size of the city, with random numbers of its own."""

    number: int
    count: int
    seed: int
    scale: float

    def identities(self, name: str, size: int, low: int, high: int) -> Integers:
        """Different numbers in no order, which no other part has; `low` and `high` as if there were one part."""
        return chance.distinct(chance.stream(self.seed, name), size, low, high) * self.count + self.number


def parts(seed: int, scale: float) -> Iterator[Part]:
    """As few parts of the same size as there can be. The first has the seed itself."""
    count = ceil(scale / WHOLE)
    for number in range(count):
        own = seed if number == 0 else int(SeedSequence([seed, number]).generate_state(1, np.uint64)[0])
        yield Part(number, count, own, scale / count)
