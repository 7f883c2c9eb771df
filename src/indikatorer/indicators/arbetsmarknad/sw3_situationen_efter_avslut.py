"""SW3: support, unemployment, income and health after the exit, from SCB's registers."""

from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import (
    AVSLUTSORSAK,
    BOSATT,
    FLYTTAT,
    KON,
    ORSAKSGRUPP,
    ORSAKSGRUPP_SEX,
    STODMANADER,
    where,
)
from indikatorer.measures.measure import Breakdown, Card, measure, under_choices
from indikatorer.measures.okand import with_support_by_month
from indikatorer.measures.scb import (
    assistance_the_year_after,
    in_the_register_year_after,
    quartiles,
    without_assistance,
)
from indikatorer.measures.values import Andel, AndelOchMedel, Fordelning, Kvartil, Medel

SW3 = measure(
    "SW3",
    "Bistånd, arbetslöshet, inkomst och ohälsa efter avslut",
    of=in_the_register_year_after,
    tables={
        "bistand": Breakdown(
            (AVSLUTSORSAK,),
            title="Utan ekonomiskt bistånd ett till tre år efter avslut, efter avslutsorsak",
            of=without_assistance,
            value=Andel(where("utan_bistand")),
            columns=("avslutsorsak", "ar_efter"),
        ),
        "bistand-orsak6": Breakdown(
            (ORSAKSGRUPP_SEX,),
            title="Utan ekonomiskt bistånd ett till tre år efter avslut, efter avslutsorsak i 2013 års grupper",
            of=without_assistance,
            value=Andel(where("utan_bistand")),
        ),
        "forvarvsinkomst": Breakdown(
            (ORSAKSGRUPP_SEX,),
            title="Med förvärvsinkomst året efter avslut, efter avslutsorsak i 2013 års grupper",
            value=Andel(where("forvarvsinkomst")),
        ),
        "bistand-flyttat": Breakdown(
            (FLYTTAT,),
            title="Med ekonomiskt bistånd året efter avslut, bland dem som flyttat från staden och andra",
            of=assistance_the_year_after,
            value=Andel(where("utan_bistand", False)),
        ),
        "bosatt": Breakdown(
            (FLYTTAT, BOSATT),
            title="Var de bodde vid slutet av året efter avslut, bland dem som flyttat från staden och andra",
            of=assistance_the_year_after,
            value=Fordelning(BOSATT),
        ),
        "stodmanader": Breakdown(
            (ORSAKSGRUPP, STODMANADER),
            title="Månader med försörjningsstöd de första 12 och 36 månaderna efter avslut, efter avslutsorsak",
            of=with_support_by_month,
            value=Fordelning(STODMANADER),
        ),
        "arbetsloshet": Breakdown(
            (AVSLUTSORSAK,),
            title="Arbetslöshet året efter avslut, efter avslutsorsak",
            value=AndelOchMedel(Andel(where("arbetslos")), Medel("dagar_arbetslos", "dagar")),
        ),
        "inkomst": Breakdown(
            (AVSLUTSORSAK,),
            quartiles,
            "Kvartiler av arbetsinkomst året efter avslut, efter avslutsorsak",
            value=Kvartil("inkomst", "kronor"),
            columns=("avslutsorsak", "kvartil"),
        ),
        "ohalsa": Breakdown(
            (AVSLUTSORSAK,),
            title="Ohälsa året efter avslut, efter avslutsorsak",
            value=Andel(where("sjuk")),
        ),
        "utanfor-samhallet": Breakdown(
            (AVSLUTSORSAK, KON),
            title="Utanför samhället året efter avslut, efter avslutsorsak och kön",
            value=Andel(where("utanfor_samhallet")),
        ),
        "kanslighet": under_choices(
            {"Även personer med bistånd": {"bistand_utanfor_samhallet": "yes"}},
            AVSLUTSORSAK,
            title="Utanför samhället året efter avslut vid andra val",
            value=Andel(where("utanfor_samhallet")),
        ),
    },
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
            "färre än {minsta_grupp} personer."
        ),
    ),
)
