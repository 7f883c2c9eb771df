"""What a count counts: a population and the conditions its members meet. The same persons have the same name.

A condition is a dimension and a set of its values: *Övrigt* of five groups is a set of four reasons, *the others* is a
set too, and what is not said of a dimension is all of it. The set makes it plain which counts are parts of which.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

Population = tuple[str | int, ...]
Values = frozenset[str | int]
YES: Values = frozenset({"Ja"})
NO: Values = frozenset({"Nej"})
NOT = "inte"
"""Among the values of a condition: those who meet none of the others."""
TIME = "tid"
AS_PRINTED = "kolumn "
"""What the dimensions of a table that nobody has described begin with."""

ORSAKER = (
    "Arbete",
    "Subventionerat arbete",
    "Studier",
    "AF-program",
    "Flyttat",
    "Föräldraledig",
    "Övrigt",
    "Okänd",
)
"""Reasons of exit, the best first."""

STATUSAR = (
    "Etablerad",
    "Osäker ställning",
    "Svag ställning",
    "Utanför",
    "Högskolestuderande",
    "Övriga studerande",
    "Ej i registret",
)
UTFALL = ("Arbete", "Subventionerat arbete", "Studier", "Nytt Stockholmsjobb", "Annat", "Ej nådd")

_UNIVERSES: dict[str, Values] = {
    "orsak": frozenset(ORSAKER),
    "status": frozenset(STATUSAR),
    "utfall": frozenset(UTFALL),
    "stod": frozenset({"Ingen månad", "1–6 månader", "Fler än 6 månader", "Ej i månadsdata"}),
    "efter": frozenset({"Arbete", "Studier", "Varken", "Ej känt"}),
    "svar": frozenset({"Positivt", "Inte positivt", "Inget svar"}),
    "egen-alder": frozenset({"Under 25 år", "25–49 år", "50 år eller äldre"}),
    "nyanlända": frozenset({"folkbokföringen", "Paraplyet", "båda", "ingen"}),
    "ja": frozenset({"Ja", "Nej"}),
}
DATA_DRIVEN = frozenset(
    {"kon", "alder", "alder_slut", "jobbtorg", "stadsdel", "bakgrund", "utbildning", "typ", "kalla", "regi", "insats"}
    | {"grupp", "verksamhet", "skolform", "inskrivningstid", "tidigare", "bosatt", "stockholmsjobb", "studerat"}
)
"""Dimensions whose values are those that a table prints; what they sum to is said by the table."""


@cache
def universe(dimension: str) -> Values | None:
    """All values of a dimension, None where only the tables know them. *status 1* is one of the kind *status*."""
    if dimension in DATA_DRIVEN or dimension == TIME or dimension.startswith(AS_PRINTED):
        return None
    return _UNIVERSES.get(dimension.split(" ")[0], _UNIVERSES["ja"])


@dataclass(frozen=True, eq=False)
class Count:
    """Those of a population who meet every condition."""

    population: Population
    conditions: frozenset[tuple[str, Values]] = field(default=frozenset())

    @cached_property
    def _hash(self) -> int:
        return hash((self.population, self.conditions))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Count)
            and self._hash == other._hash
            and self.population == other.population
            and self.conditions == other.conditions
        )

    @cached_property
    def _by_dimension(self) -> dict[str, Values]:
        return dict(self.conditions)

    def value(self, dimension: str) -> Values | None:
        return self._by_dimension.get(dimension)

    @cached_property
    def dimensions(self) -> frozenset[str]:
        return frozenset(self._by_dimension)

    def having(self, conditions: Mapping[str, Values]) -> "Count":
        """The same with these conditions instead of what was said of their dimensions; all of a dimension is none."""
        met = {**self._by_dimension, **conditions}
        return Count(self.population, frozenset(item for item in met.items() if item[1] != universe(item[0])))

    def within(self, dimension: str, values: Values) -> "Count":
        """Those of them who have these values of a dimension of which nothing has been said."""
        if values == universe(dimension):
            return self
        return Count(self.population, self.conditions | {(dimension, values)})

    def without(self, *dimensions: str) -> "Count":
        return Count(self.population, frozenset(item for item in self.conditions if item[0] not in dimensions))

    def of(self, population: Population) -> "Count":
        return Count(population, self.conditions)

    def __str__(self) -> str:
        return self._name

    @cached_property
    def _name(self) -> str:
        said = [f"{name} {_listed(values)}" for name, values in sorted(self.conditions, key=lambda item: item[0])]
        return f"{' '.join(map(_word, self.population))} ({', '.join(said) or 'all'})"


def _listed(values: Iterable[str | int]) -> str:
    values = frozenset(values)
    ordered = sorted(values, key=str)
    if all(isinstance(value, int) for value in ordered):
        return f"{_word(ordered[0])}–{_word(ordered[-1])}"
    denied = f"{NOT} " if NOT in values else ""
    return denied + "+".join(str(value) for value in ordered if value != NOT)


def _word(part: str | int) -> str:
    return f"{part // 12}-{part % 12 + 1:02}" if isinstance(part, int) and part > 12 * 1900 else str(part)
