"""The persons behind the counts: what follows from there being persons, and from no sum of counts.

Three tables that each cross two of three columns can add up to numbers that no persons have. So the columns of a
population are joined in cliques (`cliques`): every count lies within one. Of each clique the full cross-classification
is in the system, as far as the tables lack it by counts that nobody prints, with the sums that tie it to the counts
within it and, by the columns that two cliques share, to the other cliques. Whole numbers that agree so far can be dealt
out to persons: clique by clique along the tree, those who are alike in what is shared are paired off in any way
(Vorob'ev 1962; Beeri, Fagin, Maier and Yannakakis 1983). A part of a population has its members told by a column.

Where a clique would have more than `CELLS` cells, columns are not joined and the population is `unjoined`: each table
is one of persons then, and all tables together may be of none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product
from math import prod

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from indikatorer.disclosure.cliques import Columns, cliques, separators
from indikatorer.disclosure.system import NOT, Coordinates, Count, Disagreement, System, Values, order

Line = tuple[Count, ...]
Place = Mapping[str, frozenset[int]]
"""Column → the classes of it that a count is about."""

CELLS = 5_000
OPTIMAL = 0


def add_persons(system: System, populations: Collection[str], nobody: Collection[Count] = ()) -> None:
    """Add the counts and sums without which a world of these populations might be one of no persons.

    Of `nobody` everybody knows that they are none. The counts that are new have sizes that agree with all others;
    which, if there are several, does not matter.

    Raises Disagreement when no persons can be behind the tables.
    """
    found: dict[str, dict[Count, Coordinates]] = {}
    for count in sorted(system.values.keys() - system.amounts, key=order):
        if count.population in populations:
            population, coordinates = _placed(count, system)
            found.setdefault(population, {})[count] = coordinates
    home = {count: population for population, counts in found.items() for count in counts}
    sums: dict[str, list[Line]] = {}
    for line in system.sums:
        if len(homes := {home.get(count, "") for count in line}) == 1:
            sums.setdefault(homes.pop(), []).append(line)
    for population, counts in found.items():
        sizes, places = _classified(counts)
        crossed = {frozenset(place) for place in places.values()}
        joined = cliques(crossed)
        if any(prod(sizes[column] for column in clique) > CELLS for clique in joined):
            system.unjoined.add(population)
            joined = sorted((one for one in crossed if not any(one < other for other in crossed)), key=sorted)
        lines = dict.fromkeys(_missing(population, joined, sizes, places, sums.get(population, ()), nobody))
        _add(system, population, list(lines))


def _placed(count: Count, system: System) -> tuple[str, Coordinates]:
    """The population that a count's is a part of in the end, and what is said of those whom it counts there."""
    population, said = count.population, set(count.coordinates)
    while population in system.parts:
        population, column, values = system.parts[population]
        said.add((column, values))
    return population, frozenset(said)


def _missing(
    population: str,
    joined: Collection[Columns],
    sizes: Mapping[str, int],
    places: Mapping[Count, Place],
    sums: Collection[Line],
    nobody: Collection[Count],
) -> Iterator[Line]:
    """The sums that a population lacks, of counts that it may lack too."""
    known = {frozenset(place.items()) for place in places.values()}
    shares: dict[Count, Place] = {}
    for shared in sorted(map(sorted, separators(joined))):
        for cell in product(*(range(sizes[column]) for column in shared)):
            place = {column: frozenset([one]) for column, one in zip(shared, cell, strict=True)}
            if frozenset(place.items()) not in known:
                shares[_unseen(population, place)] = place
    each = [
        _Clique(population, {column: sizes[column] for column in sorted(columns)}, {**places, **shares}, sums, nobody)
        for columns in joined
    ]
    needless = {count for count in shares if not any(clique.sets.get(count) for clique in each)}
    for clique in each:
        yield from clique.lines({*nobody, *needless})


def _unseen(population: str, place: Place) -> Count:
    named = ((column, frozenset[object](classes)) for column, classes in place.items())
    return Count(f"{population}, var för sig", frozenset(named))


def _classified(counts: Mapping[Count, Coordinates]) -> tuple[dict[str, int], dict[Count, Place]]:
    """How many classes each column has, and those that each count is about.

    Values that every count has together or not at all are one class; so are all that no count names.
    """
    sets: dict[str, dict[Values, None]] = {}
    for said in counts.values():
        for column, values in sorted(said, key=lambda one: (one[0], sorted(map(str, one[1])))):
            sets.setdefault(column, {})[values] = None
    sizes: dict[str, int] = {}
    classes: dict[tuple[str, Values], frozenset[int]] = {}
    for column, each in sets.items():
        named = sorted({str(value).removeprefix(NOT) for values in each for value in values})
        number: dict[tuple[bool, ...], int] = {}
        for value in (*named, None):
            number.setdefault(tuple(_has(values, value) for values in each), len(number))
        sizes[column] = len(number)
        for at, values in enumerate(each):
            classes[column, values] = frozenset(one for among, one in number.items() if among[at])
    places: dict[Count, Place] = {}
    for count, said in counts.items():
        place: dict[str, frozenset[int]] = {}
        for column, values in said:
            place[column] = place.get(column, classes[column, values]) & classes[column, values]
        places[count] = place
    return sizes, places


