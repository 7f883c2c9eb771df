"""ST5: what the Stockholmsjobb have changed, and how far the answer can be trusted."""

import polars as pl

from indikatorer.base.vocabulary import UTVARDERADE_STOCKHOLMSJOBB
from indikatorer.indicators.effekt.evaluated import (
    ANNAT,
    INGET,
    TYP,
    evaluated_people,
    evaluation,
    found,
    people_by_trait,
)
from indikatorer.measures.cell import PROCENT_PER_MANAD, PROCENTENHETER, RISKKVOT, STANDARDAVVIKELSER
from indikatorer.measures.dimensions import KON, fixed, where
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.values import Andel, Antal
from indikatorer.models.diagnostics import PERCENTILES
from indikatorer.models.enrolments import OUTCOMES, TRAITS
from indikatorer.models.evaluation import LEVELS, OF_E_VALUE, OVERLAP, TRIMS
from indikatorer.models.sample import AROUND
from indikatorer.models.weighting import Method

GRUPP = fixed("grupp", "Stockholmsjobb under första inskrivningen", *UTVARDERADE_STOCKHOLMSJOBB, ANNAT, INGET)
UTFALL = fixed("utfall", "Utfall", *OUTCOMES)
ANDEL_AV = fixed("andel_av", "Andel av", *LEVELS)
METOD = fixed("metod", "Jämförelse", *Method)
MANADER = fixed("manader", "Månader från start", *AROUND)
EGENSKAP = fixed("egenskap", "Egenskap", *TRAITS)
VIKTNING = fixed("viktning", "Viktning", "Före", "Efter")
VILKA = fixed("vilka", "Vilka", *OVERLAP)
PERCENTIL = fixed("percentil", "Percentil", *PERCENTILES)
VAL = fixed("val", "Val", *TRIMS)
GALLER = fixed("galler", "Gäller", *OF_E_VALUE)

ST5 = measure(
    "ST5",
    "Effekt av Stockholmsjobb",
    tables={
        "antal": Breakdown(
            (GRUPP, KON),
            title="Personer i effektutvärderingen efter Stockholmsjobb och kön",
            of=evaluated_people,
            value=Antal(),
        ),
        "deltagare": Breakdown(
            (GRUPP,),
            title="Egenskaper vid inskrivningen efter Stockholmsjobb",
            of=people_by_trait,
            value=Andel(where("har")),
        ),
        "effekt": Breakdown(
            (TYP, UTFALL, MANADER),
            title="Effekt av Stockholmsjobb efter typ, utfall och månader från start",
            of=evaluation("effekter"),
            value=found("effekt", PROCENTENHETER, pl.col("metod") == Method.DYNAMIC),
        ),
        "niva": Breakdown(
            (TYP, ANDEL_AV, MANADER, UTFALL),
            title="Andel med arbete, försörjningsstöd och a-kassa, och beräknad andel utan Stockholmsjobb",
            of=evaluation("niva"),
            value=found("andel", "procent"),
        ),
        "metod": Breakdown(
            (TYP, METOD, MANADER),
            title="Skillnad i arbete efter typ, jämförelse och månader från start",
            of=evaluation("effekter"),
            value=found("differens", PROCENTENHETER, pl.col("utfall") == "Arbete"),
        ),
        "balans": Breakdown(
            (TYP, EGENSKAP, VIKTNING),
            title="Skillnad vid inskrivningen mellan deltagare och jämförelsegrupp före och efter viktning",
            of=evaluation("balans"),
            value=found("differens", STANDARDAVVIKELSER),
        ),
        "overlapp": Breakdown(
            (TYP, VILKA, PERCENTIL),
            title="Sannolikhet att börja en viss månad, för dem som började och för andra",
            of=evaluation("overlapp"),
            value=found("kvartil", PROCENT_PER_MANAD),
        ),
        "jamforelsegrupp": Breakdown(
            (TYP,),
            title="Hur många jämförelsegruppen motsvarar efter viktning",
            of=evaluation("jamforelsegrupp"),
            value=found("varde", "jämnt vägda personer"),
        ),
        "kanslighet": Breakdown(
            (TYP, MANADER, VAL),
            title="Effekt på arbete efter typ, månader från start och trimning",
            of=evaluation("kanslighet"),
            value=found("effekt", PROCENTENHETER),
        ),
        "evarde": Breakdown(
            (TYP, MANADER, GALLER),
            title="Hur stark en okänd orsak måste vara för att förklara effekten på arbete",
            of=evaluation("evarde"),
            value=found("varde", RISKKVOT),
        ),
    },
    card=Card(
        fraga="Vad har Stockholmsjobben ändrat för dem som fått ett, månad för månad?",
        definition=(
            "Skillnaden i procentenheter mellan deltagarnas andel med arbetsinkomst, försörjningsstöd eller a-kassa "
            "och den andel de skulle ha haft utan något Stockholmsjobb under inskrivningen. Det senare uppskattas av "
            "dem som var inskrivna lika länge och inte fick något, varken då eller senare, med dynamisk invers "
            "sannolikhetsviktning: den som liknar deltagarna räknas mer. En månad utan rad i registret räknas inte, "
            "varken som arbete eller som frånvaro av arbete: personen är då inte i landet eller följs inte längre."
        ),
        population=(
            "Personer 18–64 år som skrevs in första gången elva till sex år före rapportåret och inte haft "
            "Stockholmsjobb tidigare. Deltagare är de vars jobb började inom två år från inskrivningen."
        ),
        taljare="Har ingen täljare: måttet kommer ur en modell.",
        namnare="Har ingen nämnare: antalen redovisas för sig.",
        enhet="Procentenheter.",
        kalla="SCB, månadsuppgifter om inkomst och ersättningar.",
        riktning="För arbete är högre bättre, för försörjningsstöd lägre.",
        sedan="2010, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med=(
            "Före-och-efter-mått som ST3, som saknar jämförelsegrupp, och IFAU:s siffror, som gäller andra uppgifter."
        ),
        osakerhet=(
            "95 procents intervall ur upprepade dragningar av personer, där allt räknas om för varje dragning. Gäller "
            "under antagandet att det som registren vet vid inskrivningen räcker för att göra grupperna jämförbara."
        ),
    ),
)
