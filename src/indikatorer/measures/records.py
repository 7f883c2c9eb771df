"""The registers as they stood at the end of the year that is reported."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

import polars as pl

from indikatorer import vocabulary
from indikatorer.periods import Window, month
from indikatorer.registers.store import Registers
from indikatorer.vocabulary import Bistandstyp

SCB_LAG = 2
"""SCB's registers are ready two years after the year they describe (domain.md 1.0.6)."""


def month_of(column: str) -> pl.Expr:
    """A date column as whole months, counted as in `periods`."""
    return (12 * pl.col(column).dt.year().cast(pl.Int32) + pl.col(column).dt.month() - 1).alias(f"{column}_manad")


@dataclass(frozen=True)
class Records:
    """What was known about each person on 31 December `year`; later rows are left out, later exits are not yet there.

    Frames whose file was not delivered are missing from `frames`.

    * `spells`: one row per enrolment spell (FLAI), with `inskriven_manad` and `avslutad_manad` as whole months,
      `nummer` as the spell's place among the person's, and `stadsdel` as the committee that holds the area at the end
      of the year.
    * `support_months`: one row per month with försörjningsstöd (Paraplyet) of a person in FLAI.
    * `scb_spells`: one row per spell of an SCB population. `register_years`: one row per person and calendar year.
    """

    year: int
    frames: Mapping[str, pl.LazyFrame]
    first_year: int
    scb_first_year: int = 0
    scb_years: range = range(0)
    support_observed: frozenset[int] = field(default_factory=frozenset)
    counted: dict[Hashable, pl.LazyFrame] = field(default_factory=dict, repr=False)

    @classmethod
    def as_of(cls, registers: Registers, year: int) -> Self:
        frames: dict[str, pl.LazyFrame] = {}
        last_day = date(year, 12, 31)
        observed: frozenset[int] = frozenset()
        if "flai_inskrivningar" in registers:
            people = _numbered(registers.frames["flai_inskrivningar"])
            frames["spells"] = _spells(registers.frames["flai_inskrivningar"], people, last_day).collect().lazy()
        if "paraply_bistand" in registers and "spells" in frames:
            first, last = registers.coverage["paraply_bistand"]
            rows = registers.frames["paraply_bistand"].filter(
                pl.col("manad").is_between(first, min(last, month(year, 12)))
            )
            # A covered month without a single row has not been delivered, whatever the cover says.
            months = rows.select(pl.col("manad").unique().sort()).collect()["manad"].to_list()
            observed = frozenset(months)
            frames["support_months"] = (
                rows.filter((pl.col("typ") == Bistandstyp.FORSORJNINGSSTOD) & (pl.col("belopp") > 0))
                .join(people, on="person")
                .select("nr", "manad")
                .sort("manad", "nr")
                .rename({"nr": "person"})
                .collect()
                .lazy()
            )
        scb_years, scb_first_year = range(0), year
        if "scb_population" in registers:
            scb_first_year = registers.coverage["scb_population"][0]
            frames["scb_spells"] = registers.frames["scb_population"].filter(
                pl.col("avslutad").is_null() | (pl.col("avslutad").dt.year() <= year - SCB_LAG)
            )
        if "scb_arsdata" in registers:
            first, last = registers.coverage["scb_arsdata"]
            scb_years = range(first, min(last, year - SCB_LAG) + 1)
            frames["register_years"] = registers.frames["scb_arsdata"].filter(pl.col("ar") <= year - SCB_LAG)
        years = registers.complete_years
        return cls(year, frames, years.start if years else year, scb_first_year, scb_years, observed)

    @property
    def reported_year(self) -> Window:
        return Window.year(self.year)

    @property
    def years(self) -> range:
        """The calendar years that the city's registers bear, up to the reported one."""
        return range(self.first_year, self.year + 1)

    def once(self, key: Hashable, rows: Callable[[], pl.LazyFrame]) -> pl.LazyFrame:
        """The rows, worked out the first time that they are asked for: many tables count the same people."""
        if key not in self.counted:
            self.counted[key] = rows().collect().lazy()
        return self.counted[key]

    def __getitem__(self, name: str) -> pl.LazyFrame:
        return self.frames[name]

    def __contains__(self, name: str) -> bool:
        return name in self.frames


def _numbered(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Pseudonym → a short number that holds within these records, so that people are matched quickly."""
    return rows.select(pl.col("person").unique().sort()).with_row_index("nr").collect().lazy()


def _spells(rows: pl.LazyFrame, people: pl.LazyFrame, last_day: date) -> pl.LazyFrame:
    closed = pl.col("avslutad") <= last_day
    return (
        rows.filter(pl.col("inskriven") <= last_day)
        .join(people, on="person", maintain_order="left")
        .with_columns(person=pl.col("nr"))
        .drop("nr")
        .with_columns(pl.when(closed).then("avslutad"), pl.when(closed).then("avslutsorsak"))
        .with_columns(
            month_of("inskriven"),
            month_of("avslutad"),
            nummer=pl.int_range(pl.len()).over("person", order_by=["inskriven", "ordning"]),
            stadsdel=pl.col("stadsdelsnamnd").replace_strict(
                vocabulary.stadsdelar_as_of(last_day), default=pl.col("stadsdelsnamnd")
            ),
        )
    )
