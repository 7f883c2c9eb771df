"""The chance of beginning a job: months as rows, a logit that agrees with a library's, draws that are new fits."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from indikatorer.models.hazards import FEWEST_STARTS, PENALTY_OF_TIME, PENALTY_OF_TRAITS, Hazard, Hazards, Rows
from indikatorer.models.sample import Sample
from tests.models.simulated import simulate


@pytest.fixture(scope="module")
def sample() -> Sample:
    return simulate(7)


def test_months_that_are_alike_are_one_row():
    few = simulate(1, persons=1)
    # From November 2011, at 30 that year: November and December, then the months of 2012.
    person = replace(few, entered=np.array([12 * 2011 + 10]), age=np.array([30]), last=np.array([7]), typ=np.array([0]))
    rows = Rows.of(person)
    assert rows.months.tolist() == [1, 1, 1, 1, 1, 1, 2]
    assert rows.wait[rows.of_month == 6].tolist() == [6, 7]
    assert len(np.unique(rows.codes[:, 1])) == 3  # quarters
    assert len(np.unique(rows.codes[:, 2])) == 2  # 30 and 31 years
    assert rows.last_of_person.tolist() == [6]


def by_library(hazard: Hazard, times: np.ndarray) -> np.ndarray:
    """The chances of scikit-learn's logit on one row per outcome, with the same penalties."""
    penalties = [(hazard.scaled, PENALTY_OF_TRAITS), (hazard.groups, PENALTY_OF_TIME)]
    scale = np.sqrt(np.concatenate([np.full(part.shape[1], penalty) for part, penalty in penalties]))
    design = np.hstack([hazard.scaled[hazard.place], hazard.groups[hazard.cell]]) / scale
    weight = times[hazard.person][hazard.place]
    logit = LogisticRegression(C=1, solver="newton-cholesky", fit_intercept=False, tol=1e-10, max_iter=1000)
    outcomes = np.r_[np.ones(len(design)), np.zeros(len(design))]
    weights = np.r_[weight * hazard.began, weight * (hazard.months - hazard.began)]
    logit.fit(np.vstack([design, design]), outcomes, sample_weight=weights)
    return logit.predict_proba(design)[:, 1]


def test_the_fit_is_that_of_a_library(sample):
    hazard = Hazard.of(sample, Rows.of(sample), 0)
    ones = np.ones(len(sample))
    np.testing.assert_allclose(hazard.chances(hazard.fitted), by_library(hazard, ones), rtol=1e-5)


def test_a_draw_is_a_new_fit_to_those_drawn(sample):
    hazard = Hazard.of(sample, Rows.of(sample), 1)
    for seed in range(3):
        times = (
            np.random.default_rng(seed).multinomial(len(sample), np.full(len(sample), 1 / len(sample))).astype(float)
        )
        np.testing.assert_allclose(hazard.chances(hazard.draw(times)), by_library(hazard, times), rtol=0.02, atol=1e-5)


def test_a_draw_that_counts_everybody_once_is_the_fit(sample):
    hazard = Hazard.of(sample, Rows.of(sample), 0)
    np.testing.assert_array_equal(hazard.draw(np.ones(len(sample))), hazard.fitted)


def test_groups_without_enough_starts_are_joined_and_those_without_any_have_no_chance(sample):
    hazards = Hazards.of(sample)
    chances, rows = hazards.chances(), hazards.rows
    assert (chances[:, rows.codes[:, 0] == 0] == 0).all()  # nobody begins in the month of the enrolment
    hazard = hazards.by_type[0]
    by_group = np.bincount(hazard.cell, hazard.began) @ hazard.groups
    assert (by_group >= FEWEST_STARTS).all()


def test_a_type_that_nobody_begins_has_no_logit(sample):
    hazards = Hazards.of(replace(sample, types=(*sample.types, "Ny")))
    assert hazards.by_type[-1] is None
    assert (hazards.chances()[-1] == 0).all()
