"""A set of cells that suffices: for each sensitive count the cheapest way to move it, hiding whatever moved."""

import highspy
import numpy as np

from indikatorer.disclosure.suppression.attack import EPSILON, Attack, add_row, quiet_solver, solved
from indikatorer.disclosure.suppression.choice import Choice

FREE = 1e-3
"""What a move costs that needs no further cell: a little, so that nothing moves for no reason."""


def cheapest_moves(choice: Choice) -> set[int]:
    """Cells to hide so that every sensitive count has its width, the forced ones among them.

    A count that no cell left to hide can protect, because of what is known already, is left as it is, for the audit.
    """
    hidden = set(choice.forced)
    attack = Attack(choice.moves, choice.movable(range(len(choice.cells))))
    program = _TwoSolutions(choice)
    attack.loosen(choice.looseness(choice.pattern(hidden)))
    attack.look_around(list(choice.need))
    for column, width in choice.need.items():
        if attack.has_seen(column, width):
            continue
        reached = attack.farthest(column, 1)[0] + attack.farthest(column, -1)[0]
        if reached < width - EPSILON:
            for moved in program.moved(column, hidden):
                hidden.update(choice.printing.get(moved, ()))
            attack.loosen(choice.looseness(choice.pattern(hidden)))
    return hidden


class _TwoSolutions:
    """Two solutions, four columns for each count: up and down in the one, up and down in the other."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        moves = choice.moves
        self.size = len(moves.down)
        self.solver = quiet_solver()
        bounds = np.concatenate([moves.up, moves.down, moves.up, moves.down])
        self.solver.addVars(4 * self.size, np.zeros(4 * self.size), bounds)
        for offset in (0, 2 * self.size):
            for columns, factors in moves.rows:
                up = np.array(columns) + offset
                both = np.concatenate([up, up + self.size])
                add_row(self.solver, 0, 0, both, np.concatenate([factors, np.negative(factors)]))
        self.difference = len(moves.rows) * 2
        add_row(self.solver, 0, highspy.kHighsInf, [], [])

    def moved(self, column: int, hidden: set[int]) -> list[int]:
        """The counts that move when the solutions differ as much as is needed in one of them, at the least cost.

        None move when there are no such solutions.
        """
        weights = self.choice.weights.copy()
        weights[list(hidden)] = 0
        costs = np.full(self.size, FREE)
        for moving, cells in self.choice.printing.items():
            costs[moving] += weights[list(cells)].sum()
        everything = np.arange(4 * self.size, dtype=np.int32)
        self.solver.changeColsCost(4 * self.size, everything, np.tile(costs, 4))
        places = [(column + part * self.size, sign) for part, sign in enumerate((1, -1, -1, 1))]
        for place, sign in places:
            self.solver.changeCoeff(self.difference, place, sign)
        self.solver.changeRowBounds(self.difference, self.choice.need[column], highspy.kHighsInf)
        solved(self.solver, highspy.HighsModelStatus.kInfeasible)
        for place, _ in places:
            self.solver.changeCoeff(self.difference, place, 0)
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return []
        values = np.array(self.solver.getSolution().col_value).reshape(4, self.size)
        return [int(moving) for moving in np.flatnonzero(values.max(axis=0) > EPSILON)]
