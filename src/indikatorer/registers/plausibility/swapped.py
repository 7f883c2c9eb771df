"""Two codes that have changed places in a year: each has the share that the other has in the years around.

Of columns that say J or N, `meanings` tells: two shares that sum to one are swapped when one is.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

import polars as pl

from indikatorer.registers.columns import kind_of
from indikatorer.registers.contract import FILES, store_names, year_of
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import OTHER_REGISTER, differ

ALIKE = 0.05
"""Two shares that are less apart may be the same one."""
EACH, TOGETHER = 4.0, 3.0
"""Standard errors that each of two swapped shares is at most from the other's before, and their sum from itself."""
BY = {("flai_inskrivningar", "avslutsorsak"): "avslutad", ("scb_population", "Avslutsorsak"): "avslutad"}
"""Columns that are about another day than the first of their file."""
TOLD_ELSEWHERE = ("kön", "Kon")


def codes_that_change_places(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Years in which two codes of a column are swapped, in all files with a date."""
    for name, frame in rows.items():
        if name not in FILES or not FILES[name].DATES:
            continue
        stored = store_names(FILES[name])
        for header, declared in FILES[name].headers().items():
            column, codes = stored[header], kind_of(declared).codes
            if not codes or header in TOLD_ELSEWHERE or column not in frame.columns or set(codes) == {"J", "N"}:
                continue
            by = BY.get((name, header))
            year = pl.col(by).dt.year() if by else year_of(name)
            gate, where = ("reasons", name) if by and header == "avslutsorsak" else ("codes", f"{name} {header}")
            rows_of = frame.group_by(year.alias("year"), pl.col(column).alias("code")).len().drop_nulls()
            counts = {(when, code): count for when, code, count in rows_of.cast({"code": pl.String}).iter_rows()}
            yield from _swapped(gate, where, Counter(counts))


def _swapped(gate: str, where: str, counts: Counter[tuple[int, str]]) -> Iterator[Finding]:
    codes = sorted({code for _, code in counts})
    of = {year: sum(counts[year, code] for code in codes) for year in sorted({year for year, _ in counts})}
    for year, of_year in of.items():
        around = [beside for beside in (year - 1, year + 1) if beside in of]
        usual = {code: sum(counts[beside, code] for beside in around) for code in codes}
        of_usual = sum(usual.values())
        lasting = [code for code in codes if _is_usual([(counts[beside, code], of[beside]) for beside in around])]
        for one, other in combinations(lasting, 2):
            here, there = (counts[year, one], counts[year, other]), (usual[one], usual[other])
            is_other = all(
                differ(ours, of_year, theirs, of_usual, least=OTHER_REGISTER)
                for ours, theirs in zip(here, there, strict=True)
            )
            is_swapped = not any(
                differ(ours, of_year, theirs, of_usual, least=ALIKE, chance=EACH)
                for ours, theirs in zip(here, reversed(there), strict=True)
            )
            # what the two have together does not change when they are swapped
            is_moved = differ(sum(here), of_year, sum(there), of_usual, least=ALIKE, chance=TOGETHER)
            if is_other and is_swapped and not is_moved:
                what = "exits" if gate == "reasons" else "rows"
                yield Finding(
                    gate,
                    f"{where} {year}, {one} and {other}",
                    f"{here[0]} and {here[1]} of {of_year} {what}, where the years around have {there[0]} and "
                    f"{there[1]} of {of_usual}. Are the two codes swapped?",
                )


def _is_usual(around: list[tuple[int, int]]) -> bool:
    """Whether the years around, so many of how many, have the same share: a code that begins or ends there has none."""
    return all(count for count, _ in around) and (
        len(around) < 2 or not differ(*around[0], *around[1], least=OTHER_REGISTER)
    )
