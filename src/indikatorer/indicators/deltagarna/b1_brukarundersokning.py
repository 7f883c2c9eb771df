"""B1: what those enrolled at Jobbtorg think of it."""

from indikatorer.indicators.deltagarna import BRUKARE
from indikatorer.measures.cards import SVARSFREKVENS
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.surveys import asked, each_area
from indikatorer.measures.values import Andel

B1 = measure(
    "B1",
    "Brukarundersökning Jobbtorg",
    title="Positiva svar i brukarundersökningen",
    of=each_area("B1"),
    value=Andel(where("positiv")),
    tables={
        "omrade": (KON,),
        "svar": Breakdown(
            (KON,),
            title="Svarsfrekvens i brukarundersökningen efter kön",
            of=asked("brukarundersökning"),
            value=Andel(where("svarat")),
        ),
    },
    card=Card(
        fraga="Hur upplever de inskrivna jobbtorgets bemötande, tillgänglighet, information och delaktighet?",
        definition="Andel positiva svar, 3 eller 4 på skalan 1–4, av alla svar på områdets frågor.",
        population="Svar från inskrivna vid Jobbtorg som besvarat årets undersökning.",
        taljare="Positiva svar.",
        namnare="Svar på områdets frågor, även vet ej; tomma svar räknas bort.",
        enhet="Procent av svar.",
        kalla=BRUKARE,
        riktning="Högre är bättre.",
        sedan="2015.",
        jamfor_inte_med=(
            "Resultat med annan svarsfrekvens: ungefär en fjärdedel svarar, och giltiga slutsatser är svåra att dra."
        ),
        osakerhet=SVARSFREKVENS,
    ),
)
