"""The codes of the registers with their Swedish labels, and which districts and jobbtorg existed when."""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

from indikatorer import ROOT, UserError

REFERENCE = ROOT / "data" / "reference"

SAMTLIGA = "Samtliga"
UPPGIFT_SAKNAS = "Uppgift saknas"


class Kon(StrEnum):
    KVINNOR = "Kvinnor"
    MAN = "Män"


class Avslutsorsak(StrEnum):
    """Why a spell ended, as spelt in docs/deliveries.md (docs/definitions.md, J3): the reasons that measures know by
    name.

    `data/reference/avslutsorsaker.csv` lists them, and may have further ones of a city's own, each in a group.
    """

    ARBETE = "Arbete"
    SUBVENTIONERAT_ARBETE = "Subventionerat arbete"
    STUDIER = "Studier"
    AF_PROGRAM = "AF-program"
    FLYTTAT = "Flyttat"
    FORALDRALEDIG = "Föräldraledig"
    OVRIGT = "Övrigt"
    OKAND = "Okänd"
    ATERREMITTERAD = "Återremitterad"


class _Row(dict[str, str]):
    """A row of a reference file; a column that it lacks is told by name."""

    def __init__(self, row: dict[str, str], path: Path) -> None:
        super().__init__(row)
        self.path = path

    def __missing__(self, column: str) -> str:
        raise UserError(f"{self.path}: expected the column {column}, between commas. There is: {', '.join(self)}")


def read_reference(name: str) -> list[dict[str, str]]:
    """Rows of `data/reference/<name>.csv`; lines that begin with # give the source.

    Raises UserError for a file that is not csv in UTF-8 with commas, also for a column that is asked for and not there.
    """
    path = REFERENCE / f"{name}.csv"
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
        rows = list(csv.DictReader(lines, strict=True))
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path}: expected csv in UTF-8, with commas ({error})") from None
    for row in rows:
        if None in row or None in row.values():
            raise UserError(
                f"{path}: expected as many cells as columns, between commas: {', '.join(map(str, row.values()))}"
            )
    return [_Row(row, path) for row in rows]


def _exit_groups(column: str) -> dict[str, str]:
    """Exit reason → its group; a reason without one is left out."""
    return {row["avslutsorsak"]: row[column] for row in read_reference("avslutsorsaker") if row[column]}


AVSLUTSORSAKER = tuple(row["avslutsorsak"] for row in read_reference("avslutsorsaker"))
AVSLUTSORSAKER_EXKL_ATERREMITTERADE = tuple(o for o in AVSLUTSORSAKER if o != Avslutsorsak.ATERREMITTERAD)

GRUPPER = ("Arbete", "Subventionerat arbete", "Studier", "Övrigt", "Okänd")
ORSAKSGRUPPER = _exit_groups("grupp")
"""The five groups of S0, with AF-program in övrigt (docs/definitions.md, J3)."""


def _in_groups(*groups: str) -> tuple[str, ...]:
    return tuple(orsak for orsak, grupp in ORSAKSGRUPPER.items() if grupp in groups)


TILL_ARBETE = _in_groups("Arbete", "Subventionerat arbete")
ARBETE_ELLER_STUDIER = (*TILL_ARBETE, *_in_groups("Studier"))

ORSAKSGRUPPER_AF_APART = {
    orsak: "AF-program"
    if orsak == Avslutsorsak.AF_PROGRAM
    else "Övrigt utom AF-program"
    if grupp == "Övrigt"
    else grupp
    for orsak, grupp in ORSAKSGRUPPER.items()
}
"""The same with AF-program on its own."""

ORSAKSGRUPPER_SJU = {
    orsak: orsak if orsak in (Avslutsorsak.AF_PROGRAM, Avslutsorsak.FLYTTAT) else grupp
    for orsak, grupp in ORSAKSGRUPPER.items()
}
"""The seven groups of the analysis of 2013 (docs/definitions.md, J3)."""

ORSAKSGRUPPER_TVA = {
    orsak: "Okänd" if orsak == Avslutsorsak.OKAND else "Andra orsaker" for orsak in AVSLUTSORSAKER_EXKL_ATERREMITTERADE
}
"""Okänd beside every other reason."""

ORSAKSGRUPPER_SEX = ORSAKSGRUPPER_SJU | dict.fromkeys(TILL_ARBETE, "Arbete eller subventionerat arbete")
"""The groups in which the city told of the analysis of 2013: work of both kinds together (docs/definitions.md, SW2)."""

