"""What a printed per cent or mean says: just those counts that the publication's own rounding prints so."""

import random
from fractions import Fraction

import pytest

from indikatorer.disclosure.audit import interval
from indikatorer.disclosure.ratios import states
from indikatorer.disclosure.system import Count, PrintedCell, System
from indikatorer.disclosure.worlds import View
from indikatorer.swedish import rounded
from tests.disclosure.published_cases import needs_cases, read

PART, WHOLE = Count("part"), Count("whole")


def printed(part, whole, decimals, times=100):
    """As `measures.values` works out a share or a mean, and as it is published."""
    return rounded(times * part / whole, decimals)


def said(part, whole, decimals, times=100):
    return states(PART, WHOLE, printed(part, whole, decimals, times), decimals, Fraction(times))


def ends(statements, whole):
    """The least and the most that the part can be when the whole is known."""
    lower, upper = (statement.knowing(WHOLE, whole) for statement in statements)
    assert (lower.terms, upper.terms) == (((1, PART),), ((-1, PART),))
    return max(lower.least, 0), min(-upper.least, whole)


def whole_numbers(decimals):
    """Every base up to 40, and some up to the last for which one decimal gives every small count away, and beyond."""
    chance = random.Random(decimals)
    return [*range(1, 41), *chance.sample(range(41, 1200), 60), 111, 112, 1111, 1112, 1200]


def candidates(whole, decimals):
    """What each numerator is printed as → all numerators that are."""
    found = {}
    for part in range(whole + 1):
        found.setdefault(printed(part, whole, decimals), []).append(part)
    return found


@pytest.mark.parametrize("decimals", [0, 1])
def test_a_share_says_just_the_numerators_that_are_printed_so(decimals):
    for whole in whole_numbers(decimals):
        for alike in candidates(whole, decimals).values():
            assert ends(said(alike[0], whole, decimals), whole) == (alike[0], alike[-1])


@pytest.mark.slow
@pytest.mark.parametrize("decimals", [0, 1])
def test_a_share_says_just_the_numerators_that_are_printed_so_for_every_base(decimals):
    for whole in range(1, 1201):
        for alike in candidates(whole, decimals).values():
            assert ends(said(alike[0], whole, decimals), whole) == (alike[0], alike[-1])


@pytest.mark.parametrize(("decimals", "largest"), [(0, 111), (1, 1111)])
def test_every_small_count_is_given_away_by_its_share_up_to_a_base(decimals, largest):
    for whole in [*range(1, largest, 7), largest]:
        for part in range(1, min(whole, 4) + 1):
            assert ends(said(part, whole, decimals), whole) == (part, part)
    assert any(ends(said(part, largest + 1, decimals), largest + 1) != (part, part) for part in range(1, 5))


def test_the_statements_hold_for_the_counts_behind_a_number_whatever_its_sign():
    chance = random.Random(1)
    for _ in range(3000):
        whole, total, decimals, times = chance.randint(1, 60), chance.randint(-300, 300), chance.randint(0, 1), 1
        shown = printed(total, whole, decimals, times)
        for other in range(total - 8, total + 9):
            sizes = {PART: other, WHOLE: whole}
            agrees = all(statement.spare(sizes) >= 0 for statement in said(total, whole, decimals, times))
            assert agrees == (printed(other, whole, decimals, times) == shown)


def test_a_mean_per_thousand_is_told_in_thousands():
    lower, upper = states(PART, WHOLE, rounded(0.3, 1), 1, Fraction(1, 1000))
    for total in (2499, 2500, 3499, 3500):
        agrees = all(one.spare({PART: total, WHOLE: 10}) >= 0 for one in (lower, upper))
        assert agrees == (rounded(total / 10 / 1000, 1) == rounded(0.3, 1))


def share_alone(part, whole, decimals, *, whole_is_shown):
    """A table that prints a per cent, and the base beside it or not."""
    system = System({WHOLE: whole, PART: part}, bounds={WHOLE: (1, 40), PART: (0, 40)})
    system.cells.append(PrintedCell("share", 0, (), states=said(part, whole, decimals)))
    system.cells.append(PrintedCell("base", 0, (WHOLE,)))
    hidden = set() if whole_is_shown else {system.cells[1]}
    return system, hidden


def test_a_per_cent_that_gives_one_person_away():
    system, hidden = share_alone(1, 37, 0, whole_is_shown=True)
    assert interval(system, hidden, PART) == (1, 1)


def test_a_per_cent_without_its_base_says_less():
    # 3 per cent of at most 40: 1 of 29 to 40, since 2 would be 5 per cent
    system, hidden = share_alone(1, 37, 0, whole_is_shown=False)
    assert interval(system, hidden, PART) == (1, 1)
    assert interval(system, hidden, WHOLE) == (29, 40)


def test_a_world_that_would_be_printed_otherwise_is_none():
    system = System({WHOLE: 37, PART: 1}, statements=dict.fromkeys(said(1, 37, 0)))
    view = View(system, {WHOLE: 37})
    assert [part for part in range(38) if view.allows({PART: part})] == [1]


@needs_cases
def test_the_percentages_of_the_cases_leak_what_they_are_known_to():
    case = read("constructed_percent_leaks")
    for given in case["known_denominator"]:
        shown = rounded(float(given["percent"]), given["decimals"])
        low, high = ends(states(PART, WHOLE, shown, given["decimals"], Fraction(100)), given["N"])
        assert list(range(low, high + 1)) == given["candidates"]
    for given in case["unknown_denominator"]:
        parts = [Count(name) for name in given["percents"]]
        system = System({WHOLE: 7} | dict(zip(parts, (1, 2, 4), strict=True)))
        system.add_sum(WHOLE, parts)
        for part, text in zip(parts, given["percents"], strict=True):
            stated = states(part, WHOLE, rounded(float(text), given["decimals"]), given["decimals"], Fraction(100))
            system.statements |= dict.fromkeys(stated)
        sizes = [size for size in range(1, given["max_N"] + 1) if _possible(system, parts, size)]
        assert sizes == given["feasible_N"]


def _possible(system, parts, size):
    told = dict(zip(parts, (round(size / 7), round(2 * size / 7), round(4 * size / 7)), strict=True)) | {WHOLE: size}
    return sum(told[part] for part in parts) == size and all(one.spare(told) >= 0 for one in system.statements)
