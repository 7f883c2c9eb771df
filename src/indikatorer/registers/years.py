"""Which calendar years a delivery covers whole, by what the reader has noted with the store."""

import json
from collections.abc import Mapping
from pathlib import Path

from indikatorer import UserError

CATALOGUE = "store.json"
MONTHLY = ("flai_inskrivningar", "paraply_bistand")


def complete_years(coverage: Mapping[str, tuple[int, int]]) -> range:
    """The calendar years that both FLAI and Paraplyet cover from January to December (of those delivered)."""
    spans = [coverage[name] for name in MONTHLY if name in coverage]
    if not spans:
        return range(0)
    first = max(first for first, _ in spans)
    last = min(last for _, last in spans)
    return range(-(-first // 12), (last + 1) // 12)


def checked_year(coverage: Mapping[str, tuple[int, int]], year: int | None) -> int:
    """The year to report: the one asked for, or the last complete one. Raises UserError for a year not covered."""
    covered = complete_years(coverage)
    if not covered:
        raise UserError(
            "The delivery holds no complete calendar year of FLAI and Paraplyet: there is nothing to report."
        )
    if year is None:
        return covered[-1]
    if year not in covered:
        raise UserError(
            f"YEAR={year} is not covered: the delivery has complete years from {covered[0]} to {covered[-1]}."
        )
    return year


def coverage_of(store: Path) -> dict[str, tuple[int, int]]:
    """What the files in a store cover. Raises UserError when there is no store."""
    try:
        noted = json.loads((store / CATALOGUE).read_text(encoding="utf-8"))["tackning"]
    except (OSError, ValueError, LookupError):
        raise UserError(f"{store}: no registers have been read yet. Run `make registers`.") from None
    return {name: (first, last) for name, (first, last) in noted.items()}
