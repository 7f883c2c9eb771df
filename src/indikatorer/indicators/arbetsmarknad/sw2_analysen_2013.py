"""SW2: what the analysis of 2013 published; repeated, never counted anew."""

from indikatorer.measures.measure import Card, measure

SW2 = measure(
    "SW2",
    "Publicerade resultat av 2013 års analys",
    tables={},
    card=Card(
        fraga="Vad visade 2013 års analys av dem som avslutats 2008–2010?",
        definition=(
            "De andelar som staden återgav ur analysen, ordagrant citerade i data/reference/publicerade_siffror.csv. "
            "De räknas inte om: 2 670 av 15 620 är 17,1 procent, men rapporten skrev 16 procent."
        ),
        population="Aspiranter inskrivna någon gång 2008–2010 som avslutats, enligt den publicerade texten.",
        taljare="Framgår inte av den publicerade texten.",
        namnare="15 620 aspiranter i hela analysen; per avslutsorsak framgår det inte.",
        enhet="Procent av personer.",
        kalla="Stadens tjänsteutlåtande om analysen, 2013.",
        riktning="Som för de mått siffrorna avser.",
        sedan="2013; en enda mätning.",
        jamfor_inte_med="Senare års SW1 och SW3 utan hänsyn till ändrade gränser, källor och population.",
        osakerhet="Anges inte i källan; flera siffror är ungefärliga.",
    ),
)
