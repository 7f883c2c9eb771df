"""J8: how many get a plan in time, and how much is done."""

from indikatorer.measures.activities import new_enrolments, processes
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import JOBBTORG, KON, where
from indikatorer.measures.measure import Breakdown, Card, each_year, measure
from indikatorer.measures.values import Andel, Summa

J8 = measure(
    "J8",
    "Jobbplan i tid och processmått",
    title="Jobbplan i tid",
    of=new_enrolments,
    value=Andel(where("plan_i_tid")),
    tables={
        "jobbplan": (JOBBTORG, KON),
        "serie": each_year(KON),
        "processmatt": Breakdown(title="Processmått under året", of=processes, value=Summa("antal", "antal")),
    },
    card=Card(
        fraga="Hur stor andel får en jobbplan inom {arbetsdagar} arbetsdagar, och hur mycket görs i verksamheten?",
        definition=(
            "Andel med en jobbplan inom {arbetsdagar} arbetsdagar efter inskrivningsdagen. Arbetsdagar är måndag till "
            "fredag; en plan på lördagen efter den sista är sen, och helgdagar på vardagar räknas som arbetsdagar. "
            "Processmåtten är antal händelser under året, såsom rekryteringsträffar och arbetsgivare som tecknat "
            "partnerskap."
        ),
        population=(
            "Personer som skrivits in under året och vars {arbetsdagar} arbetsdagar gått till ända före årets slut; "
            "sista inskrivningen i året räknas. För processmåtten händelser under året."
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
)
