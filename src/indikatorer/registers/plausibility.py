"""What in a delivery can be read and cannot well be true: gates that stand between it and what is published.

A gate finds what would be hard to come by by chance, and small deliveries have little of that. What it finds is kept
with the store; whoever has looked says so in `data/reference/acknowledged.toml`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log, sqrt

import polars as pl

from indikatorer.base.periods import MONTHS, month_label, month_of
from indikatorer.base.vocabulary import (
    Kon,
    jobbtorg,
    jobbtorg_alias,
    jobbtorg_for_stadsdel,
    stadsdelsnamnd_alias,
    stadsdelsnamnder,
)
from indikatorer.registers import personnummer
from indikatorer.registers.absences import periods_that_are_missing
from indikatorer.registers.answers import answers_that_were_turned
from indikatorer.registers.columns import DAY, kind_of
from indikatorer.registers.consistency import repeated
from indikatorer.registers.contract import FILES, months_of, store_names, year_of
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.cut import cut_files
from indikatorer.registers.dates import dates_that_were_not_meant
from indikatorer.registers.delivered import day_of_delivery
from indikatorer.registers.delivery import is_yearly
from indikatorer.registers.figures import figures_that_do_not_hold
from indikatorer.registers.filtered import filters_left_on, none_ended
from indikatorer.registers.finding import Finding
from indikatorer.registers.meanings import codes_that_say_the_opposite
from indikatorer.registers.moved import moved_dates
from indikatorer.registers.names import names_with_lost_letters
from indikatorer.registers.sexes import sexes_of_people
from indikatorer.registers.shares import CHANCE, FEWEST, FEWEST_LOST, OTHER_REGISTER, SHARE, differ
from indikatorer.registers.strangers import strangers
from indikatorer.registers.support import support_with_holes
from indikatorer.registers.swapped import codes_that_change_places
from indikatorer.registers.unfilled import columns_that_tell_nothing

INSKRIVNINGAR = "flai_inskrivningar"
BISTAND = "paraply_bistand"
OF_FLAI = (INSKRIVNINGAR, "flai_insatser", "flai_stockholmsjobb")
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
GAPS = {INSKRIVNINGAR: Gap(12, 0.2), BISTAND: Gap(12, 0.5)}
"""Where a gap is found sooner: every month has enrolments, and most people with assistance have it the month after
too. The rows of other files come in clusters."""
LONGEST, BESIDE, LEAST_BEFORE, LEAST_AFTER = 12, 12, 6, 3
"""Months of a gap at most, where it has any row; of those around it that tell what is expected, and how many of them
there must be."""
OF_EACH_PERIOD = ("processmatt", "ekonomi_kostnader")
"""Files that have a row for each period from the first on."""
FEWEST_OF_OTHERS = 150
"""Rows that a file must lack at its beginning, where what it tells of began slowly: jobs, and what came of them."""
STEP, OF_A_MEDIAN = 1.35, 1.2533
"""The median of a year is less than so many times that of the year before, or no such part of it. So many times the
standard error of a mean is that of a median."""
AMOUNT_RATIO, FEWEST_AMOUNTS = 5, 20
"""A median of at least so many amounts is this many times that of other periods, or a part of it as small."""
NEVER_ALL_0 = (BISTAND, "scb_arsdata")
"""Files most of whose amounts to live on are above 0, in all and in each period of the first."""
RESPONSE = 0.25
"""The part of the usual share of answers that a year has at least."""
COPIED = 0.95
"""The share of a month's rows that can say just what those of the month before say."""
REPEATED = {INSKRIVNINGAR: 0.02, BISTAND: 0.02, "flai_insatser": 0.02, "flai_stockholmsjobb": 0.02, "vux_kurser": 0.3}
"""The share of rows that can be alike in all but their identity."""
LOST = 0.05
"""The share of people in a file that may be missing from the one that names them all."""
BORN = 0.5
"""Years that those who left may on average be older or younger at SCB."""
APART = 3
"""So many months may lie between the ends of registers, where the delivery does not say how far they reach."""

