"""SW1–SW3: the standing on the labour market and the situation the year after the exit, from SCB's registers."""

from indikatorer.measures.catalogue.jobbtorg import WILSON
from indikatorer.measures.dimensions import (
    AVSLUTSORSAK,
    BOSATT,
    FLYTTAT,
    FOLJDA,
    KON,
    ORSAKSGRUPP,
    ORSAKSGRUPP_SEX,
    ORSAKSGRUPP_TVA,
    STATUS,
    STATUS_AR_1,
    STATUS_AR_3,
    STATUS_SEX,
    STODMANADER,
    Merge,
    where,
)
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.okand import from_year_one_to_three, with_support_by_month
from indikatorer.measures.scb import (
    assistance_the_year_after,
    in_the_register_year_after,
    quartiles,
    without_assistance,
    year_after_exit,
    years_after_exit,
)
from indikatorer.measures.sensitivity import FORSTA_AVSLUTET, under_choices
from indikatorer.measures.values import Andel, AndelOchMedel, Fordelning, Kvartil, Medel
from indikatorer.vocabulary import GOTT_RESULTAT, Etableringsstatus

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
            merge=STUDERANDE,
        ),
        "status-sex": Table(
            "Ställning på arbetsmarknaden året efter avslut, med alla studerande tillsammans, efter avslutsorsak",
            year_after_exit,
            (AVSLUTSORSAK, STATUS_SEX),
            Fordelning(STATUS_SEX, antal=False),
        ),
        "foljda": Table(
            "Följda i SCB:s register året efter avslut, avslutade av okänd orsak och av andra orsaker",
            year_after_exit,
            (ORSAKSGRUPP_TVA, FOLJDA),
            Fordelning(FOLJDA),
        ),
        "gott-resultat": Table(
            "Etablerade, osäker ställning eller studerande året efter avslut, efter avslutsorsak och kön",
            year_after_exit,
            (AVSLUTSORSAK, KON),
            Andel(STATUS.among(GOTT_RESULTAT)),
        ),
        "kanslighet": Table(
            "Ställning på arbetsmarknaden året efter avslut vid andra val",
            under_choices(
                year_after_exit,
                {
                    FORSTA_AVSLUTET: {"exit_that_counts": "first"},
                    "Samma gräns alla år": {"threshold": "fixed"},
                    "Varje års gräns": {"threshold": "indexed"},
                    "Gränser 5 procent lägre": {"limits_per_cent": 95},
                    "Gränser 5 procent högre": {"limits_per_cent": 105},
                    "Förvärvsinkomst i stället för arbetsinkomst": {"income": "ForvInk"},
                },
            ),
            (STATUS,),
            Fordelning(STATUS, antal=False),
        ),
        "serie": Table(
            "Ställning på arbetsmarknaden ett till tre år efter avslut, efter avslutsår och avslutsorsak",
            years_after_exit,
            (AVSLUTSORSAK, STATUS),
            Fordelning(STATUS, antal=False),
            merge=STUDERANDE,
        ),
        "gott-serie": Table(
            "Etablerade, osäker ställning eller studerande ett till tre år efter avslut, efter avslutsår och "
            "avslutsorsak",
            years_after_exit,
            (AVSLUTSORSAK,),
            Andel(STATUS.among(GOTT_RESULTAT)),
        ),
        "gott-orsak5": Table(
            "Etablerade, osäker ställning eller studerande året efter avslut, efter avslutsorsak i fem grupper",
            year_after_exit,
            (ORSAKSGRUPP,),
            Andel(STATUS.among(GOTT_RESULTAT)),
        ),
        "orsak6": Table(
            "Ställning på arbetsmarknaden året efter avslut, efter avslutsorsak i de grupper som 2013 års analys hade",
            year_after_exit,
            (ORSAKSGRUPP_SEX, STATUS_SEX),
            Fordelning(STATUS_SEX, antal=False),
        ),
        "nagon-stallning": Table(
            "Etablerade, osäker eller svag ställning året efter avslut, efter avslutsorsak i 2013 års grupper",
            year_after_exit,
            (ORSAKSGRUPP_SEX,),
            Andel(STATUS.among(NAGON_STALLNING)),
        ),
        "overgang": Table(
            "Ställning på arbetsmarknaden tre år efter avslut, efter ställningen ett år efter",
            from_year_one_to_three,
            (ORSAKSGRUPP_TVA, STATUS_AR_1, STATUS_AR_3),
            Fordelning(STATUS_AR_3),
        ),
    },
    breaks=SYSSSTAT,
)

SW2 = Measure(
    id="SW2",
    name="Publicerade resultat av 2013 års analys",
    card=Card(
        fraga="Vad visade 2013 års analys av dem som avslutats 2008–2010?",
        definition=(
            "De andelar som staden återgav ur analysen, ordagrant citerade i data/reference/publicerade_siffror.csv. "
            "De räknas inte om: 2 670 av 15 620 är 17,1 procent, men rapporten skrev 16 procent."
        ),
        population="Aspiranter inskrivna någon gång 2008–2010 som avslutats, enligt den publicerade texten.",
        taljare="Framgår inte av den publicerade texten.",
        namnare="15 620 aspiranter i hela analysen; per avslutsorsak framgår det inte.",
        enhet="Procent av personer.",
        kalla="Stadens tjänsteutlåtande om analysen, 2013.",
        riktning="Som för de mått siffrorna avser.",
        sedan="2013; en enda mätning.",
        jamfor_inte_med="Senare års SW1 och SW3 utan hänsyn till ändrade gränser, källor och population.",
        osakerhet="Anges inte i källan; flera siffror är ungefärliga.",
    ),
    needs=(),
    tables={},
)

