"""Figures that somebody has summed or typed, a row a month or a year: counts of the process, costs of the units.

No people stand behind them in the file. So they are held against themselves, from period to period and from one to the
others, and costs against the people of other files for whom they were paid.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp
from statistics import median

import polars as pl

from indikatorer.base.periods import MONTHS, month_label
from indikatorer.base.vocabulary import jobbtorg_alias
from indikatorer.registers.contract import ACTIVITIES, JOBS, SPELLS
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST_LOST

Rows = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Figures:
    """A file of figures: its period and amount, header and column of each, what there is one of in each period, and
    how many periods it takes before one that is missing says something."""

    file: str
    period: tuple[str, str]
    key: tuple[str, ...]
    amount: tuple[str, str]
    fewest: int
    label: Callable[[int], str]


COUNTS = Figures("processmatt", ("månad", "manad"), ("matt",), ("antal", "antal"), MONTHS, month_label)
COSTS = Figures("ekonomi_kostnader", ("år", "ar"), ("enhet", "kostnadsslag"), ("belopp", "belopp"), 3, str)
OF_ALL_JOBS = "Stockholmsjobb"
FEWEST_STEPS = 8
"""Steps up and none down that chance does not bring: eight in order are one of forty thousand. Also figures above 0
that a year has in common with the one before."""
DENSE, EXPECTED = 0.8, 12
"""A measure with rows in so large a part of its months is told of each month; what a gap must have let expect in a
file that leaves out what is 0."""
LONGEST = 12
"""Periods at the end after which a measure or a unit has rather ended than lost some."""
TIMES, COST_RATIO, COST_PART = 5, 30, 300
"""A year's costs are so many times those of the year before; the cost of one unit, which can be small, so many times
its usual one, or so small a part of it that it may be in thousands."""
SERIES, LOWER, ALL_LOWER, NEARLY = 5, 0.77, 0.9, 0.8
"""Costs of a year, of so many units and kinds at least, whose median is so low beside the years around, nearly each
of them being lower: a part of the year."""
A_DAY, FEWEST_DAYS = (2_00, 4_000_00), 3_650
"""Öre that all costs are for each day that somebody is enrolled, at least and at most, and from how many days on."""
JUMP, FEWEST_COUNTED = 8, 30
"""A measure's year is so many times both years beside it, or such a part, where the larger one counts so much."""
APART, ROWS_APART = 0.2, 1.6
"""How far the share of a kind of cost may be from that in other years; how many times the usual costs of the years
beside half of a year's may be, or such a part, when the year as a whole is taken out."""
SUMMED = 0.001
"""So far from the sum of the others a total may be, by rounding."""
TOTALS = ("total", "totalt", "totalsumma", "summa", "delsumma", "samtliga", "alla", "alla enheter", "hela staden")


def figures_that_do_not_hold(rows: Rows, reach: Coverage) -> Iterator[Finding]:
    """Periods that are missing or said twice, totals among what they sum, and costs that cannot be those of a year."""
    for figures in (COUNTS, COSTS):
        if figures.file in rows:
            frame = rows[figures.file].with_columns(key=pl.concat_str(figures.key, separator=" "))
            yield from _missing(figures, frame, rows, reach)
            yield from _said_again(figures, frame)
            yield from _totals(figures, frame)
    if COUNTS.file in rows:
        yield from _accumulated(rows[COUNTS.file])
        yield from _jumps(rows[COUNTS.file])
    if COSTS.file in rows:
        yield from _costs(rows[COSTS.file])
        yield from _in_other_rows(rows[COSTS.file])
        yield from _parts_of_a_year(rows[COSTS.file])
        yield from _per_day(rows, reach)


# --- periods ----------------------------------------------------------------------------------------------------------


def _missing(figures: Figures, frame: pl.DataFrame, rows: Rows, reach: Coverage) -> Iterator[Finding]:
    """Periods without a row: of the whole file, or of a measure or unit that had them before."""
    name, (header, period), (_, amount) = figures.file, figures.period, figures.amount
    last = int(frame[period].max())  # type: ignore[arg-type]
    if name in reach.spans and name not in reach.inferred:
        last = reach.spans[name][1]
    there = dict(frame.group_by(period).agg(pl.col(amount).sum()).iter_rows())
    leaves_out_0 = figures is COUNTS and not (frame[amount] == 0).any()
    of_all = [point for point in range(min(there), last + 1) if point not in there]
    for run in _runs(of_all) if len(there) >= figures.fewest else ():
        if not leaves_out_0 or _expected(there, run) >= EXPECTED:
            yield _gap(figures, header, run, "the file has")
    for (key,), of_key in frame.sort("key", period).partition_by("key", as_dict=True, maintain_order=True).items():
        points = dict(of_key.select(period, amount).iter_rows())
        possible = [point for point in range(min(points), last + 1) if point in there]
        runs = _runs([point for point in possible if point not in points], possible)
        for run in runs if len(points) >= figures.fewest else ():
            if figures is COSTS:
                due = [year for year in run if _was_active(str(of_key["enhet"][0]), year, points, rows, reach)]
            else:
                dense = len(points) >= DENSE * len(possible) and not leaves_out_0
                is_due = dense or _expected(points, run) >= EXPECTED
                due = run if is_due and (run[-1] < max(points) or len(run) <= LONGEST) else []
            for part in _runs(due, possible):
                yield _gap(figures, f"{header}, {key}", part, f"{key} has")


