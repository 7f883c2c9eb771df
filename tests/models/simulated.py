"""Enrolments made by the law that is assumed (docs/definitions.md, Effects), with the truth known.

The chance of beginning a job depends on traits and on months enrolled. Who leaves has often found work, so those who
never begin a job are those who left soon: to compare with them as they stand is to compare with the lucky.
"""

import numpy as np

from indikatorer.models.sample import HORIZON, NONE, Sample

TYPES = ("Bas", "Värd", "Annan")
EFFECTS = (0.10, -0.12)
"""Of the first two types, on the share at work, in every month from the start on."""

LONGEST = 36


def simulate(seed: int, persons: int = 3000, chance: float = 0.012, traits_seen: bool = True) -> Sample:
    rng = np.random.default_rng([seed, persons])
    strength = rng.normal(size=persons)
    woman = rng.random(persons) < 0.5
    odds = np.exp(np.column_stack([-0.7 * strength, -0.8 * strength - 0.3 * woman, 0.3 * woman]))
    chances = np.minimum(chance * odds / odds.mean(axis=0), 0.15)
    leaves = 1 / (1 + np.exp(2.4 - 0.8 * strength))
    month = np.arange(LONGEST + 1)
    # Without any job: the month of the exit, and in each month the chance of work.
    exits = np.argmax(
        np.hstack([rng.random((persons, LONGEST)) < leaves[:, None], np.ones((persons, 1), bool)]), axis=1
    )
    months = np.array(HORIZON)
    work = 0.24 + 0.1 * np.tanh(strength)[:, None] + 0.45 * (months > exits[:, None])
    # A job that would begin in the month of the exit begins before it.
    cumulated = np.cumsum(chances[:, None] * np.where(month < 6, 1.3, 0.8)[:, None], axis=2)
    drawn = rng.random((persons, LONGEST + 1))
    begins = (drawn < cumulated[..., -1]) & (month > 0) & (month <= exits[:, None])
    treated = begins.any(axis=1)
    start = np.argmax(begins, axis=1)
    row = np.flatnonzero(treated)
    typ = np.full(persons, NONE)
    typ[row] = (drawn[row, start[row]][:, None] >= cumulated[row, start[row]]).sum(axis=1)
    changed = np.select([typ == n for n in range(len(EFFECTS))], EFFECTS, 0.0)
    after = treated[:, None] & (months >= start[:, None])
    outcome = rng.random(work.shape) < work + changed[:, None] * after
    return Sample(
        types=TYPES,
        evaluated=(0, 1),
        trait_names=("Styrka", "Kvinna"),
        outcome_names=("Arbete",),
        traits=np.column_stack([strength if traits_seen else np.zeros(persons), woman.astype(float)]),
        entered=rng.integers(12 * 2010, 12 * 2016, persons),
        age=rng.integers(20, 60, persons),
        last=np.where(treated, start, exits),
        typ=typ,
        outcomes=outcome[None],
        seen=np.ones(work.shape, dtype=bool),
    )
