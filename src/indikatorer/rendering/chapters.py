"""Which chapters of a report have nothing to say, since nothing of what they show has been delivered."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from indikatorer.presentation.origins import MIME_TYPE as ORIGINS

_INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
_EMBED = re.compile(r"\{\{<\s*embed\s+/notebooks/([\w-]+\.ipynb)#([\w,-]+)")
_LINK = re.compile(r"\.qmd#([\w-]+)")
_HEADING = re.compile(r"\{#([\w-]+)")
_MISSING = "inte levererats"
_NUMBERS, _NOT_DELIVERED, _NEITHER = "numbers", "not delivered", "neither"


def without_empty_chapters(text: str, folder: Path, notebooks: Path) -> str:
    """The text of a document without the lines that include a chapter that lacks files and whose tables have no number.

    A chapter that another one refers to stays, or that another report leads to, and says itself what is missing.
    `folder` is where includes start from, `notebooks` where the run notebooks are.
    """
    lines = text.split("\n")
    chapters = {
        number: (folder / include[1]).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(lines)
        if (include := _INCLUDE.match(line)) and (folder / include[1]).is_file()
    }
    empty = {number for number, chapter in chapters.items() if _is_empty(chapter, notebooks)}
    kept = "\n".join(chapter for number, chapter in chapters.items() if number not in empty)
    others = (path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.qmd"))
    led_to = {label for other in others for label in _LINK.findall(other)}
    for number in list(empty):
        labels = _labels(chapters[number])
        referred = any(re.search(rf"@{re.escape(label)}(?![\w-])", kept, re.IGNORECASE) for label in labels)
        if referred or not led_to.isdisjoint(labels):
            empty.remove(number)
    # an empty line in its place: others keep their numbers
    return "\n".join("" if number in empty else line for number, line in enumerate(lines))


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
