"""The same persons at two times: how many have what is asked about at both, and how sure a change of it is."""

from dataclasses import dataclass
from math import sqrt

from indikatorer.tables.protected import Cell


@dataclass(frozen=True)
class Pairs:
    """The cells that count those who have it both times, before, after, and everybody, each of the same persons."""

    both: Cell
    before: Cell
    after: Cell
    everyone: Cell

    @property
    def numbers(self) -> tuple[int, int, int, int] | None:
        """Persons with it both times, only before, only after, and at neither; None where a count is not shown."""
        shown = [cell.varde for cell in (self.both, self.before, self.after, self.everyone)]
        if any(value is None for value in shown) or not shown[-1]:
            return None
        both, before, after, everyone = (int(value) for value in shown if value is not None)
        # rounded counts need not fit to the last person
        return both, max(before - both, 0), max(after - both, 0), max(everyone - before - after + both, 0)


def p_value(lost: int, gained: int) -> float:
    """McNemar's test, exactly: of those who changed, as many are expected to gain as to lose."""
    from scipy.stats import binomtest

    return float(binomtest(gained, lost + gained, 0.5).pvalue) if lost + gained else 1.0


def interval(both: int, lost: int, gained: int, neither: int) -> tuple[float, float]:
    """The 95 % interval of the share after less the share before, by Newcombe for pairs (1998, method 10)."""
    from statsmodels.stats.proportion import proportion_confint

    everyone = both + lost + gained + neither
    before, after = (both + lost) / everyone, (both + gained) / everyone
    low_before, high_before = proportion_confint(both + lost, everyone, method="wilson")
    low_after, high_after = proportion_confint(both + gained, everyone, method="wilson")
    spread = (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
    together = float(both * neither - lost * gained)
    if together > 0:
        together = max(together - everyone / 2, 0)
    phi = together / sqrt(spread) if spread else 0.0

    def reach(one: float, other: float) -> float:
        return sqrt(max(one**2 - 2 * phi * one * other + other**2, 0.0))

    difference = after - before
    return (
        difference - reach(after - low_after, high_before - before),
        difference + reach(high_after - after, before - low_before),
    )
