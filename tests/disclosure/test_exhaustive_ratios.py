"""Shares and means on systems so small that every world can be written down: the audit says what the worlds say."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.disclosure.audit import audit, interval
from indikatorer.disclosure.hiding import cells_to_hide
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.ratios import states
from indikatorer.disclosure.system import Count, PrintedCell, System
from indikatorer.swedish import rounded

WIDTH = 2
ATOMS = 3
MOST = {"share": (3, 3), "mean": (5, 3)}
"""The most that an atom has of what is above the line, and of the others (share) or of persons (mean)."""


def named(kind, members):
    return Count(kind, frozenset([("atoms", frozenset(members))]))


def sizes_of(what, atoms, members):
    """Above the line, the others and below the line, of some atoms together."""
    part, other = (sum(atoms[n][place] for n in members) for place in (0, 1))
    return {"part": part, "other": other, "whole": part + other if what == "share" else other}


@st.composite
def small_systems(draw, what):
    """Overlapping groups of a few atoms: of each the base may be printed, a rounded ratio, both, or what is above."""
    atoms = draw(st.lists(st.tuples(*(st.integers(0, most) for most in MOST[what])), min_size=ATOMS, max_size=ATOMS))
    groups = [(0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)]
    system = System()
    for members in groups:
        for kind, value in sizes_of(what, atoms, members).items():
            system.add(named(kind, members), value)
            most = sizes_of(what, [MOST[what]] * ATOMS, members)[kind]
            system.bounds[named(kind, members)] = (0, most)
        if what == "share":
            system.add_sum(named("whole", members), [named("part", members), named("other", members)])
        else:
            system.add_sum(named("whole", members), [named("other", members)])
        for kind in ("part", "other"):
            if len(members) > 1:
                system.add_sum(named(kind, members), [named(kind, (n,)) for n in members])
    for members in groups:
        part, whole = named("part", members), named("whole", members)
        shown = draw(st.sampled_from(["nothing", "ratio", "base", "both", "above"]))
        stated = ()
        if shown in ("ratio", "both") and system.values[whole]:
            decimals, times = draw(st.sampled_from([0, 1])), 100 if what == "share" else 1
            value = rounded(times * system.values[part] / system.values[whole], decimals)
            stated = states(part, whole, value, decimals, Fraction(times))
        prints = {"base": (whole,), "both": (whole,), "above": (part,)}.get(shown, ())
        if prints or stated:
            weight = 1.0 + system.values[whole]
            system.cells.append(PrintedCell("table", len(system.cells), prints, weight, states=stated))
    kinds = ["part", "other"] if what == "share" else ["part"]
    for count in draw(st.sets(st.sampled_from([named(kind, members) for kind in kinds for members in groups]))):
        if system.values[count]:
            system.sensitive[count] = WIDTH
    return system, groups


def every_world(system, what, groups, hidden):
    """Count → its size in each way of filling the atoms that agrees with the cells that are shown."""
    ranges = [range(most + 1) for _ in range(ATOMS) for most in MOST[what]]
    filled = np.array(list(product(*ranges)))
    atoms = [(filled[:, 2 * n], filled[:, 2 * n + 1]) for n in range(ATOMS)]
    worlds = {named(kind, members): size for members in groups for kind, size in sizes_of(what, atoms, members).items()}
    agrees = np.ones(len(filled), bool)
    for cell in system.cells:
        if cell not in hidden:
            for count in cell.prints:
                agrees &= worlds[count] == system.values[count]
            for statement in cell.states:
                agrees &= statement.spare(worlds) >= 0
    return {count: size[agrees] for count, size in worlds.items()}


@pytest.mark.parametrize("what", ["share", "mean"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_the_audit_agrees_with_a_list_of_every_world(what, data):
    system, groups = data.draw(small_systems(what))
    hidden = {cell for cell in system.cells if data.draw(st.booleans())}
    worlds = every_world(system, what, groups, hidden)
    verdict = {found.count for found in audit(system, hidden, POLICY).recovered if found.needed == WIDTH}
    for count in system.sensitive:
        least, most = worlds[count].min(), worlds[count].max()
        assert interval(system, hidden, count) == (least, most)
        assert (str(count) in verdict) == (most - least < WIDTH)


@pytest.mark.parametrize("what", ["share", "mean"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_the_generator_hides_leaves_only_what_no_hiding_protects(what, data):
    system, groups = data.draw(small_systems(what))
    lost = {found.count for found in audit(system, set(system.cells), POLICY).recovered}
    hidden = cells_to_hide(system)
    found = audit(system, hidden, POLICY).recovered
    assert {one.count for one in found if one.needed == WIDTH} <= lost
    worlds = every_world(system, what, groups, hidden)
    assert {str(c) for c in system.sensitive if np.ptp(worlds[c]) < WIDTH} <= lost
