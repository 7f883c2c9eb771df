"""The table of contents: every measure by its id."""

from indikatorer.measures.catalogue.arbetsmarknad import SW1
from indikatorer.measures.catalogue.insatser import J6, J7, J8, J9
from indikatorer.measures.catalogue.jobbtorg import J1, J2, J3, J4, J5
from indikatorer.measures.catalogue.sjalvforsorjning import SF
from indikatorer.measures.measure import Measure

MEASURES: dict[str, Measure] = {measure.id: measure for measure in (J1, J2, J3, J4, J5, J6, J7, J8, J9, SF, SW1)}
