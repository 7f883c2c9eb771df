"""Changes among the same persons: tested as pairs, by McNemar and Newcombe."""

from math import comb

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from indikatorer.presentation.comparisons import Verdict, compare
from indikatorer.presentation.paired import interval, numbers, p_value
from tests.presentation.test_words import count, share


def test_only_those_who_changed_are_evidence():
    assert p_value(1, 9) == pytest.approx(2 * sum(comb(10, n) for n in (0, 1)) / 2**10)
    assert p_value(0, 0) == 1


@pytest.mark.parametrize(("lost", "gained"), [(7, 20), (20, 7)])
def test_the_interval_of_unrelated_answers_is_that_of_two_groups(lost, gained):
    both, neither = 10, lost * gained // 10  # both · neither = lost · gained
    everyone = both + lost + gained + neither
    expected = confint_proportions_2indep(
        both + gained, everyone, both + lost, everyone, method="newcomb", compare="diff"
    )
    assert interval(both, lost, gained, neither) == pytest.approx(expected)


def test_the_interval_of_related_answers_is_shorter_and_that_of_opposed_ones_longer():
    def width(*numbers: int) -> float:
        low, high = interval(*numbers)
        return high - low

    assert width(450, 20, 60, 470) < width(255, 215, 255, 275) < width(20, 450, 490, 40)


def test_the_interval_holds_the_change_and_not_more_than_can_be():
    for four in ((0, 0, 10, 0), (10, 0, 0, 10), (0, 10, 0, 0), (3, 1, 4, 2), (20, 0, 0, 0)):
        low, high = interval(*four)
        _, lost, gained, _ = four
        assert -1 <= low <= (gained - lost) / sum(four) <= high <= 1


def test_a_change_that_two_groups_would_not_show_is_shown_by_pairs():
    """Of 500 as many as 40 gained and 10 lost; 250 and 280 of two different groups of 500 are within chance."""
    two = {"a": (share(280, 500), share(250, 500))}
    assert not compare(two)["a"].counts
    found = compare(two, same={"a": count(240)})["a"]
    assert found.counts
    assert found.points == pytest.approx(6)
    assert 3 < found.low < 6 < found.high < 9


def test_where_no_table_has_who_had_it_both_times_as_many_as_can_be_have_changed():
    assert numbers(None, share(50, 100), share(67, 100)) == (17, 50, 33, 0)
    assert numbers(None, share(20, 100), share(30, 100)) == (0, 30, 20, 50)
    assert numbers(None, share(None, None, "skyddad"), share(30, 100)) is None
    two = {"a": (share(324, 648), share(432, 648))}
    certain = {"known": {"a": count(300)}, "groups": {}, "not known": {"a": None}}
    found = [compare(two, same)["a"] for same in certain.values()]
    assert all(one.certain for one in found)
    known, groups, unknown = ((one.high - one.low) for one in found)
    assert known < groups < unknown


def test_nothing_is_claimed_of_pairs_that_may_not_be_shown():
    found = compare({"a": (share(280, 500), share(250, 500))}, same={"a": count(None)})["a"]
    assert found.points is None
    assert found.verdict is Verdict.UNKNOWN


def test_rounded_counts_that_do_not_fit_are_no_fault():
    assert numbers(count(10), share(20, 20), share(5, 20)) == (10, 0, 10, 0)
    assert numbers(share(10, 30), share(20, 100), share(30, 98)) == (10, 20, 10, 60)
