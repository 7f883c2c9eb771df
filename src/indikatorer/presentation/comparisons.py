"""Whether two shares or counts differ, by the rule of the reports. The words for it stand in `reports/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from indikatorer.base import swedish
from indikatorer.base.normal import NORMAL
from indikatorer.base.vocabulary import Kon
from indikatorer.disclosure.policy import POLICY
from indikatorer.measures.cell import decimals
from indikatorer.presentation.origins import Origin, derived
from indikatorer.presentation.paired import interval, numbers, p_value
from indikatorer.presentation.sentences import Sentence, sentence
from indikatorer.publication.protected import NOBODY, UNCERTAIN_SHARE, Cell

SMALL = 3.0
"""Percentage points, or per cent of an earlier count, under which a certain difference is called a small one, and
within which an interval must lie for two shares to be called much the same (docs/definitions.md, Changes)."""


class Verdict(StrEnum):
    """What may be said of a share or a count beside another: the outcomes that sentences in `reports/` are for.

    The first four are certain, of which `nagot_` are small. ALIKE is where the interval itself is small. The rest may
    be by chance: more, less, or the same as printed.
    """

    MORE = "hogre"
    SLIGHTLY_MORE = "nagot_hogre"
    LESS = "lagre"
    SLIGHTLY_LESS = "nagot_lagre"
    ALIKE = "lika"
    MAYBE_MORE = "kanske_hogre"
    MAYBE_LESS = "kanske_lagre"
    UNCERTAIN = "osaker"
    UNKNOWN = "okand"


def verdict_of(size: float | None, low: float, high: float, certain: bool) -> Verdict:
    """What may be said of a difference of this size, with this 95 % interval, of which it is known if it is certain."""
    if size is None:
        return Verdict.UNKNOWN
    if certain and abs(size) >= SMALL:
        return Verdict.MORE if size > 0 else Verdict.LESS
    if certain:
        return Verdict.SLIGHTLY_MORE if size > 0 else Verdict.SLIGHTLY_LESS
    if low > -SMALL and high < SMALL:
        return Verdict.ALIKE
    if not swedish.rounded(size, 1):
        return Verdict.UNCERTAIN
    return Verdict.MAYBE_MORE if size > 0 else Verdict.MAYBE_LESS


def way_of(verdict: Verdict) -> int:
    """1 for a certain increase, −1 for a certain decrease, 0 when nothing is certain."""
    more, less = (Verdict.MORE, Verdict.SLIGHTLY_MORE), (Verdict.LESS, Verdict.SLIGHTLY_LESS)
    return 1 if verdict in more else -1 if verdict in less else 0


@dataclass(frozen=True)
class Difference:
    """The share `new` beside the share `old`: percentage points with a 95 % interval, and whether it is certain.

    Without numbers (a share is protected or missing) `points` and the interval are None and nothing is claimed.
    """

    new: Cell
    old: Cell | None
    points: float | None
    low: float | None
    high: float | None
    certain: bool

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.points, self.low or 0.0, self.high or 0.0, self.certain)

    @property
    def counts(self) -> bool:
        """Whether it is certain and not small."""
        return self.verdict in (Verdict.MORE, Verdict.LESS)

    @property
    def size(self) -> float:
        """How large it is, whichever way, where something is known."""
        return abs(self.points or 0.0)

    @property
    def direction(self) -> int:
        """1 for a certain increase, −1 for a certain decrease, 0 when nothing is certain."""
        return way_of(self.verdict)

    @property
    def headline(self) -> Mapping[str, object]:
        """The outcomes of a heading: which way it certainly goes, that there is none, or neither."""
        return {
            "hogre": self.direction > 0,
            "lagre": self.direction < 0,
            "lika": self.verdict is Verdict.ALIKE,
            "osaker": self.points is not None,
            "okand": True,
        }

    def in_text(self) -> str:
        """The size, `4,1 procentenheter`; which way it goes is said by the sentence around it."""
        return "okänt många procentenheter" if self.points is None else swedish.percentage_points(self.points)

    def in_table(self) -> str:
        """`+4,1 (1,2 till 7,0)`, or `..` if not known."""
        if self.points is None or self.low is None or self.high is None:
            return ".."
        low, high = (swedish.number(end, 1) for end in (self.low, self.high))
        return f"{swedish.signed(self.points, 1)} ({low} till {high})"

    def since(self, then: str) -> Sentence:
        """Words that follow *andelen*: `ökade med 4,1 procentenheter jämfört med året före`."""
        return sentence("forandring.andel", self.verdict, skillnad=self, sedan=then)

    def between(self, one: str, other: str) -> Sentence:
        """Words that follow *andelen var*: `4,1 procentenheter högre bland kvinnor än bland män`."""
        return sentence("skillnad.andel", self.verdict, skillnad=self, ena=one, andra=other)

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("difference", self.new, self.old) if self.old else ()

    def meaning(self) -> str:
        return _meaning(self.new, self.old)


@dataclass(frozen=True)
class Interval:
    """The ends of a difference's interval, as the source of what is printed beside the difference."""

    difference: Difference

    def in_text(self) -> str:
        """`1,2 till 7,0 procentenheter`, without sign as the difference is: the nearer to zero first.

        A sign stands only where the interval reaches to either side of zero.
        """
        low, high = self.difference.low, self.difference.high
        if low is None or high is None:
            return "okänt många procentenheter"
        if high < 0:
            low, high = -high, -low
        return f"{swedish.number(low, 1)} till {swedish.percentage_points(high)}"

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("interval", self.difference.new, self.difference.old) if self.difference.old else ()


