"""Where printed numbers come from. It travels with every fact, table and figure to the audit of the finished files.

An origin is data: `{"cell": [table, matt, labels]}`, or how a number was worked out of two cells, as in
`{"difference": [cell, cell]}`. The audit looks the cells up in the published files, works the number out anew and
requires every cell to be shown.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from indikatorer.publication.protected import Cell

MIME_TYPE = "application/vnd.indikatorer.origins+json"

Origin = dict[str, Any]


class Sourced(Protocol):
    """A cell, a difference, a change or a share of cells, words made of them, or the record of the delivery."""

    @property
    def origins(self) -> Sequence[Origin]: ...


class Record:
    """A record that the numbers of a text come from, and no cell of a table."""

    def __init__(self, name: str) -> None:
        self.origins: Sequence[Origin] = ({"record": name},)


UNDERLAG = Record("underlag")
"""The delivery, the settings and the programs: no counts."""

JAMFORELSE = Record("jamforelse")
"""The comparison with the edition before, of figures that both show."""


def derived(how: str, *cells: Cell) -> Sequence[Origin]:
    """The origin of a number that is worked out of cells: `difference`, `interval`, `change` or `share`."""
    return ({how: [cell.place for cell in cells]},)


def collected(of: Iterable[Sourced]) -> list[Origin]:
    """The origins of all of these, each once."""
    origins: list[Origin] = []
    for one in of:
        for origin in one.origins:
            if origin not in origins:
                origins.append(origin)
    return origins
