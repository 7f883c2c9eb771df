"""SW0: whom the okänd analysis is about, and how those who left for no known reason differ from the others."""

from indikatorer.measures.catalogue.jobbtorg import FLAI, WILSON
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
    where,
)
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.okand import exits_of_the_exit_years, flow_of_the_exit_years
from indikatorer.measures.values import Andel, Antal, Fordelning, MedelOchMedian
from indikatorer.vocabulary import Avslutsorsak


def _okand_and_others(over: Dimension, words: str) -> Table:
    """Those of unknown reason beside all others: two groups, so that little has to be hidden."""
    return Table(
        f"Avslutade av okänd orsak och av andra orsaker efter {words}",
        exits_of_the_exit_years,
        (ORSAKSGRUPP_TVA, over),
        Fordelning(over),
    )


def _each_reason(over: Dimension, words: str) -> Table:
    return Table(
        f"Avslutade efter avslutsorsak och {words}, tre avslutsår tillsammans",
        exits_of_the_exit_years,
        (AVSLUTSORSAK, over),
        Fordelning(over),
    )


SW0 = Measure(
    id="SW0",
    name="Vilka som avslutas av okänd orsak",
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
            "skillnader har 95 procents intervall enligt deltametoden och redovisas inte för grupper under 20 personer."
        ),
    ),
    needs=FLAI,
    tables={
        "flode": Table(
            "Inskrivna i de tre avslutsåren och vad som hade hänt vid deras slut, efter kön",
            flow_of_the_exit_years,
            (KON,),
            Antal(),
        ),
        "andel": Table(
            "Andel av de avslutade som har okänd orsak, efter kön",
            exits_of_the_exit_years,
            (KON,),
            Andel(where("avslutsorsak", Avslutsorsak.OKAND)),
        ),
        "kon": _okand_and_others(KON, "kön"),
        "alder": _okand_and_others(ALDER, "ålder"),
        "utbildning": _okand_and_others(UTBILDNING, "utbildning"),
        "bakgrund": _okand_and_others(BAKGRUND, "födelseland"),
        "jobbtorg": _okand_and_others(JOBBTORG, "jobbtorg"),
        "stadsdel": _okand_and_others(STADSDEL_VID_AVSLUT, "stadsdelsnämnd"),
        "inskrivningstid": _okand_and_others(INSKRIVNINGSTID, "tid som inskriven"),
        "tidigare": _okand_and_others(TIDIGARE, "antal tidigare inskrivningar"),
        "orsak-kon": _each_reason(KON, "kön"),
        "orsak-alder": _each_reason(ALDER, "ålder"),
        "orsak-utbildning": _each_reason(UTBILDNING, "utbildning"),
        "orsak-bakgrund": _each_reason(BAKGRUND, "födelseland"),
        "orsak-dagar": Table(
            "Inskrivningstid efter avslutsorsak, tre avslutsår tillsammans",
            exits_of_the_exit_years,
            (AVSLUTSORSAK,),
            MedelOchMedian("dagar", "dagar"),
        ),
    },
)
