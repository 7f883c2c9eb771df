"""Possible worlds: whole numbers of persons that agree with everything that is published.

Worlds are found with integer programming and then checked one relation at a time in whole numbers, so that nothing
rests on the solver's word. This module shares no code with the choice of what to hide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from indikatorer.disclosure.system import Count, System

OPTIMAL = 0
SECONDS = 10.0
"""For one program. One that takes longer proves nothing, and the count is taken for recovered."""


@dataclass(frozen=True)
class View:
    """What a reader has: a system of counts, the sizes that are known, and bounds for the others."""

    system: System
    known: Mapping[Count, int]

    def allows(self, world: Mapping[Count, int]) -> bool:
        """Whether nothing that is published speaks against a world."""
        sizes = {**world, **self.known}
        return (
            all(sizes[total] == sum(sizes[part] for part in parts) for total, *parts in self.system.sums)
            and all(sizes[least] <= sum(sizes[count] for count in others) for least, *others in self.system.at_most)
            and all(statement.spare(sizes) >= 0 for statement in self.system.statements)
            and all(self._within(count, size) for count, size in world.items())
        )

    def _within(self, count: Count, size: int) -> bool:
        low, high = self.system.known_bounds(count)
        return low <= size and (high is None or size <= high)

    def parts(self) -> Iterator["View"]:
        """The counts that are open, in groups that say nothing about each other when the known ones are known."""
        open_counts = {count: count for count in self.system.values if count not in self.known}

        def root(count: Count) -> Count:
            while open_counts[count] is not count:
                count = open_counts[count]
            return count

        lines = [
            (kind, line, [count for count in line if count in open_counts])
            for kind in ("sums", "at_most")
            for line in getattr(self.system, kind)
        ]
        stated = [
            (statement, [count for count in statement.counts if count in open_counts])
            for statement in self.system.statements
        ]
        for inside in (*(inside for *_, inside in lines), *(inside for _, inside in stated)):
            for count in inside[1:]:
                open_counts[root(count)] = root(inside[0])
        found: dict[Count, System] = {}
        for count in open_counts:
            part = found.setdefault(root(count), System())
            part.values[count] = self.system.values[count]
            part.bounds[count] = self.system.known_bounds(count)
        for kind, line, inside in lines:
            if inside:
                getattr(found[root(inside[0])], kind)[line] = None
        for statement, inside in stated:
            if inside:
                found[root(inside[0])].statements[statement] = None
        for part in found.values():
            yield View(part, self.known)


@dataclass
class Search:
    """Looks for worlds in one view. `worlds` starts with the truth, which agrees with itself."""

    view: View
    worlds: list[dict[Count, int]] = field(default_factory=list)
    solved: int = 0

    def __post_init__(self) -> None:
        system, known = self.view.system, self.view.known
        self._counts = list(system.values)
        self._index = {count: n for n, count in enumerate(self._counts)}
        entries: list[tuple[int, int, int]] = []
        lower: list[float] = []
        upper: list[float] = []
        for limit, lines in ((0.0, system.sums), (np.inf, system.at_most)):
            for first, *others in lines:
                row = len(lower)
                fixed = known.get(first, 0) - sum(known.get(count, 0) for count in others)
                signed = [(first, -1), *((count, 1) for count in others)]
                entries += [(row, self._index[count], sign) for count, sign in signed if count in self._index]
                lower.append(float(fixed))
                upper.append(float(fixed) + limit)
        for statement in system.statements:
            row = len(lower)
            entries += [(row, self._index[count], times) for times, count in statement.terms if count in self._index]
            fixed = sum(times * known[count] for times, count in statement.terms if count in known)
            lower.append(float(statement.least - fixed))
            upper.append(np.inf)
        self._constraint = None
        if lower:
            rows, columns, signs = zip(*entries, strict=True)
            shape = (len(lower), len(self._counts))
            self._constraint = LinearConstraint(csr_array((signs, (rows, columns)), shape), lower, upper)
        bounds = [system.known_bounds(count) for count in self._counts]
        self._bounds = Bounds([low for low, _ in bounds], [np.inf if high is None else high for _, high in bounds])
        self._keep({count: system.values[count] for count in self._counts})

    def farthest(self, wish: Mapping[Count, int]) -> int | None:
        """The world where the wished counts are most (or least, where the wish is negative); None without a proof.

        The world is kept, if it is one, and the result is what the wish comes to in it.
        """
        cost = np.zeros(len(self._counts))
        for count, sign in wish.items():
            cost[self._index[count]] = -sign
        self.solved += 1
        outcome = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=self._bounds,
            constraints=self._constraint,
            options={"time_limit": SECONDS},
        )
        if outcome.status != OPTIMAL:
            return None
        world = {count: round(float(value)) for count, value in zip(self._counts, outcome.x, strict=True)}
        return sum(sign * world[count] for count, sign in wish.items()) if self._keep(world) else None

    def within(self, reach: int) -> None:
        """Look no further than this from the truth: enough to prove a width, and quicker."""
        values = np.array([self.view.system.values[count] for count in self._counts])
        self._bounds = Bounds(np.maximum(self._bounds.lb, values - reach), np.minimum(self._bounds.ub, values + reach))

    def width(self, count: Count) -> int:
        """How far apart a count lies in the worlds found so far."""
        sizes = [world[count] for world in self.worlds]
        return max(sizes) - min(sizes)

    def _keep(self, world: dict[Count, int]) -> bool:
        agrees = self.view.allows(world)
        if agrees:
            self.worlds.append(world)
        return agrees
