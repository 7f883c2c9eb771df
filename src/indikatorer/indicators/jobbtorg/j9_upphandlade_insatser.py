"""J9: how many participations in procured activities have led to work."""

from indikatorer.measures.activities import procured_participations
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import INSATS, KON, where
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.values import Andel

J9 = measure(
    "J9",
    "Arbete efter upphandlad insats",
    title="Upphandlade insatser som lett till arbete",
    of=procured_participations,
    value=Andel(where("gav_arbete")),
    tables={"insats": (INSATS, KON)},
    card=Card(
        fraga="Hur stor andel av deltagandena i upphandlade insatser har lett till arbete?",
        definition=(
            "Andel deltaganden som lett till en anställning på minst sex månader. För den som fullföljt insatsen ska "
            "anställningen ha börjat under insatsen eller senast två månader efter den, för den som inte fullföljt "
            "under insatsen. Det är villkoret för resultatersättning."
        ),
        population=(
            "Deltaganden i upphandlade insatser som avslutats de tolv månader som slutar två månader före årets slut."
        ),
        taljare="Deltaganden som uppfyller villkoret.",
        namnare="Alla deltaganden i populationen, även de som avbrutits.",
        enhet="Procent av deltaganden; en person kan ha flera.",
        kalla="FLAI.",
        riktning="Högre är bättre.",
        sedan="2020, då villkoret beskrivs.",
        jamfor_inte_med="Insatser i egen regi: deras resultat registreras inte på samma sätt och kan inte jämföras.",
        osakerhet=WILSON,
    ),
)
