"""How sure an effect is: persons are drawn with replacement, and everything is estimated anew for each draw."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from indikatorer.models.labour_market_status import Followed, status_effects
from indikatorer.models.sample import Floats, Sample
from indikatorer.models.weighting import Layout, effects, weights

PROCESSES = 2


class Draw(NamedTuple):
    """What is estimated of a sample: as `weighting.effects` and `labour_market_status.status_effects` give it."""

    effects: Floats
    status: Floats


class Estimator:
    """Estimates a sample as often as it is asked to, each time for other numbers of times that its persons count."""

    def __init__(self, sample: Sample) -> None:
        self.layout = Layout.of(sample)
        self.followed = Followed.of(self.layout, sample.status) if sample.status else None

    def estimate(self, times: Floats | None = None) -> Draw:
        given = weights(self.layout, times)
        status = status_effects(self.layout, self.followed, given, times) if self.followed else np.zeros((0, 0))
        return Draw(effects(self.layout, times, given), status)

    def draw(self, seed: int, number: int) -> Draw:
        """The estimates of a draw, which is the same whoever makes it."""
        size = len(self.layout.sample)
        chosen = np.random.default_rng([seed, number]).integers(size, size=size)
        return self.estimate(np.bincount(chosen, minlength=size).astype(np.float64))


def one_thread() -> threadpool_limits:
    """From now on, or inside `with`, no sum of arrays is shared out on threads.

    Its last digit could differ from run to run, and small sums take ten times as long when threads wait for each other.
    """
    return threadpool_limits(limits=1)


_estimator: Estimator


def draws(sample: Sample, number: int, seed: int, processes: int = PROCESSES) -> Iterator[Draw]:
    """The estimates of each draw, in order; the same for any number of processes."""
    if processes == 1:
        estimator = Estimator(sample)
        yield from (estimator.draw(seed, draw) for draw in range(number))
        return
    # A process of its own, not a fork: the parent's threads must not be in it.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _prepare, (sample.as_arrays(),)) as pool:
        yield from pool.map(_draw, [(seed, draw) for draw in range(number)], chunksize=5)


def _prepare(arrays: dict[str, Any]) -> None:
    global _estimator
    one_thread()
    _estimator = Estimator(Sample(**arrays))


def _draw(which: tuple[int, int]) -> Draw:
    return _estimator.draw(*which)
