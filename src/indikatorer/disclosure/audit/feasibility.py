"""Other populations that agree with everything published, in which a number is another: how far a reader can be wrong.

A population is given by how many units have each pattern of membership. Two in which a number is as far apart as is
asked prove that it cannot be told more closely. They are sought near the true one, as the least change of the weights
in proportion to themselves, which is a system of equations; where that would take away more units than there are, those
are held, and again. Every population is checked against all that is published before it counts. Populations need not
be whole numbers of units: the interval that remains is that of linear programming.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csc_array, csr_array

from indikatorer.disclosure.audit.reader import Universe

TOLERANCE = 1e-6
ATTEMPTS = 8
HELD = 50
HOLDERS = 3
"""Work is bounded, never time, so that every machine finds the same; what is not proved counts as told too closely."""


@dataclass
class FeasiblePopulations:
    """The search in one universe. `independent` are shown numbers of which the other shown ones are sums.

    A hidden number that stands in some cell is at least 1: true zeros are shown.
    """

    universe: Universe
    independent: np.ndarray

    def __post_init__(self) -> None:
        self.weights = self.universe.weights.astype(float)
        self.fixed = csc_array(self.universe.members[:, self.independent], dtype=float)
        weighted = self.fixed.copy()
        weighted.data = weighted.data * self.weights[weighted.indices]
        self._factors = cho_factor((self.fixed.T @ weighted).toarray()) if self.independent.size else None
        sizes, shown = self.universe.sizes, self.universe.shown
        self.hidden = np.flatnonzero(~shown & (sizes > 0))
        self.least = 1 - sizes[self.hidden]
        self.loose = csr_array(csc_array(self.universe.members[:, self.hidden], dtype=float).T)

    def apart(self, target: np.ndarray, room: float, width: int) -> bool:
        """Whether two populations are found in which such a sum over patterns is so far apart.

        `room` is how far down it can be at all.
        """
        downs = [0.0, *np.arange(min(room, width), 0, -1)]
        return any(self._moves(target, width - down) and self._moves(-target, down) for down in downs)

    def holder(self, target: np.ndarray) -> int:
        """The shown number that holds such a sum most, of a few the smallest: without it a reader would know less."""
        along = self.fixed.T @ (self.weights * target)
        held = cho_solve(self._factors, along) * along
        most = np.argsort(-held, kind="stable")[:HOLDERS]
        return int(self.independent[most[np.argmin(self.universe.sizes[self.independent[most]])]])

    def allows(self, change: np.ndarray) -> bool:
        """Whether nothing that is published speaks against a population with so many units more of each pattern."""
        scale = max(1.0, float(np.abs(change).max(initial=0)))
        return bool(
            (change >= -self.weights - TOLERANCE * scale).all()
            and np.abs(self.fixed.T @ change).max(initial=0) <= 1e-4 * scale
            and (self.loose @ change >= self.least - 1e-4 * scale).all()
        )

    def _projected(self, columns: np.ndarray) -> np.ndarray:
        """What is left of sums over patterns once the shown numbers are held, in proportion to the weights."""
        if self._factors is None:
            return columns
        return columns - self.fixed @ cho_solve(self._factors, self.fixed.T @ (self.weights[:, None] * columns))

    def _moves(self, target: np.ndarray, far: float) -> bool:
        """Whether a population near the true one has this sum so much larger."""
        if not far:
            return True
        held = target[:, None]
        free = self._projected(held)
        values = np.array([far])
        for _ in range(ATTEMPTS):
            system = held.T @ (self.weights[:, None] * free)
            if np.linalg.matrix_rank(system, hermitian=True) < len(values):
                return False
            try:
                change = self.weights * (free @ np.linalg.solve(system, values))
            except np.linalg.LinAlgError:  # as good as of too low a rank
                return False
            if self.allows(change):
                return True
            gone = np.flatnonzero(change < -self.weights - TOLERANCE)[:HELD]
            low = np.flatnonzero(self.loose @ change < self.least - TOLERANCE)
            if not len(gone) + len(low):
                return False
            more = np.zeros((len(change), len(gone) + len(low)))
            more[gone, np.arange(len(gone))] = 1
            more[:, len(gone) :] = self.loose[low].toarray().T
            held, free = np.hstack([held, more]), np.hstack([free, self._projected(more)])
            values = np.concatenate([values, -self.weights[gone], self.least[low]])
        return False
