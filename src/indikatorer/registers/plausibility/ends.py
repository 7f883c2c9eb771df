"""Where a register begins and ends, beside the others and what the delivery says."""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.base.periods import month_label
from indikatorer.registers.columns import DAY, kind_of
from indikatorer.registers.contract import FILES, SPELLS, SUPPORT, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.delivery import is_yearly
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.gaps import LEAST_AFTER, in_months, month_in
from indikatorer.registers.plausibility.shares import FEWEST

OF_EACH_PERIOD = ("processmatt", "ekonomi_kostnader")
"""Files that have a row for each period from the first on."""
FEWEST_OF_OTHERS = 150
"""Rows that a file must lack at its beginning, where what it tells of began slowly: jobs, and what came of them."""
APART = 3
"""So many months may lie between the ends of registers, where the delivery does not say how far they reach."""


def ends(rows: Mapping[str, pl.DataFrame], reach: Coverage) -> Iterator[Finding]:
    """Registers that begin after the delivery says, or end before the others where it does not say."""
    assumed = {name: reach.spans[name][1] for name in (SPELLS, SUPPORT) if name in reach.inferred}
    latest = max((reach.spans[name][1] for name in (SPELLS, SUPPORT) if name in reach.spans), default=0)
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
    first, label = (reach.spans[name][0], str) if in_years else (in_months(name, reach)[0], month_label)
    points = rows.select(point=pl.col(column) if in_years else month_in(column, rows))["point"].drop_nulls()
    counts = sorted(points.value_counts().iter_rows())
    expected = 1 if name in OF_EACH_PERIOD else FEWEST if name in (SPELLS, SUPPORT) else FEWEST_OF_OTHERS
    if len(counts) > LEAST_AFTER and (counts[0][0] - first) * min(n for _, n in counts[:LEAST_AFTER]) >= expected:
        yield Finding(
            "end",
            f"{name} {label(first)}",
            f"[tackning] says that the file begins then, but its first rows are of {label(counts[0][0])}.",
        )
