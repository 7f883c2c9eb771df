"""Numbers that are not about one person, added up over the parts of the population."""

import polars as pl


class Totals:
    """Tables whose column `antal` is summed over the other columns."""

    def __init__(self) -> None:
        self._parts: dict[str, list[pl.DataFrame]] = {}

    def add(self, name: str, counted: pl.DataFrame) -> None:
        self._parts.setdefault(name, []).append(counted)

    def table(self, name: str) -> pl.DataFrame:
        """One row per combination of the columns before `antal`, in their order."""
        rows = pl.concat(self._parts[name])
        keys = [column for column in rows.columns if column != "antal"]
        return rows.group_by(keys).agg(pl.col("antal").sum()).sort(keys)