FLYTTAT_ELLER_INTE = {
    orsak: "Flyttat" if orsak == Avslutsorsak.FLYTTAT else "Andra orsaker"
    for orsak in AVSLUTSORSAKER_EXKL_ATERREMITTERADE
}
"""Those who left because they moved from the city, beside every other reason."""

ORSAKER_BAST_FORST = tuple(
    sorted(
        AVSLUTSORSAKER_EXKL_ATERREMITTERADE,
        key=lambda orsak: (
            GRUPPER.index(ORSAKSGRUPPER[orsak]),
            orsak == Avslutsorsak.OVRIGT,
        ),
    )
)
"""The hierarchy of exits, best first (docs/definitions.md, Which exit counts)."""

KOLADAGRUPPER = _exit_groups("koladagrupp")
"""Kolada's result groups for municipal labour-market activities (docs/definitions.md, Kolada)."""


class Bakgrund(StrEnum):
    INRIKES = "Inrikes född"
    UTRIKES = "Utrikes född"
    SAKNAS = UPPGIFT_SAKNAS


class Utbildning(StrEnum):
    FORGYMNASIAL = "Förgymnasial"
    GYMNASIAL = "Gymnasial"
    EFTERGYMNASIAL = "Eftergymnasial"
    SAKNAS = UPPGIFT_SAKNAS


class Bistandstyp(StrEnum):
    FORSORJNINGSSTOD = "Försörjningsstöd"
    INTRODUKTIONSERSATTNING = "Introduktionsersättning"
    ETABLERINGSERSATTNING = "Etableringsersättning"
    OVRIGT = "Övrigt"


_JOBB = read_reference("stockholmsjobb")
STOCKHOLMSJOBB = tuple(row["typ"] for row in _JOBB)
"""The types of Stockholmsjobb, in the order of the city's account of them (docs/definitions.md, ST1)."""
UTVARDERADE_STOCKHOLMSJOBB = tuple(row["typ"] for row in _JOBB if row["utvarderas"] == "J")
"""Those whose effect is estimated (docs/definitions.md, ST5)."""


class Uppfoljning(StrEnum):
    """What the follow-up three months after a Stockholmsjobb found (docs/definitions.md, ST2)."""

    ARBETE = "Arbete"
    SUBVENTIONERAT_ARBETE = "Subventionerat arbete"
    STUDIER = "Studier"
    NYTT_STOCKHOLMSJOBB = "Nytt Stockholmsjobb"
    ANNAT = "Annat"
    EJ_NADD = "Ej nådd"


ARBETAR_ELLER_STUDERAR = (Uppfoljning.ARBETE, Uppfoljning.SUBVENTIONERAT_ARBETE, Uppfoljning.STUDIER)


SKOLFORMER = (
    "Grundläggande",
    "Gymnasial högskoleförberedande",
    "Gymnasial yrkes",
    "Kombination",
    "Sfi",
    "YH",
)
ELEVERS_BAKGRUND = ("Sverige", "EU/EES", "Övriga")
"""What adult education knows of where somebody was born."""


class Etableringsstatus(StrEnum):
    """Labour market status over a whole calendar year, SCB's measure (docs/definitions.md, SW1)."""

    ETABLERAD = "Etablerad"
    OSAKER = "Osäker ställning"
    SVAG = "Svag ställning"
    UTANFOR = "Utanför"
    HOGSKOLESTUDERANDE = "Högskolestuderande"
    OVRIGA_STUDERANDE = "Övriga studerande"
    EJ_I_REGISTRET = "Ej i registret"


GOTT_RESULTAT = (
    Etableringsstatus.ETABLERAD,
    Etableringsstatus.OSAKER,
    Etableringsstatus.HOGSKOLESTUDERANDE,
    Etableringsstatus.OVRIGA_STUDERANDE,
)
"""The groups that the 2013 analysis counted as a good result (docs/definitions.md, SW1)."""

STATUSGRUPPER = {
    **dict.fromkeys(GOTT_RESULTAT, "Gott resultat"),
    Etableringsstatus.SVAG: Etableringsstatus.SVAG.value,
    Etableringsstatus.UTANFOR: "Utanför eller ej i registret",
    Etableringsstatus.EJ_I_REGISTRET: "Utanför eller ej i registret",
}
"""The statuses in three groups, for a table of one year by another that leaves little to hide."""

