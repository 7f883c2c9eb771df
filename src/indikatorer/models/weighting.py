"""The effect of a job among those who had one, against having none at any later time of the enrolment.

Who waits long has long been without the job, so those who got one cannot be held against those who never did as they
stand. Dynamic inverse probability weighting (van den Berg and Vikström; docs/definitions.md, Effects) compares those
who begin in a month of their enrolment with those still enrolled in that month who begin neither then nor later; these
count the more, the likelier they were to begin then, and the less likely it was that they would go on without.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np

from indikatorer.models.hazards import Hazards
from indikatorer.models.sample import AROUND, HORIZON, LONGEST_WAIT, Flags, Floats, Integers, Sample

TRIM = 0.99
"""Months with a chance above this quantile of the chances of those who begin are left out, theirs and the others'."""

CAP = 0.999
"""No weight is larger than this quantile of a type's weights.

Else one person who stays enrolled for years, likely to begin all the time, can count for more than all others together.
"""

WAITS_AT_A_TIME = 5
MOST = 0.99
"""No chance of beginning any job in a month is taken for larger."""


class Method(StrEnum):
    """How those without a job are made comparable."""

    NAIVE = "Utan viktning"
    STATIC = "Statisk viktning"
    DYNAMIC = "Dynamisk viktning"


@dataclass(frozen=True)
class Layout:
    """What does not change from draw to draw: outcomes side by side with whether the person is followed.

    `of_controls` has a row per control and, for each month of HORIZON, the outcomes and then `seen`; `of_treated` the
    same for each type, for the months AROUND each one's start.
    """

    sample: Sample
    hazards: Hazards
    static: Hazards
    of_controls: Floats
    of_treated: tuple[Floats, ...]
    months: Integers
    """Months of controls in which those who begin are compared with them."""
    rank: Integers
    """Of each such month: the place of its person among the controls."""

    @classmethod
    def of(cls, sample: Sample) -> Self:
        hazards = Hazards.of(sample)
        followed = np.concatenate([sample.outcomes & sample.seen, sample.seen[None]]).transpose(1, 2, 0)
        treated = []
        for typ in sample.evaluated:
            began = sample.treated(typ)
            around = sample.last[began][:, None] + np.arange(len(AROUND))
            treated.append(followed[began[:, None], around].astype(np.float64))
        ranks = np.full(len(sample), -1)
        ranks[sample.controls] = np.arange(len(sample.controls))
        person = hazards.rows.person[hazards.rows.of_month]
        months = np.flatnonzero((ranks[person] >= 0) & (hazards.rows.wait <= LONGEST_WAIT))
        return cls(
            sample,
            hazards,
            Hazards.of(sample.once_for_all()),
            followed[sample.controls].astype(np.float64).reshape(len(sample.controls), -1),
            tuple(treated),
            months,
            ranks[person[months]],
        )

    @property
    def slots(self) -> int:
        return len(self.sample.outcome_names) + 1


@dataclass(frozen=True)
class Weights:
    """How much each control counts.

    `dynamic` by evaluated type, wait of those who begin, and control; `static` by evaluated type and control. `kept`
    says of those who begin, by evaluated type, whether they are left after trimming.
    """

    dynamic: Floats
    static: Floats
    kept: tuple[Flags, ...]


def weights(layout: Layout, times: Floats | None = None, trim: float | None = TRIM, cap: float | None = CAP) -> Weights:
    """The weights when each person counts `times` times; without a limit where `trim` or `cap` is None."""
    sample, rows = layout.sample, layout.hazards.rows
    counted = np.ones(len(sample)) if times is None else times
    by_row = layout.hazards.chances(times)
    stays = np.log1p(-np.minimum(by_row.sum(axis=0), MOST))[rows.of_month]
    until = np.cumsum(stays)
    last = np.append(rows.first_month[1:], len(stays)) - 1
    person = rows.person[rows.of_month[layout.months]]
    # No job in this month nor in any later one: the sum over the months from this one to the last.
    stays_on = until[last[person]] - until[layout.months] + stays[layout.months]
    found = np.zeros((len(sample.evaluated), LONGEST_WAIT + 1, len(sample.controls)))
    kept = []
    for place, typ in enumerate(sample.evaluated):
        chance = by_row[typ, rows.of_month[layout.months]]
        began = sample.treated(typ)
        theirs = by_row[typ, rows.last_of_person[began]]
        limit = np.inf if trim is None else _quantile(theirs, counted[began], trim)
        kept.append(theirs <= limit)
        weight = np.where(chance <= limit, chance * np.exp(-stays_on), 0.0)
        if cap is not None and weight.any():
            weight = np.minimum(weight, np.quantile(weight[(weight > 0) & (counted[person] > 0)], cap))
        found[place, rows.wait[layout.months], layout.rank] = weight * counted[person]
    ever = layout.static.chances(times)[:, layout.static.rows.of_month[layout.static.rows.first_month]]
    controls = sample.controls
    odds = ever[list(sample.evaluated)][:, controls] / (1 - np.minimum(ever.sum(axis=0)[controls], MOST))
    return Weights(found, odds * counted[controls], tuple(kept))


