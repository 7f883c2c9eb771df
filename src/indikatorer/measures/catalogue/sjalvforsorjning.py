"""SF, SF-a and SF-b: who manages without försörjningsstöd after the exit, at a point in time and throughout."""

from indikatorer.measures.activities import by_insats
from indikatorer.measures.after_exit import (
    AT_THE_EXIT,
    after_exit,
    after_exit_each_year,
    at_one_month,
    without_support,
)
from indikatorer.measures.catalogue.jobbtorg import WILSON
from indikatorer.measures.dimensions import ALDER, AVSLUTSORSAK, JOBBTORG, KON, where
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.sensitivity import CHOICES_OF_EXIT, under_choices
from indikatorer.measures.values import Andel

SJALVFORSORJANDE = Andel(where("sjalvforsorjande"))

SF = Measure(
    id="SF",
    name="Självförsörjande efter avslut",
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
    needs=("spells", "support_months"),
    tables={
        "manader": Table("Självförsörjande efter månader och kön", after_exit(), (KON,), SJALVFORSORJANDE),
        "manader-orsak": Table(
            "Självförsörjande efter månader och avslutsorsak", after_exit(), (AVSLUTSORSAK,), SJALVFORSORJANDE
        ),
        "manader-jobbtorg": Table(
            "Självförsörjande efter månader och jobbtorg", after_exit(), (JOBBTORG,), SJALVFORSORJANDE
        ),
        "manader-alder": Table(
            "Självförsörjande efter månader, ålder och kön", after_exit(), (ALDER, KON), SJALVFORSORJANDE
        ),
        "manader-kvar": Table(
            "Självförsörjande efter månader och kön, utan dem som flyttat från staden eller avlidit",
            after_exit(remaining=True),
            (KON,),
            SJALVFORSORJANDE,
        ),
        "manader-insats": Table(
            "Självförsörjande sex månader efter avslut bland dem som haft en insats under inskrivningen",
            by_insats(at_one_month(6)),
            (),
            SJALVFORSORJANDE,
            needs=("insatser",),
        ),
        "kanslighet": Table(
            "Självförsörjande efter månader vid andra val av vilket avslut som räknas",
            under_choices(after_exit(), CHOICES_OF_EXIT),
            (KON,),
            SJALVFORSORJANDE,
        ),
        "serie": Table("Självförsörjande per år, månader och kön", after_exit_each_year, (KON,), SJALVFORSORJANDE),
    },
)

SF_A = Measure(
    id="SF-a",
    name="Inte längre beroende av försörjningsstöd vid avslut",
    card=Card(
        fraga="Hur stor andel av dem som avslutas är inte längre beroende av försörjningsstöd vid avslutet?",
        definition=(
            "Ingen utbetalning av försörjningsstöd avser kalendermånaden efter avslutsmånaden. Den månaden står för "
            "tidpunkten vid avslut, eftersom stödet för avslutsmånaden ofta är beslutat före avslutet."
        ),
        population=(
            "Personer med ett avslut i de tolv månader vars nästa månad faller i året, återremitterade borträknade; "
            "sista avslutet i de tolv månaderna räknas."
        ),
        taljare="Personer utan försörjningsstöd från staden månaden efter avslutsmånaden.",
        namnare="Personer i populationen vars mätmånad finns i Paraplyet.",
        enhet="Procent av personer.",
        kalla="FLAI och Paraplyet.",
        riktning="Högre är bättre.",
        sedan="2009; mätningen kräver en hel årskull avslut.",
        jamfor_inte_med=(
            "Självförsörjande efter 3, 6, 12 och 18 månader (SF), som visar om det varar, och 2013 års huvudmått, vars "
            "tidpunkt inte är angiven."
        ),
        osakerhet=WILSON,
    ),
    needs=("spells", "support_months"),
    tables={
        "": Table(
            "Inte längre beroende av försörjningsstöd vid avslut, efter avslutsorsak och kön",
            at_one_month(AT_THE_EXIT),
            (AVSLUTSORSAK, KON),
            SJALVFORSORJANDE,
        ),
    },
)

SF_B = Measure(
    id="SF-b",
    name="Helt oberoende av försörjningsstöd efter avslut",
    card=Card(
        fraga="Hur stor andel klarar sig helt utan försörjningsstöd de första ett och tre åren efter avslutet?",
        definition=(
            "Ingen utbetalning av försörjningsstöd avser någon av de 12 eller 36 kalendermånaderna efter "
            "avslutsmånaden, varken som sökande eller medsökande. En enda månad med stöd räcker för att inte räknas."
        ),
        population=(
            "Personer som avslutats i det senaste kalenderår som kunnat följas så länge, återremitterade borträknade; "
            "sista avslutet räknas. Tabellen efter kön gäller avslut till arbete eller subventionerat arbete."
        ),
        taljare="Personer utan försörjningsstöd från staden i någon av månaderna.",
        namnare="Personer i populationen för vilka alla månaderna finns i Paraplyet.",
        enhet="Procent av personer.",
        kalla="FLAI och Paraplyet.",
        riktning="Högre är bättre.",
        sedan="2009; tre år kräver tre års uppföljning.",
        jamfor_inte_med=(
            "Självförsörjande vid en mätpunkt (SF), som alltid är minst lika hög för samma personer. De 80 och 70 "
            "procent som angavs 2013 gäller troligen dem som avslutats till arbete, men det sägs inte uttryckligen."
        ),
        osakerhet=WILSON,
    ),
    needs=("spells", "support_months"),
    tables={
        "manader": Table(
            "Helt oberoende av försörjningsstöd efter månader och avslutsorsak",
            without_support((12, 36)),
            (AVSLUTSORSAK,),
            Andel(where("oberoende")),
        ),
        "kon": Table(
            "Helt oberoende av försörjningsstöd efter avslut till arbete eller subventionerat arbete, efter kön",
            without_support((12, 36), to_work=True),
            (KON,),
            Andel(where("oberoende")),
        ),
    },
)
