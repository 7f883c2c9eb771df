"""Tables, breakdowns and populations that somebody adds without a word about protection: nobody is found in them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.disclosure.fallbacks import protected
from tests.disclosure.people import A_MEAN, AUTO, HIDING, ROUNDING, SECRET, people
from tests.disclosure.readers import Reading, Wanted

LABELS = {
    "kon": ("Kvinnor", "Män"),
    "ort": ("Norr", "Söder", "Väster"),
    "utfall": ("Arbete", "Studier", "Annat"),
    "nådd": ("ja", "nej"),
    "kurser": ("a", "b", "a b", "a a"),
}
KINDS = st.tuples(*(st.sampled_from(labels) for labels in LABELS.values()))


@st.composite
def wanted(draw, name):
    """A table over those who have some labels, by none to two breakdowns, as numbers or as a share."""
    each = draw(st.sampled_from(["", "", "kurser"]))
    names = sorted(LABELS) if each else sorted({*LABELS} - {"kurser"})
    by = tuple(draw(st.permutations(names))[: draw(st.integers(0, 2))])
    among = {
        one: draw(st.lists(st.sampled_from(LABELS[one]), min_size=1, max_size=2, unique=True))
        for one in draw(st.lists(st.sampled_from(sorted({*LABELS} - {"kurser"})), max_size=2, unique=True))
    }
    hit = draw(
        st.none() | st.sampled_from([("utfall", ("Arbete",)), ("utfall", ("Arbete", "Studier")), ("nådd", ("ja",))])
    )
    return Wanted(name, by, among, hit, each)


@st.composite
def publications(draw, kinds, most):
    """So many kinds of persons, up to so many of each, and two to four tables in which there is somebody."""
    counts = draw(st.dictionaries(KINDS, st.integers(1, most), min_size=2, max_size=kinds))
    persons = people(counts, *LABELS)
    tables = [draw(wanted(f"T{n}")) for n in range(draw(st.integers(2, 4)))]
    tables = [one for one in tables if any(map(one.has, persons))]
    return persons, [Wanted("T-all", ("kon",)), *tables, Wanted("T-place", ("ort",))]


def published(persons, tables, policy):
    outcome = protected([*(one.counted(persons) for one in tables), A_MEAN], SECRET, policy)
    outcome.audit.refuse()
    return outcome


def every_world(reading, most):
    """Every number of persons of each kind, up to so many, that agrees with what is told: worlds × kinds.

    Who sees a hidden cell knows that somebody is in it.
    """
    worlds = np.indices([most + 1] * len(reading.kinds)).reshape(len(reading.kinds), -1).T
    for inside, told, true in zip(reading.inside, reading.told, reading.true, strict=True):
        sizes = worlds @ inside
        worlds = worlds[sizes == told] if told == told else worlds[(sizes > 0) == (true > 0)]
    return worlds


@settings(max_examples=25, deadline=None, derandomize=True)
@given(publications(kinds=5, most=8))
def test_hidden_no_few_can_be_told_exactly(publication):
    persons, tables = publication
    outcome = published(persons, tables, HIDING)
    reading = Reading.of(persons, tables, outcome.cells)
    worlds = every_world(reading, 14)
    assert (worlds == reading.kinds).all(axis=1).any()
    for name, inside in reading.few().items():
        assert len(set(worlds @ inside)) > 1, name


@settings(max_examples=40, deadline=None, derandomize=True)
@given(publications(kinds=12, most=30), st.sampled_from([AUTO, ROUNDING]))
def test_rounded_or_hidden_by_need_nobody_is_few(publication, policy):
    persons, tables = publication
    outcome = published(persons, tables, policy)
    reading = Reading.of(persons, tables, outcome.cells)
    assert not np.isin(reading.told, range(1, 5)).any()
    for larger, smaller in reading.nested():
        assert not 0 < reading.told[larger] - reading.told[smaller] < 5


@settings(max_examples=20, deadline=None, derandomize=True)
@given(publications(kinds=5, most=8), st.data())
def test_beside_what_is_out_already_no_few_can_be_told_exactly(publication, data):
    persons, tables = publication
    first = tables[: data.draw(st.integers(1, len(tables) - 1))]
    out = published(persons, first, HIDING).cells
    outcome = protected([*(one.counted(persons) for one in tables), A_MEAN], SECRET, HIDING, published=out)
    assert not outcome.cells.keys() & out.keys()
    outcome.audit.refuse()
    if not outcome.policy.rounds:
        reading = Reading.of(persons, tables, {**out, **outcome.cells})
        worlds = every_world(reading, 14)
        for name, inside in reading.few().items():
            assert len(set(worlds @ inside)) > 1, name