AMOUNTS = {
    (BISTAND, "manad", "belopp"): (3_000_00, 40_000_00),
    ("scb_manadsdata", "manad", "arbetsinkomst"): (2_000_00, 100_000_00),
    ("scb_arsdata", "ar", "forvers"): (20_000, 800_000),
    ("scb_arsdata", "ar", "forvink"): (20_000, 800_000),
    ("scb_arsdata", "ar", "raks_summaink"): (20_000, 800_000),
    ("scb_arsdata", "ar", "socbidrfam"): (2_000, 400_000),
    ("scb_arsdata", "ar", "arblos"): (2_000, 400_000),
    ("scb_arsdata", "ar", "studmed"): (1_000, 400_000),
    ("scb_arsdata", "ar", "foralpeng"): (500, 400_000),
    ("scb_arsdata", "ar", "fortid"): (2_000, 400_000),
}
"""File, period and amount → within what the median of amounts above 0 has ever been (öre by month, kronor by year)."""

CODED = (
    *("kon", "bakgrund", "utbildning", "avslutsorsak", "malgrupp_resurs", "aterremiss_in", "regi", "fullfoljd"),
    *("status", "sokande", "typ", "population", "skolform", "utfall", "nyanland", "verksamhet", "stockholmsjobb_typ"),
)
"""Columns of codes whose shares are much the same in the next delivery, in whichever files they are."""

OF_A_LIVING = ("belopp", "arbetsinkomst", "forvers", "forvink", "raks_summaink")
"""Amounts whose median is much the same in every period."""

SEXES = {
    **{"flai_inskrivningar": "inskriven", "scb_population": "avslutad"},
    **{"vux_kurser": "start", "vux_uppfoljning": "slut", "enkat_svar": "ar"},
}
"""Files that tell the sex, with the date of a row."""


def findings(
    rows: Mapping[str, pl.DataFrame],
    reach: Coverage,
    ended: Mapping[str, bool] | None = None,
    delivered: date | None = None,
    today: date | None = None,
    absent: Mapping[str, Collection[str]] | None = None,
) -> list[Finding]:
    """What the gates find in a delivery, by gate and place. `rows` are good rows with people as numbers.

    `ended` says of text files whether their last line is ended. `delivered` is the day of delivery, if it is known;
    without `today` it is taken to have come. `absent` are the columns that files do not have, by header.
    """
    rows = _without_absent(rows, absent or {})
    found = [finding for gate in GATES for finding in gate(rows, reach)]
    found += [*day_of_delivery(rows, reach, delivered, today), *none_ended(rows, absent or {})]
    found += columns_that_tell_nothing(rows, reach, absent or {})
    if ended and (any(ended.values()) or len(ended) == 1):  # some programs never end the last line of a file
        found += [
            Finding(
                "cut", f"{name}, last line", "it has no line end. Has the file been cut? Then its last cell may be too."
            )
            for name, is_ended in ended.items()
            if not is_ended
        ]
    return sorted(found, key=lambda finding: (finding.gate, finding.about))


def _without_absent(
    rows: Mapping[str, pl.DataFrame], absent: Mapping[str, Collection[str]]
) -> Mapping[str, pl.DataFrame]:
    """Rows with nothing in columns that a file does not have: some read an amount of 0 from an empty cell."""
    names = {
        name: [column for header in headers if (column := store_names(FILES[name])[header]) in rows[name].columns]
        for name, headers in absent.items()
        if name in rows
    }
    return {
        name: frame.with_columns(pl.lit(None, frame.schema[column]).alias(column) for column in names.get(name, ()))
        for name, frame in rows.items()
    }


def marks(rows: Mapping[str, pl.DataFrame]) -> dict[str, list[int]]:
    """What of a delivery stays much the same from one to the next: how many rows say so, of how many."""
    counted = {}
    for name, frame in rows.items():
        for column in CODED:
            if column in frame.columns:
                said = frame[column].drop_nulls()
                for label, count in said.value_counts().cast({column: pl.String}).sort(column).iter_rows():
                    counted[f"{name} {column} {label}"] = [count, said.len()]
    return counted


# --- months and units that were there ---------------------------------------------------------------------------------


