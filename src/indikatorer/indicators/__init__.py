"""The city's measures: a folder for each chapter, a file for each measure, named by its id. This is the registry."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from indikatorer.measures.measure import Measure

CHAPTERS = (
    "jobbtorg",
    "kommuner",
    "sjalvforsorjning",
    "stockholmsjobb",
    "effekt",
    "arbetsmarknad",
    "vuxenutbildning",
    "deltagarna",
    "ekonomi",
)
"""The chapters in the order of publication."""


def _declared(chapter: str) -> Iterator[Measure]:
    """The measures of a chapter, in the order of their ids."""
    folder = import_module(f"{__name__}.{chapter}")
    modules = [import_module(f"{folder.__name__}.{module.name}") for module in iter_modules(folder.__path__)]
    found = {one.id: one for module in modules for one in vars(module).values() if isinstance(one, Measure)}
    for identity in sorted(found, key=lambda identity: (len(identity), identity)):
        yield replace(found[identity], chapter=chapter)


MEASURES = {one.id: one for chapter in CHAPTERS for one in _declared(chapter)}
"""Every measure that is reported, counted or modelled, by its id, in the order of publication."""
