"""The card of a measure as text and as Markdown, and sentences that several cards have."""

from collections.abc import Mapping

from indikatorer.measures.limits import with_limits
from indikatorer.measures.measure import Measure

WILSON = "95 procents intervall enligt Wilson. Registret är en totalräkning; intervallet beskriver slumpvis variation."
TOTALRAKNING = "Totalräkning ur registret, utan urvalsfel."
SVARSFREKVENS = (
    f"{WILSON} Svarsfrekvensen redovisas bredvid. Under {{lag_svarsfrekvens}} procent är uppgiften osäker, under "
    "{lagsta_svarsfrekvens} procent redovisas varken andel eller medelvärde."
)
TOMMA_SVAR = "även vet ej; de som lämnat den tom räknas bort"

HEADINGS = {
    "fraga": "Fråga",
    "definition": "Definition",
    "population": "Vilka som räknas",
    "taljare": "Täljare",
    "namnare": "Nämnare",
    "enhet": "Enhet",
    "kalla": "Källa",
    "riktning": "Riktning",
    "sedan": "Redovisas sedan",
    "jamfor_inte_med": "Jämför inte med",
    "osakerhet": "Osäkerhet",
}


def _lines(measure: Measure, limits: Mapping[str, str]) -> list[tuple[str, str]]:
    card = with_limits(measure.card, limits)
    return [(heading, card[field]) for field, heading in HEADINGS.items()]


def as_text(measure: Measure, limits: Mapping[str, str]) -> str:
    """The card with these limits in it, a line for each field."""
    lines = "\n".join(f"{heading}: {text}" for heading, text in _lines(measure, limits))
    return f"{measure.id} {measure.name}\n\n{lines}"


def as_markdown(measure: Measure, limits: Mapping[str, str]) -> str:
    """The card with these limits in it: a heading of the second level with an anchor, the question, and the rest
    point by point."""
    (_, question), *rest = _lines(measure, limits)
    points = "\n".join(f"- **{heading}:** {text}" for heading, text in rest)
    return f"## {measure.name} ({measure.id}) {{#sec-{measure.id.lower()}}}\n\n{question}\n\n{points}\n"
