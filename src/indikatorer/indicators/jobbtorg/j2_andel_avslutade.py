"""J2: how many of those enrolled have left."""

from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import ALDER, JOBBTORG, KON, where
from indikatorer.measures.measure import Breakdown, Card, each_year, measure, under_choices
from indikatorer.measures.sensitivity import aterremitterade
from indikatorer.measures.slices import ENROLLED, ENROLLED_BY_AGE_AT_THE_END, base_of_j2
from indikatorer.measures.values import Andel

J2 = measure(
    "J2",
    "Andel avslutade av samtliga inskrivna",
    title="Andel avslutade av inskrivna",
    of=base_of_j2(ENROLLED),
    value=Andel(where("avslutad_exkl")),
    tables={
        "alder": Breakdown((KON, ALDER), of=base_of_j2(ENROLLED_BY_AGE_AT_THE_END)),
        "jobbtorg": (JOBBTORG, KON),
        "serie": each_year(KON),
        "kanslighet": under_choices(aterremitterade("j2_base"), KON),
    },
    card=Card(
        fraga="Hur stor andel av dem som varit inskrivna under året har lämnat jobbtorget?",
        definition="Personer med minst ett avslut i året som inte är en återremiss, av alla inskrivna i året.",
        population="Personer som varit inskrivna minst en dag i året.",
        taljare="Personer med minst ett avslut i året, återremitterade borträknade.",
        namnare="Alla personer som varit inskrivna minst en dag i året, även återremitterade.",
        enhet="Procent av personer.",
        kalla="FLAI.",
        riktning="En högre andel betyder att fler lämnar jobbtorget; måttet säger inte till vad.",
        sedan="2008.",
        jamfor_inte_med="J4, som har de avslutade och inte de inskrivna som nämnare.",
        osakerhet=WILSON,
    ),
)
