"""The store: what the reader leaves behind, and all that measures ever see of the registers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import polars as pl

from indikatorer import UserError
from indikatorer.base.files import check_seal, seal
from indikatorer.registers.years import CATALOGUE, complete_years

SECRET = "secret"
SYNTHETIC_SECRET = b"of people who do not exist there is nothing to keep secret"
"""Reports of synthetic data are the same wherever they are made."""


@dataclass(frozen=True)
class Registers:
    """The registers of one delivery.

    `frames` maps a file of the delivery to its rows, as `stored_rows.stored_schema` says; a file that was not delivered
    is not there. `coverage` gives the first and last complete month of a file (whole numbers as in `periods`; calendar
    years for files from SCB).
    `catalogue` is what the reader noted about the delivery: files, digests, counts. `secret` follows from the key of
    the pseudonyms, and seeds what readers must not be able to work out again.
    """

    frames: Mapping[str, pl.LazyFrame]
    coverage: Mapping[str, tuple[int, int]]
    catalogue: Mapping[str, Any] = field(default_factory=dict)
    secret: bytes = SYNTHETIC_SECRET

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read the store in `folder`. Raises UserError when there is none, or when it is not what was written."""
        if not (folder / CATALOGUE).exists():
            raise UserError(f"{folder}: no registers have been read yet. Run `make registers`.")
        check_seal(folder, f"Remove {folder} and run `make registers`: the delivery is read again.")
        catalogue = json.loads((folder / CATALOGUE).read_text(encoding="utf-8"))
        return cls(
            frames={name: pl.scan_parquet(folder / f"{name}.parquet") for name in catalogue["tabeller"]},
            coverage={name: (first, last) for name, (first, last) in catalogue["tackning"].items()},
            catalogue=catalogue,
            secret=(folder / SECRET).read_bytes(),
        )

    def __contains__(self, name: str) -> bool:
        return name in self.frames

    @property
    def absent(self) -> frozenset[tuple[str, str]]:
        """File and column, by its name in the store, of what a delivered file does not have: of nobody is it known."""
        return frozenset(
            (name, column) for name, columns in self.catalogue.get("utan", {}).items() for column in columns.values()
        )

    @property
    def complete_years(self) -> range:
        """The calendar years that both FLAI and Paraplyet cover from January to December (of those delivered)."""
        return complete_years(self.coverage)


def write(
    folder: Path,
    frames: Iterable[tuple[str, pl.DataFrame]],
    catalogue: Mapping[str, Any],
    secret: bytes = SYNTHETIC_SECRET,
) -> None:
    """Write frames, catalogue and secret into an empty folder. The same content gives the same bytes."""
    names = []
    for name, frame in frames:
        frame.write_parquet(folder / f"{name}.parquet")
        names.append(name)
    text = json.dumps({**catalogue, "tabeller": sorted(names)}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / CATALOGUE).write_text(text + "\n", encoding="utf-8")
    (folder / SECRET).write_bytes(secret)
    seal(folder)
