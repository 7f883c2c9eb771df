"""The audit's worlds are worlds of persons: what no sum rules out, but no persons can have been, is ruled out."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.disclosure.audit import audit, interval
from indikatorer.disclosure.cliques import cliques, separators
from indikatorer.disclosure.hiding import cells_to_hide
from indikatorer.disclosure.persons import add_persons
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.system import Count, Disagreement, PrintedCell, System, outside
from tests.disclosure.test_second_solver import NAMES, SIZES, attacked, publication

MEMBER = "med"
"""A column that is told by a population of its own: the members. Of the others nothing is told."""


def named(at):
    """The count of those with these values, or None where it is of no population."""
    coordinates = frozenset((column, frozenset([value])) for column, value in at.items() if column != MEMBER)
    population = {None: "alla", "ja": "del", "nej": ""}[at.get(MEMBER)]
    return Count(population, coordinates) if population else None


def tables(people, *crossed):
    """People, as their values and how many they are, in a table of each set of columns, all with their margins."""
    values = {column: sorted({each[column] for each, _ in people}) for column in people[0][0]}
    system = System(parts={"del": ("alla", MEMBER, frozenset(["ja"]))})
    for kept in sorted({part for shown in crossed for n in range(len(shown) + 1) for part in combinations(shown, n)}):
        for each in product(*(values[column] for column in kept)):
            at = dict(zip(kept, each, strict=True))
            if among := named(at):
                system.add(among, sum(n for one, n in people if at.items() <= one.items()))
                system.cells.append(PrintedCell("table", len(system.cells), (among,), 1.0 + system.values[among]))
    for shown in crossed:
        for kept in (part for n in range(len(shown)) for part in combinations(shown, n)):
            for each in product(*(values[column] for column in kept)):
                at = dict(zip(kept, each, strict=True))
                for column in set(shown) - {*kept, MEMBER}:
                    if among := named(at):
                        system.add_sum(among, [named({**at, column: value}) for value in values[column]])
    return system


def people(columns, *rows):
    return [(dict(zip(columns, values, strict=True)), n) for *values, n in rows]


EXITS = people(
    ("kon", "alder", "orsak"),
    ("Kvinnor", "16–24", "Arbete", 8),
    ("Kvinnor", "16–24", "Studier", 3),
    ("Män", "25–64", "Arbete", 9),
    ("Män", "25–64", "Studier", 20),
)
"""Every woman is young and no man is: by age they are what they are by sex."""

YOUNG_STUDENTS = named({"alder": "16–24", "orsak": "Studier"})
TWO_BY_TWO = [("alder", "kon"), ("kon", "orsak"), ("alder", "orsak")]


def exits_by_two():
    system = tables(EXITS, *TWO_BY_TWO)
    system.sensitive[YOUNG_STUDENTS] = POLICY.width
    hidden = {
        cell for cell in system.cells if {column for column, _ in cell.prints[0].coordinates} == {"alder", "orsak"}
    }
    return system, hidden


def test_three_tables_tell_what_no_sum_does():
    system, hidden = exits_by_two()
    assert interval(system, hidden, YOUNG_STUDENTS) == (0, 11)
    assert audit(system, hidden, POLICY).passed
    add_persons(system, {"alla"})
    assert interval(system, hidden, YOUNG_STUDENTS) == (3, 3)
    assert "alla (alder 16–24, orsak Studier)" in {found.count for found in audit(system, hidden, POLICY).recovered}


def test_what_persons_tell_is_protected():
    system, _ = exits_by_two()
    add_persons(system, {"alla"})
    hidden = cells_to_hide(system)
    assert {YOUNG_STUDENTS, named({"kon": "Kvinnor", "orsak": "Studier"})} <= {cell.prints[0] for cell in hidden}
    assert audit(system, hidden, POLICY).passed


def test_a_part_defined_by_a_column_is_what_the_column_says():
    system = tables(EXITS, ("alder", "kon"))
    young = Count("alla: unga", frozenset([("kon", frozenset(["Kvinnor"]))]))
    system.add(young, 11)
    system.parts["alla: unga"] = ("alla", "alder", frozenset(["16–24"]))
    system.sensitive[young] = POLICY.width
    assert interval(system, set(), young) == (0, None)
    add_persons(system, {"alla", "alla: unga"})
    assert interval(system, set(), young) == (11, 11)


def test_those_outside_some_values_are_those_of_the_others():
    system = tables(EXITS, ("kon", "orsak"))
    others = Count("alla", frozenset([("orsak", outside(frozenset(["Arbete"])))]))
    system.add(others, 23)
    add_persons(system, {"alla"})
    assert interval(system, set(), others) == (23, 23)


def test_tables_that_hang_together_as_a_tree_need_nothing_more():
    system = tables(EXITS, ("alder", "kon"), ("kon", "orsak"))
    before = dict(system.values), dict(system.sums)
    add_persons(system, {"alla"})
    assert (system.values, system.sums) == before


def test_tables_that_no_persons_can_be_behind_are_refused():
    system = tables(EXITS, ("alder", "kon"), ("kon", "orsak"))
    by_age = tables(
        [
            ({"alder": age, "orsak": reason}, n)
            for age, reason, n in [
                ("16–24", "Arbete", 0),
                ("16–24", "Studier", 11),
                ("25–64", "Arbete", 17),
                ("25–64", "Studier", 12),
            ]
        ],
        ("alder", "orsak"),
    )
    for count, size in by_age.values.items():
        system.add(count, size)
    for total, *parts in by_age.sums:
        system.add_sum(total, parts)
    with pytest.raises(Disagreement, match="alla: no persons can be behind its tables"):
        add_persons(system, {"alla"})


def test_columns_crossed_in_a_ring_are_joined_by_a_chord():
    ring = [frozenset(pair) for pair in ("ab", "bc", "cd", "ad")]
    assert cliques(ring) == [frozenset("abd"), frozenset("bcd")]
    assert separators(cliques(ring)) == {frozenset("bd")}


COLUMNS = {"kon": ("K", "M"), "alder": ("16", "25"), "orsak": ("A", "S", "O"), MEMBER: ("ja", "nej")}


@st.composite
def small_publications(draw):
    """Up to six persons of two or three columns, and perhaps one that tells a part of them, in some tables of those."""
    columns = draw(
        st.sampled_from([("kon", "alder", "orsak"), ("kon", "alder", MEMBER), ("alder", "kon", "orsak", MEMBER)])
    )
    kinds = [dict(zip(columns, values, strict=True)) for values in product(*(COLUMNS[column] for column in columns))]
    most = 3 if len(columns) == 4 else 6
    drawn = draw(st.lists(st.sampled_from(range(len(kinds))), max_size=most))
    pairs = [pair for n in (1, 2) for pair in combinations(columns, n)]
    crossed = draw(st.lists(st.sampled_from(pairs), min_size=2, max_size=5, unique=True))
    system = tables([(kind, drawn.count(number)) for number, kind in enumerate(kinds)], (), *crossed)
    hidden = {cell for cell in system.cells if cell.prints[0] != named({}) and draw(st.booleans())}
    return system, hidden, kinds, len(drawn)


def every_world(system, hidden, kinds, persons):
    """Every way in which so many persons can be of these kinds that agrees with what is shown."""
    members = {count: [n for n, kind in enumerate(kinds) if _is_of(count, kind)] for count in system.values}
    known = {cell.prints[0]: system.values[cell.prints[0]] for cell in system.cells if cell not in hidden}
    for dealt in _dealt(persons, len(kinds)):
        if all(sum(dealt[n] for n in members[count]) == size for count, size in known.items()):
            yield {count: sum(dealt[n] for n in among) for count, among in members.items()}


def _is_of(count, kind):
    said = {column: next(iter(values)) for column, values in count.coordinates}
    return (said | ({MEMBER: "ja"} if count.population == "del" else {})).items() <= kind.items()


def _dealt(persons, kinds):
    for bars in combinations(range(persons + kinds - 1), kinds - 1):
        yield [after - before - 1 for before, after in zip((-1, *bars), (*bars, persons + kinds - 1), strict=True)]


@settings(max_examples=60, deadline=None)
@given(small_publications())
def test_the_audit_agrees_with_a_list_of_all_that_persons_can_be(given_publication):
    system, hidden, kinds, persons = given_publication
    worlds = list(every_world(system, hidden, kinds, persons))
    counts = list(system.values)
    add_persons(system, {"alla", "del"})
    for count in counts:
        sizes = [world[count] for world in worlds]
        assert interval(system, hidden, count) == (min(sizes), max(sizes))


@settings(max_examples=40, deadline=None)
@given(small_publications())
def test_what_the_generator_hides_no_list_of_persons_gives_away(given_publication):
    system, _, kinds, persons = given_publication
    system.sensitive = {count: 2 for count, size in system.values.items() if size == 1 and count != named({})}
    system.cells = [replace(cell, settled="shown") if cell.prints[0] == named({}) else cell for cell in system.cells]
    counts = list(system.sensitive)
    add_persons(system, {"alla", "del"})
    hidden = cells_to_hide(system)
    recovered = {found.count for found in audit(system, hidden, POLICY).recovered}
    worlds = list(every_world(system, hidden, kinds, persons))
    for count in counts:
        sizes = {world[count] for world in worlds}
        assert (str(count) in recovered) == (max(sizes) - min(sizes) < 2)


def test_what_crosses_too_much_is_named():
    columns = [chr(ord("a") + n) for n in range(13)]
    system = tables([(dict.fromkeys(columns, value), 9) for value in "xy"], *combinations(columns, 2))
    add_persons(system, {"alla"})
    assert audit(system, set(), POLICY).unjoined == ("alla",)


def test_a_second_solver_that_deals_out_persons_recovers_nothing():
    system = publication(1, 150)
    counts = list(system.values)
    add_persons(system, {"people"})
    hidden = cells_to_hide(system)
    assert audit(system, hidden, POLICY).passed
    kinds = {
        Count("kinds", frozenset((name, frozenset([str(value)])) for name, value in zip(NAMES, kind, strict=True))): 0
        for kind in product(*map(range, SIZES))
    }
    dealt = {(count, *(kind for kind in kinds if count.coordinates <= kind.coordinates)): None for count in counts}
    sizes = {count: system.values[count] for count in counts}
    assert attacked(replace(system, values=sizes | kinds, sums=dealt), hidden) == []
