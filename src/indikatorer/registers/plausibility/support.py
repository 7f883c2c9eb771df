"""Rows that Paraplyet should have and has not: assistance goes on from month to month, and leads to a jobbtorg.

A file that lost rows here and there has every month and every person, and only looks as if people came and went.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.registers.contract import SPELLS, SUPPORT, months_of
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.absences import at, between
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST_LOST, OTHER_REGISTER, SHARE, differ

FEWEST = 50
HOLES = 0.15
"""The share of months between two with assistance that have none. It is some per cent: few are away for a month."""
CHANGED, AS_OTHERS = 0.1, 0.75
"""The share of months in which somebody has another role than the month before, at most; how far the amounts of a
person may be apart from month to month, as a part of how far those of two people are."""
SUPPORTED = 0.6
"""The share of enrolments near which there is assistance, at least: it is what people are referred for."""


def support_with_holes(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """What is missing from Paraplyet here and there, for a part of those enrolled, or under the wrong role."""
    if SUPPORT not in rows:
        return
    supported = rows[SUPPORT].select(_at(pl.col("manad"))).to_series().unique().sort()
    yield from _holes(supported)
    yield from _roles(rows[SUPPORT])
    yield from _month_by_month(rows[SUPPORT])
    if SPELLS in rows and SUPPORT in reach.spans:
        yield from _without(rows[SPELLS], supported, reach.spans[SUPPORT])


def _at(month: pl.Expr) -> pl.Expr:
    return at(pl.col("person"), month)


def _holes(supported: pl.Series) -> Iterator[Finding]:
    """Months without assistance between two with it, in all or in a year."""
    months = between(supported)
    counts = months.group_by(year=pl.col("period") // MONTHS).agg(pl.len(), pl.col("none").sum())
    of, none = months.height, int(counts["none"].sum())
    if of >= FEWEST and none > HOLES * of:
        yield _hole("", none, of)
        return
    for when, of_year, none_of_year in counts.sort("year").iter_rows():
        if none_of_year > HOLES * of_year and differ(
            none_of_year, of_year, none - none_of_year, of - of_year, least=OTHER_REGISTER
        ):
            yield _hole(f" {when}", none_of_year, of_year)


def _hole(when: str, none: int, of: int) -> Finding:
    return Finding(
        "holes",
        f"{SUPPORT} bidragsmånad{when}",
        f"{none} of {of} months{when and f' of{when}'} ({none / of:.0%}) between two months with assistance have no "
        "row themselves. Nobody pauses for a single month so often. Are rows missing? Compare the number of rows by "
        "bidragsmånad with Paraplyet, and export the file again.",
    )


def _roles(support: pl.DataFrame) -> Iterator[Finding]:
    """More partners of applicants than applicants: a household has one of them, and one partner at most."""
    partners = support.filter(pl.col("sokande").not_())
    if support.height >= FEWEST and 2 * partners.height > support.height + FEWEST_LOST:
        yield Finding(
            "roles",
            f"{SUPPORT} roll",
            f"{partners.height} of {support.height} rows are a medsökande's, the first on line "
            f"{first_line(partners)}. A household has one sökande, and one medsökande at most. Are the codes in column "
            "roll swapped? Kronor are counted for sökande only.",
        )


def _month_by_month(support: pl.DataFrame) -> Iterator[Finding]:
    """Roles and amounts that say nothing of the person: they change from month to month as from one to another."""
    amount, month = pl.col("belopp").log(), pl.col("manad")
    told = support.filter(pl.col("belopp") > 0).sort("manad", "person", "rad")
    other = pl.when(month == month.shift()).then(amount.shift())
    told = told.select("rad", "sokande", at=_at(month), amount=amount, other=other)
    both = told.join(told.select(pl.col("at") + 1, "sokande", "amount"), on="at", suffix="_before")
    if both.height < FEWEST:
        return
    changed = both.filter(pl.col("sokande") != pl.col("sokande_before"))
    if changed.height > CHANGED * both.height:
        yield Finding(
            "roles",
            f"{SUPPORT} roll, months",
            f"the role is another one than the month before in {changed.height} of {both.height} rows, the first on "
            f"line {first_line(changed)}. Was column roll moved against the rows? Kronor are counted for sökande only.",
        )
    here, among = (
        float((both["amount"] - both[other]).abs().median() or 0)  # type: ignore[arg-type]
        for other in ("amount_before", "other")
    )
    if among > 0 and here > AS_OTHERS * among:
        yield Finding(
            "amounts",
            f"{SUPPORT} nettobelopp, rows",
            f"amounts of one person are no more like those of the month before than like another person's (from line "
            f"{first_line(both)} on, {both.height} months). Was column nettobelopp moved against the rows?",
        )


def _without(spells: pl.DataFrame, supported: pl.Series, reach: list[int]) -> Iterator[Finding]:
    """Enrolments near which Paraplyet has nothing: of all, of a district or of a year."""
    month = months_of(pl.col("inskriven"))
    known = spells.filter(month.is_between(reach[0] + 1, reach[1] - 1)).select(
        "stadsdelsnamnd", year=(month // MONTHS).cast(pl.String), since=_at(month - 1)
    )
    # the first month with assistance from the one before on is near, or there is none that is
    first = supported.extend_constant(None, 1).gather(supported.search_sorted(known["since"]))
    known = known.with_columns(has=(first <= known["since"] + 2).fill_null(False))
    of, has = known.height, int(known["has"].sum())
    if of >= FEWEST and has < SUPPORTED * of:
        yield _unsupported("", "", of - has, of)
        return
    for column, what in (("stadsdelsnamnd", "stadsdelsnämnd"), ("year", "year")):
        counts = known.group_by(column).agg(pl.len(), pl.col("has").sum()).sort(column)
        for label, of_part, has_part in counts.iter_rows():
            if has_part < SUPPORTED * of_part and differ(has_part, of_part, has - has_part, of - of_part, least=SHARE):
                yield _unsupported(f" {label}", f", {what} {label}", of_part - has_part, of_part)


def _unsupported(label: str, where: str, none: int, of: int) -> Finding:
    return Finding(
        "holes",
        f"{SUPPORT} beside {SPELLS}{label}",
        f"{none} of {of} enrolments in {SPELLS}{where} have no row in {SUPPORT} for the same person in the month "
        "before, the same month or the month after. Is a part of Paraplyet missing, or are the personnummer of another "
        "extract? Export the file again.",
    )
