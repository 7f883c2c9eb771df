"""What the municipal calculation says of each type of Stockholmsjobb, for tables."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from indikatorer.base.normal import NORMAL
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.dimensions import Dimension
from indikatorer.measures.measure import Breakdown
from indikatorer.measures.population import Slice, population
from indikatorer.measures.records import Records
from indikatorer.measures.values import Estimates
from indikatorer.models.calculation import Job, changed_months, sensitivities, values
from indikatorer.models.enrolments import NEEDS
from indikatorer.models.prices import check_that_prices_are_own, read_prices

KRONOR = -2
"""Kronor are rounded to hundreds: more would say more than is known."""


@population(*NEEDS, "costs", "employments", "summor")
def participants(records: Records) -> Iterator[Slice]:
    """The participants of the effect evaluation, a row per type."""
    yield Slice(lambda: changed_months(records))


Said = tuple[tuple[str, ...], float, float]
"""Labels after the type, a value, and half of its interval, 0 where it has none."""


def said_of_each_type(
    title: str, by: tuple[Dimension, ...], said: Callable[[Job], Iterator[Said]], enhet: str = "kronor"
) -> Breakdown:
    """What is said of each type of job."""

    def cells(rows: pl.DataFrame) -> pl.DataFrame:
        frame = [cell for row in rows.iter_rows(named=True) for cell in _cells(row, by, said)]
        return pl.DataFrame(
            frame, schema_overrides={"varde": pl.Float64, "ki_nedre": pl.Float64, "ki_ovre": pl.Float64}
        )

    return Breakdown(by, title=title, of=participants, value=Estimates(cells, "varde", enhet))


def _cells(row: Mapping[str, Any], by: tuple[Dimension, ...], said: Callable[[Job], Iterator[Said]]) -> Iterator[Any]:
    numbers = {name: row[name] for name in Job.__dataclass_fields__}
    known = all(number is not None for number in numbers.values())
    if known:
        check_that_prices_are_own()
    # Without a cost in the accounts there is nothing to say; without an effect there are too few persons.
    status = CellStatus.NOT_DELIVERED if row["kostnad"] is None else CellStatus.SHOWN
    for labels, value, half in said(Job(**numbers) if known else Job(*[1.0] * len(numbers))):
        yield {
            **dict(zip((dimension.name for dimension in by), (row["typ"], *labels), strict=True)),
            "varde": value if known else None,
            "ki_nedre": value - half if known and half else None,
            "ki_ovre": value + half if known and half else None,
            "personer": row["personer"],
            "status": status.value,
        }


def net(job: Job) -> Iterator[Said]:
    """The net value, with the interval of the effect."""
    prices = values(read_prices())
    yield (), round(job.net(prices), KRONOR), round(NORMAL * job.error(prices), KRONOR)


def posts(job: Job) -> Iterator[Said]:
    """The net value by post."""
    for post, value in job.posts(values(read_prices())).items():
        yield (post,), round(value, KRONOR), 0


def other_assumptions(job: Job) -> Iterator[Said]:
    """The net value where one assumption is lower or higher."""
    for antagande, (low, high) in sensitivities(job, read_prices()).items():
        yield (antagande, "Lägre"), round(low, KRONOR), 0
        yield (antagande, "Högre"), round(high, KRONOR), 0


def break_even(job: Job) -> Iterator[Said]:
    """The months of self-support that pay for a place."""
    yield (), job.months_to_break_even(values(read_prices())), 0
