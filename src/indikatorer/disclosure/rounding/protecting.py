"""Tables in rounded numbers: which numbers stand in each cell, and what follows from them."""

import hmac
from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from indikatorer.disclosure.membership import CountedTable
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.relations import numbers_in
from indikatorer.disclosure.rounding.weights import rounded

COUNTS = {"taljare": pl.Int64, "namnare": pl.Int64, "varde": pl.Float64}


def rounded_tables(
    tables: Sequence[CountedTable],
    policy: Policy,
    secret: bytes,
    before: Mapping[str, pl.DataFrame],
) -> dict[str, pl.DataFrame]:
    """Table id → its cells with every number of units rounded, and what follows from these worked out anew.

    `before`: table id → cells as they have been published already, by which the choice begins. Of people whom two
    registers have under keys that cannot be linked, the smaller register tells of no more than the larger one.
    """
    numbers: dict[str, dict[tuple[int, str], float]] = {}
    larger: dict[str, tuple[float, float]] = {}
    parts = numbers_in([(table.id, one) for table in tables for one in table.members if one.amounts is None])
    for part in sorted(parts, key=lambda part: -int(part.weights.sum())):
        drawn = hmac.digest(secret, part.universe.encode(), "sha256")
        known = {
            number: float(printed)
            for number, places in enumerate(part.places)
            for table, row, column in places
            if table in before and (printed := before[table][column][row]) is not None
        }
        at_most = {
            number: larger[name][1]
            for name, number in part.also.items()
            if name in larger and part.sizes[number] <= larger[name][0]
        }
        new = rounded(part, policy, np.random.default_rng(list(drawn)), known, at_most)
        larger |= {name: (part.sizes[number], new[number]) for name, number in part.also.items()}
        for places, size in zip(part.places, new.tolist(), strict=True):
            for table, row, column in places:
                numbers.setdefault(table, {})[row, column] = size
    return {table.id: _with_numbers(table, numbers.get(table.id, {})) for table in tables}


def _with_numbers(table: CountedTable, numbers: Mapping[tuple[int, str], float]) -> pl.DataFrame:
    """A mean, a quartile or what a model says stays, beside a rounded base; beside one of nought there is none."""
    columns = {name: table.cells[name].to_list() for name in COUNTS}
    for (row, column), size in numbers.items():
        columns[column][row] = size if column == "varde" else int(size)
    cells = table.cells.with_columns(pl.Series(name, columns[name], dtype) for name, dtype in COUNTS.items())
    nobody = ((pl.col("namnare") == 0) & pl.col("status").is_in(["", "osäker"])).fill_null(False)
    return table.worked_out(
        cells.with_columns(
            *(pl.when(~nobody).then(pl.col(name)).alias(name) for name in ("varde", "ki_nedre", "ki_ovre")),
            status=pl.when(nobody).then(pl.lit("")).otherwise("status"),
        )
    )
