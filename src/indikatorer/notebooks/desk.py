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
    if TABLES_READY not in os.environ:
        made = subprocess.run(
            ["make", "--no-print-directory", "tables", f"YEAR={year}"], cwd=ROOT, capture_output=True, text=True
        )
        if made.returncode:
            raise UserError(f"The tables of {year} could not be computed:\n{made.stderr or made.stdout}")
    return Publication(Path(build) / "tables")
