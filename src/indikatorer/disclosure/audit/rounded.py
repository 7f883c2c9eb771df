"""What is wrong in numbers that are rounded: what is no multiple of the threshold, and what does not add up.

Where every number is a multiple of five, so is whatever any of them leave of each other, in one table or in many.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from indikatorer.disclosure.audit.elimination import contradictions
from indikatorer.disclosure.audit.findings import Finding, listed
from indikatorer.disclosure.audit.reader import Number, Universe
from indikatorer.disclosure.policy import Policy


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


def _finding(kind: str, number: Number, size: float, how: str) -> Finding:
    return Finding(kind, str(number), listed(number.places), size, how)
