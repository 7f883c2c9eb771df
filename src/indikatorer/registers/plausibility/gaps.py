"""Months, years and units that were there, and are not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import polars as pl

from indikatorer.base.periods import MONTHS, month_label, month_of
from indikatorer.base.vocabulary import (
    jobbtorg,
    jobbtorg_alias,
    jobbtorg_for_stadsdel,
    stadsdelsnamnd_alias,
    stadsdelsnamnder,
)
from indikatorer.registers.columns import DAY, kind_of
from indikatorer.registers.contract import FILES, SPELLS, SUPPORT, months_of, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding

UNITS = {"jobbtorg": (jobbtorg, jobbtorg_alias), "stadsdelsnamnd": (stadsdelsnamnder, stadsdelsnamnd_alias)}
EVERY_YEAR = ("scb_arsdata",)
"""Files that tell of everybody in every year."""


@dataclass(frozen=True)
class Gap:
    """What a gap is: so many rows must be expected in it, and there are at most this part of those beyond them.

    `at_the_end`: also where a file just gets thin towards its end.
    """

    expected: int
    part: float
    at_the_end: bool = True


OF_A_FILE, OF_A_DISTRICT = Gap(25, 0.1, at_the_end=False), Gap(20, 0.1)
GAPS = {SPELLS: Gap(12, 0.2), SUPPORT: Gap(12, 0.5)}
"""Where a gap is found sooner: every month has enrolments, and most people with assistance have it the month after
too. The rows of other files come in clusters."""
LONGEST, BESIDE, LEAST_BEFORE, LEAST_AFTER = 12, 12, 6, 3
"""Months of a gap at most, where it has any row; of those around it that tell what is expected, and how many of them
there must be."""


def gaps(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Months in which a file has far fewer rows than around them: as a whole, or those of one unit."""
    for name, frame in rows.items():
        if name not in FILES or name not in reach.spans:
            continue
        for header in FILES[name].DATES:
            column, kind = store_names(FILES[name])[header], kind_of(FILES[name].headers()[header])
            if not (kind is DAY or kind.is_month):
                continue
            first, last = in_months(name, reach)
            points = frame.with_columns(point=month_in(column, frame)).drop_nulls("point")
            seen: list[tuple[str, int, int]] = []
            for start, end, count, expected in _runs(_counted(points), first, last, GAPS.get(name, OF_A_FILE)):
                seen.append(("", start, end))
                yield _gap(f"{name} {header}", start, end, count, expected)
            if name != SPELLS:
                continue
            if header == "avslutad":
                yield from _reasons_gone(points, first, last)
            for unit_column, (units, alias) in UNITS.items():
                by_unit = _counted_by(pl.col(unit_column).replace(alias()), points)
                for unit in units():
                    wider = ("", jobbtorg_for_stadsdel().get(unit.namn))
                    until = min(last, month_of(unit.giltig_till))
                    gap = GAPS[name] if unit_column == "jobbtorg" else OF_A_DISTRICT
                    for start, end, count, expected in _runs(by_unit.get(unit.namn, {}), first, until, gap):
                        if not any(of in wider and start <= stop and go <= end for of, go, stop in seen):
                            seen.append((unit.namn, start, end))
                            yield _gap(f"{name} {header}, {unit.namn}", start, end, count, expected)


def _counted(points: pl.DataFrame) -> dict[int, int]:
    """How many rows there are in each month."""
    return dict(points["point"].value_counts().iter_rows())


def _counted_by(what: pl.Expr, points: pl.DataFrame) -> dict[str, dict[int, int]]:
    """How many rows there are in each month, by what the rows say."""
    counts: dict[str, dict[int, int]] = {}
    for said, point, count in points.group_by(what.alias("said"), "point").len().drop_nulls().sort("said").iter_rows():
        counts.setdefault(said, {})[point] = count
    return counts


def _reasons_gone(exits: pl.DataFrame, first: int, last: int) -> Iterator[Finding]:
    """Months in which nobody leaves for a reason that there was before, while others leave."""
    for reason, counts in _counted_by(pl.col("avslutsorsak"), exits).items():
        for start, end, count, expected in _runs(counts, first, last, OF_A_DISTRICT):
            others = exits.filter(pl.col("point").is_between(start, end), pl.col("avslutsorsak") != reason).height
            if others >= expected:
                ask = "Has its code got another name, or been put under another reason? Map it in leverans.toml."
                yield _gap(f"{SPELLS} avslutsorsak, {reason}", start, end, count, expected, ask)


