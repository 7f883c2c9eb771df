"""A Parquet file as text; the line is the row, counted from 1."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.compute
import pyarrow.parquet
from pyarrow import types

from indikatorer.registers.faults import Unreadable

BLOCK = 200_000
UNPACKED = 1024**3
"""So many bytes a column may have in a group of rows, and in a block of them: a city's longest has a tenth."""
TOO_LARGE = "a column is larger than any of the contract when it is unpacked: deliver it as CSV"
HELD = (
    types.is_integer,
    types.is_floating,
    types.is_decimal,
    types.is_boolean,
    types.is_date,
    types.is_time,
    types.is_timestamp,
    types.is_null,
)
"""What a column may hold beside text."""
BROKEN = (pyarrow.ArrowException, OSError, ValueError)


def read_parquet(path: Path) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """The header, and the rows as text in blocks: columns `0`, `1`, … in the header's order and `rad`.

    Dates come as `2021-05-31`, true and false as `J` and `N`, whole floats without decimals. Raises Unreadable for a
    file that is not Parquet, also while the blocks are read.
    """
    if path.stat().st_size == 0:
        raise Unreadable("the file is empty")
    try:
        schema = pyarrow.parquet.read_schema(path)
        _check_types(schema)
        # a text that is repeated is stored once, and stays so until it is known how long the texts are together
        texts = [column.name for column in schema if not types.is_dictionary(column.type) and _is_text(column.type)]
        file = pyarrow.parquet.ParquetFile(path, read_dictionary=texts)
        _check_size(file.metadata)
    except BROKEN as error:
        raise _not_parquet(error) from None
    return [name.strip() for name in schema.names], _blocks(file)


def _check_types(schema: pyarrow.Schema) -> None:
    for number, column in enumerate(schema, start=1):
        if not _is_text(column.type) and not any(holds(column.type) for holds in HELD):
            raise Unreadable(f"column {number} holds neither text, numbers nor dates ({column.type})")


def _is_text(kind: pyarrow.DataType) -> bool:
    kind = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _check_size(metadata: pyarrow.parquet.FileMetaData) -> None:
    groups = (metadata.row_group(group) for group in range(metadata.num_row_groups))
    if any(
        group.column(column).total_uncompressed_size > UNPACKED
        for group in groups
        for column in range(group.num_columns)
    ):
        raise Unreadable(TOO_LARGE)


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
    if isinstance(column, pyarrow.DictionaryArray):
        lengths = pyarrow.compute.binary_length(column.dictionary)
        if (pyarrow.compute.sum(lengths.take(column.indices)).as_py() or 0) > UNPACKED:
            raise Unreadable(TOO_LARGE)
        column = column.dictionary_decode()
    series = pl.Series(name, column)
    if series.dtype == pl.Boolean:
        return series.replace_strict({True: "J", False: "N"}, return_dtype=pl.String)
    if series.dtype == pl.Datetime:
        return series.dt.to_string("%Y-%m-%d %H:%M:%S").str.replace(" 00:00:00", "", literal=True)
    text = series.cast(pl.String)
    return text.str.replace(r"\.0+$", "") if series.dtype.is_float() or series.dtype.is_decimal() else text


def _not_parquet(error: Exception) -> Unreadable:
    return Unreadable(f"the file is not Parquet, or is cut off ({str(error).partition(chr(10))[0]})")
