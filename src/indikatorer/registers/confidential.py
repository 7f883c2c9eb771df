"""Files and folders that nobody but the user who runs this may read."""

import os
from pathlib import Path

import polars as pl


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner only. One that exists is left as it is."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def write_table(rows: pl.DataFrame, path: Path) -> None:
    """A table as CSV that opens in Excel, for the owner only."""
    make_folder(path.parent)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        rows.write_csv(file, separator=";", include_bom=True)
