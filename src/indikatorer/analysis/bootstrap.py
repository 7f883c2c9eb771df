"""How sure an effect is: persons are drawn with replacement, and everything is estimated anew for each draw."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from indikatorer.analysis.sample import Floats, Sample
from indikatorer.analysis.weighting import Layout, effects

PROCESSES = 2
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""A sum on several threads may differ in its last digit from run to run; and the processes share the machine."""

_layout: Layout


def draws(sample: Sample, number: int, seed: int, processes: int = PROCESSES) -> Iterator[Floats]:
    """The effects of each draw, in order; the same for any number of processes."""
    if processes == 1:
        layout = Layout.of(sample)
        yield from (_drawn(layout, seed, draw) for draw in range(number))
        return
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        # A process of its own, not a fork: the parent's threads must not be in it.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, context, _prepare, (sample.as_arrays(),)) as pool:
            yield from pool.map(_draw, [(seed, draw) for draw in range(number)], chunksize=5)
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _prepare(arrays: dict[str, Any]) -> None:
    global _layout
    _layout = Layout.of(Sample(**arrays))


def _draw(which: tuple[int, int]) -> Floats:
    return _drawn(_layout, *which)


def _drawn(layout: Layout, seed: int, draw: int) -> Floats:
    size = len(layout.sample)
    chosen = np.random.default_rng([seed, draw]).integers(size, size=size)
    return effects(layout, np.bincount(chosen, minlength=size).astype(np.float64))
