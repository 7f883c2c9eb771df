"""A publication as one system of counts: the cells that are printed or can be worked out, and how they add up.

A count is identified by whom it counts, not by where it is printed: the same persons in two tables are one count, and
what is hidden in one table is hidden in the other. A coordinate is a column and the set of values it may have, so that
"arbete eller studier" is known to be the sum of three reasons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from indikatorer import vocabulary
from indikatorer.measures.measure import (
    Andel,
    AndelOchMedel,
    Antal,
    CellStatus,
    Fordelning,
    Index,
    Kvartil,
    Medel,
    MedelOchMedian,
    MedelPerDag,
    Summa,
    Where,
)
from indikatorer.measures.slices import rest
from indikatorer.tables.compute import ComputedTable
from indikatorer.vocabulary import SAMTLIGA

FEW = 5
"""A count of fewer persons than this is sensitive, whatever is counted (disclosure.md, policy)."""

Values = frozenset[object]
Coordinates = frozenset[tuple[str, Values]]


@dataclass(frozen=True)
class Count:
    """The persons of a population who have these values; no coordinates are the whole population."""

    population: str
    coordinates: Coordinates = frozenset()

    def narrowed(self, column: str, values: Values) -> "Count":
        return Count(self.population, self.coordinates | {(column, values)})


def _inverted(groups: dict[vocabulary.Avslutsorsak, str]) -> dict[str, Values]:
    return {group: frozenset(str(o) for o, g in groups.items() if g == group) for group in groups.values()}


GROUPINGS: dict[str, tuple[str, dict[str, Values]]] = {
    "orsaksgrupp": (
        "avslutsorsak",
        _inverted(vocabulary.ORSAKSGRUPPER) | _inverted(vocabulary.ORSAKSGRUPPER_AF_APART),
    ),
    "koladagrupp": ("avslutsorsak", _inverted(vocabulary.KOLADAGRUPPER)),
}
"""Columns whose labels stand for several values of another column."""


MEASURED_LATER = {
    "sjalvforsorjande",
    "oberoende",
    "aterkommit",
    "status_arbetsmarknad",
    "utfall",
    "kalla",
    "utan_bistand",
    "sjuk",
    "utanfor_samhallet",
}
"""Outcomes that the same people can have several of, one for each moment at which they are measured."""


def at_moment(column: str, moment: str) -> str:
    return f"{column} {moment}" if column in MEASURED_LATER else column


def coordinate(column: str, label: str, moment: str) -> tuple[str, Values]:
    """A label of a table as the column that it says something about, and the values that it stands for."""
    if column in GROUPINGS:
        base, groups = GROUPINGS[column]
        return base, groups[label]
    return at_moment(column, moment), frozenset([label])


@dataclass
class System:
    """`values`: every count with its size. `sums`: a total and the disjoint counts that make it up.

    `few`: counts of something else than persons, behind which there may be fewer persons than are shown.
    """

    values: dict[Count, int] = field(default_factory=dict)
    few: set[Count] = field(default_factory=set)
    sums: dict[tuple[Count, ...], None] = field(default_factory=dict)

    def add(self, count: Count, value: int) -> Count:
        known = self.values.setdefault(count, value)
        assert known == value, f"{count} is {known} in one table and {value} in another: the tables disagree"
        return count

    def add_sum(self, total: Count, parts: Iterable[Count]) -> None:
        self.sums.setdefault((total, *sorted(parts, key=order)))


def order(count: Count) -> tuple[str, list[tuple[str, list[str]]]]:
    """A fixed order of counts, whatever the order of tables: by population, then by coordinates."""
    return count.population, sorted((column, sorted(map(str, values))) for column, values in count.coordinates)


@dataclass(frozen=True)
class PrintedCell:
    """A row of a table and the counts that its numbers give away: hidden when one of them is hidden."""

    table: str
    row: int
    gives_away: tuple[Count, ...]


def build(tables: Iterable[ComputedTable]) -> tuple[System, list[PrintedCell]]:
    """The counts behind all tables together, and which of them each printed cell gives away."""
    system = System()
    printed: list[PrintedCell] = []
    wholes: dict[str, str] = {}
    partitions: dict[tuple[str, str], dict[str, None]] = {}
    for table in tables:
        printed += _add_table(system, table)
        for piece in table.slices:
            if piece.partition:
                partitions.setdefault((piece.whole, piece.partition), {})[piece.population] = None
            elif piece.whole:
                wholes[piece.population] = piece.whole
    _add_parts(system, wholes)
    _add_partitions(system, partitions)
    _add_groupings(system)
    return system, printed


def _add_table(system: System, table: ComputedTable) -> Iterator[PrintedCell]:
    names = [dimension.name for dimension in table.table.by]
    value = table.table.value
    labels: dict[int, dict[str, list[str]]] = {}
    found: dict[tuple[int, tuple[str, ...]], Count] = {}
    for row, cell in enumerate(table.cells.iter_rows(named=True)):
        piece = table.slices[cell["slice"]]
        if piece.status is not CellStatus.SHOWN:
            continue
        at = tuple(cell[name] for name in names)
        named = [(name, label) for name, label in zip(names, at, strict=True) if label != SAMTLIGA]
        count = Count(piece.population, frozenset(coordinate(name, label, piece.moment) for name, label in named))
        seen = labels.setdefault(cell["slice"], {name: [] for name in names})
        for name, label in named:
            if label not in seen[name]:
                seen[name].append(label)
        gives_away: tuple[Count, ...]
        match value:
            case Antal():
                gives_away = (system.add(count, int(cell["varde"])),)
            case Fordelning(over):
                if cell["matt"] == "antal":
                    gives_away = (system.add(count, int(cell["varde"])),)
                else:
                    base = Count(
                        piece.population,
                        frozenset(coordinate(n, lab, piece.moment) for n, lab in named if n != over.name),
                    )
                    gives_away = (system.add(count, cell["taljare"]), system.add(base, cell["namnare"]))
            case Andel(numerator):
                system.add(count, cell["namnare"])
                hits, misses = (count.narrowed(*outcome) for outcome in _outcomes(numerator, piece.moment))
                system.add(hits, cell["taljare"])
                system.add(misses, cell["namnare"] - cell["taljare"])
                system.add_sum(count, (hits, misses))
                gives_away = (hits, misses, count)
            case AndelOchMedel(Andel(numerator), Medel(column)):
                if cell["matt"] == "andel":
                    asked = count.narrowed(f"svar {numerator.column}", frozenset(["J"]))
                    hits, misses = (asked.narrowed(*outcome) for outcome in _outcomes(numerator, piece.moment))
                    system.add(asked, cell["namnare"])
                    system.add(hits, cell["taljare"])
                    system.add(misses, cell["namnare"] - cell["taljare"])
                    system.add_sum(asked, (hits, misses))
                    gives_away = (hits, misses, asked)
                else:
                    gives_away = (system.add(count.narrowed(f"svar {column}", frozenset(["J"])), cell["namnare"]),)
            case MedelOchMedian() | Medel() | Kvartil():
                gives_away = (system.add(count, cell["namnare"]),)
            case MedelPerDag():
                gives_away = (system.add(count.narrowed("under året", frozenset(["J"])), cell["personer"] or 0),)
            case Index():
                gives_away = (system.add(count.narrowed("resultat", frozenset(["J"])), cell["taljare"]),)
            case Summa():
                gives_away = ()
        if cell["personer"] is not None and 0 < cell["personer"] < FEW:
            system.few.add(min((c for c in gives_away if system.values[c] > 0), key=lambda c: system.values[c]))
        found[cell["slice"], at] = count
        also = tuple(Count(piece.variant_of, c.coordinates) for c in gives_away) if piece.variant_of else ()
        yield PrintedCell(table.id, row, gives_away + also)
    if isinstance(value, AndelOchMedel | MedelPerDag | Index | Summa):
        return
    for index, by_name in labels.items():
        _add_margins(system, found, index, names, by_name)
        if isinstance(value, Andel):
            for outcome in _outcomes(value.numerator, table.slices[index].moment):
                _add_margins(system, {at: c.narrowed(*outcome) for at, c in found.items()}, index, names, by_name)


def _outcomes(numerator: Where, moment: str) -> tuple[tuple[str, Values], tuple[str, Values]]:
    """The coordinates of those in the numerator of a share, and of the others."""
    column = at_moment(numerator.column, moment)
    values = [str(value) for value in numerator.values]
    return (column, frozenset(values)), (column, frozenset(f"inte {value}" for value in values))


def _add_margins(
    system: System,
    found: dict[tuple[int, tuple[str, ...]], Count],
    index: int,
    names: list[str],
    labels: dict[str, list[str]],
) -> None:
    """Every total of a table is the sum of its parts, along each dimension."""
    for position, name in enumerate(names):
        others = [[*labels[other], SAMTLIGA] if other != name else [SAMTLIGA] for other in names]
        for at in product(*others):
            parts = [found[index, (*at[:position], label, *at[position + 1 :])] for label in labels[name]]
            system.add_sum(found[index, at], parts)


def _add_parts(system: System, wholes: dict[str, str]) -> None:
    """A population that is part of another: the rest can be worked out, so it is a count as well."""
    for count in sorted(system.values, key=order):
        whole = Count(wholes.get(count.population, ""), count.coordinates)
        if whole in system.values:
            others = Count(rest(whole.population, count.population), count.coordinates)
            system.add(others, system.values[whole] - system.values[count])
            system.add_sum(whole, (count, others))


def _add_partitions(system: System, partitions: dict[tuple[str, str], dict[str, None]]) -> None:
    """A population divided without remainder is the sum of its parts, for each set of coordinates."""
    for (whole, _), parts in partitions.items():
        for count in sorted((c for c in system.values if c.population == whole), key=order):
            places = [Count(part, count.coordinates) for part in parts]
            if all(place in system.values for place in places):
                system.add_sum(count, places)


def _add_groupings(system: System) -> None:
    """A count of several values is the sum of the counts of each, where those are printed too."""
    for count in sorted(system.values, key=order):
        for column, values in count.coordinates:
            if len(values) > 1:
                kept = count.coordinates - {(column, values)}
                singles = [Count(count.population, kept | {(column, frozenset([value]))}) for value in values]
                if all(single in system.values for single in singles):
                    system.add_sum(count, singles)
