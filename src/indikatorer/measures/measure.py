"""What a measure is: a question with its card, and the tables in which it is reported.

A measure is a sentence: of whom (`of`), what is said of them (`value`), and by what they are broken down (`tables`). It
never mentions a year.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from indikatorer.base import swedish
from indikatorer.measures.dimensions import Dimension, Merge
from indikatorer.measures.population import Population
from indikatorer.measures.sensitivity import under
from indikatorer.measures.slices import in_each_rolling_year, in_each_year
from indikatorer.measures.values import Value


@dataclass(frozen=True)
class Table:
    """One published table of a measure. `of` gives its slices; `by` the dimensions that have a total, or what a model
    tells apart.

    `columns` gives the order of the dimensions, where the slices' own do not come first. `merge` says what it does when
    too much of it would be hidden; `merged` are the merges that have been made.
    """

    title: str
    of: Population
    by: tuple[Dimension, ...]
    value: Value
    columns: tuple[str, ...] = ()
    merge: Merge | None = None
    kalla: str = ""
    merged: tuple[Merge, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the dimensions that have a total."""
        return tuple(dimension.name for dimension in self.by)


@dataclass(frozen=True)
class Card:
    """What a reader must know about a measure, in Swedish. Every field is filled in; a test sees to it."""

    fraga: str
    definition: str
    population: str
    taljare: str
    namnare: str
    enhet: str
    kalla: str
    riktning: str
    sedan: str
    jamfor_inte_med: str
    osakerhet: str


@dataclass(frozen=True)
class Measure:
    """An indicator: its id in docs/definitions.md, its name, its card, and its tables by suffix.

    `title` is what the titles of its tables begin with. `internal` measures are computed and never published. `breaks`
    are the years from which its source is another, with the reason. `chapter` is the folder of `indicators/` that it is
    declared in; the registry knows it.
    """

    id: str
    name: str
    card: Card
    title: str
    tables: dict[str, Table]
    internal: bool = False
    breaks: Mapping[int, str] = field(default_factory=dict)
    chapter: str = ""

    def table_id(self, suffix: str) -> str:
        return f"{self.id}-{suffix}" if suffix else self.id


@dataclass(frozen=True)
class Breakdown:
    """A table of a measure as it is declared: by what, and what it has otherwise than its measure.

    `asked` makes of the question about the year another one: about each year, under other choices. `title` is given
    where it is not the measure's, followed by what it is broken down by; `kalla` where it rests on more than the
    measure's source.
    """

    by: tuple[Dimension, ...] = ()
    asked: Callable[[Population], Population] = lambda of: of
    title: str = ""
    of: Population | None = None
    value: Value | None = None
    columns: tuple[str, ...] = ()
    merge: Merge | None = None
    kalla: str = ""


def each_year(*by: Dimension, title: str = "") -> Breakdown:
    """A row per calendar year that the city's registers bear."""
    return Breakdown(by, in_each_year, title)


def each_rolling_year(*by: Dimension) -> Breakdown:
    """A row per twelve months that end with a month of the reported year."""
    return Breakdown(by, in_each_rolling_year)


def under_choices(
    choices: Mapping[str, Mapping[str, str | int]],
    *by: Dimension,
    title: str = "",
    value: Value | None = None,
) -> Breakdown:
    """A row as reported and one for each choice that was not made: name → the settings it is."""
    return Breakdown(by, lambda of: under(of, choices), title, value=value)


def titled(title: str, of: Population, by: tuple[Dimension, ...]) -> str:
    """A table's title, where nothing else is said: *Inskrivningstid efter jobbtorg och kön*."""
    words = swedish.listing([*of.words, *(dimension.in_titles for dimension in by)])
    return f"{title}{of.link if words else ''}{words}"


def measure(
    id: str,
    name: str,
    *,
    card: Card,
    tables: Mapping[str, tuple[Dimension, ...] | Breakdown],
    of: Population | None = None,
    value: Value | None = None,
    title: str = "",
    internal: bool = False,
    breaks: Mapping[int, str] | None = None,
) -> Measure:
    """Declare a measure: `of` whom, what (`value`), and by what.

    `tables` are suffix → the dimensions that a table is broken down by, or a breakdown that says more.

    Raises AssertionError for a table that neither itself nor its measure says this of.
    """

    def table(suffix: str, declared: tuple[Dimension, ...] | Breakdown) -> Table:
        one = declared if isinstance(declared, Breakdown) else Breakdown(declared)
        base, said = one.of or of, one.value or value
        assert base, f"{id}-{suffix}: of whom?"
        assert said, f"{id}-{suffix}: what is said of them?"
        asked = one.asked(base)
        named = one.title or titled(title or name, asked, one.by)
        return Table(named, asked, one.by, said, one.columns, one.merge, one.kalla or card.kalla)

    made = {suffix: table(suffix, declared) for suffix, declared in tables.items()}
    return Measure(id, name, card, title or name, made, internal, breaks or {})
