"""How far each file reaches: as the delivery says or, where it is silent, as its rows show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

import polars as pl

from indikatorer.base.periods import month_label, month_of
from indikatorer.registers.columns import DAY, Kind, kind_of
from indikatorer.registers.contract import FILES, DeliveredFile, store_names
from indikatorer.registers.delivery import Delivery, is_yearly
from indikatorer.registers.faults import SHOWN
from indikatorer.registers.kolada_file import NAME as KOLADA

EMPTY_MONTHS = 3
FEW_OF_ALL, FEW_AFTER_A_GAP, FEW_IN_A_MONTH = 0.02, 0.1, 0.02
"""So few rows, as a share of all rows or of those of a usual month, are slips: they do not move a file's reach."""


@dataclass(frozen=True)
class Coverage:
    """`spans`: first and last complete month (years where `is_yearly`) of each file; `inferred`: for which of them
    leverans.toml does not say; `beyond`: rows that did not count, by Swedish sentence."""

    spans: dict[str, list[int]]
    inferred: list[str]
    beyond: dict[str, int]


def coverage(delivery: Delivery, rows: Mapping[str, pl.DataFrame]) -> Coverage:
    """How far each file reaches.

    Where leverans.toml has no [tackning], the last month with rows counts as incomplete, a year with rows as complete.
    Neither a few rows far from the others nor any after the day of delivery count. A file whose rows have no dates has
    no coverage; one with rows in a single month ends before it begins.
    """
    found = Coverage({}, [], {})
    for name, frame in rows.items():
        if name in delivery.coverage:
            found.spans[name] = list(delivery.coverage[name])
            continue
        points = frame["ar"] if name == KOLADA else _points(name, FILES[name], frame)
        if points.is_empty():
            continue
        counts = sorted(points.value_counts().iter_rows())
        believed = _without_slips(_before(delivery.delivered, counts, yearly=is_yearly(name)))
        first, last = believed[0][0], believed[-1][0]
        found.spans[name] = [first, last] if is_yearly(name) else [first, last - 1]
        found.inferred.append(name)
        label = str if is_yearly(name) else month_label
        slips = [(point, count) for point, count in counts if not first <= point <= last]
        if slips:
            where = ", ".join(label(point) for point, _ in slips[:SHOWN]) + (", …" if len(slips) > SHOWN else "")
            sentence = f"datum som inte räknas till vad filen täcker: {name} {where}"
            found.beyond[sentence] = sum(count for _, count in slips)
    return found


Counts = list[tuple[int, int]]
"""Each month (or year) with rows and how many, in order."""


def _before(delivered: date | None, counts: Counts, *, yearly: bool) -> Counts:
    """Those until the delivery; all where its day is not known, or where there are no others."""
    if delivered is None:
        return counts
    last = delivered.year if yearly else month_of(delivered)
    return [(point, count) for point, count in counts if point <= last] or counts


def _without_slips(counts: Counts) -> Counts:
    """Those that a slip in a few rows has not made, from either end."""
    backwards = _without_last_slips([(-point, count) for point, count in reversed(counts)])
    return _without_last_slips([(-point, count) for point, count in reversed(backwards)])


def _without_last_slips(counts: Counts) -> Counts:
    """A file is full of rows until it ends: what stands alone after that end is not a part of it."""
    total, usual = sum(count for _, count in counts), median(count for _, count in counts)
    while len(counts) > 1:
        start = len(counts) - 1
        while start and counts[start - 1][0] == counts[start][0] - 1:
            start -= 1
        run = counts[start:]
        rows = sum(count for _, count in run)
        empty = run[0][0] - counts[start - 1][0] - 1 if start else 0
        stands_alone = start > 0 and (
            (empty > EMPTY_MONTHS and rows <= FEW_OF_ALL * total) or rows <= FEW_AFTER_A_GAP * usual * len(run)
        )
        if stands_alone:
            counts = counts[:start]
        elif counts[-1][1] <= FEW_IN_A_MONTH * usual:
            counts = counts[:-1]
        else:
            break
    return counts


def _points(name: str, schema: type[DeliveredFile], frame: pl.DataFrame) -> pl.Series:
    """Every month (or year) in which a row of the file has a date."""
    names, declared = store_names(schema), schema.headers()
    points = [
        frame.select(_point(pl.col(names[header]), kind_of(declared[header]), is_yearly(name)).alias("point"))["point"]
        for header in schema.DATES
    ]
    return pl.concat(points).drop_nulls() if points else pl.Series([], dtype=pl.Int32)


def _point(date: pl.Expr, kind: Kind, yearly: bool) -> pl.Expr:
    if kind is DAY:
        year = date.dt.year().cast(pl.Int32)
        return year if yearly else 12 * year + date.dt.month().cast(pl.Int32) - 1
    return date // 12 if yearly and kind.is_month else date
