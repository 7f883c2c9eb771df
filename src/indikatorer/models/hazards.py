"""The chance, month by month, of beginning each type of job: a pooled logit of all months enrolled, one for each type.

Months of a person that differ in nothing that the logit knows are one row with a number of months. A bootstrap draw is
a number of times that each person counts, and begins from the fit to everybody: so five hundred of them are cheap.
"""

from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from scipy import linalg
from scipy.sparse import coo_array

from indikatorer.models.sample import NONE, Floats, Integers, Sample

WAITS = np.array([0, 1, 2, 3, 4, 6, 9, 12, 18, 24, 36, 48, 60])
AGES = np.array([0, 18, 20, 25, 30, 31, 40, 50, 60, 64])
"""Where a new group of months since the enrolment, and of ages reached in the year, begins."""

FEWEST_STARTS = 10
"""Neighbouring groups, and quarters, are joined until so many have begun a job in each of them."""

PENALTY_OF_TRAITS, PENALTY_OF_TIME = 1.0, 0.001
"""Ridge on coefficients of traits of spread one, and on those of groups: enough to keep them finite."""

CLOSE_ENOUGH = 0.01
"""A fit has converged when no coefficient is further than this share of its standard error from the solution."""
MOST_STEPS = 60


@dataclass(frozen=True)
class Rows:
    """Months enrolled, those alike of a person as one row; persons in order, their months in order.

    `of_month` is the row of each month, `first_month` where each person's months begin.
    """

    person: Integers
    codes: Integers
    """Group of wait, quarter and group of age of each row."""
    months: Floats
    of_month: Integers
    wait: Integers
    """Months since the enrolment, by month."""
    first_month: Integers

    @classmethod
    def of(cls, sample: Sample) -> Self:
        length = sample.last + 1
        person = np.repeat(np.arange(len(sample)), length)
        first_month = np.cumsum(length) - length
        wait = np.arange(len(person)) - first_month[person]
        calendar = sample.entered[person] + wait
        # After the longest wait of all nobody has begun: those months are a group of their own, where nobody can.
        longest = sample.last[sample.typ != NONE].max(initial=0)
        edges = np.append(WAITS[longest >= WAITS], longest + 1)
        age = sample.age[person] + calendar // 12 - sample.entered[person] // 12
        codes = np.column_stack(
            [
                np.searchsorted(edges, wait, side="right") - 1,
                calendar // 3 - sample.entered.min() // 3,
                np.searchsorted(AGES, age, side="right") - 1,
            ]
        )
        begins = np.append(True, (np.diff(person) != 0) | (np.diff(codes, axis=0) != 0).any(axis=1))
        row = np.cumsum(begins) - 1
        return cls(person[begins], codes[begins], np.bincount(row).astype(np.float64), row, wait, first_month)

    @property
    def last_of_person(self) -> Integers:
        """The row of each person's last month, in which the job begins if one does."""
        ends = np.append(self.first_month[1:], len(self.wait)) - 1
        return self.of_month[ends]


