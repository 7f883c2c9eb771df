"""What the analysis of 2013 printed, beside what the delivery at hand gives for the same exits
(docs/definitions.md, SW2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tabulate import tabulate

from indikatorer import swedish, vocabulary
from indikatorer.measures.measure import CellStatus
from indikatorer.notebooks.origins import Said
from indikatorer.notebooks.show import NOTES
from indikatorer.tables.protected import Cell, ProtectedTable
from indikatorer.vocabulary import Avslutsorsak

Tables = Callable[[str], ProtectedTable]


@dataclass(frozen=True)
class Beside:
    """A published figure and ours. `about` is the word that the source qualifies it with."""

    what: str
    published: float
    ours: Cell
    about: str = ""

    @property
    def printed(self) -> str:
        return f"{self.about} {swedish.number(self.published)}".strip()

    @property
    def difference(self) -> str:
        """Ours less the published: in percentage points, or in persons."""
        if self.ours.varde is None:
            return ".."
        size = self.ours.varde - self.published
        number = swedish.number(size, 0 if self.ours.matt == "antal" else 1)
        return f"+{number}" if size > 0 else number

    @property
    def origins(self) -> Sequence[dict[str, Any]]:
        return (*self.ours.origins, {"published": [self.ours.place, self.published]})


WORK = "Arbete eller subventionerat arbete"


def replicated(tables: Tables) -> list[Beside]:
    """Every result in the city's account of the analysis that can be worked out, in its order."""
    figures = {row["id"]: float(row["value"]) for row in vocabulary.read_reference("publicerade_siffror")}
    status, standing, some = tables("SW1-status"), tables("SW1-orsak6"), tables("SW1-nagon-stallning")
    earnings, free = tables("SW3-forvarvsinkomst"), tables("SW3-bistand-orsak6")
    until, moved = tables("J6-okand"), tables("SW3-bistand-flyttat")

    def outside(orsak: str) -> Cell:
        return standing.cell(orsaksgrupp6=orsak, status_sex="Utanför")

    return [
        Beside("Uppföljda personer", figures["F000-001"], status.cell("antal")),
        Beside("Avslutade av okänd orsak, personer", figures["F000-002"], status.cell("antal", avslutsorsak="Okänd")),
        Beside("Okänd orsak, andel av alla", figures["F000-003"], tables("SW0-andel").cell()),
        Beside("Till arbete: utanför året efter", figures["F000-006"], outside(WORK), "endast"),
        Beside("Till arbete: förvärvsinkomst", figures["F000-007"], earnings.cell(orsaksgrupp6=WORK), "närmare"),
        Beside(
            "Till arbete: svag ställning",
            figures["F000-008"],
            standing.cell(orsaksgrupp6=WORK, status_sex="Svag ställning"),
            "omkring",
        ),
        Beside("Till arbete: utan bistånd ett år", figures["F000-009"], free.cell(orsaksgrupp6=WORK, ar_efter=1), "ca"),
        Beside("Till arbete: utan bistånd tre år", figures["F000-010"], free.cell(orsaksgrupp6=WORK, ar_efter=3)),
        Beside("Okänd: utanför året efter", figures["F000-011"], outside("Okänd")),
        Beside(
            "Okänd, avslutade 2008: återkomna till och med 2011",
            figures["F000-012"],
            until.cell(avslutsorsak=Avslutsorsak.OKAND),
        ),
        Beside("AF-program: utanför året efter", figures["F000-013"], outside("AF-program")),
        Beside(
            "Studier, avslutade 2008: återkomna till och med 2011",
            figures["F000-014"],
            until.cell(avslutsorsak=Avslutsorsak.STUDIER),
            "närmare",
        ),
        Beside("Övrigt: någon ställning", figures["F000-015"], some.cell(orsaksgrupp6="Övrigt"), "ca"),
        Beside("Flyttat: bistånd i sin nya kommun", figures["F000-016"], moved.cell(flyttat="Flyttat")),
        Beside(
            "Självförsörjande tolv månader efter avslut",
            figures["F000-017"],
            tables("SF-manader").cell(manader=12),
            "ca",
        ),
    ]


CAPTION = (
    "Resultat som staden 2013 återgav ur analysen, och samma mått ur underlaget till denna rapport. Procent, där inget "
    "annat sägs; skillnaden är i procentenheter eller personer."
)
FAULTS = """\
Källan är inte i allt förenlig med sig själv:

- Andelen med okänd orsak skrivs som 16 procent, men 2 670 av 15 620 är 17,1 procent. Siffrorna återges som de står.
- Att 10 procent står utanför och att närmare 90 procent har förvärvsinkomst går ihop bara om nästan ingen studerar
  utan inkomst. De redovisas som två skilda uppgifter.
- Uppgifterna om 80 och 70 procent utan försörjningsstöd gäller av sammanhanget dem som gick till arbete, men det
  sägs inte. Här är de räknade ur familjens ekonomiska bistånd i alla kommuner.
- För gränsen för arbetsinkomst anges inget år. Den gäller här alla tre uppföljningsåren.
- De som flyttat sägs vara beroende av försörjningsstöd i sin nya kommun. Här räknas bistånd i vilken kommun som
  helst.
- Att 80 procent är självförsörjande efter tolv månader gäller den löpande uppföljningen och anges utan år. Här
  gäller det dem vars tolfte månad inföll 2013."""

METHOD_NOT_WORLD = (
    "Underlaget är syntetiskt och gjort för att likna de publicerade siffrorna. Där andelarna stämmer överens visar "
    "det att metoden fungerar och säger inget om hur det har gått för någon. Antalen beror på hur stort underlaget är."
)
OTHER_PEOPLE = "Skillnader kan bero på att registren har rättats sedan 2013 och på val som källan inte redovisar."


def as_markdown(rows: Sequence[Beside], synthetic: bool) -> Said:
    """The chapter: what agreement means, the table, and where the source contradicts itself."""
    table = tabulate(
        [[row.what, row.printed, row.ours.in_table(), row.difference] for row in rows],
        ["Resultat", "2013", "Här", "Skillnad"],
        tablefmt="pipe",
        disable_numparse=True,
        colalign=("left", "right", "right", "right"),
    )
    signs = dict.fromkeys(NOTES[CellStatus(row.ours.status), False] for row in rows if not row.ours.shown)
    head = METHOD_NOT_WORLD if synthetic else OTHER_PEOPLE
    parts = [head, f"{table}\n\n: {CAPTION} {{#tbl-replikering}}", *signs, FAULTS]
    followed, unknown, share, *_ = rows
    # The sum that the source does not add up to is worked out of its own two figures.
    summed = replace(share, published=round(100 * unknown.published / followed.published, 1))
    return Said("\n\n".join(parts), [*rows, summed])
