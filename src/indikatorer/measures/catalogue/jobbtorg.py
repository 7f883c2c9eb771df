"""J1–J5: how many are enrolled at Jobbtorg Stockholm, how many leave, and to what."""

from indikatorer.measures import cohorts
from indikatorer.measures.activities import by_insats
from indikatorer.measures.dimensions import (
    ALDER,
    AVSLUTSORSAK,
    BAKGRUND,
    JOBBTORG,
    KOLADAGRUPP,
    KON,
    ORSAKSGRUPP,
    ORSAKSGRUPP_SJU,
    STADSDEL,
    UTBILDNING,
    where,
)
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.sensitivity import CHOICES_OF_EXIT, under_choices
from indikatorer.measures.slices import (
    aterremitterade_of_the_year,
    base_of_j2,
    each_rolling_year,
    each_year,
    flows_by_group,
    flows_each_month,
    flows_each_year,
    flows_of_the_year,
    in_each_year,
    the_year,
)
from indikatorer.measures.values import Andel, Antal, Fordelning, MedelOchMedian
from indikatorer.vocabulary import ARBETE_ELLER_STUDIER

FLAI = ("spells",)
ATERREMITTERADE = {
    "Återremitterade i nämnaren": "all",
    "Återremitterade inte i nämnaren": "excl_aterremitterade",
}
WILSON = "95 procents intervall enligt Wilson. Registret är en totalräkning; intervallet beskriver slumpvis variation."
TOTALRAKNING = "Totalräkning ur registret, utan urvalsfel."

J1 = Measure(
    id="J1",
    name="Inskrivna, nyinskrivna och avslutade",
    card=Card(
        fraga="Hur många är inskrivna vid Jobbtorg, hur många kommer och hur många lämnar?",
        definition=(
            "Inskrivna är personer med en öppen inskrivning minst en dag i perioden; dagen för avslutet räknas med. "
            "Nyinskrivna har en inskrivning som börjar i perioden, och nyinskrivna första gången har inte varit "
            "inskrivna tidigare. Avslutade har ett avslut i perioden. Avslutade exklusive återremitterade har minst "
            "ett avslut som inte är en återremiss till stadsdelsförvaltningen. Nyanländ är den som folkbokförts första "
            "gången inom tre år före avslutet, för dem som är kvar före periodens sista dag, eller den som enligt "
            "Paraplyet är det under perioden; hur många som är det enligt var och en av källorna står bredvid i "
            "J1-ar-grupp, och en person kan vara det enligt båda."
        ),
        population="Alla personer med en inskrivning i FLAI.",
        taljare="Unika personer i flödet. Tabellen per månad och jobbtorg räknar i stället inskrivningar.",
        namnare="Har ingen nämnare: måttet är ett antal.",
        enhet="Personer; i tabellen per månad och jobbtorg inskrivningar.",
        kalla="FLAI; vem som är nyanländ även ur Paraplyet.",
        riktning="Beskriver verksamhetens omfattning och har ingen önskad riktning.",
        sedan="2008, när Jobbtorg öppnade.",
        jamfor_inte_med=(
            "Summan av månaderna: en person som är inskriven flera månader räknas en gång per månad men en gång per år."
        ),
        osakerhet=TOTALRAKNING,
    ),
    needs=FLAI,
    tables={
        "manad": Table("Personer i varje flöde per månad och kön", flows_each_month(cohorts.enrolled), (KON,), Antal()),
        "manad-jobbtorg": Table(
            "Inskrivningar i varje flöde per månad och jobbtorg",
            flows_each_month(cohorts.enrolled_spells),
            (JOBBTORG,),
            Antal("inskrivningar"),
        ),
        "ar-alder": Table("Personer i varje flöde efter kön och ålder", flows_of_the_year, (KON, ALDER), Antal()),
        "ar-jobbtorg": Table(
            "Personer i varje flöde efter jobbtorg och kön", flows_of_the_year, (JOBBTORG, KON), Antal()
        ),
        "ar-stadsdel": Table(
            "Personer i varje flöde efter stadsdelsnämnd och kön", flows_of_the_year, (STADSDEL, KON), Antal()
        ),
        "ar-grupp": Table("Personer i varje flöde efter grupp och kön", flows_by_group, (KON,), Antal()),
        "serie": Table("Personer i varje flöde per år och kön", flows_each_year, (KON,), Antal()),
    },
)

