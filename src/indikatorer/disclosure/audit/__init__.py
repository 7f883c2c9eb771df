"""The audit: proof that nobody can be found in what is published.

It reads the published cells and the members of each number itself, and shares nothing with what chose the cells to hide
or rounded them but the policy and the form of a membership; a test holds it to that. `reader` → `elimination` (what
follows exactly), `differences` (few persons between numbers), `feasibility` (how far a reader can be wrong); `rounded`.
"""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars as pl

from indikatorer.disclosure.audit.differences import Remainder, is_accepted, remainders
from indikatorer.disclosure.audit.elimination import eliminate
from indikatorer.disclosure.audit.feasibility import FeasiblePopulations
from indikatorer.disclosure.audit.findings import Audit, Finding, listed
from indikatorer.disclosure.audit.reader import Number, Universe, universes
from indikatorer.disclosure.audit.rounded import more_than_there_are, rounded, wrong_shares
from indikatorer.disclosure.membership import CountedTable
from indikatorer.disclosure.policy import POLICY, Policy


@dataclass
class Proved:
    """What was found of a universe while these numbers were shown, which follow from them, of which hidden ones the
    width is proved, and of how many it had to be; and what its numbers leave of each other, whatever is shown."""

    shown: np.ndarray
    recovered: Collection[int]
    proved: set[int]
    found: list[Finding]
    asked: int
    remainders: list[Remainder]


Seen = dict[str, Proved]
"""Universe, by its mark → what has been proved of it."""

VALUES = ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre")


def audit(
    tables: Sequence[CountedTable],
    published: Mapping[str, pl.DataFrame],
    policy: Policy = POLICY,
    seen: Seen | None = None,
) -> Audit:
    """Look for every sensitive number in all that is published of these tables together.

    `published` has the cells of each table, by id, in the order of its own cells. Cells and dimensions as computed; a
    hidden cell has no numbers. `seen` remembers what was proved while more and more is hidden of the same tables: a
    population that agrees with all that is shown agrees with less of it too.
    """
    seen = {} if seen is None else seen
    started = time.process_time()
    read = universes(tables, published)
    found = [finding for table in tables for finding in _too_few(table, published[table.id], policy)]
    if policy.rounds:
        found += [finding for table in tables for finding in wrong_shares(table, published[table.id], policy)]
    sensitive = 0
    moved: list[float] = []
    for universe in read:
        if policy.rounds and universe.is_outcome:
            continue
        if policy.rounds and not universe.is_sums:
            found += rounded(universe, policy)
            moved += [abs(number.size - number.printed[0]) for number in universe.numbers if number.printed]
        else:
            findings, asked = _hidden(universe, policy, seen)
            found += findings
            sensitive += asked
    found += more_than_there_are(read) if policy.rounds else _told_by_another(read, policy, seen)
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


def _hidden(universe: Universe, policy: Policy, seen: Seen) -> tuple[list[Finding], int]:
    """What can be told of the hidden numbers and small differences of a universe, and how many had to be proved."""
    numbers, shown = universe.numbers, universe.shown
    before = seen.get(universe.mark)
    if before and (before.shown == shown).all():
        return before.found, before.asked
    proved = before.proved if before and not (shown & ~before.shown).any() else set()
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
    feasible = FeasiblePopulations(universe, elimination.independent)
    left_of = before.remainders if before else list(remainders(universe, policy.threshold))
    for left in left_of:
        if elimination.tells(left.factors) and not is_accepted(left, numbers, policy):
            places = [numbers[one] for one in left.factors]
            how = "all are shown" if shown[list(left.factors)].all() else "it follows from what is shown"
            found.append(_finding("small difference", places, left.units, how))
    few = [one for one in np.flatnonzero(~shown).tolist() if policy.is_small(numbers[one].units)]
    for one in few:
        if one in elimination.recovered or one in proved:
            continue
        column = universe.members[:, [one]].toarray().ravel().astype(float)
        if feasible.apart(column, numbers[one].size - 1, policy.width):
            proved.add(one)
        else:
            holder = numbers[feasible.holder(column)]
            how = f"not proved {policy.width} apart"
            found.append(_finding("too narrow", [numbers[one]], numbers[one].size, how, holder))
    seen[universe.mark] = Proved(shown, elimination.recovered.keys(), proved, found, len(few), left_of)
    return found, len(few)


def _finding(kind: str, numbers: Sequence[Number], size: float, how: str, holder: Number | None = None) -> Finding:
    places = [place for number in numbers for place in number.places]
    held = tuple(places[:1]) if holder is None else holder.places[:1]
    return Finding(kind, " without ".join(map(str, numbers)), listed(places), size, how, held)


def _told_by_another(read: Sequence[Universe], policy: Policy, seen: Seen) -> Iterator[Finding]:
    """Small numbers that are hidden, where another register shows the same persons; and small differences between what
    two registers say of them, which are those whom one of the two lacks."""
    named: dict[str, list[tuple[str, Number, bool]]] = {}
    for universe in read:
        follows = seen[universe.mark].recovered if universe.mark in seen else ()
        for place, number in enumerate(universe.numbers):
            if number.also:
                is_known = bool(number.printed) or place in follows
                named.setdefault(number.also, []).append((universe.name, number, is_known))
    for numbers in named.values():
        for (here, one, is_known), (there, other, is_other_known) in combinations(numbers, 2):
            lacking = abs(one.units - other.units)
            if here != there and is_known and is_other_known and policy.is_small(lacking):
                yield _finding("small difference", [one, other], lacking, "another register shows the same persons")
        for register, hidden, _ in numbers:
            shown = [number for other, number, _ in numbers if other != register and number.printed]
            if not hidden.printed and policy.is_small(hidden.units) and shown:
                yield _finding("told by another register", [hidden], hidden.size, str(shown[0]))


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
