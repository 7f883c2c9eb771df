"""What stands beside the estimates of an evaluation: how few persons they tell of."""

import numpy as np
import pytest

from indikatorer.disclosure.policy import POLICY
from indikatorer.models.evaluation import FROM_START, _sums
from indikatorer.models.sample import AROUND


@pytest.mark.parametrize(("hidden", "fewest"), [(0, 80), (1, 3), (2, 3), (3, 80)])
def test_a_sum_of_months_tells_of_one_or_two_that_are_hidden_in_it(hidden, fewest):
    persons = np.full((1, len(AROUND)), 80.0)
    behind = np.full((1, len(AROUND), 1), 80.0)
    behind[0, FROM_START : FROM_START + hidden] = 3
    behind[0, 0] = 3  # before the start, in no sum
    effects = np.zeros((1, len(AROUND), 1))
    [sums] = _sums({"typ": ["Bas"], "utfall": ["Arbete"]}, effects, effects[None], persons, behind).to_dicts()
    assert sums["personer"] == fewest
    assert (sums["personer"] < POLICY.model_base) == (fewest == 3)
