"""ST4: what people live on before and after they are enrolled, with and without a Stockholmsjobb."""

from indikatorer.indicators.stockholmsjobb import RAKS
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import HAFT_STOCKHOLMSJOBB, KALLA_SJU
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.scb import by_group, sources_around_enrolments
from indikatorer.measures.values import Fordelning

ST4 = measure(
    "ST4",
    "Huvudsaklig inkomstkälla före och efter inskrivning",
    of=sources_around_enrolments,
    value=Fordelning(KALLA_SJU, antal=False),
    tables={
        "kalla": Breakdown(
            (HAFT_STOCKHOLMSJOBB, KALLA_SJU),
            title="Huvudsaklig inkomstkälla före och efter inskrivning, med och utan Stockholmsjobb",
            columns=("stockholmsjobb", "kalla", "tidpunkt"),
        ),
        "kalla-grupp": Breakdown(
            (KALLA_SJU,),
            by_group,
            "Huvudsaklig inkomstkälla före och efter inskrivning efter kön, ålder, utbildning och bakgrund",
            columns=("grupp", "kalla", "tidpunkt"),
        ),
    },
    breaks=RAKS,
    card=Card(
        fraga="Vad lever de som skrivits in vid Jobbtorg av, ett år före och ett och två år efter inskrivningen?",
        definition=(
            "Den inkomstkälla som gav mest under kalenderåret (RAKS i LISA), i sju grupper. Sjuk, förtidspension, "
            "ålderspension och de som saknar inkomst är övrigt. Åren räknas från det kalenderår då personen skrevs in. "
            "Stockholmsjobb: ja för den som någon gång haft ett."
        ),
        population=(
            "Personer i SCB:s material som skrivits in tio till fem år före rapportåret; första inskrivningen i "
            "perioden räknas. Åldern är den som uppnås inskrivningsåret."
        ),
        taljare="Personer med inkomstkällan det året.",
        namnare="Personer i populationen som finns i registret det året; de som inte finns där räknas bort.",
        enhet="Procent av personer.",
        kalla="SCB, LISA.",
        riktning="Fler med förvärvsarbete och färre med ekonomiskt bistånd är bättre.",
        sedan="2010, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med=(
            "ST3, som utgår från att Stockholmsjobbet slutade. Skillnaden mellan dem som haft Stockholmsjobb och andra "
            "är inte en effekt: de som får jobb skiljer sig redan före."
        ),
        osakerhet=WILSON,
    ),
)
