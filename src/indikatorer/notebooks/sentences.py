"""Sentences around cells, that stay true and read well when a cell may not be shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indikatorer import swedish
from indikatorer.notebooks.comparisons import Difference
from indikatorer.notebooks.origins import Said, Sourced
from indikatorer.tables.protected import Cell


def say(words: str, *cells: Cell, about: str, of: Iterable[Sourced] = ()) -> Said:
    """`words` with each `{}` filled in by a cell, or, where one of them may not be shown, `About: why not.`

    say("Etablerade var {}, av {}.", share, everyone, about="andelen etablerade")
    """
    hidden = next((cell for cell in cells if not cell.shown), None)
    if hidden is not None:
        return Said(f"{swedish.upper_first(about)}: {hidden.why_not}.", [])
    return Said(words.format(*(cell.in_text() for cell in cells)), [*cells, *of])


@dataclass(frozen=True)
class Finding:
    """A sentence for the summary, and whether the data bear it: that its numbers may be shown, and a difference is one.

    `judged` are the differences that it claims; `holds` is whatever else must be so.
    """

    said: Said
    cells: Sequence[Cell]
    judged: Sequence[Difference] = ()
    holds: bool = True

    @property
    def bears(self) -> bool:
        shown = all(cell.shown for cell in self.cells)
        return self.holds and shown and all(difference.counts for difference in self.judged)


NOTHING_BORNE = (
    "Underlaget är för litet för att bära några slutsatser om hur det har gått. Kapitlen visar vad som kan visas."
)


def finding(words: str, *cells: Cell, judged: Sequence[Difference] = (), holds: bool = True) -> Finding:
    """`words` with each `{}` filled in by a cell, as a finding."""
    return Finding(say(words, *cells, about="fynd"), cells, judged, holds)


def findings(candidates: Sequence[Finding], most: int) -> Said:
    """The first `most` findings that the data bear, as a list in Markdown; a sentence where there are none."""
    chosen = [one.said for one in candidates if one.bears][:most]
    return Said("\n".join(f"- {said}" for said in chosen) or NOTHING_BORNE, chosen)