def _meaning(new: Cell, old: Cell | None) -> str:
    return f"förändring: {new.meaning()} jämfört med {old.meaning() if old else 'året före'}"


def compare(
    pairs: Mapping[str, tuple[Cell, Cell | None]], same: Mapping[str, Cell | None] = MappingProxyType({})
) -> dict[str, Difference]:
    """Judge all comparisons of a chapter together: name → (new, old) gives name → difference.

    A difference is certain when its Newcombe interval excludes zero and its p-value passes Benjamini–Hochberg at 5 %
    among the chapter's comparisons (docs/definitions.md, Changes). Where counts are rounded, the interval is wider by
    as much as rounding may have moved the two, and rounding alone could not have made the difference. `same` has those
    that are about the same persons at two times, tested as pairs (docs/definitions.md, Decided): the cell that counts
    who has it both times, or None where no table has it.
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
        rounding = new.points + (old.points if old else 0)
        low, high = 100 * low - rounding, 100 * high + rounding
        certain = bool(passed[name]) and not low <= 0 <= high and _is_more_than_rounding(new, old)
        differences[name] = Difference(new, old, apart, low, high, certain)
    return differences


def _points(new: Cell, old: Cell | None) -> float | None:
    """Percentage points, exact, so that a half is rounded as one; None where a count is not shown."""
    counts = _counts(new, old)
    return float(100 * (Fraction(counts[0], counts[1]) - Fraction(counts[2], counts[3]))) if counts else None


def _counts(new: Cell, old: Cell | None) -> tuple[int, int, int, int] | None:
    """Numerator and denominator of the one share and of the other, where both are shown."""
    if not (old and new.shown and old.shown):  # of a low response the counts are there, and not to be used
        return None
    if new.taljare is None or not new.namnare or old.taljare is None or not old.namnare:
        return None
    return new.taljare, new.namnare, old.taljare, old.namnare


def _of_groups(new: Cell, old: Cell | None) -> tuple[float, float, float] | None:
    """The p-value and the interval of the difference between two groups, where their counts are shown."""
    from statsmodels.stats.proportion import test_proportions_2indep

    counts = _counts(new, old)
    if counts is None:
        return None
    a, n, b, m = counts
    return 1.0 if a * m == b * n else test_proportions_2indep(a, n, b, m).pvalue, *_newcombe(a, n, b, m)


def _newcombe(a: int, n: int, b: int, m: int) -> tuple[float, float]:
    """The interval of the difference of two shares, a of n less b of m."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff")
    return float(low), float(high)


def _is_more_than_rounding(new: Cell, old: Cell | None) -> bool:
    """Whether a difference of rounded shares would be certain also with each numerator a step nearer to the other."""
    if not old or not (new.rounded or old.rounded):
        return True
    counts = _counts(new, old)
    if counts is None:
        return False
    a, n, b, m = counts
    step = POLICY.threshold if a * m < b * n else -POLICY.threshold
    low, high = _newcombe(min(max(a + step, 0), n), n, min(max(b - step, 0), m), m)
    return high < 0 if step > 0 else low > 0


