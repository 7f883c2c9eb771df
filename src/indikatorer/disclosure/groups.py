"""Values told together: a group is the sum of its parts wherever it is printed, and in linked populations alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType

from indikatorer.disclosure.system import Coordinates, Count, System, Values, order

Place = tuple[str, Coordinates, str]
"""A population, what else is known of the people, and the column by which they are told apart."""

NOTHING: Mapping[str, Values] = MappingProxyType({})


def add_groupings(system: System) -> None:
    """A count of several values is the sum of counts of fewer, where those are in the system.

    What two divisions of everybody say that differ in nothing else is not said again, nor anything of those outside a
    population and the like, whom no table divides: for them it follows.
    """
    divisions = _divisions(system)
    everybody: dict[Count, list[set[Count]]] = {}
    for total, *parts in system.sums:
        everybody.setdefault(total, []).append(set(parts))
    for count in sorted(system.values, key=order):
        for place, values in _groups(count):
            ways = everybody.get(Count(*place[:2]), [])
            others = [way - {count} for way in ways if count in way]
            for division in _divided(values, divisions[place] - {values}):
                parts = [_at(place, part) for part in division]
                follows = not ways or any(way.issuperset(parts) and way - set(parts) in others for way in ways)
                if len(parts) == len(values) or not follows:
                    system.add_sum(count, parts)


def add_groups_of_linked(
    system: System, linked: Iterable[tuple[str, str]], never: Mapping[str, Values] = NOTHING
) -> None:
    """Where one of two linked populations is told by a group of values and the other by its parts, both have the group.

    `never` has values that nobody in a population has.
    """
    divisions = _divisions(system)
    of: dict[str, list[Count]] = {}
    for count in sorted(system.values, key=order):
        of.setdefault(count.population, []).append(count)
    for one, other in dict.fromkeys(pair for a, b in linked for pair in ((a, b), (b, a))):
        for count in of.get(one, ()):
            there = Count(other, count.coordinates)
            for (_, kept, column), values in _groups(count):
                place = (other, kept, column)
                ways = _divided(values - never.get(other, frozenset()), divisions.get(place, frozenset()))
                if there not in system.values and ways:
                    parts = [_at(place, part) for part in ways[0]]
                    system.add(there, sum(system.values[part] for part in parts))
                    system.add_sum(there, parts)


def _divided(values: Values, found: Set[Values]) -> list[list[Values]]:
    """How a set is put together of the smallest of those found; of single values alone where they are all there."""
    singles = [frozenset([value]) for value in sorted(values, key=str)]
    if all(single in found for single in singles):
        return [singles]
    within = {part for part in found if part <= values}
    smallest = [part for part in within if not _divided(part, within - {part})]
    return list(_covers(values, sorted(smallest, key=lambda part: sorted(map(str, part)))))


def _covers(values: Values, parts: Sequence[Values]) -> Iterator[list[Values]]:
    if not values:
        yield []
        return
    first = min(values, key=str)
    for part in parts:
        if first in part and part <= values:
            for rest in _covers(values - part, parts):
                yield [part, *rest]


def _groups(count: Count) -> Iterator[tuple[Place, Values]]:
    """The columns of which a count has several values, each with its place."""
    for column, values in sorted(count.coordinates, key=lambda one: one[0]):
        if len(values) > 1:
            yield (count.population, count.coordinates - {(column, values)}, column), values


def _at(place: Place, values: Values) -> Count:
    population, kept, column = place
    return Count(population, kept | {(column, values)})


def _divisions(system: System) -> dict[Place, set[Values]]:
    """Place → the sets of values of which there are counts."""
    found: dict[Place, set[Values]] = {}
    for count in system.values:
        for column, values in count.coordinates:
            found.setdefault((count.population, count.coordinates - {(column, values)}, column), set()).add(values)
    return found
