"""The audit: proof that nobody can be found in what is published.

It reads the published cells and the members of each number itself, and shares nothing with what chose the cells to hide
or rounded them but the policy and the form of a membership; a test holds it to that. `reading` → `elimination` (what
follows exactly), `differences` (few persons between two numbers), `worlds` (how far a reader can be wrong); `rounded`.
"""

import time
from collections.abc import Hashable, Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from indikatorer.disclosure.audit.differences import nested
from indikatorer.disclosure.audit.elimination import eliminate
from indikatorer.disclosure.audit.findings import Audit, Finding, listed
from indikatorer.disclosure.audit.reading import Number, Universe, universes
from indikatorer.disclosure.audit.rounded import rounded
from indikatorer.disclosure.audit.worlds import Worlds
from indikatorer.disclosure.membership import CountedTable
from indikatorer.disclosure.policy import POLICY, Policy

VALUES = ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre")


def audit(
    tables: Sequence[CountedTable],
    published: Mapping[str, pl.DataFrame],
    policy: Policy = POLICY,
    seen: dict[Hashable, tuple[list[Finding], int]] | None = None,
) -> Audit:
    """Look for every sensitive number in all that is published of these tables together.

    `published` has the cells of each table, by id, in the order of its own cells. Cells and dimensions as computed; a
    hidden cell has no numbers. `seen` is filled with what was found universe by universe: one of which nothing else is
    published than before is not looked at again.
    """
    seen = {} if seen is None else seen
    started = time.process_time()
    read = universes(tables, published)
    found = [finding for table in tables for finding in _too_few(table, published[table.id], policy)]
    sensitive = 0
    moved: list[float] = []
    for universe in read:
        if policy.rounds and universe.is_outcome:
            continue
        if policy.rounds and not universe.is_sums:
            found += rounded(universe, policy)
            moved += [abs(number.size - number.printed[0]) for number in universe.numbers if number.printed]
        else:
            if (key := universe.mark) not in seen:
                seen[key] = _hidden(universe, policy)
            findings, asked = seen[key]
            found += findings
            sensitive += asked
    if not policy.rounds:
        found += _told_by_another(read, policy)
    hidden = {table.id: _hidden_in(published[table.id]) for table in tables}
    says = [
        published[table.id].select(pl.any_horizontal(pl.col(VALUES).is_not_null())).sum().item() for table in tables
    ]
    return Audit(
        int(sum(says)),
        sum(hidden.values()),
        dict(sorted((table, cells) for table, cells in hidden.items() if cells)),
        sum(len(universe.numbers) for universe in read),
        sum(len(universe.weights) for universe in read),
        sensitive,
        (float(np.median(moved)), max(moved)) if moved else None,
        time.process_time() - started,
        tuple(sorted(found, key=lambda one: (one.kind, one.number))),
    )


def _hidden_in(cells: pl.DataFrame) -> int:
    return int((cells["status"].fill_null("") == "skyddad").sum())


def _too_few(table: CountedTable, published: pl.DataFrame, policy: Policy) -> Iterator[Finding]:
    """Numbers of a model over too few persons, and protected cells with a number left."""
    marked = (published["status"].fill_null("") == "skyddad").to_list()
    for row, cell in enumerate(published.select(VALUES).iter_rows()):
        place = f"{table.id}, row {row + 1}"
        if marked[row] and any(value is not None for value in cell):
            yield Finding("a protected cell with numbers", place, (table.id,), 0, "it must have none")
    if not table.modelled:
        return
    persons = table.cells["personer"].to_list()
    for row, value in enumerate(published["varde"].to_list()):
        if value is not None and persons[row] is not None and persons[row] < policy.model_base:
            place = f"{table.id}, row {row + 1}"
            yield Finding(
                "a number over too few persons", place, (table.id,), persons[row], "a model's number is shown"
            )


def _hidden(universe: Universe, policy: Policy) -> tuple[list[Finding], int]:
    """What can be told of the hidden numbers and small differences of a universe, and how many had to be proved."""
    numbers, shown = universe.numbers, universe.shown
    elimination = eliminate(universe)
    found = list(_shown(universe, policy))
    for number, sum_of in elimination.recovered.items():
        units = numbers[number].units
        if universe.is_outcome:
            sensitive = _tells_of_everybody(numbers[number], policy)
        else:
            sensitive = 0 < units < policy.mean_base if universe.is_sums else policy.is_small(units)
        if not sensitive:
            continue
        how = " ".join(f"{factor:+d} × ({numbers[one]})" for one, factor in sum_of.items())
        found.append(_finding("recovered", [numbers[number]], numbers[number].size, how))
    if universe.is_sums:
        return found, 0
    worlds = Worlds(universe, elimination.independent)
    few = [one for one in np.flatnonzero(~shown).tolist() if policy.is_small(numbers[one].units)]
    asked = [([one], _column(universe, one), numbers[one].size - 1) for one in few if one not in elimination.recovered]
    for larger, smaller, units in nested(universe, policy.threshold):
        if shown[larger] and shown[smaller]:
            found.append(_finding("small difference", [numbers[larger], numbers[smaller]], units, "both are shown"))
        else:
            column = _column(universe, larger) - _column(universe, smaller)
            asked.append(([larger, smaller], column, numbers[larger].size - numbers[smaller].size))
    distinct = {column.tobytes(): (of, column, room) for of, column, room in asked}
    for of, column, room in distinct.values():
        if not worlds.apart(column, room, policy.width):
            size = float(column @ worlds.weights)
            found.append(_finding("too narrow", [numbers[one] for one in of], size, f"not {policy.width} apart"))
    return found, len(distinct)


def _column(universe: Universe, number: int) -> np.ndarray:
    return universe.members[:, [number]].toarray().ravel().astype(float)


def _finding(kind: str, numbers: Sequence[Number], size: float, how: str) -> Finding:
    places = tuple(number.places for number in numbers)
    tables = listed([place for of in places for place in of])
    return Finding(kind, " without ".join(map(str, numbers)), tables, size, how, places)


def _told_by_another(read: Sequence[Universe], policy: Policy) -> Iterator[Finding]:
    """Small numbers that are hidden, where another register shows the same persons."""
    named: dict[str, list[Number]] = {}
    for universe in read:
        for number in universe.numbers:
            if number.also:
                named.setdefault(number.also, []).append(number)
    for numbers in named.values():
        for hidden in numbers:
            others = [number for number in numbers if number.printed]
            if not hidden.printed and policy.is_small(hidden.units) and others:
                yield _finding("told by another register", [hidden], hidden.size, str(others[0]))


def _tells_of_everybody(number: Number, policy: Policy) -> bool:
    """Whether everybody of a small group has an outcome, or nobody."""
    return 0 < number.units < policy.group and number.size in (0, number.units)


def _shown(universe: Universe, policy: Policy) -> Iterator[Finding]:
    """Shown numbers that are sensitive themselves, rest on too few, or are not what was counted."""
    for number in universe.numbers:
        if not number.printed:
            continue
        if universe.is_outcome:
            if _tells_of_everybody(number, policy):
                yield _finding("one outcome of a whole group", [number], number.units, "it is shown")
        elif universe.is_sums and 0 < number.units < policy.mean_base:
            yield _finding("a number over too few persons", [number], number.units, "it is shown")
        elif not universe.is_sums and policy.is_small(number.units):
            yield _finding("shown", [number], number.size, "it stands in a published cell")
        elif any(printed != number.size for printed in number.printed):
            yield _finding("printed otherwise", [number], number.size, f"as {number.printed[0]:g}")
