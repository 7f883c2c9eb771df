"""Statistical disclosure control: what may be shown of tables that were counted, and the proof.

`policy` says how small is too small. `membership` is what is known of tables: their cells, and who is in each number.
`relations` works out how numbers hang together. `suppression` hides cells, `rounding` rounds numbers, `audit` tries to
find somebody in what is published; `fallbacks` says what is tried in turn. Nothing here knows what is counted.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import polars as pl

from indikatorer.disclosure.membership import CountedTable
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.disclosure.rounding.accuracy import UNCERTAIN, accuracy_of, with_rounding
from indikatorer.disclosure.rounding.protecting import rounded_tables
from indikatorer.disclosure.suppression.building import Model, is_withheld
from indikatorer.disclosure.suppression.hiding import cells_to_hide
from indikatorer.disclosure.suppression.system import PrintedCell, PublishedStatus

NUMBERS = ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre")
PROTECTED = "skyddad"
NOTHING: Mapping[str, pl.DataFrame] = MappingProxyType({})


def is_hidden(cells: pl.DataFrame) -> pl.Series:
    """Whether each published cell is protected."""
    return cells["status"].fill_null("") == PROTECTED


def is_uncertain(cells: pl.DataFrame) -> pl.Series:
    """Whether each published cell is so uncertain that it has no value."""
    return (cells["status"].fill_null("") == UNCERTAIN) & cells["varde"].is_null()


PublishedStatuses = Mapping[str, Sequence[PublishedStatus | None]]
"""Table id → of each of its cells, whether it is out already, shown or hidden; None for one to be chosen."""


def published_statuses(published: Mapping[str, pl.DataFrame]) -> dict[str, list[PublishedStatus | None]]:
    """The statuses of the cells of tables that are out already."""
    return {
        table: ["hidden" if hidden else "shown" for hidden in is_hidden(cells)] for table, cells in published.items()
    }


class Suppression:
    """Tables protected by hiding cells; `published` are those of them that are out already, with their cells.

    Building it works out how the numbers hang together, which takes most of the time; hiding can then be asked again.
    """

    def __init__(
        self,
        tables: Sequence[CountedTable],
        policy: Policy = POLICY,
        published: Mapping[str, pl.DataFrame] = NOTHING,
        fixed_status: PublishedStatuses = MappingProxyType({}),
        *,
        sums_only: bool = False,
    ) -> None:
        """`fixed_status` is that of cells which are out, in tables that are not out as a whole.

        With `sums_only` the counts are told otherwise, and only the sums behind means are protected.
        """
        self.tables, self.published = tables, published
        self.model = Model(tables, policy, {**fixed_status, **published_statuses(published)}, sums_only=sums_only)

    def hide_more(self, places: Sequence[str]) -> None:
        """Hide the numbers that stand in these places too, and go on hiding all that has been hidden so far."""
        more = {cell for place in places for cell in self.model.cells_with(place)}
        self.model.hide({(cell.table, cell.row) for cell in self.hidden} | more)

    def protected(self) -> dict[str, pl.DataFrame]:
        """Table id → its cells as they may be published, of the tables that are not out already.

        A protected cell has the status `skyddad` and no numbers at all; every other cell is as computed.
        """
        rows: dict[str, list[int]] = {}
        self.hidden = cells_to_hide(self.model.system())
        for cell in self.hidden:
            rows.setdefault(cell.table, []).append(cell.row)
        return {
            table.id: without(table.cells, rows.get(table.id, []))
            for table in self.tables
            if table.id not in self.published
        }

    def means_of_all(self, table: CountedTable) -> list[int]:
        """The rows of a table with the mean of a part that is all of a whole in it.

        Shown, they say that nobody is in the other parts; a few who are rounded away would not let them be shown.
        """
        of_sum: dict[tuple[str, tuple[int, ...]], list[PrintedCell]] = {}
        for cell in self.model.cells:
            if cell.table == table.id and cell.prints:
                of_sum.setdefault((table.cells["matt"][cell.row], cell.prints), []).append(cell)
        return [one.row for cells in of_sum.values() for one in sorted(cells, key=lambda cell: cell.weight)[:-1]]


def rounded(
    tables: Sequence[CountedTable],
    secret: bytes,
    policy: Policy = POLICY,
    published: Mapping[str, pl.DataFrame] = NOTHING,
) -> dict[str, pl.DataFrame]:
    """Table id → its cells with all counts rounded together, of the tables that are not out already.

    Means, quartiles and what models say stay, and are hidden where they rest on too few, or on a base told as too few.
    Shares are told as far as they are right all the same. `secret` seeds the choice.
    """
    sums = Suppression(tables, policy, published, sums_only=True)
    hidden = sums.protected()
    new = rounded_tables(tables, policy, secret, published)
    cells = {}
    for table in tables:
        if table.id not in published:
            few = [
                row
                for row, cell in enumerate(new[table.id].iter_rows(named=True))
                if is_withheld(cell, cell["namnare"], policy, modelled=table.modelled)
            ]
            rows = {*is_hidden(hidden[table.id]).arg_true().to_list(), *few, *sums.means_of_all(table)}
            nobody = set(
                ((new[table.id]["namnare"] == 0) & new[table.id]["varde"].is_null()).fill_null(False).arg_true()
            )
            cells[table.id] = without(new[table.id], sorted(rows - nobody))
    known = accuracy_of(tables, cells, policy)
    return {one.id: with_rounding(one.cells, cells[one.id], known) for one in tables if one.id in cells}


def without(cells: pl.DataFrame, rows: Sequence[int]) -> pl.DataFrame:
    """Cells with those of these rows empty."""
    hidden = pl.int_range(pl.len()).is_in(list(rows))
    return cells.with_columns(
        *(pl.when(~hidden).then(pl.col(name)).alias(name) for name in NUMBERS),
        status=pl.when(hidden).then(pl.lit(PROTECTED)).otherwise("status"),
    )
