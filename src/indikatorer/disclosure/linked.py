"""What populations say about each other: parts and the rest, persons and spells, months and years, two registers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from indikatorer.disclosure.groups import add_groups_of_linked
from indikatorer.disclosure.system import Count, System, order
from indikatorer.measures.slices import rest

NAMED = re.compile(r"(?P<name>.+) (?P<first>\d{4}-\d{2})–(?P<last>\d{4}-\d{2})")
"""The name of a population with the months that it covers, as `measures.slices` writes it."""

PERSONS_OF_SPELLS = {
    "inskrivningar": "inskrivna",
    "inskrivningar: Inskrivna vid månadens slut": "inskrivna: Inskrivna vid månadens slut",
    "inskrivningar: Nyinskrivna": "inskrivna: Nyinskrivna",
    "inskrivningar: Nyinskrivna första gången": "inskrivna: Nyinskrivna första gången",
    "inskrivningar: Avslutade": "avslutade",
    "inskrivningar: Avslutade exkl. återremitterade": "avslutade exkl. återremitterade",
}
"""Populations of spells and of the persons who have them: every person has at least one."""

AT_SCB = {"avslutade hos SCB": "avslutade exkl. återremitterade"}
"""SCB's population and the city's own: the same people, apart from those whom SCB does not know."""

STABLE = frozenset(["kon"])
"""What is said of a person alike in every period, so that those of a month are among those of the year."""

FLOWS = frozenset(PERSONS_OF_SPELLS.values())


NOT_IN_PART = {"avslutade exkl. återremitterade": frozenset(["Återremitterad"])}
"""Values that nobody in a part of a population has."""


def add_linked_populations(
    system: System, wholes: Sequence[tuple[str, str]], partitions: Sequence[tuple[str, Sequence[str]]]
) -> None:
    """Add what follows from who is in several populations.

    `wholes` are pairs of a population and one that it is a part of; `partitions` populations with all their parts.
    """
    never = {part: NOT_IN_PART[name] for part, _ in wholes if (name := _name(part)) in NOT_IN_PART}
    add_groups_of_linked(system, [*wholes, *_told_elsewhere(system, {**PERSONS_OF_SPELLS, **AT_SCB})], never)
    _add_rests(system, wholes)
    _add_partitions(system, partitions)
    _add_spells(system)
    _add_registers(system)
    _add_periods(system)


def _add_rests(system: System, wholes: Sequence[tuple[str, str]]) -> None:
    """A population that is part of another: the rest can be worked out, so it is a count as well."""
    of = _by_population(system)
    for part, population in wholes:
        for count in of.get(part, ()):
            whole = Count(population, count.coordinates)
            if whole in system.values:
                others = Count(rest(whole.population, count.population), count.coordinates)
                system.add(others, system.values[whole] - system.values[count])
                system.add_sum(whole, (count, others))


def _add_partitions(system: System, partitions: Sequence[tuple[str, Sequence[str]]]) -> None:
    """A population divided without remainder is the sum of its parts, for each set of coordinates."""
    of = _by_population(system)
    for whole, parts in partitions:
        for count in of.get(whole, ()):
            places = [Count(part, count.coordinates) for part in parts]
            if all(place in system.values for place in places):
                system.add_sum(count, places)


def _by_population(system: System) -> dict[str, list[Count]]:
    found: dict[str, list[Count]] = {}
    for count in sorted(system.values, key=order):
        found.setdefault(count.population, []).append(count)
    return found


def _name(population: str) -> str:
    named = NAMED.fullmatch(population)
    return named["name"] if named else population


def _elsewhere(system: System, names: Mapping[str, str]) -> Iterator[tuple[Count, Count]]:
    """Counts of one population with the same ones of another, by the names of both."""
    others = dict(_told_elsewhere(system, names))
    for count in sorted(system.values, key=order):
        other = Count(others.get(count.population, ""), count.coordinates)
        if other in system.values:
            yield count, other


def _told_elsewhere(system: System, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Populations with those of the same months, by the names of both."""
    for population in sorted({count.population for count in system.values}):
        named = NAMED.fullmatch(population)
        if named and named["name"] in names:
            yield population, f"{names[named['name']]} {named['first']}–{named['last']}"


def _add_spells(system: System) -> None:
    """Spells are persons and, for some of them, one more: those can be few and are a count of their own."""
    for spells, persons in list(_elsewhere(system, PERSONS_OF_SPELLS)):
        extra = Count(f"fler än en av {spells.population}", spells.coordinates)
        system.add(extra, system.values[spells] - system.values[persons])
        system.add_sum(spells, (persons, extra))


def _add_registers(system: System) -> None:
    """What is hidden of one register is hidden of both; SCB knows no more exits than the city, unless they disagree."""
    for at_scb, in_the_city in list(_elsewhere(system, AT_SCB)):
        system.together[at_scb, in_the_city] = None
        if system.values[at_scb] <= system.values[in_the_city]:
            system.add_at_most(at_scb, [in_the_city])


def _add_periods(system: System) -> None:
    """Those of a month are among those of every longer period around it, which has no more than its months together."""
    periods: dict[tuple[str, frozenset[object]], dict[tuple[str, str], Count]] = {}
    for count in sorted(system.values, key=order):
        named = NAMED.fullmatch(count.population)
        if named and named["name"] in FLOWS and {column for column, _ in count.coordinates} <= STABLE:
            same = periods.setdefault((named["name"], count.coordinates), {})
            same[named["first"], named["last"]] = count
    for counts in periods.values():
        months = {first: count for (first, last), count in counts.items() if first == last}
        longer = {window: count for window, count in counts.items() if window[0] != window[1]}
        for (first, last), whole in longer.items():
            for month, part in months.items():
                if first <= month <= last:
                    system.add_at_most(part, [whole])
            covered = [part for month, part in months.items() if first <= month <= last]
            if len(covered) == _length(first, last):
                system.add_at_most(whole, covered)


def _length(first: str, last: str) -> int:
    (year, month), (last_year, last_month) = (map(int, day.split("-")) for day in (first, last))
    return 12 * (last_year - year) + last_month - month + 1
