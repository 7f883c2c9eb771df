"""Which chapters of a report have nothing to say: nothing that they show has come, or it is another city's chapter."""

import json
import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from indikatorer.base import vocabulary
from indikatorer.presentation.origins import MIME_TYPE as ORIGINS

_OF_ONE = re.compile(r"\A<!-- kommun: (\d{4}) -->")
"""Begins a chapter that is about one municipality alone, whoever makes the report."""
_INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
_EMBED = re.compile(r"\{\{<\s*embed\s+/notebooks/([\w-]+\.ipynb)#([\w,-]+)")
_LINK = re.compile(r"\.qmd#([\w-]+)")
_HEADING = re.compile(r"\{#([\w-]+)")
_MISSING = "inte levererats"
_NUMBERS, _NOT_DELIVERED, _NEITHER = "numbers", "not delivered", "neither"


def without_empty_chapters(text: str, folder: Path, notebooks: Path) -> str:
    """The text of a document without the lines that include a chapter that lacks files and whose tables have no number.

    A chapter that another one refers to stays, or that another report leads to, and says itself what is missing; what
    a chapter refers to that is left out itself does not count. A chapter that is another municipality's is left out
    whoever refers to it. `folder` is where includes start from, `notebooks` where
    the run notebooks are.
    """
    chapters = {path: path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.qmd")}
    ours = {path: chapter for path, chapter in chapters.items() if _is_ours(chapter)}
    left_out = {path.resolve() for path in chapters.keys() - _kept(ours, notebooks)}

    def stays(line: str) -> bool:
        include = _INCLUDE.match(line)
        return not include or (folder / include[1]).resolve() not in left_out

    # an empty line in its place: others keep their numbers
    return "\n".join(line if stays(line) else "" for line in text.split("\n"))


def _is_ours(chapter: str) -> bool:
    of_one = _OF_ONE.match(chapter)
    return not of_one or of_one[1] == vocabulary.egen_kommun()[0]


def _kept(chapters: Mapping[Path, str], notebooks: Path) -> Set[Path]:
    """The chapters that have something to say, those that they lead to, and so on."""
    empty = {path for path, chapter in chapters.items() if _is_empty(chapter, notebooks)}
    while led_to := {
        path
        for path in empty
        for other in chapters.keys() - empty
        if _leads_to(chapters[other], _labels(chapters[path]), same_report=other.parent == path.parent)
    }:
        empty -= led_to
    return chapters.keys() - empty


def _leads_to(chapter: str, labels: Sequence[str], *, same_report: bool) -> bool:
    referred = any(re.search(rf"@{re.escape(label)}(?![\w-])", chapter, re.IGNORECASE) for label in labels)
    return (same_report and referred) or not set(_LINK.findall(chapter)).isdisjoint(labels)


def _labels(chapter: str) -> list[str]:
    return [
        *_HEADING.findall(chapter),
        *(label for _, labels in _EMBED.findall(chapter) for label in labels.split(",")),
    ]


def _is_empty(chapter: str, notebooks: Path) -> bool:
    shown = [(notebooks / name, label) for name, labels in _EMBED.findall(chapter) for label in labels.split(",")]
    said = [_told(file, file.stat().st_mtime_ns).get(label, _NUMBERS) for file, label in shown if file.is_file()]
    return _NOT_DELIVERED in said and _NUMBERS not in said


@lru_cache
def _told(notebook: Path, changed: int) -> dict[str, str]:
    """Label → what its cell of a run notebook shows: numbers, that nothing has been delivered, or neither."""
    told = {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if label := re.match(r"#\| label: (\S+)", "".join(cell["source"])):
            outputs = [output["data"] for output in cell.get("outputs", []) if "data" in output]
            kinds = set(map(_what, outputs)) or {_NEITHER}
            told[label[1]] = next(kind for kind in (_NUMBERS, _NOT_DELIVERED, _NEITHER) if kind in kinds)
    return told


def _what(data: dict[str, Any]) -> str:
    if _MISSING in "".join(data.get("text/plain", "")):
        return _NOT_DELIVERED
    if "image/svg+xml" in data:
        # it draws what is missing too; where there is something to draw, a table beside it has it
        return _NEITHER
    places = data.get(ORIGINS, {}).get("rows")
    if places is None:
        return _NUMBERS
    rows = BeautifulSoup("".join(data.get("text/html", "")), "html.parser").select("tbody tr")
    cells = [
        entry.get_text()
        for row, named in zip(rows, places, strict=False)
        for entry, place in zip(row.select("td"), named, strict=False)
        if place
    ]
    return _NUMBERS if any(re.search(r"\d", text) for text in cells) else _NEITHER
