"""What a gate says of a delivery."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Finding:
    """What a gate has found: which gate, where (both name it in an acknowledgement), and what to look at."""

    gate: str
    about: str
    sentence: str


def first_line(rows: pl.DataFrame) -> str:
    """The first line of their file that rows stand on, so that somebody can look at one."""
    return str(rows.select(pl.col("rad").min()).item())