def _gaps(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Months in which a file has far fewer rows than around them: as a whole, or those of one unit."""
    for name, frame in rows.items():
        if name not in FILES or name not in reach.spans:
            continue
        for header in FILES[name].DATES:
            column, kind = store_names(FILES[name])[header], kind_of(FILES[name].headers()[header])
            if not (kind is DAY or kind.is_month):
                continue
            first, last = _in_months(name, reach)
            points = frame.with_columns(point=_month(column, frame)).drop_nulls("point")
            seen: list[tuple[str, int, int]] = []
            for start, end, count, expected in _runs(_counted(points), first, last, GAPS.get(name, OF_A_FILE)):
                seen.append(("", start, end))
                yield _gap(f"{name} {header}", start, end, count, expected)
            if name != INSKRIVNINGAR:
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
                yield _gap(f"{INSKRIVNINGAR} avslutsorsak, {reason}", start, end, count, expected, ask)


def _years_gone(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
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


def _in_months(name: str, reach: Coverage) -> tuple[int, int]:
    first, last = reach.spans[name]
    return (MONTHS * first, MONTHS * last + MONTHS - 1) if name.startswith("scb_") else (first, last)


def _month(column: str, frame: pl.DataFrame) -> pl.Expr:
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


def _ends(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Registers that begin after the delivery says, or end before the others where it does not say."""
    assumed = {name: reach.spans[name][1] for name in (*OF_FLAI[:1], BISTAND) if name in reach.inferred}
    latest = max((reach.spans[name][1] for name in (INSKRIVNINGAR, BISTAND) if name in reach.spans), default=0)
    for name, last in assumed.items():
        if last < latest - APART:
            yield Finding(
                "end",
                f"{name} {month_label(last)}",
                f"the file ends {latest - last} months before the others. Is it an older one, or cut? "
                "If it is right, [tackning] in leverans.toml can say so.",
            )
    for name in rows.keys() & FILES.keys():
        if name not in reach.inferred and name in reach.spans and FILES[name].DATES:
            yield from _begins(name, rows[name], reach)


def _begins(name: str, rows: pl.DataFrame, reach: Coverage) -> Iterator[Finding]:
    """A file whose first rows are long after the delivery says that it begins."""
    header = FILES[name].DATES[0]
    column, kind = store_names(FILES[name])[header], kind_of(FILES[name].headers()[header])
    in_years = is_yearly(name) and not (kind is DAY or kind.is_month)
    first, label = (reach.spans[name][0], str) if in_years else (_in_months(name, reach)[0], month_label)
    points = rows.select(point=pl.col(column) if in_years else _month(column, rows))["point"].drop_nulls()
    counts = sorted(points.value_counts().iter_rows())
    expected = 1 if name in OF_EACH_PERIOD else FEWEST if name in (INSKRIVNINGAR, BISTAND) else FEWEST_OF_OTHERS
    if len(counts) > LEAST_AFTER and (counts[0][0] - first) * min(n for _, n in counts[:LEAST_AFTER]) >= expected:
        yield Finding(
            "end",
            f"{name} {label(first)}",
            f"[tackning] says that the file begins then, but its first rows are of {label(counts[0][0])}.",
        )


# --- shares and codes -------------------------------------------------------------------------------------------------


def _reasons(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """A quarter with other reasons than the rest, and SCB's exits with other reasons than the city's."""
    if INSKRIVNINGAR not in rows:
        return
    exits = rows[INSKRIVNINGAR].filter(pl.col("avslutad").is_not_null())
    by_quarter = exits.with_columns(
        quarter=pl.format("{} kvartal {}", pl.col("avslutad").dt.year(), pl.col("avslutad").dt.quarter())
    )
    for when, reason, count, of, others, of_others in _shares(by_quarter, "quarter", "avslutsorsak"):
        if count / of > others / max(of_others, 1):
            yield Finding(
                "reasons",
                f"{INSKRIVNINGAR} {when}",
                f"{count / of:.0%} of {of} exits have the reason {reason}, {others / of_others:.0%} of the others. "
                "Were the reasons exported, and mapped right?",
            )
    both = _exits_of_both(exits, rows, reach)
    for column, gate, what in (
        *(("avslutsorsak", "reasons", "avslutsorsak"), ("kon", "sexes", "Kon"), ("jobbtorg", "codes", "Jobbtorg")),
    ):
        yield from _beside_scb(both, column, gate, what)
    yield from _born_beside_scb(both)
    yield from _beside_scb(_jobs_of_both(rows, reach), "typ", "codes", "StockholmsjobbTyp")


def _shares(frame: pl.DataFrame, period: str, column: str) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Each period's value of a column whose share is far from that in the others: counts and bases of both."""
    counts = frame.drop_nulls([period, column]).group_by(period, column).len()
    of, of_all = dict(counts.group_by(period).agg(pl.col("len").sum()).iter_rows()), counts["len"].sum()
    totals = dict(counts.group_by(column).agg(pl.col("len").sum()).iter_rows())
    for when, label, count in counts.sort(period, column).iter_rows():
        others, of_others = totals[label] - count, of_all - of[when]
        if of[when] >= FEWEST and differ(count, of[when], others, of_others, least=SHARE):
            yield str(when), str(label), count, of[when], others, of_others


def _beside_scb(
    both: tuple[pl.DataFrame | None, pl.DataFrame | None], column: str, gate: str, what: str
) -> Iterator[Finding]:
    """Shares among the exits that SCB has followed, beside those of the same years in FLAI."""
    theirs, ours = both
    if theirs is None or ours is None:
        return
    apart = []
    for label in sorted(theirs[column].drop_nulls().unique()):
        one, other = (int((frame[column] == label).sum()) for frame in (theirs, ours))
        of, of_other = (frame[column].drop_nulls().len() for frame in (theirs, ours))
        if differ(one, of, other, of_other, least=OTHER_REGISTER / 2 if column == "kon" else OTHER_REGISTER):
            apart.append(f"{label} {one / of:.0%} beside {other / of_other:.0%}")
    if apart:
        yield Finding(
            gate,
            f"scb_population {what}",
            f"of the same exits, SCB's file and FLAI say otherwise: {', '.join(apart)}. Are codes swapped, or moved?",
        )


def _born_beside_scb(both: tuple[pl.DataFrame | None, pl.DataFrame | None]) -> Iterator[Finding]:
    """Years of birth at SCB that are, taken together, others than those of the personnummer of the same exits."""
    theirs, ours = both
    if theirs is None or ours is None or min(theirs.height, ours.height) < FEWEST:
        return
    one, other = (
        float(years.mean() or 0)  # type: ignore[arg-type]
        for years in (theirs["fodelsear"], ours["person"] // 100_000_000)
    )
    if abs(theirs.height - ours.height) < LOST * ours.height and abs(one - other) > BORN:
        yield Finding(
            "people",
            "scb_population FodelseAr",
            f"those who left were born in {one:.1f} on average, and in {other:.1f} by their personnummer. Is it the "
            "year of birth, and are the files about the same people?",
        )


def _jobs_of_both(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> tuple[pl.DataFrame | None, pl.DataFrame | None]:
    """The ended Stockholmsjobb of SCB's file and of FLAI in the years that both reach."""
    if not {"scb_population", "flai_stockholmsjobb"} <= rows.keys() & reach.spans.keys():
        return None, None
    (since, until), (first, last) = reach.spans["scb_population"], reach.spans["flai_stockholmsjobb"]
    since, until = max(since, -(-first // MONTHS)), min(until, (last + 1) // MONTHS - 1)
    theirs = rows["scb_population"].filter(
        pl.col("population") == "avslutade_stockholmsjobb",
        pl.col("stockholmsjobb_slut").dt.year().is_between(since, until),
    )
    ours = rows["flai_stockholmsjobb"].filter(pl.col("slut").dt.year().is_between(since, until))
    return theirs.with_columns(typ="stockholmsjobb_typ"), ours


def _exits_of_both(
    exits: pl.DataFrame, rows: Mapping[str, pl.DataFrame], reach: Coverage
) -> tuple[pl.DataFrame | None, pl.DataFrame | None]:
    """The exits of SCB's file and of FLAI in the years that both reach."""
    if not {"scb_population", INSKRIVNINGAR} <= reach.spans.keys():
        return None, None
    (since, until), (first, last) = reach.spans["scb_population"], reach.spans[INSKRIVNINGAR]
    since, until = max(since, -(-first // MONTHS)), min(until, (last + 1) // MONTHS - 1)
    years = pl.col("avslutad").dt.year().is_between(since, until)
    theirs = rows["scb_population"].filter(pl.col("population") == "avslutade_jobbtorg", years)
    return theirs, exits.filter(years)


def _sexes(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Sexes that are not those of the personnummer, or that are other ones in one year than in the others."""
    if INSKRIVNINGAR in rows:
        said = rows[INSKRIVNINGAR].drop_nulls("kon")
        other = said.filter((pl.col("kon") == Kon.KVINNOR.value) != personnummer.is_woman(pl.col("person"))).height
        if other >= FEWEST_LOST and other > LOST * said.height:
            yield Finding(
                "sexes",
                f"{INSKRIVNINGAR} kön",
                f"in {other} of {said.height} rows the sex is not that of the personnummer. Are the codes swapped?",
            )
    for name, header in SEXES.items():
        if name in rows:
            year = pl.col(header).dt.year() if rows[name].schema[header] == pl.Date else pl.col(header)
            for when, sex, count, of, others, of_others in _shares(rows[name].with_columns(year=year), "year", "kon"):
                if sex == Kon.KVINNOR.value:
                    yield Finding(
                        "sexes",
                        f"{name} {when}",
                        f"{count / of:.0%} are women, {others / of_others:.0%} in other years. Are the codes swapped, "
                        "or are rows of one sex missing?",
                    )


def _amounts(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Amounts that are not what they ever were, in all or in one period: another unit, most often."""
    for (name, period, column), (low, high) in AMOUNTS.items():
        if name not in rows or column not in rows[name].columns:
            continue
        amounts = rows[name].select(period, column).filter(pl.col(column) > 0)
        header = next(header for header, stored in store_names(FILES[name]).items() if stored == column)
        if name in NEVER_ALL_0 and column in OF_A_LIVING:
            told = rows[name].select(period, amount=column).drop_nulls()
            yield from _nothing_above_0(told, f"{name} {header}", period)
        if amounts.height < FEWEST_AMOUNTS:
            continue
        usual = float(amounts[column].median())  # type: ignore[arg-type]
        kronor = 100 if name != "scb_arsdata" else 1
        if not low <= usual <= high:
            yield Finding(
                "amounts",
                f"{name} {header}",
                f"the median of amounts above 0 is {usual / kronor:.0f} kr; it has been between {low / kronor:.0f} and "
                f"{high / kronor:.0f}. Are they in another unit?",
            )
            continue
        medians = amounts.group_by(period).agg(pl.col(column).median(), pl.len()).sort(period)
        for when, one, count in medians.iter_rows() if column in OF_A_LIVING else ():
            if count >= FEWEST_AMOUNTS and not usual / AMOUNT_RATIO < one < usual * AMOUNT_RATIO:
                label = month_label(when) if period == "manad" else str(when)
                yield Finding(
                    "amounts",
                    f"{name} {header} {label}",
                    f"the median of {count} amounts is {one / kronor:.0f} kr, of all {usual / kronor:.0f}. "
                    "Are they in another unit?",
                )
        if column in OF_A_LIVING:
            yield from _steps(amounts.select(year=year_of(name), amount=column), f"{name} {header}", kronor)
        large = amounts.filter(pl.col(column) > 2 * AMOUNT_RATIO * max(usual, high)).height
        if large:
            yield Finding(
                "amounts",
                f"{name} {header}, large",
                f"{large} of {amounts.height} amounts are more than {2 * AMOUNT_RATIO * max(usual, high) / kronor:.0f} "
                "kr. Are some of them in another unit?",
            )


def _steps(amounts: pl.DataFrame, where: str, kronor: int) -> Iterator[Finding]:
    """The first year whose median is far from that of the year before: what people live on moves slowly."""
    logarithm = pl.col("amount").log()
    counted = amounts.group_by("year").agg(
        pl.col("amount").median(), at=logarithm.median(), square=OF_A_MEDIAN**2 * logarithm.var() / pl.len()
    )
    for (before, one, at, square), (year, other, then, beside) in pairwise(
        counted.drop_nulls().sort("year").iter_rows()
    ):
        if year == before + 1 and abs(then - at) > max(log(STEP), CHANCE * sqrt(square + beside)):
            yield Finding(
                "amounts",
                f"{where} {year}, step",
                f"the median of the amounts is {other / kronor:.0f} kr in {year} and {one / kronor:.0f} in {before}. "
                "Does one of the years have another unit, or another amount (gross and net, a part of the year)?",
            )
            return


def _nothing_above_0(amounts: pl.DataFrame, where: str, period: str) -> Iterator[Finding]:
    """Amounts of which hardly any is above 0, in all or, where there are some in every month, in one of them."""
    some = amounts.filter(pl.col("amount") > 0).height
    if amounts.height >= FEWEST_AMOUNTS and some < (1 - COPIED) * amounts.height:
        sentence = f"{some} of {amounts.height} amounts are above 0. Have they been exported?"
        yield Finding("amounts", f"{where}, 0", sentence)
        return
    if period != "manad":
        return
    for when, above, of in (
        amounts.group_by(period).agg((pl.col("amount") > 0).sum(), pl.len()).sort(period).iter_rows()
    ):
        if of >= FEWEST_AMOUNTS and differ(above, of, some - above, amounts.height - of, least=SHARE):
            sentence = f"{above} of {of} amounts are above 0, {some / amounts.height:.0%} of all. Were they exported?"
            yield Finding("amounts", f"{where} {month_label(when)}, 0", sentence)


# --- rows -------------------------------------------------------------------------------------------------------------


def _repeated(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Rows that say what another says, under another identity where rows have one."""
    for name, limit in REPEATED.items():
        if name not in rows or rows[name].is_empty():
            continue
        identities = [store_names(FILES[name])[header] for header in FILES[name].KEY[:1]]
        alike = [column for column in rows[name].columns if column not in ("rad", *identities)]
        again = repeated(rows[name], alike)
        count = int(again["again"].sum())
        if count >= FEWEST_LOST and count > limit * rows[name].height:
            yield Finding(
                "repeated",
                name,
                f"{count} of {rows[name].height} rows say the same as another. Was something exported twice?",
            )
        elif limit < SHARE:
            yield from _repeated_months(name, rows[name], again)
        else:
            yield from _repeated_years(name, rows[name], again)


def _by_period(period: pl.Expr, rows: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    """One row per period: how many rows it has (`len`), and how many that say what another says (`again`)."""
    of = rows.group_by(period=period).len()
    counts = of.join(again.group_by(period=period).agg(pl.col("again").sum()), on="period", how="left")
    return counts.drop_nulls("period").fill_null(0).sort("period")


def _repeated_years(name: str, rows: pl.DataFrame, again: pl.DataFrame) -> Iterator[Finding]:
    """Years with far more rows that say what another says than the others have, where there always are some."""
    counts = _by_period(year_of(name), rows, again)
    total, total_again = int(counts["len"].sum()), int(counts["again"].sum())
    for year, of, same in counts.iter_rows():
        if of >= FEWEST and differ(same, of, total_again - same, total - of, least=SHARE):
            yield Finding(
                "repeated",
                f"{name} {FILES[name].DATES[0]} {year}",
                f"{same} of {of} rows say the same as another. Was the year exported twice?",
            )


def _repeated_months(name: str, rows: pl.DataFrame, again: pl.DataFrame) -> Iterator[Finding]:
    """Months of a file that are in it twice: few rows of all, and many of theirs."""
    header = FILES[name].DATES[0]
    for when, of, same in _by_period(_month(store_names(FILES[name])[header], rows), rows, again).iter_rows():
        if same >= FEWEST_LOST and same > SHARE * of:
            yield Finding(
                "repeated",
                f"{name} {header} {month_label(when)}",
                f"{same} of {of} rows say the same as another. Was the month exported twice?",
            )


def _copied(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """A month of assistance that says of everybody what the month before says: it was exported under another name."""
    if BISTAND not in rows:
        return
    month, said = pl.col("manad"), pl.col("belopp") * 16 + pl.col("typ").to_physical() * 2 + pl.col("sokande")
    support = rows[BISTAND].select("person", "manad", said=said).sort("person", "said", "manad")
    # rows that say the same of a person follow one another
    is_same = (pl.col("person") == pl.col("person").shift()) & (pl.col("said") == pl.col("said").shift())
    support = support.select("manad", months=pl.when(is_same).then(month - month.shift()))
    once = support.filter(pl.col("months").ne_missing(0))
    counts = once.group_by("manad").agg(pl.len(), again=(pl.col("months") == 1).sum())
    of_all, again_of_all = int(counts["len"].sum()), int(counts["again"].sum())
    for when, of, same in counts.sort("manad").iter_rows():
        if of >= FEWEST and same > COPIED * of and differ(same, of, again_of_all - same, of_all - of, least=SHARE):
            yield Finding(
                "repeated",
                f"{BISTAND} bidragsmånad {month_label(when)}",
                f"{same} of {of} rows say just what those of the month before say. Is it that month once more?",
            )


def _lost(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """People who must be in another file, and are not: that file has been cut."""
    pairs: Sequence[tuple[str, str, str]] = (
        ("flai_insatser", INSKRIVNINGAR, "person"),
        ("flai_stockholmsjobb", INSKRIVNINGAR, "person"),
        ("scb_population", "scb_arsdata", "lopnr"),
        ("scb_arsdata", "scb_population", "lopnr"),
        ("scb_manadsdata", "scb_population", "lopnr"),
    )
    for name, other, who in pairs:
        if name in rows and other in rows:
            people = rows[name][who].unique()
            lost = people.len() - int(people.is_in(rows[other][who].unique().implode()).sum())
            if lost >= FEWEST_LOST and lost > LOST * people.len():
                yield Finding(
                    "lost",
                    f"{other}, {name}",
                    f"{lost} of the {people.len()} people in {name} are not in {other}. Has {other} been cut?",
                )


def _sums(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Sums that do not agree: exits in two registers, answers and those asked."""
    if INSKRIVNINGAR in rows:
        theirs, ours = _exits_of_both(rows[INSKRIVNINGAR], rows, reach)
        if theirs is not None and ours is not None:
            by_year = [
                dict(frame["avslutad"].drop_nulls().dt.year().value_counts().iter_rows()) for frame in (theirs, ours)
            ]
            for year in sorted(by_year[0].keys() & by_year[1].keys()):
                one, other = by_year[0][year], by_year[1][year]
                if abs(one - other) > OTHER_REGISTER * max(one, other) + CHANCE * sqrt(max(one, other)):
                    yield Finding(
                        "sums",
                        f"scb_population {year}",
                        f"{one} exits that SCB has followed, {other} in FLAI. Is one of the files cut, or doubled?",
                    )
    if {"enkat_utskick", "enkat_svar"} <= rows.keys():
        key = ["enkat", "ar", "kon"]
        answered = rows["enkat_svar"].drop_nulls("svar").group_by(key).agg(pl.col("svarande").n_unique())
        both = rows["enkat_utskick"].join(answered, on=key).sort(key)
        yield from _response(both)
        for survey, year, sex, asked, answers in both.select(*key, "antal", "svarande").iter_rows():
            if answers > asked:
                yield Finding(
                    "sums",
                    f"enkat_svar {survey} {year} {sex}",
                    f"{answers} have answered, and {asked} were asked. Are the sexes swapped, or answers doubled?",
                )


def _response(asked: pl.DataFrame) -> Iterator[Finding]:
    """Years in which a survey was answered by a small part of those who answer it in other years."""
    both = asked.group_by("enkat", "ar").agg(pl.col("antal", "svarande").sum()).sort("enkat", "ar")
    for survey, year, of, answers in both.iter_rows():
        others = both.filter(pl.col("enkat") == survey, pl.col("ar") != year)
        usual = float((others["svarande"] / others["antal"]).median() or 0)  # type: ignore[arg-type]
        expected = usual * of
        if expected >= 2 * FEWEST and answers < RESPONSE * expected:
            yield Finding(
                "sums",
                f"enkat_utskick {survey} {year}",
                f"{answers} of {of} have answered, {usual:.0%} in other years. Is the number of those asked right, and "
                "are all answers there?",
            )


GATES: tuple[Callable[[Mapping[str, pl.DataFrame], Coverage], Iterator[Finding]], ...] = (
    *(_gaps, _years_gone, _ends, _reasons, _sexes, _amounts, _repeated, _copied, _lost, _sums),
    *(answers_that_were_turned, cut_files, dates_that_were_not_meant, figures_that_do_not_hold),
    *(strangers, codes_that_say_the_opposite, filters_left_on, names_with_lost_letters, sexes_of_people),
    *(support_with_holes, periods_that_are_missing, moved_dates, codes_that_change_places),
)
"""Each finds something of its own, by rows and reach alone."""