def _gap(figures: Figures, where: str, run: Sequence[int], who: str) -> Finding:
    when = "–".join(figures.label(point) for point in dict.fromkeys((run[0], run[-1])))
    return Finding(
        "gap",
        f"{figures.file} {where} {when}",
        f"{who} no row for {when}, and rows before it. Is a part missing? Where there was nothing, the row says 0.",
    )


def _runs(points: Sequence[int], possible: Sequence[int] = ()) -> list[list[int]]:
    """Points that follow one another (among those that are possible), together."""
    place = (
        {point: number for number, point in enumerate(possible or range(min(points), max(points) + 1))}
        if points
        else {}
    )
    runs: list[list[int]] = []
    for point in points:
        if runs and place[point] == place[runs[-1][-1]] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _expected(points: Mapping[int, int], run: Sequence[int]) -> float:
    """What the months around let expect of a run, as the lower of those before and those after it."""
    before = [count for point, count in points.items() if run[0] - LONGEST <= point < run[0]]
    after = [count for point, count in points.items() if run[-1] < point <= run[-1] + LONGEST]
    return min(sum(side) / len(side) for side in (before, after) if side) * len(run)


def _was_active(unit: str, year: int, costs: Mapping[int, int], rows: Rows, reach: Coverage) -> bool:
    """Whether a unit must have had a cost in a year: people were there, or it had costs for years on both sides."""
    for name, column, start, end in (
        (SPELLS, "jobbtorg", "inskriven", "avslutad"),
        (JOBS, None, "start", "slut"),
        (ACTIVITIES, "insats", "start", "slut"),
    ):
        if name not in rows or name not in reach.spans:
            continue
        which = pl.lit(unit == OF_ALL_JOBS) if column is None else pl.col(column).replace(jobbtorg_alias()) == unit
        people = rows[name].filter(which)
        if people.height:
            first, last = reach.spans[name]
            then = people.filter(pl.col(start) <= date(year, 12, 31), (pl.col(end) >= date(year, 1, 1)).fill_null(True))
            return first <= MONTHS * year and MONTHS * year + MONTHS - 1 <= last and then.height >= FEWEST_LOST
    sides = [sum(point < year for point in costs), sum(point > year for point in costs)]
    return min(sides) >= COSTS.fewest


def _said_again(figures: Figures, frame: pl.DataFrame) -> Iterator[Finding]:
    """Years all of whose figures are those of the year before."""
    (_, period), (_, amount) = figures.period, figures.amount
    monthly = period == COUNTS.period[1]
    told = frame.select(
        "rad",
        year=pl.col(period) // MONTHS if monthly else pl.col(period),
        which=pl.col("key") + (pl.format(" {}", pl.col(period) % MONTHS) if monthly else ""),
        amount=amount,
    )
    years = {int(year): of_year for (year,), of_year in told.sort("year").partition_by("year", as_dict=True).items()}
    for before, year in pairwise(years):
        both = years[year].join(years[before], on="which", how="full", suffix="_before")
        above = both.filter(pl.col("amount") > 0).height
        is_same = (both["amount"].eq_missing(both["amount_before"])).all()
        if year == before + 1 and is_same and above >= (FEWEST_STEPS if monthly else COSTS.fewest):
            yield Finding(
                "repeated",
                f"{figures.file} {year}",
                f"all {both.height} figures of {year} are those of {before} (from line {first_line(years[year])} on). "
                "Is it that year once more? Deliver the figures of the year itself.",
            )


def _totals(figures: Figures, frame: pl.DataFrame) -> Iterator[Finding]:
    """Rows that sum the others: they would be counted once more."""
    (_, period), (_, amount), what = figures.period, figures.amount, figures.key[0]
    by = [period, *figures.key[1:]]
    summed = frame.with_columns(
        others=pl.col(amount).sum().over(by) - pl.col(amount).sum().over([*by, what]),
        count=pl.col(what).n_unique().over(by),
    ).filter(pl.col(amount) > 0)
    for name in frame[what].unique().sort():
        of_name = summed.filter(pl.col(what) == name)
        off = (of_name[amount] - of_name["others"]).abs() > SUMMED * of_name[amount]
        is_sum = of_name.height >= (FEWEST_STEPS if figures is COUNTS else 2) and not off.any()
        is_sum &= bool((of_name["count"] > 2).all())
        if is_sum or name.casefold() in TOTALS:
            yield Finding(
                "sums",
                f"{figures.file} {name}",
                f"the rows of {name} (from line {first_line(frame.filter(pl.col(what) == name))} on) are the sum of "
                "the others, or are called so, and would be counted once more. Take them away.",
            )