def effects(layout: Layout, times: Floats | None = None, given: Weights | None = None) -> Floats:
    """By method, evaluated type, month AROUND the start and outcome: the difference in the share with the outcome.

    Not a number where there is nobody to compare. `given` are the weights, where they are known already.
    """
    counted = np.ones(len(layout.sample)) if times is None else times
    given = given or weights(layout, times)
    naive = np.broadcast_to(counted[layout.sample.controls], given.static.shape)
    everyone = [np.ones(len(kept), dtype=bool) for kept in given.kept]
    return np.stack(
        [
            _compared(layout, _of_everybody(layout, naive), counted, everyone),
            _compared(layout, _of_everybody(layout, given.static), counted, everyone),
            dynamic_effects(layout, given, times),
        ]
    )


def dynamic_effects(layout: Layout, given: Weights, times: Floats | None = None) -> Floats:
    """By evaluated type, month AROUND the start and outcome, with these weights."""
    counted = np.ones(len(layout.sample)) if times is None else times
    return _compared(layout, _of_those_enrolled(layout, given.dynamic), counted, given.kept)


def levels(layout: Layout, given: Weights) -> Floats:
    """By evaluated type: the share with the outcome of those who began and, second, what it would have been without.

    Then by month AROUND the start and outcome. The first minus the second is `dynamic_effects`.
    """
    controls = _of_those_enrolled(layout, given.dynamic)
    return np.stack(list(_shares(layout, controls, np.ones(len(layout.sample)), given.kept)))


def _compared(layout: Layout, controls: Floats, counted: Floats, kept: Sequence[Flags]) -> Floats:
    """The differences of each evaluated type, from sums of the controls by type, wait, month and slot."""
    return np.stack([theirs - without for theirs, without in _shares(layout, controls, counted, kept)])


def _shares(layout: Layout, controls: Floats, counted: Floats, kept: Sequence[Flags]) -> Iterator[Floats]:
    """The shares of each evaluated type: of those who began, and what they would have been without."""
    for place, typ in enumerate(layout.sample.evaluated):
        began = layout.sample.treated(typ)
        theirs = layout.of_treated[place] * (counted[began] * kept[place])[:, None, None]
        yield _shares_of(theirs, layout.sample.last[began], controls[place])


def _of_those_enrolled(layout: Layout, dynamic: Floats) -> Floats:
    """By type, wait, month around the start and slot: weighted sums over those enrolled when the wait ends."""
    types = len(dynamic)
    sums = np.empty((types, LONGEST_WAIT + 1, len(AROUND), layout.slots))
    last = layout.sample.last[layout.sample.controls]
    for first in range(0, LONGEST_WAIT + 1, WAITS_AT_A_TIME):
        waits = range(first, min(first + WAITS_AT_A_TIME, LONGEST_WAIT + 1))
        enrolled = int(np.searchsorted(-last, -first, side="right"))
        columns = slice(first * layout.slots, (waits[-1] + len(AROUND)) * layout.slots)
        weight = dynamic[:, first : waits[-1] + 1, :enrolled].reshape(types * len(waits), enrolled)
        product = (weight @ layout.of_controls[:enrolled, columns]).reshape(types, len(waits), -1, layout.slots)
        for wait in waits:
            sums[:, wait] = product[:, wait - first, wait - first : wait - first + len(AROUND)]
    return sums


def _of_everybody(layout: Layout, weight: Floats) -> Floats:
    """The same over all who never begin, whether or not they are still enrolled."""
    product = (weight @ layout.of_controls).reshape(len(weight), len(HORIZON), layout.slots)
    waits = np.arange(LONGEST_WAIT + 1)[:, None] + np.arange(len(AROUND))
    return product[:, waits]


def _shares_of(treated: Floats, wait: Integers, controls: Floats) -> Floats:
    """The mean share of those who began, and that of controls with the same waits, by month and outcome.

    Each wait counts once for each person who began after it; not a number where there is nobody to compare.
    """
    present, first = np.unique(wait, return_index=True)
    if not len(present):
        return np.full((2, treated.shape[1], treated.shape[2] - 1), np.nan)
    sums = np.add.reduceat(treated, first, axis=0)
    seen, compared = sums[..., -1:], controls[present][..., -1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        without = seen * controls[present][..., :-1] / compared
        both = (seen > 0) & (compared > 0)
        with_outcome = np.stack([np.where(both, of, 0.0).sum(axis=0) for of in (sums[..., :-1], without)])
        return with_outcome / np.where(both, seen, 0.0).sum(axis=0)


def _quantile(values: Floats, times: Floats, share: float) -> float:
    """The smallest value that the share of those counted do not exceed."""
    if not times.sum():
        return np.inf
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(times[order]) >= share * times.sum() - 1e-9
    return float(values[order][np.argmax(reached)])
