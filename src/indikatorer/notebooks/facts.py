"""Facts: the values that a report writes into its sentences. They leave a notebook with its outputs."""

import re
from typing import Protocol

from IPython.display import display

from indikatorer import swedish

MIME_TYPE = "application/vnd.indikatorer.fact+json"

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class Speakable(Protocol):
    """Something that can stand in a sentence and say what it is."""

    def in_text(self) -> str: ...

    def meaning(self) -> str: ...


def fact(key: str, value: Speakable | str, meaning: str = "") -> None:
    """Let reports write `{{< var key >}}`. A cell or a difference says itself what it means; a text needs `meaning`.

    Raises ValueError for a key that is not two or more lower-case words with dots between, or a text without meaning.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r}: write a fact's key as chapter.name, in lower case without å, ä and ö")
    text = value if isinstance(value, str) else value.in_text()
    what = meaning or ("" if isinstance(value, str) else value.meaning())
    if not what:
        raise ValueError(f"{key}: say what this text means, for the colleagues who use it")
    display(
        {MIME_TYPE: {"key": key, "value": text, "meaning": what}, "text/plain": f"{key} = {text}"},
        raw=True,
    )


def heading(key: str, text: str) -> None:
    """A finding that stands as a heading: the fact `key`, chosen by the data."""
    fact(key, swedish.upper_first(text), "rubrik som väljs av utfallet")
