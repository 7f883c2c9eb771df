"""The figures that the annual report follows from year to year: by sex, beside the year before and further back.

They are judged together, once and for all: a figure says the same in its chapter, in the summary and in the chapter on
equality between women and men.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile
from typing import Any

from indikatorer.base.vocabulary import SAMTLIGA, Kon
from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.comparisons import (
    Bare,
    Base,
    Change,
    CountApart,
    Difference,
    Interval,
    Verdict,
    change,
    compare,
    each_sex,
    slightly,
    way_of,
)
from indikatorer.presentation.facts import fact
from indikatorer.presentation.origins import Sourced
from indikatorer.presentation.sentences import InText, Sentence, sentence
from indikatorer.presentation.show import Layout, cell_layout
from indikatorer.publication.protected import Cell, ProtectedTable


@dataclass(frozen=True)
class KeyFigure:
    """Where a figure stands: the cells with `labels` in the series `table`. `name` is its row in a table.

    `by_sex` is the table of the year that has it by sex, where the series has not; `of` what a share is a share of.
    What the city decides itself, as the number of its jobs, is `decided`. What is a share of those enrolled is
    `of_enrolled`: where jobbtorg open everybody is new, and the first year is no year to compare with.
    """

    name: str
    table: str
    labels: Mapping[str, str | int] = field(default_factory=dict)
    matt: str = "andel"
    period: str = "{}"
    by_sex: str = ""
    of: str = "personer"
    decided: bool = False
    of_enrolled: bool = False


LOOKS_BACK = (1, 2, 3)
"""Years back that a figure is compared with; a share also with the first year that it can be compared with."""

SPANS = (1, 3, 10)
"""Years back that the page of what has changed tells of."""

FILLING = 3
"""First years of a series in which the register is being filled, and counts are those of that."""

LONG = 5
"""Years that a series has at least when it is said that the figure is its lowest or highest."""


def _share(name: str, table: str, **labels: str | int) -> KeyFigure:
    return KeyFigure(name, table, labels)


def _grade(name: str, table: str) -> KeyFigure:
    return KeyFigure(name, table, of="fullföljda kursdeltaganden")


def _count(name: str, table: str, flode: str, *, decided: bool = False) -> KeyFigure:
    return KeyFigure(name, table, {"flode": flode}, "antal", decided=decided)


def _exit(name: str, orsak: str) -> KeyFigure:
    return KeyFigure(name, "J3-serie", {"avslutsorsak": orsak}, by_sex="J3-orsak")


def _after_job(name: str, utfall: str = "") -> KeyFigure:
    table, labels = ("ST2-utfall-serie", {"utfall": utfall}) if utfall else ("ST2-serie", {})
    return KeyFigure(name, table, labels, period="VB {}", of="anställningar")


KEY_FIGURES: Mapping[str, KeyFigure] = {
    "jobbtorg.inskrivna": _count("Inskrivna, antal", "J1-serie", "Inskrivna"),
    "jobbtorg.nyinskrivna": _count("Nyinskrivna, antal", "J1-serie", "Nyinskrivna"),
    "jobbtorg.forsta_gangen": _count("Nyinskrivna första gången, antal", "J1-serie", "Nyinskrivna första gången"),
    "jobbtorg.avslutade": _count("Avslutade, antal", "J1-serie", "Avslutade exkl. återremitterade"),
    "jobbtorg.andel_avslutade": KeyFigure("Avslutade av inskrivna, %", "J2-serie", of_enrolled=True),
    "jobbtorg.jobbplan": _share("Jobbplan i tid, %", "J8-serie"),
    "avslut.arbete_eller_studier": _share("Till arbete eller studier, %", "J4-serie"),
    "avslut.arbete.andel": _exit("Avslutade till arbete, %", "Arbete"),
    "avslut.subventionerat_arbete.andel": _exit("Avslutade till subventionerat arbete, %", "Subventionerat arbete"),
    "avslut.studier.andel": _exit("Avslutade till studier, %", "Studier"),
    "avslut.af_program.andel": _exit("Avslutade till AF-program, %", "AF-program"),
    "avslut.ovrigt.andel": _exit("Avslutade av övriga orsaker, %", "Övrigt"),
    "avslut.okand.andel": _exit("Avslutade av okänd orsak, %", "Okänd"),
    "sjalvforsorjning.efter_3": _share("Självförsörjande efter 3 månader, %", "SF-serie", manader=3),
    "sjalvforsorjning.efter_6": _share("Självförsörjande efter 6 månader, %", "SF-serie", manader=6),
    "sjalvforsorjning.efter_12": _share("Självförsörjande efter 12 månader, %", "SF-serie", manader=12),
    "sjalvforsorjning.efter_18": _share("Självförsörjande efter 18 månader, %", "SF-serie", manader=18),
    "stockholmsjobb.paborjade": _count("Påbörjade Stockholmsjobb, antal", "ST1-serie", "Påbörjade", decided=True),
    "stockholmsjobb.pagaende": _count(
        "Pågående vid årets slut, antal", "ST1-serie", "Pågående vid årets slut", decided=True
    ),
    "stockholmsjobb.avslutade": _count("Avslutade Stockholmsjobb, antal", "ST1-serie", "Avslutade", decided=True),
    "stockholmsjobb.resultat": _after_job("Efter Stockholmsjobb: arbete eller studier, %"),
    "stockholmsjobb.arbete": _after_job("Efter Stockholmsjobb: arbete, %", "Arbete"),
    "stockholmsjobb.subventionerat_arbete": _after_job(
        "Efter Stockholmsjobb: subventionerat arbete, %", "Subventionerat arbete"
    ),
    "stockholmsjobb.studier": _after_job("Efter Stockholmsjobb: studier, %", "Studier"),
    "vuxenutbildning.grundlaggande": _grade("Godkänt, grundläggande kurser, %", "V1-serie"),
    "vuxenutbildning.gymnasial": _grade("Godkänt, gymnasiala kurser, %", "V2-serie"),
    "vuxenutbildning.kombination": _grade("Godkänt, kombinationsutbildningar, %", "V3-serie"),
}
"""Key of the fact → the figure."""


@dataclass(frozen=True)
class Judged:
    """A figure of the year with women, men and earlier years, and what may be said of the differences.

    `series` has the figure year by year. `earlier` has the comparisons with earlier years, by year: those that
    `LOOKS_BACK` reaches and the first that can be compared. `long_ago` has the one with the farthest of `SPANS`, where
    that can be compared: only the page of what has changed tells of it. `of_each` has how women and how men stand to
    those years, where the series has them: either is judged for itself.
    """

    key: str
    name: str
    year: int
    now: Cell
    women: Cell
    men: Cell
    sexes: Difference | None
    series: Sequence[Cell]
    earlier: Mapping[int, Difference | Change]
    long_ago: Mapping[int, Difference | Change]
    of_each: Mapping[Kon, Mapping[int, Difference]]

    @property
    def since(self) -> Difference | Change:
        """How the figure stands to the year before."""
        return self.earlier[self.year - 1]

    @property
    def spans(self) -> Mapping[int, Difference | Change]:
        """How the figure stands to the years that are `SPANS` back, by year, those that can be compared."""
        known = {**self.long_ago, **self.earlier}
        return {then: known[then] for back in SPANS if (then := self.year - back) in known}

    @cached_property
    def largest(self) -> int | None:
        """The earlier year that differs most from this one, of those that certainly differ."""
        return _largest(self.earlier)

    @property
    def headline(self) -> Mapping[str, object]:
        """The outcomes of a heading: the largest certain change over whichever span, that there is none, or neither."""
        largest = self.earlier[self.largest].verdict if self.largest else self.since.verdict
        return {
            "hogre": way_of(largest) > 0,
            "lagre": way_of(largest) < 0,
            "lika": largest is Verdict.ALIKE,
            "osaker": largest is not Verdict.UNKNOWN,
            "okand": True,
        }

    @property
    def places(self) -> dict[str, str | InText | Sentence]:
        """What a heading or a sentence about the largest change may say: the year then, the figure now and then.

        `fore_dess` are words about the year before that, where the figure has only come back to what it was, and
        `av_konen` a sentence about women and men since then.
        """
        then = self.largest or self.year - 1
        apart = self.earlier[then]
        return {
            "ar": str(self.year),
            "sedan": str(then),
            "nu": self.now,
            "nu_tal": Bare(self.now),
            "da": apart.old or "en okänd nivå",
            "skillnad": apart,
            "nagot": slightly(apart),
            "antal": CountApart(apart.new, apart.old) if apart.old and isinstance(apart, Change) else "",
            "forandring": self.since.since("året före"),
            "andra_ar": self.other_years(then),
            "fore_dess": self._before_that(then),
            "kvinnor": self.women,
            "man": self.men,
            "av_konen": self._each_sex(then),
        }

    @property
    def _kind(self) -> str:
        return "antal" if isinstance(self.since, Change) else "andel"

    def _each_sex(self, then: int) -> Sentence:
        """How women and how men have changed since that year, where the series has them."""
        return each_sex(*(self.of_each[kon][then] for kon in Kon if then in self.of_each[kon]))

    def _before_that(self, then: int) -> Sentence:
        """Words about the year before `then`, where the figure does not differ from it as it does from `then`."""
        apart, older = self.earlier[then], self.earlier.get(then - 1)
        back = self.largest and older and older.old and older.old.shown
        told = back and older and way_of(older.verdict) != way_of(apart.verdict)
        return sentence(
            "sikt.fore_dess",
            {"antal": told and self._kind == "antal", "andel": told, "inget": True},
            ar=str(then - 1),
            da=Bare(older.old) if told and older and older.old else "",
        )

    def look_back(self) -> Sentence:
        """A sentence about the largest certain change, where that is not the one since the year before."""
        told = self.largest is not None and self.largest != self.year - 1
        up = told and self.headline["hogre"]
        return sentence(f"sikt.{self._kind}", {"hogre": up, "lagre": told, "inget": True}, **self.places)

    def other_years(self, *told: int) -> Sentence:
        """Words about the figure in the years that are looked back to, but for those that have been told of.

        More than last year may be less than in the years before it.
        """
        lately = [then for then in sorted(self.earlier) if then not in told and then >= self.year - max(LOOKS_BACK)]
        cells = [(then, self.earlier[then].old) for then in lately]
        shown = [(then, old) for then, old in cells if old and old.shown][-2:]
        places: dict[str, str | InText] = {}
        for name, (then, old) in zip(("forsta", "andra"), shown, strict=False):
            places |= {f"{name}_ar": str(then), name: Bare(old)}
        empty = {"forsta_ar": "", "forsta": "", "andra_ar": "", "andra": ""}
        outcomes = {"tva": len(shown) == 2, "ett": shown, "inget": True}
        return sentence(f"sikt.andra_ar.{self._kind}", outcomes, **{**empty, **places})

    def largest_of(self, kon: Kon) -> int | None:
        """The year, of those that are looked back to, that women or men most certainly differ from, as `largest`."""
        lately = [self.year - back for back in LOOKS_BACK]
        return _largest({then: one for then, one in self.of_each[kon].items() if then in lately})

    def _of_sexes(self) -> tuple[dict[str, object], dict[str, str | InText | Sentence]]:
        """Whether only women or only men have certainly changed, or either the other way, and since when."""
        of_late = (self.year - 1,) if self.since.certain else [self.year - back for back in LOOKS_BACK]
        women, men = ({then: one for then, one in self.of_each.get(kon, {}).items() if then in of_late} for kon in Kon)
        years = _largest(women), _largest(men)
        ways = [of[year].direction if year else 0 for of, year in zip((women, men), years, strict=True)]
        places: dict[str, str | InText | Sentence] = {"kvinnor": self.women, "man": self.men}
        for name, of, year in zip(("kvinnor", "man"), (women, men), years, strict=True):
            old = of[year].old if year else None
            places |= {f"{name}_sedan": str(year or ""), f"{name}_forr": Bare(old) if old else ""}
            places[f"{name}_nagot"] = slightly(of[year]) if year else ""
        outcomes: dict[str, object] = {
            "kvinnor_upp": ways == [1, 0],
            "kvinnor_ner": ways == [-1, 0],
            "man_upp": ways == [0, 1],
            "man_ner": ways == [0, -1],
            "kvinnor_upp_man_ner": ways == [1, -1],
            "kvinnor_ner_man_upp": ways == [-1, 1],
        }
        return outcomes, places

    def of_one_sex(self) -> Sentence:
        """A sentence where only women or only men have certainly changed, or either the other way, or nothing."""
        outcomes, places = self._of_sexes()
        told = not self.since.certain and self.look_back().outcome != "inget"
        return sentence(
            "sikt.ett_kon", {name: is_so and not told for name, is_so in outcomes.items()} | {"inget": True}, **places
        )

    @property
    def finding(self) -> tuple[Mapping[str, object], dict[str, Any]]:
        """The outcomes and places of a heading that, where nothing is certain of everybody, tells of one sex."""
        outcomes, places = self._of_sexes()
        of_sexes = {name: is_so and not self.largest for name, is_so in outcomes.items()}
        return {**of_sexes, **self.headline}, {**self.places, **places}

    def extreme(self) -> Sentence:
        """A sentence where the figure is lower, or higher, than in every other year of a long series, or nothing.

        The series begins where it has been delivered.
        """
        delivered = dropwhile(lambda cell: cell.status == CellStatus.NOT_DELIVERED, self.series)
        years = {int(cell.labels["period"][-4:]): cell for cell in delivered}
        before = [cell.varde for year, cell in years.items() if year < self.year]
        known = [value for value in before if value is not None]
        is_told, now = len(known) == len(before) >= LONG, self.now.varde
        return sentence(
            f"serie.{self._kind}",
            {
                "lagst": is_told and now is not None and now < min(known),
                "hogst": is_told and now is not None and now > max(known),
                "inget": True,
            },
            forsta=str(min(years, default=self.year)),
        )


def _largest(
    changes: Mapping[int, Difference] | Mapping[int, Change] | Mapping[int, Difference | Change],
) -> int | None:
    """The year of the largest certain change, the latest of several."""
    certain = {year: one.size for year, one in changes.items() if one.certain}
    return max(certain, key=lambda year: (certain[year], year), default=None)


def key_figures(tables: Callable[[str], ProtectedTable], year: int) -> dict[str, Judged]:
    """Every key figure of the year, by the key of its fact."""
    found = {key: _Followed(figure, tables, year) for key, figure in KEY_FIGURES.items()}
    pairs: dict[str, tuple[Cell, Cell | None]] = {}
    for key, one in found.items():
        if one.figure.matt == "andel":
            pairs |= {f"{key} {then}": (one.now, cell) for then, cell in (one.earlier | one.long_ago).items()}
            pairs[f"{key} sexes"] = (one.women, one.men)
    compared = compare(pairs)
    # either sex for itself, beside what is said of everybody and not among it
    of_each = compare(
        {
            f"{key} {kon} {then}": (now, old)
            for key, one in found.items()
            if one.figure.matt == "andel"
            for then in one.earlier
            if (sexes := one.sexes(then))
            for kon, now, old in zip(Kon, (one.women, one.men), sexes, strict=True)
        }
    )
    return {key: _judged(key, one, compared | of_each) for key, one in found.items()}


class _Followed:
    """The cells of a figure: now, by sex, and in the earlier years that it is compared with."""

    def __init__(self, figure: KeyFigure, tables: Callable[[str], ProtectedTable], year: int) -> None:
        self.figure, self.year, self.series = figure, year, tables(figure.table)
        self.now = self.series.cell(figure.matt, **figure.labels, period=figure.period.format(year))
        self.women, self.men = (
            tables(figure.by_sex).cell(figure.matt, **figure.labels, kon=kon)
            if figure.by_sex
            else self.series.cell(figure.matt, **figure.labels, period=figure.period.format(year), kon=kon)
            for kon in Kon
        )
        others = {name: SAMTLIGA for name in self.series.dimensions if name not in ("period", *figure.labels)}
        self.of_years = list(self.series.cells(figure.matt, **figure.labels, **others))
        # the counts of the first years are those of a register that is being filled
        first = self._first() if figure.matt == "andel" and not figure.of_enrolled else set()
        cells = {then: self._then(then) for then in sorted({year - back for back in LOOKS_BACK} | first)}
        self.earlier: dict[int, Cell | None] = {
            then: cell for then, cell in cells.items() if cell and then >= self._unbroken_since()
        }
        self.earlier.setdefault(year - 1, None)
        self.long_ago = self._long_ago()

    def _then(self, year: int, **labels: str) -> Cell | None:
        return self.series.find(
            self.figure.matt, **self.figure.labels, **labels, period=self.figure.period.format(year)
        )

    def _unbroken_since(self) -> int:
        """The first year after the last break of the series."""
        return max((int(one["period"][:4]) for one in self.series.breaks), default=0)

    def _shown(self) -> list[int]:
        """The years before this one that are shown and that no break comes after."""
        years = {int(cell.labels["period"][-4:]) for cell in self.of_years if cell.shown}
        return sorted(year for year in years if self._unbroken_since() <= year < self.year)

    def _first(self) -> set[int]:
        """The first year that is shown and that no break comes after, if any."""
        return set(self._shown()[:1])

    def _long_ago(self) -> dict[int, Cell | None]:
        """The figure so long ago, where it is shown and the register had been filled by then."""
        then, shown = self.year - SPANS[-1], self._shown()
        is_filled = self.figure.matt == "andel" and not self.figure.of_enrolled
        begun = shown[0] + (0 if is_filled else FILLING) if shown else self.year
        return {then: self._then(then)} if then in shown and then >= begun else {}

    def sexes(self, year: int) -> tuple[Cell, Cell] | None:
        """Women and men in an earlier year, where the series has them."""
        if self.figure.by_sex:
            return None
        women, men = (self._then(year, kon=kon) for kon in Kon)
        return (women, men) if women and men else None


def _judged(key: str, found: _Followed, compared: Mapping[str, Difference]) -> Judged:
    figure = found.figure

    def beside(cells: Mapping[int, Cell | None]) -> dict[int, Difference | Change]:
        return {
            then: compared[f"{key} {then}"]
            if figure.matt == "andel"
            else change(found.now, cell, decided=figure.decided)
            for then, cell in cells.items()
        }

    earlier = beside(found.earlier)
    return Judged(
        key,
        figure.name,
        found.year,
        found.now,
        found.women,
        found.men,
        compared.get(f"{key} sexes"),
        found.of_years,
        earlier,
        beside(found.long_ago),
        {kon: {then: compared[at] for then in earlier if (at := f"{key} {kon} {then}") in compared} for kon in Kon},
    )


def tell(figures: Mapping[str, Judged], *chapters: str) -> None:
    """Facts about the key figures of these chapters.

    `key`, `key_kvinnor`, `key_man`; `key_forandring`, how it stands to the year before; `key_sikt`, a sentence about
    the largest change since an earlier year, or nothing; `key_serie`, a sentence where it is the lowest or the highest
    of its series; `key_andra_ar`, the other years. A share has `key_bas`, what it is a share of, `key_kon`, the
    difference between women and men, and `key_ett_kon`, a sentence where only one of them has changed, as well.
    """
    for key, judged in figures.items():
        if key.partition(".")[0] in chapters:
            fact(key, judged.now)
            fact(f"{key}_kvinnor", judged.women)
            fact(f"{key}_man", judged.men)
            fact(f"{key}_forandring", judged.since.since("året före"), judged.since.meaning())
            fact(f"{key}_sikt", judged.look_back(), f"största säkra förändringen av {judged.name} sedan tidigare år")
            fact(f"{key}_serie", judged.extreme(), f"om {judged.name} är lägst eller högst i sin serie")
            told = (judged.year - 1, *([judged.largest] if judged.largest else []))
            fact(f"{key}_andra_ar", judged.other_years(*told), f"{judged.name} de andra åren")
            if judged.sexes:
                fact(f"{key}_ett_kon", judged.of_one_sex(), f"{judged.name}, när bara ett kön har ändrats")
                fact(f"{key}_bas", Base(judged.now, KEY_FIGURES[key].of))
                fact(f"{key}_kon", judged.sexes.between("kvinnor", "män"), f"skillnaden i {judged.name} efter kön")


def year_beside_last(figures: Collection[Judged], year: int, *, source: str) -> Layout:
    """Women, men and everyone this year, everyone last year, and the change where there is one."""
    headings = ["Mått", "Kvinnor", "Män", f"Alla {year}", f"Alla {year - 1}", "Förändring"]

    def row(judged: Judged) -> list[str | Cell]:
        known = [judged.women, judged.men, judged.now]
        if judged.now.shown:
            return [judged.name, *known, judged.since.old or "..", _in_table(judged.since)]
        # nothing but why there is no number: where that is all, the row is named under the table
        return [judged.name, *known, judged.since.old or judged.now, judged.now]

    rows = [row(judged) for judged in figures]
    return cell_layout(
        headings, rows, source=source, of=[source for judged in figures for source in _printed(judged.since)]
    )


def _in_table(since: Difference | Change) -> str:
    """The change, marked where the text calls it uncertain and no interval that holds nought says it beside it."""
    printed = since.in_table()
    says_it_itself = isinstance(since, Difference) and (since.low or 0.0) <= 0 <= (since.high or 0.0)
    return printed if since.certain or says_it_itself or printed == ".." else f"{printed}, osäkert"


def _printed(since: Difference | Change) -> list[Sourced]:
    return [since, Interval(since)] if isinstance(since, Difference) else [since]
