"""Reading a table: which counts each of its cells prints, gives away or is about, and how they add up."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import ceil, log2
from typing import Any

from indikatorer import vocabulary
from indikatorer.disclosure.bounds import narrow_by_sums
from indikatorer.disclosure.noughts import certain_noughts
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.ratios import limits, states, sum_behind, those_behind
from indikatorer.disclosure.system import Count, Fate, PrintedCell, Statement, System, Values, order, outside
from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.measure import (
    Andel,
    AndelOchMedel,
    Antal,
    CellStatus,
    Estimates,
    Fordelning,
    Index,
    Kvartil,
    Medel,
    MedelOchMedian,
    MedelPerDag,
    Slice,
    Summa,
    Where,
    decimals,
)
from indikatorer.swedish import rounded
from indikatorer.vocabulary import SAMTLIGA


def _inverted(groups: Mapping[Any, str]) -> dict[str, Values]:
    return {group: frozenset(str(one) for one, g in groups.items() if g == group) for group in groups.values()}


GROUPINGS: dict[str, tuple[str, list[dict[str, Values]]]] = {
    "orsaksgrupp": (
        "avslutsorsak",
        [_inverted(vocabulary.ORSAKSGRUPPER), _inverted(vocabulary.ORSAKSGRUPPER_AF_APART)],
    ),
    "orsaksgrupp7": ("avslutsorsak", [_inverted(vocabulary.ORSAKSGRUPPER_SJU)]),
    "orsaksgrupp6": ("avslutsorsak", [_inverted(vocabulary.ORSAKSGRUPPER_SEX)]),
    "orsaksgrupp2": ("avslutsorsak", [_inverted(vocabulary.ORSAKSGRUPPER_TVA)]),
    "flyttat": ("avslutsorsak", [_inverted(vocabulary.FLYTTAT_ELLER_INTE)]),
    "koladagrupp": ("avslutsorsak", [_inverted(vocabulary.KOLADAGRUPPER)]),
    "status_sex": ("status_arbetsmarknad efter 1 år", [_inverted(vocabulary.STATUS_STUDERANDE)]),
    "foljda": ("status_arbetsmarknad efter 1 år", [_inverted(vocabulary.STATUS_FOLJDA)]),
    "status_ar_1": ("status_arbetsmarknad efter 1 år", [_inverted(vocabulary.STATUSGRUPPER)]),
    "status_ar_3": ("status_arbetsmarknad efter 3 år", [_inverted(vocabulary.STATUSGRUPPER)]),
}
"""Columns whose labels stand for several values of another column, divided in one way or another."""


def _division(column: str, labels: Collection[str]) -> dict[str, Values]:
    """The division that a table's labels are of; a label that does not belong to it is one that nobody has."""
    usual, *others = GROUPINGS[column][1]
    chosen = next((groups for groups in others if set(labels) & (groups.keys() - usual.keys())), usual)
    return {label: chosen.get(label, frozenset([f"{column} {label}"])) for label in labels}


def says_nothing(table: ComputedTable, cell: dict[str, Any]) -> bool:
    """Whether there is nothing to hide; what a model could not say is withheld, unless it says why."""
    if isinstance(table.table.value, Estimates):
        return cell["varde"] is None and cell["status"] != CellStatus.SHOWN
    return cell["varde"] is None and cell["namnare"] is None


def _columns(cell: dict[str, Any], prints: Mapping[str, Count]) -> dict[str, Count]:
    """Which count stands in which column of a cell."""
    if cell["matt"] == "antal":
        return dict(zip(["varde"], prints.values(), strict=False))
    names = ["taljare", "namnare"] if len(prints) == 2 or prints.keys() & {"dagar", "resultat"} else ["namnare"]
    return dict(zip(names, prints.values(), strict=False))


@dataclass(frozen=True)
class Said:
    """What a cell says: the counts that stand in it, those that it gives away besides, and how many it is about.

    Each count comes with what kind it is (everyone, the numerator, …); those of a kind add up along a table's margins.
    """

    prints: Mapping[str, Count]
    besides: Mapping[str, Count] = field(default_factory=dict)
    size: int = 0
    states: tuple[Statement, ...] = ()

    def counts(self) -> dict[str, Count]:
        return {**self.prints, **self.besides}


