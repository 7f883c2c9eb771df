"""The files that a report may name: those of the project, wherever the project's own links lead, and no others."""

from __future__ import annotations

import os
from pathlib import Path

from indikatorer import ROOT

OUTSIDE = "ligger utanför projektet; lägg filen i mappen reports"


class Outside(Exception):
    """A path that leads out of the project, by itself or by a link. It is not read."""


def find(name: str, start: Path, project: Path) -> Path | None:
    """The file that a report names, None when there is none.

    Args:
        name: the path as written; with a leading `/` it starts from the project.
        start: the folder that it starts from otherwise.
        project: the folder of the project.

    Raises:
        Outside: the path leads out of the project, whether anything is there or not.
    """
    file = project / name.lstrip("/") if name.startswith("/") else start / name
    try:
        real = os.path.realpath(file)
        if not any(Path(real).is_relative_to(os.path.realpath(place)) for place in _places(project)):
            raise Outside(name)
        return file if file.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def _places(project: Path) -> tuple[Path, ...]:
    """A staged project links to the words of the reports and to the notebooks that have been run."""
    return project, project / "notebooks", ROOT / "reports"
