"""Dates and months that are moved: a day early (a program's time zone), a month late (when it was paid), a year on.

Moved dates are as plausible as the right ones, each for itself. Together they are not: offices are open on working
days, whoever leaves for work has assistance until then, and Statistics Sweden has the city's own dates.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.base.vocabulary import Avslutsorsak, Bistandstyp
from indikatorer.registers.contract import FILES, JOBS, POPULATION, SPELLS, SUPPORT, months_of, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.absences import at
from indikatorer.registers.plausibility.finding import Finding, first_line

Rows = Mapping[str, pl.DataFrame]

ENOUGH = 100
"""Dates, or exits, that it takes."""
OFFICE = {
    SPELLS: ("inskriven", "jobbplan", "avslutad"),
    "flai_insatser": ("start",),
    JOBS: ("start",),
    "flai_uppfoljning_3man": ("uppföljningsdatum",),
    POPULATION: ("InskrivenDatum", "AvslutDatum", "StockholmsjobbStart"),
}
"""Dates of what is done at an office that is closed on Saturdays and Sundays."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOSED, OPEN = 0.05, 0.1
"""The share of dates that two days on which an office is closed have together, at most; that of one that is open."""
AFTER, UNTIL = 0.75, 0.25
"""Of those who leave for work: those who have försörjningsstöd the month after, or still in the month itself, as a part
of those who have it the month before. Nearly all, or hardly any: then the months are not those of the assistance."""
SAME_DATES = (
    ("InskrivenDatum", "inskrivna", SPELLS, "inskriven"),
    ("AvslutDatum", "avslutade_jobbtorg", SPELLS, "avslutad"),
    ("StockholmsjobbStart", "avslutade_stockholmsjobb", JOBS, "start"),
)
"""Dates of SCB's that the city has sent there: of which population, and in which of its files they are."""
LAGS = {"days": range(-3, 4), "months": range(-MONTHS, MONTHS + 1)}
OTHERS, PART = 0.03, 0.3
"""So many of SCB's dates may be other ones than the city's, as a share; this part of them is left when they are moved
back, if they have been moved."""


def moved_dates(rows: Rows, reach: Coverage) -> Iterator[Finding]:
    """Dates that lie a few days beside the working days, months beside those of assistance, or SCB's beside FLAI's."""
    for name, headers in OFFICE.items():
        for header in headers if name in rows else ():
            yield from _beside_the_week(name, header, rows[name])
    if {SPELLS, SUPPORT} <= rows.keys() & reach.spans.keys():
        yield from _beside_the_exits(rows[SPELLS], rows[SUPPORT], reach.spans[SUPPORT])
    for header, population, name, ours in SAME_DATES:
        if {POPULATION, name} <= rows.keys() & reach.spans.keys():
            there = rows[POPULATION].filter(population=population)
            yield from _beside_ours(header, there, f"{name} {ours}", rows[name][ours], reach)


def _beside_the_week(name: str, header: str, rows: pl.DataFrame) -> Iterator[Finding]:
    """Two days in a row on which nothing happens, and which are not Saturday and Sunday, when something does."""
    dated = rows.select("rad", day=store_names(FILES[name])[header]).drop_nulls("day")
    if dated.height < ENOUGH:
        return
    counts = dict(dated["day"].dt.weekday().value_counts().iter_rows())
    shares = [counts.get(day, 0) / dated.height for day in range(1, 8)]
    pair = min(range(7), key=lambda at: (shares[at] + shares[(at + 1) % 7], at))
    if pair == 5 or shares[pair] + shares[(pair + 1) % 7] > CLOSED or max(shares[5:]) < OPEN:
        return
    weekend = 6 if shares[5] >= shares[6] else 7
    row = dated.filter(pl.col("day").dt.weekday() == weekend).sort("rad").row(0, named=True)
    yield Finding(
        "dates",
        f"{name} {header}, days",
        f"{shares[weekend - 1]:.0%} of {dated.height} dates are a {DAYS[weekend - 1]} (line {row['rad']}: {row['day']}"
        f"), and hardly any a {DAYS[pair]} or a {DAYS[(pair + 1) % 7]}. Has a program moved all dates by some days (a "
        "time zone, or dates counted from 1904)? Export the file again, and compare some with the register.",
    )


