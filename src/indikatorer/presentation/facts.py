"""Facts: the values that a report writes into its sentences. They leave a notebook with its outputs."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from IPython.display import display

from indikatorer.presentation.origins import Sourced, collected
from indikatorer.presentation.sentences import Sentence, sentence

MIME_TYPE = "application/vnd.indikatorer.fact+json"

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class Speakable(Sourced, Protocol):
    """Something that can stand in a sentence and say what it is, and where its numbers come from."""

    def in_text(self) -> str: ...

    def meaning(self) -> str: ...


def fact(key: str, value: Speakable | Sentence | str, meaning: str = "", *, of: Iterable[Sourced] = ()) -> None:
    """Let reports write `{{< var key >}}`. A cell or a difference says itself what it means; words need `meaning`.

    A sentence is put together from the alternatives in `reports/`.

    A cell, difference, change or share also knows where its number comes from, and so does a sentence. For a text put
    together in a notebook, `of` names what its numbers were taken from: the audit of the finished files works each of
    them out anew and refuses one that it does not find there. Years and the like need no origin.

        fact("rapport.tabeller", str(number), "antal tabeller", of=[UNDERLAG])

    Raises ValueError for a key that is not two or more lower-case words with dots between, or words without meaning.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r}: skriv faktumets namn som kapitel.namn, med små bokstäver utan å, ä och ö")
    said, what, origins = _told(value)
    if not (meaning or what):
        raise ValueError(f"{key}: skriv vad texten betyder, för den som ska använda den")
    told = {"key": key, **said, "meaning": meaning or what, "of": collected([*origins, *of])}
    display({MIME_TYPE: told, "text/plain": f"{key} = {next(iter(said.values()))}"}, raw=True)


def _told(value: Speakable | Sentence | str) -> tuple[dict[str, Any], str, Sequence[Sourced]]:
    """What a fact says, its meaning where it has one of its own, and what its numbers come from."""
    if isinstance(value, str):
        return {"value": value}, "", []
    if isinstance(value, Sentence):
        return {"sentence": value.data}, "", [value]
    return {"value": value.in_text()}, value.meaning(), [value]


def heading(key: str, outcome: Mapping[str, object] | StrEnum, /, **places: Any) -> None:
    """A finding that stands as a heading: the fact `key`, the alternative of its sentence that the data bear out."""
    fact(key, sentence(key, outcome, **places), "rubrik som väljs av utfallet")


def facts_of(notebook: Path) -> dict[str, dict[str, Any]]:
    """Key → what it says, meaning, origins (`of`) and notebook of every fact in an executed notebook."""
    facts = {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if said := output.get("data", {}).get(MIME_TYPE):
                key = said.pop("key")
                facts[key] = said | {"notebook": notebook.name}
    return facts
