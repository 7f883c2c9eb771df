"""ST1–ST4: how many Stockholmsjobb there are, and what people do and live on after them."""

from indikatorer.measures.catalogue.jobbtorg import TOTALRAKNING, WILSON
from indikatorer.measures.dimensions import (
    ALDER_30,
    HAFT_STOCKHOLMSJOBB,
    KALLA_SEX,
    KALLA_SJU,
    KON,
    TYP,
    UTFALL,
    Merge,
    where,
)
from indikatorer.measures.jobs import (
    days_beside_plan,
    each_period,
    ended_jobs,
    flows_of_jobs,
    persons_with_ended_jobs,
    vb_each_year,
    vb_of_the_year,
)
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.scb import (
    by_group,
    same_source_after_ended_jobs,
    sources_around_ended_jobs,
    sources_around_enrolments,
)
from indikatorer.measures.sensitivity import under_choices
from indikatorer.measures.slices import in_each_year
from indikatorer.measures.values import Andel, Antal, Fordelning, MedelPerDag
from indikatorer.vocabulary import ARBETAR_ELLER_STUDERAR, Uppfoljning

ST1 = Measure(
    id="ST1",
    name="Antal Stockholmsjobb",
    card=Card(
        fraga="Hur många Stockholmsjobb påbörjas, pågår och avslutas, och hur står sig antalet mot planen?",
        definition=(
            "Varje anställning räknas för sig. En förlängning är en del av samma anställning: den som är angiven som "
            "förlängning, och den av samma typ med högst en dag utan anställning emellan. Antalet anställda "
            "en genomsnittlig dag är summan av anställningarnas dagar under året delad med årets dagar, och ställs mot "
            "prognosen för antalet platser där en sådan finns. Prognosen för 2021 är sammanlagt 822 platser; årsmålet "
            "var 800."
        ),
        population="Alla Stockholmsjobb i FLAI.",
        taljare="Anställningar i flödet; för planen anställningarnas dagar under året.",
        namnare="Antalet har ingen nämnare. För medelvärdet årets dagar, för index planerade platser.",
        enhet="Anställningar; index i procent av planerade platser.",
        kalla="FLAI; prognos för antal platser i Redovisning av Stockholmsjobb, 2021.",
        riktning="Beskriver omfattning; ett index nära 100 betyder att planen hålls.",
        sedan="2010, när de första anställningarna började.",
        jamfor_inte_med="Antal personer: en person kan ha flera anställningar.",
        osakerhet=TOTALRAKNING,
    ),
    needs=("employments",),
    tables={
        "typ": Table(
            "Stockholmsjobb i varje flöde efter typ och kön",
            flows_of_jobs,
            (TYP, KON),
            Antal("anställningar"),
            person="person",
        ),
        "serie": Table(
            "Stockholmsjobb i varje flöde per år och kön",
            in_each_year(flows_of_jobs),
            (KON,),
            Antal("anställningar"),
            person="person",
        ),
        "plan": Table(
            "Anställda en genomsnittlig dag och planerade platser efter typ",
            days_beside_plan,
            (TYP,),
            MedelPerDag("dagar", "platser", "anställningar"),
            person="person",
        ),
    },
)

ARBETAR_ELLER_STUDERAR_SHARE = Andel(UTFALL.among(ARBETAR_ELLER_STUDERAR))

NYTT_ELLER_ANNAT = Merge(
    "utfall",
    {"Nytt Stockholmsjobb eller annat": (Uppfoljning.NYTT_STOCKHOLMSJOBB.value, Uppfoljning.ANNAT.value)},
    "nytt Stockholmsjobb och annat tillsammans",
)
"""Few have either outcome, and each would give the other away."""

