"""How alike two groups are tells of no few: a difference in standard deviations can be solved for them."""

from dataclasses import replace

import numpy as np
import pytest

from indikatorer.models.bootstrap import draws
from indikatorer.models.diagnostics import fewest_with
from indikatorer.models.evaluation import estimates
from indikatorer.models.sample import Sample
from indikatorer.models.weighting import Layout, weights
from tests.models.simulated import simulate

TYP = 0


@pytest.fixture(scope="module")
def sample() -> Sample:
    return simulate(1)


def with_traits(sample: Sample, *held_by: np.ndarray, variables: tuple[tuple[int, ...], ...] = ()) -> Sample:
    """The sample with two-valued traits beside its own, each of the persons in `held_by`."""
    more = np.zeros((len(sample), len(held_by)))
    for column, persons in enumerate(held_by):
        more[persons, column] = 1
    names = tuple(f"egenskap {number}" for number in range(len(held_by)))
    return replace(
        sample,
        trait_names=(*sample.trait_names, *names),
        traits=np.hstack([sample.traits, more]),
        variables=variables,
    )


def fewest(sample: Sample) -> np.ndarray:
    layout = Layout.of(sample)
    return fewest_with(layout, weights(layout))[TYP]


def test_three_who_have_a_trait_and_three_who_have_it_not_are_few(sample):
    began, others = sample.treated(TYP), sample.controls[:1000]
    three, all_but_three = np.union1d(began[:3], others), np.union1d(began[3:], others)
    many = np.union1d(began[: len(began) // 2], others)
    said = fewest(with_traits(sample, three, all_but_three, many))
    assert said[2:4].tolist() == [3, 3]
    assert said[4] >= 5


def test_levels_that_leave_three_are_all_few(sample):
    """Who knows how many are under 25, and how many over, knows how many are between."""
    began, others = sample.treated(TYP), sample.controls
    young, old = np.union1d(began[:20], others[:500]), np.union1d(began[20:-3], others[500:-500])
    apart, together = (with_traits(sample, young, old, variables=variables) for variables in ((), ((2, 3),)))
    assert fewest(apart)[2] >= 5
    assert fewest(together)[2:].tolist() == [3, 3]


def test_few_are_few_in_the_frame_that_is_published(sample):
    began, others = sample.treated(TYP), sample.controls[:1000]
    marked = with_traits(sample, np.union1d(began[:3], others), np.union1d(began[:50], others))
    found = estimates(marked, list(draws(marked, 2, seed=1)))["balans"].filter(typ=sample.types[TYP])
    persons = dict(found.group_by("egenskap").min().select("egenskap", "personer").iter_rows())
    assert persons["egenskap 0"] == 3
    assert persons["egenskap 1"] >= 20
