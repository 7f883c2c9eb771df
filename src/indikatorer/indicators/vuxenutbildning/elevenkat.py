"""V8–V11 in common: what pupils say of their school."""

from indikatorer.measures.cards import SVARSFREKVENS
from indikatorer.measures.cell import SKALA
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Breakdown, Card, Measure, each_year, measure
from indikatorer.measures.surveys import asked, the_question
from indikatorer.measures.values import Andel, Medel


def _card(fraga: str, definition: str, vilka: str, riktning: str, jamfor: str, *, mean: bool) -> Card:
    return Card(
        fraga=fraga,
        definition=definition,
        population=f"{vilka} som svarat på årets enkät.",
        taljare="Summan av svaren på skalan 1–5." if mean else "Personer som svarat 4 eller 5 på skalan 1–5.",
        namnare=(
            "Personer som gett ett svar på skalan; vet ej räknas bort."
            if mean
            else "Personer som svarat på frågan, även vet ej; de som lämnat den tom räknas bort."
        ),
        enhet="Medelvärde på skalan 1–5." if mean else "Procent av personer.",
        kalla="Enkät till elever i vuxenutbildningen.",
        riktning=riktning,
        sedan="2015.",
        jamfor_inte_med=jamfor,
        osakerhet=(
            "95 procents t-intervall för medelvärdet. Intervallet beskriver inte bortfallet; svarsfrekvensen redovisas "
            "bredvid."
            if mean
            else SVARSFREKVENS
        ),
    )


def rekommenderar(id: str, enkat: str, vilka: str, skola: str) -> Measure:
    """The share of the pupils who can recommend their school."""
    return measure(
        id,
        f"Kan rekommendera sin skola, {skola}",
        title=f"Kan rekommendera sin skola, {skola},",
        of=the_question(id),
        value=Andel(where("positiv")),
        tables={
            "kon": (KON,),
            # by sex hardly any year could be told
            "serie": each_year(),
            "svar": Breakdown(
                (KON,),
                title=f"Svarsfrekvens i enkäten till elever inom {skola} efter kön",
                of=asked(enkat),
                value=Andel(where("svarat")),
            ),
        },
        card=_card(
            f"Hur stor andel av eleverna inom {skola} kan rekommendera sin skola till andra?",
            "Andel som svarat 4 eller 5 på påståendet ”Jag kan rekommendera min skola till andra”.",
            vilka,
            "Högre är bättre.",
            "Enkäter med annan skala eller andra svarsalternativ.",
            mean=False,
        ),
    )


def inflytande(id: str, vilka: str, skola: str, pastaende: str) -> Measure:
    """The mean of the pupils' answers about their influence."""
    return measure(
        id,
        f"Inflytande, {skola}",
        title=f"Inflytande, {skola},",
        of=the_question(id),
        value=Medel("poang", SKALA),
        tables={"kon": (KON,)},
        card=_card(
            f"Hur nöjda är eleverna inom {skola} med sitt inflytande?",
            f"Medelvärdet av svaren på påståendet ”{pastaende}” på skalan 1–5.",
            vilka,
            "Högre är bättre.",
            "Andelar nöjda: ett medelvärde på skalan kan inte räknas om till en andel.",
            mean=True,
        ),
    )
