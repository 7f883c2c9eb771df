"""What a cell is: its columns, why it may have no number, and with how many decimals its number is published."""

from enum import StrEnum
from typing import Any

import polars as pl

from indikatorer.base.swedish import rounded

CELL_COLUMNS = {
    "matt": pl.String,
    "taljare": pl.Int64,
    "namnare": pl.Int64,
    "varde": pl.Float64,
    "ki_nedre": pl.Float64,
    "ki_ovre": pl.Float64,
    "enhet": pl.String,
    "status": pl.String,
}

SLICE = "__slice"
"""The column that says which slice a row or a cell belongs to, while it is counted."""


class CellStatus(StrEnum):
    """Why a cell has no number, or why its number needs care (docs/architecture.md, Open data)."""

    SHOWN = ""
    PROTECTED = "skyddad"
    NOT_YET = "ej mätbar"
    NOT_DELIVERED = "saknas"
    UNCERTAIN = "osäker"


DECIMALS = {"antal": 0, "andel": 1, "medel": 0, "median": 0, "kvartil": 0, "kumulativ": 1, "index": 1}
DECIMALS |= {"effekt": 1, "differens": 1, "varde": 0}
"""`matt` → with how many decimals its values are published."""

SKALA = "skala 1–5"
POANG = "poäng"
PROCENTENHETER = "procentenheter"
STANDARDAVVIKELSER = "standardavvikelser"
PROCENT_PER_MANAD = "procent per månad"
RISKKVOT = "riskkvot"
MANADER = "månader"

DECIMALS_OF_UNITS = {SKALA: 1, POANG: 1, STANDARDAVVIKELSER: 2, PROCENT_PER_MANAD: 2, RISKKVOT: 1, MANADER: 1}
"""Units whose values are published with so many decimals, whatever is measured."""


def decimals(matt: str, enhet: str) -> int:
    return DECIMALS_OF_UNITS.get(enhet, DECIMALS[matt])


def as_printed(cells: pl.DataFrame) -> pl.DataFrame:
    """Cells with every value rounded to the decimals that it is published with."""
    return cells.with_columns(_rounded(name) for name in ("varde", "ki_nedre", "ki_ovre"))


def _rounded(name: str) -> pl.Expr:
    def as_published(cell: dict[str, Any]) -> float | None:
        return None if cell[name] is None else float(rounded(cell[name], decimals(cell["matt"], cell["enhet"])))

    return pl.struct(name, "matt", "enhet").map_elements(as_published, return_dtype=pl.Float64).alias(name)
