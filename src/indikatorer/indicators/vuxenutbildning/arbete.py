"""V5–V7 in common: work some months after a training."""

from collections.abc import Mapping

from indikatorer.measures.cards import SVARSFREKVENS
from indikatorer.measures.courses import answered, followed_up
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Breakdown, Card, Measure, each_year, measure
from indikatorer.measures.values import Andel


def arbete_efter(
    id: str,
    namn: str,
    utbildning: str,
    months: int,
    extra: Mapping[str, Breakdown] | None = None,
) -> Measure:
    """The share of those who have answered some months after a training who work, and `extra` tables."""
    return measure(
        id,
        f"Arbete {months} månader efter {namn}",
        of=answered(utbildning, months),
        value=Andel(where("arbetar")),
        tables={
            "kon": (KON,),
            "serie": each_year(KON),
            "svar": Breakdown(
                (KON,),
                title=f"Svarsfrekvens {months} månader efter {namn} efter kön",
                of=followed_up(utbildning, months),
                value=Andel(where("besvarad")),
            ),
            **(extra or {}),
        },
        card=Card(
            fraga=f"Hur stor andel har arbete {months} månader efter {namn}?",
            definition=(
                f"Andel vars huvudsakliga sysselsättning är arbete {months} månader efter {namn}, av dem som svarat."
            ),
            population=f"Personer som fullföljt utbildningen {months} månader före en månad i året.",
            taljare="Personer som svarat att de arbetar.",
            namnare="Personer som svarat på uppföljningen.",
            enhet="Procent av personer.",
            kalla="Vuxenutbildningens uppföljning, en enkät.",
            riktning="Högre är bättre.",
            sedan="2020.",
            jamfor_inte_med=(
                "Arbete efter avslut från Jobbtorg, som bygger på register. Många hade samma arbete före utbildningen; "
                "då är arbetet inte dess resultat."
            ),
            osakerhet=SVARSFREKVENS,
        ),
    )
