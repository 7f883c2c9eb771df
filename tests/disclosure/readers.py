"""What a reader of tables is told of whom, worked out from the persons themselves and not from any membership."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np
import polars as pl

from tests.disclosure.people import TOTAL, Counted, Person, table


@dataclass(frozen=True)
class Wanted:
    """A table that somebody thought of: some of the persons, by some labels, and perhaps how many of them have one.

    With `each`, a column that may have several labels, a person is counted once for each of them.
    """

    name: str
    by: tuple[str, ...]
    among: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hit: tuple[str, tuple[str, ...]] | None = None
    each: str = ""

    def has(self, person: Person) -> bool:
        return all(person[name] in labels for name, labels in self.among.items())

    def counted(self, persons: Sequence[Person]) -> Counted:
        rows = list(filter(self.has, persons))
        if self.each:
            rows = [{**one, self.each: label} for one in rows for label in one[self.each].split()]
        return table(self.name, rows, *self.by, hit=self.hit)

    def times(self, person: Person, having: Mapping[str, Sequence[str]]) -> int:
        """How often a person is in the number of those who have these labels."""
        if not all(person[name] in labels for name, labels in having.items() if name != self.each):
            return 0
        labels = person[self.each].split() if self.each else [""]
        return sum(label in having.get(self.each, labels) for label in labels)

    def numbers(self, cells: pl.DataFrame) -> Iterator[tuple[int, str, Mapping[str, Sequence[str]]]]:
        """The row and the column of each number, and what all those have who are in it."""
        for row, labels in enumerate(cells.select(self.by).rows(named=True) if self.by else [{}]):
            inside = [*self.among.items(), *((name, [label]) for name, label in labels.items() if label != TOTAL)]
            base = _together(inside)
            if self.hit is None:
                yield row, "varde", base
            else:
                yield row, "namnare", base
                yield row, "taljare", _together([*inside, self.hit])


def _together(conditions: Sequence[tuple[str, Sequence[str]]]) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for name, labels in conditions:
        found[name] = [label for label in labels if label in found.get(name, labels)]
    return found


@dataclass(frozen=True)
class Reading:
    """Kinds of persons who have all labels in common, and numbers of them: numbers × kinds, how often each is in it.

    `true` and `told` are the sizes, the latter NaN where no cell shows a number.
    """

    kinds: np.ndarray
    inside: np.ndarray
    true: np.ndarray
    told: np.ndarray
    places: Sequence[str]

    @classmethod
    def of(cls, persons: Sequence[Person], wanted: Sequence[Wanted], cells: Mapping[str, pl.DataFrame]) -> "Reading":
        names = [name for name in persons[0] if name != "person"]
        distinct, kinds = np.unique([[one[name] for name in names] for one in persons], axis=0, return_counts=True)
        found: dict[bytes, tuple[np.ndarray, float, str]] = {}
        for each in wanted:
            for row, column, having in each.numbers(cells[each.name]):
                inside = np.array(
                    [each.times(dict(zip(names, labels, strict=True)), having) for labels in distinct.tolist()], float
                )
                number = cells[each.name][column][row]
                before = found.get(inside.tobytes())
                if before is None or (number is not None and np.isnan(before[1])):
                    place = f"{each.name}, row {row + 1}, {column}"
                    found[inside.tobytes()] = inside, np.nan if number is None else float(number), place
        inside = np.array([one[0] for one in found.values()])
        told = np.array([one[1] for one in found.values()])
        return cls(kinds, inside, inside @ kinds, told, [one[2] for one in found.values()])

    @property
    def shown(self) -> np.ndarray:
        return ~np.isnan(self.told)

    def nested(self) -> Iterator[tuple[int, int]]:
        """Numbers of which the second has a part of the persons of the first."""
        for larger, smaller in permutations(range(len(self.true)), 2):
            if (self.inside[larger] >= self.inside[smaller]).all():
                yield larger, smaller

    def is_few(self, inside: np.ndarray) -> bool:
        return bool(0 < self.kinds[inside > 0].sum() < 5)

    def few(self) -> dict[str, np.ndarray]:
        """Who is in each number, and in each difference of nested numbers, that is of one to four persons."""
        found = {place: inside for place, inside in zip(self.places, self.inside, strict=True) if self.is_few(inside)}
        for larger, smaller in self.nested():
            more = self.inside[larger] - self.inside[smaller]
            if self.is_few(more):
                found[f"{self.places[larger]} without {self.places[smaller]}"] = more
        return found
