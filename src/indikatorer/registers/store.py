"""The store: what the reader leaves behind, and all that measures ever see of the registers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import polars as pl

from indikatorer import UserError

CATALOGUE = "store.json"
MONTHLY = ("flai_inskrivningar", "paraply_bistand")

FRAMES = {
    "flai_inskrivningar": "one row per spell; sorted by person, inskriven, ordning. ordning Int32 is the row's place "
    "in the delivered file, the order of registration. kon is one value per person. fodelsedatum is null when a "
    "samordningsnummer lacks part of it. jobbtorg, stadsdelsnamnd: canonical names, as registered (not moved to later "
    "mergers).",
    "paraply_bistand": "one row per person, manad and typ; sorted so. manad Int32 as in periods; belopp Int64 öre "
    "summed over rows and roles, more than 0 is support that month; belopp_sokande Int64 öre of Sökande rows; "
    "nyanland: some row's försörjningshinder says nyanländ.",
    "scb_population": "one row per spell; sorted by lopnr, population, ordning. lopnr Int64 never meets person.",
    "scb_arsdata": "one row per lopnr and ar; sorted so. Amounts Int64 whole kronor, days Int32, empty is 0; sysstat, "
    "hsdelt, raks_huvinkkalla Int32 or null.",
    "scb_manadsdata": "one row per lopnr and manad; sorted so. arbetsinkomst Int64 öre.",
    "kolada": "one row per kpi, kommun, ar and kon (Samtliga, Kvinnor, Män); sorted so. varde Float64, null when "
    "secret; antal Int64, the number of units behind it.",
}
"""What a row of a stored frame is, where it is more than the delivered row with ASCII column names.

Everywhere: `person` is a pseudonym (String, HMAC-SHA-256), months are Int32 as in periods, days Date, J/N Boolean,
kronor Int64 öre; identities that a delivery gave (`stockholmsjobb`, `forlangning_av`, `elev`, `svarande`, `deltagande`)
are numbered anew (Int32). Changes of personnummer are applied and not stored.
"""


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
            frames={name: pl.scan_parquet(folder / f"{name}.parquet") for name in catalogue["tabeller"]},
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


def write(folder: Path, frames: Iterable[tuple[str, pl.DataFrame]], catalogue: Mapping[str, Any]) -> None:
    """Write frames and catalogue into an empty folder. The same content gives the same bytes."""
    names = []
    for name, frame in frames:
        frame.write_parquet(folder / f"{name}.parquet")
        names.append(name)
    text = json.dumps({**catalogue, "tabeller": sorted(names)}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / CATALOGUE).write_text(text + "\n", encoding="utf-8")
