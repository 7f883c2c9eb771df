"""ST2: what people do three months after a Stockholmsjobb."""

from indikatorer.base.vocabulary import ARBETAR_ELLER_STUDERAR, Uppfoljning
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import ARBETSPLATS, KON, TYP, UTFALL, Merge, where
from indikatorer.measures.jobs import each_period, ended_jobs, persons_with_ended_jobs, vb_each_year, vb_of_the_year
from indikatorer.measures.measure import Breakdown, Card, measure, under_choices
from indikatorer.measures.values import Andel, Fordelning

NYTT_ELLER_ANNAT = Merge(
    "utfall",
    {"Nytt Stockholmsjobb eller annat": (Uppfoljning.NYTT_STOCKHOLMSJOBB.value, Uppfoljning.ANNAT.value)},
    "nytt Stockholmsjobb och annat tillsammans",
)
"""Few have either outcome, and each would give the other away."""

UTFALLEN = Fordelning(UTFALL, antal=False)

ST2 = measure(
    "ST2",
    "Arbetar eller studerar tre månader efter Stockholmsjobb",
    of=vb_of_the_year,
    value=Andel(UTFALL.among(ARBETAR_ELLER_STUDERAR)),
    tables={
        "period": Breakdown((KON,), of=each_period(ended_jobs, "person")),
        "utfall": Breakdown(
            (UTFALL, KON),
            title="Utfall tre månader efter Stockholmsjobb efter period och kön",
            of=each_period(ended_jobs, "person"),
            value=UTFALLEN,
            merge=NYTT_ELLER_ANNAT,
        ),
        "typ": (TYP, KON),
        "arbetsplats": (ARBETSPLATS, KON),
        "personer": Breakdown(
            (KON,),
            title="Arbetar eller studerar tre månader efter sitt sista Stockholmsjobb efter period och kön",
            of=each_period(persons_with_ended_jobs),
        ),
        "kanslighet": under_choices(
            {
                "De som inte nåtts borträknade": {"not_reached": "left_out"},
                "Kalenderåret": {"stockholmsjobb_window": "calendar_year"},
            },
            KON,
        ),
        "svar": Breakdown(
            (KON,),
            title="Nådda vid uppföljningen tre månader efter Stockholmsjobb efter period och kön",
            of=each_period(ended_jobs, "person"),
            value=Andel(where("nadd")),
        ),
        "granser": Breakdown(
            title="Arbetar eller studerar tre månader efter Stockholmsjobb om alla som inte nåtts gjorde det",
            value=Andel(UTFALL.among((*ARBETAR_ELLER_STUDERAR, Uppfoljning.EJ_NADD))),
        ),
        "serie": Breakdown((KON,), of=vb_each_year),
        "utfall-serie": Breakdown(
            (UTFALL, KON),
            title="Utfall tre månader efter Stockholmsjobb per år (VB) och kön",
            of=vb_each_year,
            value=UTFALLEN,
            merge=NYTT_ELLER_ANNAT,
        ),
    },
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
)
