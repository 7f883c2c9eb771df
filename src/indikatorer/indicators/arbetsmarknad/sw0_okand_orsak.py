"""SW0: whom the okänd analysis is about, and how those who left for no known reason differ from the others."""

from indikatorer.base.vocabulary import Avslutsorsak
from indikatorer.measures.cards import WILSON
from indikatorer.measures.cell import PROCENTENHETER
from indikatorer.measures.dimensions import (
    ALDER,
    AVSLUTSORSAK,
    BAKGRUND,
    INSKRIVNINGSTID,
    JOBBTORG,
    KON,
    ORSAKSGRUPP_TVA,
    STADSDEL_VID_AVSLUT,
    TIDIGARE,
    UTBILDNING,
    Dimension,
    fixed,
)
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.okand import exits_of_the_exit_years, flow_of_the_exit_years
from indikatorer.measures.values import Andel, Antal, Estimates, Fordelning, MedelOchMedian
from indikatorer.models.logit import COMPARISONS, effects_on_okand


def _okand_and_others(over: Dimension) -> Breakdown:
    """Those of unknown reason beside all others: two groups, so that little has to be hidden."""
    title = f"Avslutade av okänd orsak och av andra orsaker efter {over.in_titles}"
    return Breakdown((ORSAKSGRUPP_TVA, over), title=title, value=Fordelning(over))


def _each_reason(over: Dimension) -> Breakdown:
    title = f"Avslutade efter avslutsorsak och {over.in_titles}, tre avslutsår tillsammans"
    return Breakdown((AVSLUTSORSAK, over), title=title, value=Fordelning(over))


PERSONS = (KON, ALDER, UTBILDNING, BAKGRUND)
ENROLMENTS = (JOBBTORG, STADSDEL_VID_AVSLUT, INSKRIVNINGSTID, TIDIGARE)

SW0 = measure(
    "SW0",
    "Vilka som avslutas av okänd orsak",
    of=exits_of_the_exit_years,
    tables={
        "flode": Breakdown(
            (KON,),
            title="Inskrivna i de tre avslutsåren och vad som hade hänt vid deras slut, efter kön",
            of=flow_of_the_exit_years,
            value=Antal(),
        ),
        "andel": Breakdown(
            (KON,),
            title="Andel av de avslutade som har okänd orsak, efter kön",
            value=Andel(AVSLUTSORSAK.among([Avslutsorsak.OKAND])),
        ),
        **{over.name: _okand_and_others(over) for over in (*PERSONS, *ENROLMENTS)},
        **{f"orsak-{over.name}": _each_reason(over) for over in PERSONS},
        "orsak-dagar": Breakdown(
            (AVSLUTSORSAK,),
            title="Inskrivningstid efter avslutsorsak, tre avslutsår tillsammans",
            value=MedelOchMedian("dagar", "dagar"),
        ),
        "modell": Breakdown(
            (fixed("jamforelse", "Grupp", *COMPARISONS),),
            title="Skillnad i andelen med okänd orsak mellan grupper som i övrigt är lika",
            value=Estimates(effects_on_okand, "differens", PROCENTENHETER),
        ),
    },
    card=Card(
        fraga="Vilka är de som avslutats av okänd orsak, och hur skiljer de sig från andra som avslutats?",
        definition=(
            "Fördelning efter kön, ålder, utbildning, födelseland, jobbtorg, stadsdelsnämnd, tid som inskriven och "
            "antal tidigare inskrivningar, så som uppgifterna var vid avslutet; stadsdelsnämnderna är de som fanns när "
            "avslutsåren tog slut. Tid som inskriven är antal dagar från "
            "inskrivning till avslut; inskrivningar utan en dag emellan räknas ihop. Flödet visar alla som "
            "varit inskrivna i de tre åren och vad som hade hänt vid deras slut. Modellen är logistisk: den visar hur "
            "stor skillnaden i andelen med okänd orsak är mellan två grupper som är lika i allt annat som modellen "
            "känner, jobbtorget inräknat."
        ),
        population=(
            "Personer som avslutats i de tre avslutsåren enligt FLAI, återremitterade borträknade; sista avslutet "
            "räknas. I flödet alla som varit inskrivna minst en dag i de tre åren."
        ),
        taljare="Personer i gruppen, av dem som avslutats av orsaken.",
        namnare="Alla i populationen som avslutats av orsaken.",
        enhet="Personer, procent av personer, dagar och procentenheter.",
        kalla="FLAI.",
        riktning="Beskriver vilka personerna är och har ingen önskad riktning.",
        sedan="2008.",
        jamfor_inte_med=(
            "J3, som gäller ett år i taget. Den som avslutats flera gånger under de tre åren räknas här en gång."
        ),
        osakerhet=(
            f"{WILSON} Medelvärden har ett 95 procents t-intervall; medianer redovisas utan intervall. Modellens "
            "skillnader har 95 procents intervall enligt deltametoden och redovisas inte för grupper under "
            "{minsta_grupp} personer."
        ),
    ),
)
