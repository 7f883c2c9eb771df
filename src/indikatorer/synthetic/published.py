"""Who is left out so that figures that have been published come out: a few more people are simulated than are kept."""

import numpy as np

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.people import Flags, People
from indikatorer.synthetic.simulated_enrolments import ATERREMITTERAD, OKAND, OPEN, Spells
from indikatorer.synthetic.stockholmsjobb import Jobs
from indikatorer.synthetic.world import FIRST_YEAR, LAST_YEAR, year_of

EXITS_2008_2010 = 15_620
OKANDA_2008_2010 = 2_670
"""Persons by their last exit of 2008–2010, and how many of these with reason okänd
(docs/definitions.md, The exits of 2008–2010)."""

FORVARVSARBETE, STUDIER, BISTAND = 1, 2, 7
"""Values of Raks_HuvInkKalla (docs/definitions.md, SCB)."""
_SOURCES = {
    "under 30": {(-2, BISTAND): 26, (-2, FORVARVSARBETE): 22, (-2, STUDIER): 25, (1, BISTAND): 10}
    | {(1, FORVARVSARBETE): 56, (1, STUDIER): 11, (2, BISTAND): 8, (2, STUDIER): 10},
    "30 and over": {(-2, BISTAND): 60, (-2, FORVARVSARBETE): 10, (-2, STUDIER): 2, (1, BISTAND): 6}
    | {(1, FORVARVSARBETE): 38, (1, STUDIER): 1, (2, BISTAND): 8, (2, STUDIER): 3},
}
"""Years from the end of a Stockholmsjobb 2016–2017 and main source of income → per cent (docs/definitions.md, ST3)."""
_CLOSE_ENOUGH = 0.5
_MOST_LEFT_OUT = 0.25

_LAST_DAY = np.datetime64("2010-12-31")
_EVALUATED = np.datetime64("2015-12-31")


def too_many_exits(people: People, spells: Spells, seed: int, scale: float) -> Flags:
    """Those who are too many for the published number of people who exited 2008–2010, by last reason okänd or not."""
    rng = chance.stream(seed, "trim")
    counted = (spells.reason != OPEN) & (spells.reason != ATERREMITTERAD) & (spells.end <= _LAST_DAY)
    exits = np.flatnonzero(counted)
    exits = exits[np.lexsort((spells.end[exits], spells.person[exits]))]
    persons, ends = spells.person[exits], spells.end[exits]
    is_last = np.append(persons[1:] != persons[:-1], True)
    # Which of two exits on one day came last cannot be seen in a file; the published size must not hang on it.
    tied = np.append((persons[1:] == persons[:-1]) & (ends[1:] == ends[:-1]), False)
    okand = spells.reason[exits] == OKAND
    drop = np.zeros(len(people), dtype=bool)
    drop[persons[tied]] = True
    for group, target in (
        (is_last & okand, OKANDA_2008_2010),
        (is_last & ~okand, EXITS_2008_2010 - OKANDA_2008_2010),
    ):
        candidates = persons[group & ~drop[persons]]
        surplus = max(len(candidates) - round(target * scale), 0)
        drop[rng.permutation(candidates)[:surplus]] = True
    return drop


def too_many_of_a_source(people: People, spells: Spells, jobs: Jobs, columns: dict[str, Integers]) -> Flags:
    """Those without whom the main sources of income before and after a Stockholmsjobb are as published.

    No participant is chosen whose first enrolment, before 2016, is the one with the job: the truth of the evaluation
    of 2010–2015 must not hang on who is left out. Nor is anybody who exited in 2008–2010: they have been counted.
    """
    drop = np.zeros(len(people), dtype=bool)
    evaluated = (spells.number[jobs.spell] == 0) & (spells.start[jobs.spell] <= _EVALUATED)
    counted = np.zeros(len(people), dtype=bool)
    counted[spells.person[spells.end <= _LAST_DAY]] = True
    may_go = ~evaluated & ~counted[jobs.person]
    ended = np.flatnonzero(np.isin(year_of(jobs.end), (2016, 2017)))
    ended = ended[np.lexsort((jobs.end[ended], jobs.person[ended]))]
    last = ended[np.append(jobs.person[ended][1:] != jobs.person[ended][:-1], True)[: len(ended)]]
    person, end = jobs.person[last], jobs.end[last]
    young = year_of(end) - year_of(people.birth[person]) < 30  # SCB knows the year of birth only
    sources = _main_sources(columns, len(people))
    for group, published in zip((young, ~young), _SOURCES.values(), strict=True):
        there = [sources[person[group], year_of(end[group]) + years - FIRST_YEAR] for years, _ in published]
        hits = np.array([found == source for found, (_, source) in zip(there, published, strict=True)])
        bases = np.array(there) > 0
        surplus = _surplus(hits, bases, np.array(list(published.values())), may_go[last[group]])
        drop[person[group][surplus]] = True
    return drop


def _main_sources(columns: dict[str, Integers], size: int) -> Integers:
    """The main source of income by person and year since FIRST_YEAR, 0 for who is not in the register."""
    sources = np.zeros((size, LAST_YEAR - FIRST_YEAR + 1), dtype=np.int64)
    sources[columns["person"], columns["AR"] - FIRST_YEAR] = columns["Raks_HuvInkKalla"]
    return sources


def _surplus(hits: Flags, bases: Flags, published: Floats, may_go: Flags) -> Integers:
    """Leave out one at a time the person without whom the shares come closest, until they are close enough."""
    gone: list[int] = []
    counted, base = hits.sum(axis=1).astype(float), bases.sum(axis=1).astype(float)
    left = may_go.copy()
    while len(gone) < _MOST_LEFT_OUT * len(may_go) and np.abs(100 * counted / base - published).max() > _CLOSE_ENOUGH:
        without = 100 * (counted[:, None] - hits) / (base[:, None] - bases) - published[:, None]
        badness = np.where(left, (without**2).sum(axis=0), np.inf)
        worst = int(badness.argmin())
        if badness[worst] >= ((100 * counted / base - published) ** 2).sum():
            break
        gone.append(worst)
        left[worst] = False
        counted -= hits[:, worst]
        base -= bases[:, worst]
    return np.array(gone, dtype=np.int64)
