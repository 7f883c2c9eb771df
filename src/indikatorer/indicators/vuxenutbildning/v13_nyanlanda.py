"""V13: how many newly arrived people study."""

from indikatorer.indicators.vuxenutbildning import VUX
from indikatorer.measures.cards import TOTALRAKNING
from indikatorer.measures.courses import newly_arrived
from indikatorer.measures.dimensions import KON
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.values import Antal

V13 = measure(
    "V13",
    "Nyanlända i vuxenutbildningen",
    of=newly_arrived,
    value=Antal(),
    tables={"nyanlanda": (KON,)},
    card=Card(
        fraga="Hur många nyanlända läser i vuxenutbildningen?",
        definition=(
            "Unika personer som läst en kurs under året och då varit nyanlända: högst tre år efter folkbokföring. "
            "Den som läst i flera skolformer finns på flera rader men en gång i summan."
        ),
        population="Personer med ett kursdeltagande som pågått under året.",
        taljare="Personer som är nyanlända enligt vuxenutbildningens uppgift.",
        namnare="Har ingen nämnare: måttet är ett antal.",
        enhet="Personer.",
        kalla=VUX,
        riktning="Beskriver omfattning och har ingen önskad riktning.",
        sedan="2020.",
        jamfor_inte_med=(
            "Nyanlända enligt Skatteverkets senaste folkbokföringsdatum, som räknar återvändare som nyanlända."
        ),
        osakerhet=f"{TOTALRAKNING} För en del saknas uppgift om de är nyanlända; de räknas inte.",
    ),
)
