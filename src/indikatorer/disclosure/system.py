"""A publication as one system of counts: what is printed, what can be worked out, and how it adds up.

A count is identified by whom it counts, not by where it is printed: the same persons in two tables are one count. Every
table, hierarchy, group and share is a few more sums, so that no margin can be forgotten (Fischetti and Salazar 2001).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal


class Disagreement(Exception):
    """Counts that cannot all be true: the tables give different numbers of the same persons."""


Values = frozenset[object]
Coordinates = frozenset[tuple[str, Values]]

NOT = "inte "
"""Before each of the values of a coordinate: those who have none of them."""

Fate = Literal["shown", "hidden", "again"]
"""What a cell is when that has been settled already: published as shown or hidden, or printed again as it stood."""


def outside(values: Values) -> Values:
    """Everybody who has none of these values."""
    return frozenset(f"{NOT}{value}" for value in values)


@dataclass(frozen=True)
class Count:
    """The persons of a population who have these values; no coordinates are the whole population.

    A coordinate is a column and the set of values it may have, so that "arbete eller studier" is known to be three
    reasons together.
    """

    population: str
    coordinates: Coordinates = frozenset()

    def narrowed(self, column: str, values: Values) -> "Count":
        return Count(self.population, self.coordinates | {(column, values)})

    def __str__(self) -> str:
        named = (f"{column} {' eller '.join(values)}" for column, values in order(self)[1])
        return f"{self.population} ({', '.join(named) or 'alla'})"


@cache
def order(count: Count) -> tuple[str, list[tuple[str, list[str]]]]:
    """A fixed order of counts, whatever the order of tables: by population, then by coordinates."""
    return count.population, sorted((column, sorted(map(str, values))) for column, values in count.coordinates)


@dataclass(frozen=True)
class Statement:
    """What a rounded number says of the counts behind it: so many times each of them, together, is at least `least`."""

    terms: tuple[tuple[int, Count], ...]
    least: int

    @property
    def counts(self) -> tuple[Count, ...]:
        return tuple(count for _, count in self.terms)

    def knowing(self, count: Count, size: int) -> "Statement":
        """What is left to say of the one other count when one is known."""
        [(times, other)] = [term for term in self.terms if term[1] != count]
        rest = self.least - sum(factor * size for factor, known in self.terms if known == count)
        sign = 1 if times > 0 else -1
        return Statement(((sign, other),), -(-rest // abs(times)))

    def spare(self, sizes: Mapping[Count, int]) -> int:
        """How much more it comes to than it has to, with these sizes; they are impossible where this is negative."""
        return sum(times * sizes[count] for times, count in self.terms) - self.least


@dataclass(frozen=True)
class PrintedCell:
    """A row of a table: the counts that stand in it as numbers, and how much is lost when it is hidden.

    `states` is what its other numbers say of counts that do not stand in it, or not in it alone.

    `withheld` cells are hidden whatever happens to others, because they say too much in themselves. `settled` ones have
    been published already, shown or hidden, and stay as they are. `columns` says which count stands in which column;
    over fewer of what stands in `namnare` than `fewest` the number is not shown.
    """

    table: str
    row: int
    prints: tuple[Count, ...]
    weight: float = 1.0
    withheld: bool = False
    settled: Fate | None = None
    columns: tuple[tuple[str, Count], ...] = ()
    states: tuple[Statement, ...] = ()
    fewest: int = 0

    @property
    def tells_of(self) -> tuple[Count, ...]:
        """The counts that it prints, and those that it states something about."""
        return tuple(dict.fromkeys((*self.prints, *(count for stated in self.states for count in stated.counts))))


@dataclass
class System:
    """Every count with its true size, how counts add up, which cells print them, and which may not be known.

    `sums`: a total and the disjoint counts that make it up. `at_most`: a count and those that together are no fewer.
    `statements`: what everybody knows, whatever is hidden. `together`: counts that are hidden both or neither.
    `bounds`: what everybody knows of a count that is not shown, the least and the most it can be (None: no limit); left
    out, it is anything from zero. `sensitive`: how far apart two possible sizes of a count must lie. `rounded`: as what
    a count has been printed before, where counts are rounded. `amounts`: what counts neither persons nor anything that
    they have one of, such as days; it is never rounded. `parts`: a population → the one that it is a part of, and the
    column and values that make its members. `unseen`: counts that only persons make known, in one of the sizes that
    they can have. `unjoined`: populations whose tables may together be of no persons (`persons`).
    """

    values: dict[Count, int] = field(default_factory=dict)
    sums: dict[tuple[Count, ...], None] = field(default_factory=dict)
    at_most: dict[tuple[Count, ...], None] = field(default_factory=dict)
    statements: dict[Statement, None] = field(default_factory=dict)
    together: dict[tuple[Count, Count], None] = field(default_factory=dict)
    bounds: dict[Count, tuple[int, int | None]] = field(default_factory=dict)
    cells: list[PrintedCell] = field(default_factory=list)
    sensitive: dict[Count, int] = field(default_factory=dict)
    rounded: dict[Count, set[int]] = field(default_factory=dict)
    amounts: set[Count] = field(default_factory=set)
    parts: dict[str, tuple[str, str, Values]] = field(default_factory=dict)
    unseen: set[Count] = field(default_factory=set)
    unjoined: set[str] = field(default_factory=set)

    def add(self, count: Count, value: int) -> Count:
        known = self.values.setdefault(count, value)
        if known != value:
            raise Disagreement(f"{count} is {known} in one table and {value} in another: the tables disagree")
        return count

    def add_sum(self, total: Count, parts: Iterable[Count]) -> None:
        line = (total, *sorted(parts, key=order))
        assert len(set(line)) == len(line), f"{total}: a count stands twice in a sum"
        if self.values[total] != sum(self.values[part] for part in line[1:]):
            raise Disagreement(f"{total} is not the sum of its parts: the tables disagree")
        self.sums.setdefault(line)

    def add_at_most(self, lesser: Count, greater: Iterable[Count]) -> None:
        line = (lesser, *sorted(greater, key=order))
        if self.values[lesser] > sum(self.values[count] for count in line[1:]):
            raise Disagreement(f"{lesser} is more than its limit: the tables disagree")
        self.at_most.setdefault(line)

    def known_bounds(self, count: Count) -> tuple[int, int | None]:
        return self.bounds.get(count, (0, None))

    def is_known(self, count: Count) -> bool:
        """Whether everybody knows a count, whatever is hidden."""
        low, high = self.known_bounds(count)
        return low == high

    def relations(self) -> Iterator[tuple[Count, ...]]:
        """Counts that say something about each other; one that everybody knows connects nothing."""
        stated = (statement.counts for statement in self.statements)
        lines = (*self.sums, *self.at_most, *stated, *self.together, *(cell.tells_of for cell in self.cells))
        for line in lines:
            yield tuple(count for count in line if not self.is_known(count))

    def components(self) -> list["System"]:
        """The parts that say nothing about each other and have something sensitive in them, in a fixed order.

        What is sensitive and known already is in none of them: nothing that is hidden now would help.
        """
        parent = {count: count for count in self.values}

        def root(count: Count) -> Count:
            while parent[count] is not count:
                parent[count] = count = parent[parent[count]]
            return count

        for line in self.relations():
            for count in line[1:]:
                parent[root(count)] = root(line[0])
        found: dict[Count, System] = {}
        for count in sorted((count for count in self.sensitive if not self.is_known(count)), key=order):
            found.setdefault(root(count), System()).sensitive[count] = self.sensitive[count]

        def home(counts: Iterable[Count]) -> System:
            """Where a line belongs: with those of its counts that are not known to everybody."""
            return next((found[root(c)] for c in counts if not self.is_known(c) and root(c) in found), System())

        def take(part: System, counts: Iterable[Count]) -> None:
            for count in counts:
                part.values[count] = self.values[count]
                if count in self.bounds:
                    part.bounds[count] = self.bounds[count]

        for count in sorted(self.values, key=order):
            take(home([count]), [count])
        for line in sorted(self.sums, key=lambda line: [order(count) for count in line]):
            take(part := home(line), line)
            part.sums[line] = None
        for line in sorted(self.at_most, key=lambda line: [order(count) for count in line]):
            take(part := home(line), line)
            part.at_most[line] = None
        for pair in sorted(self.together, key=lambda pair: [order(count) for count in pair]):
            take(part := home(pair), pair)
            part.together[pair] = None
        for statement in sorted(self.statements, key=lambda stated: [*map(order, stated.counts), stated.terms[0][0]]):
            take(part := home(statement.counts), statement.counts)
            part.statements[statement] = None
        for cell in sorted(self.cells, key=lambda cell: (cell.table, cell.row)):
            take(part := home(cell.tells_of), cell.tells_of)
            part.cells.append(cell)
        return list(found.values())
