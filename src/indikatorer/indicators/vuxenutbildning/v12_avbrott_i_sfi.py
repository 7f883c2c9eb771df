"""V12: how many break off sfi, and what they do next."""

from indikatorer.indicators.vuxenutbildning import VUX
from indikatorer.measures.cards import WILSON
from indikatorer.measures.courses import broken_off_sfi, ended_sfi, ended_sfi_by_one_dimension
from indikatorer.measures.dimensions import EFTER_AVBROTT, KON, where
from indikatorer.measures.measure import Breakdown, Card, measure
from indikatorer.measures.slices import in_each_year
from indikatorer.measures.values import Andel, Fordelning

V12 = measure(
    "V12",
    "Avbrott i sfi",
    tables={
        "avbrott": Breakdown(
            title="Avbrott i sfi efter kön, ålder och bakgrund, var för sig",
            of=ended_sfi_by_one_dimension,
            value=Andel(where("avbrott")),
        ),
        "serie": Breakdown(
            (KON,),
            title="Avbrott i sfi per år och kön",
            of=in_each_year(ended_sfi),
            value=Andel(where("avbrott")),
        ),
        "efter": Breakdown(
            (EFTER_AVBROTT, KON),
            title="Efter avbrott i sfi efter sysselsättning och kön",
            of=broken_off_sfi,
            value=Fordelning(EFTER_AVBROTT, antal=False),
        ),
    },
    card=Card(
        fraga="Hur stor andel av deltagandena i sfi avbryts, och vad gör de som avbryter sedan?",
        definition=(
            "Andel avbrott av alla kursdeltaganden i sfi som avslutats under året. Efter avbrottet: arbete, studier "
            "eller varken eller, av dem för vilka det är känt."
        ),
        population="Kursdeltaganden i sfi som avslutats under året, fullföljda eller avbrutna.",
        taljare="Kursdeltaganden som avbrutits; efter avbrottet de med sysselsättningen.",
        namnare="Alla kursdeltaganden i populationen; efter avbrottet de avbrott vars fortsättning är känd.",
        enhet="Procent av kursdeltaganden.",
        kalla=VUX,
        riktning="Färre avbrott är bättre, utom när avbrottet leder till arbete.",
        sedan="2020.",
        jamfor_inte_med="Andelen personer som någon gång avbrutit sfi.",
        osakerhet=WILSON,
    ),
)