def _beside_the_exits(spells: pl.DataFrame, support: pl.DataFrame, reach: list[int]) -> Iterator[Finding]:
    """Assistance that goes on after exits to work, or ends before them: for all of them, or for those of a year."""
    month = months_of(pl.col("avslutad"))
    exits = spells.filter(pl.col("avslutsorsak") == Avslutsorsak.ARBETE.value).select("rad", "person", manad=month)
    exits = exits.filter(pl.col("manad").is_between(reach[0] + 1, reach[1] - 1))
    person, month = pl.col("person"), pl.col("manad")
    near = pl.concat([exits.select(at(person, month + shift)) for shift in (-1, 0, 1)]).to_series().unique()
    usual = support.filter(at(person, month).is_in(near.implode()), pl.col("typ") == Bistandstyp.FORSORJNINGSSTOD.value)
    paid = usual.group_by("person", "manad").agg(pl.col("belopp").sum()).filter(pl.col("belopp") > 0)
    for name, shift in (("before", -1), ("same", 0), ("after", 1)):
        then = paid.select("person", pl.col("manad") - shift, pl.lit(True).alias(name))
        exits = exits.join(then, on=["person", "manad"], how="left", maintain_order="left")
    told = exits.with_columns(pl.col("before", "same", "after").fill_null(False), year=pl.col("manad") // MONTHS)
    for year in (None, *sorted(told["year"].unique())):
        part = told if year is None else told.filter(year=year)
        before, same, after = (int(part[column].sum()) for column in ("before", "same", "after"))
        if before < (ENOUGH if year is None else ENOUGH // 2):
            continue
        late, early = after > AFTER * before, same < UNTIL * before
        if not (late or early):
            continue
        of = "" if year is None else f" of {year}"
        yield Finding(
            "dates",
            f"{SUPPORT} bidragsmånad, {'late' if late else 'early'}{of and f' {year}'}",
            f"of {part.height} exits to work{of}, {before} have försörjningsstöd in the month before, {same} in the "
            f"month itself and {after} in the month after. Is bidragsmånad the month of "
            f"{'payment' if late else 'application'}, or moved by one? It is the month that the assistance is for.",
        )
        if year is None:
            return


def _beside_ours(header: str, there: pl.DataFrame, where: str, ours: pl.Series, reach: Coverage) -> Iterator[Finding]:
    """SCB's dates that are the city's own only when all of them are moved by so many days or months."""
    column = store_names(FILES[POPULATION])[header]
    dated = there.select("rad", day=column).drop_nulls("day")
    first, last = reach.spans[POPULATION]
    theirs = dated.filter(pl.col("day").dt.year().is_between(first + 1, last - 1))["day"]
    if theirs.len() < ENOUGH:
        return
    for unit, lags in LAGS.items():
        known, sent = (_counted(days, unit) for days in (ours.drop_nulls(), theirs))
        others = {lag: sum(max(count - known.get(at - lag, 0), 0) for at, count in sent.items()) for lag in lags}
        lag = min(lags, key=lambda lag: (others[lag], abs(lag)))
        if lag and others[0] > OTHERS * theirs.len() and others[lag] < PART * others[0]:
            yield Finding(
                "dates",
                f"{POPULATION} {header}, {lag} {unit}",
                f"{others[0]} of {theirs.len()} dates are none of {where}, and {others[lag]} when all are moved "
                f"by {-lag} {unit} (from line {first_line(dated)} on). Have they been moved on their way?",
            )
            return


def _counted(days: pl.Series, unit: str) -> dict[int, int]:
    """How many dates lie on each day, or in each month, as whole numbers that follow one another."""
    return dict((days.to_physical() if unit == "days" else months_of(days)).value_counts().iter_rows())
