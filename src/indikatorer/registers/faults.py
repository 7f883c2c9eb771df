"""What is wrong with a delivery: collected over all of it, then said at once."""

from collections import Counter

import polars as pl

from indikatorer import UserError
from indikatorer.registers import spelling

SHOWN = 10
"""So many rows of each kind of fault are written out in a message; errors.csv has them all."""

SCHEMA = {"file": pl.String, "line": pl.UInt32, "column": pl.String, "found": pl.String, "expected": pl.String}


class DeliveryError(UserError):
    """A delivery that cannot be used. The message names every fault: file, line, column, what stood there."""


class Unreadable(Exception):
    """A file that cannot be read as what it should be, as a sentence, with the line where it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")


BETWEEN = r"[\p{Pd}\p{Z}\p{Cf}+./_]{0,3}"
"""What people write between the parts of a personnummer, also where it cannot be seen."""
_LAST_FOUR = r"[\dA-Za-z]\d{2}[\dA-Za-z]"


def masked(cell: pl.Expr, length: int = 60) -> pl.Expr:
    """A cell as it may be shown: without the part of a personnummer that tells who it is, wherever one stands.

    A character that cannot be seen, or looks like another, is shown by its code.
    """
    unseen = spelling.unseen()
    return (
        cell.str.replace_all(
            rf"(\d{{4}}){BETWEEN}(\d{{2}}){BETWEEN}(\d{{2}}){BETWEEN}{_LAST_FOUR}", "${1}-${2}-${3}-••••"
        )
        .str.replace_all(rf"(\d{{6}}){BETWEEN}{_LAST_FOUR}", "${1}-••••")
        .str.replace_all(r"[\x00-\x1f\x7f]", "·")
        .str.replace_many(list(unseen), list(unseen.values()))
        .str.head(length)
    )


def masked_number(cell: pl.Expr) -> pl.Expr:
    """A cell of a personnummer column: anything that is not wholly a number has all its digits hidden."""
    shown = masked(cell)
    return (
        pl.when(shown.str.contains(r"^(\d{4}-\d{2}-\d{2}|\d{6})-••••$"))
        .then(shown)
        .otherwise(shown.str.replace_all(r"\d", "•"))
    )


def mask(found: str, length: int = 60) -> str:
    """`masked` for one text."""
    return str(pl.select(masked(pl.lit(found), length)).item())


class Faults:
    """The faults found so far. A fault with a line is one row's, and that row can be set aside; else the file's."""

    def __init__(self) -> None:
        self._frames: list[pl.DataFrame] = []
        self.counts: Counter[str] = Counter()

    def add(self, file: str, expected: str, *, line: int | None = None, column: str = "", found: str = "") -> None:
        row = {"file": file, "line": line, "column": mask(column), "found": mask(found), "expected": expected}
        self._frames.append(pl.DataFrame([row], schema=SCHEMA))
        self.counts[file] += 1

    def add_rows(self, file: str, rows: pl.DataFrame, column: str, found: pl.Expr, expected: str) -> None:
        """Every row of a frame with `rad` has the same fault; `found` is already masked."""
        self._frames.append(
            rows.select(
                file=pl.lit(file),
                line=pl.col("rad").cast(pl.UInt32),
                column=pl.lit(column),
                found=found.fill_null("").cast(pl.String),
                expected=pl.lit(expected),
            )
        )
        self.counts[file] += rows.height

    def table(self) -> pl.DataFrame:
        """One row per fault: file, line in the file, column, what stood there (masked), what was expected."""
        found = pl.concat([pl.DataFrame(schema=SCHEMA), *self._frames])
        return found.sort("file", "line", "column", "expected", "found", nulls_last=False)

    def lines(self, file: str) -> pl.Series:
        """The lines of a file on which something is wrong."""
        return self.table().filter(pl.col("file") == file)["line"].drop_nulls().unique()

    def of_files(self) -> pl.DataFrame:
        """The faults that no row can be set aside for."""
        return self.table().filter(pl.col("line").is_null())


def report(faults: pl.DataFrame) -> str:
    """Faults as lines to read, by file and kind, at most `SHOWN` of each kind, and how many there are of each."""
    lines: list[str] = []
    for (file,), of_file in faults.group_by("file", maintain_order=True):
        lines += ["", f"{file}: {_count(of_file.height)}"]
        for (column, expected), same in of_file.group_by("column", "expected", maintain_order=True):
            lines += [f"  {_kind(column, expected)}: {_count(same.height)}"]
            lines += [
                f"    {_row(row)}" for row in same.head(SHOWN).iter_rows(named=True) if row["line"] or row["found"]
            ]
            if same.height > SHOWN:
                lines.append(f"    … and {same.height - SHOWN} more")
    return "\n".join(lines)


def _kind(column: object, expected: object) -> str:
    return f"{column}: expected {expected}" if column else str(expected)


def _row(row: dict[str, object]) -> str:
    where = f"line {row['line']}: " if row["line"] else ""
    return f"{where}“{row['found']}”" if row["found"] else f"{where}empty"


def _count(number: int) -> str:
    return "1 fault" if number == 1 else f"{number} faults"
