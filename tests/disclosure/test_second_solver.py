"""A solver that the project does not use attacks larger publications, and finds nobody."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indikatorer.disclosure.fallbacks import protected
from tests.disclosure.people import HIDING, SECRET, drawn, few_hidden, told
from tests.disclosure.readers import Reading, Wanted

LABELS = {
    "kon": ("Kvinnor", "Män"),
    "ort": ("Norr", "Söder", "Väster"),
    "utfall": ("Arbete", "Studier", "Annat", "Okänt"),
    "ålder": ("unga", "äldre"),
}
TABLES = [
    Wanted("by-outcome", ("kon", "utfall")),
    Wanted("by-place", ("ort", "utfall")),
    Wanted("by-age", ("ålder", "kon"), hit=("utfall", ("Arbete",))),
    Wanted("known", ("ort",), {"utfall": ("Arbete", "Studier", "Annat")}),
    Wanted("young", ("kon",), {"ålder": ("unga",)}, ("utfall", ("Arbete", "Studier"))),
]


def whole(rows):
    return np.asarray(rows).astype(int).tolist()


def attacked(reading):
    """The least and the most of each few that are hidden, by what is told."""
    few = reading.few()
    hidden = ~reading.shown & (reading.true > 0)
    shown = zip(whole(reading.inside[reading.shown]), whole(reading.told[reading.shown]), strict=True)
    given = {
        "kinds": len(reading.kinds),
        "most": int(reading.kinds.sum()),
        "known": list(shown),
        "somebody": whole(reading.inside[hidden]),
        "sought": whole(list(few.values())),
    }
    program = [sys.executable, str(Path(__file__).with_name("second_solver.py"))]
    answer = subprocess.run(program, input=json.dumps(given), capture_output=True, text=True, check=True).stdout
    return {name: tuple(ends) for name, ends in zip(few, json.loads(answer), strict=True)}


@pytest.mark.parametrize(("seed", "number"), [(1, 60), (2, 150), (3, 300), (4, 400)])
def test_nothing_is_told_of_few(seed, number):
    persons = drawn(LABELS, seed, number)
    outcome = protected([one.counted(persons) for one in TABLES], SECRET, HIDING)
    outcome.audit.refuse()
    found = attacked(Reading.of(persons, TABLES, outcome.cells))
    assert found
    for name, (least, most) in found.items():
        assert most - least >= HIDING.width, name


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_of_a_poor_choice_it_tells_what_the_audit_tells(seed):
    persons = drawn(LABELS, seed, 300)
    tables = [one.counted(persons) for one in TABLES]
    poor = few_hidden(tables)
    reading = Reading.of(persons, TABLES, poor)
    few = reading.few()
    narrow = {few[name].tobytes() for name, (least, most) in attacked(reading).items() if most - least < HIDING.width}
    places = dict(zip(reading.places, reading.inside, strict=True))
    named = [[places[place] for place in name.split(" without ")] for _, name in told(tables, poor)]
    assert {(one - np.sum(rest, axis=0)).tobytes() for one, *rest in named} == narrow
    assert narrow
