"""B2: who finds that the activities give better chances of work and studies."""

from indikatorer.indicators.deltagarna import BRUKARE
from indikatorer.measures.cards import SVARSFREKVENS, TOMMA_SVAR
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.surveys import the_question
from indikatorer.measures.values import Andel

B2 = measure(
    "B2",
    "Ökade möjligheter till arbete och studier",
    of=the_question("B2"),
    value=Andel(where("positiv")),
    tables={"kon": (KON,)},
    card=Card(
        fraga="Hur stor andel av de inskrivna upplever att jobbtorgets insatser ökar deras möjligheter?",
        definition=(
            "Andel som svarat 3 eller 4 på skalan 1–4 på påståendet ”Jobbtorgets insatser ger mig ökade möjligheter "
            "till arbete eller studier”."
        ),
        population="Inskrivna vid Jobbtorg som besvarat årets undersökning.",
        taljare="Personer med ett positivt svar.",
        namnare=f"Personer som svarat på frågan, {TOMMA_SVAR}.",
        enhet="Procent av personer.",
        kalla=BRUKARE,
        riktning="Högre är bättre.",
        sedan="2015.",
        jamfor_inte_med="Andelen som faktiskt går till arbete eller studier (J4).",
        osakerhet=SVARSFREKVENS,
    ),
)
