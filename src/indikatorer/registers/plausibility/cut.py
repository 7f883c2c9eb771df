"""Files that end too soon: what the order of a file's own rows, and the other files, tell of rows that are not there.

A file that was cut between two lines has nothing wrong in it. But most extracts are sorted, and then a cut takes away
all of the last months, or everybody whose number is high.
"""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from indikatorer.base.periods import MONTHS, month_label
from indikatorer.registers.columns import CALENDAR_YEAR, DAY, kind_of
from indikatorer.registers.contract import FILES, store_names, year_of
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.delivery import is_yearly
from indikatorer.registers.plausibility.finding import Finding

MISSING = 12
"""So many rows, or people, must be expected where there are none."""
APART = 3
"""So many months may lie between the ends of files, where the delivery does not say how far they reach."""
LONGEST = 40
"""Signs of an identity."""
FEWEST = 50
"""Rows that it takes to see in what order a file is, and what its numbers look like."""
WHOLE = ("flai_inskrivningar", "paraply_bistand")
"""Of these it is told elsewhere when they end apart."""
EVERY_MONTH = (*WHOLE, "folkbokforing", "vux_kurser", "processmatt", "partnerskap")
"""Files that all come from registers of the same day."""
SHARED = ("person", "lopnr", "stockholmsjobb")
"""Identities that several files have."""
GRIDS = ("processmatt", "ekonomi_kostnader")
"""Files that say the same things of each period, in the same order."""