STATUS_STUDERANDE = {
    **{status: status.value for status in Etableringsstatus},
    Etableringsstatus.HOGSKOLESTUDERANDE: "Studerande",
    Etableringsstatus.OVRIGA_STUDERANDE: "Studerande",
}
"""The statuses with both kinds of students together."""

STATUS_FOLJDA = {
    status: "Ej i registret" if status is Etableringsstatus.EJ_I_REGISTRET else "I registret"
    for status in Etableringsstatus
}
"""Whether they can be followed at all."""


ALDERSGRUPPER = {"16–24": (16, 24), "25–29": (25, 29), "30–44": (30, 44), "45–54": (45, 54), "55–": (55, 150)}


INSKRIVNINGSTIDER = {
    "Under 3 månader": (0, 90),
    "3–6 månader": (91, 182),
    "7–12 månader": (183, 365),
    "1–2 år": (366, 730),
    "Över 2 år": (731, 36_500),
}
"""Label → first and last number of days from enrolment to exit."""

TIDIGARE_INSKRIVNINGAR = {"Ingen": (0, 0), "En": (1, 1), "Två eller fler": (2, 10_000)}
"""Label → how many enrolments before the one that ended."""

STODMANADER = {"Ingen månad": (0, 0), "1–6 månader": (1, 6), "Fler än 6 månader": (7, 10_000)}
"""Label → how many months with försörjningsstöd."""

ALDERSGRANS = 30
UNDER_30, OVER_30 = "Under 30 år", "30 år eller äldre"
"""The two groups of SCB's follow-ups; those who are 30 are in the older one (docs/definitions.md, Groups)."""

SUN_NIVA = {
    1: Utbildning.FORGYMNASIAL.value,
    2: Utbildning.FORGYMNASIAL.value,
    3: Utbildning.GYMNASIAL.value,
    4: Utbildning.GYMNASIAL.value,
    5: Utbildning.EFTERGYMNASIAL.value,
    6: Utbildning.EFTERGYMNASIAL.value,
    7: Utbildning.EFTERGYMNASIAL.value,
}
"""The seven levels of Sun2000niva_old in three (docs/definitions.md, SCB)."""


@dataclass(frozen=True)
class Enhet:
    """A district committee or a jobbtorg and the days it existed, first and last included."""

    namn: str
    giltig_fran: date
    giltig_till: date
    uppgatt_i: str = ""

    def gallde(self, day: date) -> bool:
        return self.giltig_fran <= day <= self.giltig_till

    @classmethod
    def from_row(cls, row: dict[str, str]) -> Self:
        return cls(
            row["namn"],
            date.fromisoformat(row["giltig_fran"]),
            date.fromisoformat(row["giltig_till"]) if row["giltig_till"] else date.max,
            row.get("uppgatt_i", ""),
        )


@cache
def stadsdelsnamnder() -> tuple[Enhet, ...]:
    """Every district committee since 2007, in the order of the city's statistics (docs/definitions.md, Districts)."""
    return tuple(Enhet.from_row(row) for row in read_reference("stadsdelsnamnder"))


@cache
def jobbtorg() -> tuple[Enhet, ...]:
    return tuple(Enhet.from_row(row) for row in read_reference("jobbtorg"))


@cache
def stadsdelsnamnd_alias() -> dict[str, str]:
    return {row["alias"]: row["namn"] for row in read_reference("stadsdelsnamnder_alias")}


@cache
def jobbtorg_alias() -> dict[str, str]:
    return {row["alias"]: row["namn"] for row in read_reference("jobbtorg") if row["alias"]}


@cache
def jobbtorg_for_stadsdel() -> dict[str, str]:
    """The jobbtorg to which a district refers (docs/definitions.md, Jobbtorg)."""
    return {row["stadsdelsnamnd"]: row["jobbtorg"] for row in read_reference("jobbtorg_stadsdelar")}


def valid_names(units: tuple[Enhet, ...], day: date) -> list[str]:
    return [unit.namn for unit in units if unit.gallde(day)]


def stadsdelar_as_of(day: date) -> dict[str, str]:
    """Each committee that has existed by `day` → the committee that holds its area that day. Committees only merge."""
    now = {}
    by_name = {unit.namn: unit for unit in stadsdelsnamnder()}
    for unit in by_name.values():
        holder = unit
        while holder.giltig_till < day:
            holder = by_name[holder.uppgatt_i]
        if holder.gallde(day):
            now[unit.namn] = holder.namn
    return now