def _jumps(counts: pl.DataFrame) -> Iterator[Finding]:
    """Years of a measure that are far above, or far below, both years beside them: another unit or another measure."""
    by_year = counts.group_by("matt", year=pl.col("manad") // MONTHS).agg(pl.col("antal").sum()).sort("matt", "year")
    for (measure,), of_measure in by_year.partition_by("matt", as_dict=True, maintain_order=True).items():
        sums = dict(of_measure.select("year", "antal").iter_rows())
        for year, count in sums.items():
            beside = [sums[other] for other in (year - 1, year + 1) if other in sums]
            is_high = beside and count >= FEWEST_COUNTED and count > JUMP * max(beside)
            is_low = beside and min(beside) >= FEWEST_COUNTED and JUMP * count < min(beside)
            if is_high or is_low:
                yield Finding(
                    "amounts",
                    f"{COUNTS.file} {measure} {year}",
                    f"{count} in {year}, and {' and '.join(map(str, beside))} in the years beside. Is it the measure "
                    "that its name says, in the same unit?",
                )


def _in_other_rows(costs: pl.DataFrame) -> Iterator[Finding]:
    """Years whose costs stand in the rows of other units, or in those of the other kind of cost."""
    of_kind = costs.group_by("ar", "kostnadsslag").agg(pl.col("belopp").sum()).sort("ar", "kostnadsslag")
    shares = of_kind.with_columns(share=pl.col("belopp") / pl.col("belopp").sum().over("ar"))
    for year in sorted(costs["ar"].unique()):
        here = costs.filter(ar=year)
        if here.height < SERIES:
            continue
        others = costs.filter(pl.col("ar").is_in([year - 1, year + 1])).group_by("enhet", "kostnadsslag")
        both = here.join(others.agg(usual=pl.col("belopp").median()), on=["enhet", "kostnadsslag"])
        ratios = both.filter(pl.col("usual") > 0, pl.col("belopp") > 0).select(
            (pl.col("belopp") / pl.col("usual")).log()
        )
        ratio = ratios["belopp"]
        spread = float((ratio - ratio.median()).abs().median() or 0)  # type: ignore[arg-type]
        is_apart = ratio.len() >= SERIES and exp(spread) > ROWS_APART
        for kind, share in shares.filter(ar=year).select("kostnadsslag", "share").iter_rows():
            of_others = shares.filter(pl.col("ar") != year, pl.col("kostnadsslag") == kind)["share"]
            usual = float(of_others.median() or 0)  # type: ignore[arg-type]
            if of_others.len() and share - usual > APART:
                yield Finding(
                    "amounts",
                    f"{COSTS.file} {year}, {kind}",
                    f"{share:.0%} of the costs of {year} are {kind}, {usual:.0%} in other years (from line "
                    f"{first_line(here)} on). Do the amounts stand in the rows of the other kind of cost?",
                )
                is_apart = False
        if is_apart:
            yield Finding(
                "amounts",
                f"{COSTS.file} {year}, rows",
                f"half of the units' costs of {year} are {ROWS_APART:g} times those of the years beside, or a part as "
                f"small (from line {first_line(here)} on). Were the amounts moved against the rows? Compare with the "
                "ledger.",
            )


def _accumulated(counts: pl.DataFrame) -> Iterator[Finding]:
    """Measures that seem to be summed since January, or since the beginning, in some of the years: each month contains
    the months before, and their sum counts the first many times."""
    for (measure,), of_measure in counts.sort("matt", "manad").partition_by("matt", as_dict=True).items():
        steps = of_measure.select(
            year=pl.col("manad") // MONTHS,
            same_year=pl.col("manad") // MONTHS == pl.col("manad").shift(1) // MONTHS,
            step=pl.col("antal").diff(),
            rad="rad",
        )
        within = steps.filter("same_year")
        years = [year for (year,), of_year in within.partition_by("year", as_dict=True).items() if _only_up(of_year)]
        if _only_up(within):
            years = sorted(within["year"].unique())
        if years:
            when = f"{years[0]}–{years[-1]}" if len(years) > 2 else " and ".join(map(str, years))
            yield Finding(
                "cumulative",
                f"{COUNTS.file} {measure}" + ("" if len(years) > 2 else f" {when}"),
                f"the count never falls from one month to the next within {when} (column antal, from line "
                f"{first_line(within.filter(pl.col('year') == years[0]))} on). Does each month contain the months "
                "before it too? A year is the sum of its months: deliver the count of each month by itself.",
            )


def _only_up(steps: pl.DataFrame) -> bool:
    return not (steps["step"] < 0).any() and int((steps["step"] > 0).sum()) >= FEWEST_STEPS


# --- costs ------------------------------------------------------------------------------------------------------------


def _costs(costs: pl.DataFrame) -> Iterator[Finding]:
    """Costs below 0; a year's cost of a unit that is many times its usual one, and a year's costs that are many times
    those before."""
    below = costs.filter(pl.col("belopp") < 0)
    if 2 * below.height > costs.height and costs.height >= COSTS.fewest:
        yield Finding(
            "amounts",
            f"{COSTS.file} belopp, below 0",
            f"{below.height} of {costs.height} costs are below 0, the first on line {first_line(below)}. Are they "
            "written as in a ledger? A cost is delivered without a minus.",
        )
        return
    by_year = costs.group_by("ar").agg(pl.col("belopp").sum()).sort("ar")
    for (_, before), (year, cost) in pairwise(by_year.iter_rows()):
        if before > 0 and not before / TIMES < cost < before * TIMES:
            yield _cost(f"{year}", cost, f"the year before {before / 100:.0f}")
    usual = pl.col("belopp").median().over("enhet", "kostnadsslag")
    cost = pl.col("belopp")
    far = costs.with_columns(usual=usual).filter(
        (cost > COST_RATIO * pl.col("usual")) | ((cost > 0) & (COST_PART * cost < pl.col("usual"))), pl.col("usual") > 0
    )
    for unit, kind, year, cost, middle in (
        far.select("enhet", "kostnadsslag", "ar", "belopp", "usual").sort(pl.all()).iter_rows()
    ):
        yield _cost(f"{unit} {kind} {year}", cost, f"in other years {middle / 100:.0f}")


def _cost(where: str, cost: float, beside: str) -> Finding:
    sentence = f"the cost is {cost / 100:.0f} kr, {beside}. Is it in another unit?"
    return Finding("amounts", f"{COSTS.file} {where}", sentence)


def _parts_of_a_year(costs: pl.DataFrame) -> Iterator[Finding]:
    """Years in which nearly every unit costs less than in the years around, and much less."""
    of = {(unit, kind, year): cost for unit, kind, year, cost in costs.select(*COSTS.key, "ar", "belopp").iter_rows()}
    for year in sorted(costs["ar"].unique()):
        ratios = []
        for unit, kind in sorted({key[:2] for key in of}):
            around = [of[unit, kind, beside] for beside in (year - 1, year + 1) if of.get((unit, kind, beside), 0) > 0]
            if (unit, kind, year) in of and (unit, kind, year - 1) in of and around:
                ratios.append(of[unit, kind, year] * len(around) / sum(around))
        lower = sum(ratio < ALL_LOWER for ratio in ratios)
        if len(ratios) >= SERIES and 1 / TIMES < median(ratios) < LOWER and lower >= NEARLY * len(ratios):
            yield Finding(
                "amounts",
                f"{COSTS.file} {year}, low",
                f"{lower} of {len(ratios)} costs are lower than in the years around, half of them below "
                f"{median(ratios):.0%} (column belopp, from line {first_line(costs.filter(ar=year))} on). Was the year "
                "exported before it was closed, or without some of its months? Deliver its whole cost.",
            )


def _per_day(rows: Rows, reach: Coverage) -> Iterator[Finding]:
    """Costs that are, in all, next to nothing or enormous for each day that somebody was enrolled."""
    if SPELLS not in rows or SPELLS not in reach.spans:
        return
    first, last = reach.spans[SPELLS]
    cost, spent = 0, 0
    for year in sorted(rows[COSTS.file]["ar"].unique()):
        if first <= MONTHS * year and MONTHS * year + MONTHS - 1 <= last:
            since, until = pl.lit(date(year, 1, 1)), pl.lit(date(year, 12, 31))
            until = pl.min_horizontal(pl.col("avslutad").fill_null(until), until)
            within = (until - pl.max_horizontal("inskriven", since)).dt.total_days() + 1
            spent += int(rows[SPELLS].select(within.clip(lower_bound=0).sum()).item() or 0)
            cost += int(rows[COSTS.file].filter(ar=year)["belopp"].sum())
    low, high = A_DAY
    if spent >= FEWEST_DAYS and not low <= cost / spent <= high:
        yield Finding(
            "amounts",
            f"{COSTS.file} belopp",
            f"all costs are {cost / spent / 100:.2f} kr for each day that somebody is enrolled in {SPELLS}. It can "
            f"hardly be outside {low / 100:.0f}–{high / 100:.0f}. Are they in another unit? Deliver kronor.",
        )
