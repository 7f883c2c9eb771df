"""What is wrong in numbers that are rounded: small ones, small differences, and what does not add up."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from indikatorer.disclosure.audit.differences import is_accepted, remainders
from indikatorer.disclosure.audit.elimination import MODULUS, eliminate
from indikatorer.disclosure.audit.findings import Finding, listed
from indikatorer.disclosure.audit.reading import Universe
from indikatorer.disclosure.policy import Policy


def rounded(universe: Universe, policy: Policy) -> Iterator[Finding]:
    """Findings in a universe whose numbers are printed rounded, each as one and the same in every cell."""
    numbers = universe.numbers

    def finding(kind: str, of: list[int], size: float, how: str) -> Finding:
        places = [place for one in of for place in numbers[one].places]
        return Finding(kind, " without ".join(str(numbers[one]) for one in of), listed(places), size, how)

    for place, number in enumerate(numbers):
        if len(set(number.printed)) > 1:
            yield finding("printed in two ways", [place], number.size, f"as {sorted(set(number.printed))}")
        if any(printed < 0 or policy.is_small(int(printed)) for printed in number.printed):
            yield finding("shown", [place], number.size, f"{min(number.printed):g} stands in a published cell")
        if number.printed and not number.units and any(number.printed):
            yield finding("printed otherwise", [place], 0, "of nobody, and a nought is never moved")
    told = np.array([number.printed[0] if number.printed else np.nan for number in numbers])
    shown = np.flatnonzero(universe.shown)
    for left in remainders(universe, policy.threshold, told):
        if not is_accepted(left, numbers, policy):
            yield finding("small difference", list(left.factors), left.units, "all are shown")
    # Numbers that depend on each other have to do so as they are told: they are told of one population.
    everything = replace(universe, numbers=[numbers[one] for one in shown.tolist()], members=universe.members[:, shown])
    for dependent, sum_of in eliminate(everything, of_shown=True).recovered.items():
        together = sum(factor * int(told[shown[one]]) for one, factor in sum_of.items())
        whole = int(shown[dependent])
        if (together - int(told[whole])) % MODULUS:
            others = " ".join(str(numbers[shown[one]]) for one in sum_of)
            yield finding("does not add up", [whole], told[whole], f"it does not follow from {others}")
