"""ST6: what people who have a Stockholmsjobb think of it."""

from indikatorer.measures.cards import SVARSFREKVENS, TOMMA_SVAR
from indikatorer.measures.dimensions import FRAGA_STUDERAT, KON, where
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.surveys import asked, each_question
from indikatorer.measures.values import Andel

ST6 = measure(
    "ST6",
    "Enkät till deltagare i Stockholmsjobb",
    title="Positiva svar",
    of=each_question("ST6"),
    value=Andel(where("positiv")),
    tables={
        "fraga": (KON,),
        "studerat": (FRAGA_STUDERAT,),
        "svar": Breakdown(
            (KON,),
            title="Svarsfrekvens i enkäten till deltagare i Stockholmsjobb efter kön",
            of=asked("stockholmsjobb"),
            value=Andel(where("svarat")),
        ),
    },
    card=Card(
        fraga="Vad tycker de som har ett Stockholmsjobb om bemötandet och om vad anställningen betyder?",
        definition=(
            "Andel som svarat ”stämmer bra” eller ”stämmer ganska bra” på påståendet. Källan anger bara dessa två "
            "svarsalternativ; skalan 1–4 med 3 och 4 som positiva är vår."
        ),
        population="Deltagare med ett pågående Stockholmsjobb som svarat på årets enkät.",
        taljare="Personer med ett positivt svar.",
        namnare=f"Personer som svarat på påståendet, {TOMMA_SVAR}.",
        enhet="Procent av personer.",
        kalla="Enkät till deltagare med pågående Stockholmsjobb.",
        riktning="Högre är bättre.",
        sedan="2021.",
        jamfor_inte_med="Brukarundersökningen vid Jobbtorg, som har andra frågor och vänder sig till andra.",
        osakerhet=SVARSFREKVENS,
    ),
)
