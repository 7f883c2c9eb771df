"""B3: who has come closer to work or studies in an activity."""

from indikatorer.measures.cards import WILSON
from indikatorer.measures.cell import POANG
from indikatorer.measures.dimensions import INSATS, KON, where
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.surveys import progressions
from indikatorer.measures.values import Andel, AndelOchMedel, Medel

B3 = measure(
    "B3",
    "Progression i insatser",
    title="Närmat sig arbete eller studier, och förändring,",
    of=progressions,
    value=AndelOchMedel(Andel(where("narmat_sig")), Medel("forandring", POANG, per=1000)),
    tables={"insats": (INSATS, KON)},
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
)
