"""What a reader of tables is told of whom, worked out from the persons themselves and not from any membership."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np
import polars as pl

from tests.disclosure.people import TOTAL, Counted, Person, table


@dataclass(frozen=True)
class Wanted:
    """A table that somebody thought of: some of the persons, by some labels, and perhaps how many of them have one."""

    name: str
    by: tuple[str, ...]
    among: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hit: tuple[str, tuple[str, ...]] | None = None

    def has(self, person: Person) -> bool:
        return all(person[name] in labels for name, labels in self.among.items())

    def counted(self, persons: Sequence[Person]) -> Counted:
        return table(self.name, filter(self.has, persons), *self.by, hit=self.hit)

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
    """Kinds of persons who have all labels in common, and numbers of them: numbers × kinds, who is in each.

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
                    [all(one[names.index(name)] in of for name, of in having.items()) for one in distinct], float
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

    def few(self) -> dict[str, np.ndarray]:
        """Who is in each number, and in each difference of nested numbers, that is of one to four persons."""
        found = {
            place: one for place, one, size in zip(self.places, self.inside, self.true, strict=True) if 0 < size < 5
        }
        for larger, smaller in self.nested():
            if 0 < self.true[larger] - self.true[smaller] < 5:
                name = f"{self.places[larger]} without {self.places[smaller]}"
                found[name] = self.inside[larger] - self.inside[smaller]
        return found
