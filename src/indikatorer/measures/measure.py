"""What a measure is: a question with its card, and the tables in which it is reported.

A measure never mentions a year. A table says which persons are counted (`of`), by what they are broken down (`by`) and
what is said of them (`value`).
"""

from dataclasses import dataclass, field

from indikatorer.measures.dimensions import Dimension, Merge
from indikatorer.measures.population import Slices
from indikatorer.measures.values import Value


@dataclass(frozen=True)
class Table:
    """One published table of a measure. `of` gives its slices; `by` the dimensions that have a total, or what a model
    tells apart.

    `person` is the column that tells persons apart where a row is something else than a person. `needs` are the frames
    that the table needs beside those of its measure. `columns` gives the order of the dimensions, where the slices'
    own do not come first. `merge` says what it does when too much of it would be hidden; `merged` are the merges that
    have been made.
    """

    title: str
    of: Slices
    by: tuple[Dimension, ...]
    value: Value
    person: str = ""
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    merge: Merge | None = None
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
    """An indicator: its id in docs/definitions.md, its name, its card, the delivered files it needs, and its tables by
    suffix.

    `internal` measures are computed and never published. `breaks` are the years from which its source is another, with
    the reason.
    """

    id: str
    name: str
    card: Card
    needs: tuple[str, ...]
    tables: dict[str, Table]
    internal: bool = False
    breaks: dict[int, str] = field(default_factory=dict)

    def table_id(self, suffix: str) -> str:
        return f"{self.id}-{suffix}" if suffix else self.id
