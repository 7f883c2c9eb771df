"""V1–V3 in common: grades of completed courses."""

from indikatorer.indicators.vuxenutbildning import VUX
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import KON, REGI, where
from indikatorer.measures.measure import Card, Measure, each_year, measure
from indikatorer.measures.population import Population
from indikatorer.measures.values import Andel

A_TILL_E = "betyg A till E, av dem med betyg A till F"


def betyg(id: str, utbildning: str, of: Population, betyg: str, jamfor: str) -> Measure:
    """The share of completed courses within a form of school that gave a passing grade."""
    return measure(
        id,
        f"Godkänt betyg inom {utbildning}",
        of=of,
        value=Andel(where("godkant")),
        tables={"kon": (KON, REGI), "serie": each_year(KON)},
        card=Card(
            fraga=f"Hur stor andel av de fullföljda kurserna inom {utbildning} ger godkänt betyg?",
            definition=f"Kursdeltaganden som avslutats under året med {betyg}. Avbrott räknas inte som fullföljda.",
            population=f"Fullföljda kursdeltaganden inom {utbildning} under året.",
            taljare="Kursdeltaganden med godkänt betyg.",
            namnare="Kursdeltaganden med betyg, godkänt eller inte.",
            enhet="Procent av kursdeltaganden; en person kan läsa flera kurser.",
            kalla=VUX,
            riktning="Högre är bättre.",
            sedan="2020.",
            jamfor_inte_med=jamfor,
            osakerhet=WILSON,
        ),
    )
