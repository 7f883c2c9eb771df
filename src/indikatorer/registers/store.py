"""The store: what the reader leaves behind, and all that measures ever see of the registers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import polars as pl

from indikatorer import UserError

CATALOGUE = "store.json"
MONTHLY = ("flai_inskrivningar", "paraply_bistand")


@dataclass(frozen=True)
class Registers:
    """The registers of one delivery.

    `frames` maps a file of the delivery to its rows; a file that was not delivered is not there. `coverage` gives the
    first and last complete month of a file (whole numbers as in `periods`; calendar years for files from SCB).
    `catalogue` is what the reader noted about the delivery: files, digests, counts.
    """

    frames: Mapping[str, pl.LazyFrame]
    coverage: Mapping[str, tuple[int, int]]
    catalogue: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read the store in `folder`. Raises UserError when there is none."""
        try:
            catalogue = json.loads((folder / CATALOGUE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise UserError(f"{folder}: no registers have been read yet. Run `make registers`.") from None
        return cls(
            frames={name: pl.scan_parquet(folder / f"{name}.parquet") for name in catalogue["tackning"]},
            coverage={name: (first, last) for name, (first, last) in catalogue["tackning"].items()},
            catalogue=catalogue,
        )

    def __contains__(self, name: str) -> bool:
        return name in self.frames

    @property
    def complete_years(self) -> range:
        """The calendar years that both FLAI and Paraplyet cover from January to December (of those delivered)."""
        spans = [self.coverage[name] for name in MONTHLY if name in self.coverage]
        if not spans:
            return range(0)
        first = max(first for first, _ in spans)
        last = min(last for _, last in spans)
        return range(-(-first // 12), (last + 1) // 12)
