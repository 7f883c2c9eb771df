"""Which chapters of a report have nothing to say, since nothing of what they show has been delivered."""

import json
import re
from functools import lru_cache
from pathlib import Path

_INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
_EMBED = re.compile(r"\{\{<\s*embed\s+/notebooks/([\w-]+\.ipynb)#([\w,-]+)")
_HEADING = re.compile(r"\{#([\w-]+)")
_NOT_DELIVERED = "inte levererats"


def without_empty_chapters(text: str, folder: Path, notebooks: Path) -> str:
    """The text of a document without the lines that include a chapter in which every table and figure lacks its files.

    A chapter that another one refers to stays, and says itself what is missing. `folder` is where includes start from,
    `notebooks` where the run notebooks are.
    """
    lines = text.split("\n")
    chapters = {
        number: (folder / include[1]).read_text(encoding="utf-8")
        for number, line in enumerate(lines)
        if (include := _INCLUDE.match(line)) and (folder / include[1]).is_file()
    }
    empty = {number for number, chapter in chapters.items() if _is_empty(chapter, notebooks)}
    kept = "\n".join(chapter for number, chapter in chapters.items() if number not in empty)
    for number in list(empty):
        if any(re.search(rf"@{re.escape(label)}(?![\w-])", kept, re.IGNORECASE) for label in _labels(chapters[number])):
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
    shown = [(file, label) for file, label in shown if label.startswith(("tbl-", "fig-"))]
    return bool(shown) and all(
        file.is_file() and label in _not_delivered(file, file.stat().st_mtime_ns) for file, label in shown
    )


@lru_cache
def _not_delivered(notebook: Path, changed: int) -> frozenset[str]:
    """The labels of the cells of a run notebook that show only that something has not been delivered."""
    labels = set()
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        label = re.match(r"#\| label: (\S+)", "".join(cell["source"]))
        said = ["".join(output.get("data", {}).get("text/plain", "")) for output in cell.get("outputs", [])]
        if label and said and all(_NOT_DELIVERED in text for text in said):
            labels.add(label[1])
    return frozenset(labels)
