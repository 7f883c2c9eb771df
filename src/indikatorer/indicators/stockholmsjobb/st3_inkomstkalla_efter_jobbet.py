"""ST3: what people live on before and after a Stockholmsjobb."""

from indikatorer.indicators.stockholmsjobb import RAKS
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import ALDER_30, KALLA_SEX, KON, where
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.scb import same_source_after_ended_jobs, sources_around_ended_jobs
from indikatorer.measures.values import Andel, Fordelning

ST3 = measure(
    "ST3",
    "Huvudsaklig inkomstkälla före och efter Stockholmsjobb",
    of=sources_around_ended_jobs,
    value=Fordelning(KALLA_SEX, antal=False),
    tables={
        "kalla": Breakdown(
            (ALDER_30, KALLA_SEX),
            title="Huvudsaklig inkomstkälla före och efter Stockholmsjobb efter ålder",
            columns=("alder", "kalla", "tidpunkt"),
        ),
        "kalla-kon": Breakdown(
            (KON, KALLA_SEX),
            title="Huvudsaklig inkomstkälla före och efter Stockholmsjobb efter kön",
            columns=("kon", "kalla", "tidpunkt"),
        ),
        "samma": Breakdown(
            title="Samma huvudsakliga inkomstkälla ett år efter Stockholmsjobb som två år före, av dem som hade den då",
            of=same_source_after_ended_jobs,
            value=Andel(where("samma_kalla")),
        ),
    },
    breaks=RAKS,
    card=Card(
        fraga="Vad lever de som haft Stockholmsjobb av, två år före och ett och två år efter att jobbet slutade?",
        definition=(
            "Den inkomstkälla som gav mest under kalenderåret (RAKS i LISA), i sex grupper. Sjuk, förtidspension, "
            "ålderspension, vård av barn eller anhörig och de som saknar inkomst är övriga. Åren räknas från det "
            "kalenderår då anställningen slutade. Sedan 2011 ingår etableringsersättning i ekonomiskt bistånd. Om en "
            "andel har ändrats prövas på samma personer båda åren, som par."
        ),
        population=(
            "Personer i SCB:s material vars Stockholmsjobb slutat fem eller fyra år före rapportåret; sista slutet "
            "räknas. Åldern är den som uppnås det år anställningen slutar."
        ),
        taljare="Personer med inkomstkällan det året.",
        namnare="Personer i populationen som finns i registret det året; de som inte finns där räknas bort.",
        enhet="Procent av personer.",
        kalla="SCB, LISA.",
        riktning="Fler förvärvsarbetande och färre med ekonomiskt bistånd är bättre.",
        sedan="2010, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med=(
            "ST4, som utgår från inskrivningen. Jämförelsegrupp saknas: en förändring är inte en effekt av jobbet, och "
            "mindre bistånd kan vara mer arbetslöshetsersättning."
        ),
        osakerhet=WILSON,
    ),
)
