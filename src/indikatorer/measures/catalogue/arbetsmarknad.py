"""SW1: the standing on the labour market the year after the exit, from SCB's registers."""

from indikatorer.measures.catalogue.jobbtorg import WILSON
from indikatorer.measures.dimensions import AVSLUTSORSAK, KON, STATUS
from indikatorer.measures.measure import Andel, Card, Fordelning, Measure, Table, where
from indikatorer.measures.scb import year_after_exit, years_after_exit
from indikatorer.vocabulary import Etableringsstatus

GOTT_RESULTAT = (
    Etableringsstatus.ETABLERAD,
    Etableringsstatus.OSAKER,
    Etableringsstatus.HOGSKOLESTUDERANDE,
    Etableringsstatus.OVRIGA_STUDERANDE,
)
"""The groups that the 2013 analysis counted as a good result (domain.md SW1)."""

SW1 = Measure(
    id="SW1",
    name="Ställning på arbetsmarknaden efter avslut",
    card=Card(
        fraga="Vilken ställning på arbetsmarknaden har de som avslutats kalenderåret efter avslutet?",
        definition=(
            "SCB:s mått på en persons ställning under ett helt kalenderår. Arbetsinkomst är ForvErs i LISA. "
            "Etablerad: arbetsinkomst på minst den övre gränsen, sysselsatt i november och inga händelser som tyder på "
            "arbetslöshet eller på åtgärder som inte är sysselsättning. Svag ställning: arbetsinkomst under den nedre "
            "gränsen, eller fler än 274 dagar i arbetslöshet eller åtgärd. Osäker ställning: däremellan. Utanför: "
            "ingen arbetsinkomst under året. Studerande är den som är registrerad på högskola eller har studiemedel "
            "och inte är etablerad. Gränserna följer löneutvecklingen; 2011 var de 169 500 och 143 400 kronor. När sista "
            "uppföljningsåret är 2011 gäller 2011 års gränser alla år, som i 2013 års analys."
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
    needs=("scb_spells", "register_years"),
    tables={
        "status": Table(
            "Ställning på arbetsmarknaden året efter avslut, efter avslutsorsak",
            year_after_exit,
            (AVSLUTSORSAK, STATUS),
            Fordelning(STATUS),
        ),
        "status-kon": Table(
            "Ställning på arbetsmarknaden året efter avslut, efter avslutsorsak och kön",
            year_after_exit,
            (AVSLUTSORSAK, STATUS, KON),
            Fordelning(STATUS, antal=False),
        ),
        "gott-resultat": Table(
            "Etablerade, osäker ställning eller studerande året efter avslut, efter avslutsorsak och kön",
            year_after_exit,
            (AVSLUTSORSAK, KON),
            Andel(where("status_arbetsmarknad", GOTT_RESULTAT)),
        ),
        "serie": Table(
            "Ställning på arbetsmarknaden ett till tre år efter avslut, efter avslutsår och avslutsorsak",
            years_after_exit,
            (AVSLUTSORSAK, STATUS),
            Fordelning(STATUS, antal=False),
        ),
    },
)
