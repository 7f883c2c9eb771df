"""Every measure that is counted, by its id; `indikatorer.analysis.catalogue` has those that are modelled as well."""

from indikatorer.measures.catalogue.arbetsmarknad import SW1, SW2, SW3
from indikatorer.measures.catalogue.ekonomi import E1
from indikatorer.measures.catalogue.enkater import B1, B2, B3, B4, ST6
from indikatorer.measures.catalogue.insatser import J6, J7, J8, J9
from indikatorer.measures.catalogue.jobbtorg import J1, J2, J3, J4, J5
from indikatorer.measures.catalogue.kommuner import K1
from indikatorer.measures.catalogue.okand import SW0
from indikatorer.measures.catalogue.sjalvforsorjning import SF, SF_A, SF_B
from indikatorer.measures.catalogue.stockholmsjobb import ST1, ST2, ST3, ST4
from indikatorer.measures.catalogue.vuxenutbildning import V1, V2, V3, V4, V5, V6, V7, V8, V9, V10, V11, V12, V13
from indikatorer.measures.measure import Measure

_ALL = (
    *(J1, J2, J3, J4, J5, J6, J7, J8, J9),
    K1,
    *(SF, SF_A, SF_B),
    *(ST1, ST2, ST3, ST4, ST6),
    *(SW0, SW1, SW2, SW3),
    *(V1, V2, V3, V4, V5, V6, V7, V8, V9, V10, V11, V12, V13),
    *(B1, B2, B3, B4),
    E1,
)

MEASURES: dict[str, Measure] = {measure.id: measure for measure in _ALL}
