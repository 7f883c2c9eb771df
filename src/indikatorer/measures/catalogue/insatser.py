"""J6–J9: who comes back to Jobbtorg, and what plans, partnerships and procured activities have led to."""

from indikatorer.measures.activities import (
    new_enrolments,
    processes,
    procured_participations,
    through_partnerships,
)
from indikatorer.measures.after_exit import (
    movers_returned_in_the_okand_analysis,
    returned,
    returned_in_the_okand_analysis,
)
from indikatorer.measures.catalogue.jobbtorg import FLAI, TOTALRAKNING, WILSON
from indikatorer.measures.dimensions import AVSLUTSORSAK, INSATS, JOBBTORG, KON, where
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.sensitivity import under_choices
from indikatorer.measures.slices import in_each_year
from indikatorer.measures.values import Andel, Antal, Summa

J6 = Measure(
    id="J6",
    name="Återkomst till Jobbtorg",
    card=Card(
        fraga="Hur många av dem som avslutats skrivs in igen inom ett, två och tre år?",
        definition=(
            "Andel som skrivits in igen minst en dag efter avslutet och senast 12, 24 eller 36 månader efter "
            "avslutsmånaden. Den som dessförinnan avlidit eller flyttat från staden räknas inte som återkommen men är "
            "kvar i nämnaren (kumulativ incidens enligt Aalen och Johansen). Alla har följts hela tiden. I tabellerna "
            "över tre avslutsår har de som avslutats sent följts kortare tid; de räknas så länge de följts, månad för "
            "månad."
        ),
        population=(
            "Personer som avslutats i det senaste kalenderår som kunnat följas så länge, återremitterade "
            "borträknade. Första avslutet i året räknas: att välja det sista skulle utelämna dem som återkommit och "
            "avslutats på nytt. I tabellerna över tre avslutsår räknas det första avslutet i de tre åren. Måttet "
            "gäller dem som stannat: den vars avslut har orsaken Flyttat ingår inte utan redovisas i en egen tabell."
        ),
        taljare="Personer som skrivits in igen, innan de avlidit eller flyttat från staden.",
        namnare="Alla personer i populationen.",
        enhet="Procent av personer.",
        kalla="FLAI och folkbokföringen.",
        riktning="Lägre är bättre.",
        sedan="2009; tre års återkomst kräver tre års uppföljning.",
        jamfor_inte_med=(
            "Uppgiften att 46 procent återkommit, som gäller dem som avslutats 2008 med okänd orsak och följts 36 till "
            "48 månader, beroende på avslutsmånad. Utan uppgifter ur folkbokföringen är flyttning och dödsfall okända."
        ),
        osakerhet=(
            f"{WILSON} Redovisas inte för färre än 20 personer. I tabellerna över tre avslutsår är intervallet Aalens "
            "och Johansens, och inget redovisas när färre än 20 är kvar att följa."
        ),
    ),
    needs=FLAI,
    tables={
        "orsak": Table(
            "Återkomst till Jobbtorg efter månader, avslutsorsak och kön",
            returned((12, 24, 36)),
            (AVSLUTSORSAK, KON),
            Andel(where("aterkommit"), matt="kumulativ"),
            columns=("avslutsorsak", "manader", "kon"),
        ),
        "okand": Table(
            "Återkomna till Jobbtorg två år före rapportåret, av dem som avslutats fem till tre år före, efter "
            "avslutsorsak",
            returned_in_the_okand_analysis,
            (AVSLUTSORSAK,),
            Andel(where("aterkommit")),
        ),
        "flyttade": Table(
            "Återkomna till Jobbtorg två år före rapportåret, av dem som avslutats fem till tre år före för att de "
            "flyttat, efter kön",
            movers_returned_in_the_okand_analysis,
            (KON,),
            Andel(where("aterkommit")),
        ),
        "kanslighet": Table(
            "Återkomst till Jobbtorg vid andra val, efter månader och avslutsorsak",
            under_choices(returned((12, 24, 36)), {"Återkomst efter minst 30 dagar": {"j6_gap_days": 30}}),
            (AVSLUTSORSAK,),
            Andel(where("aterkommit"), matt="kumulativ"),
        ),
    },
)

