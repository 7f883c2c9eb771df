"""The table of contents: every measure that is reported, counted or modelled, by its id."""

from indikatorer.analysis.catalogue.effekt import ST5
from indikatorer.analysis.catalogue.ekonomi import E2
from indikatorer.analysis.catalogue.okand import J6, SW0
from indikatorer.analysis.catalogue.visstid import SW4
from indikatorer.measures.catalogue import MEASURES as COUNTED
from indikatorer.measures.measure import Measure

MODELLED = (J6, ST5, SW0, SW4, E2)
"""Measures of models, and counted measures with more tables, which take the place of the counted ones."""

_FAMILIES = ("J", "K", "SF", "ST", "SW", "V", "B", "E")


def _family(measure: Measure) -> int:
    return max((n for n, name in enumerate(_FAMILIES) if measure.id.startswith(name)), key=lambda n: len(_FAMILIES[n]))


MEASURES: dict[str, Measure] = {m.id: m for m in sorted((*COUNTED.values(), *MODELLED), key=_family)}
"""In the order of docs/definitions.md: a family after another, the counted ones of each before the modelled."""
