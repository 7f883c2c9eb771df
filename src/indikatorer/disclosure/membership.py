"""Who is in each printed count: what protection and audit know of how tables hang together, and all that they know.

It is written beside the cells by the step that counts them, from the very rows that were counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import polars as pl
from scipy.sparse import csr_array

TOTAL = "Samtliga"
"""The label of everybody in a dimension."""


class NotCounted(Exception):
    """A table's numbers are not those of the units that are said to be behind them, or nobody is said to be."""


class CountedTable(Protocol):
    """A table before protection, as far as disclosure control has to know it.

    `cells` has the dimensions as text, then `matt`, `taljare`, `namnare`, `varde`, `ki_nedre`, `ki_ovre`, `enhet`,
    `status` and `personer`, one row per cell. In a table that is `modelled`, and not counted, `personer` are the fewest
    persons behind any level that a cell is about. `members` say who is in each number.
    """

    @property
    def id(self) -> str: ...
    @property
    def dimensions(self) -> Sequence[str]: ...
    @property
    def cells(self) -> pl.DataFrame: ...
    @property
    def modelled(self) -> bool: ...
    @property
    def members(self) -> Sequence["Membership"]: ...

    def worked_out(self, cells: pl.DataFrame) -> pl.DataFrame:
        """These cells with what follows from the counts in them worked out anew: shares, intervals, marks."""
        ...


@dataclass(frozen=True, eq=False)
class Membership:
    """Which units a table has counted, and in which of its numbers.

    `universe` names whose keys the units have: tables of one universe are about the same units. `units` and `leaves`
    have one entry for each row that was counted: the key of its unit, and its place in the table's finest division,
    whose labels are the rows of `labels`. A unit may have several entries. `amounts` has what each entry adds to a sum;
    None where entries are counted.

    `counts` has a row for each number: `row` of the table's cells, `column` in which it stands (`varde`, `taljare`,
    `namnare`; `summa` of a mean), and `number` as the cells have it; `also` names the number where another universe
    has the same persons under keys that cannot be linked, and is empty elsewhere. `parts` says of which leaves each
    number is the sum: numbers × leaves.

    Where it is about an `outcome`, `amounts` are 1 for units that have it and 0 for others; the leaves are those of the
    groups, and a number says how many of a group have the outcome: it is not known beforehand who.
    """

    universe: str
    units: pl.Series
    leaves: np.ndarray
    labels: pl.DataFrame
    counts: pl.DataFrame
    parts: csr_array
    amounts: np.ndarray | None = field(default=None)
    outcome: bool = False

    def check(self, table: str) -> None:
        """Raises NotCounted unless every number is what its members come to."""
        size = self.labels.height
        of_leaf = np.bincount(self.leaves, self.amounts, size) if len(self.leaves) else np.zeros(size)
        found = self.parts @ of_leaf
        wrong = np.flatnonzero(np.abs(found - self.counts["number"].to_numpy()) > 0.5)
        if len(wrong):
            row, column, number = self.counts.row(int(wrong[0]))[:3]
            raise NotCounted(
                f"{table}, row {row + 1}: {column} is {number}, and {found[wrong[0]]:.0f} by the units behind it"
            )
