"""Whether an effect is called one, by the rule of the reports, and the words for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indikatorer import swedish
from indikatorer.measures.measure import decimals
from indikatorer.notebooks.comparisons import SMALL
from indikatorer.notebooks.origins import Origin
from indikatorer.tables.protected import WHY_NOT, Cell

NORMAL = 1.96
"""Standard errors from an estimate to the end of its 95 % interval."""


@dataclass(frozen=True)
class Effect:
    """An effect in percentage points, and whether it counts."""

    cell: Cell
    counts: bool

    @property
    def direction(self) -> int:
        """1 for more, −1 for less, 0 when nothing can be said."""
        return 0 if not self.counts or self.cell.varde is None else (1 if self.cell.varde > 0 else -1)

    def in_text(self) -> str:
        """`en ökning med 4,3 procentenheter`, or that none is certain, or why there is no number."""
        if self.cell.varde is None:
            return f"okänd ({WHY_NOT.get(self.cell.status, swedish.PROTECTED)})"
        if not self.counts:
            return "ingen säker förändring"
        return f"en {'ökning' if self.cell.varde > 0 else 'minskning'} med {swedish.percentage_points(self.cell.varde)}"

    @property
    def origins(self) -> Sequence[Origin]:
        return self.cell.origins

    def meaning(self) -> str:
        return self.cell.meaning()


def judge(cells: Mapping[str, Cell]) -> dict[str, Effect]:
    """Judge all effects of a chapter together: name → cell gives name → effect.

    An effect counts when its interval excludes zero, its p-value passes Benjamini–Hochberg at 5 % among the chapter's
    effects, and it is at least 3 percentage points: as with differences between shares.
    """
    from scipy.stats import norm
    from statsmodels.stats.multitest import multipletests

    p_values = {}
    for name, cell in cells.items():
        if cell.varde is not None and cell.ki_nedre is not None and cell.ki_ovre is not None:
            error = (cell.ki_ovre - cell.ki_nedre) / (2 * NORMAL)
            p_values[name] = 2 * norm.sf(abs(cell.varde) / error) if error else 1.0
    judged = multipletests(list(p_values.values()), 0.05, "fdr_bh")[0] if p_values else ()
    passed = dict(zip(p_values, judged, strict=True))
    return {
        name: Effect(cell, bool(passed.get(name)) and abs(cell.varde or 0) >= SMALL) for name, cell in cells.items()
    }


def with_interval(cell: Cell) -> str:
    """`4,3 (1,0 till 7,5)` for a table."""
    if cell.varde is None or cell.ki_nedre is None or cell.ki_ovre is None:
        return cell.in_table()
    low, high = (swedish.number(end, decimals(cell.matt, cell.enhet)) for end in (cell.ki_nedre, cell.ki_ovre))
    return f"{cell.in_table()} ({low} till {high})"
