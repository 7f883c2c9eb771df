"""SF: who manages without försörjningsstöd some months after the exit."""

from indikatorer.measures.activities import by_insats
from indikatorer.measures.after_exit import after_exit, at_one_month
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import ALDER, AVSLUTSORSAK, JOBBTORG, KON, STADSDEL, where
from indikatorer.measures.measure import Breakdown, Card, each_year, measure, under_choices
from indikatorer.measures.sensitivity import CHOICES_OF_EXIT
from indikatorer.measures.slices import exits_by_group
from indikatorer.measures.values import Andel

SF = measure(
    "SF",
    "Självförsörjande efter avslut",
    title="Självförsörjande",
    of=after_exit(),
    value=Andel(where("sjalvforsorjande")),
    tables={
        "manader": (KON,),
        "manader-orsak": (AVSLUTSORSAK,),
        "manader-jobbtorg": (JOBBTORG,),
        "manader-stadsdel": (STADSDEL,),
        "manader-alder": (ALDER, KON),
        "manader-kvar": Breakdown(
            (KON,),
            title="Självförsörjande efter månader och kön, utan dem som flyttat från staden eller avlidit",
            of=after_exit(remaining=True),
        ),
        "manader-insats": Breakdown(
            asked=by_insats,
            title="Självförsörjande sex månader efter avslut bland dem som haft en insats under inskrivningen",
            of=at_one_month(6),
        ),
        "grupp": Breakdown(
            (KON,),
            title="Självförsörjande tolv månader efter avslut i grupper som följs särskilt, efter grupp och kön",
            of=exits_by_group(at_one_month(12), months=12),
        ),
        "kanslighet": under_choices(
            CHOICES_OF_EXIT, KON, title="Självförsörjande efter månader vid andra val av vilket avslut som räknas"
        ),
        "serie": each_year(KON),
    },
    card=Card(
        fraga="Klarar sig de som avslutats utan försörjningsstöd från staden 3, 6, 12 och 18 månader efter avslutet?",
        definition=(
            "En person är självförsörjande vid mätpunkten om ingen utbetalning av försörjningsstöd avser den "
            "kalendermånad som ligger så många månader efter avslutsmånaden, varken som sökande eller medsökande. "
            "Månaderna däremellan har ingen betydelse. Ett avslut den 31 januari mäts vid tre månader i april. "
            "Introduktionsersättning och etableringsersättning är inte försörjningsstöd."
        ),
        population=(
            "Personer med ett avslut i de tolv månader vars mätpunkt faller i året, återremitterade borträknade; "
            "sista avslutet i de tolv månaderna räknas."
        ),
        taljare="Personer utan försörjningsstöd från staden i mätmånaden.",
        namnare="Personer i populationen vars mätmånad finns i Paraplyet.",
        enhet="Procent av personer.",
        kalla="FLAI och Paraplyet.",
        riktning="Högre är bättre.",
        sedan="2009; varje mätpunkt kräver en hel årskull avslut.",
        jamfor_inte_med=(
            "Etablering på arbetsmarknaden och avslut till arbete. Den som flyttat från staden räknas som "
            "självförsörjande; därför redovisas också andelen utan dem som flyttat eller avlidit, och bredvid "
            "avslutsorsaken Flyttat hur många som har bistånd i sin nya kommun (SW3-bistand-flyttat). Utan uppgifter "
            "ur folkbokföringen är flyttning känd bara som avslutsorsak och dödsfall inte alls."
        ),
        osakerhet=WILSON,
    ),
)
