"""E2: what a Stockholmsjobb is worth to the municipality."""

from indikatorer.measures.measure import Card, Measure

E2 = Measure(
    id="E2",
    name="Kommunalekonomisk kalkyl",
    card=Card(
        fraga="Vad betyder en insats för kommunens ekonomi, när dess kostnad är avdragen?",
        definition=(
            "Antalet deltagare som når målet tack vare insatsen, gånger det som kommunen för var och en inte längre "
            "betalar eller tillkommande får in, minus insatsens kostnad. Bara kommunens ekonomi räknas: stödinsatser, "
            "försörjningsstöd och skatteintäkter."
        ),
        population="Deltagare i insatsen.",
        taljare="Minskade utgifter och ökade intäkter för kommunen, minus insatsens kostnad.",
        namnare="Har ingen nämnare: måttet är ett belopp.",
        enhet="Kronor.",
        kalla="Effektutvärderingen, ekonomisystemet och priser som användaren anger med källa.",
        riktning="Högre är bättre för kommunens ekonomi; måttet säger inget om andra värden.",
        sedan="Redovisas inte ännu: det kräver en jämförelsegrupp.",
        jamfor_inte_med="Kalkyler där alla som nått målet räknas som en följd av insatsen.",
        osakerhet="Beror på effektens intervall och på varje pris; redovisas med känslighet för dem.",
    ),
    needs=("costs",),
    tables={},
)
