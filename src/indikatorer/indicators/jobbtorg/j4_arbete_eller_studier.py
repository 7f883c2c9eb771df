"""J4: how many of those who have left went to work or studies."""

from indikatorer.base.vocabulary import ARBETE_ELLER_STUDIER
from indikatorer.measures.activities import by_insats
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import (
    ALDER,
    AVSLUTSORSAK,
    BAKGRUND,
    JOBBTORG,
    KOLADAGRUPP,
    KON,
    STADSDEL,
    UTBILDNING,
)
from indikatorer.measures.measure import Breakdown, Card, each_rolling_year, each_year, measure, under_choices
from indikatorer.measures.sensitivity import CHOICES_OF_EXIT, aterremitterade
from indikatorer.measures.slices import EXITS_WITH_ATERREMITTERADE, base_of_j4, exits_by_group
from indikatorer.measures.values import Andel, Fordelning

J4 = measure(
    "J4",
    "Andel som avslutats till arbete eller studier",
    title="Andel till arbete eller studier",
    of=base_of_j4,
    value=Andel(AVSLUTSORSAK.among(ARBETE_ELLER_STUDIER)),
    tables={
        "alder": (KON, ALDER),
        "jobbtorg": (JOBBTORG, KON),
        "stadsdel": (STADSDEL, KON),
        "bakgrund": (BAKGRUND, KON),
        "utbildning": (UTBILDNING, KON),
        "insats": Breakdown(
            asked=by_insats,
            title="Andel till arbete eller studier bland dem som haft en insats under inskrivningen",
        ),
        "grupp": Breakdown(
            (KON,),
            title="Andel till arbete eller studier i grupper som följs särskilt, efter grupp och kön",
            of=exits_by_group(base_of_j4),
        ),
        "manad": each_rolling_year(KON),
        "serie": each_year(KON),
        "kanslighet": under_choices(CHOICES_OF_EXIT | aterremitterade("j4_base"), KON),
        "kolada": Breakdown(
            (KOLADAGRUPP, KON),
            title="Avslutade efter Koladas grupper och kön, med återremitterade i nämnaren",
            of=EXITS_WITH_ATERREMITTERADE,
            value=Fordelning(KOLADAGRUPP, antal=False),
        ),
    },
    card=Card(
        fraga="Hur stor andel av de avslutade har gått till arbete eller studier?",
        definition=(
            "Personer som avslutats till arbete, subventionerat arbete eller studier, av alla avslutade. Varje person "
            "räknas en gång, med sitt sista avslut i tolvmånadersperioden; återremisser räknas bort. Enligt Kolada "
            "ingår de återremitterade i nämnaren; den fördelningen är vår egen beräkning och redovisas för sig. Den "
            "som haft flera insatser under inskrivningen finns på flera rader i tabellen efter insats, och den som "
            "tillhör flera grupper på flera rader i tabellen efter grupp, med gruppen vid avslutet."
        ),
        population="Personer med minst ett avslut i perioden, återremitterade borträknade.",
        taljare="Personer vars sista avslut är till arbete, subventionerat arbete eller studier.",
        namnare="Alla personer i populationen.",
        enhet="Procent av personer.",
        kalla="FLAI.",
        riktning="Högre är bättre.",
        sedan="2008 i FLAI; nämndens huvudmått sedan 2020.",
        jamfor_inte_med="J2, som har de inskrivna som nämnare, och andra kommuner utan Koladas avgränsningar.",
        osakerhet=WILSON,
    ),
)
