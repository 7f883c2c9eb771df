"""E1: what results have cost."""

from indikatorer.measures.dimensions import JOBBTORG
from indikatorer.measures.economics import results_and_costs
from indikatorer.measures.measure import Card, measure
from indikatorer.measures.values import Index

E1 = measure(
    "E1",
    "Index självförsörjning i relation till resurser",
    title="Index för resultat i relation till personalkostnad",
    of=results_and_costs,
    value=Index("resultat", "kostnad"),
    tables={"enhet": (JOBBTORG,)},
    internal=True,
    card=Card(
        fraga="Vilka resultat har enheternas personalkostnad gett, jämfört med alla enheter tillsammans?",
        definition=(
            "Enhetens resultat per krona personalkostnad, i procent av alla enheters resultat per krona. Resultat är "
            "avslut till arbete eller studier, som källans text säger; källans namn på måttet talar om "
            "självförsörjning. Index 100 är som alla enheter tillsammans."
        ),
        population="Jobbtorg med personalkostnad under året.",
        taljare="Personer som avslutats till arbete eller studier från enheten.",
        namnare="Enhetens personalkostnad under året, i kronor.",
        enhet="Index; basen i kronor.",
        kalla="FLAI och ekonomisystemet.",
        riktning="Högre är mer resultat per krona, men enheternas målgrupper skiljer sig.",
        sedan="2020.",
        jamfor_inte_med=(
            "Andra enheter utan hänsyn till målgrupp: den som möter personer långt från arbetsmarknaden får ett lägre "
            "index av samma insats. Måttet är enbart för internt bruk."
        ),
        osakerhet="Anges inte för färre än {minsta_resultat} resultat. Slumpen påverkar små enheter mest.",
    ),
)
