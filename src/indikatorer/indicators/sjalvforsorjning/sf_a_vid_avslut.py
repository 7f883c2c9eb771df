"""SF-a: who no longer depends on försörjningsstöd at the exit."""

from indikatorer.measures.after_exit import AT_THE_EXIT, at_one_month
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import AVSLUTSORSAK, KON, where
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.values import Andel

SF_A = measure(
    "SF-a",
    "Inte längre beroende av försörjningsstöd vid avslut",
    title="Inte längre beroende av försörjningsstöd vid avslut,",
    of=at_one_month(AT_THE_EXIT),
    value=Andel(where("sjalvforsorjande")),
    tables={"": (AVSLUTSORSAK, KON)},
    card=Card(
        fraga="Hur stor andel av dem som avslutas är inte längre beroende av försörjningsstöd vid avslutet?",
        definition=(
            "Ingen utbetalning av försörjningsstöd avser kalendermånaden efter avslutsmånaden. Den månaden står för "
            "tidpunkten vid avslut, eftersom stödet för avslutsmånaden ofta är beslutat före avslutet."
        ),
        population=(
            "Personer med ett avslut i de tolv månader vars nästa månad faller i året, återremitterade borträknade; "
            "sista avslutet i de tolv månaderna räknas."
        ),
        taljare="Personer utan försörjningsstöd från staden månaden efter avslutsmånaden.",
        namnare="Personer i populationen vars mätmånad finns i Paraplyet.",
        enhet="Procent av personer.",
        kalla="FLAI och Paraplyet.",
        riktning="Högre är bättre.",
        sedan="2009; mätningen kräver en hel årskull avslut.",
        jamfor_inte_med=(
            "Självförsörjande efter 3, 6, 12 och 18 månader (SF), som visar om det varar, och 2013 års huvudmått, vars "
            "tidpunkt inte är angiven."
        ),
        osakerhet=WILSON,
    ),
)
