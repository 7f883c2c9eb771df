"""What populations say about each other is part of the system, so that one does not give another away."""

import pytest

from indikatorer.disclosure.groups import add_groupings
from indikatorer.disclosure.linked import add_linked_populations
from indikatorer.disclosure.system import Count, System

EXITS = "avslutade exkl. återremitterade"


def women(population):
    return Count(population, frozenset({("kon", frozenset(["Kvinnor"]))}))


def system(**sizes):
    """Counts of women in populations, by name."""
    found = System()
    for population, value in sizes.items():
        found.add(women(population), value)
    return found


def test_persons_with_more_than_one_spell_are_a_count_of_their_own():
    linked = system(**{"inskrivningar 2021-05–2021-05": 63, "inskrivna 2021-05–2021-05": 60})
    add_linked_populations(linked, [], [])
    assert linked.values[women("fler än en av inskrivningar 2021-05–2021-05")] == 3
    assert len(linked.sums) == 1


def test_those_outside_a_part_are_a_count_of_their_own():
    linked = system(**{"avslutade 2021-01–2021-12": 30, f"{EXITS} 2021-01–2021-12": 28})
    add_linked_populations(linked, [(f"{EXITS} 2021-01–2021-12", "avslutade 2021-01–2021-12")], [])
    assert linked.values[women(f"avslutade 2021-01–2021-12 utom {EXITS} 2021-01–2021-12")] == 2


def test_a_population_divided_without_remainder_is_the_sum_of_its_parts():
    linked = system(alla=30, ja=10, nej=20)
    add_linked_populations(linked, [], [("alla", ["ja", "nej"])])
    assert list(linked.sums) == [(women("alla"), women("ja"), women("nej"))]


def test_the_two_registers_are_hidden_together_and_the_city_knows_at_least_as_many():
    at_scb, in_the_city = women("avslutade hos SCB 2016-01–2016-12"), women(f"{EXITS} 2016-01–2016-12")
    linked = system(**{at_scb.population: 10, in_the_city.population: 12})
    add_linked_populations(linked, [], [])
    assert list(linked.together) == [(at_scb, in_the_city)]
    assert list(linked.at_most) == [(at_scb, in_the_city)]


def test_registers_that_disagree_bound_nothing():
    linked = system(**{"avslutade hos SCB 2016-01–2016-12": 12, f"{EXITS} 2016-01–2016-12": 10})
    add_linked_populations(linked, [], [])
    assert not linked.at_most


def test_a_month_is_part_of_its_year_and_a_year_no_more_than_its_months():
    months = {f"avslutade 2021-{month:02}–2021-{month:02}": 3 for month in range(1, 13)}
    linked = system(**months, **{"avslutade 2021-01–2021-12": 30})
    add_linked_populations(linked, [], [])
    year = women("avslutade 2021-01–2021-12")
    assert (women("avslutade 2021-05–2021-05"), year) in linked.at_most
    assert [line for line in linked.at_most if line[0] == year] == [(year, *map(women, sorted(months)))]


def of_reasons(population, *reasons):
    return Count(population, frozenset({("avslutsorsak", frozenset(reasons))}))


def told(**sizes):
    """Counts by population and reasons: `alla__flyttat_ovrigt` are those of alla with either."""
    found = System()
    for name, value in sizes.items():
        population, reasons = name.split("__")
        found.add(of_reasons(population, *reasons.split("_")), value)
    return found


def test_a_group_is_the_sum_of_single_values():
    single = told(alla__a_b=5, alla__a=2, alla__b=3)
    add_groupings(single)
    assert list(single.sums) == [(of_reasons("alla", "a", "b"), of_reasons("alla", "a"), of_reasons("alla", "b"))]


def divided(*ways):
    """Everybody divided in several ways: `ab c` are those with a or b, and those with c, two persons for each."""
    found = System()
    for way in ways:
        parts = [of_reasons("alla", *group) for group in way.split()]
        for part in parts:
            found.add(part, 2 * len(next(iter(part.coordinates))[1]))
        found.add_sum(found.add(Count("alla"), sum(found.values[part] for part in parts)), parts)
    return found


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        (("abc d", "ab c d"), []),  # it follows: nothing but abc is divided otherwise
        (("abc de", "ab c d e"), [("abc", "ab", "c"), ("de", "d", "e")]),
        (("abc def", "ab c de f"), [("abc", "ab", "c"), ("def", "de", "f")]),
    ],
)
def test_where_values_are_not_told_alone_a_group_is_the_sum_of_smaller_ones_unless_that_follows(ways, said):
    grouped = divided(*ways)
    before = len(grouped.sums)
    add_groupings(grouped)
    lines = [{of_reasons("alla", *group) for group in line} for line in said]
    assert [set(line) for line in list(grouped.sums)[before:]] == lines


@pytest.mark.parametrize(
    "linked",
    [told(del__a_b=5, hela__a=3, hela__b=4), told(del__a=3, del__b=2, hela__a_b=7)],
    ids=["the part by groups", "the whole by groups"],
)
def test_a_part_told_by_groups_and_a_whole_told_by_single_values_leave_a_rest(linked):
    add_linked_populations(linked, [("del", "hela")], [])
    assert linked.values[of_reasons("hela utom del", "a", "b")] == 2
    assert linked.values[of_reasons("hela", "a", "b")] == 7


def test_nobody_in_a_part_has_what_it_leaves_out():
    part, whole = f"{EXITS} 2021-01–2021-12", "avslutade 2021-01–2021-12"
    linked = System()
    linked.add(of_reasons(whole, "Övrigt", "Återremitterad"), 9)
    linked.add(of_reasons(part, "Övrigt"), 6)
    add_linked_populations(linked, [(part, whole)], [])
    assert linked.values[of_reasons(part, "Övrigt", "Återremitterad")] == 6
