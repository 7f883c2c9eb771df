"""A publication as one system of numbers: their sizes, how they add up, which cells print them, what is sensitive.

A number is one of whom it counts, wherever it is printed: two numbers of the same units are one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from indikatorer.disclosure.relations import Line

PublishedStatus = Literal["shown", "hidden"]


@dataclass(frozen=True)
class PrintedCell:
    """A row of a table: the numbers that stand in it, and how much is lost when it is hidden.

    `withheld` cells are hidden whatever happens to others, because they say too much in themselves. Those with a
    `fixed_status` have been published already, shown or hidden, and stay as they are.
    """

    table: str
    row: int
    prints: tuple[int, ...]
    weight: float = 1.0
    withheld: bool = False
    fixed_status: PublishedStatus | None = None


@dataclass
class System:
    """Every number with its size, what is known of it whatever is hidden (`low`, `high`), and how far it is moved.

    `sums` come to nought, `limits` to nought or more. `sensitive` numbers must be able to be two sizes so far apart.
    What is hidden of one of a pair in `together` is hidden of the other.
    """

    sizes: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reach: np.ndarray
    sums: list[Line] = field(default_factory=list)
    limits: list[Line] = field(default_factory=list)
    sensitive: dict[int, int] = field(default_factory=dict)
    cells: list[PrintedCell] = field(default_factory=list)
    together: list[tuple[int, int]] = field(default_factory=list)

    def components(self) -> Iterator["System"]:
        """The parts that say nothing about each other and have something sensitive in them, in a fixed order."""
        if not len(self.sizes):
            return
        open_numbers = self.low < self.high
        groups: list[Sequence[int]] = [columns for columns, _ in (*self.sums, *self.limits)]
        groups += [*self.together, *(cell.prints for cell in self.cells)]
        links = [
            (first, number)
            for first, *others in ([n for n in group if open_numbers[n]] or [0] for group in groups)
            for number in others
        ]
        shape = (len(self.sizes), len(self.sizes))
        one, other = np.array(links or [(0, 0)]).T
        _, component = connected_components(coo_array((np.ones(len(one)), (one, other)), shape), directed=False)
        wanted = dict.fromkeys(component[number] for number in sorted(self.sensitive) if open_numbers[number])
        for name in wanted:
            yield self._part((component == name) & open_numbers)

    def _part(self, inside: np.ndarray) -> "System":
        """The lines and cells that say something of these numbers; the others in them are known."""

        def about(columns: Sequence[int]) -> bool:
            return any(inside[number] for number in columns)

        lines = {name: [line for line in getattr(self, name) if about(line[0])] for name in ("sums", "limits")}
        cells = [cell for cell in self.cells if about(cell.prints)]
        together = [pair for pair in self.together if about(pair)]
        touched = {n for line in (*lines["sums"], *lines["limits"]) for n in line[0]}
        touched |= {n for cell in cells for n in cell.prints} | {n for pair in together for n in pair}
        kept = sorted(touched | set(np.flatnonzero(inside).tolist()))
        index = {number: place for place, number in enumerate(kept)}

        def moved(line: Line) -> Line:
            return tuple(index[n] for n in line[0]), line[1]

        return System(
            self.sizes[kept],
            self.low[kept],
            self.high[kept],
            self.reach[kept],
            sums=[moved(line) for line in lines["sums"]],
            limits=[moved(line) for line in lines["limits"]],
            sensitive={index[n]: width for n, width in self.sensitive.items() if n in index and inside[n]},
            cells=[
                PrintedCell(
                    cell.table,
                    cell.row,
                    tuple(index[n] for n in cell.prints),
                    cell.weight,
                    cell.withheld,
                    cell.fixed_status,
                )
                for cell in cells
            ],
            together=[(index[one], index[other]) for one, other in together],
        )
