"""Enrolments as a Stockholmsjobb leaves them: they last as long as the job, and what the job made needless is gone."""

from dataclasses import replace

import numpy as np

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.lives import WORK, Activity
from indikatorer.synthetic.simulated_enrolments import (
    AF_PROGRAM,
    ARBETE,
    ATERREMITTERAD,
    FORALDRALEDIG,
    OPEN,
    OVRIGT,
    STAYED,
    STUDIER,
    SUBVENTIONERAT,
    Spells,
)
from indikatorer.synthetic.stockholmsjobb import Jobs
from indikatorer.synthetic.world import FIRST_MONTH, LAST_DAY, MONTHS, NEVER, Canvas, month_of

_REASON = np.full(len(Activity), OVRIGT)
_REASON[[Activity.ARBETE, Activity.DELTID]] = ARBETE
_REASON[Activity.SUBVENTION] = SUBVENTIONERAT
_REASON[[Activity.STUDIER, Activity.HOGSKOLA]] = STUDIER
_REASON[Activity.PROGRAM] = AF_PROGRAM
_REASON[Activity.FORALDRALEDIG] = FORALDRALEDIG


def prolong(spells: Spells, jobs: Jobs, lived: Canvas, on_support: Canvas, seed: int) -> tuple[Spells, Jobs]:
    """The spells with the jobs, and the jobs with their spells' new rows.

    An enrolment goes on for as long as the job and up to three months of support after it (docs/definitions.md, ST1);
    one that would have begun meanwhile is a part of it, and one that would have begun in a month of work that the job
    has led to does not begin.
    """
    rng = chance.stream(seed, "prolonged")
    jobs_by_spell = np.full(len(spells), -1)
    jobs_by_spell[jobs.spell] = np.arange(len(jobs))
    end, reason, leaves = spells.end.copy(), spells.reason.copy(), spells.leaves.copy()
    treated = np.flatnonzero(jobs_by_spell >= 0)
    last = _last_day(jobs, len(spells))[treated]
    supported = last + np.where(leaves[treated] == STAYED, rng.integers(0, 92, len(treated)), 0)
    longer = supported > end[treated]
    changed = treated[longer]
    end[changed] = supported[longer]
    reason[changed] = _reasons(spells.person[changed], month_of(end[changed]), lived, on_support)
    reason[changed] = np.where(leaves[changed] == STAYED, reason[changed], spells.reason[changed])
    is_open = end > LAST_DAY
    end[is_open], reason[is_open], leaves[is_open] = NEVER, OPEN, STAYED

    stays = np.ones(len(spells), dtype=bool)
    had_job = np.zeros(lived.shape[1], dtype=bool)
    had_job[jobs.person] = True
    order = np.lexsort((spells.start, spells.person))
    order = order[had_job[spells.person[order]] & ~spells.duplicate[order]]
    begins = month_of(spells.start) - FIRST_MONTH
    holder = -1
    for row in order.tolist():
        if holder < 0 or spells.person[row] != spells.person[holder]:
            holder = row
            after_job = False
        elif spells.start[row] <= end[holder]:
            stays[row] = False
            if end[row] > end[holder]:
                end[holder], reason[holder], leaves[holder] = end[row], reason[row], leaves[row]
        elif after_job and lived[begins[row], spells.person[row]] in WORK:
            stays[row] = False
        else:
            holder = row
        after_job |= jobs_by_spell[row] >= 0
    spells = replace(spells, end=end, reason=reason, leaves=leaves)
    renumber = np.cumsum(stays) - 1
    return _linked(spells.select(stays)), replace(jobs, spell=renumber[jobs.spell])


def _last_day(jobs: Jobs, size: int) -> np.ndarray:
    last = np.full(size, np.datetime64("1900-01-01"))
    np.maximum.at(last, jobs.spell, jobs.end)
    return last


def _reasons(person: Integers, month: Integers, lived: Canvas, on_support: Canvas) -> Integers:
    """The reason of an exit, by what follows it; back to the district goes who needs assistance and has nothing."""
    after = np.minimum(month + 1 - FIRST_MONTH, MONTHS - 1)
    reason = _REASON[lived[after, person]]
    return np.where((reason == OVRIGT) & on_support[after, person], ATERREMITTERAD, reason)


def _linked(spells: Spells) -> Spells:
    """With each spell's number among the person's, and when the person comes back, counted anew."""
    number, next_start = spells.number.copy(), np.full(len(spells), NEVER)
    real = np.flatnonzero(~spells.duplicate)
    order = real[np.lexsort((spells.start[real], spells.person[real]))]
    same = spells.person[order][1:] == spells.person[order][:-1]
    next_start[order[:-1][same]] = spells.start[order[1:][same]]
    first = np.flatnonzero(np.append(True, ~same)[: len(order)])
    number[order] = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    return replace(spells, number=number, next_start=next_start)
