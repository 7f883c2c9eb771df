"""J7: who has got work through partnerships with employers."""

from indikatorer.measures.activities import through_partnerships
from indikatorer.measures.cards import TOTALRAKNING
from indikatorer.measures.dimensions import KON
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.values import Antal

J7 = measure(
    "J7",
    "Arbete genom partnerskapen",
    title="Personer som fått arbete genom partnerskapen",
    of=through_partnerships,
    value=Antal(),
    tables={"verksamhet": (KON,)},
    card=Card(
        fraga="Hur många från nämndens verksamheter har fått arbete genom partnerskap med arbetsgivare?",
        definition=(
            "Unika personer som börjat ett arbete genom partnerskapen under året. Nämndens verksamheter är Jobbtorg "
            "och vuxenutbildningen. Den som fått arbete från båda finns på båda raderna men en gång i summan."
        ),
        population="Personer i partnerskapsregistret.",
        taljare="Personer vars arbete började under året.",
        namnare="Har ingen nämnare: måttet är ett antal.",
        enhet="Personer.",
        kalla="Partnerskapsregistret; kön ur FLAI, för övriga uppgift saknas.",
        riktning="Fler är bättre.",
        sedan="2020, när måttet infördes.",
        jamfor_inte_med="Antalet avslutade till arbete, där vägen till arbetet inte framgår.",
        osakerhet=TOTALRAKNING,
    ),
)
