"""Sentences that depend on the data: the notebook says which outcome is so, and the words stand in `reports/`.

Every sentence has a table of alternatives in a `.toml` file beside the chapters, one text for each outcome that is
named here, so that colleagues can change them without touching a notebook.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from indikatorer.presentation.origins import Origin, Sourced, collected


class InText(Sourced, Protocol):
    """A cell, a base or a share: what knows how it reads in a sentence, and where its number comes from."""

    def in_text(self) -> str: ...


@dataclass(frozen=True)
class Sentence:
    """A sentence of the reports: its name, the outcome that is so, all that there are, and what fills its places."""

    name: str
    outcome: str
    outcomes: Sequence[str]
    places: Mapping[str, "str | InText | Sentence"]

    @property
    def data(self) -> dict[str, Any]:
        """What the stage puts the sentence together from; `hidden` are the places without a number to show."""
        places: dict[str, Any] = {}
        for name, given in self.places.items():
            if isinstance(given, Sentence):
                places[name] = given.data
            else:
                places[name] = given if isinstance(given, str) else given.in_text()
        said = {"name": self.name, "outcome": self.outcome, "outcomes": [*self.outcomes], "places": places}
        hidden = [name for name, given in self.places.items() if not getattr(given, "shown", True)]
        return said | ({"hidden": hidden} if hidden else {})

    @property
    def origins(self) -> Sequence[Origin]:
        return collected(given for given in self.places.values() if not isinstance(given, str))


def sentence(name: str, outcome: Mapping[str, object] | StrEnum, /, **places: "str | InText | Sentence") -> Sentence:
    """The sentence `name`, in the first of the outcomes that is so, or in the one that a comparison has.

    sentence("ekonomi.rubrik", {"okand": not shown, "kostar": all_cost, "olika": True}, netto=cell)

    Each place may be used in every alternative as `{netto}`, and each fact as `{avslut.okand.andel}`. A text that is
    given for a place holds no number but a year and the like; numbers are given as cells. A heading, whose name ends
    with `rubrik`, says its alternative `okand` instead of one that names a number which is not shown.

    Raises ValueError when no outcome is so.
    """
    if isinstance(outcome, StrEnum):
        return Sentence(name, str(outcome), [str(one) for one in type(outcome)], places)
    for one, is_so in outcome.items():
        if is_so:
            return Sentence(name, one, list(outcome), places)
    raise ValueError(f"{name}: none of {', '.join(outcome)} is so; let the last one always be, with True")


def when_shown(name: str, /, **places: "str | InText | Sentence") -> Sentence:
    """The sentence `name` as `visas` where all that is given for it has a number to show, else as `okand`.

    In a small city "en osäker andel mot en osäker andel" says nothing.
    """
    shown = all(getattr(given, "shown", True) for given in places.values())
    return sentence(name, {"visas": shown, "okand": True}, **places)
