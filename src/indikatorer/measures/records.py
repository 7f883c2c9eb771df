"""The registers as they stood at the end of the period that is reported."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median
from typing import Any, Self

import polars as pl

from indikatorer.base.periods import Window, month
from indikatorer.base.settings import DEFAULTS, Settings
from indikatorer.base.vocabulary import Bistandstyp
from indikatorer.measures import frames as rows_of
from indikatorer.measures.windows import SCB_LAG
from indikatorer.registers.delivery import is_yearly
from indikatorer.registers.store import Registers

"""SCB's registers are ready two years after the year they describe (docs/definitions.md, Law)."""


FRAMES_OF_PEOPLE: dict[str, tuple[str, Callable[[pl.LazyFrame, pl.LazyFrame, date], pl.LazyFrame]]] = {
    "spells": ("flai_inskrivningar", rows_of.spells),
    "insatser": ("flai_insatser", rows_of.insatser),
    "employments": ("flai_stockholmsjobb", rows_of.employments),
    "partnerskap": ("partnerskap", rows_of.partnerskap),
    "moves": ("folkbokforing", rows_of.moves),
}
"""Frame → the delivered file that it is made of, and how."""

FRAMES_OF_YEARS = {
    "answers": "enkat_svar",
    "invitations": "enkat_utskick",
    "costs": "ekonomi_kostnader",
    "kolada": "kolada",
}
FRAMES_AS_DELIVERED = {"trainings": "vux_uppfoljning", "progression": "progression"}
OTHER_FRAMES = {
    "follow_ups": "flai_uppfoljning_3man",
    "processmatt": "processmatt",
    "courses": "vux_kurser",
    "support_months": "paraply_bistand",
    "scb_spells": "scb_population",
    "register_years": "scb_arsdata",
    "register_months": "scb_manadsdata",
}
ROWS_OF_A_MONTH = 10
"""A file with as many rows in a usual month has no month without any: such a month has not been delivered."""


OFTEN_READ = (*FRAMES_OF_PEOPLE, "said_nyanland", "support_months")


class Frames(Mapping[str, pl.LazyFrame]):
    """Frames by name. Those that many tables read, `once`, are worked out when the first one asks, and kept."""

    def __init__(self, frames: Mapping[str, pl.LazyFrame], once: Collection[str] = ()) -> None:
        self._frames = dict(frames)
        self._once = set(once)

    def __getitem__(self, name: str) -> pl.LazyFrame:
        if name in self._once and name in self._frames:
            self._once.discard(name)
            self._frames[name] = self._frames[name].collect().lazy()
        return self._frames[name]

    def __contains__(self, name: object) -> bool:
        return name in self._frames

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def beside(self, others: Mapping[str, pl.LazyFrame]) -> "Frames":
        """These frames and others."""
        return Frames(self._frames | dict(others), self._once)


