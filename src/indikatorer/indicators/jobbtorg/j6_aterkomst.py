"""J6: who comes back to Jobbtorg, and when."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from indikatorer.measures.after_exit import (
    movers_returned_in_the_okand_analysis,
    returned,
    returned_in_the_okand_analysis,
)
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import AVSLUTSORSAK, KON, ORSAKSGRUPP_TVA, Dimension, fixed, where
from indikatorer.measures.measure import Breakdown, Card, measure, under_choices
from indikatorer.measures.values import Andel, Estimates
from indikatorer.models.incidence import CURVE, YEARS, followed_until_return, return_by_month


def _by_month(by: Dimension, months: Sequence[int], title: str) -> Breakdown:
    """Cumulative incidence of return, for each label of a dimension."""
    manader = fixed("manader", "Månader efter avslut", *months)
    of = partial(return_by_month, by=by.name, labels=by.labels(date.max), months=tuple(months))
    value = Estimates(of, "kumulativ", "procent")
    return Breakdown((by, manader), title=title, of=followed_until_return, value=value)


J6 = measure(
    "J6",
    "Återkomst till Jobbtorg",
    of=returned(YEARS),
    value=Andel(where("aterkommit"), matt="kumulativ"),
    tables={
        "orsak": Breakdown((AVSLUTSORSAK, KON), columns=("avslutsorsak", "manader", "kon")),
        "okand": Breakdown(
            (AVSLUTSORSAK,),
            title="Återkomna till Jobbtorg två år före rapportåret, av dem som avslutats fem till tre år före, efter "
            "avslutsorsak",
            of=returned_in_the_okand_analysis,
            value=Andel(where("aterkommit")),
        ),
        "flyttade": Breakdown(
            (KON,),
            title="Återkomna till Jobbtorg två år före rapportåret, av dem som avslutats fem till tre år före för att "
            "de flyttat, efter kön",
            of=movers_returned_in_the_okand_analysis,
            value=Andel(where("aterkommit")),
        ),
        "kanslighet": under_choices({"Återkomst efter minst 30 dagar": {"j6_gap_days": 30}}, AVSLUTSORSAK),
        "kurva": _by_month(
            ORSAKSGRUPP_TVA,
            CURVE,
            "Återkomst till Jobbtorg månad för månad, avslutade av okänd orsak och av andra orsaker",
        ),
        "incidens": _by_month(
            AVSLUTSORSAK,
            YEARS,
            "Återkomst till Jobbtorg inom ett, två och tre år bland avslutade i tre avslutsår, efter avslutsorsak",
        ),
    },
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
            f"{WILSON} Redovisas inte för färre än {{minsta_grupp}} personer. I tabellerna över tre avslutsår är "
            "intervallet Aalens och Johansens, och inget redovisas när färre än {minsta_grupp} är kvar att följa."
        ),
    ),
)