_NOTICED = ("printed", "undecided", "doubtful", "few", "public")
"""What is noticed of counts while tables are read."""


@dataclass
class Reading:
    """What has been read of the tables so far.

    `breakdowns` are columns that describe people whenever they are looked at; any other column that says what became of
    them has a value for each moment of measurement. `undecided` are the outcomes of groups so small that nobody may
    know that all have the same one: the outcome that all have, and the others together, whose zero would tell as much.
    `doubtful` are the others one by one, zeros that are not known to be zero where they are hidden. `few` are counts of
    something else than persons, behind which there may be fewer persons than they say. `public` are counts that stand
    in cells published already, `kept` those that earlier editions have kept back. `slices` are those of all tables;
    `divisions` and `merged` are of the table that is being read. `steps`: a column whose means are printed → the least
    by which two of them differ.
    """

    policy: Policy
    breakdowns: set[str]
    system: System = field(default_factory=System)
    printed: set[Count] = field(default_factory=set)
    undecided: set[Count] = field(default_factory=set)
    doubtful: set[Count] = field(default_factory=set)
    few: set[Count] = field(default_factory=set)
    public: set[Count] = field(default_factory=set)
    kept: set[Count] = field(default_factory=set)
    slices: list[Slice] = field(default_factory=list)
    divisions: dict[str, dict[str, Values]] = field(default_factory=dict)
    merged: dict[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    steps: dict[str, Fraction] = field(default_factory=dict)

    def cells_of(self, table: ComputedTable, fates: Sequence[Fate | None] | None = None) -> None:
        """Add the cells of a table, their counts and its margins; `fates` as in `build`.

        A cell that is printed again tells nothing new: it is none of the cells to choose from.
        """
        names = self.begin(table)
        self.slices += table.slices
        alike: dict[tuple[int, str], dict[tuple[str, ...], Count]] = {}
        for row, cell in enumerate(table.cells.iter_rows(named=True)):
            piece = table.slices[cell["slice"]]
            if piece.status is not CellStatus.SHOWN or says_nothing(table, cell):
                continue
            labels = {name: cell[name] for name in names}
            said = self.said(table, cell, labels, piece)
            for kind, count in said.counts().items():
                alike.setdefault((cell["slice"], kind), {})[tuple(labels.values())] = count
            self._notice_few(table, cell, said)
            prints = tuple(dict.fromkeys(said.prints.values()))
            columns = _columns(cell, said.prints)
            weight = self._weight(table, said.size, labels, piece)
            fate = fates[row] if fates else None
            if fate == "again":
                continue
            self.printed.update(prints)
            if fate == "shown" and not self.policy.rounds:
                self.public.update(prints)
            withheld = fate != "shown" and self._is_withheld(table, cell)
            fewest = self.policy.fewest(cell["matt"]) if "namnare" in columns else 0
            self.system.cells.append(
                PrintedCell(table.id, row, prints, weight, withheld, fate, tuple(columns.items()), said.states, fewest)
            )
        for (_, kind), counts in alike.items():
            self._add_margins(counts)
            if isinstance(table.table.value, Fordelning) and kind == "alla":
                self._notice_one_outcome(counts, names.index(table.table.value.over.name))

    def join(self, other: "Reading") -> None:
        """Add what has been read of other tables."""
        for count, value in other.system.values.items():
            self.system.add(count, value)
        for name in ("sums", "at_most", "together"):
            getattr(self.system, name).update(getattr(other.system, name))
        self.system.cells += other.system.cells
        self.system.amounts |= other.system.amounts
        for name in _NOTICED:
            getattr(self, name).update(getattr(other, name))
        self.slices += other.slices
        self.steps |= other.steps

    def about(self, counts: AbstractSet[Count]) -> "Reading":
        """As much of it as is about these counts."""
        found = Reading(self.policy, self.breakdowns, slices=self.slices, steps=self.steps)
        found.system.values = {count: value for count, value in self.system.values.items() if count in counts}
        for name in ("sums", "at_most", "together"):
            lines = getattr(self.system, name)
            setattr(found.system, name, {line: None for line in lines if counts >= set(line)})
        found.system.cells = [cell for cell in self.system.cells if counts >= set(cell.tells_of)]
        found.system.amounts = self.system.amounts & counts
        for name in _NOTICED:
            setattr(found, name, getattr(self, name) & counts)
        return found

    def judge(self) -> None:
        """Say of every count what everybody knows of it, and whether it is sensitive."""
        if not self.policy.rounds:
            certain = certain_noughts(self.system, self._doubted(), self.public)
            self.undecided -= certain
            self.doubtful -= certain
        for count, value in self.system.values.items():
            if behind := those_behind(count):
                self._judge_sum(count, *behind)
                continue
            if count in self.system.unseen:
                continue
            self.system.bounds[count] = self._known_of(count, value)
            if self.policy.is_small(value) or count in self.undecided or count in self.few:
                self.system.sensitive[count] = self.policy.needed(0, None)
            elif value and count in self.kept:
                self.system.sensitive[count] = self.policy.other_width
        if self.system.rounded or (self.policy.rounds and self.kept):
            narrow_by_sums(self.system, self.policy)

    def _known_of(self, count: Count, value: int) -> tuple[int, int | None]:
        """The least and the most that a count can be, before anything is known of what is shown now.

        True noughts are shown, other than where counts are or were rounded, so that what is or was kept back is
        somebody. What a rounded edition has printed bounds a count as long as the two agree.
        """
        if count in self.public:
            return value, value
        low, high = int(value > 0 and count in self.kept), None
        is_rounded = self.policy.rounds or (count in self.system.rounded and count not in self.printed)
        is_rounded &= count not in self.system.amounts
        if not (is_rounded or count in self.undecided or count in self.doubtful):
            low, high = (0, 0) if value == 0 else (max(low, int(count in self.printed)), None)
        for printed in self.system.rounded.get(count, ()):
            least, most = self.policy.behind(printed)
            if least <= value <= most:
                low, high = max(low, least), most if high is None else min(high, most)
        return low, high

    def _doubted(self) -> set[Count]:
        return {count for count in self.undecided | self.doubtful if self.system.values[count] == 0}

    def noughts(self) -> set[Count]:
        """The counts that everybody sees to be nought."""
        return {count for count, value in self.system.values.items() if value == 0} - self._doubted()

    def _judge_sum(self, total: Count, everyone: Count, column: str) -> None:
        """What those behind a mean have together: sensitive where they are too few for a mean."""
        value, size = self.system.values[total], self.system.values[everyone]
        self.system.bounds[total] = limits(column, value, size)
        if 0 < size < self.policy.mean_base:
            least = self.policy.width * size * self.steps[column]
            self.system.sensitive[total] = ceil(max(Fraction(self.policy.mean_per_cent * abs(value), 100), least))

    def begin(self, table: ComputedTable) -> list[str]:
        """Get ready for the cells of a table; the result are the names of the columns that have a total."""
        names = [dimension.name for dimension in table.table.by]
        self.merged = {
            (merge.dimension, label): parts for merge in table.table.merged for label, parts in merge.groups.items()
        }
        self.divisions = {
            name: _division(name, [part for label in set(table.cells[name]) for part in self._parts(name, label)])
            for name in names
            if name in GROUPINGS
        }
        return names

    def said(self, table: ComputedTable, cell: dict[str, Any], labels: dict[str, str], piece: Slice) -> Said:
        count = self._count(labels, piece)
        match table.table.value:
            case Antal():
                return self._number("alla", count, int(cell["varde"]))
            case Fordelning(over):
                if cell["matt"] == "antal":
                    return self._number("alla", count, int(cell["varde"]))
                others = {name: label for name, label in labels.items() if name != over.name}
                return self._part(self._count(others, piece), count, cell["namnare"], cell["taljare"])
            case Andel(numerator):
                return self._share("alla", count, self._outcomes(numerator, piece), cell["namnare"], cell["taljare"])
            case AndelOchMedel(Andel(numerator)) if cell["matt"] == "andel":
                asked = count.narrowed(f"svar {numerator.column}", frozenset(["ja"]))
                return self._share("svar", asked, self._outcomes(numerator, piece), cell["namnare"], cell["taljare"])
            case AndelOchMedel(medel=Medel(column, per=per)):
                return self._mean("värden", count.narrowed(f"svar {column}", frozenset(["ja"])), column, per, cell)
            case Medel(column, per=per):
                return self._mean("alla", count, column, per, cell)
            case MedelOchMedian(column) if cell["matt"] == "medel":
                return self._mean("alla", count, column, 1, cell)
            case MedelOchMedian() | Kvartil():
                return self._number("alla", count, cell["namnare"])
            case MedelPerDag(column):
                days = count.narrowed(column, frozenset(["dagar"]))
                self.system.amounts.add(days)
                # the index comes after the mean of the same days, and gives them away as well
                return self._number("dagar", days, self.system.values.get(days, cell["taljare"]))
            case Index() if piece.result:
                hits, _ = self._outcomes(piece.result, piece)
                return self._number("resultat", count.narrowed(*hits), cell["taljare"])
            case Index() | Summa() | Estimates():
                return Said({})

    def _number(self, kind: str, count: Count, value: int) -> Said:
        return Said({kind: self.system.add(count, value)}, size=value)

    def _mean(self, kind: str, everyone: Count, column: str, per: int, cell: Mapping[str, Any]) -> Said:
        """Those behind a mean, and what they have together: that is never printed, and told to within the rounding."""
        size, mean = cell["namnare"], cell["varde"] or 0.0
        places = decimals(cell["matt"], cell["enhet"])
        self.steps[column] = Fraction(per, 10**places)
        self.system.add(everyone, size)
        total = self.system.add(sum_behind(everyone, column), round(mean * size * per))
        self.system.amounts.add(total)
        told = states(total, everyone, rounded(mean, places), places, Fraction(1, per)) if size else ()
        of_so_many = tuple(statement.knowing(everyone, size) for statement in told)
        return Said({kind: everyone}, {f"summa {kind}": total}, size, of_so_many)

    def _part(self, everyone: Count, count: Count, size: int, part: int) -> Said:
        """One category of a distribution, beside everyone."""
        self.system.add(everyone, size)
        self.system.add(count, part)
        return Said({"alla": count, "bas": everyone}, size=part)

    def _share(
        self, kind: str, everyone: Count, outcomes: tuple[tuple[str, Values], tuple[str, Values]], size: int, part: int
    ) -> Said:
        """Those in the numerator of a share, beside everyone; the others are never printed and always given away."""
        hits, misses = (everyone.narrowed(*outcome) for outcome in outcomes)
        for count, value in ((everyone, size), (hits, part), (misses, size - part)):
            self.system.add(count, value)
        self.system.add_sum(everyone, (hits, misses))
        if part in (0, size) and 0 < size < self.policy.group:
            self.undecided |= {hits, misses}
        return Said({f"täljare {kind}": hits, kind: everyone}, {f"rest {kind}": misses}, size)

    def _count(self, labels: Mapping[str, str], piece: Slice) -> Count:
        named = (self._coordinate(name, label, piece) for name, label in labels.items() if label != SAMTLIGA)
        return Count(piece.population, frozenset(named))

    def _coordinate(self, column: str, label: str, piece: Slice) -> tuple[str, Values]:
        """What a label of a table says of a person."""
        parts = self._parts(column, label)
        if column in GROUPINGS:
            return GROUPINGS[column][0], frozenset[object]().union(*(self.divisions[column][part] for part in parts))
        return self._measured(column, piece), frozenset(parts)

    def _parts(self, column: str, label: str) -> Sequence[str]:
        """The labels that a label stands for: itself, or those that the table has merged."""
        return self.merged.get((column, label), (label,))

    def _measured(self, column: str, piece: Slice) -> str:
        """A column, with the moment of measurement where the same people have it several times."""
        return f"{column} {piece.moment}" if piece.moment and column not in self.breakdowns else column

    def _outcomes(self, numerator: Where, piece: Slice) -> tuple[tuple[str, Values], tuple[str, Values]]:
        """The coordinates of those in the numerator of a share, and of the others."""
        if numerator.values == (False,):
            hits, misses = self._outcomes(Where(numerator.column, (True,)), piece)
            return misses, hits
        column, values = self._measured(numerator.column, piece), frozenset(map(str, numerator.values))
        return (column, values), (column, outside(values))

    def _notice_few(self, table: ComputedTable, cell: dict[str, Any], said: Said) -> None:
        """Mark the smallest of a cell's counts where few persons are behind it; a mean per day has them in its sum."""
        fewest = self.policy.mean_base if isinstance(table.table.value, MedelPerDag) else self.policy.threshold
        if said.prints and cell["personer"] is not None and 0 < cell["personer"] < fewest:
            values = self.system.values
            somebody = [count for count in said.counts().values() if values[count] > 0]
            self.few.add(min(somebody, key=lambda count: (values[count], order(count))))

    def _is_withheld(self, table: ComputedTable, cell: dict[str, Any]) -> bool:
        """Whether a mean, a quartile, a curve or what a model says rests on too few persons to be shown."""
        if isinstance(table.table.value, Estimates):
            return cell["varde"] is None or cell["personer"] < self.policy.model_base
        persons = cell["namnare"] if cell["personer"] is None else cell["personer"]
        measure = "medel" if isinstance(table.table.value, MedelPerDag) else cell["matt"]
        return persons is not None and 0 < persons < self.policy.fewest(measure)

    def _weight(self, table: ComputedTable, size: int, labels: Mapping[str, str], piece: Slice) -> float:
        """What is lost with a cell: large numbers more than small ones, totals more than parts, headlines most."""
        value = table.table.value
        persons = not isinstance(value, Antal) or value.enhet == "personer"
        whole_city = all(label == SAMTLIGA or name == "kon" for name, label in labels.items())
        headline = persons and whole_city and "grupp" not in piece.labels
        totals = sum(label == SAMTLIGA for label in labels.values())
        return log2(size + 2) * (1 + totals) * (self.policy.headline_weight if headline else 1)

    def _notice_one_outcome(self, found: Mapping[tuple[str, ...], Count], place: int) -> None:
        """Note the groups of a distribution that are small and have all their members in one category."""
        values = self.system.values
        groups: dict[tuple[str, ...], list[Count]] = {}
        for labels, count in found.items():
            if labels[place] != SAMTLIGA:
                groups.setdefault((*labels[:place], SAMTLIGA, *labels[place + 1 :]), []).append(count)
        for labels, categories in groups.items():
            everyone = found[labels]
            if not 0 < values[everyone] < self.policy.group:
                continue
            for all_in_one in (count for count in categories if values[count] == values[everyone]):
                empty = [count for count in categories if count != all_in_one]
                [(column, _)] = all_in_one.coordinates - everyone.coordinates
                labelled = (dict(count.coordinates)[column] for count in empty)
                others = everyone.narrowed(column, frozenset[object]().union(*labelled))
                self.system.add(others, 0)
                if [others] != empty:
                    self.system.add_sum(others, empty)
                self.system.add_sum(everyone, (all_in_one, others))
                self.undecided |= {all_in_one, others}
                self.doubtful.update(empty)

    def _add_margins(self, found: Mapping[tuple[str, ...], Count]) -> None:
        """Every total of a table is the sum of its parts, along each dimension."""
        labels = [list(dict.fromkeys(column)) for column in zip(*found, strict=True)]
        for position, own in enumerate(labels):
            others = [each if other != position else [SAMTLIGA] for other, each in enumerate(labels)]
            for at in filter(found.__contains__, product(*others)):
                places = [(*at[:position], label, *at[position + 1 :]) for label in own if label != SAMTLIGA]
                if found[at] not in {found[place] for place in places}:
                    self.system.add_sum(found[at], [found[place] for place in places])
