"""The key numbers of a report's first page: each a number with a name, and a sentence about how it has changed."""

from collections.abc import Mapping
from typing import Any

from indikatorer.presentation.comparisons import Bare
from indikatorer.presentation.facts import fact
from indikatorer.presentation.followed import Judged
from indikatorer.presentation.sentences import Sentence, sentence
from indikatorer.publication.protected import Cell

SPARK_YEARS = 5
"""Years that the line beside a key number has."""


def tell_key_number(key: str, now: Cell, outcomes: Mapping[str, object], **places: Any) -> None:
    """The facts `key`, the number with its name, and `key_mening`, a sentence about it.

    Where the number is not shown both are empty, and the first page leaves its place out. `outcomes` and `places` are
    those of the sentence; `{tal}` is the number of a count without its unit, and a share with it.
    """
    number = now if now.enhet == "procent" else Bare(now)
    fact(key, sentence(key, {"visas": now.shown, "saknas": True}, tal=number), f"{now.meaning()}, på första sidan")
    fact(
        f"{key}_mening",
        sentence(f"{key}_mening", {"saknas": not now.shown, **outcomes}, **places),
        f"om {now.meaning()}, på första sidan",
    )


def of_followed(figure: Judged) -> dict[str, Any]:
    """What the sentence about a followed figure may say: as its headings, and the numbers without their unit."""
    then = figure.places["sedan"]
    old = figure.earlier[int(str(then))].old
    one = figure.of_one_sex()
    return figure.places | {
        "da_tal": Bare(old) if old else "",
        "kvinnor_tal": Bare(figure.women),
        "man_tal": Bare(figure.men),
        "konen": of_sexes(figure.women, figure.men),
        "ett_kon": sentence("nyckeltal.ett_kon", {"inget": one.outcome == "inget", "finns": True}, mening=one),
    }


def of_sexes(women: Cell, men: Cell) -> Sentence:
    """The numbers of women and men, which end the sentence, or nothing where one of them is not shown."""
    outcomes = {"visas": women.shown and men.shown, "inget": True}
    return sentence("nyckeltal.konen", outcomes, kvinnor_tal=Bare(women), man_tal=Bare(men))
