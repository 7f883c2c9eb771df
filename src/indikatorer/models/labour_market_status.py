"""The labour market status after a job, beside that of those with the same weights who had none (SW4).

Status is known by calendar year, counted from the year in which the job ended. Who had no job has no such year: it is
taken to be that in which a job of usual length, begun after the same wait, would have ended.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from indikatorer.models.sample import LONGEST_WAIT, NONE, YEARS_AFTER, Floats, Integers, LabourMarketStatus, Sample
from indikatorer.models.weighting import Layout, Weights


@dataclass(frozen=True)
class Followed:
    """By evaluated type, YEARS_AFTER, and established and known: of those who began, and of the months of controls."""

    treated: tuple[Floats, ...]
    controls: tuple[Floats, ...]

    @classmethod
    def of(cls, layout: Layout, status: LabourMarketStatus) -> Self:
        sample, rows = layout.sample, layout.hazards.rows
        person, wait = rows.person[rows.of_month[layout.months]], rows.wait[layout.months]
        treated, controls = [], []
        for typ in sample.evaluated:
            began = sample.treated(typ)
            treated.append(_after(sample, status, began, status.ended[began]))
            finished = began[status.ended[began] != NONE]
            usual = round((status.ended[finished] - sample.last[finished]).mean()) if len(finished) else 0
            controls.append(_after(sample, status, person, wait + usual))
        return cls(tuple(treated), tuple(controls))


def _after(sample: Sample, status: LabourMarketStatus, person: Integers, ended: Integers) -> Floats:
    """By YEARS_AFTER, then established and known, for each of the persons, whose job ended in that month."""
    year = (sample.entered[person] + ended) // 12
    asked = (ended != NONE) & np.isin(year, status.ends)
    found = np.zeros((len(YEARS_AFTER), 2, len(person)))
    for place, after in enumerate(YEARS_AFTER):
        column = year + after - status.first_year
        inside = asked & (column >= 0) & (column < status.known.shape[1])
        at = person[inside], column[inside]
        found[place, 0, inside] = status.established[at] & status.known[at]
        found[place, 1, inside] = status.known[at]
    return found


def status_effects(layout: Layout, followed: Followed, given: Weights, times: Floats | None = None) -> Floats:
    """By evaluated type and YEARS_AFTER: the difference in the share established."""
    sample = layout.sample
    counted = np.ones(len(sample)) if times is None else times
    wait = layout.hazards.rows.wait[layout.months]
    found = np.full((len(sample.evaluated), len(YEARS_AFTER)), np.nan)
    for place, typ in enumerate(sample.evaluated):
        began = sample.treated(typ)
        theirs = counted[began] * given.kept[place]
        weight = given.dynamic[place, wait, layout.rank]
        for year in range(len(YEARS_AFTER)):
            with_job = [_by_wait(sample.last[began], of * theirs) for of in followed.treated[place][year]]
            without = [_by_wait(wait, of * weight) for of in followed.controls[place][year]]
            both = (with_job[1] > 0) & (without[1] > 0)
            if both.any():
                share = without[0][both] / without[1][both]
                found[place, year] = (with_job[0][both] - with_job[1][both] * share).sum() / with_job[1][both].sum()
    return found


def _by_wait(wait: Integers, values: Floats) -> Floats:
    return np.bincount(wait, values, minlength=LONGEST_WAIT + 1).astype(np.float64)
