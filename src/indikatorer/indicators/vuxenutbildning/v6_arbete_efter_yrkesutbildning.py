"""V6: work after vocational training within komvux, and whether it is the same as before."""

from indikatorer.indicators.vuxenutbildning.arbete import arbete_efter
from indikatorer.measures.courses import answered
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Breakdown
from indikatorer.measures.values import Andel

V6 = arbete_efter(
    "V6",
    "slutförd yrkesutbildning inom komvux",
    "Yrkesutbildning",
    3,
    {
        "avbrutna": Breakdown(
            (KON,),
            title="Arbete 3 månader efter avbruten yrkesutbildning inom komvux efter kön",
            of=answered("Yrkesutbildning", 3, completed=False),
        ),
        "samma-arbete": Breakdown(
            (KON,),
            title="Samma arbete som före utbildningen, av dem som arbetar efter yrkesutbildning inom komvux, efter kön",
            of=answered("Yrkesutbildning", 3, working=True),
            value=Andel(where("samma_arbete")),
        ),
    },
)
