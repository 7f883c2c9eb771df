"""Whether two shares differ, by the rule of the reports, and the words for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from indikatorer import swedish
from indikatorer.notebooks.origins import Origin, Said, derived
from indikatorer.notebooks.paired import interval, numbers, p_value
from indikatorer.tables.protected import Cell

SMALLEST_DIFFERENCE = 3.0
"""Percentage points under which a difference is not called one (blueprint: measures)."""

SMALLEST_CHANGE = 3.0
"""Per cent of the earlier count under which a change in a count is not called one."""

SINCE = "jämfört med året före"
UNCHANGED = "oförändrat"
UNCERTAIN = "inte säker"
WITHIN_CHANCE = f"ändrades inte mer än vad slumpen brukar ge {SINCE}"
NOT_COMPARABLE = "kan inte jämföras med året före"


@dataclass(frozen=True)
class Difference:
    """The share `new` beside the share `old`: percentage points with a 95 % Newcombe interval, and whether it counts.

    Without numbers (a share is protected or missing) `points` and the interval are None and nothing is claimed.
    """

    new: Cell
    old: Cell | None
    points: float | None
    low: float | None
    high: float | None
    counts: bool

    @property
    def direction(self) -> int:
        """1 for an increase, −1 for a decrease, 0 when nothing can be said."""
        return 0 if not self.counts or self.points is None else (1 if self.points > 0 else -1)

    @property
    def alike(self) -> bool:
        """Whether the shares are close enough to be called much the same: a large gap within chance is not."""
        return not self.counts and self.points is not None and abs(self.points) < SMALLEST_DIFFERENCE

    @property
    def tells(self) -> bool:
        """Whether a heading may say how the shares compare: that they differ, or that they are much the same."""
        return self.counts or self.alike

    def in_text(self) -> str:
        """`ökade med 4,1 procentenheter jämfört med året före`, or that it did not, or that it cannot be compared."""
        if self.points is None:
            return NOT_COMPARABLE
        if not self.counts:
            return f"var i stort sett oförändrad {SINCE}" if self.alike else WITHIN_CHANCE
        size = swedish.percentage_points(self.points)
        return f"{'ökade' if self.points > 0 else 'minskade'} med {size} {SINCE}"

    def in_table(self) -> str:
        """`+4,1 (1,2 till 7,0)`, `oförändrat` where there is none, `inte säker` within chance, `..` if not known."""
        if self.points is None or self.low is None or self.high is None:
            return ".."
        if not self.counts:
            return UNCHANGED if self.alike else UNCERTAIN
        low, high = (swedish.number(end, 1) for end in (self.low, self.high))
        return f"{swedish.signed(self.points, 1)} ({low} till {high})"

    def between(self, new: str, old: str) -> str:
        """The same for two groups: `4,1 procentenheter högre bland kvinnor än bland män`."""
        return Said(self._between(new, old), [self])

    def _between(self, new: str, old: str) -> str:
        if self.points is None:
            return f"inte möjlig att jämföra mellan {new} och {old}"
        if self.alike:
            return f"i stort sett lika stor bland {new} och {old}"
        if not self.counts:
            return f"inte mer olika bland {new} och {old} än vad slumpen brukar ge"
        size = swedish.percentage_points(self.points)
        return f"{size} {'högre' if self.points > 0 else 'lägre'} bland {new} än bland {old}"

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("difference", self.new, self.old) if self.old else ()

    def meaning(self) -> str:
        return _meaning(self.new, self.old)


@dataclass(frozen=True)
class Interval:
    """The ends of a difference's interval, as the source of what a table prints beside the difference."""

    difference: Difference

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("interval", self.difference.new, self.difference.old) if self.difference.old else ()


def _meaning(new: Cell, old: Cell | None) -> str:
    return f"förändring: {new.meaning()} jämfört med {old.meaning() if old else 'året före'}"


def compare(
    pairs: Mapping[str, tuple[Cell, Cell | None]], same: Mapping[str, Cell] = MappingProxyType({})
) -> dict[str, Difference]:
    """Judge all comparisons of a chapter together: name → (new, old) gives name → difference.

    A difference counts when its Newcombe interval excludes zero, its p-value passes Benjamini–Hochberg at 5 % among
    the chapter's comparisons, and it is at least 3 percentage points (blueprint: measures). `same` has those that are
    about the same persons at two times, tested as pairs (domain.md 1.0.9): the cell that counts who has it both times.
    """
    from statsmodels.stats.multitest import multipletests

    points = {name: _points(new, old) for name, (new, old) in pairs.items()}
    judged = {}
    for name, (new, old) in pairs.items():
        found = _of_pairs(same[name], new, old) if name in same else _of_groups(new, old)
        if points[name] is not None and found:
            judged[name] = found
    p_values = [p for p, _, _ in judged.values()]
    passed = dict(zip(judged, multipletests(p_values, 0.05, "fdr_bh")[0], strict=True)) if p_values else {}
    differences = {}
    for name, (new, old) in pairs.items():
        apart = points[name]
        if name not in judged or apart is None:
            differences[name] = Difference(new, old, None, None, None, False)
            continue
        _, low, high = judged[name]
        counted = bool(passed[name]) and abs(apart) >= SMALLEST_DIFFERENCE and not low <= 0 <= high
        differences[name] = Difference(new, old, apart, 100 * low, 100 * high, counted)
    return differences


