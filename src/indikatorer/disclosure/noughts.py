"""Which noughts everybody knows though they are hidden: those that what is shown leaves no room for."""

from collections.abc import Collection, Sequence

import numpy as np

from indikatorer.disclosure.system import Count, System, order


def certain_noughts(system: System, doubted: Collection[Count], public: Collection[Count]) -> set[Count]:
    """Those of the doubted counts that are nought in every world, however much is hidden.

    All other noughts are known, and so is what is public. Nobody of a larger group has the outcome, or it is made up of
    outcomes that nobody has: no hidden cell can cast doubt on that.
    """
    left = set(doubted)
    while left and (found := _with_somebody(system, doubted, public, sorted(left, key=order))):
        left -= found
    return left


def _with_somebody(
    system: System, doubted: Collection[Count], public: Collection[Count], wished: Sequence[Count]
) -> set[Count]:
    """As many of the wished counts as can be of somebody in one world, by linear programming: one person is enough."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    index = {count: number for number, count in enumerate(system.values)}
    noughts = {count for count, value in system.values.items() if value == 0} - system.unseen
    known = {*public, *(noughts - set(doubted))}
    size = len(index) + len(wished)

    def rows(lines: Sequence[Sequence[tuple[int, float]]]) -> csr_array:
        entries = [(row, column, factor) for row, line in enumerate(lines) for column, factor in line]
        where, columns, factors = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array((factors, (where, columns)), (len(lines), size))

    def first_without(line: Sequence[Count]) -> list[tuple[int, float]]:
        first, *others = line
        return [(index[first], 1.0), *((index[count], -1.0) for count in others)]

    sums = [first_without(line) for line in system.sums]
    limits = [first_without(line) for line in system.at_most]
    limits += [[(len(index) + n, 1.0), (index[count], -1.0)] for n, count in enumerate(wished)]
    bounds = [(value, value) if count in known else (0, None) for count, value in system.values.items()]
    outcome = linprog(
        np.repeat([0.0, -1.0], [len(index), len(wished)]),
        A_ub=rows(limits),
        b_ub=np.zeros(len(limits)),
        A_eq=rows(sums),
        b_eq=np.zeros(len(sums)),
        bounds=[*bounds, *[(0, 1)] * len(wished)],
    )
    assert outcome.status == 0, f"the truth itself is a world: {outcome.message}"
    return {count for count, room in zip(wished, outcome.x[len(index) :], strict=True) if room > 0.5}
