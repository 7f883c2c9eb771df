"""E2: what a Stockholmsjobb is worth to the municipality."""

from indikatorer.base.vocabulary import UTVARDERADE_STOCKHOLMSJOBB
from indikatorer.indicators.ekonomi.calculated import (
    break_even,
    net,
    other_assumptions,
    posts,
    said_of_each_type,
)
from indikatorer.measures.cell import MANADER
from indikatorer.measures.dimensions import fixed
from indikatorer.measures.measure import Card, measure
from indikatorer.models.calculation import POSTER
from indikatorer.models.prices import NAMES

INSATS = fixed("insats", "Insats", *UTVARDERADE_STOCKHOLMSJOBB)
POST = fixed("post", "Post", *POSTER)
ANTAGANDE = fixed("antagande", "Antagande", "Effekten", *NAMES.values())
NIVA = fixed("niva", "Värde", "Lägre", "Högre")

E2 = measure(
    "E2",
    "Kommunalekonomisk kalkyl",
    tables={
        "insats": said_of_each_type("Nettovärde per deltagare efter insats", (INSATS,), net),
        "poster": said_of_each_type("Nettovärde per deltagare efter insats och post", (INSATS, POST), posts),
        "kanslighet": said_of_each_type(
            "Nettovärde per deltagare vid andra antaganden", (INSATS, ANTAGANDE, NIVA), other_assumptions
        ),
        "manader": said_of_each_type(
            "Månader av självförsörjning som betalar en plats", (INSATS,), break_even, MANADER
        ),
    },
    card=Card(
        fraga="Vad betyder ett Stockholmsjobb för kommunens ekonomi, när dess kostnad är avdragen?",
        definition=(
            "De månader utan försörjningsstöd och i arbete som jobbet har lett till under de tre första åren, enligt "
            "effektutvärderingen, gånger det som kommunen då inte betalar eller får in, minus jobbets kostnad. Bara "
            "det som inte hade inträffat ändå räknas, och bara kommunens ekonomi: försörjningsstöd, kommunalskatt och "
            "jobbets kostnad. A-kassa betalas inte av kommunen."
        ),
        population="Deltagare i effektutvärderingen. Kostnaden gäller samma år.",
        taljare="Minskade utgifter och ökade intäkter för kommunen, minus insatsens kostnad.",
        namnare="Har ingen nämnare: måttet är kronor per deltagare.",
        enhet="Kronor per deltagare, avrundat till hundratal.",
        kalla="Effektutvärderingen, ekonomisystemet och prislistan i definitionerna.",
        riktning="Högre är bättre för kommunens ekonomi; måttet säger inget om andra värden.",
        sedan="2010, som effektutvärderingen.",
        jamfor_inte_med="Kalkyler där alla som nått målet räknas som en följd av insatsen.",
        osakerhet="Intervallet är effektens. Beror också på varje pris; redovisas med känslighet för dem.",
    ),
)