SW3 = Measure(
    id="SW3",
    name="Bistånd, arbetslöshet, inkomst och ohälsa efter avslut",
    card=Card(
        fraga="Hur försörjer sig och mår de som avslutats kalenderåren efter avslutet?",
        definition=(
            "Utan bistånd: familjen har inte fått ekonomiskt bistånd något av de första ett, två eller tre "
            "kalenderåren efter avslutsåret. Månader med försörjningsstöd räknas ur SCB:s månadsuppgifter, de första "
            "12 eller 36 månaderna efter avslutsmånaden. Övriga delmått gäller året efter avslutsåret. Arbetslöshet: "
            "minst en dag utan arbete eller med deltidsarbetslöshet, och antalet sådana dagar. Inkomst: ForvErs i "
            "LISA, kvartiler avrundade till tusental kronor. Ohälsa: minst en dag med sjukpenning. Utanför samhället: "
            "ingen registrerad inkomst, inget bistånd, inga dagar som arbetssökande eller i åtgärd, ingen sjuk-, "
            "pensions- eller föräldraersättning och inga studier, men folkbokförd vid årets slut."
        ),
        population=(
            "Personer i SCB:s material som avslutats i de tre avslutsåren, återremitterade borträknade; sista avslutet "
            "i de tre åren räknas, och i uppföljningar över två och tre år det sista i varje avslutsår, så att en "
            "person kan finnas i flera. De som inte finns i registret ett år ingår inte det året; hur många de är "
            "visar SW1. Månadsuppgifter har bara en del av dem; de tre åren följs i 12 månader, det första i 36."
        ),
        taljare="Personer med det som delmåttet anger.",
        namnare="Alla i populationen som finns i registret det eller de år som mäts.",
        enhet="Procent av personer, dagar och kronor.",
        kalla="SCB, LISA.",
        riktning="Fler utan bistånd och högre inkomst är bättre; mindre arbetslöshet, ohälsa och utanförskap likaså.",
        sedan="2008, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med=(
            "Försörjningsstöd ur Paraplyet: SCB:s uppgift gäller familjen och alla kommuner. Den som arbetar utan att "
            "deklarera förvärvsinkomst finns inte med i SCB:s register över inkomster."
        ),
        osakerhet=(
            f"{WILSON} Medelvärdet har ett 95 procents t-intervall. Kvartiler redovisas utan intervall och inte för "
            "färre än 20 personer."
        ),
    ),
    needs=("scb_spells", "register_years"),
    tables={
        "bistand": Table(
            "Utan ekonomiskt bistånd ett till tre år efter avslut, efter avslutsorsak",
            without_assistance,
            (AVSLUTSORSAK,),
            Andel(where("utan_bistand")),
            columns=("avslutsorsak", "ar_efter"),
        ),
        "bistand-orsak6": Table(
            "Utan ekonomiskt bistånd ett till tre år efter avslut, efter avslutsorsak i 2013 års grupper",
            without_assistance,
            (ORSAKSGRUPP_SEX,),
            Andel(where("utan_bistand")),
        ),
        "forvarvsinkomst": Table(
            "Med förvärvsinkomst året efter avslut, efter avslutsorsak i 2013 års grupper",
            in_the_register_year_after,
            (ORSAKSGRUPP_SEX,),
            Andel(where("forvarvsinkomst")),
        ),
        "bistand-flyttat": Table(
            "Med ekonomiskt bistånd året efter avslut, bland dem som flyttat från staden och andra",
            assistance_the_year_after,
            (FLYTTAT,),
            Andel(where("utan_bistand", False)),
        ),
        "bosatt": Table(
            "Var de bodde vid slutet av året efter avslut, bland dem som flyttat från staden och andra",
            assistance_the_year_after,
            (FLYTTAT, BOSATT),
            Fordelning(BOSATT),
        ),
        "stodmanader": Table(
            "Månader med försörjningsstöd de första 12 och 36 månaderna efter avslut, efter avslutsorsak",
            with_support_by_month,
            (ORSAKSGRUPP, STODMANADER),
            Fordelning(STODMANADER),
            needs=("register_months",),
        ),
        "arbetsloshet": Table(
            "Arbetslöshet året efter avslut, efter avslutsorsak",
            in_the_register_year_after,
            (AVSLUTSORSAK,),
            AndelOchMedel(Andel(where("arbetslos")), Medel("dagar_arbetslos", "dagar")),
        ),
        "inkomst": Table(
            "Kvartiler av arbetsinkomst året efter avslut, efter avslutsorsak",
            quartiles(in_the_register_year_after),
            (AVSLUTSORSAK,),
            Kvartil("inkomst", "kronor"),
            columns=("avslutsorsak", "kvartil"),
        ),
        "ohalsa": Table(
            "Ohälsa året efter avslut, efter avslutsorsak",
            in_the_register_year_after,
            (AVSLUTSORSAK,),
            Andel(where("sjuk")),
        ),
        "utanfor-samhallet": Table(
            "Utanför samhället året efter avslut, efter avslutsorsak och kön",
            in_the_register_year_after,
            (AVSLUTSORSAK, KON),
            Andel(where("utanfor_samhallet")),
        ),
        "kanslighet": Table(
            "Utanför samhället året efter avslut vid andra val",
            under_choices(
                in_the_register_year_after, {"Även personer med bistånd": {"bistand_utanfor_samhallet": "yes"}}
            ),
            (AVSLUTSORSAK,),
            Andel(where("utanfor_samhallet")),
        ),
    },
)
