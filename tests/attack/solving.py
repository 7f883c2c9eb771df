"""What must be true of hidden counts: each has a least and a greatest value among all numbers that fit the relations.

Linear programs, one for each end of an interval, for each group of counts that hang together. Every solution that is
met on the way shows that the counts can differ by so much, so that most need no program of their own.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from tests.attack.counts import Count
from tests.attack.relations import Relation

TOLERANCE = 1e-6
PROBES = 12
INFINITE = 1e30


@dataclass
class Interval:
    """Between which whole numbers a count lies, and the relations that hold it there."""

    low: int
    high: int
    because: list[Relation] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """A count whose interval is asked for: it is of interest only while it can be narrower than `width`."""

    count: Count
    width: int


class Contradiction(Exception):
    """No numbers fit these relations: a relation is wrong, or a printed number is."""

    def __init__(self, because: Sequence[Relation]) -> None:
        super().__init__("; ".join(relation.why for relation in because[:5]))
        self.because = list(because)


class System:
    """Counts with what is known of them, and the relations that tie the unknown ones."""

    def __init__(self, relations: Iterable[Relation], known: Mapping[Count, int], least: Mapping[Count, int]) -> None:
        self.known = dict(known)
        self.least = least
        self.relations = list(relations)
        self.used: dict[Count, Relation] = {}
        self.contradictions: list[Relation] = []
        self.chains: dict[Count, list[Relation]] = {}
        self._substitute()

    def _substitute(self) -> None:
        """Solve every relation with a single unknown, again and again; most small differences come out here."""
        of_count: dict[Count, list[int]] = defaultdict(list)
        for number, relation in enumerate(self.relations):
            for count, _ in relation.terms:
                of_count[count].append(number)
        waiting = list(range(len(self.relations)))
        while waiting:
            number = waiting.pop()
            relation = self.relations[number]
            unknown, rest = [], 0
            for term in relation.terms:
                value = self.known.get(term[0])
                if value is None:
                    unknown.append(term)
                else:
                    rest += term[1] * value
            if not unknown:
                if rest:
                    self.contradictions.append(relation)
                continue
            signs = {factor > 0 for _, factor in unknown}
            if len(unknown) == 1:
                [(count, factor)] = unknown
                found = [(count, -rest // factor)]
            elif rest == 0 and len(signs) == 1:
                found = [(count, 0) for count, _ in unknown]
            else:
                continue
            for count, value in found:
                if value < self.least.get(count, 0):
                    self.contradictions.append(relation)
                    continue
                self.known[count] = value
                self.used[count] = relation
                waiting.extend(of_count[count])

    def why(self, count: Count, steps: int = 6) -> list[Relation]:
        """The relations by which substitution came to a count."""
        found: list[Relation] = []
        ahead = [count]
        while ahead and len(found) < steps:
            relation = self.used.get(ahead.pop(0))
            if relation is not None and relation not in found:
                found.append(relation)
                ahead += [other for other, _ in relation.terms if other in self.used]
        return found

    def components(self) -> list[list[Relation]]:
        """Relations with unknown counts, those that share one together."""
        parent: dict[Count, Count] = {}

        def root(count: Count) -> Count:
            while parent.setdefault(count, count) != count:
                parent[count] = parent[parent[count]]
                count = parent[count]
            return count

        open_ones = []
        for relation in self.relations:
            unknown = [count for count, _ in relation.terms if count not in self.known]
            if unknown:
                open_ones.append((unknown[0], relation))
                for other in unknown[1:]:
                    parent[root(other)] = root(unknown[0])
        groups: dict[Count, list[Relation]] = defaultdict(list)
        for count, relation in open_ones:
            groups[root(count)].append(relation)
        return list(groups.values())


class Program:
    """The linear program of one component: bounds of one count at a time."""

    def __init__(self, system: System, relations: Sequence[Relation]) -> None:
        self.relations = _without_duplicates(relations, system.known)
        self.counts = sorted(
            {count for relation in self.relations for count, _ in relation.terms if count not in system.known}, key=str
        )
        self.column = {count: number for number, count in enumerate(self.counts)}
        self.least = np.array([system.least.get(count, 0) for count in self.counts], dtype=float)
        self.seen_low = np.full(len(self.counts), np.inf)
        self.seen_high = np.full(len(self.counts), -np.inf)
        self.costs = np.zeros(len(self.counts))
        self.unsolved = 0
        self.solver = self._built(system)

    def _built(self, system: System) -> highspy.Highs:
        starts, columns, factors, rights = [0], [], [], []
        for relation in self.relations:
            right = 0
            for count, factor in relation.terms:
                if count in system.known:
                    right -= factor * system.known[count]
                else:
                    columns.append(self.column[count])
                    factors.append(float(factor))
            starts.append(len(columns))
            rights.append(float(right))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.counts), len(self.relations)
        lp.col_cost_ = np.zeros(len(self.counts))
        lp.col_lower_, lp.col_upper_ = self.least, np.full(len(self.counts), INFINITE)
        lp.row_lower_ = lp.row_upper_ = np.array(rights)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(columns), np.array(factors)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(lp)
        return solver

    def _solve(self, costs: np.ndarray, sense: highspy.ObjSense) -> float:
        changed = np.flatnonzero(costs != self.costs)
        self.solver.changeColsCost(len(changed), changed.astype(np.int32), costs[changed])
        self.costs = costs
        self.solver.changeObjectiveSense(sense)
        status = self._run()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction(self.relations)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return math.inf if sense == highspy.ObjSense.kMaximize else -math.inf
        if status != highspy.HighsModelStatus.kOptimal:
            self.unsolved += 1
            self.solver.clearSolver()
            return math.inf if sense == highspy.ObjSense.kMaximize else -math.inf
        values = np.asarray(self.solver.getSolution().col_value)
        self.seen_low = np.minimum(self.seen_low, values)
        self.seen_high = np.maximum(self.seen_high, values)
        return float(self.solver.getInfo().objective_function_value)

    def _run(self) -> highspy.HighsModelStatus:
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:
            self.solver.clearSolver()
            self.solver.run()
            status = self.solver.getModelStatus()
        return status

    def probe(self) -> None:
        """Solutions far apart, so that counts that can vary are seen to."""
        chance = np.random.default_rng(0)
        for _ in range(PROBES):
            costs = chance.uniform(-1, 1, len(self.counts))
            self._solve(np.where(costs < 0, 0.0, costs), highspy.ObjSense.kMinimize)
            self._solve(costs * 0.01 + (chance.uniform(0, 1, len(self.counts)) < 0.3), highspy.ObjSense.kMinimize)

    def interval(self, count: Count, width: int) -> Interval | None:
        """The interval of a count, or None as soon as it is seen to be no narrower than the width."""
        number = self.column[count]
        if self._wide(number, width):
            return None
        costs = np.zeros(len(self.counts))
        costs[number] = 1.0
        because: list[Relation] = []
        high = self._solve(costs, highspy.ObjSense.kMaximize)
        because += self._active()
        if self._wide(number, width) or math.isinf(high):
            return None
        low = self._solve(costs, highspy.ObjSense.kMinimize)
        if math.isinf(low):
            return None
        because += self._active()
        if self._wide(number, width):
            return None
        whole = math.ceil(low - TOLERANCE), math.floor(high + TOLERANCE)
        return Interval(*whole, list(dict.fromkeys(because)))

    def _wide(self, number: int, width: int) -> bool:
        low, high = self.seen_low[number], self.seen_high[number]
        if high < low:
            return False
        return math.floor(high + TOLERANCE) - math.ceil(low - TOLERANCE) >= width

    def _active(self) -> list[Relation]:
        duals = np.asarray(self.solver.getSolution().row_dual)
        return [self.relations[number] for number in np.flatnonzero(np.abs(duals) > TOLERANCE)]


def _without_duplicates(relations: Sequence[Relation], known: Mapping[Count, int]) -> list[Relation]:
    """The relations with different unknown parts: several tables may print the same sum."""
    seen: dict[frozenset[tuple[Count, int]], Relation] = {}
    for relation in relations:
        unknown = [(count, factor) for count, factor in relation.terms if count not in known]
        sign = 1 if min(unknown, key=lambda term: str(term[0]))[1] > 0 else -1
        seen.setdefault(frozenset((count, sign * factor) for count, factor in unknown), relation)
    return list(seen.values())
