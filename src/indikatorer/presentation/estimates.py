"""Effects of an evaluation: which of them are certain, and how they and what others have published read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indikatorer.base import swedish, vocabulary
from indikatorer.base.normal import NORMAL
from indikatorer.measures.cell import decimals
from indikatorer.presentation.comparisons import Verdict, verdict_of
from indikatorer.presentation.origins import Origin
from indikatorer.publication.protected import Cell


@dataclass(frozen=True)
class Effect:
    """An effect in percentage points, and whether it is certain."""

    cell: Cell
    certain: bool

    @property
    def verdict(self) -> Verdict:
        """What may be said of it, by the rule of the reports."""
        return verdict_of(self.cell.varde, self.cell.ki_nedre or 0.0, self.cell.ki_ovre or 0.0, self.certain)

    @property
    def counts(self) -> bool:
        """Whether it is certain and not small."""
        return self.verdict in (Verdict.MORE, Verdict.LESS)

    @property
    def direction(self) -> int:
        """1 for more, −1 for less, 0 when nothing is certain."""
        return 0 if not self.certain or self.cell.varde is None else (1 if self.cell.varde > 0 else -1)

    @property
    def size(self) -> float:
        """How large it is, whichever way, where something is known."""
        return abs(self.cell.varde or 0.0)

    def in_text(self) -> str:
        """The size, `4,3 procentenheter`; which way it goes is said by the sentence around it."""
        return "okänt många procentenheter" if self.cell.varde is None else swedish.percentage_points(self.size)

    @property
    def origins(self) -> Sequence[Origin]:
        return self.cell.origins

    def meaning(self) -> str:
        return self.cell.meaning()


def judge(cells: Mapping[str, Cell]) -> dict[str, Effect]:
    """Judge all effects of a chapter together: name → cell gives name → effect.

    An effect is certain when its p-value passes Benjamini–Hochberg at 5 % among the chapter's effects, as differences
    between shares are.
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
    return {name: Effect(cell, bool(passed.get(name))) for name, cell in cells.items()}


def with_interval(cell: Cell) -> str:
    """`4,3 (1,0 till 7,5)` for a table."""
    if cell.varde is None or cell.ki_nedre is None or cell.ki_ovre is None:
        return cell.in_table()
    low, high = (swedish.number(end, decimals(cell.matt, cell.enhet)) for end in (cell.ki_nedre, cell.ki_ovre))
    return f"{cell.in_table()} ({low} till {high})"


@dataclass(frozen=True)
class Published:
    """A figure that others have published, by its id in `data/reference/publicerade_siffror.csv`, beside our own."""

    id: str
    ours: Cell

    @property
    def _figure(self) -> float:
        rows = vocabulary.read_reference("publicerade_siffror")
        return next(abs(float(row["value"])) for row in rows if row["id"] == self.id)

    def in_text(self) -> str:
        """The size without its unit; which way it goes is said by the sentence around it: `10`."""
        return swedish.number(self._figure)

    @property
    def origins(self) -> Sequence[Origin]:
        return ({"published": [self.ours.place, self._figure]},)

    def meaning(self) -> str:
        return f"publicerad uppgift {self.id}, bredvid {self.ours.meaning()}"
