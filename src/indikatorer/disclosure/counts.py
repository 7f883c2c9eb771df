"""From computed tables to the system of counts behind them: what each cell prints and how all of it adds up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from indikatorer.disclosure.earlier import NOTHING_EARLIER, Earlier, recall
from indikatorer.disclosure.groups import add_groupings, add_groups_of_linked
from indikatorer.disclosure.linked import add_linked_populations
from indikatorer.disclosure.persons import add_persons
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.ratios import sums_of
from indikatorer.disclosure.reading import GROUPINGS, Reading
from indikatorer.disclosure.system import Count, Fate, System, order, outside
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.measure import Fordelning, Slice
from indikatorer.measures.slices import rest


def build(
    tables: Sequence[ComputedTable],
    policy: Policy,
    fates: Mapping[str, Sequence[Fate | None]] = MappingProxyType({}),
    earlier: Earlier = NOTHING_EARLIER,
) -> System:
    """The counts behind all tables together, the cells that print them, and which of them are sensitive.

    `fates`: table id → what is settled of each of its cells, in tables that have been published, in part or wholly.
    `earlier`: what other editions have said.

    Raises Disagreement when two tables give different numbers of the same persons.
    """
    reading = read(tables, policy, fates, earlier)
    if not policy.rounds:
        join_people(reading)
    reading.judge()
    reading.system.sensitive |= {} if policy.rounds else earlier.lost
    return reading.system


def read(
    tables: Sequence[ComputedTable],
    policy: Policy,
    fates: Mapping[str, Sequence[Fate | None]] = MappingProxyType({}),
    earlier: Earlier = NOTHING_EARLIER,
) -> Reading:
    """All tables as they are read together, before it is said what may not be known. Arguments as in `build`."""
    reading = Reading(policy, breakdowns={name for table in tables for name in _breakdown(table)})
    for table in tables:
        reading.cells_of(table, fates.get(table.id))
    if earlier.standing and not policy.rounds:
        reading.join(earlier.standing)
    _link(reading.system, reading.slices, reading.steps)
    add_groupings(reading.system)
    recall(earlier, reading)
    return reading


def join_people(reading: Reading) -> None:
    """Add what follows from there being persons behind all tables. Raises Disagreement when there can be none."""
    people = {piece.population for piece in reading.slices} | reading.system.parts.keys()
    add_persons(reading.system, people, reading.noughts())


def related(people: Collection[str], pieces: Sequence[Slice]) -> set[str]:
    """The populations of slices that can be compared with these people: parts and wholes of them, and of those again.

    They are linked as their counts are, every one taken for nought.
    """
    system = System({Count(piece.population): 0 for piece in pieces})
    _link(system, pieces)
    system.sensitive = dict.fromkeys(system.values, 1)
    parts = [{count.population for count in part.values} for part in system.components()]
    return {name for part in parts if not part.isdisjoint(people) for name in part}


def _link(system: System, pieces: Sequence[Slice], of_columns: Iterable[str] = ()) -> None:
    """Add what populations say about each other, from the slices that they are counted in.

    `of_columns`: those whose sums are counts of the system too.
    """
    wholes: dict[tuple[str, str], None] = {}
    variants: dict[str, str] = {}
    partitions: dict[tuple[str, str], dict[str, None]] = {}
    for piece in pieces:
        _place(system, piece)
        if piece.variant_of:
            variants[piece.population] = piece.variant_of
        if piece.partition:
            partitions.setdefault((piece.whole, piece.partition), {})[piece.population] = None
        elif piece.whole:
            wholes[piece.population, piece.whole] = None
    add_groups_of_linked(system, variants.items())
    _add_variants(system, variants)
    of_sums = [(sums_of(column, part), sums_of(column, whole)) for column in of_columns for part, whole in wholes]
    parts_of = [(whole, list(parts)) for (whole, _), parts in partitions.items()]
    add_linked_populations(system, [*wholes, *of_sums], parts_of)


def _breakdown(table: ComputedTable) -> list[str]:
    """The columns by which a table describes people, other than what it says of them."""
    over = table.table.value.over.name if isinstance(table.table.value, Fordelning) else ""
    return [GROUPINGS.get(d.name, (d.name,))[0] for d in table.table.by if d.name != over]


def _place(system: System, piece: Slice) -> None:
    """Say what makes people members of a part of a population, and what the others are."""
    if piece.whole:
        column = f"{piece.whole}: {piece.partition}" if piece.partition else piece.population
        values = frozenset[object]([piece.population])
        if piece.among:
            column, values = piece.among.column, frozenset(map(str, piece.among.values))
        system.parts.setdefault(piece.population, (piece.whole, column, values))
        system.parts.setdefault(rest(piece.whole, piece.population), (piece.whole, column, outside(values)))


def _add_variants(system: System, variants: Mapping[str, str]) -> None:
    """Two ways of counting the same people are hidden both or neither: the one is nearly the other."""
    for count in sorted(system.values, key=order):
        as_reported = Count(variants.get(count.population, ""), count.coordinates)
        if as_reported in system.values:
            system.together[count, as_reported] = None