@dataclass(frozen=True)
class Records:
    """What was known about each person when a period ended; later rows are left out, later exits are not yet there.

    `period` is T1, T2 or VB of `year`; the annual report is about VB, the calendar year. `asked` is another window that
    a question is about: a month of the year, or a rolling year. Frames whose file was not
    delivered are missing from `frames`.

    * `spells`: one row per enrolment spell (FLAI), with `inskriven_manad` and `avslutad_manad` as whole months,
      `nummer` as the spell's place among the person's, and `stadsdel` as the committee that holds the area at the end
      of the period.
    * `support_months`: one row per month with försörjningsstöd (Paraplyet) of a person in FLAI.
    * `moves`: one row per event in the population register of a person in FLAI.
    * `insatser`: one row per activity. `employments`: one row per Stockholmsjobb, its prolongations included;
      `follow_ups`: one row per employment that was followed up. `partnerskap`: one row per work got through one.
    * `courses`: one row per course participation; `trainings`: one row per person whose training ended.
    * `answers`: one row per respondent and question; `invitations`: one row per survey, year and sex.
    * `kolada`: one row per key figure, municipality, year and sex. `costs`: one row per year, unit and kind of cost.
    * `progression`: one row per participation and instrument.
    * `scb_spells`: one row per spell of an SCB population. `register_years`: one row per person and calendar year,
      `register_months`: one row per person and month; both end two years before the reported one.
    * `said_nyanland`: one row per person in FLAI and month in which Paraplyet says nyanländ.

    `coverage` gives the first and last complete month of the file that a frame is made of, where it has dates.
    `absent` names the columns that a delivered file does not have, as in `spells.jobbplan`: of nobody is it known.
    """

    year: int
    frames: Frames
    first_year: int
    scb_first_year: int = 0
    scb_years: range = range(0)
    support_observed: frozenset[int] = field(default_factory=frozenset)
    settings: Settings = DEFAULTS
    period: str = "VB"
    asked: Window | None = None
    counted: dict[Hashable, pl.LazyFrame] = field(default_factory=dict, repr=False)
    coverage: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    @classmethod
    def as_of(cls, registers: Registers, year: int, settings: Settings = DEFAULTS, period: str = "VB") -> Self:
        given = registers.frames
        reported = Window.tertial(period, year)
        last_day = reported.last_day
        frames: dict[str, pl.LazyFrame] = {}
        observed: frozenset[int] = frozenset()
        if any(name in given for name in rows_of.FILES_OF_PEOPLE):
            people = rows_of.people(given)
            for name, (delivered, read) in FRAMES_OF_PEOPLE.items():
                if delivered in given:
                    frames[name] = read(given[delivered], people, last_day)
        if "flai_uppfoljning_3man" in given:
            answered = pl.col("uppfoljningsdatum")
            frames["follow_ups"] = given["flai_uppfoljning_3man"].filter(answered.is_null() | (answered <= last_day))
        if "processmatt" in given:
            frames["processmatt"] = given["processmatt"].filter(pl.col("manad") <= reported.last)
        if "vux_kurser" in given:
            frames["courses"] = rows_of.courses(given["vux_kurser"], last_day)
        for name, delivered in FRAMES_OF_YEARS.items():
            if delivered in given:
                frames[name] = given[delivered].filter(pl.col("ar") <= year)
        for name, delivered in FRAMES_AS_DELIVERED.items():
            if delivered in given:
                frames[name] = given[delivered]
        if "paraply_bistand" in given and "spells" in frames:
            first, last = registers.coverage["paraply_bistand"]
            rows = given["paraply_bistand"].filter(pl.col("manad").is_between(first, min(last, reported.last)))
            observed = _months_observed(rows, range(first, min(last, reported.last) + 1))
            frames["said_nyanland"] = (
                rows.filter("nyanland")
                .join(people, on="person")
                .select("manad", person="nr")
                .unique()
                .sort("manad", "person")
            )
            frames["support_months"] = (
                rows.filter((pl.col("typ") == Bistandstyp.FORSORJNINGSSTOD) & (pl.col("belopp") > 0))
                .join(people, on="person")
                .select("nr", "manad")
                .sort("manad", "nr")
                .rename({"nr": "person"})
            )
        scb_years, scb_first_year = range(0), year
        if "scb_population" in registers:
            scb_first_year = registers.coverage["scb_population"][0]
            known = pl.col("stockholmsjobb_start").dt.year() <= year - SCB_LAG
            frames["scb_spells"] = (
                registers.frames["scb_population"]
                .filter(pl.col("avslutad").is_null() | (pl.col("avslutad").dt.year() <= year - SCB_LAG))
                .with_columns(pl.when(known).then("stockholmsjobb_start"))
            )
        if "scb_arsdata" in registers:
            first, last = registers.coverage["scb_arsdata"]
            scb_years = range(first, min(last, year - SCB_LAG) + 1)
            frames["register_years"] = registers.frames["scb_arsdata"].filter(pl.col("ar") <= year - SCB_LAG)
        if "scb_manadsdata" in registers:
            last_month = month(year - SCB_LAG, 12)
            frames["register_months"] = registers.frames["scb_manadsdata"].filter(pl.col("manad") <= last_month)
        years = registers.complete_years
        first_year = years.start if years else year
        return cls(
            *(year, Frames(frames, OFTEN_READ), first_year, scb_first_year, scb_years, observed, settings, period),
            coverage=_coverage(registers),
            absent=frozenset(
                f"{frame}.{column}"
                for frame, file in _files_of_frames().items()
                for of, column in registers.absent
                if of == file
            ),
        )

    @property
    def reported_year(self) -> Window:
        """The twelve months that are reported: those that end with the period."""
        return self.asked or Window.tertial(self.period, self.year)

    @property
    def years(self) -> range:
        """The calendar years that the city's registers bear, up to the reported one."""
        return range(self.first_year, self.year + 1)

    def a_year_before(self) -> "Records":
        """The same registers asked about the same period of the year before, with the units of today."""
        return replace(self, year=self.year - 1)

    def choosing(self, **choices: Any) -> "Records":
        """The same registers under other choices."""
        return replace(self, settings=replace(self.settings, **choices), counted={})

    def once(self, key: Hashable, rows: Callable[[], pl.LazyFrame]) -> pl.LazyFrame:
        """The rows, worked out the first time that they are asked for: many tables count the same people."""
        if key not in self.counted:
            self.counted[key] = rows().collect().lazy()
        return self.counted[key]

    def __getitem__(self, name: str) -> pl.LazyFrame:
        return self.frames[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is such a frame, or such a column of one, as in `spells.jobbplan`."""
        return name.partition(".")[0] in self.frames and name not in self.absent


def _files_of_frames() -> dict[str, str]:
    files = {name: file for name, (file, _) in FRAMES_OF_PEOPLE.items()}
    return files | FRAMES_OF_YEARS | FRAMES_AS_DELIVERED | OTHER_FRAMES


def _coverage(registers: Registers) -> dict[str, tuple[int, int]]:
    """Frame → first and last complete month of its file."""
    months = {}
    for frame, file in _files_of_frames().items():
        if file in registers.coverage:
            first, last = registers.coverage[file]
            months[frame] = (month(first, 1), month(last, 12)) if is_yearly(file) else (first, last)
    return months


def _months_observed(rows: pl.LazyFrame, covered: range) -> frozenset[int]:
    """The months of Paraplyet's cover that have been delivered.

    In a file that has many rows a month, a covered month without a single one is a month that was left out.
    """
    counts = dict(rows.group_by("manad").len().collect().iter_rows())
    many = bool(counts) and median(counts.values()) >= ROWS_OF_A_MONTH
    return frozenset(counts if many else covered)
