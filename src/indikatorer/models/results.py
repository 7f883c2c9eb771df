"""What the expensive models of a year have found: in `build/<year>/analysis/`, from where the tables read it.

The files hold estimates about few persons too. They are confidential; the tables withhold what may not be shown.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from indikatorer.base.files import check_seal, replaced_folder, seal, write_json

FOLDER = "analysis"
CATALOGUE = "analysis.json"


def write_results(folder: Path, frames: Mapping[str, pl.DataFrame], about: Mapping[str, Any]) -> None:
    """Replace the folder as a whole."""
    with replaced_folder(folder) as scratch:
        for name, frame in frames.items():
            frame.write_parquet(scratch / f"{name}.parquet")
        write_json(scratch / CATALOGUE, about)
        seal(scratch)


def read_results(folder: Path) -> dict[str, pl.LazyFrame]:
    """The frames by name; none where nothing has been estimated. Raises UserError for what is not what was written."""
    if folder.exists():
        check_seal(folder, f"Remove {folder} and start again: they are estimated again.")
    return {path.stem: pl.scan_parquet(path) for path in sorted(folder.glob("*.parquet"))}


def about(folder: Path) -> dict[str, Any]:
    """How it was estimated; empty where nothing has been."""
    path = folder / CATALOGUE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
