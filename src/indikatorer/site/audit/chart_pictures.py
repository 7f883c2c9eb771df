"""Charts as pictures to take along: the drawing of the page, under the words of the page, and nothing else."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from xml.etree import ElementTree

from bs4 import BeautifulSoup

from indikatorer import UserError
from indikatorer.site.audit.svg import drawn_texts
from indikatorer.site.audit.tracing import Findings
from indikatorer.typesetting import PICTURE, pictures_of

WHOLE = "hela filen"
AGAIN = "bilden är inte den av sidans figur; kör make report igen"

_SPACE = "{http://www.w3.org/2000/svg}"
_PARTS = {f"{_SPACE}{name}": attributes for name, attributes in {
    "svg": {"width", "height", "viewBox"}, "style": set(), "g": {"class", "transform"},
    "text": {"class", "x", "y", "style"},
}.items()}  # fmt: skip
"""What a picture adds to a drawing, and how each part of it may be placed."""


def check_pictures(folder: Path, pages: Iterable[str], sources: Collection[str], findings: Findings) -> list[str]:
    """Report every picture of a chart that holds more than the drawing, caption and title of its page, and a source.

    Args:
        folder: the finished files, of which the drawings are held against those of the notebooks.
        pages: the names of the pages that show drawings, which are held against their sources.
        sources: where figures come from, as tables say it.
        findings: gets the faults.

    Returns:
        The pictures that were read.
    """
    told = {page: _Page.read(folder / page) for page in pages}
    drawings: dict[str, str] = {}
    for path in sorted(folder.rglob(f"*{PICTURE}.svg")):
        name = str(path.relative_to(folder))
        text = path.read_text(encoding="utf-8")
        if fault := _fault(path, text, told.get(f"{path.parent.name.removesuffix('_files')}.html"), sources):
            findings.add(name, WHOLE, fault, AGAIN)
        else:
            drawings[name] = text
    read = list(drawings)
    try:
        drawn = dict(zip(drawings, pictures_of(list(drawings.values())), strict=True))
    except UserError as error:
        findings.add("", WHOLE, str(error), AGAIN)
        return read
    for path in sorted(folder.rglob(f"*{PICTURE}.png")):
        name = str(path.relative_to(folder))
        if path.read_bytes() != drawn.get(f"{name.removesuffix('.png')}.svg"):
            findings.add(name, WHOLE, path.name, AGAIN)
        read.append(name)
    for name in read:
        findings.count(name, "the drawing and the words of its page")
    return read


@dataclass(frozen=True)
class _Page:
    """What a page says of all its drawings, and the caption of each by its address."""

    said: tuple[str, ...]
    captions: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Self:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        captions: dict[str, str] = {}
        for figure in page.find_all("figure"):
            caption = _words(text for caption in figure.find_all("figcaption") for text in caption.strings)
            for image in figure.find_all("img", src=True):
                # of a figure in a figure, the outer one's, which holds the inner one's
                captions.setdefault(str(image["src"]), caption)
        return cls(tuple(element.get_text() for element in page.select("h1.title, .synthetic")), captions)


def _fault(path: Path, text: str, page: _Page | None, sources: Collection[str]) -> str:
    """What is wrong with a picture; empty when nothing is."""
    stem = path.stem.removesuffix(PICTURE)
    beside = path.with_name(f"{stem}.svg")
    if page is None or not beside.is_file():
        return path.name
    drawing = beside.read_text(encoding="utf-8")
    before, drawn, after = text.partition(drawing[drawing.index("<svg") :].strip())
    if not drawn:
        return path.name
    try:
        added = ElementTree.fromstring(before + after)
        words = _words(part.text for part in drawn_texts(before + after))
    except (ElementTree.ParseError, ValueError) as error:
        return str(error)
    for part in added.iter():
        if set(part.attrib) - _PARTS.get(part.tag, set()) or part.tag not in _PARTS:
            return part.tag.removeprefix(_SPACE)
    title = re.sub(r"^\w+ \d+\w*: ", "", page.captions.get(f"{path.parent.name}/{beside.name}", ""))
    if not title or not words.startswith(title):
        return words[:60]
    left = words.removeprefix(title)
    for known in sorted([*page.said, *(source.rstrip(".") for source in sources)], key=len, reverse=True):
        left = left.replace(_words([known]), "")
    return left.strip() if re.search(r"\d", left) else ""


def _words(texts: Iterable[Any]) -> str:
    return " ".join(" ".join(texts).split())
