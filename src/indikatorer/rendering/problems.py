"""Faults in documents, gathered so that all of them are told in one go."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from indikatorer import ROOT, UserError

STAGED = ("project", "start")
"""Folders in which a report can be a copy, in which chapters without data are empty lines."""


@dataclass(frozen=True, order=True)
class Place:
    """A line of a source file. Line 0 is the file as a whole."""

    file: Path
    line: int = 0

    def __str__(self) -> str:
        shown = shown_path(self.file)
        return f"{shown}:{self.line}" if self.line else shown


def shown_path(file: Path) -> str:
    """Name a file the way its writer knows it: from the repository, behind the links and copies of a staged project."""
    real = Path(os.path.realpath(file))
    if real.parent.name in STAGED and (ROOT / "reports" / real.name).is_file():
        real = ROOT / "reports" / real.name
    return str(real.relative_to(ROOT)) if real.is_relative_to(ROOT) else file.name


@dataclass
class Problems:
    """What is wrong with the documents of one rendering.

    `lenient` lets pass what the embedded renderer does not know and Quarto may.
    """

    lenient: bool = False
    found: set[tuple[Place, str, str]] = field(default_factory=set)

    def add(self, place: Place, construct: str, remedy: str) -> None:
        """Note a fault: where it stands, what is written there, and what to do about it."""
        self.found.add((place, construct, remedy))

    def add_unknown(self, place: Place, construct: str, remedy: str) -> None:
        """Note something that only Quarto can make anything of."""
        if not self.lenient:
            self.add(place, construct, remedy)

    def raise_if_any(self) -> None:
        """Raise UserError with one line for each fault, in the order of files and lines, if there is any."""
        if self.found:
            raise UserError("\n".join(self.told()))

    def told(self) -> list[str]:
        """One line for each fault, in the order of files and lines."""
        return [f"{place}: {construct}: {remedy}" for place, construct, remedy in sorted(self.found)]
