"""The limits that the settings and the rules of protection set, as cards, titles and reports name them.

A card writes `färre än {minsta_grupp} personer`, a chapter `färre än {{< var grans.minsta_grupp >}} personer`: nobody
types such a number.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from indikatorer.base import swedish
from indikatorer.disclosure.policy import POLICY
from indikatorer.measures.values import FEWEST_RESULTS

if TYPE_CHECKING:
    from indikatorer.measures.measure import Card


class Limit(NamedTuple):
    """What a limit is, and how large: a number, or the setting that has it."""

    meaning: str
    size: int | str


LIMITS = {
    "arbetsdagar": Limit("antal arbetsdagar inom vilka en jobbplan är i tid", "j8_working_days"),
    "liten_bas": Limit("antal personer i nämnaren under vilket en andel är osäker", "small_base"),
    "lag_svarsfrekvens": Limit("svarsfrekvens i procent under vilken en andel är osäker", "low_response"),
    "lagsta_svarsfrekvens": Limit(
        "svarsfrekvens i procent under vilken varken andel eller medelvärde visas", "lowest_response"
    ),
    "minsta_grupp": Limit("antal personer under vilket kvartiler, kurvor och modeller inte visas", POLICY.model_base),
    "minsta_resultat": Limit("antal resultat under vilket index inte visas", FEWEST_RESULTS),
}


def limits(settings: Mapping[str, str | int]) -> dict[str, str]:
    """Every limit by name, as Swedish writes a number in running text: *fem*, *20*."""
    sizes = {
        name: settings[limit.size] if isinstance(limit.size, str) else limit.size for name, limit in LIMITS.items()
    }
    return {name: swedish.spelled(int(size)) for name, size in sizes.items()}


def with_limits(card: "Card", named: Mapping[str, str]) -> dict[str, str]:
    """The fields of a card with the limits in their places.

    Raises KeyError for a place that is no limit; a test tries every card.
    """
    return {field: text.format_map(named) for field, text in asdict(card).items()}
