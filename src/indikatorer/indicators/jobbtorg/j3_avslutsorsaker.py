"""J3: for what reasons people have left."""

from indikatorer.base.vocabulary import Bakgrund
from indikatorer.measures.cards import WILSON
from indikatorer.measures.dimensions import (
    ALDER,
    AVSLUTSORSAK,
    BAKGRUND,
    JOBBTORG,
    KON,
    ORSAKSGRUPP,
    ORSAKSGRUPP_SJU,
    STADSDEL,
    UTBILDNING,
    Merge,
)
from indikatorer.measures.measure import Breakdown, Card, each_year, measure, under_choices
from indikatorer.measures.sensitivity import CHOICES_OF_EXIT
from indikatorer.measures.slices import EXITS, ONLY_ATERREMITTERADE
from indikatorer.measures.values import Antal, Fordelning

INRIKES_ELLER_OKANT = Merge(
    "bakgrund",
    {"Inrikes född eller uppgift saknas": (Bakgrund.INRIKES.value, Bakgrund.SAKNAS.value)},
    "inrikes födda och de som uppgift saknas om tillsammans",
)
"""Of few the register does not say where they were born; each reason of theirs would take another number along."""

J3 = measure(
    "J3",
    "Avslutade efter avslutsorsak",
    title="Avslutade",
    of=EXITS,
    value=Fordelning(AVSLUTSORSAK),
    tables={
        "orsak": (AVSLUTSORSAK, KON),
        "orsak5": Breakdown((ORSAKSGRUPP, KON), value=Fordelning(ORSAKSGRUPP)),
        "orsak7": Breakdown((ORSAKSGRUPP_SJU, KON), value=Fordelning(ORSAKSGRUPP_SJU)),
        "orsak-alder": (AVSLUTSORSAK, ALDER),
        "orsak-jobbtorg": (AVSLUTSORSAK, JOBBTORG),
        "orsak-bakgrund": Breakdown((AVSLUTSORSAK, BAKGRUND), merge=INRIKES_ELLER_OKANT),
        "orsak-utbildning": (AVSLUTSORSAK, UTBILDNING),
        "kanslighet": under_choices(
            CHOICES_OF_EXIT,
            ORSAKSGRUPP,
            title="Avslutade efter avslutsorsak vid andra val av vilket avslut som räknas",
            value=Fordelning(ORSAKSGRUPP),
        ),
        "aterremitterade": Breakdown(
            (STADSDEL, KON),
            title="Personer som enbart återremitterats, efter stadsdelsnämnd och kön",
            of=ONLY_ATERREMITTERADE,
            value=Antal(),
        ),
        "serie": each_year(AVSLUTSORSAK, title="Avslutade per år efter avslutsorsak"),
    },
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
)
