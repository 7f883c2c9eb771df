"""The same persons at two times: how many have what is asked about at both, and how sure a change of it is."""

from math import sqrt

from indikatorer.publication.protected import Cell


def numbers(both: Cell | None, new: Cell, old: Cell) -> tuple[int, int, int, int] | None:
    """Persons with it both times, only before, only after, and at neither; None where a count is not shown.

    `both` counts those who have it both times, as a count or as the numerator of a share. Where no table has them, they
    are taken to be as few as they can be: then most have changed, and chance is largest. Who is not in the register at
    one of the times has it not then.
    """
    if new.taljare is None or old.taljare is None:
        return None
    everyone = max(new.namnare or 0, old.namnare or 0)
    twice: float | None = max(new.taljare + old.taljare - everyone, 0)
    if both is not None:
        twice = both.taljare if both.taljare is not None else both.varde
    if twice is None:
        return None
    # rounded counts need not fit to the last person
    lost, gained = max(old.taljare - int(twice), 0), max(new.taljare - int(twice), 0)
    return int(twice), lost, gained, max(everyone - int(twice) - lost - gained, 0)


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
