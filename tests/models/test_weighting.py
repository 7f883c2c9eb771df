"""The effect among those who had the job: the formula by hand, the truth, and a library's answer."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from indikatorer.models import hazards as logits
from indikatorer.models.bootstrap import draws, one_thread
from indikatorer.models.sample import AROUND, HORIZON, NONE, Sample
from indikatorer.models.weighting import Layout, Method, dynamic_effects, effects, levels, weights
from tests.models.simulated import EFFECTS, simulate
from tests.proofs import FULL


def by_hand(layout: Layout, place: int, month: int) -> tuple[float, float]:
    """The two shares whose difference is the effect (docs/definitions.md, Effects): of those who began, and without.

    One person at a time, from the same chances.
    """
    sample, rows = layout.sample, layout.hazards.rows
    typ, by_row = sample.evaluated[place], layout.hazards.chances()

    def chance(person: int, wait: int) -> np.ndarray:
        return by_row[:, rows.of_month[rows.first_month[person] + wait]]

    working = without = total = 0.0
    for began in sample.treated(typ):
        wait = int(sample.last[began])
        at = wait + month - HORIZON.start
        above = below = 0.0
        compared = (sample.typ == NONE) & (sample.last >= wait) & sample.seen[:, at]
        for person in map(int, np.flatnonzero(compared)):
            weight = chance(person, wait)[typ] / (1 - chance(person, wait).sum())
            for later in range(wait + 1, int(sample.last[person]) + 1):
                weight /= 1 - chance(person, later).sum()
            above += weight * sample.outcomes[0, person, at]
            below += weight
        if below and sample.seen[began, at]:
            working += sample.outcomes[0, began, at]
            without += above / below
            total += 1
    return working / total, without / total


def test_the_formula_by_hand():
    sample = simulate(3, persons=250, chance=0.04)
    seen = np.random.default_rng(1).random(sample.seen.shape) < 0.95
    layout = Layout.of(replace(sample, seen=seen))
    given = weights(layout, trim=None, cap=None)
    found, shares = dynamic_effects(layout, given), levels(layout, given)
    for month in (-12, 0, 7, 36):
        for place in (0, 1):
            working, without = by_hand(layout, place, month)
            assert found[place, AROUND.index(month), 0] == pytest.approx(working - without, abs=1e-12)
            assert shares[place, :, AROUND.index(month), 0] == pytest.approx([working, without], abs=1e-12)


def test_nobody_is_dropped_for_what_came_later_but_left_out_from_then_on():
    sample = simulate(3, persons=250, chance=0.04)
    seen = sample.seen.copy()
    seen[sample.controls[0], 40:] = False
    before, after = (effects(Layout.of(replace(sample, seen=s))) for s in (sample.seen, seen))
    assert (before[:, :, :3] == after[:, :, :3]).all()  # months that end before it
    assert (before[2] != after[2]).any()


def test_trimming_leaves_out_the_likeliest_of_both_groups():
    layout = Layout.of(simulate(3))
    everyone, trimmed = weights(layout, trim=None, cap=None), weights(layout, trim=0.95, cap=None)
    assert all(kept.all() for kept in everyone.kept)
    assert [round(1 - kept.mean(), 2) for kept in trimmed.kept] == [0.05, 0.05]
    assert ((trimmed.dynamic == 0) | (trimmed.dynamic == everyone.dynamic)).all()
    assert (trimmed.dynamic > 0).sum() < (everyone.dynamic > 0).sum()


def test_no_weight_is_larger_than_the_cap_allows():
    layout = Layout.of(simulate(3))
    free, capped = weights(layout, cap=None).dynamic, weights(layout, cap=0.99).dynamic
    for before, after in zip(free, capped, strict=True):
        limit = np.quantile(before[before > 0], 0.99)
        np.testing.assert_array_equal(after, np.minimum(before, limit))


def test_draws_are_the_same_for_any_number_of_processes():
    sample = simulate(5, persons=600, chance=0.03)
    alone, together = (np.array([draw.effects for draw in draws(sample, 6, seed=1, processes=n)]) for n in (1, 2))
    np.testing.assert_array_equal(alone, together)
    assert not np.array_equal(alone[0], alone[1])


def test_when_nothing_but_exits_follow_static_weighting_will_not_do():
    layout = Layout.of(simulate(1, persons=6_000))
    found = effects(layout)[:, :, AROUND.index(0), 0]
    by_method = dict(zip(Method, found, strict=True))
    np.testing.assert_allclose(by_method[Method.DYNAMIC], EFFECTS, atol=0.05)
    assert (by_method[Method.STATIC] - EFFECTS < -0.08).all()
    assert (by_method[Method.NAIVE] < by_method[Method.STATIC]).all()


DRAWN_MONTHS = [AROUND.index(month) for month in (-6, -1, 0, 6, 12, 24, 36)]
TRUTH = np.array([[0.0, 0.0, *[effect] * 5] for effect in EFFECTS])
SEEDS = range(100 if FULL else 40)
DRAWS = 40


def covers(seed: int) -> np.ndarray:
    """By method, type and month: whether the 95 % interval holds the truth, and how far off the estimate is."""
    sample = simulate(seed)
    found = effects(Layout.of(sample))[:, :, DRAWN_MONTHS, 0]
    drawn = [draw.effects[:, :, DRAWN_MONTHS, 0] for draw in draws(sample, DRAWS, seed, processes=1)]
    # a spread of few draws is itself uncertain, which Student's distribution allows for; a report has five hundred
    sure = stats.t(DRAWS - 1).ppf(0.975) * np.std(drawn, axis=0, ddof=1)
    return np.stack([np.abs(found - TRUTH) < sure, found - TRUTH])


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    with ProcessPoolExecutor(2, initializer=one_thread) as pool:
        found = np.array(list(pool.map(covers, SEEDS)))
    held, off = found[:, 0].mean(axis=0), found[:, 1].mean(axis=0)
    naive, static, dynamic = range(len(Method))
    # Of a hundred intervals that hold the truth with 95 % chance, 89 to 100 do so but once in a hundred times.
    low, high = (stats.binom(len(SEEDS), 0.95).ppf(q) / len(SEEDS) for q in (0.005, 0.995))
    inside = (held[dynamic] >= low) & (held[dynamic] <= high)
    assert inside.mean() > 0.85, held[dynamic]
    assert 0.92 < held[dynamic].mean() < 0.97
    assert np.abs(off[dynamic]).max() < 0.02
    at_a_year = DRAWN_MONTHS.index(AROUND.index(12))
    assert (held[[naive, static], :, at_a_year] < 0.5).all()
    assert (off[[naive, static], :, at_a_year] < -0.1).all()


def test_a_static_special_case_agrees_with_a_library_on_the_data_of_lalonde(monkeypatch):
    import causaldata
    import pandas as pd
    from statsmodels.discrete.discrete_model import Logit
    from statsmodels.regression.linear_model import OLS
    from statsmodels.treatment.treatment_effects import TreatmentEffect

    monkeypatch.setattr(logits, "PENALTY_OF_TRAITS", 1e-6)
    monkeypatch.setattr(logits, "PENALTY_OF_TIME", 1e-6)
    experiment, survey = (getattr(causaldata, name).load_pandas().data for name in ("nsw_mixtape", "cps_mixtape"))
    people = pd.concat([experiment[experiment.treat == 1], survey.sample(3000, random_state=1)], ignore_index=True)
    traits = people[["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]].to_numpy(dtype=float)
    traits[:, -2:] /= 1000
    treated = people.treat.to_numpy(dtype=float)
    outcomes = np.array([people.re78 > 0, people.re78 > 5000])
    size = len(people)
    sample = Sample(
        types=("NSW",),
        evaluated=(0,),
        trait_names=("",) * 8,
        outcome_names=("work", "income"),
        traits=traits,
        entered=np.full(size, 12 * 1976),
        age=np.full(size, 33),
        last=np.zeros(size, dtype=np.int64),
        typ=np.where(treated > 0, 0, NONE),
        outcomes=np.repeat(outcomes[:, :, None], len(HORIZON), axis=2),
        seen=np.ones((size, len(HORIZON)), dtype=bool),
    )
    layout = Layout.of(sample)
    found = dynamic_effects(layout, weights(layout, trim=None, cap=None))[0, AROUND.index(0)]
    exog = np.column_stack([np.ones(size), traits])
    selection = Logit(treated, exog).fit(disp=0, maxiter=200)
    for outcome, ours in zip(outcomes.astype(float), found, strict=True):
        theirs = TreatmentEffect(OLS(outcome, exog), treated, results_select=selection)
        assert ours == pytest.approx(theirs.ipw(return_results=False, effect_group=1)[0], abs=2e-4)