def _points(new: Cell, old: Cell | None) -> float | None:
    """Percentage points, exact, so that a half is rounded as one; None where a count is not shown."""
    if not (old and new.taljare is not None and new.namnare and old.taljare is not None and old.namnare):
        return None
    return float(100 * (Fraction(new.taljare, new.namnare) - Fraction(old.taljare, old.namnare)))


def _of_groups(new: Cell, old: Cell | None) -> tuple[float, float, float] | None:
    """The p-value and the interval of the difference between two groups, where their counts are shown."""
    from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep

    if not (old and new.taljare is not None and new.namnare and old.taljare is not None and old.namnare):
        return None
    a, n, b, m = new.taljare, new.namnare, old.taljare, old.namnare
    low, high = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
    return 1.0 if a * m == b * n else test_proportions_2indep(a, n, b, m).pvalue, float(low), float(high)


def _of_pairs(both: Cell, new: Cell, old: Cell | None) -> tuple[float, float, float] | None:
    """The same of the same persons at two times."""
    found = numbers(both, new, old) if old else None
    if found is None or not sum(found):
        return None
    _, lost, gained, _ = found
    return p_value(lost, gained), *interval(*found)


@dataclass(frozen=True)
class StandardisedDifference:
    """How far apart two shares are in standard deviations, so that common and rare things can be compared.

    The difference over the root of the mean variance, of the shares as they are printed. Under 0.1 is small, whatever
    the size of the groups (Austin 2009).
    """

    new: Cell
    old: Cell

    @property
    def value(self) -> float | None:
        if self.new.varde is None or self.old.varde is None:
            return None
        new, old = self.new.varde, self.old.varde
        spread = (new * (100 - new) + old * (100 - old)) / 2
        return (new - old) / spread**0.5 if spread else None

    def in_table(self) -> str:
        return ".." if self.value is None else swedish.number(self.value, 2)

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("standardised", self.new, self.old)


@dataclass(frozen=True)
class Change:
    """A count beside an earlier one: the change in per cent of it, None where either may not be shown.

    `counts` says whether it is beyond chance and at least 3 per cent.
    """

    new: Cell
    old: Cell | None
    per_cent: float | None
    counts: bool

    @property
    def direction(self) -> int:
        """1 for more, −1 for fewer, 0 for much the same or not known."""
        return 0 if not self.counts or self.per_cent is None else (1 if self.per_cent > 0 else -1)

    @property
    def alike(self) -> bool:
        """Whether the counts are close enough to be called much the same."""
        return not self.counts and self.per_cent is not None and abs(self.per_cent) < SMALLEST_CHANGE

    @property
    def tells(self) -> bool:
        """Whether a heading may say how the counts compare."""
        return self.counts or self.alike

    def in_text(self) -> str:
        """`ökade med 4,1 procent jämfört med året före`, or that it did not, or that it cannot be compared."""
        if self.per_cent is None:
            return NOT_COMPARABLE
        if not self.counts:
            return f"var i stort sett oförändrat {SINCE}" if self.alike else WITHIN_CHANCE
        size = swedish.percent(abs(self.per_cent))
        return f"{'ökade' if self.direction > 0 else 'minskade'} med {size} {SINCE}"

    def in_table(self) -> str:
        """`+4,1 %`, `oförändrat` where there is none, `inte säker` within chance, `..` where nothing is known."""
        if self.per_cent is None:
            return ".."
        if not self.counts:
            return UNCHANGED if self.alike else UNCERTAIN
        return f"{swedish.signed(self.per_cent, 1)}\u00a0%"

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("change", self.new, self.old) if self.old else ()

    def meaning(self) -> str:
        return _meaning(self.new, self.old)


@dataclass(frozen=True)
class Share:
    """One count as a share of another, in per cent with one decimal: `17,1 procent`, where no table has the share."""

    part: Cell
    whole: Cell

    def in_text(self) -> str:
        if self.part.varde is None or self.whole.varde is None:
            return (self.whole if self.part.shown else self.part).in_text()
        if not self.whole.varde:
            return "en andel (ingen att räkna på)"
        return swedish.percent(100 * self.part.varde / self.whole.varde)

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("share", self.part, self.whole)

    def meaning(self) -> str:
        return f"andel: {self.part.meaning()} av {self.whole.meaning()}"


@dataclass(frozen=True)
class Base:
    """What a share is a share of: `704 anställningar`, or `alla anställningar` where the number may not be shown."""

    cell: Cell
    enhet: str = "personer"

    def in_text(self) -> str:
        number = "alla" if self.cell.namnare is None else swedish.number(self.cell.namnare)
        return f"{number} {self.enhet}"

    @property
    def origins(self) -> Sequence[Origin]:
        return self.cell.origins if self.cell.namnare is not None else ()

    def meaning(self) -> str:
        return f"nämnaren i {self.cell.meaning()}"


def change(new: Cell, old: Cell | None) -> Change:
    """A count beside last year's. It is called a change when it is at least 3 per cent and beyond chance variation.

    Chance is that of two Poisson counts: 1.96 times the root of their sum.
    """
    if old is None or new.varde is None or not old.varde:
        return Change(new, old, None, False)
    beyond_chance = abs(new.varde - old.varde) > 1.96 * (new.varde + old.varde) ** 0.5
    per_cent = float(100 * (Fraction(new.varde) / Fraction(old.varde) - 1))
    return Change(new, old, per_cent, beyond_chance and abs(per_cent) >= SMALLEST_CHANGE)
