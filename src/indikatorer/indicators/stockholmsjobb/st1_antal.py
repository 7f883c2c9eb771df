"""ST1: how many Stockholmsjobb there are, beside the plan."""

from indikatorer.measures.cards import TOTALRAKNING
from indikatorer.measures.dimensions import ARBETSPLATS, KON, TYP
from indikatorer.measures.jobs import days_beside_plan, flows_of_jobs
from indikatorer.measures.measure import Breakdown, Card, each_year, measure
from indikatorer.measures.values import Antal, MedelPerDag

ST1 = measure(
    "ST1",
    "Antal Stockholmsjobb",
    title="Stockholmsjobb i varje flöde",
    of=flows_of_jobs,
    value=Antal("anställningar"),
    tables={
        "typ": (TYP, KON),
        "arbetsplats": (ARBETSPLATS, KON),
        "serie": each_year(KON),
        "plan": Breakdown(
            (TYP,),
            title="Anställda en genomsnittlig dag och planerade platser efter typ",
            of=days_beside_plan,
            value=MedelPerDag("dagar", "platser", "anställningar"),
        ),
    },
    card=Card(
        fraga="Hur många Stockholmsjobb påbörjas, pågår och avslutas, och hur står sig antalet mot planen?",
        definition=(
            "Varje anställning räknas för sig. En förlängning är en del av samma anställning: den som är angiven som "
            "förlängning, och den av samma typ med högst en dag utan anställning emellan. Antalet anställda "
            "en genomsnittlig dag är summan av anställningarnas dagar under året delad med årets dagar, och ställs mot "
            "stadens plan för antalet platser där en sådan finns. Planen säger också "
            "vilka typer som finns i ordinarie verksamhet och vilka på en anpassad arbetsplats."
        ),
        population="Alla Stockholmsjobb i FLAI.",
        taljare="Anställningar i flödet; för planen anställningarnas dagar under året.",
        namnare="Antalet har ingen nämnare. För medelvärdet årets dagar, för index planerade platser.",
        enhet="Anställningar; index i procent av planerade platser.",
        kalla="FLAI; kommunens planerade antal platser.",
        riktning="Beskriver omfattning; ett index nära 100 betyder att planen hålls.",
        sedan="2010, när de första anställningarna började.",
        jamfor_inte_med="Antal personer: en person kan ha flera anställningar.",
        osakerhet=TOTALRAKNING,
    ),
)
