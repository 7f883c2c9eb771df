"""J1: how many are enrolled at Jobbtorg Stockholm, how many come and how many leave."""

from indikatorer.measures.cards import TOTALRAKNING
from indikatorer.measures.dimensions import ALDER, JOBBTORG, KON, STADSDEL
from indikatorer.measures.measure import Breakdown, Card, each_year, measure
from indikatorer.measures.slices import FLOWS_OF_PERSONS, FLOWS_OF_SPELLS, flows_by_group, in_each_month
from indikatorer.measures.values import Antal

J1 = measure(
    "J1",
    "Inskrivna, nyinskrivna och avslutade",
    title="Personer i varje flöde",
    of=FLOWS_OF_PERSONS,
    value=Antal(),
    tables={
        "manad": Breakdown((KON,), in_each_month),
        "manad-jobbtorg": Breakdown(
            (JOBBTORG,),
            in_each_month,
            "Inskrivningar i varje flöde per månad och jobbtorg",
            of=FLOWS_OF_SPELLS,
            value=Antal("inskrivningar"),
        ),
        "ar-alder": (KON, ALDER),
        "ar-jobbtorg": (JOBBTORG, KON),
        "ar-stadsdel": (STADSDEL, KON),
        "ar-grupp": Breakdown((KON,), of=flows_by_group, kalla="FLAI; vem som är nyanländ även ur Paraplyet."),
        "serie": each_year(KON),
    },
    card=Card(
        fraga="Hur många är inskrivna vid Jobbtorg, hur många kommer och hur många lämnar?",
        definition=(
            "Inskrivna är personer med en öppen inskrivning minst en dag i perioden; dagen för avslutet räknas med. "
            "Nyinskrivna har en inskrivning som börjar i perioden, och nyinskrivna första gången har inte varit "
            "inskrivna tidigare. Avslutade har ett avslut i perioden. Avslutade exklusive återremitterade har minst "
            "ett avslut som inte är en återremiss till stadsdelsförvaltningen. Nyanländ är den som folkbokförts första "
            "gången inom tre år före avslutet, för dem som är kvar före periodens sista dag, eller den som enligt "
            "Paraplyet är det under perioden; hur många som är det enligt den ena, den andra och båda källorna står "
            "bredvid i J1-ar-grupp."
        ),
        population="Alla personer med en inskrivning i FLAI.",
        taljare="Unika personer i flödet. Tabellen per månad och jobbtorg räknar i stället inskrivningar.",
        namnare="Har ingen nämnare: måttet är ett antal.",
        enhet="Personer; i tabellen per månad och jobbtorg inskrivningar.",
        kalla="FLAI.",
        riktning="Beskriver verksamhetens omfattning och har ingen önskad riktning.",
        sedan="2008, när Jobbtorg öppnade.",
        jamfor_inte_med=(
            "Summan av månaderna: en person som är inskriven flera månader räknas en gång per månad men en gång per år."
        ),
        osakerhet=TOTALRAKNING,
    ),
)
