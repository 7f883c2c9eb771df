"""J5: how long those who leave have been enrolled."""

from indikatorer.measures.dimensions import AVSLUTSORSAK, JOBBTORG, KON
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.slices import EXITS
from indikatorer.measures.values import MedelOchMedian

J5 = measure(
    "J5",
    "Inskrivningstid för dem som avslutas",
    title="Inskrivningstid",
    of=EXITS,
    value=MedelOchMedian("dagar", "dagar"),
    tables={"orsak": (AVSLUTSORSAK, KON), "jobbtorg": (JOBBTORG, KON)},
    card=Card(
        fraga="Hur länge har de som avslutas varit inskrivna?",
        definition=(
            "Antal dagar från inskrivning till avslut för den inskrivning som avslutas. En inskrivning som börjar "
            "samma dag som en tidigare avslutas, eller innan dess, räknas ihop med den; andra läggs inte till."
        ),
        population="Personer med minst ett avslut i året, återremitterade borträknade; sista avslutet räknas.",
        taljare="Summan av dagarna.",
        namnare="Alla personer i populationen.",
        enhet="Dagar, medelvärde och median.",
        kalla="FLAI.",
        riktning="Kortare är i regel bättre; vid inrättandet 2007 angavs 18 månader som längsta tid.",
        sedan="2008.",
        jamfor_inte_med="Den sammanlagda tiden för personer som återkommer flera gånger.",
        osakerhet="95 procents t-intervall för medelvärdet; medianen redovisas utan intervall.",
    ),
)
