"""On systems small enough to write down every possible world, the audit says what the list of worlds says."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.disclosure.audit import audit, interval
from indikatorer.disclosure.hiding import cells_to_hide
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.system import Count, PrintedCell, System

WIDTH = 2


def named(name):
    return Count("all", frozenset([("name", frozenset([name]))]))


NOTHING_ELSE: st.SearchStrategy[set[int]] = st.just(set())


@st.composite
def small_systems(draw, most, known=NOTHING_ELSE):
    """A few atoms of at most three persons, and overlapping sums of them: margins, groups, one inside another.

    `known`: numbers of counts that another edition has printed.
    """
    atoms = draw(st.lists(st.integers(0, 3), min_size=2, max_size=most))
    groups = draw(st.lists(st.sets(st.integers(0, len(atoms) - 1), min_size=2), max_size=4, unique_by=frozenset))
    printed_atoms = draw(st.sets(st.integers(0, len(atoms) - 1)))
    zeros_are_known = draw(st.booleans())
    system = System()
    for number, value in enumerate(atoms):
        system.add(named(f"atom {number}"), value)
    for number, members in enumerate(groups):
        total = system.add(named(f"group {number}"), sum(atoms[n] for n in members))
        system.add_sum(total, [named(f"atom {n}") for n in members])
    printed = [named(f"atom {n}") for n in sorted(printed_atoms)] + [named(f"group {n}") for n in range(len(groups))]
    for row, count in enumerate(printed):
        value = system.values[count]
        system.cells.append(PrintedCell("table", row, (count,), 1.0 + value))
        if zeros_are_known:
            system.bounds[count] = (0, 0) if value == 0 else (1, None)
    for count in draw(st.sets(st.sampled_from(sorted(system.values, key=str)))):
        if system.values[count]:
            system.sensitive[count] = WIDTH
    for number, count in enumerate(sorted(system.values, key=str)):
        if number in draw(known):
            system.bounds[count] = (system.values[count], system.values[count])
    return system, groups, len(atoms)


def every_world(system, groups, size, hidden):
    """Every way to put up to eight persons into the atoms that agrees with the cells that are shown."""
    known = {cell.prints[0]: system.values[cell.prints[0]] for cell in system.cells if cell not in hidden}
    for atoms in product(range(9), repeat=size):
        world = {named(f"atom {n}"): value for n, value in enumerate(atoms)}
        world |= {named(f"group {n}"): sum(atoms[m] for m in members) for n, members in enumerate(groups)}
        within = all(
            low <= world[count] and (high is None or world[count] <= high)
            for count, (low, high) in system.bounds.items()
        )
        if within and all(world[count] == value for count, value in known.items()):
            yield world


EARLIER = st.sets(st.integers(0, 7), max_size=3)


@settings(max_examples=60, deadline=None)
@given(small_systems(most=4, known=EARLIER), st.data())
def test_the_audit_agrees_with_a_list_of_every_world(given_system, data):
    system, groups, size = given_system
    hidden = {cell for cell in system.cells if data.draw(st.booleans())}
    worlds = list(every_world(system, groups, size, hidden))
    verdict = {found.count for found in audit(system, hidden, POLICY).recovered if found.needed == WIDTH}
    for count in system.sensitive:
        sizes = [world[count] for world in worlds]
        assert (str(count) in verdict) == (max(sizes) - min(sizes) < WIDTH)
        low, high = interval(system, hidden, count)
        assert low == min(sizes)
        assert high is None or max(sizes) >= 8 or high == max(sizes)


@settings(max_examples=60, deadline=None)
@given(small_systems(most=6))
def test_what_the_generator_hides_passes_the_audit(given_system):
    system, _, _ = given_system
    assert audit(system, cells_to_hide(system), POLICY).recovered == ()


@settings(max_examples=60, deadline=None)
@given(small_systems(most=6, known=EARLIER))
def test_beside_another_edition_only_what_is_lost_already_is_recovered(given_system):
    system, _, _ = given_system
    lost = {found.count for found in audit(system, set(system.cells), POLICY).recovered}
    found = audit(system, cells_to_hide(system), POLICY).recovered
    assert {one.count for one in found if one.needed == WIDTH} <= lost
