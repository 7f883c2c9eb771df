"""SF: who manages without försörjningsstöd some months after the exit."""

from indikatorer.measures.activities import by_insats
from indikatorer.measures.after_exit import after_exit, after_exit_each_year, at_one_month
from indikatorer.measures.catalogue.jobbtorg import WILSON
from indikatorer.measures.dimensions import ALDER, AVSLUTSORSAK, JOBBTORG, KON
from indikatorer.measures.measure import Andel, Card, Measure, Table, where

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
            "självförsörjande; därför redovisas också andelen utan dem som flyttat eller avlidit. Utan uppgifter ur "
            "folkbokföringen är flyttning känd bara som avslutsorsak och dödsfall inte alls."
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
        "serie": Table("Självförsörjande per år, månader och kön", after_exit_each_year, (KON,), SJALVFORSORJANDE),
    },
)
