"""How far each file reaches: as the delivery says or, where it is silent, as its rows show."""

from collections.abc import Mapping

import polars as pl

from indikatorer.registers.columns import DAY, Kind, kind_of
from indikatorer.registers.contract import FILES, DeliveredFile, store_names
from indikatorer.registers.delivery import Delivery, is_yearly
from indikatorer.registers.kolada import NAME as KOLADA


def coverage(delivery: Delivery, rows: Mapping[str, pl.DataFrame]) -> tuple[dict[str, list[int]], list[str]]:
    """First and last complete month (years where `is_yearly`) of each file, and the files for which it was inferred.

    Where leverans.toml has no [tackning], the last month with rows counts as incomplete, a year with rows as complete.
    A file whose rows have no dates has no coverage; one with rows in a single month ends before it begins.
    """
    spans: dict[str, list[int]] = {}
    inferred: list[str] = []
    for name, frame in rows.items():
        if name in delivery.coverage:
            spans[name] = list(delivery.coverage[name])
            continue
        points = frame["ar"] if name == KOLADA else _points(name, FILES[name], frame)
        if points.len():
            first, last = points.bottom_k(1).item(), points.top_k(1).item()
            spans[name] = [first, last] if is_yearly(name) else [first, last - 1]
            inferred.append(name)
    return spans, inferred


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
