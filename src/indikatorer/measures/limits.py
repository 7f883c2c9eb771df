"""The limits that the settings and the rules of protection set, as cards, titles and reports name them.

A card writes `färre än {minsta_grupp} personer`, a chapter `färre än {{< var grans.minsta_grupp >}} personer`: nobody
types such a number.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from indikatorer import swedish
from indikatorer.disclosure.policy import POLICY
from indikatorer.measures.values import FEWEST_RESULTS

if TYPE_CHECKING:
    from indikatorer.measures.measure import Card

LIMITS = {
    "arbetsdagar": "antal arbetsdagar inom vilka en jobbplan är i tid",
    "liten_bas": "antal personer i nämnaren under vilket en andel är osäker",
    "lag_svarsfrekvens": "svarsfrekvens i procent under vilken en andel är osäker",
    "lagsta_svarsfrekvens": "svarsfrekvens i procent under vilken varken andel eller medelvärde visas",
    "minsta_grupp": "antal personer under vilket kvartiler, kurvor och modeller inte visas",
    "minsta_resultat": "antal resultat under vilket index inte visas",
}
"""Name → what the limit is."""


def limits(settings: Mapping[str, str | int]) -> dict[str, str]:
    """Every limit by name, as Swedish writes a number in running text: *fem*, *20*."""
    values = {
        "arbetsdagar": settings["j8_working_days"],
        "liten_bas": settings["small_base"],
        "lag_svarsfrekvens": settings["low_response"],
        "lagsta_svarsfrekvens": settings["lowest_response"],
        "minsta_grupp": POLICY.model_base,
        "minsta_resultat": FEWEST_RESULTS,
    }
    return {name: swedish.spelled(int(values[name])) for name in LIMITS}


def with_limits(card: "Card", named: Mapping[str, str]) -> dict[str, str]:
    """The fields of a card with the limits in their places.

    Raises KeyError for a place that is no limit; a test tries every card.
    """
    return {field: text.format_map(named) for field, text in asdict(card).items()}
