"""The figures that the annual report follows from year to year, by sex and beside the year before.

They are judged together, once and for all: a figure says the same in its chapter, in the summary and in the chapter on
equality between women and men.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from indikatorer.notebooks.comparisons import Base, Change, Difference, Interval, change, compare
from indikatorer.notebooks.facts import fact
from indikatorer.notebooks.origins import Sourced
from indikatorer.notebooks.show import Layout, cell_layout
from indikatorer.tables.protected import Cell, ProtectedTable
from indikatorer.vocabulary import Kon


@dataclass(frozen=True)
class KeyFigure:
    """Where a figure stands: the cells with `labels` in the series `table`. `name` is its row in a table.

    `by_sex` is the table of the year that has it by sex, where the series has not; `of` what a share is a share of.
    """

    name: str
    table: str
    labels: Mapping[str, str | int] = field(default_factory=dict)
    matt: str = "andel"
    period: str = "{}"
    by_sex: str = ""
    of: str = "personer"


def _share(name: str, table: str, **labels: str | int) -> KeyFigure:
    return KeyFigure(name, table, labels)


def _grade(name: str, table: str) -> KeyFigure:
    return KeyFigure(name, table, of="fullföljda kursdeltaganden")


def _count(name: str, table: str, flode: str) -> KeyFigure:
    return KeyFigure(name, table, {"flode": flode}, "antal")


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
    "jobbtorg.andel_avslutade": _share("Avslutade av inskrivna, %", "J2-serie"),
    "jobbtorg.jobbplan": _share("Jobbplan i tid, %", "J8-serie"),
    "avslut.arbete_eller_studier": _share("Till arbete eller studier, %", "J4-serie"),
    "avslut.arbete.andel": _exit("Avslutade till arbete, %", "Arbete"),
    "avslut.subventionerat_arbete.andel": _exit("Avslutade till subventionerat arbete, %", "Subventionerat arbete"),
    "avslut.studier.andel": _exit("Avslutade till studier, %", "Studier"),
    "avslut.okand.andel": _exit("Avslutade av okänd orsak, %", "Okänd"),
    "sjalvforsorjning.efter_3": _share("Självförsörjande efter 3 månader, %", "SF-serie", manader=3),
    "sjalvforsorjning.efter_6": _share("Självförsörjande efter 6 månader, %", "SF-serie", manader=6),
    "sjalvforsorjning.efter_12": _share("Självförsörjande efter 12 månader, %", "SF-serie", manader=12),
    "sjalvforsorjning.efter_18": _share("Självförsörjande efter 18 månader, %", "SF-serie", manader=18),
    "stockholmsjobb.paborjade": _count("Påbörjade Stockholmsjobb, antal", "ST1-serie", "Påbörjade"),
    "stockholmsjobb.pagaende": _count("Pågående vid årets slut, antal", "ST1-serie", "Pågående vid årets slut"),
    "stockholmsjobb.avslutade": _count("Avslutade Stockholmsjobb, antal", "ST1-serie", "Avslutade"),
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
    """A figure of the year with women, men and the year before, and what may be said of the differences."""

    name: str
    now: Cell
    before: Cell | None
    women: Cell
    men: Cell
    since: Difference | Change
    sexes: Difference | None

    def finding(self, more: str, less: str, same: str, unknown: str) -> str:
        """The sentence that the change since last year bears out."""
        return {1: more, -1: less, 0: same}[self.since.direction] if self.since.tells else unknown


def key_figures(tables: Callable[[str], ProtectedTable], year: int) -> dict[str, Judged]:
    """Every key figure of the year, by the key of its fact."""
    cells = {key: _cells(figure, tables, year) for key, figure in KEY_FIGURES.items()}
    shares = [key for key, figure in KEY_FIGURES.items() if figure.matt == "andel"]
    since = {f"{key} since": (cells[key][0], cells[key][1]) for key in shares}
    sexes = {f"{key} sexes": (cells[key][2], cells[key][3]) for key in shares}
    compared = compare(since | sexes)
    return {
        key: Judged(
            KEY_FIGURES[key].name,
            *four,
            since=compared[f"{key} since"] if key in shares else change(four[0], four[1]),
            sexes=compared.get(f"{key} sexes"),
        )
        for key, four in cells.items()
    }


def _cells(
    figure: KeyFigure, tables: Callable[[str], ProtectedTable], year: int
) -> tuple[Cell, Cell | None, Cell, Cell]:
    series, period = tables(figure.table), figure.period
    at = {**figure.labels, "period": period.format(year)}
    women, men = (
        tables(figure.by_sex).cell(figure.matt, **figure.labels, kon=kon)
        if figure.by_sex
        else series.cell(figure.matt, **at, kon=kon)
        for kon in (Kon.KVINNOR, Kon.MAN)
    )
    before = series.find(figure.matt, **figure.labels, period=period.format(year - 1))
    return series.cell(figure.matt, **at), before, women, men


def tell(figures: Mapping[str, Judged], *chapters: str) -> None:
    """Facts about the key figures of these chapters: `key`, `key_kvinnor`, `key_man`, `key_forandring`.

    A share has `key_bas`, what it is a share of, and `key_kon`, the difference between women and men, as well.
    """
    for key, judged in figures.items():
        if key.partition(".")[0] in chapters:
            fact(key, judged.now)
            fact(f"{key}_kvinnor", judged.women)
            fact(f"{key}_man", judged.men)
            fact(f"{key}_forandring", judged.since)
            if judged.sexes:
                fact(f"{key}_bas", Base(judged.now, KEY_FIGURES[key].of))
                fact(f"{key}_kon", judged.sexes.between("kvinnor", "män"), f"skillnaden i {judged.name} efter kön")


def year_beside_last(figures: Collection[Judged], year: int, *, source: str) -> Layout:
    """Women, men and everyone this year, everyone last year, and the change where there is one."""
    headings = ["Mått", "Kvinnor", "Män", f"Alla {year}", f"Alla {year - 1}", "Förändring"]
    rows = [
        [judged.name, judged.women, judged.men, judged.now, judged.before or "..", judged.since.in_table()]
        for judged in figures
    ]
    return cell_layout(
        headings, rows, source=source, of=[source for judged in figures for source in _printed(judged.since)]
    )


def _printed(since: Difference | Change) -> list[Sourced]:
    return [since, Interval(since)] if isinstance(since, Difference) else [since]
