"""B4: how content visitors are."""

from indikatorer.measures.cards import SVARSFREKVENS, TOMMA_SVAR
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.surveys import each_month, the_question
from indikatorer.measures.values import Andel

B4 = measure(
    "B4",
    "Nöjdhetsbarometer",
    title="Nöjda besökare",
    of=each_month("B4"),
    value=Andel(where("positiv")),
    tables={
        "serie": (),
        "kon": Breakdown((KON,), title="Nöjda besökare under året efter kön", of=the_question("B4")),
    },
    card=Card(
        fraga="Hur nöjda är besökarna löpande under året?",
        definition=(
            "Andel som svarat 4 eller 5 på skalan 1–5 på påståendet ”Jag är nöjd med mitt besök på jobbtorget”. "
            "Leveransen anger svarens år men inte månad; därför saknas månaderna och året redovisas för sig."
        ),
        population="Besökare vid Jobbtorg som svarat under året.",
        taljare="Personer med ett positivt svar.",
        namnare=f"Personer som svarat på frågan, {TOMMA_SVAR}.",
        enhet="Procent av personer.",
        kalla="Nöjdhetsbarometern.",
        riktning="Högre är bättre.",
        sedan="2021.",
        jamfor_inte_med="Brukarundersökningen, som har andra frågor och en annan skala.",
        osakerhet=SVARSFREKVENS,
    ),
)