J2 = Measure(
    id="J2",
    name="Andel avslutade av samtliga inskrivna",
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
    needs=FLAI,
    tables={
        "alder": Table(
            "Andel avslutade av inskrivna efter kön och ålder",
            base_of_j2(cohorts.enrolled_by_age_at_the_end),
            (KON, ALDER),
            Andel(where("avslutad_exkl")),
        ),
        "jobbtorg": Table(
            "Andel avslutade av inskrivna efter jobbtorg och kön",
            base_of_j2(cohorts.enrolled),
            (JOBBTORG, KON),
            Andel(where("avslutad_exkl")),
        ),
        "serie": Table(
            "Andel avslutade av inskrivna per år och kön",
            in_each_year(base_of_j2(cohorts.enrolled)),
            (KON,),
            Andel(where("avslutad_exkl")),
        ),
        "kanslighet": Table(
            "Andel avslutade av inskrivna vid andra val, efter kön",
            under_choices(
                base_of_j2(cohorts.enrolled), {val: {"j2_base": base} for val, base in ATERREMITTERADE.items()}
            ),
            (KON,),
            Andel(where("avslutad_exkl")),
        ),
    },
)

J3 = Measure(
    id="J3",
    name="Avslutade efter avslutsorsak",
    card=Card(
        fraga="Av vilken orsak har personer avslutats?",
        definition=(
            "Varje person som avslutats i året räknas en gång, med sitt sista avslut i året; återremisser räknas bort. "
            "Okänd betyder att personen inte längre kommer till jobbtorget och inte längre får försörjningsstöd, utan "
            "att orsaken är känd. AF-program ingår i övrigt bland fem grupper och står för sig bland sju."
        ),
        population="Personer med minst ett avslut i året, återremitterade borträknade.",
        taljare="Personer vars sista avslut i året har orsaken.",
        namnare="Alla personer i populationen.",
        enhet="Personer och procent av personer.",
        kalla="FLAI.",
        riktning="Fler till arbete och studier är önskvärt, färre med okänd orsak likaså.",
        sedan="2008.",
        jamfor_inte_med=(
            "Uppgifter om okänd orsak från stadens projekt 2002–2006, som gäller en annan grupp, och fördelningen "
            "enligt Kolada, där återremitterade ingår i nämnaren."
        ),
        osakerhet=WILSON,
    ),
    needs=FLAI,
    tables={
        "orsak": Table(
            "Avslutade efter avslutsorsak och kön",
            the_year(cohorts.exits),
            (AVSLUTSORSAK, KON),
            Fordelning(AVSLUTSORSAK),
        ),
        "orsak5": Table(
            "Avslutade efter avslutsorsak i fem grupper och kön",
            the_year(cohorts.exits),
            (ORSAKSGRUPP, KON),
            Fordelning(ORSAKSGRUPP),
        ),
        "orsak7": Table(
            "Avslutade efter avslutsorsak i sju grupper och kön",
            the_year(cohorts.exits),
            (ORSAKSGRUPP_SJU, KON),
            Fordelning(ORSAKSGRUPP_SJU),
        ),
        "orsak-alder": Table(
            "Avslutade efter avslutsorsak och ålder",
            the_year(cohorts.exits),
            (AVSLUTSORSAK, ALDER),
            Fordelning(AVSLUTSORSAK),
        ),
        "orsak-jobbtorg": Table(
            "Avslutade efter avslutsorsak och jobbtorg",
            the_year(cohorts.exits),
            (AVSLUTSORSAK, JOBBTORG),
            Fordelning(AVSLUTSORSAK),
        ),
        "orsak-bakgrund": Table(
            "Avslutade efter avslutsorsak och födelseland",
            the_year(cohorts.exits),
            (AVSLUTSORSAK, BAKGRUND),
            Fordelning(AVSLUTSORSAK),
        ),
        "orsak-utbildning": Table(
            "Avslutade efter avslutsorsak och utbildning",
            the_year(cohorts.exits),
            (AVSLUTSORSAK, UTBILDNING),
            Fordelning(AVSLUTSORSAK),
        ),
        "kanslighet": Table(
            "Avslutade efter avslutsorsak vid andra val av vilket avslut som räknas",
            under_choices(the_year(cohorts.exits), CHOICES_OF_EXIT),
            (ORSAKSGRUPP,),
            Fordelning(ORSAKSGRUPP),
        ),
        "aterremitterade": Table(
            "Personer som enbart återremitterats, efter stadsdelsnämnd och kön",
            aterremitterade_of_the_year,
            (STADSDEL, KON),
            Antal(),
        ),
        "serie": Table(
            "Avslutade per år efter avslutsorsak", each_year(cohorts.exits), (AVSLUTSORSAK,), Fordelning(AVSLUTSORSAK)
        ),
    },
)

