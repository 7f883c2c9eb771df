"""V1: grades in basic adult education."""

from indikatorer.indicators.vuxenutbildning.betyg import A_TILL_E, betyg
from indikatorer.measures.courses import graded

V1 = betyg(
    "V1",
    "grundläggande vuxenutbildning",
    graded("Grundläggande"),
    A_TILL_E,
    "Kolada N18944, där även avbrutna kurser ingår i nämnaren.",
)
