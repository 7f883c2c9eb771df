"""What tables are broken down by: the column, and the labels that belong to it on a given day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from indikatorer.base import swedish, vocabulary
from indikatorer.base.vocabulary import (
    AVSLUTSORSAKER_EXKL_ATERREMITTERADE,
    Bakgrund,
    Etableringsstatus,
    Kon,
    Utbildning,
)
from indikatorer.measures.windows import okand_exits


@dataclass(frozen=True)
class Where:
    """Those whose `column` has one of `values`."""

    column: str
    values: tuple[object, ...]

    def expression(self) -> pl.Expr:
        return pl.col(self.column).is_in(list(self.values))


def where(column: str, value: object = True) -> Where:
    """Those of whom a column says so, or says this."""
    return Where(column, (value,))


@dataclass(frozen=True)
class Merge:
    """Labels of a dimension that a table may print as one: the label of each group → its parts.

    The label of a group is none that the dimension has otherwise, so that a published table shows how it was merged.
    `note` follows the table's title when it is.
    """

    dimension: str
    groups: Mapping[str, tuple[str, ...]]
    note: str


def _as_they_are(day: date) -> list[Merge]:
    return []


@dataclass(frozen=True)
class Dimension:
    """A column of a table. `labels` gives its values in the order of print, as they stood on a day.

    A label that stands in the data and not in the list (an age that is not known, a jobbtorg that has closed) is
    printed after those of the list. `coarser` gives the divisions to fall back on when the labels tell too much, each
    coarser than the one before. `word` is what titles call it, where it is not its title.
    """

    name: str
    title: str
    labels: Callable[[date], list[str]]
    coarser: Callable[[date], list[Merge]] = _as_they_are
    word: str = ""

    @property
    def in_titles(self) -> str:
        """What a title calls it: *efter kön*, *efter avslutsorsak i fem grupper*."""
        return self.word or swedish.lower_first(self.title)

    def among(self, labels: Iterable[object]) -> Where:
        """Those who have one of these labels."""
        return Where(self.name, tuple(labels))


def _always(*labels: str) -> Callable[[date], list[str]]:
    return lambda day: [str(label) for label in labels]


def fixed(name: str, title: str, *labels: object) -> Dimension:
    """A dimension that has these values in every year."""
    return Dimension(name, title, _always(*map(str, labels)))


def _sources(groups: str) -> list[str]:
    """Sources of income in the order of SCB's codes, the group of the others last."""
    labels = dict.fromkeys(division[groups] for division in vocabulary.inkomstkallor().values())
    return sorted(labels, key=lambda label: label.startswith("Övrig"))


def _by_jobbtorg(day: date) -> list[Merge]:
    """The district committees that refer to the same jobbtorg together, where they are several
    (docs/definitions.md, Jobbtorg)."""
    referring: dict[str, list[str]] = {}
    for committee in vocabulary.valid_names(vocabulary.stadsdelsnamnder(), day):
        if jobbtorg := vocabulary.jobbtorg_for_stadsdel().get(committee):
            referring.setdefault(jobbtorg, []).append(committee)
    groups = {
        f"Nämnderna vid {jobbtorg}": tuple(committees)
        for jobbtorg, committees in referring.items()
        if len(committees) > 1
    }
    return [Merge("stadsdel", groups, "nämnder som remitterar till samma jobbtorg tillsammans")] if groups else []


FORALDRALEDIG_ELLER_OVRIGT, OVRIGA_ORSAKER = "Föräldraledig eller övrigt", "Övriga orsaker"


def _reasons_together(name: str, *steps: tuple[str, tuple[str, ...]]) -> Callable[[date], list[Merge]]:
    """Reasons of exit told as one, in the seven groups and then in the five of docs/definitions.md, J3."""
    merges = []
    for label, parts in steps:
        listed = swedish.listing([*map(swedish.lower_first, parts)])
        merges.append(Merge(name, {label: parts}, f"{listed} tillsammans"))
    return lambda day: merges


KON = Dimension("kon", "Kön", _always(*Kon))
ALDER = Dimension("alder", "Ålder", _always(*vocabulary.ALDERSGRUPPER))
JOBBTORG = Dimension("jobbtorg", "Jobbtorg", lambda day: vocabulary.valid_names(vocabulary.jobbtorg(), day))
STADSDEL = Dimension(
    "stadsdel",
    "Stadsdelsnämnd",
    lambda day: vocabulary.valid_names(vocabulary.stadsdelsnamnder(), day),
    _by_jobbtorg,
)


def _at_the_exits(day: date) -> date:
    return okand_exits(day.year).last_day


STADSDEL_VID_AVSLUT = Dimension(
    STADSDEL.name,
    STADSDEL.title,
    lambda day: STADSDEL.labels(_at_the_exits(day)),
    lambda day: STADSDEL.coarser(_at_the_exits(day)),
)
"""The committees as they stood at the end of the exit years: the coarsest that these years have in common."""