TILL_ARBETE_ELLER_STUDIER = Andel(AVSLUTSORSAK.among(ARBETE_ELLER_STUDIER))

J4 = Measure(
    id="J4",
    name="Andel som avslutats till arbete eller studier",
    card=Card(
        fraga="Hur stor andel av de avslutade har gått till arbete eller studier?",
        definition=(
            "Personer som avslutats till arbete, subventionerat arbete eller studier, av alla avslutade. Varje person "
            "räknas en gång, med sitt sista avslut i tolvmånadersperioden; återremisser räknas bort. Enligt Kolada "
            "ingår de återremitterade i nämnaren; den fördelningen är vår egen beräkning och redovisas för sig. Den "
            "som haft flera insatser under inskrivningen finns på flera rader i tabellen efter insats."
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
    needs=FLAI,
    tables={
        "alder": Table(
            "Andel till arbete eller studier efter kön och ålder",
            the_year(cohorts.exits_of_j4),
            (KON, ALDER),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "jobbtorg": Table(
            "Andel till arbete eller studier efter jobbtorg och kön",
            the_year(cohorts.exits_of_j4),
            (JOBBTORG, KON),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "stadsdel": Table(
            "Andel till arbete eller studier efter stadsdelsnämnd och kön",
            the_year(cohorts.exits_of_j4),
            (STADSDEL, KON),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "bakgrund": Table(
            "Andel till arbete eller studier efter födelseland och kön",
            the_year(cohorts.exits_of_j4),
            (BAKGRUND, KON),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "utbildning": Table(
            "Andel till arbete eller studier efter utbildning och kön",
            the_year(cohorts.exits_of_j4),
            (UTBILDNING, KON),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "insats": Table(
            "Andel till arbete eller studier bland dem som haft en insats under inskrivningen",
            by_insats(the_year(cohorts.exits_of_j4)),
            (),
            TILL_ARBETE_ELLER_STUDIER,
            needs=("insatser",),
        ),
        "manad": Table(
            "Andel till arbete eller studier, rullande tolv månader, efter kön",
            each_rolling_year(cohorts.exits_of_j4),
            (KON,),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "serie": Table(
            "Andel till arbete eller studier per år och kön",
            each_year(cohorts.exits_of_j4),
            (KON,),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "kanslighet": Table(
            "Andel till arbete eller studier vid andra val, efter kön",
            under_choices(
                the_year(cohorts.exits_of_j4),
                CHOICES_OF_EXIT | {val: {"j4_base": base} for val, base in ATERREMITTERADE.items()},
            ),
            (KON,),
            TILL_ARBETE_ELLER_STUDIER,
        ),
        "kolada": Table(
            "Avslutade efter Koladas grupper och kön, med återremitterade i nämnaren",
            the_year(cohorts.exits_with_aterremitterade),
            (KOLADAGRUPP, KON),
            Fordelning(KOLADAGRUPP, antal=False),
        ),
    },
)

J5 = Measure(
    id="J5",
    name="Inskrivningstid för dem som avslutas",
    card=Card(
        fraga="Hur länge har de som avslutas varit inskrivna?",
        definition=(
            "Antal dagar från inskrivning till avslut för den inskrivning som avslutas. En inskrivning som börjar "
            "samma dag som en tidigare avslutas, eller innan dess, räknas ihop med den; andra läggs inte till."
        ),
        population="Personer med minst ett avslut i året, återremitterade borträknade; sista avslutet räknas.",
        taljare="Summan av dagarna.",
        namnare="Alla personer i populationen.",
        enhet="Dagar, medelvärde och median.",
        kalla="FLAI.",
        riktning="Kortare är i regel bättre; vid inrättandet 2007 angavs 18 månader som längsta tid.",
        sedan="2008.",
        jamfor_inte_med="Den sammanlagda tiden för personer som återkommer flera gånger.",
        osakerhet="95 procents t-intervall för medelvärdet; medianen redovisas utan intervall.",
    ),
    needs=FLAI,
    tables={
        "orsak": Table(
            "Inskrivningstid efter avslutsorsak och kön",
            the_year(cohorts.exits),
            (AVSLUTSORSAK, KON),
            MedelOchMedian("dagar", "dagar"),
        ),
        "jobbtorg": Table(
            "Inskrivningstid efter jobbtorg och kön",
            the_year(cohorts.exits),
            (JOBBTORG, KON),
            MedelOchMedian("dagar", "dagar"),
        ),
    },
)
