"""Who is counted: a population answers each question of a table with rows, and says what it is made of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from indikatorer.measures.cell import CellStatus
from indikatorer.measures.dimensions import Where
from indikatorer.measures.records import Records


@dataclass(frozen=True)
class Slice:
    """One question of a table: its labels in the sliced dimensions, and the rows that answer it.

    `status` is set when there is nothing to count. `response` is the share, in per cent, of those asked who have
    answered, of each sex and of all, where somebody was asked. `result` says who of them are the results of an `Index`.
    `units` has a row for each unit that a number counts, where `rows` are counts already. `in_both_registers` names the
    people where another register has them too, under keys that cannot be linked.
    """

    rows: Callable[[], pl.LazyFrame]
    labels: dict[str, str | int] = field(default_factory=dict)
    status: CellStatus = CellStatus.SHOWN
    response: Mapping[str, float] = field(default_factory=dict)
    result: Where | None = None
    units: Callable[[], pl.LazyFrame] | None = None
    in_both_registers: str = ""


Slices = Callable[[Records], Iterator[Slice]]


@dataclass(frozen=True)
class Population:
    """Those whom a question about the reported period is about: called with the records, it gives its slices.

    `needs` are the frames that they are made of, and columns of them without which nothing is known of anybody
    (`spells.jobbplan`). `person` is the column that tells persons apart where a row is
    something else than a person. `words` are the slices' own dimensions as titles have them, after `link`.
    """

    slices: Slices
    needs: tuple[str, ...] = ()
    person: str = ""
    words: tuple[str, ...] = ()
    link: str = " efter "

    def __call__(self, records: Records) -> Iterator[Slice]:
        return self.slices(records)


def population(
    *needs: str, person: str = "", words: tuple[str, ...] = (), link: str = " efter "
) -> Callable[[Slices], Population]:
    """Make a population of a function that gives slices."""
    return lambda slices: Population(slices, needs, person, words, link)
