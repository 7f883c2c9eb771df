"""Parts that a file has none of, because a filter was left on when it was exported: open spells, a unit, partners."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from indikatorer.base.periods import MONTHS, first_day, last_day, month_label
from indikatorer.base.vocabulary import (
    Bistandstyp,
    Enhet,
    jobbtorg,
    jobbtorg_alias,
    stadsdelsnamnd_alias,
    stadsdelsnamnder,
)
from indikatorer.registers.contract import FILES, POPULATION, SPELLS, SUPPORT, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST

LAST_MONTHS = 12
"""Of those who were enrolled in the last of them some have not left yet."""
LONG = 60
"""Months after which most of what has begun has ended."""
SHORTEST = 3
"""Months that a unit must have been there for something to be expected of it."""
EXPECTED = 100
"""Enrolments that a unit of the usual size must have had, so that none at all says something of a small one too."""
MANY = 50
"""Rows of a file that some of every kind are among."""
SHOWN = 5
ENDS = {
    SPELLS: ("avslutad", "avslutad"),
    "flai_insatser": ("slut", "slut"),
    "flai_stockholmsjobb": ("slut", "slut"),
    "vux_kurser": ("slut", "slut"),
}
"""File → the column of the day on which something ended: its header, and its name in the store."""
POPULATIONS = {
    "avslutade_jobbtorg": (SPELLS, "avslutad"),
    "avslutade_stockholmsjobb": ("flai_stockholmsjobb", "slut"),
    "inskrivna": (SPELLS, "inskriven"),
}
"""SCB's populations → the file and the day by which the city knows the same people."""


@dataclass(frozen=True)
class Some:
    """What a file of so many rows (or people) has some of: where, and what its lack means and asks for.

    So many that none at all could not come of chance, were it half as common as it is.
    """

    file: str
    where: str
    which: pl.Expr
    enough: int
    none: str
    meaning: str
    who: str = "rad"


SOME = (
    Some(
        *(SUPPORT, "roll", pl.col("sokande").not_(), MANY, "is a medsökande's (column roll)"),
        "Is the extract limited to sökande? Whoever had assistance as medsökande is otherwise counted as "
        "självförsörjande: export the file again.",
    ),
    Some(
        *("scb_arsdata", "Kommun", pl.col("kommun") != pl.col("kommun").first(), 400),
        "is about somebody who lived in another municipality (column Kommun)",
        "Is the extract limited to one's own? Whoever moved is otherwise taken to have left the register: order all.",
        "lopnr",
    ),
    *(
        Some(
            *("folkbokforing", f"händelse {event}", pl.col("handelse") == event, 400),
            f"has {event} (column händelse)",
            "Is the extract limited to some events, or has the code got another name? Export the file again.",
        )
        for event in ("Avliden", "Utvandrad", "Utflyttad", "Inflyttad")
    ),
)


