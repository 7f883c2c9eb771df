"""Columns as a delivery spells them, and rows put at the end of its files."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from indikatorer.base import periods
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.world import FIRST_MONTH, MONTHS, NEVER, Dates

YES_NO = ("N", "J")
KON = ("M", "K")


def append(frame: pl.DataFrame, folder: Path, name: str) -> None:
    """Write the rows below those that `<name>.csv` has already, if any."""
    path = folder / f"{name}.csv"
    is_new = not path.exists()
    with path.open("ab") as file:
        frame.write_csv(file, separator=";", line_terminator="\n", include_header=is_new)


def words(numbers: NDArray[Any], choices: tuple[str, ...]) -> pl.Series:
    """The words at the places that the numbers give; −1 is left empty."""
    labels = [str(word) for word in choices]
    series = pl.Series([*labels, None], dtype=pl.Enum(labels))
    return series.gather(np.where(numbers.astype(np.int64) < 0, len(labels), numbers).astype(np.uint32))


def days(dates: Dates) -> pl.Series:
    """NEVER and NaT are left empty."""
    return pl.Series(np.where(dates == NEVER, np.datetime64("NaT"), dates).astype("datetime64[D]"))


def months(numbers: Integers) -> pl.Series:
    """Months of the simulated time as `2021-05`."""
    labels = tuple(periods.month_label(FIRST_MONTH + number) for number in range(MONTHS))
    return words(numbers - FIRST_MONTH, labels)
