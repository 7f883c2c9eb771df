"""Tables as files: one csv per table (docs/architecture.md, Open data)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

UNPROTECTED_DECIMALS = 6


def write_csv(path: Path, cells: pl.DataFrame, decimals: Callable[[str, str], int] | None) -> None:
    """Cells as csv: values with as many decimals as `decimals` says of their matt and enhet, or six when it is None."""

    def as_text(name: str) -> pl.Expr:
        def text(cell: dict[str, Any]) -> str | None:
            value, matt = cell[name], cell["matt"]
            if value is None:
                return None
            places = decimals(matt, cell["enhet"]) if decimals else (0 if matt == "antal" else UNPROTECTED_DECIMALS)
            return f"{value:.{places}f}"

        return pl.struct(name, "matt", "enhet").map_elements(text, return_dtype=pl.String).alias(name)

    cells.with_columns(
        *(as_text(name) for name in ("varde", "ki_nedre", "ki_ovre")), status=pl.col("status").replace("", None)
    ).write_csv(path)
