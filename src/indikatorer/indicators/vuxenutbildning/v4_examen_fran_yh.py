"""V4: how many of those who began at a yrkeshögskola take their degree."""

from indikatorer.indicators.vuxenutbildning import VUX
from indikatorer.measures.cards import WILSON
from indikatorer.measures.courses import planned_to_end_in_yh
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Card, each_year, measure
from indikatorer.measures.values import Andel

V4 = measure(
    "V4",
    "Examen från yrkeshögskolan",
    of=planned_to_end_in_yh,
    value=Andel(where("examen")),
    tables={"kon": (KON,), "serie": each_year(KON)},
    card=Card(
        fraga="Hur stor andel av dem som börjat på yrkeshögskolan tar examen?",
        definition="Andel med examen av alla vars utbildning skulle sluta under året enligt plan, även avbrutna.",
        population="Påbörjade utbildningar på yrkeshögskolan med planerat slut under året.",
        taljare="Utbildningar som gett examen senast vid årets slut.",
        namnare="Alla utbildningar i populationen.",
        enhet="Procent av deltaganden.",
        kalla=VUX,
        riktning="Högre är bättre.",
        sedan="2020.",
        jamfor_inte_med="Andelen av dem som slutfört utbildningen, som är högre.",
        osakerhet=WILSON,
    ),
)
