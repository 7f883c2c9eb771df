"""Whether the day of delivery in leverans.toml can be right: it has come, and nothing that is delivered is later.

What comes after it counts as a slip, and ten-digit numbers get their century from it: a wrong year there moves both.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from indikatorer.base.periods import month_of
from indikatorer.registers.columns import DAY, kind_of
from indikatorer.registers.contract import FILES, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.delivery import SETTINGS, is_yearly, label_of
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST_LOST

SLIPS = 0.01
"""The share of a file's rows that may be later by mistake, or because they are planned."""
SHOWN = 3


def day_of_delivery(
    rows: Mapping[str, pl.DataFrame], reach: Coverage, delivered: date | None, today: date | None
) -> Iterator[Finding]:
    """A day of delivery that has not come, or that files reach beyond. Without `today` it is taken to have come."""
    if delivered is None:
        return
    if today and delivered > today:
        yield Finding(
            "delivered",
            f"{SETTINGS} levererad {delivered}",
            f"levererad = {delivered} has not come yet (today is {today}). Write the day on which the files were "
            "delivered.",
        )
    later = [*_reaching(reach, delivered), *_with_rows(rows, delivered)]
    if later:
        more = f"; and {len(later) - SHOWN} more" if len(later) > SHOWN else ""
        yield Finding(
            "delivered",
            f"{SETTINGS} levererad {delivered}, files",
            f"levererad = {delivered}, but {'; '.join(later[:SHOWN])}{more}. Correct the day in {SETTINGS}, or "
            "[tackning] if that is what promises too much.",
        )


def _reaching(reach: Coverage, delivered: date) -> Iterator[str]:
    for name, (_, last) in sorted(reach.spans.items()):
        end = delivered.year if is_yearly(name) else month_of(delivered)
        if name not in reach.inferred and last > end:
            yield f"[tackning] says that {name} is complete until {label_of(last, name)}"


def _with_rows(rows: Mapping[str, pl.DataFrame], delivered: date) -> Iterator[str]:
    for name in sorted(rows.keys() & FILES.keys()):
        if not FILES[name].DATES:
            continue
        header = FILES[name].DATES[0]
        column, kind = store_names(FILES[name])[header], kind_of(FILES[name].headers()[header])
        end = delivered if kind is DAY else month_of(delivered) if kind.is_month else delivered.year
        later = rows[name].filter(pl.col(column) > end)
        if later.height >= FEWEST_LOST and later.height > SLIPS * rows[name].height:
            yield (
                f"{later.height} rows of {name} have a later value in column {header}, the first on line "
                f"{first_line(later)}"
            )
