"""What stands beside the estimates of an evaluation: how few persons they tell of."""

import numpy as np
import pytest

from indikatorer.disclosure.policy import POLICY
from indikatorer.models.evaluation import FROM_START, _sums
from indikatorer.models.sample import AROUND


@pytest.mark.parametrize(
    ("people", "hidden", "fewest"), [(80, 0, 80), (80, 1, 3), (80, 2, 3), (80, 3, 80), (800, 1, 800)]
)
def test_a_sum_of_months_tells_of_one_or_two_that_are_hidden_in_it(people, hidden, fewest):
    persons = np.full((1, len(AROUND)), float(people))
    behind = np.full((1, len(AROUND), 1), float(people))
    behind[0, FROM_START : FROM_START + hidden] = 3
    behind[0, 0] = 3  # before the start, in no sum
    effects = np.zeros((1, len(AROUND), 1))
    [sums] = _sums({"typ": ["Bas"], "utfall": ["Arbete"]}, effects, effects[None], persons, behind).to_dicts()
    assert sums["personer"] == fewest
    assert (sums["personer"] < POLICY.model_base) == (fewest == 3)