def _of_pairs(both: Cell | None, new: Cell, old: Cell | None) -> tuple[float, float, float] | None:
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

    `certain` says whether it is beyond chance, or nothing that chance has to do with; `low` and `high` are the ends of
    its 95 % interval.
    """

    new: Cell
    old: Cell | None
    per_cent: float | None
    low: float
    high: float
    certain: bool

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.per_cent, self.low, self.high, self.certain)

    @property
    def counts(self) -> bool:
        """Whether it is certain and not small."""
        return self.verdict in (Verdict.MORE, Verdict.LESS)

    @property
    def size(self) -> float:
        """How large it is, whichever way, where something is known."""
        return abs(self.per_cent or 0.0)

    def in_text(self) -> str:
        """The size, `4,1 procent`; which way it goes is said by the sentence around it."""
        return "okänt många procent" if self.per_cent is None else swedish.percent(abs(self.per_cent))

    def in_table(self) -> str:
        """`+4,1 %`, or `..` where nothing is known."""
        return ".." if self.per_cent is None else f"{swedish.signed(self.per_cent, 1)}\u00a0%"

    def since(self, then: str) -> Sentence:
        """Words that follow *antalet*: `ökade med 4,1 procent jämfört med året före`."""
        apart = CountApart(self.new, self.old) if self.old else ""
        return sentence("forandring.antal", self.verdict, skillnad=self, antal=apart, sedan=then)

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("change", self.new, self.old) if self.old else ()

    def meaning(self) -> str:
        return _meaning(self.new, self.old)


@dataclass(frozen=True)
class CountApart:
    """How many one count has more or fewer than another, without unit: `72`."""

    new: Cell
    old: Cell

    def in_text(self) -> str:
        if self.new.varde is None or self.old.varde is None:
            return "okänt många"
        return swedish.number(abs(self.new.varde - self.old.varde))

    @property
    def origins(self) -> Sequence[Origin]:
        return derived("difference", self.new, self.old)


@dataclass(frozen=True)
class Bare:
    """The number of a cell without its unit, as in *från 60,2 till 46,0 procent*, or what stands for a hidden one."""

    cell: Cell

    def in_text(self) -> str:
        return self.cell.in_table() if self.cell.shown else self.cell.in_text()

    @property
    def shown(self) -> bool:
        return self.cell.shown

    @property
    def origins(self) -> Sequence[Origin]:
        return self.cell.origins


@dataclass(frozen=True)
class Size:
    """The number of a cell without its sign, `175 700 kronor`, `4,1 procentenheter`: which way is said around it."""

    cell: Cell

    def in_text(self) -> str:
        if self.cell.varde is None:
            return self.cell.in_text()
        if self.cell.enhet == "procentenheter":
            return swedish.percentage_points(self.cell.varde)
        return f"{swedish.number(abs(self.cell.varde), decimals(self.cell.matt, self.cell.enhet))} {self.cell.enhet}"

    @property
    def shown(self) -> bool:
        return self.cell.shown

    @property
    def origins(self) -> Sequence[Origin]:
        return self.cell.origins

    def meaning(self) -> str:
        return f"{self.cell.meaning()}, utan tecken"


@dataclass(frozen=True)
class Share:
    """One count as a share of another, in per cent with one decimal: `17,1 procent`, where no table has the share."""

    part: Cell
    whole: Cell

    def in_text(self) -> str:
        if self.part.varde is None or self.whole.varde is None:
            return (self.whole if self.part.shown else self.part).in_text()
        if not self.whole.varde:
            return f"en andel ({NOBODY})"
        if self._is_uncertain:
            return UNCERTAIN_SHARE
        return swedish.percent(100 * self.part.varde / self.whole.varde)

    def in_table(self) -> str:
        """The number, or the sign of the count that may not be shown."""
        if self.part.varde is None or self.whole.varde is None:
            return (self.whole if self.part.shown else self.part).in_table()
        if self.whole.varde and self._is_uncertain:
            return ".."
        return swedish.number(100 * self.part.varde / self.whole.varde, 1) if self.whole.varde else "."

    @property
    def shown(self) -> bool:
        """Whether there is a number to print."""
        return self.part.shown and bool(self.whole.varde) and not self._is_uncertain

    @property
    def _is_uncertain(self) -> bool:
        """Whether rounding may have moved it by more than a share in a table may be moved."""
        return _moved(self.part, self.whole) > POLICY.share_points

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


def each_sex(*women_and_men: Difference) -> Sentence:
    """How women and how men have changed, by the verdict of each, where both are known; else nothing."""
    told = [
        sentence("sikt.ena_konet", one.verdict, nu=one.new, da=Bare(one.old))
        for one in women_and_men
        if one.old and one.points is not None
    ]
    women, men = told if len(told) == len(Kon) else ("", "")
    return sentence("sikt.av_konen", {"visas": women and men, "inget": True}, kvinnor=women, man=men)


def slightly(one: Difference | Change) -> Sentence:
    """The word before *oftare* or *fler* where a difference is certain but small, or nothing."""
    small = one.verdict in (Verdict.SLIGHTLY_MORE, Verdict.SLIGHTLY_LESS)
    return sentence("skillnad.nagot", {"liten": small, "inget": True})


def change(new: Cell, old: Cell | None, *, decided: bool = False) -> Change:
    """A count beside an earlier one. Chance is that of two Poisson counts: 1.96 times the root of their sum.

    Of what is `decided`, such as places in a budget, nothing is by chance: the difference is the difference. What
    rounding may have moved is added; where that is more than a share may be moved, nothing is said.
    """
    if old is None or new.varde is None or not old.varde:
        return Change(new, old, None, 0.0, 0.0, False)
    per_cent = float(100 * (Fraction(new.varde) / Fraction(old.varde) - 1))
    chance = 0.0 if decided else 100 * NORMAL * (new.varde + old.varde) ** 0.5 / old.varde
    rounding = _moved(new, old)
    if rounding > POLICY.share_points:
        return Change(new, old, None, 0.0, 0.0, False)
    apart = chance + rounding
    return Change(new, old, per_cent, per_cent - apart, per_cent + apart, abs(per_cent) > apart)


def _moved(part: Cell, whole: Cell) -> float:
    """By how many points rounding may have moved one count in per cent of another."""
    assert part.varde is not None, part
    assert whole.varde, whole
    return 100 * (part.moved + whole.moved * part.varde / whole.varde) / whole.varde
