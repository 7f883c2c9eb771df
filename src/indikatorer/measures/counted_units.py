"""Who is in each number of a table: from the rows that were counted to a `Membership`, for every kind of value."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.disclosure.membership import Membership, NotCounted
from indikatorer.measures.cell import SLICE
from indikatorer.measures.measure import Table
from indikatorer.measures.values import ALL, ANSWERED, HITS, SUM, WITH_VALUE, Counted, Number

UNIT = "__unit"
KEYS = ("person", "lopnr", "elev", "svarande", "utbildning_id", "deltagande")
"""Columns that tell units apart: the first that the rows have is the unit of a table, unless it names another."""

IN = {
    ALL: pl.lit(True),
    HITS: pl.col("__taljare").fill_null(False),
    ANSWERED: pl.col("__taljare").is_not_null(),
    WITH_VALUE: pl.col("__varde"),
    SUM: pl.col("__varde"),
}
"""Who of a cell's leaves is in a number."""


def unit_of(rows: pl.LazyFrame, table: Table) -> str:
    """The column that tells the units of these rows apart. Raises NotCounted when there is none."""
    columns = rows.collect_schema().names()
    found = table.of.person or next((key for key in KEYS if key in columns), "")
    if found not in columns:
        raise NotCounted(f"“{table.title}” counts rows without any of the columns {', '.join(KEYS)}: who is counted?")
    return found


def memberships(
    table: Table,
    value: Counted,
    universe: str,
    rows: pl.DataFrame,
    cells: pl.DataFrame,
    also: Mapping[int, str] = MappingProxyType({}),
) -> tuple[Membership, ...]:
    """The membership of a table's counts, and that of the sums behind its means, where it has any.

    `rows` has a row for each that was counted, with `UNIT` and the columns that `value` needs; of one without a unit
    nobody is counted. `cells` are the table's, with `SLICE`. `also`: slice → the name of its people where another
    register has them too. Raises NotCounted when the two do not agree.
    """
    names = [SLICE, *table.names]
    flags = [name for name in ("__taljare", "__varde") if name in rows.columns]
    amount = pl.col("__varde") if "__varde" in flags else pl.lit(None, pl.Int64)
    counted = rows.filter(pl.col(UNIT).is_not_null()).select(UNIT, *names, *map(_flag, flags), amount=amount)
    keys = [*names, *flags]
    leaves = counted.select(keys).unique().sort(keys, nulls_last=True).with_row_index("leaf")
    entries = counted.join(leaves, on=keys, how="left", nulls_equal=True, maintain_order="left")
    found = []
    for numbers in (value.counts(), value.sums(table.names)):
        if not numbers:
            continue
        sums = numbers[0].who == SUM
        members = entries.filter(pl.col("amount").is_not_null()) if sums else entries
        units = members.select(pl.struct(UNIT, "amount")).to_series() if sums else members[UNIT]
        found.append(
            Membership(
                f"{universe}: {numbers[0].of}" if sums else universe,
                units.alias(UNIT),
                members["leaf"].to_numpy().astype(np.int64),
                leaves.drop("leaf"),
                *_placed(numbers, cells, leaves, names, {} if sums else also),
                members["amount"].to_numpy().astype(float) if sums else None,
            )
        )
        found[-1].check(table.title)
    return (*found, *_outcomes(table.title, value, universe, entries, leaves, cells, names))


def _outcomes(
    title: str,
    value: Counted,
    universe: str,
    entries: pl.DataFrame,
    leaves: pl.DataFrame,
    cells: pl.DataFrame,
    names: Sequence[str],
) -> Iterator[Membership]:
    """What a table tells of outcomes that everybody of some group has, or nobody; the counts tell of all others."""
    shares = cells.with_row_index("row").filter(pl.col("taljare").is_not_null(), pl.col("namnare") > 0)
    for outcome in value.outcomes(shares, names):
        if outcome.cells.is_empty():
            continue
        of_label = cells.with_columns(
            pl.when(outcome.told).then(pl.col(name)).alias(name) for name in ("taljare", "namnare", "varde")
        )
        counts, parts = _placed(value.bases(), of_label, leaves, names, {})
        sizes = cells.select(pl.when(matt="antal").then("varde").otherwise("taljare").cast(pl.Float64)).to_series()
        of_share = pl.col("column") == "namnare"
        yield Membership(
            f"{universe}: {title} {outcome.label}",
            entries[UNIT],
            entries["leaf"].to_numpy().astype(np.int64),
            leaves.drop("leaf"),
            counts.with_columns(
                column=pl.when(of_share).then(pl.lit("taljare")).otherwise("column"), number=sizes.gather(counts["row"])
            ),
            parts,
            entries.select(outcome.hit.cast(pl.Float64)).to_series().to_numpy(),
            outcome=True,
        )


def _flag(name: str) -> pl.Expr:
    return pl.col(name) if name == "__taljare" else pl.col(name).is_not_null().alias(name)


def _placed(
    numbers: Sequence[Number], cells: pl.DataFrame, leaves: pl.DataFrame, names: Sequence[str], also: Mapping[int, str]
) -> tuple[pl.DataFrame, csr_array]:
    """The numbers of the cells, and of which leaves each is the sum."""
    stated, pairs = [], []
    for one in numbers:
        at = (
            cells.with_row_index("row")
            .with_columns(number=one.size.cast(pl.Float64))
            .filter(pl.col("matt") == one.matt, pl.col("number").is_not_null())
            .with_columns(column=pl.lit(one.column))
        )
        among = [name for name in names if name != one.all_of]
        everybody = pl.lit(one.who == ALL) & pl.col(SLICE).is_in(list(also))
        people = pl.col(SLICE).replace_strict(also, default="", return_dtype=pl.String)
        labels = [pl.format("{} {}", pl.lit(name), pl.col(name)) for name in sorted(among[1:])]
        named = pl.concat_str([people, *labels], separator="; ").str.replace_all(f"; [a-z0-9_]+ {SAMTLIGA}", "")
        stated.append(at.select("row", "column", "number", also=pl.when(everybody).then(named).otherwise(pl.lit(""))))
        inside = leaves.filter(IN[one.who]).select("leaf", *among)
        for totals in _totals(among[1:]):
            pairs.append(inside.with_columns(totals).join(at, on=among).select("row", "column", "leaf"))
    every = pl.concat(stated)
    placed = pl.concat(pairs).join(every.with_row_index("place"), on=["row", "column"])
    ones = np.ones(placed.height)
    parts = csr_array((ones, (placed["place"].to_numpy(), placed["leaf"].to_numpy())), (every.height, leaves.height))
    return every, parts


def _totals(dimensions: Sequence[str]) -> Iterator[list[pl.Expr]]:
    """For each combination of dimensions, what makes their labels those of their totals."""
    for kept in product((True, False), repeat=len(dimensions)):
        yield [pl.lit(SAMTLIGA).alias(name) for name, keep in zip(dimensions, kept, strict=True) if not keep]
