"""SF-b: who manages without försörjningsstöd throughout the first one and three years after the exit."""

from indikatorer.measures.after_exit import without_support
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import AVSLUTSORSAK, KON, where
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.values import Andel

SF_B = measure(
    "SF-b",
    "Helt oberoende av försörjningsstöd efter avslut",
    title="Helt oberoende av försörjningsstöd",
    of=without_support((12, 36)),
    value=Andel(where("oberoende")),
    tables={
        "manader": (AVSLUTSORSAK,),
        "kon": Breakdown(
            (KON,),
            title="Helt oberoende av försörjningsstöd efter avslut till arbete eller subventionerat arbete, efter kön",
            of=without_support((12, 36), to_work=True),
        ),
    },
    card=Card(
        fraga="Hur stor andel klarar sig helt utan försörjningsstöd de första ett och tre åren efter avslutet?",
        definition=(
            "Ingen utbetalning av försörjningsstöd avser någon av de 12 eller 36 kalendermånaderna efter "
            "avslutsmånaden, varken som sökande eller medsökande. En enda månad med stöd räcker för att inte räknas."
        ),
        population=(
            "Personer som avslutats i det senaste kalenderår som kunnat följas så länge, återremitterade borträknade; "
            "sista avslutet räknas. Tabellen efter kön gäller avslut till arbete eller subventionerat arbete."
        ),
        taljare="Personer utan försörjningsstöd från staden i någon av månaderna.",
        namnare="Personer i populationen för vilka alla månaderna finns i Paraplyet.",
        enhet="Procent av personer.",
        kalla="FLAI och Paraplyet.",
        riktning="Högre är bättre.",
        sedan="2009; tre år kräver tre års uppföljning.",
        jamfor_inte_med=(
            "Självförsörjande vid en mätpunkt (SF), som alltid är minst lika hög för samma personer. De 80 och 70 "
            "procent som angavs 2013 gäller troligen dem som avslutats till arbete, men det sägs inte uttryckligen."
        ),
        osakerhet=WILSON,
    ),
)
