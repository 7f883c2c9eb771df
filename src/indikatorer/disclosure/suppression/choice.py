"""What a generator can choose: the cells of a component, what hiding each costs, and which counts that leaves open."""

from collections.abc import Collection, Iterable

import numpy as np

from indikatorer.disclosure.suppression.attack import EPSILON, Attack, Moves
from indikatorer.disclosure.suppression.system import System

OTHER_WIDTH = 1
"""How far a count must be able to move that is hidden along with others, so that hiding it is not in vain."""


class Choice:
    """The cells of a component as columns 0, 1, … of a choice, beside the moves of its counts.

    `printing`: column of a count → the cells that must all be hidden before the count is. `forced`: cells that print
    something sensitive or are hidden already. `need`: column of a count that must be protected → the distance between
    two possible values.
    """

    def __init__(self, system: System) -> None:
        self.moves = Moves.of(system)
        self.cells = [cell for cell in system.cells if not cell.withheld and cell.fixed_status != "shown"]
        self.weights = np.array([cell.weight for cell in self.cells], float)
        self.need = dict(system.sensitive)
        where: dict[int, list[int]] = {}
        for number, cell in enumerate(self.cells):
            for printed in cell.prints:
                where.setdefault(printed, []).append(number)
        for one, other in system.together:
            where[one] = where[other] = sorted({*where.get(one, []), *where.get(other, [])})
        self.printing = {printed: tuple(cells) for printed, cells in where.items() if cells}
        for pair in system.together:
            for one, other in (pair, pair[::-1]):
                if one in system.sensitive and system.low[other] < system.high[other]:
                    self.need.setdefault(other, OTHER_WIDTH)
        self.forced = frozenset(
            [
                *(cell for number in system.sensitive for cell in self.printing.get(number, ())),
                *(number for number, cell in enumerate(self.cells) if cell.fixed_status == "hidden"),
            ]
        )

    def exposed(self, hidden: Collection[int]) -> list[int]:
        """A count of each hidden cell that says nothing which cannot be worked out from the cells that are shown."""
        attack = Attack(self.moves, self.movable(hidden))
        attack.loosen(self.looseness(self.pattern(hidden)))
        found = []
        for cell in sorted(hidden):
            columns = self.cells[cell].prints
            open_columns = [column for column in columns if self.moves.up[column] + self.moves.down[column] > 0]
            if any(attack.has_seen(column, OTHER_WIDTH) for column in open_columns):
                continue
            widths = [attack.farthest(column, 1)[0] + attack.farthest(column, -1)[0] for column in open_columns]
            if open_columns and max(widths) < OTHER_WIDTH - EPSILON:
                found.append(open_columns[0])
        return found

    def looseness(self, hidden: np.ndarray) -> np.ndarray:
        """How freely each count moves when each cell is hidden so far: as the least hidden cell that prints it."""
        loose = np.ones(len(self.moves.down))
        for column, cells in self.printing.items():
            loose[column] = min(hidden[cell] for cell in cells)
        return loose

    def movable(self, allowed: Iterable[int]) -> np.ndarray:
        """The counts that can ever be hidden when these cells, and the forced ones, are."""
        return self.looseness(self.pattern({*allowed, *self.forced})) > 0

    def pattern(self, cells: Iterable[int]) -> np.ndarray:
        hidden = np.zeros(len(self.cells))
        hidden[list(cells)] = 1
        return hidden