@cache
def etableringsgranser() -> dict[int, tuple[int, int]]:
    """Calendar year → upper and lower limit of arbetsinkomst in kronor (docs/definitions.md, SW1)."""
    return {int(r["year"]): (int(r["upper_kr"]), int(r["lower_kr"])) for r in read_reference("etableringsgranser")}


@dataclass(frozen=True)
class Fraga:
    """A question of a survey; `positiv_fran` is the lowest point of a positive answer, None where the mean is told."""

    id: str
    enkat: str
    omrade: str
    text: str
    indikator: str
    positiv_fran: int | None


@cache
def enkatfragor() -> tuple[Fraga, ...]:
    return tuple(
        Fraga(
            row["id"],
            row["enkat"],
            row["omrade"],
            row["fraga"],
            row["indikator"],
            int(row["positiv_fran"]) if row["positiv_fran"] else None,
        )
        for row in read_reference("enkatfragor")
    )


def _plan() -> list[dict[str, str]]:
    """The places that the municipality that the report is about has planned, year by year and type by type."""
    own, _ = egen_kommun()
    return [row for row in read_reference("platser") if row["kommun"] == own]


def platser(year: int) -> dict[str, int]:
    """Type of Stockholmsjobb → places planned for a year by the municipality that the report is about; empty where it
    has no plan (docs/definitions.md, ST1)."""
    rows = _plan()
    for row in rows:
        if row["typ"] not in STOCKHOLMSJOBB:
            raise UserError(
                f"{REFERENCE / 'platser.csv'}: {row['ar']} has the type {row['typ']}, "
                "which is not in stockholmsjobb.csv. Add it there, or correct it here."
            )
    return {row["typ"]: int(row["platser"]) for row in rows if int(row["ar"]) == year}


ARBETSPLATSER = {"ordinarie": "Ordinarie verksamhet", "anpassad": "Anpassad arbetsplats"}
"""Where those with a Stockholmsjobb work: as `platser.csv` has it → as it is printed."""


def arbetsplatser() -> dict[str, str]:
    """Type of Stockholmsjobb → where those who have it work, by the latest plan of the municipality that the report is
    about; a type that no plan has is left out (docs/definitions.md, ST1)."""
    rows = _plan()
    for row in rows:
        if row["arbetsplats"] not in ARBETSPLATSER:
            raise UserError(
                f"{REFERENCE / 'platser.csv'}: {row['ar']} {row['typ']} has the arbetsplats {row['arbetsplats']!r}. "
                f"Write {' or '.join(ARBETSPLATSER)}."
            )
    return {row["typ"]: ARBETSPLATSER[row["arbetsplats"]] for row in sorted(rows, key=lambda row: int(row["ar"]))}


@cache
def kommuner() -> dict[str, str]:
    """SCB's code of a municipality → its name (docs/definitions.md, Kolada)."""
    return {row["kod"]: row["namn"] for row in read_reference("kommuner")}


@cache
def egen_kommun() -> tuple[str, str]:
    """SCB's code of the municipality that the report is about, and its name.

    Raises UserError when `kommuner.csv` does not mark just one as it.
    """
    own = [(row["kod"], row["namn"]) for row in read_reference("kommuner") if row["egen"] == "J"]
    if len(own) != 1:
        raise UserError(f"{REFERENCE / 'kommuner.csv'}: write J under egen for one municipality, the report's own")
    return own[0]


def i_egen_kommun() -> str:
    """Where somebody lives who has not moved from it."""
    return f"I {egen_kommun()[1]}"


@cache
def koladatal() -> dict[str, str]:
    """Kolada's id of a key figure about results at exit → the result that it is the share of
    (docs/definitions.md, Kolada)."""
    return {row["kpi"]: row["resultat"] for row in read_reference("koladatal")}


KALLOR_FORE_OCH_EFTER = ("Förvärvsarbetande", "Ekonomiskt bistånd")
"""The main sources of income that are followed person by person (docs/definitions.md, ST3)."""


@cache
def inkomstkallor() -> dict[int, dict[str, str]]:
    """Code of Raks_HuvInkKalla → its group in the accounts of 2021 (`sex`) and of 2020 (`sju`)
    (docs/definitions.md, SCB)."""
    return {int(row["kod"]): {"sex": row["sex"], "sju": row["sju"]} for row in read_reference("inkomstkallor")}
