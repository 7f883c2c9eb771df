"""Rounding so that nobody is few: every count becomes nought or at least the threshold, and all of it still adds up.

Small counts become nought or the threshold (small count rounding, Langsrud and Heldal 2018), and the counts that they
are parts of follow, as little as sums allow (controlled rounding, Willenborg and de Waal 2001). It is done once
to the counts behind all tables together, whether they are printed or can be worked out, so that every table agrees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import highspy

from indikatorer import AuditFailed
from indikatorer.disclosure.attack import SolverFailed, add_row, quiet_solver, solved
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.system import Count, System, order

GAP = 0.25
"""How far from the best rounding one may stay, as a part of what it costs. Proving the last of it takes most time."""

NODES = 2_000

AGAIN = 100_000.0
"""What it costs to print a count otherwise than before."""

KNOWN = 1_000.0
"""What it costs to print as nought whom an earlier edition has kept back, so that everybody knows of somebody."""

DRAWN = 20.0
"""What it costs to round a small count otherwise than was drawn: more than to move some counts that follow from it.

One to four become the threshold as often as they are large. If they became what is nearest, who knows the program would
know more of them than readers are told.
"""

UNSEEN = 0.5
"""What it costs to move a count that stands in no cell."""


def rounded_counts(system: System, policy: Policy) -> dict[Count, int]:
    """Every count of a system as it is printed. What has nothing small or rounded around it stays as it is.

    The same system gives the same numbers, whatever the order in which it was built. Counts that cannot be rounded
    beside what earlier editions have told exactly are left out. Raises AuditFailed when no rounding of others adds up,
    or none was found within the limits.
    """
    weights: dict[Count, float] = {}
    for cell in system.cells:
        for count in cell.prints:
            weights[count] = max(weights.get(count, 0), cell.weight)
    found = dict(system.values)
    for part in _apart(system).components():
        if weights.keys().isdisjoint(part.values):
            continue  # it stands only where earlier editions are printed again
        try:
            found |= _Program(part, system, weights, policy).solved()
        except SolverFailed as failure:
            if any(value and system.is_known(count) for count, value in part.values.items()):
                lost = {count for count in part.values if not system.is_known(count)}
                found = {count: number for count, number in found.items() if count not in lost}
                continue
            around = min(part.sensitive, key=order)
            raise AuditFailed(f"No rounding of {len(part.values)} counts around {around} adds up: {failure}") from None
    return found


def _apart(system: System) -> System:
    """The system as far as rounding goes, which never moves a nought or an amount, and tells of every count.

    Its components are those of what is small, or has been printed otherwise than it is.
    """
    otherwise = {count for count, printed in system.rounded.items() if printed != {system.values.get(count)}}
    still = dict.fromkeys((count for count, value in system.values.items() if value == 0), (0, 0))
    return System(
        values=system.values,
        sums={line: None for line in system.sums if system.amounts.isdisjoint(line)},
        at_most=system.at_most,
        together=system.together,
        bounds=system.bounds | still,
        sensitive=dict.fromkeys((system.sensitive.keys() | otherwise) & system.values.keys() - system.amounts, 1),
    )


@dataclass(frozen=True)
class _Terms:
    """A rounded size: a whole number and columns of the program with their factors."""

    size: int
    columns: tuple[tuple[int, int], ...] = ()


class _Program:
    """The integer program of a component: columns that move counts, rows that keep sums."""

    def __init__(self, part: System, system: System, weights: Mapping[Count, float], policy: Policy) -> None:
        self.part, self.policy = part, policy
        self.solver = quiet_solver()
        self.solver.setOptionValue("mip_rel_gap", GAP)
        self.solver.setOptionValue("mip_max_nodes", NODES)
        self.offset = 0.0
        counts = sorted(part.values, key=order)
        # Readers know the program but not the counts, so they cannot draw the same.
        chance = Random(str([part.values[count] for count in counts]))
        self.terms = {
            count: self._terms(count, weights.get(count, UNSEEN), system, chance.random()) for count in counts
        }
        for total, *parts in part.sums:
            self._row(total, parts, 0.0)
        for lesser, *greater in part.at_most:
            self._row(lesser, greater, highspy.kHighsInf)
        for one, other in part.together:
            if self._are_alike(one, other):
                self._row(one, [other], 0.0)
        self.solver.changeObjectiveOffset(self.offset)

    def _are_alike(self, one: Count, other: Count) -> bool:
        """Whether two ways of counting nearly the same people must be printed alike, lest both together tell more."""
        first, second = self.part.values[one], self.part.values[other]
        return first == second or (self.policy.is_small(first) and self.policy.is_small(second))

    def _terms(self, count: Count, weight: float, system: System, drawn: float) -> _Terms:
        value, base = self.part.values[count], self.policy.threshold
        if value == 0 or system.is_known(count):
            return _Terms(value)
        before = [printed for printed in sorted(system.rounded.get(count, ())) if self._may_be(value, printed)]
        if value < base:
            price = AGAIN if before else KNOWN if system.known_bounds(count)[0] else DRAWN
            is_up = before[-1] > 0 if before else price == KNOWN or drawn < value / base
            self.offset += price if is_up else 0
            return _Terms(0, ((self._column(1, -price if is_up else price), base),))
        start = before[-1] if before else value
        price = AGAIN if before else weight
        most, least = value + base - 1, max(base, value - base + 1)
        up, down = self._column(most - start, price), self._column(start - least, price)
        return _Terms(start, ((up, 1), (down, -1)))

    def _may_be(self, value: int, printed: int) -> bool:
        """Whether a count may be printed so: neither small nor far off."""
        base = self.policy.threshold
        return printed in (0, base) if value < base else printed >= base and abs(printed - value) < base

    def _column(self, most: int, cost: float) -> int:
        column: int = self.solver.getNumCol()
        self.solver.addVar(0, most)
        self.solver.changeColCost(column, cost)
        self.solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        return column

    def _row(self, first: Count, others: Sequence[Count], slack: float) -> None:
        """The others are together as many as the first, or up to `slack` more."""
        factors: dict[int, int] = {}
        constant = 0
        for count, sign in [(first, -1), *((other, 1) for other in others)]:
            constant += sign * self.terms[count].size
            for column, factor in self.terms[count].columns:
                factors[column] = factors.get(column, 0) + sign * factor
        add_row(self.solver, -constant, -constant + slack, list(factors), list(factors.values()))

    def solved(self) -> dict[Count, int]:
        """The rounded counts. Raises SolverFailed when there are none that keep every sum in whole numbers."""
        solved(self.solver, highspy.HighsModelStatus.kSolutionLimit, highspy.HighsModelStatus.kModelEmpty)
        columns = [round(value) for value in self.solver.getSolution().col_value]
        sizes = {
            count: terms.size + sum(factor * columns[column] for column, factor in terms.columns)
            for count, terms in self.terms.items()
        }
        if not self._adds_up(sizes):
            raise SolverFailed("HiGHS found no whole numbers")
        return sizes

    def _adds_up(self, sizes: Mapping[Count, int]) -> bool:
        return all(sizes[total] == sum(map(sizes.__getitem__, parts)) for total, *parts in self.part.sums) and all(
            sizes[lesser] <= sum(map(sizes.__getitem__, greater)) for lesser, *greater in self.part.at_most
        )
