"""Tables of earlier editions that stand are a part of the system: what they hide stays hidden, wherever it occurs."""

from dataclasses import replace
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.disclosure import NUMBERS, audit_published, protect
from indikatorer.disclosure.earlier import Earlier
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.standing import joined, stands
from tests.disclosure.test_protect import computed, exits

FINE, COARSE = "J3-orsak", "J3-orsak5"
MOVED, OTHER = "Flyttat", "Övrigt"
PEOPLE = {("Kvinnor", "Arbete"): 40, ("Kvinnor", "Studier"): 30, ("Kvinnor", MOVED): 3, ("Kvinnor", OTHER): 25}
PEOPLE |= {("Män", "Arbete"): 30, ("Män", OTHER): 30}


def edition(table, *hidden):
    """The table as an edition of 2020 published it: counted again, with the reasons that it hid everywhere."""
    of = pl.col("avslutsorsak").is_in(hidden)
    cells = table.cells.with_columns(status=pl.when(of).then(pl.lit("skyddad")).otherwise("status"))
    return replace(table, id=f"2020 {table.id}", cells=cells)


def beside(tables, *editions, policy=POLICY):
    standing, lost = joined(tables, [editions], policy)
    return Earlier(standing=standing, lost=lost)


def counts(cells, **labels):
    for name, label in {"matt": "antal", "kon": "Samtliga", **labels}.items():
        cells = cells.filter(pl.col(name) == label)
    return cells.select("varde", "status").row(0)


@pytest.fixture(scope="module")
def fine():
    return computed(exits(PEOPLE), FINE)[0]


@pytest.fixture(scope="module")
def coarse():
    return computed(exits(PEOPLE), COARSE)


def test_a_group_that_gives_away_what_an_edition_hid_is_hidden(fine, coarse):
    # The edition shows 55 of other reasons and hides those who moved and those who study. This year 58 have moved or
    # left for other reasons, so that those who moved, whom this year does not print at all, would be known.
    then = edition(fine, MOVED, "Studier")
    unseen = protect(coarse)
    assert counts(unseen[COARSE], orsaksgrupp=OTHER) == (58.0, "")
    earlier = beside(coarse, then)
    audit = audit_published(coarse, unseen, earlier=earlier)
    places = {str(found.count): found.cells for found in audit.recovered}
    assert any(f"avslutsorsak {MOVED}, kon Kvinnor" in count and cells for count, cells in places.items())
    assert all(cell.startswith("2020 J3-orsak, row") for cells in places.values() for cell in cells)
    told = protect(coarse, earlier=earlier)
    assert counts(told[COARSE], orsaksgrupp=OTHER, kon="Kvinnor") == (None, "skyddad")
    assert audit_published(coarse, told, earlier=earlier).passed


def test_an_edition_that_hides_nothing_near_adds_nothing(fine, coarse):
    earlier = beside(coarse, edition(fine))
    assert earlier.standing.system.cells == []
    assert not earlier.lost


def test_what_an_edition_gives_away_itself_is_no_fault_of_this_year(fine, coarse):
    # the edition hid three alone, which its own totals give away, and this year does not print them
    earlier = beside(coarse, edition(fine, MOVED))
    told = protect(coarse, earlier=earlier)
    assert audit_published(coarse, told, earlier=earlier).passed
    assert counts(told[COARSE], orsaksgrupp=OTHER) == (58.0, "")


def test_what_an_edition_gives_away_of_this_years_counts_is_named(fine):
    again = computed(exits(PEOPLE), FINE)
    earlier = beside(again, edition(fine, MOVED))
    audit = audit_published(again, protect(again, earlier=earlier), earlier=earlier)
    assert any(f"avslutsorsak {MOVED}" in found.count for found in audit.recovered)


def test_a_table_stands_as_long_as_all_that_it_shows_is_counted_again(fine):
    then = edition(fine, MOVED).cells
    assert stands(fine, then)
    late = computed(exits(PEOPLE | {("Kvinnor", MOVED): 4}), FINE)[0]
    shown = then.with_columns(pl.when(pl.col("status") != "skyddad").then(pl.col(NUMBERS)))
    assert stands(fine, shown)
    assert not stands(late, shown)


def test_an_edition_that_says_otherwise_of_the_same_people_is_left_out(fine, coarse):
    other = computed(exits(PEOPLE | {("Kvinnor", "Arbete"): 41}), FINE)[0]
    standing, _ = joined(coarse, [[edition(other, MOVED)], [edition(fine, MOVED, "Studier")]])
    assert {cell.table for cell in standing.system.cells} == {"2020 J3-orsak"}
    assert 41 not in standing.system.values.values()


SMALL = replace(POLICY, threshold=3, width=2, group=0)
PLACES = list(product(("Kvinnor", "Män"), ("Studier", MOVED, OTHER)))
MOST = 8


def worlds(*published):
    """Every way to put people into the places that agrees with all that these cells show, a column for each place."""
    atoms = np.indices((MOST + 1,) * len(PLACES), np.int8).reshape(len(PLACES), -1)
    for cells, groups in published:
        for cell in cells.filter(pl.col("matt") == "antal").iter_rows(named=True):
            orsak = cell.get("avslutsorsak") or cell["orsaksgrupp"]
            inside = [
                number
                for number, (kon, reason) in enumerate(PLACES)
                if cell["kon"] in (kon, "Samtliga") and orsak in (groups.get(reason, reason), "Samtliga")
            ]
            size = atoms[inside].sum(axis=0)
            hidden = cell["status"] == "skyddad"
            atoms = atoms[:, size >= 1 if hidden else size == cell["varde"]]
    return atoms


@settings(max_examples=15, deadline=None)
@given(st.tuples(*(st.integers(0, 4) for _ in PLACES)), st.booleans())
def test_every_world_of_two_editions_says_what_the_audit_says(people, careful):
    spells = exits({place: number for place, number in zip(PLACES, people, strict=True) if number})
    if not any(people):
        return
    [fine], coarse = computed(spells, FINE), computed(spells, COARSE)
    first = protect([fine], SMALL)[FINE]
    then = replace(fine, id=f"2020 {FINE}", cells=fine.cells.with_columns(first["status"]))
    earlier = beside(coarse, then, policy=SMALL)
    second = protect(coarse, SMALL, earlier=earlier)[COARSE] if careful else coarse[0].written
    recovered = audit_published(coarse, {COARSE: second}, SMALL, earlier).recovered
    possible = worlds((first, {}), (second, {MOVED: OTHER}))
    for number, (place, size) in enumerate(zip(PLACES, people, strict=True)):
        if 0 < size < SMALL.threshold:
            kon, reason = place
            known = int(np.ptp(possible[number])) < SMALL.width
            named = any(f"(avslutsorsak {reason}, kon {kon})" in found.count for found in recovered)
            assert named == known
            assert not (careful and known)