def cut_files(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Files that end before they can have ended. `rows` have their line as `rad`."""
    ordered = {
        name: frame if frame["rad"].is_sorted() else frame.sort("rad")
        for name, frame in rows.items()
        if name in FILES and "rad" in frame.columns
    }
    shared = {
        who: {name: frame[who].drop_nulls().unique() for name, frame in ordered.items() if who in frame.columns}
        for who in SHARED
    }
    for name, frame in ordered.items():
        found = [
            *_before_its_reach(name, frame, reach),
            *_before_the_others(name, frame, shared),
            *_numbers_end(name, frame),
            *_last_period(name, frame),
        ]
        yield from found[:1]
    yield from _unasked(ordered)


def _cut(name: str, where: str, sentence: str) -> Finding:
    return Finding("cut", f"{name} {where}", f"{sentence} Has the file been cut?")


def _before_its_reach(name: str, frame: pl.DataFrame, reach: Coverage) -> Iterator[Finding]:
    """Nothing in the last periods that the delivery says the file reaches, or that the other registers reach."""
    if name not in reach.spans or not FILES[name].DATES:
        return
    kind = kind_of(FILES[name].headers()[FILES[name].DATES[0]])
    in_years = is_yearly(name) and (name in reach.inferred or kind is CALENDAR_YEAR)
    counts = _by_period(name, frame, in_years=in_years)
    if counts.is_empty():
        return
    period, last = (1 if in_years else MONTHS), int(counts["point"].max())  # type: ignore[arg-type]
    if name in WHOLE and name in reach.inferred:
        return
    if name in reach.inferred:
        others = [reach.spans[other][1] for other in EVERY_MONTH if other in reach.spans]
        end = max(others, default=0) if name in EVERY_MONTH else last
        if end - last <= APART:
            return
    else:
        end = reach.spans[name][1]
        if is_yearly(name) and not in_years:
            end = MONTHS * end + MONTHS - 1
    label = str if in_years else month_label
    usual = counts.filter(pl.col("point") > last - period)["len"].sum() / period
    if end > last and usual * (end - last) >= MISSING:
        yield _cut(
            name,
            label(last),
            f"no row is later, where {usual * (end - last):.0f} must be expected until {label(end)}.",
        )


def _by_period(name: str, frame: pl.DataFrame, *, in_years: bool) -> pl.DataFrame:
    """Months (or years) with rows, by the first date of a row, and how many there are in each."""
    header = FILES[name].DATES[0]
    point, kind = pl.col(store_names(FILES[name])[header]), kind_of(FILES[name].headers()[header])
    if in_years:
        point = year_of(name)
    elif kind is DAY:
        point = MONTHS * year_of(name) + point.dt.month().cast(pl.Int32) - 1
    return frame.select(point=point).drop_nulls().group_by("point").len().sort("point")


def _before_the_others(
    name: str, frame: pl.DataFrame, shared: Mapping[str, Mapping[str, pl.Series]]
) -> Iterator[Finding]:
    """A file in the order of people that names none after its last, while another file does."""
    for who, named in shared.items():
        if name not in named or frame.height < FEWEST:
            continue
        order = next((order for order in (_as_it_is, _by_length) if _is_sorted(order(frame[who]))), None)
        if order is None:
            continue
        here = order(named[name])
        last = here.max()
        for other in named:
            if other == name:
                continue
            there = order(named[other])
            until, after = there.filter(there <= last), there.filter(there > last)
            if until.is_empty():
                continue
            expected = after.len() * int(until.is_in(here.implode()).sum()) / until.len()
            if expected >= MISSING:
                sentence = (
                    f"it is in the order of {who}, and ends where {other} has {after.len()} more; "
                    f"{expected:.0f} of them must be expected here."
                )
                yield _cut(name, f"beside {other}", sentence)


def _as_it_is(values: pl.Series) -> pl.Series:
    return values


def _by_length(values: pl.Series) -> pl.Series:
    """Texts so that those with numbers in them are in the order of these."""
    return values.str.pad_start(LONGEST) if values.dtype == pl.String else values


def _is_sorted(values: pl.Series) -> bool:
    return not values.has_nulls() and values.is_sorted() and values.first() != values.last()


def _numbers_end(name: str, frame: pl.DataFrame) -> Iterator[Finding]:
    """Numbers of rows in the order of texts (10, 11, 2, 20, …) that end before those with the highest first digits."""
    if not FILES[name].KEY or frame.height < FEWEST:
        return
    header = FILES[name].KEY[0]
    column = store_names(FILES[name])[header]
    if frame.schema[column] != pl.String:
        return
    numbers = frame[column]
    digits = numbers.filter(numbers.ne_missing(numbers.shift())).str.extract(r"^\D*(\d+)$")
    if digits.has_nulls() or digits.str.len_chars().n_unique() == 1 or not _is_sorted(digits):
        return
    parts = pl.select(pl.lit("0.") + digits.str.head(9)).to_series().cast(pl.Float64)
    last = float(parts.max())  # type: ignore[arg-type]
    expected = digits.n_unique() * (1 - last) / max(last - 0.1, 0.001)
    if expected >= MISSING:
        sentence = (
            f"it is in the order of {header}, and ends with {digits[-1]}: some {expected:.0f} with higher first digits "
            "are missing."
        )
        yield _cut(name, header, sentence)


def _last_period(name: str, frame: pl.DataFrame) -> Iterator[Finding]:
    """A last period that says the same as the one before it, in the same order, but not all of it."""
    if name not in GRIDS:
        return
    period, *others = (store_names(FILES[name])[header] for header in FILES[name].KEY)
    if not _is_sorted(frame[period]):
        return
    groups: Sequence[pl.DataFrame] = frame.partition_by(period, maintain_order=True)
    before, now = (group.select(others).rows() for group in groups[-2:])
    if len(now) < len(before) and now == before[: len(now)]:
        label = groups[-1][period][0]
        sentence = f"the last period has the first {len(now)} of the {len(before)} rows of the one before it."
        yield _cut(name, str(label) if is_yearly(name) else month_label(label), sentence)


def _unasked(rows: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Surveys that one of the two files has, and the other has not."""
    if not {"enkat_utskick", "enkat_svar"} <= rows.keys():
        return
    asked, answers = rows["enkat_utskick"], rows["enkat_svar"].drop_nulls("svar")
    key = ["enkat", "ar", "kon"]
    for name, lost in (
        ("enkat_utskick", answers.join(asked, on=key, how="anti").group_by(key).len("antal")),
        ("enkat_svar", asked.join(answers, on=key, how="anti").select(*key, "antal")),
    ):
        lost = lost.drop_nulls().filter(pl.col("antal") >= MISSING).sort(key)
        if lost.height:
            survey, year, sex, _ = lost.row(0)
            sentence = (
                f"nothing of {survey} {year} {sex}, and of {lost.height - 1} more that the other file of surveys has."
            )
            yield _cut(name, f"{survey} {year} {sex}", sentence)
