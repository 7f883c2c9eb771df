"""What is wrong in numbers that are rounded: what is no multiple of the threshold, and what does not add up.

Where every number is a multiple of five, so is whatever any of them leave of each other, in one table or in many.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from indikatorer.disclosure.audit.elimination import contradictions
from indikatorer.disclosure.audit.findings import Finding, listed
from indikatorer.disclosure.audit.reader import Number, Universe
from indikatorer.disclosure.membership import CountedTable
from indikatorer.disclosure.policy import Policy

HALF_A_DECIMAL = 0.05 + 1e-9
"""A share is published with one decimal."""


def rounded(universe: Universe, policy: Policy) -> Iterator[Finding]:
    """Findings in a universe whose numbers are printed rounded, each as one and the same in every cell."""
    numbers = universe.numbers
    for number in numbers:
        if len(set(number.printed)) > 1:
            yield _finding("printed in two ways", number, number.size, f"as {sorted(set(number.printed))}")
        if any(printed < 0 or policy.is_small(int(printed)) for printed in number.printed):
            yield _finding("shown", number, number.size, f"{min(number.printed):g} stands in a published cell")
        elif any(printed % policy.threshold for printed in number.printed):
            yield _finding("not rounded", number, number.size, f"{number.printed[0]:g} stands in a published cell")
        if number.printed and not number.units and any(number.printed):
            yield _finding("printed otherwise", number, 0, "of nobody, and a nought is never moved")
    told = np.array([number.printed[0] if number.printed else np.nan for number in numbers])
    # Numbers that depend on each other have to do so as they are told: they are told of one population.
    for dependent, sum_of in contradictions(universe, told):
        others = " ".join(str(numbers[one]) for one in sum_of)
        yield _finding("does not add up", numbers[dependent], told[dependent], f"it does not follow from {others}")


def more_than_there_are(read: Sequence[Universe]) -> Iterator[Finding]:
    """Numbers told as more than those whom another register, with more people in it, has of the same."""
    larger: dict[str, Number] = {}
    for universe in sorted(read, key=lambda one: -int(one.weights.sum())):
        named = [number for number in universe.numbers if number.also and number.printed and not universe.is_sums]
        for number in named:
            there = larger.get(number.also, number)
            if number.size <= there.size and number.printed[0] > there.printed[0]:
                yield _finding("does not add up", number, number.printed[0], f"they are all in {there}")
        larger |= {number.also: number for number in named}


def wrong_shares(table: CountedTable, published: pl.DataFrame, policy: Policy) -> Iterator[Finding]:
    """Printed shares that are farther from the true ones than is said, or whose interval does not hold these."""
    is_share = table.cells["matt"].is_in(["andel", "kumulativ"]) & (table.cells["namnare"] > 0)
    for row in (is_share & published["varde"].is_not_null()).fill_null(False).arg_true():
        cell = published.row(row, named=True)
        true = 100 * table.cells["taljare"][row] / table.cells["namnare"][row]
        low, high = (cell["varde"] if cell[end] is None else cell[end] for end in ("ki_nedre", "ki_ovre"))
        place = f"{table.id}, row {row + 1}"
        if abs(cell["varde"] - true) > policy.share_points + HALF_A_DECIMAL:
            yield Finding("a wrong share", place, (table.id,), true, f"{cell['varde']:g} stands in a published cell")
        elif not low - HALF_A_DECIMAL <= true <= high + HALF_A_DECIMAL:
            yield Finding("a wrong share", place, (table.id,), true, f"its interval is {low:g} to {high:g}")


def _finding(kind: str, number: Number, size: float, how: str) -> Finding:
    return Finding(kind, str(number), listed(number.places), size, how)
