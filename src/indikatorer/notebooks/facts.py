"""Facts: the values that a report writes into its sentences. They leave a notebook with its outputs."""

import re
from collections.abc import Iterable
from typing import Protocol

from IPython.display import display

from indikatorer import swedish
from indikatorer.notebooks.origins import Origin, Said, Sourced, collected

MIME_TYPE = "application/vnd.indikatorer.fact+json"

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class Speakable(Sourced, Protocol):
    """Something that can stand in a sentence and say what it is, and where its numbers come from."""

    def in_text(self) -> str: ...

    def meaning(self) -> str: ...


def fact(key: str, value: Speakable | str, meaning: str = "", *, of: Iterable[Sourced] = ()) -> None:
    """Let reports write `{{< var key >}}`. A cell or a difference says itself what it means; a text needs `meaning`.

    A cell, difference, change or share also knows where its number comes from, and so do the words of `between`. For a
    text put together in a notebook, `of` names what its numbers were taken from: the audit of the finished files works
    each of them out anew and refuses one that it does not find there. Years and the like need no origin.

        fact("avslut.tva", f"{cell.in_text()} och {other.in_text()}", "de två största", of=[cell, other])
        fact("rapport.tabeller", str(number), "antal tabeller", of=[UNDERLAG])

    Raises ValueError for a key that is not two or more lower-case words with dots between, or a text without meaning.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r}: skriv faktumets namn som kapitel.namn, med små bokstäver utan å, ä och ö")
    text = str(value) if isinstance(value, str) else value.in_text()
    what = meaning or ("" if isinstance(value, str) else value.meaning())
    if not what:
        raise ValueError(f"{key}: skriv vad texten betyder, för den som ska använda den")
    origins = list(of) if isinstance(value, str) and not isinstance(value, Said) else [value, *of]
    said: dict[str, str | list[Origin]] = {"key": key, "value": text, "meaning": what, "of": collected(origins)}
    display({MIME_TYPE: said, "text/plain": f"{key} = {text}"}, raw=True)


def heading(key: str, text: str, *, of: Iterable[Sourced] = ()) -> None:
    """A finding that stands as a heading: the fact `key`, chosen by the data. `of` as for a fact."""
    fact(key, swedish.upper_first(text), "rubrik som väljs av utfallet", of=of)
