"""Whether two shares differ, by the rule of the reports, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from indikatorer import swedish
from indikatorer.tables.protected import Cell

SMALLEST_DIFFERENCE = 3.0
"""Percentage points under which a difference is not called one (blueprint: measures)."""


@dataclass(frozen=True)
class Difference:
    """The share `new` beside the share `old`: percentage points with a 95 % Newcombe interval, and whether it counts.

    Without numbers (a share is protected or missing) `points` and the interval are None and nothing is claimed.
    """

    new: Cell
    old: Cell
    points: float | None
    low: float | None
    high: float | None
    counts: bool

    @property
    def direction(self) -> int:
        """1 for an increase, −1 for a decrease, 0 when nothing can be said."""
        return 0 if not self.counts or self.points is None else (1 if self.points > 0 else -1)

    def in_text(self) -> str:
        """`ökade med 4,1 procentenheter`, `var i stort sett oförändrad`, or that it cannot be compared."""
        if self.points is None:
            return "kan inte jämföras"
        if not self.counts:
            return "var i stort sett oförändrad"
        return f"{'ökade' if self.points > 0 else 'minskade'} med {swedish.percentage_points(self.points)}"

    def meaning(self) -> str:
        return f"förändring: {self.new.meaning()} jämfört med {self.old.meaning()}"


def compare(pairs: Mapping[str, tuple[Cell, Cell]]) -> dict[str, Difference]:
    """Judge all comparisons of a chapter together: name → (new, old) gives name → difference.

    A difference counts when its Newcombe interval excludes zero, its p-value passes Benjamini–Hochberg at 5 % among
    the chapter's comparisons, and it is at least 3 percentage points (blueprint: measures).
    """
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep

    counts = {
        name: (new.taljare, new.namnare, old.taljare, old.namnare)
        for name, (new, old) in pairs.items()
        if new.taljare is not None and new.namnare and old.taljare is not None and old.namnare
    }
    p_values = [1.0 if a * m == b * n else test_proportions_2indep(a, n, b, m).pvalue for a, n, b, m in counts.values()]
    passed = dict(zip(counts, multipletests(p_values, 0.05, "fdr_bh")[0], strict=True)) if p_values else {}
    differences = {}
    for name, (new, old) in pairs.items():
        if name not in counts:
            differences[name] = Difference(new, old, None, None, None, False)
            continue
        a, n, b, m = counts[name]
        points = 100 * (a / n - b / m)
        low, high = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
        enough = abs(swedish.rounded(points, 1)) >= SMALLEST_DIFFERENCE
        counted = bool(passed[name]) and enough and not low <= 0 <= high
        differences[name] = Difference(new, old, points, 100 * float(low), 100 * float(high), counted)
    return differences