ST2 = Measure(
    id="ST2",
    name="Arbetar eller studerar tre månader efter Stockholmsjobb",
    card=Card(
        fraga="Hur stor andel arbetar eller studerar tre månader efter avslutat Stockholmsjobb?",
        definition=(
            "Svar vid den individuella uppföljningen tre månader efter anställningens slut: arbete, subventionerat "
            "arbete eller studier. Ett nytt Stockholmsjobb räknas inte som arbete. De som inte nåtts räknas inte "
            "heller som i arbete eller studier; tabellen över gränser visar andelen om alla de gjorde det. "
            "T2 gäller anställningar avslutade från maj året före till och med april, T1 hela året före och VB "
            "september året före till och med augusti."
        ),
        population=(
            "Anställningar som avslutats i tolvmånadersperioden, även i förtid; en förlängning hör till samma "
            "anställning. I tabellen över personer varje persons sist avslutade anställning."
        ),
        taljare="Anställningar där personen arbetar eller studerar vid uppföljningen.",
        namnare="Alla anställningar i populationen, även där personen inte nåtts.",
        enhet="Procent av anställningar; i en tabell av personer.",
        kalla="FLAI, uppföljning efter tre månader.",
        riktning="Högre är bättre.",
        sedan="2018.",
        jamfor_inte_med=(
            "T1, T2 och VB samma år: de har åtta månader gemensamma. Inte heller självförsörjning eller etablering, "
            "som mäter andra saker."
        ),
        osakerhet=WILSON,
    ),
    needs=("employments", "follow_ups"),
    tables={
        "period": Table(
            "Arbetar eller studerar tre månader efter Stockholmsjobb efter period och kön",
            each_period(ended_jobs),
            (KON,),
            ARBETAR_ELLER_STUDERAR_SHARE,
            person="person",
        ),
        "utfall": Table(
            "Utfall tre månader efter Stockholmsjobb efter period och kön",
            each_period(ended_jobs),
            (UTFALL, KON),
            Fordelning(UTFALL, antal=False),
            person="person",
            merge=NYTT_ELLER_ANNAT,
        ),
        "typ": Table(
            "Arbetar eller studerar tre månader efter Stockholmsjobb efter typ och kön",
            vb_of_the_year,
            (TYP, KON),
            ARBETAR_ELLER_STUDERAR_SHARE,
            person="person",
        ),
        "personer": Table(
            "Arbetar eller studerar tre månader efter sitt sista Stockholmsjobb efter period och kön",
            each_period(persons_with_ended_jobs),
            (KON,),
            ARBETAR_ELLER_STUDERAR_SHARE,
        ),
        "kanslighet": Table(
            "Arbetar eller studerar tre månader efter Stockholmsjobb vid andra val, efter kön",
            under_choices(
                vb_of_the_year,
                {
                    "De som inte nåtts borträknade": {"not_reached": "left_out"},
                    "Kalenderåret": {"stockholmsjobb_window": "calendar_year"},
                },
            ),
            (KON,),
            ARBETAR_ELLER_STUDERAR_SHARE,
            person="person",
        ),
        "svar": Table(
            "Nådda vid uppföljningen tre månader efter Stockholmsjobb efter period och kön",
            each_period(ended_jobs),
            (KON,),
            Andel(where("nadd")),
            person="person",
        ),
        "granser": Table(
            "Arbetar eller studerar tre månader efter Stockholmsjobb om alla som inte nåtts gjorde det",
            vb_of_the_year,
            (),
            Andel(UTFALL.among((*ARBETAR_ELLER_STUDERAR, Uppfoljning.EJ_NADD))),
            person="person",
        ),
        "serie": Table(
            "Arbetar eller studerar tre månader efter Stockholmsjobb per år (VB) och kön",
            vb_each_year,
            (KON,),
            ARBETAR_ELLER_STUDERAR_SHARE,
            person="person",
        ),
        "utfall-serie": Table(
            "Utfall tre månader efter Stockholmsjobb per år (VB) och kön",
            vb_each_year,
            (UTFALL, KON),
            Fordelning(UTFALL, antal=False),
            person="person",
            merge=NYTT_ELLER_ANNAT,
        ),
    },
)

RAKS = {2022: "SCB:s nya befolkningsstatistik ersätter RAKS: inkomst efter skatt, och åtgärd ingår i arbetslös."}

ST3 = Measure(
    id="ST3",
    name="Huvudsaklig inkomstkälla före och efter Stockholmsjobb",
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
    needs=("scb_spells", "register_years"),
    tables={
        "kalla": Table(
            "Huvudsaklig inkomstkälla före och efter Stockholmsjobb efter ålder",
            sources_around_ended_jobs,
            (ALDER_30, KALLA_SEX),
            Fordelning(KALLA_SEX, antal=False),
            columns=("alder", "kalla", "tidpunkt"),
        ),
        "kalla-kon": Table(
            "Huvudsaklig inkomstkälla före och efter Stockholmsjobb efter kön",
            sources_around_ended_jobs,
            (KON, KALLA_SEX),
            Fordelning(KALLA_SEX, antal=False),
            columns=("kon", "kalla", "tidpunkt"),
        ),
        "samma": Table(
            "Samma huvudsakliga inkomstkälla ett år efter Stockholmsjobb som två år före, av dem som hade den då",
            same_source_after_ended_jobs,
            (),
            Andel(where("samma_kalla")),
        ),
    },
    breaks=RAKS,
)

ST4 = Measure(
    id="ST4",
    name="Huvudsaklig inkomstkälla före och efter inskrivning",
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
    needs=("scb_spells", "register_years"),
    tables={
        "kalla": Table(
            "Huvudsaklig inkomstkälla före och efter inskrivning, med och utan Stockholmsjobb",
            sources_around_enrolments,
            (HAFT_STOCKHOLMSJOBB, KALLA_SJU),
            Fordelning(KALLA_SJU, antal=False),
            columns=("stockholmsjobb", "kalla", "tidpunkt"),
        ),
        "kalla-grupp": Table(
            "Huvudsaklig inkomstkälla före och efter inskrivning efter kön, ålder, utbildning och bakgrund",
            by_group(sources_around_enrolments),
            (KALLA_SJU,),
            Fordelning(KALLA_SJU, antal=False),
            columns=("grupp", "kalla", "tidpunkt"),
        ),
    },
    breaks=RAKS,
)
