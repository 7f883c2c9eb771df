"""What the analysis of 2013 printed, beside the same measures of an edition (docs/definitions.md, SW2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from indikatorer.base import swedish, vocabulary
from indikatorer.base.vocabulary import Avslutsorsak
from indikatorer.presentation.show import Layout, cell_layout
from indikatorer.publication.protected import Cell, ProtectedTable

Tables = Callable[[str], ProtectedTable]


@dataclass(frozen=True)
class Published:
    """A figure that was printed in 2013, or follows from such ones. `beside` is the cell that it stands beside."""

    what: str
    value: float
    beside: Cell

    def in_text(self) -> str:
        return f"{swedish.number(self.value, 0 if self.value == int(self.value) else 1)} {self.beside.enhet}"

    def meaning(self) -> str:
        return f"2013 års analys: {self.what}"

    @property
    def origins(self) -> Sequence[dict[str, Any]]:
        return ({"published": [self.beside.place, self.value]},)


@dataclass(frozen=True)
class Beside:
    """A published figure and that of this edition. `about` is the word that the source qualifies it with."""

    what: str
    value: float
    ours: Cell
    about: str = ""

    @property
    def published(self) -> Published:
        return Published(self.what, self.value, self.ours)

    @property
    def printed(self) -> str:
        return f"{self.about} {swedish.number(self.value)}".strip()

    @property
    def difference(self) -> str:
        """Ours less the published, in whole percentage points or persons, as the source prints no decimals.

        Where the source says only about how many, so does the difference.
        """
        if self.ours.varde is None:
            return ".."
        number = swedish.number(self.ours.varde - self.value)
        about = "" if self.about in ("", "endast") else "ca "
        return f"{about}{number}" if number.startswith((swedish.MINUS, "0")) else f"{about}+{number}"

    @property
    def origins(self) -> Sequence[dict[str, Any]]:
        return (*self.ours.origins, *self.published.origins)


WORK = "Arbete eller subventionerat arbete"
"""The group in which the source tells of those who left for work, subsidised or not."""


def beside_2013(tables: Tables) -> dict[str, Beside]:
    """Every result in the city's account of the analysis that can be worked out, in its order, by a short name.

    The source tells of those who left in 2008 and had come back by 2011, three to four years later: beside it stand
    those who came back within three years.
    """
    figures = {row["id"]: float(row["value"]) for row in vocabulary.read_reference("publicerade_siffror")}
    status, standing, some = tables("SW1-status"), tables("SW1-orsak6"), tables("SW1-nagon-stallning")
    earnings, free = tables("SW3-forvarvsinkomst"), tables("SW3-bistand-orsak6")
    back, moved = tables("J6-incidens"), tables("SW3-bistand-flyttat")

    def at(orsak: str, status_sex: str) -> Cell:
        return standing.cell(orsaksgrupp6=orsak, status_sex=status_sex)

    def returned(orsak: Avslutsorsak) -> Cell:
        return back.cell(avslutsorsak=orsak, manader=36)

    def row(what: str, figure: str, ours: Cell, about: str = "") -> Beside:
        return Beside(what, figures[figure], ours, about)

    return {
        "foljda": row("Alla som följts, antal", "F000-001", status.cell("antal")),
        "okanda": row("Av dem av okänd orsak, antal", "F000-002", status.cell("antal", avslutsorsak="Okänd")),
        "andel": row("Okänd orsak, % av alla som avslutats", "F000-003", tables("SW0-andel").cell()),
        "arbete_utanfor": row(
            "Utanför arbetsmarknaden året efter arbete, med eller utan lönestöd, %",
            "F000-006",
            at(WORK, "Utanför"),
            "endast",
        ),
        "arbete_inkomst": row(
            "Förvärvsinkomst året efter arbete, med eller utan lönestöd, %",
            "F000-007",
            earnings.cell(orsaksgrupp6=WORK),
            "närmare",
        ),
        "arbete_svag": row(
            "Svag ställning året efter arbete, med eller utan lönestöd, %",
            "F000-008",
            at(WORK, "Svag ställning"),
            "omkring",
        ),
        "arbete_ett": row(
            "Utan bistånd ett år efter arbete, med eller utan lönestöd, %",
            "F000-009",
            free.cell(orsaksgrupp6=WORK, ar_efter=1),
            "ca",
        ),
        "arbete_tre": row(
            "Utan bistånd tre år efter arbete, med eller utan lönestöd, %",
            "F000-010",
            free.cell(orsaksgrupp6=WORK, ar_efter=3),
        ),
        "okand_utanfor": row("Utanför arbetsmarknaden året efter okänd orsak, %", "F000-011", at("Okänd", "Utanför")),
        "okand_ater": row("Återkomna efter okänd orsak, %", "F000-012", returned(Avslutsorsak.OKAND)),
        "af_utanfor": row("Utanför arbetsmarknaden året efter AF-program, %", "F000-013", at("AF-program", "Utanför")),
        "studier_ater": row("Återkomna efter studier, %", "F000-014", returned(Avslutsorsak.STUDIER), "närmare"),
        "ovrigt": row(
            "Någon ställning året efter övriga orsaker, %", "F000-015", some.cell(orsaksgrupp6="Övrigt"), "ca"
        ),
        "flyttat": row("Bistånd året efter flytt, %", "F000-016", moved.cell(flyttat="Flyttat")),
        "sjalvforsorjande": row(
            "Självförsörjande vid tolvmånadersmätningen under rapportåret, %",
            "F000-017",
            tables("SF-manader").cell(manader=12),
            "ca",
        ),
    }


def side_by_side(rows: Sequence[Beside], ours: str, *, apart: bool) -> Layout:
    """The figures of 2013, those of this edition under the heading `ours`, and how far `apart` they are, if so asked.

    What is invented is of no other persons than those of 2013, and how far it is from them is no change.
    """
    headings = ["Resultat", "2013 års analys", ours]
    return cell_layout(
        [*headings, "Skillnad"] if apart else headings,
        [[row.what, row.printed, row.ours, *([row.difference] if apart else [])] for row in rows],
        source="stadens redovisning av 2013 års analys, FLAI, Paraplyet och SCB, LISA",
        of=rows,
    )