def filters_left_on(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Open or ended rows, units, partners, other municipalities, events, kinds of assistance and SCB's populations that
    a file has none of."""
    for some in SOME:
        there = rows.get(some.file)
        if there is None or there[some.who].n_unique() < some.enough or not there.filter(some.which).is_empty():
            continue
        sentence = f"none of {there.height} rows {some.none}. {some.meaning}"
        yield Finding("filter", f"{some.file} {some.where}", sentence)
    yield from _one_kind_of_support(rows)
    yield from _long_open(rows, reach)
    yield from _populations(rows, reach)
    if SPELLS not in rows or SPELLS not in reach.spans:
        return
    first, last = reach.spans[SPELLS]
    if last < first:
        return
    yield from _none_open(rows[SPELLS], last)
    for header, column, units, alias in (
        ("jobbtorg", "jobbtorg", jobbtorg(), jobbtorg_alias()),
        ("stadsdelsnämnd", "stadsdelsnamnd", stadsdelsnamnder(), stadsdelsnamnd_alias()),
    ):
        spells = rows[SPELLS].with_columns(unit=pl.col(column).replace(alias))
        yield from _units_without_rows(header, spells, units, first, last)


def _none_open(spells: pl.DataFrame, last: int) -> Iterator[Finding]:
    since = first_day(last - LAST_MONTHS + 1)
    enrolled = spells.filter(pl.col("inskriven") >= since).height
    if enrolled >= FEWEST and spells["avslutad"].null_count() == 0:
        yield Finding(
            "filter",
            f"{SPELLS} avslutad",
            f"all {spells.height} enrolments have ended, also the {enrolled} that began in "
            f"{month_label(last - LAST_MONTHS + 1)} or later. Is the extract limited to those that have ended? People "
            "who are still enrolled, with column avslutad empty, belong to it too.",
        )


def none_ended(rows: Mapping[str, pl.DataFrame], absent: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Files of which nothing has ended. A column that is `absent` is told as that, and may be."""
    for name, (header, column) in ENDS.items():
        if name not in rows or header in absent.get(name, ()):
            continue
        if rows[name].height >= MANY and rows[name][column].null_count() == rows[name].height:
            yield Finding(
                "filter",
                f"{name} {header}",
                f"column {header} is empty in all {rows[name].height} rows. Is the extract limited to what has not "
                "ended, or was the column lost? Export the file again.",
            )


def _long_open(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Files most of whose oldest rows have not ended: the column of ends is another one, or is mostly lost."""
    for name, (header, column) in ENDS.items():
        if name not in rows or name not in reach.spans:
            continue
        since = first_day(reach.spans[name][1] - LONG + 1)
        began = pl.col(store_names(FILES[name])[FILES[name].DATES[0]])
        old = rows[name].filter(began < since)
        there = old.height - old[column].null_count()
        if old.height >= MANY and 0 < there < old.height / 2:
            line = first_line(old.filter(pl.col(column).is_null()))
            yield Finding(
                "filter",
                f"{name} {header}, open",
                f"{old.height - there} of the {old.height} rows that begin more than {LONG} months before the end of "
                f"the file have nothing in column {header} (from line {line} on). Was the column lost, or is it "
                "another one?",
            )


def _one_kind_of_support(rows: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Försörjningsstöd as the smaller part of all or of a year: measures rest on it."""
    if SUPPORT not in rows or rows[SUPPORT].height < MANY:
        return
    told = rows[SUPPORT].select(
        "rad",
        year=pl.col("manad") // MONTHS,
        usual=pl.col("typ").cast(pl.String) == Bistandstyp.FORSORJNINGSSTOD.value,
    )
    years = sorted(told["year"].unique())
    for label, part in (("", told), *((f" {year}", told.filter(year=year)) for year in years)):
        if part.height >= MANY and 2 * int(part["usual"].sum()) < part.height:
            yield Finding(
                "filter",
                f"{SUPPORT} biståndstyp{label}",
                f"{part['usual'].sum()} of {part.height} rows{label and f' of{label}'} are Försörjningsstöd (column "
                f"biståndstyp, from line {first_line(part)} on). Were the codes mapped right, and is every biståndstyp "
                "there? Självförsörjning is measured by försörjningsstöd.",
            )
            if not label:
                return


def _populations(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Populations that SCB's file has none of, though FLAI has people for them in the years that it reaches."""
    if POPULATION not in rows or POPULATION not in reach.spans:
        return
    there = set(rows[POPULATION]["population"].unique())
    for population, (name, column) in POPULATIONS.items():
        if name not in rows or population in there:
            continue
        first, last = reach.spans[POPULATION]
        expected = rows[name].filter(pl.col(column).dt.year().is_between(first, last)).height
        if expected >= MANY:
            yield Finding(
                "filter",
                f"{POPULATION} {population}",
                f"no row has {population} in column Population, where {name} has {expected} rows of the same years. "
                "Is the extract limited? Order all three populations.",
            )


def _units_without_rows(
    header: str, spells: pl.DataFrame, units: tuple[Enhet, ...], first: int, last: int
) -> Iterator[Finding]:
    there = set(spells["unit"].unique())
    without = []
    for unit in units:
        since, until = max(unit.giltig_fran, first_day(first)), min(unit.giltig_till, last_day(last))
        if unit.namn in there or until < since:
            continue
        months = MONTHS * (until.year - since.year) + until.month - since.month + 1
        then = spells.filter(pl.col("inskriven").is_between(since, until)).height
        beside = sum(other.giltig_fran <= until and other.giltig_till >= since for other in units)
        if months >= SHORTEST and then / beside >= EXPECTED:
            without.append(unit.namn)
    if without:
        shown = ", ".join(without[:SHOWN]) + (f" and {len(without) - SHOWN} more" if len(without) > SHOWN else "")
        yield Finding(
            "filter",
            f"{SPELLS} {header}",
            f"no row has {shown} in column {header}. Is the extract limited to some units? Export the file again. If "
            "there is no such unit, correct its days in data/reference.",
        )
