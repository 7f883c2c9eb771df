"""ST6 and B1–B4: what people who have a Stockholmsjobb or are enrolled at Jobbtorg think of it."""

from indikatorer.measures.catalogue.jobbtorg import WILSON
from indikatorer.measures.catalogue.vuxenutbildning import ENKATER, SVARSFREKVENS
from indikatorer.measures.cell import POANG
from indikatorer.measures.dimensions import FRAGA_STUDERAT, INSATS, KON, where
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.surveys import asked, each_area, each_month, each_question, progressions, the_question
from indikatorer.measures.values import Andel, AndelOchMedel, Medel

POSITIVA = Andel(where("positiv"))
TOMMA_SVAR = "även vet ej; de som lämnat den tom räknas bort"

ST6 = Measure(
    id="ST6",
    name="Enkät till deltagare i Stockholmsjobb",
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
    needs=ENKATER,
    tables={
        "fraga": Table("Positiva svar efter påstående och kön", each_question("ST6"), (KON,), POSITIVA),
        "studerat": Table(
            "Positiva svar efter påstående och studier under anställningen",
            each_question("ST6"),
            (FRAGA_STUDERAT,),
            POSITIVA,
        ),
        "svar": Table(
            "Svarsfrekvens i enkäten till deltagare i Stockholmsjobb efter kön",
            asked("stockholmsjobb"),
            (KON,),
            Andel(where("svarat")),
            needs=("invitations",),
        ),
    },
)

BRUKARE = "Brukarundersökningen vid Jobbtorg, en gång om året till alla inskrivna."

B1 = Measure(
    id="B1",
    name="Brukarundersökning Jobbtorg",
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
    needs=ENKATER,
    tables={
        "omrade": Table(
            "Positiva svar i brukarundersökningen efter område och kön",
            each_area("B1"),
            (KON,),
            POSITIVA,
            person="svarande",
        ),
        "svar": Table(
            "Svarsfrekvens i brukarundersökningen efter kön",
            asked("brukarundersökning"),
            (KON,),
            Andel(where("svarat")),
            needs=("invitations",),
        ),
    },
)

B2 = Measure(
    id="B2",
    name="Ökade möjligheter till arbete och studier",
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
    needs=ENKATER,
    tables={
        "kon": Table("Ökade möjligheter till arbete och studier efter kön", the_question("B2"), (KON,), POSITIVA),
    },
)

B3 = Measure(
    id="B3",
    name="Progression i insatser",
    card=Card(
        fraga="Har deltagarna i insatser kommit närmare arbete eller studier, och hur ändras deras skattning?",
        definition=(
            "Andel som bedömer att de närmat sig arbete eller studier, och medelförändringen från före till efter "
            "insatsen på det instrument som använts. Instrumenten har olika skalor; ett medelvärde över flera "
            "instrument ska läsas med det i minnet."
        ),
        population="Deltaganden i insatser där progression mätts, så långt leveransen når.",
        taljare="Deltaganden som bedöms ha närmat sig; för medelvärdet summan av förändringarna.",
        namnare="Deltaganden med en bedömning; för medelvärdet de som mätts både före och efter.",
        enhet="Procent av deltaganden och poäng.",
        kalla="Jobbtorgs mätningar av progression.",
        riktning="Högre är bättre.",
        sedan="2019.",
        jamfor_inte_med="Insatser som mäts med andra instrument. En förändring är inte en effekt av insatsen.",
        osakerhet=f"{WILSON} Medelvärdet har ett 95 procents t-intervall; nämnaren är antalet par.",
    ),
    needs=("progression",),
    tables={
        "insats": Table(
            "Närmat sig arbete eller studier, och förändring, efter insats och kön",
            progressions,
            (INSATS, KON),
            AndelOchMedel(Andel(where("narmat_sig")), Medel("forandring", POANG, per=1000)),
        ),
    },
)

B4 = Measure(
    id="B4",
    name="Nöjdhetsbarometer",
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
    needs=ENKATER,
    tables={
        "serie": Table("Nöjda besökare per månad", each_month("B4"), (), POSITIVA),
        "kon": Table("Nöjda besökare under året efter kön", the_question("B4"), (KON,), POSITIVA),
    },
)
