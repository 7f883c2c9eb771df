"""SW1: the labour market status after the exit, from SCB's registers."""

from indikatorer.base.vocabulary import GOTT_RESULTAT, Etableringsstatus
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import (
    AVSLUTSORSAK,
    FOLJDA,
    KON,
    ORSAKSGRUPP,
    ORSAKSGRUPP_SEX,
    ORSAKSGRUPP_TVA,
    STATUS,
    STATUS_AR_1,
    STATUS_AR_3,
    STATUS_SEX,
    Merge,
)
from indikatorer.measures.measure import Breakdown, Card, measure, under_choices
from indikatorer.measures.okand import from_year_one_to_three
from indikatorer.measures.scb import year_after_exit, years_after_exit
from indikatorer.measures.sensitivity import FORSTA_AVSLUTET
from indikatorer.measures.values import Andel, Fordelning

NAGON_STALLNING = (Etableringsstatus.ETABLERAD, Etableringsstatus.OSAKER, Etableringsstatus.SVAG)
"""Those with arbetsinkomst who do not study: what the analysis of 2013 called some degree of being established."""

SYSSSTAT = {
    2012: "SyssStat11 ersätter SyssStatJ: sysselsättning i november mäts på ett nytt sätt.",
    2019: "SyssStat19 ersätter SyssStat11: sysselsättning bygger på arbetsgivarnas månadsuppgifter.",
}

STUDERANDE = Merge(
    "status_arbetsmarknad",
    {"Studerande": (Etableringsstatus.HOGSKOLESTUDERANDE.value, Etableringsstatus.OVRIGA_STUDERANDE.value)},
    "högskolestuderande och övriga studerande tillsammans",
)
"""The two kinds of student are few for most reasons of exit, and each would give the other away."""

SHARES = Fordelning(STATUS, antal=False)
SHARES_OF_SIX = Fordelning(STATUS_SEX, antal=False)
GOOD = Andel(STATUS.among(GOTT_RESULTAT))

SW1 = measure(
    "SW1",
    "Ställning på arbetsmarknaden efter avslut",
    of=year_after_exit,
    value=SHARES,
    tables={
        "status": Breakdown(
            (AVSLUTSORSAK, STATUS),
            title="Ställning på arbetsmarknaden året efter avslut, efter avslutsorsak",
            value=Fordelning(STATUS),
        ),
        "status-kon": Breakdown(
            (AVSLUTSORSAK, STATUS, KON),
            title="Ställning på arbetsmarknaden året efter avslut, efter avslutsorsak och kön",
            merge=STUDERANDE,
        ),
        "status-sex": Breakdown(
            (AVSLUTSORSAK, STATUS_SEX),
            title="Ställning på arbetsmarknaden året efter avslut, med alla studerande tillsammans, efter avslutsorsak",
            value=SHARES_OF_SIX,
        ),
        "foljda": Breakdown(
            (ORSAKSGRUPP_TVA, FOLJDA),
            title="Följda i SCB:s register året efter avslut, avslutade av okänd orsak och av andra orsaker",
            value=Fordelning(FOLJDA),
        ),
        "gott-resultat": Breakdown(
            (AVSLUTSORSAK, KON),
            title="Etablerade, osäker ställning eller studerande året efter avslut, efter avslutsorsak och kön",
            value=GOOD,
        ),
        "kanslighet": under_choices(
            {
                FORSTA_AVSLUTET: {"exit_that_counts": "first"},
                "Samma gräns alla år": {"income_limits": "fixed"},
                "Varje års gräns": {"income_limits": "indexed"},
                "Gränser 5 procent lägre": {"limits_per_cent": 95},
                "Gränser 5 procent högre": {"limits_per_cent": 105},
                "Förvärvsinkomst i stället för arbetsinkomst": {"income": "ForvInk"},
            },
            STATUS,
            title="Ställning på arbetsmarknaden året efter avslut vid andra val",
        ),
        "serie": Breakdown(
            (AVSLUTSORSAK, STATUS),
            title="Ställning på arbetsmarknaden ett till tre år efter avslut, efter avslutsår och avslutsorsak",
            of=years_after_exit,
            merge=STUDERANDE,
        ),
        "gott-serie": Breakdown(
            (AVSLUTSORSAK,),
            title="Etablerade, osäker ställning eller studerande ett till tre år efter avslut, efter avslutsår och "
            "avslutsorsak",
            of=years_after_exit,
            value=GOOD,
        ),
        "gott-orsak5": Breakdown(
            (ORSAKSGRUPP,),
            title="Etablerade, osäker ställning eller studerande året efter avslut, efter avslutsorsak i fem grupper",
            value=GOOD,
        ),
        "orsak6": Breakdown(
            (ORSAKSGRUPP_SEX, STATUS_SEX),
            title="Ställning på arbetsmarknaden året efter avslut, efter avslutsorsak i de grupper som 2013 års analys "
            "hade",
            value=SHARES_OF_SIX,
        ),
        "nagon-stallning": Breakdown(
            (ORSAKSGRUPP_SEX,),
            title="Etablerade, osäker eller svag ställning året efter avslut, efter avslutsorsak i 2013 års grupper",
            value=Andel(STATUS.among(NAGON_STALLNING)),
        ),
        "overgang": Breakdown(
            (ORSAKSGRUPP_TVA, STATUS_AR_1, STATUS_AR_3),
            title="Ställning på arbetsmarknaden tre år efter avslut, efter ställningen ett år efter",
            of=from_year_one_to_three,
            value=Fordelning(STATUS_AR_3),
        ),
    },
    breaks=SYSSSTAT,
    card=Card(
        fraga="Vilken ställning på arbetsmarknaden har de som avslutats kalenderåret efter avslutet?",
        definition=(
            "SCB:s mått på en persons ställning under ett helt kalenderår. Arbetsinkomst är ForvErs i LISA. "
            "Etablerad: arbetsinkomst på minst den övre gränsen, sysselsatt i november och inga händelser som tyder på "
            "arbetslöshet eller på åtgärder som inte är sysselsättning. Svag ställning: arbetsinkomst under den nedre "
            "gränsen, eller fler än 274 dagar i arbetslöshet eller åtgärd. Osäker ställning: däremellan. Utanför: "
            "ingen arbetsinkomst under året. Studerande är den som är registrerad på högskola eller har studiemedel "
            "och inte är etablerad. Gränserna följer löneutvecklingen; 2011 var de 169 500 och 143 400 kronor. När "
            "sista uppföljningsåret är 2011 gäller 2011 års gränser alla år, som i 2013 års analys."
        ),
        population=(
            "Personer i SCB:s material som avslutats i de tre avslutsåren, återremitterade borträknade; sista avslutet "
            "räknas. När varje avslutsår redovisas för sig räknas sista avslutet i det året."
        ),
        taljare="Personer med ställningen kalenderåret efter avslutsåret.",
        namnare="Alla i populationen vars uppföljningsår har levererats, även de som inte finns i registret det året.",
        enhet="Personer och procent av personer.",
        kalla="SCB, LISA.",
        riktning="Fler etablerade och färre utanför är bättre.",
        sedan="2008, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med=(
            "Självförsörjning, huvudsaklig inkomstkälla och avslut till arbete, som mäter andra saker, samt UKÄ:s "
            "etableringsmått för högskoleutbildade, som har högre gränser. Novembersysselsättningen byter metod 2011 "
            "och 2019."
        ),
        osakerhet=WILSON,
    ),
)
