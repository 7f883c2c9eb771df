"""How far rounding has moved shares, as coarsely as everybody may know it, and what is then printed of each share.

In: the numbers as they were counted and as they are told. Out: from how large a base on no share is moved by more than
so many points, by steps that are the same for every publication; and cells whose intervals hold the rounding too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from indikatorer.disclosure.membership import CountedTable
from indikatorer.disclosure.policy import Policy

SHARES = ("andel", "kumulativ")
UNCERTAIN = "osäker"
"""The status of a share that is too uncertain to be printed, or that is printed with a mark."""

BASES = (50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000)
POINTS = (3, 2, 1)
PER_CENT = (5, 10, 15, 20, 25, 30, 40, 50, 75)
"""What is told of the accuracy is told by these steps: a largest error as it is would tell of the count that has it."""


@dataclass(frozen=True)
class Accuracy:
    """How far rounding has moved any share and any base of one publication, at most.

    `within` has percentage points, each with the told base from which on no share is moved by more; the first are those
    of the policy, and a share on a smaller base is not printed. `base`: by how many per cent any of the other bases is
    told as too large.
    """

    within: Sequence[tuple[int, int]]
    base: int

    def points(self, base: int | None) -> int | None:
        """By how many points a share of so many, as they are told, is moved at most; None where it is not printed."""
        fit = [points for points, smallest in self.within if base is not None and base >= smallest]
        return min(fit, default=None)


def accuracy_of(tables: Sequence[CountedTable], told: Mapping[str, pl.DataFrame], policy: Policy) -> Accuracy:
    """The accuracy of the shares in tables whose cells are `told` with rounded counts.

    It never says of a numerator that it is one of fewer numbers than a sensitive count must be able to be.
    """
    columns = ("taljare", "namnare")
    pairs = [
        pl.concat(
            [table.cells.select(columns), told[table.id].select(pl.col(columns).name.suffix(" told"))],
            how="horizontal",
        ).filter(told[table.id]["matt"].is_in(SHARES), pl.col("namnare") > 0, pl.col("namnare told") >= BASES[0])
        for table in tables
        if table.id in told
    ]
    every = pl.concat(pairs) if pairs else pl.DataFrame(schema=dict.fromkeys("abcd", pl.Int64))
    hits, bases, told_hits, told_bases = every.to_numpy().astype(float).T
    moved = 100 * np.abs(told_hits / told_bases - hits / bases)
    within: list[tuple[int, int]] = []
    for points in (policy.share_points, *(one for one in POINTS if one < policy.share_points)):
        too_far = told_bases[moved > points].max(initial=0)
        enough = (base for base in BASES if base > too_far and 2 * base * points >= 100 * policy.width)
        within += [(points, base) for base in [next(enough, None)] if base]
    too_many = (100 * (told_bases - bases) / told_bases)[told_bases >= (within[0][1] if within else 0)].max(initial=0)
    return Accuracy(within, next(one for one in (*PER_CENT, 100) if one >= too_many))


def with_rounding(counted: pl.DataFrame, cells: pl.DataFrame, known: Accuracy) -> pl.DataFrame:
    """Cells whose shares are told as far as they are known to be right, from told counts and the accuracy alone.

    The interval is the widest that chance gives of any true share and base that the told ones can be: the 95 per cent
    interval by Wilson of the share moved down, and up, over a base moved down. A share on too small a base has no value
    (its counts stay: they are rounded, and say so). None or all may be a few that were rounded away: that is marked.
    What is all of itself by definition has no interval in the cells as `counted`, and is 100 per cent for certain.
    """
    hits, bases = (cells[name].cast(pl.Float64).to_numpy() for name in ("taljare", "namnare"))
    by_definition = counted["ki_nedre"].is_null() & (counted["taljare"] == counted["namnare"])
    is_share = cells["matt"].is_in(SHARES) & cells["varde"].is_not_null() & (cells["namnare"] > 0) & ~by_definition
    is_share = is_share.fill_null(False)
    points = np.array([np.nan if (one := known.points(base)) is None else one for base in cells["namnare"]], float)
    printed = is_share & pl.Series(~np.isnan(points))
    low, high = _interval(hits, bases, points, known.base)
    none_or_all = ((cells["taljare"] == 0) | (cells["taljare"] == cells["namnare"])).fill_null(False)
    gone, marked, widened = (pl.lit(one) for one in (is_share & ~printed, printed & none_or_all, printed))
    return cells.with_columns(
        varde=pl.when(~gone).then("varde"),
        ki_nedre=pl.when(widened).then(pl.Series(low)).when(~gone).then("ki_nedre"),
        ki_ovre=pl.when(widened).then(pl.Series(high)).when(~gone).then("ki_ovre"),
        status=pl.when(gone | marked).then(pl.lit(UNCERTAIN)).otherwise("status"),
    )


def _interval(hits: np.ndarray, bases: np.ndarray, points: np.ndarray, moved: int) -> tuple[np.ndarray, np.ndarray]:
    """In per cent: by Wilson, of shares that may be so many points off, on bases of which so many per cent may be too
    many."""
    from statsmodels.stats.proportion import proportion_confint

    fewest = np.maximum(bases * (100 - moved) / 100, 1)
    share = hits / np.maximum(bases, 1)
    # rows that are no shares are worked out with the others, and may have more hits than there are of
    lowest, highest = np.clip(share - points / 100, 0, 1), np.clip(share + points / 100, 0, 1)
    low, _ = proportion_confint(lowest * fewest, fewest, method="wilson")
    _, high = proportion_confint(highest * fewest, fewest, method="wilson")
    return 100 * np.maximum(low, 0), 100 * np.minimum(high, 1)
