"""A solver that the project does not use attacks larger publications, and finds nothing that it may not."""

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.counts import build
from indikatorer.disclosure.hiding import cells_to_hide
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.ratios import states, those_behind
from indikatorer.disclosure.system import Count, PrintedCell, System
from indikatorer.swedish import rounded
from tests.disclosure.test_protect import computed

SIZES = (6, 4, 5)
NAMES = ("district", "reason", "age")


def named_count(year, cell):
    named = frozenset((NAMES[p], frozenset([str(v)])) for p, v in cell)
    return Count("people", named | ({("year", frozenset([str(year)]))} if year is not None else frozenset()))


def publication(seed, persons, years=1):
    """Every two-way table of three columns, a hierarchy of districts, and the years together."""
    chance = random.Random(seed)
    people = [
        (chance.randrange(years), *(min(int(chance.expovariate(0.7)), size - 1) for size in SIZES))
        for _ in range(persons)
    ]
    coordinates = {}
    for kept in [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2)]:
        for year in [None, *range(years)] if years > 1 else [None]:
            cells = [()]
            for position in kept:
                cells = [(*cell, (position, value)) for cell in cells for value in range(SIZES[position])]
            for cell in cells:
                coordinates[year, cell] = sum(
                    (year is None or person[0] == year) and all(person[1 + p] == v for p, v in cell)
                    for person in people
                )
    system = System()
    for row, ((year, cell), value) in enumerate(coordinates.items()):
        added = system.add(named_count(year, cell), value)
        system.cells.append(PrintedCell("tables", row, (added,), 1 + value))
        system.bounds[added] = (0, 0) if value == 0 else (1, None)
        if POLICY.is_small(value):
            system.sensitive[added] = POLICY.width
    for year, cell in coordinates:
        for position in range(3):
            parts = [tuple(sorted((*cell, (position, value)))) for value in range(SIZES[position])]
            if all((year, part) in coordinates for part in parts):
                system.add_sum(named_count(year, cell), [named_count(year, part) for part in parts])
        if year is None and years > 1:
            system.add_sum(named_count(None, cell), [named_count(each, cell) for each in range(years)])
    return system


def attacked(system, hidden):
    """Sensitive counts that the other solver can pin down to less than the width."""
    shown = {count for cell in system.cells if cell not in hidden for count in cell.prints}
    limit = sum(system.values.values())
    index = {count: n for n, count in enumerate(system.values)}
    bounds = []
    for count, value in system.values.items():
        low, high = (value, value) if count in shown else system.known_bounds(count)
        bounds.append((low, limit if high is None else high))
    stated = [one for cell in system.cells if cell not in hidden for one in cell.states]
    given = {
        "bounds": bounds,
        "sums": [[index[count] for count in line] for line in system.sums],
        "stated": [[*((times, index[count]) for times, count in one.terms), one.least] for one in stated],
        "sensitive": [index[count] for count in system.sensitive],
    }
    program = [sys.executable, str(Path(__file__).with_name("second_solver.py"))]
    answer = subprocess.run(program, input=json.dumps(given), capture_output=True, text=True, check=True).stdout
    widths = zip(system.sensitive.items(), json.loads(answer), strict=True)
    return [count for (count, needed), width in widths if width < needed]


@pytest.mark.parametrize(("seed", "persons", "years"), [(1, 150, 1), (2, 400, 1), (3, 300, 2), (4, 60, 1)])
def test_a_second_solver_recovers_nothing(seed, persons, years):
    system = publication(seed, persons, years)
    hidden = cells_to_hide(system)
    assert audit(system, hidden, POLICY).passed
    assert attacked(system, hidden) == []


def test_a_second_solver_and_the_audit_find_the_same_in_a_poor_choice():
    system = publication(5, 300)
    poor = {cell for cell in system.cells if cell.prints[0] in system.sensitive}
    found = {found.count for found in audit(system, poor, POLICY).recovered if found.needed == POLICY.width}
    assert found == {str(count) for count in attacked(system, poor)}
    assert found


def test_a_second_solver_recovers_nothing_from_shares_without_their_counts():
    system = publication(6, 250)
    for district in range(SIZES[0]):
        total = named_count(None, ((0, district),))
        for reason in range(SIZES[1]):
            part = named_count(None, ((0, district), (1, reason)))
            shown = rounded(100 * system.values[part] / system.values[total], 1)
            stated = states(part, total, shown, 1, Fraction(100))
            system.cells.append(PrintedCell("shares", len(system.cells), (), 1 + system.values[part], states=stated))
    hidden = cells_to_hide(system)
    assert audit(system, hidden, POLICY).passed
    assert attacked(system, hidden) == []
    only_counts = {cell for cell in hidden if cell.prints}
    found = {found.count for found in audit(system, only_counts, POLICY).recovered if found.needed == POLICY.width}
    assert found == {str(count) for count in attacked(system, only_counts)}
    assert found


def test_a_second_solver_recovers_no_mean():
    chance = random.Random(1)
    left = date(2021, 5, 10)
    lines = ["person|kon|jobbtorg|avslutsorsak|inskriven|avslutad"]
    for n in range(220):
        kon, jobbtorg = chance.choice(["Kvinnor", "Män"]), chance.choice(["Sydost", "Järva", "Sydväst"])
        orsak = chance.choices(["Arbete", "Studier", "Flyttat", "Okänd"], [12, 6, 2, 1])[0]
        days = left - timedelta(days=chance.randrange(20, 700))
        lines.append(f"p{n}|{kon}|Jobbtorg {jobbtorg}|{orsak}|{days}|{left}")
    system = build(computed("\n".join(lines), "J3-orsak", "J3-orsak-jobbtorg", "J5-orsak", "J5-jobbtorg"), POLICY)
    hidden = cells_to_hide(system)
    assert audit(system, hidden, POLICY).passed
    assert attacked(system, hidden) == []
    poor = {cell for cell in hidden if cell.withheld or not cell.states}
    means = [count for count in attacked(system, poor) if those_behind(count)]
    assert means
    assert {str(count) for count in means} <= {found.count for found in audit(system, poor, POLICY).recovered}
