"""What somebody who reads the publication can work out: linear programs about one component of a system.

A column is how far a count is moved from its true size. A count that is known does not move; one that is hidden moves
as far as its bounds let it, and no further than some widths, which is far enough to see whether it is protected.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from indikatorer import AuditFailed
from indikatorer.disclosure.suppression.system import Line, System

EPSILON = 1e-6
SOLUTIONS = 1_000
"""As many are remembered of the solutions seen."""


class SolverFailed(AuditFailed):
    """HiGHS did not find an optimum; nothing may be concluded from what it returned."""


def quiet_solver() -> highspy.Highs:
    """A solver that gives the same answer every time."""
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
        solver.setOptionValue(name, value)
    return solver


def solved(solver: highspy.Highs, *accepted: highspy.HighsModelStatus) -> None:
    """Run the solver. Raises SolverFailed on any status other than an optimum or one of those accepted."""
    status = solver.run()
    outcome = solver.getModelStatus()
    if status == highspy.HighsStatus.kError or outcome not in (highspy.HighsModelStatus.kOptimal, *accepted):
        raise SolverFailed(f"HiGHS ended with {solver.modelStatusToString(outcome)}")


def add_row(
    solver: highspy.Highs,
    low: float,
    high: float,
    columns: Sequence[int] | np.ndarray,
    factors: Sequence[float] | np.ndarray,
) -> None:
    """Add a line. A solver goes on without one that it refuses, and later lines are then not where they seem."""
    status = solver.addRow(low, high, len(columns), np.array(columns, np.int32), np.array(factors, float))
    assert status != highspy.HighsStatus.kError, f"HiGHS refuses a line of columns {list(columns)}"


@dataclass(frozen=True)
class Moves:
    """The columns of a component: how far each number can be moved down and up, and how the moves must balance.

    After the numbers there is one column for each of the system's limits: what is left up to the limit.
    """

    size: int
    down: np.ndarray
    up: np.ndarray
    rows: tuple[Line, ...]

    @classmethod
    def of(cls, system: System) -> "Moves":
        size = len(system.sizes)
        down = np.minimum(system.sizes - system.low, system.reach)
        up = np.minimum(system.high - system.sizes, system.reach)
        spare = [sum(f * system.sizes[n] for n, f in zip(*line, strict=True)) for line in system.limits]
        room = [system.reach[list(columns)].max() for columns, _ in system.limits]
        rows = [
            *system.sums,
            *(((*columns, size + number), (*factors, -1)) for number, (columns, factors) in enumerate(system.limits)),
        ]
        return cls(size, np.concatenate([down, np.minimum(spare, room)]), np.concatenate([up, room]), tuple(rows))


class Attack:
    """One linear program, asked again and again how far a count can be moved.

    `movable` are the columns that may ever move; the others are left out. Every answer is a solution, and one shows of
    many counts how far they can be moved: those seen are remembered for as long as they hold.
    """

    def __init__(self, moves: Moves, movable: np.ndarray) -> None:
        self.moves = moves
        self.kept = np.flatnonzero(movable & (moves.down + moves.up > 0))
        self._place = {int(column): place for place, column in enumerate(self.kept)}
        self._loose = movable.astype(float)
        self._solver = _with_rows(moves, self._place)
        self._solver.setOptionValue("presolve", "off")
        self._seen = _Seen(len(moves.down))
        self._seen_whole = _Seen(len(moves.down))

    def loosen(self, loose: np.ndarray) -> None:
        """How freely each column moves: 0 for what is known, 1 for what is hidden, or between the two."""
        self._loose = loose
        columns = np.arange(len(self.kept), dtype=np.int32)
        down, up = (-self.moves.down * loose)[self.kept], (self.moves.up * loose)[self.kept]
        held = self.kept[loose[self.kept] < 1]
        for seen in (self._seen, self._seen_whole):
            seen.within(held, -self.moves.down[held] * loose[held], self.moves.up[held] * loose[held])
        self._solver.changeColsBounds(len(columns), columns, down, up)

    def has_seen(self, column: int, width: float) -> bool:
        """Whether two of the solutions seen are this far apart in a count."""
        return self._seen.width(column) >= width - EPSILON

    def has_seen_whole(self, column: int, width: float) -> bool:
        """The same of solutions in whole numbers."""
        return self._seen_whole.width(column) >= width - EPSILON

    def look_around(self, columns: Sequence[int]) -> None:
        """Move many counts at once, every other one up and the rest down, and then the other way round."""
        places = [self._place[column] for column in columns if column in self._place]
        for turn in (1, -1):
            for number, place in enumerate(places):
                self._solver.changeColCost(place, turn * (-1) ** number)
            self._solve()
        for place in places:
            self._solver.changeColCost(place, 0)

    def is_wide(self, column: int, width: int) -> bool:
        """Whether a count can take whole numbers this far apart, when everything moves in whole numbers.

        Raises SolverFailed when that cannot be settled. Most corners of a linear program are whole in themselves.
        """
        if not self.has_seen_whole(column, width):
            reached = sum(self.farthest(column, sign)[0] for sign in (1, -1))
            if reached < width - EPSILON:
                return False
        if not self.has_seen_whole(column, width):
            for solution in whole_solutions(self.moves, self._loose, column):
                self._seen_whole.add(solution)
        return self.has_seen_whole(column, width)

    def _solve(self) -> None:
        solved(self._solver)
        solution = np.zeros(len(self.moves.down))
        solution[self.kept] = self._solver.getSolution().col_value
        self._seen.add(solution)
        counted = solution[: self.moves.size]
        if np.abs(counted - counted.round()).max(initial=0) < EPSILON:
            self._seen_whole.add(solution)

    def farthest(self, column: int, sign: int) -> tuple[float, np.ndarray]:
        """How far a count can be moved up (sign 1) or down (−1), and what each column's freedom is worth for it.

        The sum of the worths of the columns that are free is never less than the distance (LP duality): a cut.
        """
        worth = np.zeros(len(self.moves.down))
        if column not in self._place:
            return 0.0, worth
        self._solver.changeColCost(self._place[column], -sign)
        try:
            self._solve()
            distance = -self._solver.getInfo().objective_function_value
            gain = -np.array(self._solver.getSolution().col_dual)
        finally:
            self._solver.changeColCost(self._place[column], 0)
        up, down = self.moves.up[self.kept], self.moves.down[self.kept]
        found = np.maximum(gain, 0) * up + np.maximum(-gain, 0) * down
        worth[self.kept] = np.where(found > EPSILON, found, 0)
        return distance, worth


class _Seen:
    """The least and the most of each column in those of the solutions seen that hold, the true one first of all."""

    def __init__(self, size: int) -> None:
        self._solutions = np.zeros((1, size))
        self._size = 1
        self.within(np.array([], int), np.array([]), np.array([]))

    def add(self, solution: np.ndarray) -> None:
        """Remember a solution that holds; of too many the first half are forgotten."""
        if self._size == len(self._solutions):
            kept = self._solutions[self._size // 2 :] if self._size >= SOLUTIONS else self._solutions
            self._solutions = np.concatenate([kept, np.zeros_like(kept)])
            self._size = len(kept)
        self._solutions[self._size] = solution
        self._size += 1
        np.minimum(self.least, solution, out=self.least)
        np.maximum(self.most, solution, out=self.most)

    def within(self, columns: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        """Let those solutions hold in which these columns lie between two limits."""
        part = self._solutions[: self._size, columns]
        holds = ((part >= low - EPSILON) & (part <= high + EPSILON)).all(axis=1)
        self.least = self._solutions[: self._size][holds].min(axis=0, initial=0)
        self.most = self._solutions[: self._size][holds].max(axis=0, initial=0)

    def width(self, column: int) -> float:
        return float(self.most[column] - self.least[column])


def _with_rows(moves: Moves, place: dict[int, int]) -> highspy.Highs:
    """A solver with the kept columns and with the rows that speak of them."""
    solver = quiet_solver()
    kept = list(place)
    solver.addVars(len(kept), -moves.down[kept], moves.up[kept])
    for columns, factors in moves.rows:
        inside = [(place[column], factor) for column, factor in zip(columns, factors, strict=True) if column in place]
        if inside:
            where, how = zip(*inside, strict=True)
            add_row(solver, 0, 0, where, how)
    return solver


def whole_solutions(moves: Moves, loose: np.ndarray, column: int) -> Iterator[np.ndarray]:
    """The solutions of whole persons in which a count is moved farthest up and down; none where it does not move.

    Raises SolverFailed when that cannot be settled.
    """
    kept = np.flatnonzero(loose > 0)
    place = {int(old): new for new, old in enumerate(kept)}
    if column not in place:
        return
    solver = _with_rows(moves, place)
    whole = np.flatnonzero(kept < moves.size).astype(np.int32)
    kinds = np.full(len(whole), highspy.HighsVarType.kInteger.value, np.uint8)
    solver.changeColsIntegrality(len(whole), whole, kinds)
    for sign in (1, -1):
        solver.changeColCost(place[column], -sign)
        solved(solver)
        solution = np.zeros(len(moves.down))
        solution[kept] = solver.getSolution().col_value
        solution[: moves.size] = solution[: moves.size].round()
        yield solution