AVSLUTSORSAK = Dimension(
    "avslutsorsak",
    "Avslutsorsak",
    _always(*AVSLUTSORSAKER_EXKL_ATERREMITTERADE),
    _reasons_together(
        "avslutsorsak",
        (FORALDRALEDIG_ELLER_OVRIGT, ("Föräldraledig", "Övrigt")),
        (OVRIGA_ORSAKER, ("AF-program", "Flyttat", "Föräldraledig", "Övrigt")),
    ),
)
ORSAKSGRUPP = Dimension(
    "orsaksgrupp",
    "Avslutsorsak",
    _always(*vocabulary.GRUPPER),
    word="avslutsorsak i fem grupper",
)
ORSAKSGRUPP_SJU = Dimension(
    "orsaksgrupp7",
    "Avslutsorsak",
    _always(*dict.fromkeys(vocabulary.ORSAKSGRUPPER_SJU.values())),
    _reasons_together("orsaksgrupp7", (OVRIGA_ORSAKER, ("AF-program", "Flyttat", "Övrigt"))),
    word="avslutsorsak i sju grupper",
)
ORSAKSGRUPP_TVA = Dimension(
    "orsaksgrupp2", "Avslutsorsak", _always(*dict.fromkeys(sorted(vocabulary.ORSAKSGRUPPER_TVA.values(), reverse=True)))
)
ORSAKSGRUPP_SEX = Dimension(
    "orsaksgrupp6",
    "Avslutsorsak",
    _always(*dict.fromkeys(vocabulary.ORSAKSGRUPPER_SEX.values())),
    _reasons_together("orsaksgrupp6", (OVRIGA_ORSAKER, ("AF-program", "Flyttat", "Övrigt"))),
)
FLYTTAT = Dimension(
    "flyttat", "Avslutsorsak", _always(*dict.fromkeys(sorted(vocabulary.FLYTTAT_ELLER_INTE.values(), reverse=True)))
)
KOLADAGRUPP = Dimension(
    "koladagrupp", "Koladas grupp", _always(*dict.fromkeys(sorted(vocabulary.KOLADAGRUPPER.values())))
)
KON_OCH_SAMTLIGA = Dimension("kon", "Kön", _always(*Kon, vocabulary.SAMTLIGA))
KOMMUN = Dimension("kommun", "Kommun", lambda day: [vocabulary.egen_kommun()[1]])
RESULTAT = Dimension("resultat", "Resultat vid avslut", _always(*vocabulary.koladatal().values()))
BAKGRUND = Dimension("bakgrund", "Födelseland", _always(*Bakgrund))
UTBILDNING = Dimension("utbildning", "Utbildning", _always(*Utbildning))
STATUS = Dimension("status_arbetsmarknad", "Ställning på arbetsmarknaden", _always(*Etableringsstatus))
STATUS_SEX = Dimension(
    "status_sex",
    "Ställning på arbetsmarknaden",
    _always("Etablerad", "Osäker ställning", "Studerande", "Svag ställning", "Utanför", "Ej i registret"),
)
FOLJDA = Dimension("foljda", "Året efter", _always(*sorted(set(vocabulary.STATUS_FOLJDA.values()), reverse=True)))
STATUS_AR_1 = Dimension("status_ar_1", "Ett år efter", _always(*dict.fromkeys(vocabulary.STATUSGRUPPER.values())))
STATUS_AR_3 = Dimension("status_ar_3", "Tre år efter", _always(*dict.fromkeys(vocabulary.STATUSGRUPPER.values())))
INSKRIVNINGSTID = Dimension("inskrivningstid", "Tid som inskriven", _always(*vocabulary.INSKRIVNINGSTIDER))
TIDIGARE = Dimension(
    "tidigare",
    "Tidigare inskrivningar",
    _always(*vocabulary.TIDIGARE_INSKRIVNINGAR),
    word="antal tidigare inskrivningar",
)
STODMANADER = Dimension("stodmanader", "Månader med försörjningsstöd", _always(*vocabulary.STODMANADER))
BOSATT = Dimension("bosatt", "Bosatt året efter", lambda day: [vocabulary.i_egen_kommun(), "I en annan kommun"])

ALDER_30 = Dimension("alder", "Ålder", _always(vocabulary.UNDER_30, vocabulary.OVER_30))
KALLA_SEX = Dimension("kalla", "Huvudsaklig inkomstkälla", _always(*_sources("sex")))
KALLA_SJU = Dimension("kalla", "Huvudsaklig inkomstkälla", _always(*_sources("sju")))
HAFT_STOCKHOLMSJOBB = Dimension("stockholmsjobb", "Stockholmsjobb", _always("Ja", "Nej"))
TYP = Dimension("typ", "Typ av Stockholmsjobb", _always(*vocabulary.STOCKHOLMSJOBB), word="typ")
ARBETSPLATS = Dimension("arbetsplats", "Arbetsplats", _always(*vocabulary.ARBETSPLATSER.values()))
UTFALL = Dimension("utfall", "Tre månader efter", _always(*vocabulary.Uppfoljning))
FRAGA_STUDERAT = Dimension(
    "studerat", "Studerat under anställningen", _always("Ja", "Nej"), word="studier under anställningen"
)
REGI = Dimension("regi", "Regi", _always("Egen", "Upphandlad"))
EFTER_AVBROTT = Dimension("efter_avbrott", "Efter avbrottet", _always("Arbete", "Studier", "Varken"))
INSATS = Dimension("insats", "Insats", _always())

SLICED = {
    "period": "Period",
    "flode": "Flöde",
    "grupp": "Grupp",
    "manader": "Månader efter avslut",
    "avslutsar": "Avslutsår",
    "ar_efter": "År efter avslut",
    "val": "Val",
    "kvartil": "Kvartil",
    "fraga": "Fråga",
    "omrade": "Område",
    "skolform": "Skolform",
    "kon": "Kön",
    "alder": "Ålder",
    "bakgrund": "Bakgrund",
    "tidpunkt": "Tidpunkt",
    "insats": "Insats",
    "verksamhet": "Verksamhet",
    "processmatt": "Processmått",
    "egenskap": "Egenskap",
    "kalla": "Huvudsaklig inkomstkälla",
}
"""Dimensions whose values can be asked for one at a time (a month, a flow), with their titles."""
