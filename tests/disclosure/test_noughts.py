"""Noughts that everybody knows, whatever is hidden, and those that hiding makes doubtful."""

import pytest

from indikatorer.disclosure.noughts import certain_noughts
from indikatorer.disclosure.system import Count, System


def count(**coordinates: str) -> Count:
    return Count("avslutade", frozenset((name, frozenset([label])) for name, label in coordinates.items()))


def system_of(sizes: dict[Count, int], *sums: tuple[Count, ...]) -> System:
    system = System()
    for each, size in sizes.items():
        system.add(each, size)
    for total, *parts in sums:
        system.add_sum(total, parts)
    return system


EVERYONE, FLYTTAT, ARBETE = count(), count(orsak="Flyttat"), count(orsak="Arbete")
WOMEN, WOMEN_FLYTTAT, WOMEN_ARBETE = (
    count(kon="Kvinnor", **orsak) for orsak in ({}, {"orsak": "Flyttat"}, {"orsak": "Arbete"})
)
MEN_FLYTTAT = count(kon="Män", orsak="Flyttat")


def test_what_nobody_of_a_larger_group_has_is_known_of_the_smaller():
    system = system_of(
        {FLYTTAT: 0, WOMEN_FLYTTAT: 0, MEN_FLYTTAT: 0, WOMEN: 12, WOMEN_ARBETE: 12},
        (FLYTTAT, WOMEN_FLYTTAT, MEN_FLYTTAT),
        (WOMEN, WOMEN_FLYTTAT, WOMEN_ARBETE),
    )
    assert certain_noughts(system, {WOMEN_FLYTTAT}, set()) == {WOMEN_FLYTTAT}


def test_where_somebody_of_the_larger_group_has_it_hiding_makes_it_doubtful():
    sizes = {FLYTTAT: 3, WOMEN_FLYTTAT: 0, MEN_FLYTTAT: 3, WOMEN: 12, WOMEN_ARBETE: 12}
    sums = (FLYTTAT, WOMEN_FLYTTAT, MEN_FLYTTAT), (WOMEN, WOMEN_FLYTTAT, WOMEN_ARBETE)
    assert certain_noughts(system_of(sizes, *sums), {WOMEN_FLYTTAT}, set()) == set()
    published = {FLYTTAT, MEN_FLYTTAT}
    assert certain_noughts(system_of(sizes, *sums), {WOMEN_FLYTTAT}, published) == {WOMEN_FLYTTAT}, "three less three"


def test_no_count_stands_twice_in_a_sum():
    with pytest.raises(AssertionError, match="twice"):
        system_of({EVERYONE: 0}, (EVERYONE, EVERYONE))
