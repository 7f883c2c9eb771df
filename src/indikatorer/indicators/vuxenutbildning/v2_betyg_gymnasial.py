"""V2: grades in courses that prepare for higher education."""

from indikatorer.indicators.vuxenutbildning.betyg import A_TILL_E, betyg
from indikatorer.measures.courses import graded

V2 = betyg(
    "V2",
    "gymnasial vuxenutbildning, högskoleförberedande kurser",
    graded("Gymnasial högskoleförberedande"),
    A_TILL_E,
    "Kolada N18945, där även avbrutna kurser ingår i nämnaren.",
)