def years_gone(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Years in which a file that tells of everybody has far fewer rows than in the years around."""
    for name in EVERY_YEAR:
        if name not in rows or name not in reach.spans:
            continue
        counts = dict(rows[name]["ar"].value_counts().iter_rows())
        for year in range(min(counts, default=0) + 1, reach.spans[name][1] + 1):
            around = [counts[max(then for then in counts if then < year)]]
            around += [counts[then] for then in sorted(counts) if year < then <= reach.spans[name][1]][:1]
            expected, count = min(around), counts.get(year, 0)
            if expected >= OF_A_FILE.expected and 2 * count < expected:
                yield Finding(
                    "gap",
                    f"{name} AR {year}",
                    f"{count} rows, where the years around have {expected} at least. Is the year missing? Whoever has "
                    "no row in a year is taken to have left the register.",
                )


def _gap(
    where: str, start: int, end: int, count: int, expected: float, ask: str = "Is a part of the extract missing?"
) -> Finding:
    when = month_label(start) if start == end else f"{month_label(start)}–{month_label(end)}"
    return Finding(
        "gap",
        f"{where} {when}",
        f"{count} rows, where the months around let {expected:.0f} be expected. {ask}",
    )


def in_months(name: str, reach: Coverage) -> tuple[int, int]:
    first, last = reach.spans[name]
    return (MONTHS * first, MONTHS * last + MONTHS - 1) if name.startswith("scb_") else (first, last)


def month_in(column: str, frame: pl.DataFrame) -> pl.Expr:
    if frame.schema[column] == pl.Date:
        return months_of(pl.col(column))
    return pl.col(column)


def _runs(counted: Mapping[int, int], first: int, last: int, gap: Gap) -> Iterator[tuple[int, int, int, float]]:
    """Months with too few rows: the first and last of a run, its rows and those expected. No two overlap.

    `counted` are the rows of each month.
    Expected are no more than before, than after (a file that grows or ends slowly is none with a gap), and than in the
    same months of other years. Of runs that overlap it is the one that chance brings least. What lies before the first
    row is not looked at.
    """
    within = [point for point in counted if first <= point <= last]
    if not within:
        return
    first = min(within)
    counts = [counted.get(point, 0) for point in range(first, last + 1)]
    sums = [0]
    for count in counts:
        sums.append(sums[-1] + count)
    of_calendar = [counts[number::MONTHS] for number in range(MONTHS)]
    found = []
    for start in range(LEAST_BEFORE, len(counts)):
        season = 0.0
        for end in range(start, min(start + max(LONGEST, _empty(counts, start)), len(counts))):
            same = of_calendar[end % MONTHS]
            season += (sum(same) - counts[end]) / (len(same) - 1) if len(same) > 1 else float("inf")
            before, after = range(max(0, start - BESIDE), start), range(end + 1, min(end + 1 + BESIDE, len(counts)))
            rates = [(sums[before.stop] - sums[before.start]) / len(before)]
            if len(after) >= LEAST_AFTER:
                rates.append((sums[after.stop] - sums[after.start]) / len(after))
            elif not gap.at_the_end:
                break
            expected = min(min(rates) * (end - start + 1), season)
            rows = sums[end + 1] - sums[start]
            if expected >= gap.expected and rows <= gap.part * (expected - gap.expected):
                unlikely = expected - rows + (rows * log(rows / expected) if rows else 0)
                found.append((unlikely, start, end, rows, expected))
    taken: list[tuple[int, int]] = []
    for _, start, end, rows, expected in sorted(found, reverse=True):
        if all(end < since or until < start for since, until in taken):
            taken.append((start, end))
            yield first + start, first + end, rows, expected


def _empty(counts: Sequence[int], start: int) -> int:
    """How many months without any row follow from one on, where the month before has some."""
    if not counts[start - 1]:
        return 0
    return next((end for end in range(start, len(counts)) if counts[end]), len(counts)) - start
