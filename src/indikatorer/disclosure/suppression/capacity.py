"""The best set of cells among those allowed: capacity cuts (Fischetti and Salazar 2001).

A master program chooses cells at the least cost. For each sensitive count that can still be worked out too well, linear
programming duality says which cells would have helped, and by how much: a cut. Cuts are found first for fractional
choices, then for whole ones, until every sensitive count is protected.
"""

from collections.abc import Collection

import highspy
import numpy as np

from indikatorer.disclosure.suppression.attack import Attack, SolverFailed, add_row, quiet_solver, solved
from indikatorer.disclosure.suppression.choice import Choice

ROUNDS = 200
NODES = 2_000
EFFORT = 8_000
LEAST_EFFORT = 100
"""Simplex iterations for all choices of whole cells together, and what each choice counts for at least: less than a
second, and the same on every machine."""

LIKELY = 0.1
"""A cell that the best fractional choice hides by less than this is not likely to be hidden in the best one."""


def best_choice(choice: Choice, allowed: Collection[int], keep: Collection[int] | None = None) -> set[int] | None:
    """The cheapest cells among those allowed that protect every sensitive count; None when that was not settled.

    With `keep` only these and the likely cells are left to choose from once fractional choices have been compared. The
    number of rounds and of branches is limited, never the time, so that every machine finds the same.
    """
    master = _Master(choice, allowed)
    attack = Attack(choice.moves, choice.movable(allowed))
    need = dict(choice.need)
    try:
        for _ in range(ROUNDS):
            hidden = master.cheapest(whole=False)
            if not _add_cuts(choice, master, attack, need, hidden):
                break
        if keep is not None:
            master.narrow({*keep, *map(int, np.flatnonzero(hidden > LIKELY))})
        while master.effort < EFFORT:
            hidden = master.cheapest(whole=True)
            if not _add_cuts(choice, master, attack, need, hidden) and _wide_in_whole_numbers(choice, attack, need):
                return {int(cell) for cell in np.flatnonzero(hidden)}
    except SolverFailed:
        return None
    return None


def _add_cuts(choice: Choice, master: "_Master", attack: Attack, need: dict[int, int], hidden: np.ndarray) -> bool:
    attack.loosen(choice.looseness(hidden))
    attack.look_around(list(need))
    added = False
    for column, width in need.items():
        if attack.has_seen(column, width):
            continue
        up, worth_up = attack.farthest(column, 1)
        down, worth_down = attack.farthest(column, -1)
        if up + down < width - 1e-4:
            master.add_cut(worth_up + worth_down, width)
            added = True
    return added


def _wide_in_whole_numbers(choice: Choice, attack: Attack, need: dict[int, int]) -> bool:
    """Whether persons, who are not divisible, can move as far; where they cannot, more is asked of the next round."""
    enough = True
    for column, width in choice.need.items():
        if not attack.is_wide(column, width):
            need[column] += 1
            enough = False
    return enough


class _Master:
    """Which cells to hide, at the least cost. Columns are made as cuts speak of them."""

    def __init__(self, choice: Choice, allowed: Collection[int]) -> None:
        self.choice = choice
        self.allowed = frozenset(allowed) - choice.forced
        self.solver = quiet_solver()
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        self.solver.setOptionValue("mip_max_nodes", NODES)
        self.cells: dict[int, int] = {}
        self.sets: dict[frozenset[int], int] = {}
        self.effort = 0

    def narrow(self, cells: Collection[int]) -> None:
        """Leave only these to choose from."""
        self.allowed &= frozenset(cells)
        for cell, column in self.cells.items():
            if cell not in self.allowed:
                self.solver.changeColBounds(column, 0, 0)

    def _cell(self, cell: int) -> int:
        if cell not in self.cells:
            self.cells[cell] = self.solver.getNumCol()
            self.solver.addVar(0, 1)
            self.solver.changeColCost(self.cells[cell], self.choice.weights[cell])
        return self.cells[cell]

    def _all_of(self, cells: frozenset[int]) -> int:
        """A column that is at most as large as that of each cell."""
        if len(cells) == 1:
            return self._cell(*cells)
        if cells not in self.sets:
            columns = [self._cell(cell) for cell in sorted(cells)]
            self.sets[cells] = together = self.solver.getNumCol()
            self.solver.addVar(0, 1)
            for column in columns:
                add_row(self.solver, 0, highspy.kHighsInf, [column, together], [1, -1])
        return self.sets[cells]

    def add_cut(self, worth: np.ndarray, width: float) -> None:
        """The worths of the counts that are hidden must add up to the width. Raises SolverFailed when none has any."""
        terms: dict[frozenset[int], float] = {}
        for place in np.flatnonzero(worth):
            cells = frozenset(self.choice.printing.get(int(place), ())) - self.choice.forced
            if cells <= self.allowed:
                terms[cells] = terms.get(cells, 0) + float(worth[place])
        missing = width - terms.pop(frozenset(), 0)
        if not terms:
            raise SolverFailed("no cell that is left to hide protects what has to be")
        summed: dict[int, float] = {}
        for cells, factor in terms.items():
            column = self._all_of(cells)
            summed[column] = min(summed.get(column, 0) + factor, missing)
        add_row(self.solver, missing, highspy.kHighsInf, list(summed), list(summed.values()))

    def cheapest(self, whole: bool) -> np.ndarray:
        """How far each cell is hidden at the least cost: wholly or not at all, or in parts where that is allowed."""
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        for column in self.cells.values():
            self.solver.changeColIntegrality(column, kind)
        hidden = self.choice.pattern(self.choice.forced)
        if self.cells:
            solved(self.solver)
            self.effort += self.solver.getInfo().simplex_iteration_count + LEAST_EFFORT if whole else 0
            values = np.array(self.solver.getSolution().col_value)
            for cell, column in self.cells.items():
                hidden[cell] = values[column] if not whole else round(values[column])
        return hidden
