"""K1: what municipalities report to Kolada of the results at exit."""

from indikatorer.measures.dimensions import KOMMUN, KON_OCH_SAMTLIGA, RESULTAT
from indikatorer.measures.kolada import newest_results, repeated
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.values import Estimates

K1 = measure(
    "K1",
    "Resultat vid avslut i kommunernas arbetsmarknadsverksamhet",
    of=newest_results,
    value=Estimates(repeated, "andel", "procent"),
    tables={
        "kommun": Breakdown(
            (KOMMUN, RESULTAT, KON_OCH_SAMTLIGA),
            title="Resultat vid avslut efter kommun och kön, med Koladas indelning",
        ),
    },
    card=Card(
        fraga="Hur stor andel går till arbete eller studier i andra kommuners arbetsmarknadsverksamhet?",
        definition=(
            "Kolada, U40455 och U40406–U40418: andel av deltagare som avslutats. Arbete är osubventionerad och "
            "subventionerad anställning som pågått minst en månad, inte kommunala arbetsmarknadsanställningar; studier "
            "ska ge rätt till studiemedel. De levererade uppgifterna återges som de är."
        ),
        population="Deltagare som avslutats i kommunernas arbetsmarknadsverksamhet.",
        taljare="Deltagare med resultatet.",
        namnare="Alla avslutade deltagare, även de som gått tillbaka till den som remitterat dem.",
        enhet="Procent av deltagare.",
        kalla="Kolada.",
        riktning="Högre andel till arbete eller studier är bättre.",
        sedan="Så långt tillbaka som leveransen från Kolada räcker.",
        jamfor_inte_med=(
            "J4, där återremitterade inte ingår i nämnaren. Kommunerna registrerar olika och vänder sig till olika "
            "grupper; skillnader mellan kommuner kan bero på det."
        ),
        osakerhet="Uppgifterna lämnas av kommunerna och har inga intervall.",
    ),
)