def _has(values: Values, value: str | None) -> bool:
    if all(str(one).startswith(NOT) for one in values):
        return f"{NOT}{value}" not in values
    return value in values


class _Clique:
    """The cross-classification of some columns: its cells as bits, and the counts as the sets of cells they are.

    A known sum says that nobody is in what its parts leave out of the total; such cells are left out.
    """

    def __init__(
        self,
        population: str,
        sizes: Mapping[str, int],
        places: Mapping[Count, Place],
        sums: Collection[Line],
        nobody: Collection[Count],
    ) -> None:
        self.population, self.columns = population, list(sizes)
        self.cells = list(product(*map(range, sizes.values())))
        having: dict[tuple[str, int], int] = {}
        for bit, cell in enumerate(self.cells):
            for one in zip(self.columns, cell, strict=True):
                having[one] = having.get(one, 0) | 1 << bit
        sets: dict[Count, int] = {}
        for count, place in places.items():
            if place.keys() <= sizes.keys():
                sets[count] = (1 << len(self.cells)) - 1
                for column, classes in place.items():
                    sets[count] &= _union(having[column, one] for one in classes)
        self.sums: dict[Count, list[Line]] = {}
        empty = _union(sets[count] for count in sets if count in nobody)
        for total, *parts in sums:
            if all(count in sets for count in (total, *parts)):
                inside = _union(sets[part] for part in parts)
                if sum(sets[part].bit_count() for part in parts) == inside.bit_count():
                    self.sums.setdefault(total, []).append(tuple(parts))
                    empty |= sets[total] & ~inside
        self.sets = {count: cells & ~empty for count, cells in sets.items()}

    def lines(self, nobody: Collection[Count]) -> Iterator[Line]:
        """The sums that make each count that of its cells, where the known sums do not."""
        cell_of: dict[int, Count] = {}
        for count, cells in self.sets.items():
            if cells.bit_count() == 1:
                cell_of.setdefault(cells, count)
        settled = {*cell_of.values(), *(count for count in self.sets if count in nobody)}
        waiting = sorted(self.sets.keys() - settled, key=lambda count: (self.sets[count].bit_count(), order(count)))
        while waiting:
            follows = {count for count in waiting if self._follows(count, settled)}
            if not follows:
                follows = {waiting[0]}
                yield waiting[0], *(self._at(cell, cell_of) for cell in _bits(self.sets[waiting[0]]))
            settled |= follows
            waiting = [count for count in waiting if count not in settled]

    def _follows(self, count: Count, settled: Collection[Count]) -> bool:
        return any(
            _union(self.sets[part] for part in parts) == self.sets[count] and all(part in settled for part in parts)
            for parts in self.sums.get(count, ())
        )

    def _at(self, cell: int, known: dict[int, Count]) -> Count:
        if cell not in known:
            at = self.cells[cell.bit_length() - 1]
            known[cell] = _unseen(
                self.population, {column: frozenset([one]) for column, one in zip(self.columns, at, strict=True)}
            )
        return known[cell]


def _union(sets: Iterable[int]) -> int:
    together = 0
    for one in sets:
        together |= one
    return together


def _bits(cells: int) -> Iterator[int]:
    while cells:
        yield cells & -cells
        cells &= cells - 1


def _add(system: System, population: str, lines: Collection[Line]) -> None:
    """Add sums, and the counts in them that are new, in sizes that the known counts allow."""
    new = dict.fromkeys(count for line in lines for count in line if count not in system.values)
    if new:
        index = {count: n for n, count in enumerate(new)}
        entries: list[tuple[int, int, int]] = []
        right: list[int] = []
        for row, (total, *parts) in enumerate(lines):
            signed = [(total, -1), *((part, 1) for part in parts)]
            entries += [(row, index[count], sign) for count, sign in signed if count in index]
            right.append(-sum(sign * system.values.get(count, 0) for count, sign in signed))
        rows, columns, signs = zip(*entries, strict=True)
        agree = LinearConstraint(csr_array((signs, (rows, columns)), (len(lines), len(new))), right, right)
        found = milp(np.zeros(len(new)), integrality=np.ones(len(new)), constraints=agree)
        if found.status != OPTIMAL:
            raise Disagreement(f"{population}: no persons can be behind its tables: {found.message}")
        for count, size in zip(new, found.x, strict=True):
            system.add(count, round(size))
            system.unseen.add(count)
    for total, *parts in lines:
        system.add_sum(total, parts)
