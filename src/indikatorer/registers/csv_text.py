"""CSV as text, strictly: nothing is guessed, and every row knows the line of the file on which it begins.

Rows are split here and not by a data library's reader, because those bind columns by position, take a stray quotation
mark for the beginning of a cell that swallows the rest of the file, and lose count of lines.
"""

import codecs
import csv
import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from indikatorer.registers.faults import Faults, Unreadable

SEPARATOR = ";"
BLOCK = 8 * 1024 * 1024
LONGEST_LINE = BLOCK
"""So many bytes may a line have; a row has some hundred."""
SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or another archive",
    b"\xd0\xcf\x11\xe0": "an old or locked Excel workbook",
    b"PAR1": "Parquet",
    b"\x1f\x8b": "compressed (gzip)",
    codecs.BOM_UTF16_LE: "text in UTF-16: save it as UTF-8",
    codecs.BOM_UTF16_BE: "text in UTF-16: save it as UTF-8",
}
"""How files begin that are not what their name says."""
LINES_OF_A_CELL = 50
"""A quoted cell may hold line breaks, but a quotation mark that is not closed within so many lines is a stray one."""


def encoding_of(path: Path) -> str:
    """`utf-8-sig` or `cp1252`. Raises Unreadable for bytes that are neither."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, only_ascii = 1, True
    with path.open("rb") as file:
        while True:
            chunk = file.read(BLOCK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start]
                if not (only_ascii and before.isascii()):
                    raise Unreadable(
                        "the file is UTF-8 until this line, where a byte is not: export it again in one encoding",
                        lines + before.count(b"\n"),
                    ) from None
                return "cp1252"
            only_ascii = only_ascii and text.isascii()
            lines += text.count("\n")
            if not chunk:
                return "utf-8-sig"


def is_ended(path: Path) -> bool:
    """Whether the last line of a file is ended; one that is not may be short of some characters."""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def read_csv(path: Path, faults: Faults) -> tuple[list[str], Iterator[pl.DataFrame]]:
    """The header, and the rows as text in blocks: columns `0`, `1`, … in the header's order and `rad`, the line.

    Rows that are not rows are added to `faults`. Raises Unreadable, also while the blocks are read.
    """
    if path.stat().st_size == 0:
        raise Unreadable("the file is empty")
    with path.open("rb") as file:
        start = file.read(BLOCK)
    for signature, form in SIGNATURES.items():
        if start.startswith(signature):
            raise Unreadable(f"the file is named .csv but is {form}")
    if b"\n" not in start and b"\r" in start:
        raise Unreadable("lines end with CR only: save the file with LF or CRLF as line ends")
    chunks = _chunks(path, encoding_of(path))
    first = next(chunks, "")
    beginning = first.split("\n", LINES_OF_A_CELL)[:LINES_OF_A_CELL]
    if not beginning[0].strip():
        raise Unreadable("the first line has no column names")
    row = _split_quoted(beginning, 0)
    if isinstance(row, str):
        raise Unreadable("the first line, with the column names, has a quotation mark that does not close", 1)
    header, used = row
    rest = first.split("\n", used)[used]
    return [cell.strip() for cell in header], _rows(path.name, len(header), used, rest, chunks, is_ended(path), faults)


def _chunks(path: Path, encoding: str) -> Iterator[str]:
    """Whole lines, many at a time, each with its end, `\\n`: the last one too where the file does not end it."""
    carried, line = b"", 1
    decoder = "utf-8" if encoding == "utf-8-sig" else encoding
    with path.open("rb") as file:
        if encoding == "utf-8-sig" and file.read(3) != codecs.BOM_UTF8:
            file.seek(0)
        while chunk := file.read(BLOCK):
            carried += chunk
            if len(carried) > LONGEST_LINE and b"\n" not in carried:
                raise Unreadable(f"a line is longer than {LONGEST_LINE >> 20} MB: it is not a row", line)
            end = carried.rfind(b"\n") + 1
            if end:
                yield _text(carried[:end], decoder, line)
                line += carried.count(b"\n", 0, end)
                carried = carried[end:]
    if carried:
        yield _text(carried + b"\n", decoder, line)


def _text(block: bytes, encoding: str, first_line: int) -> str:
    if b"\x00" in block:
        line = first_line + block.count(b"\n", 0, block.index(b"\x00"))
        raise Unreadable("the file is not text in UTF-8 or Windows-1252 (it has a zero byte)", line)
    try:
        text = block.decode(encoding)
    except UnicodeDecodeError as error:
        line = first_line + block.count(b"\n", 0, error.start)
        raise Unreadable("a byte here is neither UTF-8 nor Windows-1252", line) from None
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        mixed = next((at for at, line in enumerate(text.split("\n")) if "\r" in line and '"' not in line), None)
        if mixed is not None:
            raise Unreadable("a line ends with CR only: save the file with LF or CRLF as line ends", first_line + mixed)
    return text


def _split_quoted(lines: list[str], at: int) -> tuple[list[str], int] | str:
    """The cells of the row that begins on a line, and how many lines it takes, or what is wrong with it."""
    wanted = LINES_OF_A_CELL
    reader = csv.reader(
        (line + "\n" for line in lines[at : at + wanted]), delimiter=SEPARATOR, strict=True, skipinitialspace=True
    )
    try:
        cells = next(reader)
    except csv.Error:
        return "a quotation mark here is not closed, or is followed by something else than the separator"
    return cells, reader.line_num


def _rows(
    file: str,
    width: int,
    skipped: int,
    text: str,
    chunks: Iterator[str],
    ended: bool,
    faults: Faults,
) -> Iterator[pl.DataFrame]:
    number = 1 + skipped
    following = next(chunks, None)
    while True:
        if '"' in text:
            lines = text.split("\n")[:-1]
            block, taken = _quoted_block(file, lines, number, width, following is None, faults)
            left = "".join(f"{line}\n" for line in lines[taken:])
        else:
            block, taken, left = _plain_block(file, text, number, width, faults), text.count("\n"), ""
        yield block
        if following is None:
            break
        text, number = left + following, number + taken
        following = next(chunks, None)
    last = number + text.count("\n") - 1
    if text[text.rfind("\n", 0, -1) + 1 :].strip() and not ended and last not in block["rad"]:
        raise Unreadable("the file is cut off: its last line is only a part of a row", last)


def _plain_block(file: str, text: str, number: int, width: int, faults: Faults) -> pl.DataFrame:
    names = [str(index) for index in range(width)]
    lines = pl.Series("rad", range(number, number + text.count("\n")), pl.UInt32)
    if text and width > 1 and text.count(SEPARATOR) == lines.len() * (width - 1):
        try:  # a row with more cells raises, so that with as many in all no row has fewer
            split = pl.read_csv(
                text.encode(),
                separator=SEPARATOR,
                has_header=False,
                quote_char=None,
                schema=dict.fromkeys(names, pl.String),
                extra_columns="raise",
            )
            return split.with_columns(lines)
        except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
            pass
    cells = pl.DataFrame({"text": pl.Series(text.split("\n")[:-1], dtype=pl.String), "rad": lines})
    cells = cells.with_columns(separators=pl.col("text").str.count_matches(SEPARATOR, literal=True))
    cells = cells.filter(pl.col("text").str.strip_chars() != "")
    wrong = cells.filter(pl.col("separators") != width - 1)
    ends = pl.col("text").str.strip_chars().str.ends_with(SEPARATOR)
    _add_width_faults(file, wrong.select("rad", fields=pl.col("separators") + 1, ends=ends), width, faults)
    cells = cells.filter(pl.col("separators") == width - 1)
    split = cells["text"].str.split_exact(SEPARATOR, width - 1).struct.rename_fields(names).struct.unnest()
    return split.with_columns(cells["rad"])


def _quoted_block(
    file: str, lines: list[str], number: int, width: int, is_last: bool, faults: Faults
) -> tuple[pl.DataFrame, int]:
    """Rows of which some have quotation marks, and how many lines they take. A row that may go on is left."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    wrong: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if '"' not in line:
            cells, taken = line.split(SEPARATOR), 1
        else:
            if not is_last and at + LINES_OF_A_CELL > len(lines):
                break
            row = _split_quoted(lines, at)
            if isinstance(row, str):
                faults.add(file, row, line=number + at)
                at += 1
                continue
            cells, taken = row
        if len(cells) == width:
            rows.append(cells)
            numbers.append(number + at)
        elif line.strip():
            wrong.append((number + at, len(cells), not cells[-1].strip()))
        at += taken
    faulty = pl.DataFrame(wrong, schema={"rad": pl.UInt32, "fields": pl.UInt32, "ends": pl.Boolean}, orient="row")
    _add_width_faults(file, faulty, width, faults)
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(width))
    frame = pl.DataFrame([pl.Series(str(index), cells, pl.String) for index, cells in enumerate(columns)])
    return frame.with_columns(pl.Series("rad", numbers, pl.UInt32)), at


def _add_width_faults(file: str, wrong: pl.DataFrame, width: int, faults: Faults) -> None:
    """Notes lines with too few or too many fields; `ends` says of each whether its last field is empty."""
    longer = wrong.filter(pl.col("ends"), pl.col("fields") == width + 1)
    if longer.height:
        faults.add(
            file,
            f"no `{SEPARATOR}` after the last field, as the first line has none: take it away from the end of "
            f"{longer.height} lines, or put one there too",
        )
    wrong = wrong.join(longer, on="rad", how="anti")
    if wrong.height:
        found = pl.format("{} fields", pl.col("fields"))
        expected = f"{width} fields on each line, as in the header (has the file been cut off?)"
        faults.add_rows(file, wrong, "", found, expected)