J7 = Measure(
    id="J7",
    name="Arbete genom partnerskapen",
    card=Card(
        fraga="Hur många från nämndens verksamheter har fått arbete genom partnerskap med arbetsgivare?",
        definition=(
            "Unika personer som börjat ett arbete genom partnerskapen under året. Nämndens verksamheter är Jobbtorg "
            "och vuxenutbildningen. Den som fått arbete från båda finns på båda raderna men en gång i summan."
        ),
        population="Personer i partnerskapsregistret.",
        taljare="Personer vars arbete började under året.",
        namnare="Har ingen nämnare: måttet är ett antal.",
        enhet="Personer.",
        kalla="Partnerskapsregistret; kön ur FLAI, för övriga uppgift saknas.",
        riktning="Fler är bättre.",
        sedan="2020, när måttet infördes.",
        jamfor_inte_med="Antalet avslutade till arbete, där vägen till arbetet inte framgår.",
        osakerhet=TOTALRAKNING,
    ),
    needs=("partnerskap",),
    tables={
        "verksamhet": Table(
            "Personer som fått arbete genom partnerskapen efter verksamhet och kön",
            through_partnerships,
            (KON,),
            Antal(),
        ),
    },
)

J8 = Measure(
    id="J8",
    name="Jobbplan i tid och processmått",
    card=Card(
        fraga="Hur stor andel får en jobbplan inom fem arbetsdagar, och hur mycket görs i verksamheten?",
        definition=(
            "Andel med en jobbplan senast den femte arbetsdagen efter inskrivningsdagen. Arbetsdagar är måndag till "
            "fredag; en plan på lördagen efter är sen, och helgdagar på vardagar räknas som arbetsdagar. Processmåtten "
            "är antal händelser under året, såsom rekryteringsträffar och arbetsgivare som tecknat partnerskap."
        ),
        population=(
            "Personer som skrivits in under året och vars fem arbetsdagar gått till ända före årets slut; sista "
            "inskrivningen i året räknas. För processmåtten händelser under året."
        ),
        taljare="Personer med en jobbplan i tid.",
        namnare="Alla personer i populationen. Processmåtten har ingen nämnare.",
        enhet="Procent av personer; processmåtten antal.",
        kalla="FLAI; förvaltningens uppgifter om processer.",
        riktning="Högre är bättre.",
        sedan="2008; vid inrättandet 2007 krävdes en plan inom fem dagar.",
        jamfor_inte_med="Kravet från 2007, som inte säger om dagarna är arbetsdagar.",
        osakerhet=f"{WILSON} Processmåtten är totalräkningar.",
    ),
    needs=(),
    tables={
        "jobbplan": Table(
            "Jobbplan inom fem arbetsdagar efter jobbtorg och kön",
            new_enrolments,
            (JOBBTORG, KON),
            Andel(where("plan_i_tid")),
            needs=FLAI,
        ),
        "serie": Table(
            "Jobbplan inom fem arbetsdagar per år och kön",
            in_each_year(new_enrolments),
            (KON,),
            Andel(where("plan_i_tid")),
            needs=FLAI,
        ),
        "processmatt": Table("Processmått under året", processes, (), Summa("antal", "antal"), needs=("processmatt",)),
    },
)

J9 = Measure(
    id="J9",
    name="Arbete efter upphandlad insats",
    card=Card(
        fraga="Hur stor andel av deltagandena i upphandlade insatser har lett till arbete?",
        definition=(
            "Andel deltaganden som lett till en anställning på minst sex månader. För den som fullföljt insatsen ska "
            "anställningen ha börjat under insatsen eller senast två månader efter den, för den som inte fullföljt "
            "under insatsen. Det är villkoret för resultatersättning."
        ),
        population=(
            "Deltaganden i upphandlade insatser som avslutats de tolv månader som slutar två månader före årets slut."
        ),
        taljare="Deltaganden som uppfyller villkoret.",
        namnare="Alla deltaganden i populationen, även de som avbrutits.",
        enhet="Procent av deltaganden; en person kan ha flera.",
        kalla="FLAI.",
        riktning="Högre är bättre.",
        sedan="2020, då villkoret beskrivs.",
        jamfor_inte_med="Insatser i egen regi: deras resultat registreras inte på samma sätt och kan inte jämföras.",
        osakerhet=WILSON,
    ),
    needs=("insatser",),
    tables={
        "insats": Table(
            "Upphandlade insatser som lett till arbete efter insats och kön",
            procured_participations,
            (INSATS, KON),
            Andel(where("gav_arbete")),
            person="person",
        ),
    },
)
