"""What populations say about each other is part of the system, so that one does not give another away."""

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