@dataclass(frozen=True)
class Hazard:
    """The logit of one type: its rows at risk, its groups, and the fit to everybody.

    A group of waits, quarters or ages in which nobody has begun has the chance zero, and no coefficient.
    """

    at_risk: Integers
    """Rows."""
    person: Integers
    """Persons with such rows."""
    scaled: Floats
    months: Floats
    began: Floats
    """Whether the job begins in the row's last month."""
    place: Integers
    """Of each row: the place of its person among `person`."""
    first_row: Integers
    cell: Integers
    """Of each row: its combination of groups."""
    groups: Floats
    """Combinations by coefficients, one where a group belongs to the combination."""
    fitted: Floats = field(default_factory=lambda: np.zeros(0))
    scale: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    """The coefficients' standard errors and how they go together: a root of the inverse of the information."""

    @classmethod
    def of(cls, sample: Sample, rows: Rows, typ: int) -> Self | None:
        """None where nobody begins a job of the type."""
        starters = np.flatnonzero(sample.typ == typ)
        if not len(starters):
            return None
        began = np.zeros(len(rows.person))
        began[rows.last_of_person[starters]] = 1.0
        joined = [_joined(codes, began) for codes in rows.codes.T]
        group = np.column_stack([groups[codes] for groups, codes in zip(joined, rows.codes.T, strict=True)])
        at_risk = np.flatnonzero((group != NONE).all(axis=1))
        sizes = [int(groups.max()) + 1 for groups in joined]
        coefficient = group[at_risk] + np.cumsum([0, *sizes[:-1]])
        combinations, cell = np.unique(coefficient, axis=0, return_inverse=True)
        membership = np.zeros((len(combinations), sum(sizes)))
        np.put_along_axis(membership, combinations, 1.0, axis=1)
        persons, first_row, place = np.unique(rows.person[at_risk], return_index=True, return_inverse=True)
        return cls(
            at_risk,
            persons,
            sample.scaled[persons],
            rows.months[at_risk],
            began[at_risk],
            place,
            first_row,
            cell.ravel(),
            membership,
        )._fitted_to_everybody()

    def chances(self, coefficients: Floats) -> Floats:
        """Of each row at risk: the chance of beginning in one of its months."""
        traits = self.scaled.shape[1]
        odds = np.exp(self.scaled @ coefficients[:traits])[self.place]
        odds *= np.exp(self.groups @ coefficients[traits:])[self.cell]
        return odds / (1 + odds)

    def draw(self, times: Floats) -> Floats:
        """The coefficients when each person of the sample counts so many times."""
        months = times[self.person][self.place] * self.months
        began = self._totals(times[self.person][self.place] * self.began)
        moved = np.zeros(len(self.fitted))
        stepped, slope = moved, np.zeros_like(moved)
        for step in range(MOST_STEPS):
            coefficients = self.fitted + self.scale @ moved
            excess = self._totals(months * self.chances(coefficients)) - began + self._penalty() * coefficients
            steepness = self.scale.T @ excess
            if np.abs(steepness).max() < CLOSE_ENOUGH:
                break
            # The root of the information makes the problem nearly round; the step length is Barzilai and Borwein's.
            change, bend = moved - stepped, steepness - slope
            length = 1.0 if step == 0 else float(change @ change) / max(float(change @ bend), 1e-12)
            stepped, slope = moved, steepness
            moved = moved - min(max(length, 0.1), 3.0) * steepness
        return coefficients

    def _totals(self, by_row: Floats) -> Floats:
        """Sums of something said of rows, weighted with each column of the design."""
        by_person = np.add.reduceat(by_row, self.first_row)
        by_cell = np.bincount(self.cell, by_row, minlength=len(self.groups))
        return np.concatenate([self.scaled.T @ by_person, self.groups.T @ by_cell])

    def _information(self, by_row: Floats) -> Floats:
        """The columns of the design times each other, weighted by row; without the design, which has a row for each."""
        traits = self.scaled.T @ (self.scaled * np.add.reduceat(by_row, self.first_row)[:, None])
        cells = np.bincount(self.cell, by_row, minlength=len(self.groups))
        groups = self.groups.T @ (self.groups * cells[:, None])
        shape = (len(self.groups), len(self.person))
        both = self.groups.T @ (coo_array((by_row, (self.cell, self.place)), shape).tocsr() @ self.scaled)
        return np.block([[traits, both.T], [both, groups]])

    def _penalty(self) -> Floats:
        penalty = np.full(self.scaled.shape[1] + self.groups.shape[1], PENALTY_OF_TIME)
        penalty[: self.scaled.shape[1]] = PENALTY_OF_TRAITS
        return penalty

    def _fitted_to_everybody(self) -> Self:
        """Newton's method with the whole information, halving steps that overshoot."""
        waits = self.groups.shape[1]
        coefficients = np.concatenate(
            [np.zeros(self.scaled.shape[1]), np.full(waits, np.log(self.began.sum() / self.months.sum()) / 3)]
        )
        penalty = self._penalty()
        began = self._totals(self.began)
        for _ in range(MOST_STEPS):
            chance = self.chances(coefficients)
            excess = self._totals(self.months * chance) - began + penalty * coefficients
            information = self._information(self.months * chance * (1 - chance)) + np.diag(penalty)
            step = linalg.cho_solve(linalg.cho_factor(information), excess)
            coefficients = coefficients - step / max(1.0, float(np.abs(step).max()))
            if np.abs(step).max() < 1e-9:
                break
        root = linalg.cholesky(information, lower=True)
        scale = linalg.solve_triangular(root, np.eye(len(root)), lower=True).T
        return replace(self, fitted=coefficients, scale=scale)


def _joined(codes: Integers, began: Floats) -> Integers:
    """Group → place among the joined ones in which enough have begun; NONE where nobody has."""
    starts = np.bincount(codes, began)
    joined = np.full(len(starts), NONE)
    number, gathered = 0, 0.0
    for code in np.flatnonzero(starts):
        if gathered >= FEWEST_STARTS:
            number, gathered = number + 1, 0.0
        joined[code] = number
        gathered += starts[code]
    if number and gathered < FEWEST_STARTS:
        joined[joined == number] = number - 1
    return joined


@dataclass(frozen=True)
class Hazards:
    """The logits of all types, None for a type that nobody begins."""

    rows: Rows
    by_type: tuple[Hazard | None, ...]

    @classmethod
    def of(cls, sample: Sample) -> Self:
        rows = Rows.of(sample)
        return cls(rows, tuple(Hazard.of(sample, rows, typ) for typ in range(len(sample.types))))

    def chances(self, times: Floats | None = None) -> Floats:
        """By type and row: the chance of beginning in a month. `times` is how often each person counts."""
        found = np.zeros((len(self.by_type), len(self.rows.person)))
        for chances, hazard in zip(found, self.by_type, strict=True):
            if hazard is not None:
                chances[hazard.at_risk] = hazard.chances(hazard.fitted if times is None else hazard.draw(times))
        return found
