"""V3: grades in combined courses."""

from indikatorer.indicators.vuxenutbildning.betyg import betyg
from indikatorer.measures.courses import GRADED, PASSED, graded

V3 = betyg(
    "V3",
    "kombinationsutbildningar",
    graded("Kombination", (*PASSED, "Godkänd"), (*GRADED, "Godkänd")),
    "betyg A till E eller Godkänd, av dem med betyg A till F eller Godkänd",
    "Andel personer: källan säger inte om måttet gäller personer eller kurser, här räknas kursdeltaganden.",
)
