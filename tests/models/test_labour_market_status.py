"""The years after a job: who is followed, and the comparison by hand."""

from dataclasses import replace

import numpy as np
import pytest

from indikatorer.models.bootstrap import Estimator, draws
from indikatorer.models.evaluation import estimates
from indikatorer.models.sample import NONE, YEARS_AFTER, LabourMarketStatus, Sample
from indikatorer.models.weighting import weights
from tests.models.simulated import simulate

MONTHS_OF_A_JOB = 9


@pytest.fixture(scope="module")
def sample() -> Sample:
    made = simulate(3, persons=600, chance=0.03)
    rng = np.random.default_rng(1)
    size = (len(made), 4)
    status = LabourMarketStatus(
        first_year=2014,
        established=rng.random(size) < 0.3,
        known=rng.random(size) < 0.9,
        ended=np.where(made.typ == NONE, NONE, made.last + MONTHS_OF_A_JOB),
        ends=range(2013, 2015),
    )
    return replace(made, status=status)


def column(sample: Sample, person: int, wait: int, after: int) -> int | None:
    """The place of the year so long after a job begun after this wait has ended, if it is asked for and known."""
    status = sample.status
    assert status
    year = (int(sample.entered[person]) + wait + MONTHS_OF_A_JOB) // 12
    place = year + after - status.first_year
    return place if year in status.ends and 0 <= place < 4 and status.known[person, place] else None


def test_the_difference_by_hand(sample):
    estimator = Estimator(sample)
    layout, status = estimator.layout, sample.status
    given = weights(layout)
    found = estimator.estimate().status

    for place, typ in enumerate(sample.evaluated):
        for number, after in enumerate(YEARS_AFTER):
            gained = total = 0.0
            for began, kept in zip(sample.treated(typ), given.kept[place], strict=True):
                wait = int(sample.last[began])
                own = column(sample, began, wait, after)
                above = below = 0.0
                for rank, person in enumerate(sample.controls):
                    theirs = column(sample, person, wait, after)
                    if theirs is not None:
                        above += given.dynamic[place, wait, rank] * status.established[person, theirs]
                        below += given.dynamic[place, wait, rank]
                if kept and own is not None and below:
                    gained += status.established[began, own] - above / below
                    total += 1
            assert found[place, number] == pytest.approx(gained / total if total else np.nan, abs=1e-12, nan_ok=True)


def test_without_years_nothing_is_said_of_them(sample):
    assert Estimator(replace(sample, status=None)).estimate().status.size == 0


@pytest.mark.parametrize("number", [0, 6, 98, 104])
def test_few_who_are_established_or_are_not_are_few_in_the_frame_that_is_published(sample, number):
    status, typ = sample.status, sample.evaluated[0]
    began, kept = sample.treated(typ), weights(Estimator(sample).layout).kept[0]
    assert len(began) == 104
    established = status.established.copy()
    established[began] = np.arange(len(began))[:, None] < number
    marked = replace(sample, status=replace(status, established=established))
    found = estimates(marked, list(draws(marked, 2, seed=1)))["etablering"].filter(typ=sample.types[0])
    for after, persons in zip(YEARS_AFTER, found["personer"], strict=True):
        known = [column(sample, person, int(sample.last[person]), after) is not None for person in began] & kept
        parts = [int(known[:number].sum()), int(known[number:].sum())]
        few = [part for part in parts if 0 < part <= 6]
        assert persons == min(few) if few else persons > 6
