"""SW4: the labour market status up to four years after a Stockholmsjobb, with a comparison group."""

from indikatorer.indicators.effekt.evaluated import TYP, evaluation, found
from indikatorer.measures.cell import PROCENTENHETER
from indikatorer.measures.dimensions import STATUS, fixed
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.scb import years_after_jobs
from indikatorer.measures.values import Fordelning
from indikatorer.models.sample import YEARS_AFTER

AR_EFTER = fixed("ar_efter", "År efter avslut", *YEARS_AFTER)

SW4 = measure(
    "SW4",
    "Ställning på arbetsmarknaden efter Stockholmsjobb",
    tables={
        "status": Breakdown(
            (STATUS,),
            title="Ställning på arbetsmarknaden ett till fyra år efter Stockholmsjobb",
            of=years_after_jobs(YEARS_AFTER),
            value=Fordelning(STATUS, antal=False),
        ),
        "effekt": Breakdown(
            (TYP, AR_EFTER),
            title="Effekt på andelen etablerade ett till fyra år efter Stockholmsjobb",
            of=evaluation("etablering", "register_years"),
            value=found("effekt", PROCENTENHETER),
        ),
    },
    card=Card(
        fraga="Hur många är etablerade upp till fyra år efter ett Stockholmsjobb, och hur många hade varit det ändå?",
        definition=(
            "Ställning på arbetsmarknaden som i SW1, ett till fyra kalenderår efter det år då jobbet slutade. Effekten "
            "är skillnaden i andelen etablerade mellan deltagarna och jämförelsegruppen i ST5, med samma vikter. För "
            "den som inte haft något jobb räknas åren från när ett jobb av vanlig längd skulle ha slutat."
        ),
        population=(
            "Personer vars Stockholmsjobb slutat sju till fem år före rapportåret, med det sista slutet varje år: den "
            "som har slut flera av åren räknas en gång för varje. Effekten gäller dem av deltagarna i ST5 vars jobb "
            "slutat de åren."
        ),
        taljare="Personer med ställningen det året; effekten har ingen täljare.",
        namnare="Personer i populationen vars år har nåtts; effekten räknar bara dem som finns i registret.",
        enhet="Procent av personer per slutår; effekten i procentenheter.",
        kalla="SCB, LISA och månadsuppgifter.",
        riktning="Fler etablerade är bättre.",
        sedan="2010, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med="SW1, som gäller alla som avslutats från Jobbtorg.",
        osakerhet="95 procents intervall som i ST5. Få är följda i fyra år, eftersom registren släpar efter.",
    ),
)
