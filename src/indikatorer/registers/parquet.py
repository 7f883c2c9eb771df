"""A Parquet file as text; the line is the row, counted from 1."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet

from indikatorer.registers.faults import Unreadable

BLOCK = 200_000
BROKEN = (pyarrow.ArrowException, OSError, ValueError)


def read_parquet(path: Path) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """The header, and the rows as text in blocks: columns `0`, `1`, … in the header's order and `rad`.

    Dates come as `2021-05-31`, true and false as `J` and `N`, whole floats without decimals. Raises Unreadable for a
    file that is not Parquet, also while the blocks are read.
    """
    if path.stat().st_size == 0:
        raise Unreadable("the file is empty")
    try:
        file = pyarrow.parquet.ParquetFile(path)
        header = [name.strip() for name in file.schema_arrow.names]
    except BROKEN as error:
        raise _not_parquet(error) from None
    return header, _blocks(file)


def _blocks(file: pyarrow.parquet.ParquetFile) -> Iterator[pl.DataFrame]:
    line = 1
    batches = file.iter_batches(BLOCK)
    while True:
        try:
            batch = next(batches, None)
            if batch is None:
                return
            batch.validate(full=True)  # text that is not UTF-8 passes the reading and fails much later
        except BROKEN as error:
            raise _not_parquet(error) from None
        columns = [_as_text(str(position), column) for position, column in enumerate(batch.columns)]
        yield pl.DataFrame(columns).with_row_index("rad", offset=line)
        line += batch.num_rows


def _as_text(name: str, column: pyarrow.Array) -> pl.Series:
    try:
        series = pl.Series(name, column)
    except pl.exceptions.PolarsError as error:
        raise Unreadable(f"column {int(name) + 1} holds neither text, numbers nor dates ({error})") from None
    if series.dtype == pl.Boolean:
        return series.replace_strict({True: "J", False: "N"}, return_dtype=pl.String)
    if series.dtype.is_nested() or series.dtype in (pl.Binary, pl.Object, pl.Duration):
        raise Unreadable(f"column {int(name) + 1} holds neither text, numbers nor dates ({series.dtype})")
    if series.dtype == pl.Datetime:
        return series.dt.to_string("%Y-%m-%d %H:%M:%S").str.replace(" 00:00:00", "", literal=True)
    text = series.cast(pl.String)
    return text.str.replace(r"\.0+$", "") if series.dtype.is_float() or series.dtype.is_decimal() else text


def _not_parquet(error: Exception) -> Unreadable:
    return Unreadable(f"the file is not Parquet, or is cut off ({str(error).partition(chr(10))[0]})")
