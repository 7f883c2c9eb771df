"""How much of what is published is hidden, or too uncertain to be printed, table by table and report by report."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from indikatorer.disclosure import is_hidden, is_uncertain
from indikatorer.measures.cell import CELL_COLUMNS

REPORTS = {"okand": "SW"}
"""Report → how the ids of the tables begin that are its own; all others are those of the annual report."""

ANNUAL = "arsrapport"
EVERYTHING = "hela"


def hidden_in(cells: pl.DataFrame) -> dict[str, int]:
    """How many cells of a table have something to say, how many of them are hidden, and how many are not printed since
    they are too uncertain."""
    hidden = is_hidden(cells)
    says = cells.select(
        pl.any_horizontal(pl.col(name).is_not_null() for name, kind in CELL_COLUMNS.items() if kind.is_numeric())
    )
    return {
        "cells": int((says.to_series() | hidden).sum()),
        "hidden": int(hidden.sum()),
        "uncertain": int(is_uncertain(cells).sum()),
    }


def hidden_share(published: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, Any]]:
    """For each report, and for everything together: its cells, how many are hidden, and how many per cent that is, and
    how many are too uncertain to be printed."""
    counted = {report: [0, 0, 0] for report in (EVERYTHING, ANNUAL, *REPORTS)}
    for table, cells in published.items():
        own = next((report for report, start in REPORTS.items() if table.startswith(start)), ANNUAL)
        number = hidden_in(cells)
        for report in (own, EVERYTHING):
            counted[report][0] += number["cells"]
            counted[report][1] += number["hidden"]
            counted[report][2] += number["uncertain"]
    return {
        report: {
            "cells": cells,
            "hidden": hidden,
            "per_cent": round(100 * hidden / max(cells, 1), 1),
            "uncertain": uncertain,
        }
        for report, (cells, hidden, uncertain) in counted.items()
    }


def in_words(shares: Mapping[str, Mapping[str, Any]]) -> str:
    """The same for the one who makes the report."""
    parts = [f"{name} {share['hidden']} of {share['cells']} ({share['per_cent']} %)" for name, share in shares.items()]
    uncertain = shares[EVERYTHING]["uncertain"]
    return f"Hidden cells: {', '.join(parts)}." + (f" Too uncertain to print: {uncertain}." if uncertain else "")
