"""What has been published before: the open data of each year that the published site holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from indikatorer import UserError
from indikatorer.base.files import digest
from indikatorer.base.settings import Metod
from indikatorer.measures.cell import CELL_COLUMNS

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Edition:
    """A year's published report: its place on the site, the choices that it was made with, its manifest's digest.

    `metod` is how it was protected: what it says of a count that was rounded is not how many they are, but up to
    `moved` more or fewer.
    """

    year: int
    folder: Path
    settings: Mapping[str, Any]
    digest: str
    metod: Metod = "undertryckning"
    moved: int = 0

    def table(self, table_id: str) -> pl.DataFrame | None:
        """A table as it was published, its dimensions as text; None when the edition has no such table.

        Raises UserError when the file is not a table of open data.
        """
        path = self.folder / "data" / f"{table_id}.csv"
        if not path.is_file():
            return None
        try:
            text = pl.read_csv(path, infer_schema=False)
            return text.with_columns(pl.col(name).cast(kind) for name, kind in CELL_COLUMNS.items()).with_columns(
                pl.col("status").fill_null("")
            )
        except pl.exceptions.PolarsError as error:
            raise UserError(f"{path} is not a published table: {error}") from None


def moved_at_most(made: Mapping[str, Any]) -> int:
    """How far rounding has moved the numbers of tables at most, as their catalogue or the manifest's parameters say."""
    return max(made.get("moved") or [0])


def read_editions(published: Path | None) -> list[Edition]:
    """The years that the published site holds, the earliest first. Raises UserError when a manifest is not one."""
    editions = []
    for path in sorted(published.glob(f"[0-9][0-9][0-9][0-9]/{MANIFEST}")) if published else []:
        try:
            parameters = json.loads(path.read_text(encoding="utf-8"))["parameters"]
            editions.append(
                Edition(
                    int(path.parent.name),
                    path.parent,
                    parameters["settings"],
                    digest(path),
                    parameters.get("metod", "undertryckning"),
                    moved_at_most(parameters),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(f"{path} is not the manifest of a published year: {error!r}") from None
    return editions
