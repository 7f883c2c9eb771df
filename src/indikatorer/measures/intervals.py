"""From counts and sums to the numbers of cells: shares, means, their intervals, and marks of what is uncertain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from indikatorer.base.settings import Settings
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.measures.cell import CELL_COLUMNS, SLICE, CellStatus
from indikatorer.measures.population import Slice


@dataclass(frozen=True)
class Asked:
    """What cells answer: the dimensions of their table that have a total, its slices, and the choices made."""

    names: tuple[str, ...]
    slices: Sequence[Slice]
    settings: Settings


def as_cells(frame: pl.DataFrame, matt: str, enhet: str) -> pl.DataFrame:
    """Complete the cell columns; where there was nothing to count there are no numbers at all."""
    frame = frame.with_columns(matt=pl.lit(matt), enhet=pl.lit(enhet))
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in CELL_COLUMNS.items() if name not in frame.columns]
    numbers = [name for name, dtype in CELL_COLUMNS.items() if dtype.is_numeric()]
    return frame.with_columns(*missing).with_columns(
        pl.when(~pl.col("status").is_in([CellStatus.NOT_YET, CellStatus.NOT_DELIVERED])).then(pl.col(numbers))
    )


def interleaved(*frames: pl.DataFrame) -> pl.DataFrame:
    """Cells of several kinds side by side: all that is said of one group, then of the next."""
    wanted = frames[0].columns
    return pl.concat([frame.select(wanted).with_row_index("__rad") for frame in frames]).sort(
        "__rad", maintain_order=True
    )


def _response(frame: pl.DataFrame, slices: Sequence[Slice]) -> pl.Expr:
    """The rate of the group that a cell is about: of its sex, where the table tells sexes apart
    (docs/definitions.md, Decided)."""
    rates = {f"{index} {kon}": rate for index, piece in enumerate(slices) for kon, rate in piece.response.items()}
    group = pl.concat_str(SLICE, "kon" if "kon" in frame.columns else pl.lit(SAMTLIGA), separator=" ")
    return group.replace_strict(rates, default=None, return_dtype=pl.Float64)


def _marked(frame: pl.DataFrame, uncertain: pl.Expr) -> pl.DataFrame:
    marks = (pl.col("status") == "") & (pl.col("namnare") > 0) & uncertain.fill_null(False)
    return frame.with_columns(
        status=pl.when(marks).then(pl.lit(CellStatus.UNCERTAIN.value)).otherwise("status"),
    )


def uncertain(frame: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Mark a small base and a low response; nothing is said of very few of those asked
    (docs/definitions.md, Small bases, Decided)."""
    response = _response(frame, asked.slices)
    marked = _marked(frame, (pl.col("namnare") < asked.settings.small_base) | (response < asked.settings.low_response))
    too_low = (response < asked.settings.lowest_response).fill_null(False)
    return marked.with_columns(pl.when(~too_low).then(pl.col("varde", "ki_nedre", "ki_ovre")))


def shares(counted: pl.DataFrame, asked: Asked, matt: str = "andel") -> pl.DataFrame:
    """Per cent with a 95 % Wilson interval; nobody to count gives no share."""
    from statsmodels.stats.proportion import proportion_confint

    counts = counted.with_columns(pl.col("taljare").fill_null(0))
    base = counts["namnare"].to_numpy().astype(float)
    hits = counts["taljare"].to_numpy().astype(float)
    somebody = base > 0
    safe_base = np.where(somebody, base, 1.0)
    lower, upper = proportion_confint(np.where(somebody, hits, 0.0), safe_base, method="wilson")
    told = counts.with_columns(
        varde=pl.Series(100 * hits / safe_base), ki_nedre=pl.Series(100 * lower), ki_ovre=pl.Series(100 * upper)
    ).with_columns(pl.when(pl.col("namnare") > 0).then(pl.col("varde", "ki_nedre", "ki_ovre")))
    return as_cells(uncertain(told, asked), matt, "procent")


def means(counted: pl.DataFrame, enhet: str, per: int = 1) -> pl.DataFrame:
    """Mean with a 95 % t interval, from whole numbers, so that every run gives the same digits."""
    from scipy import stats

    n = counted["antal_varden"].fill_null(0).to_numpy().astype(float)
    total = counted["summa"].fill_null(0).to_numpy().astype(float)
    squares = counted["kvadratsumma"].fill_null(0).cast(pl.Float64).to_numpy()
    mean = np.divide(total, n, out=np.full_like(n, np.nan), where=n > 0)
    deviations = np.maximum(squares - n * np.nan_to_num(mean) ** 2, 0)
    spread = np.divide(deviations, n - 1, out=np.full_like(n, np.nan), where=n > 1)
    half = stats.t.ppf(0.975, np.maximum(n - 1, 1)) * np.sqrt(spread / np.maximum(n, 1))
    told = counted.with_columns(
        taljare=pl.lit(None, pl.Int64),
        namnare=pl.col("antal_varden").fill_null(0),
        varde=pl.Series(mean / per).fill_nan(None),
        ki_nedre=pl.Series((mean - half) / per).fill_nan(None),
        ki_ovre=pl.Series((mean + half) / per).fill_nan(None),
    )
    return as_cells(told, "medel", enhet)
