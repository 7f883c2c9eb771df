"""Where a notebook gets its tables."""

import os
import subprocess
from pathlib import Path

from indikatorer import ROOT, UserError
from indikatorer.notebooks.run import TABLES_READY
from indikatorer.tables.protected import Publication


def open_tables(build: str, year: int) -> Publication:
    """The protected tables of the year under `build`. Opened alone in JupyterLab, they are brought up to date first.

    Raises UserError when they cannot be computed, with what make said.
    """
    return _open(build, "tables", f"YEAR={year}")


def open_unit_tables(build: str, year: int, period: str) -> Publication:
    """The same for the unit reports of a period."""
    return _open(build, "units", f"YEAR={year}", f"PERIOD={period}")


def _open(build: str, *goal: str) -> Publication:
    if TABLES_READY not in os.environ:
        made = subprocess.run(["make", "--no-print-directory", *goal], cwd=ROOT, capture_output=True, text=True)
        if made.returncode:
            raise UserError(f"make {' '.join(goal)} could not be done:\n{made.stderr or made.stdout}")
    return Publication(Path(build) / "tables")
