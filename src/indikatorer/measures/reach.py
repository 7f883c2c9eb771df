"""Whether the delivered files reach as far as a question is about (docs/definitions.md, Decided).

What a file does not cover is never 0: it is missing where the file begins too late or ends too early, and not yet
measurable where only what comes after is not there yet.
"""

from dataclasses import replace

from indikatorer.base.periods import Window
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.population import Slice
from indikatorer.measures.records import Records


def reach(records: Records, window: Window, *frames: str) -> CellStatus:
    """Missing, unless every file covers the whole window. A file that is not there is judged by the table's needs."""
    covers = [records.coverage[frame] for frame in frames if frame in records.coverage]
    covered = all(first <= window.first and window.last <= last for first, last in covers)
    return CellStatus.SHOWN if covered else CellStatus.NOT_DELIVERED


def followed_up(records: Records, window: Window, last: int, *frames: str) -> CellStatus:
    """The same about what is followed from the window until the month `last`, which may not be there yet."""
    covers = [records.coverage[frame] for frame in frames if frame in records.coverage]
    if any(window.first < begins or ends < window.first for begins, ends in covers):
        return CellStatus.NOT_DELIVERED
    return CellStatus.SHOWN if all(last <= ends for _, ends in covers) else CellStatus.NOT_YET


def at_most(piece: Slice, status: CellStatus) -> Slice:
    """A slice with a status, where it has no other that keeps it from being shown."""
    return replace(piece, status=status) if piece.status is CellStatus.SHOWN else piece
