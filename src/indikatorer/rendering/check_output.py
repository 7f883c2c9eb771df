"""What the sources say and what page and PDF say are held against each other: no words may be lost on the way."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from html import unescape
from threading import Lock
from typing import Any

from bs4 import BeautifulSoup

from indikatorer.base import programs
from indikatorer.rendering.pandoc_markdown import Markdown
from indikatorer.rendering.problems import Place, Problems

_UNRESOLVED = re.compile(r"\?(?:var|meta|env|invalid)\b[^\s]*|\?@[\w-]+|\{\{<.*")
_INLINE_CODE = re.compile(r"`+(.+?)`+")
_CONDITIONAL = {"content-visible", "content-hidden"}
_LABEL = re.compile(r"(?:fig|tbl|sec)-.")
_WITH_ATTRIBUTES = {"Div", "Span", "Table", "Figure", "Image", "CodeBlock"}
_ATTRIBUTES = re.compile(r"\{[#.][^}]*\}")
_APART = "\n"
"""Stands where something else than the words of a sentence comes between them: a reference, a note."""
HEADER, FOOTER = 82, 65
"""Points from the upper and lower edge of a page of a PDF: what lies beyond repeats itself."""


_ONE_AT_A_TIME = Lock()
"""Pdfium may not be called from two threads at once: the process dies of it."""


def check_source(markdown: Markdown, problems: Problems) -> None:
    """Note what Quarto accepts, or refuses without a line: labels that stand twice, headings that skip a level.

    Args:
        markdown: the document, expanded for one format.
        problems: gets the faults, with the places where the sources say it.
    """
    labels: set[str] = set()
    level = 0
    for kind, identifier, block in _labelled(_read(markdown, [line.text for line in markdown.lines])):
        if _LABEL.match(identifier):
            if identifier in labels:
                for place in markdown.places(identifier):
                    problems.add(place, identifier, "etiketten finns två gånger; ge den ena ett annat namn")
            labels.add(identifier)
        if kind == "Header":
            if level and block[0] > level + 1:
                title = " ".join("".join(_words(block[2])).split())
                for place in markdown.places(title):
                    problems.add(place, f"rubriken ”{title}”", "hoppar över en nivå; ta bort ett #")
            level = block[0]


def check_page(markdown: Markdown, page: str, problems: Problems) -> None:
    """Note everything that the sources of a page say and the page does not, and what the page says of failures.

    Args:
        markdown: the document, expanded for HTML.
        page: what it has become.
        problems: gets the faults, with the places where the sources say it.
    """
    soup = BeautifulSoup(page, "html.parser")
    for code in soup(["code", "pre", "script", "style"]):
        if "{{<" in code.get_text():
            code.string = code.get_text().replace("{{<", "")
    text = soup.get_text()
    said = _pressed(text)
    _check(markdown, text, "på sidan", lambda sentence: sentence in said, problems)


def check_pdf(markdown: Markdown, pdf: bytes, problems: Problems) -> None:
    """The same for a PDF, where a sentence may go on on the next page.

    Args:
        markdown: the document, expanded for Typst.
        pdf: what it has become.
        problems: gets the faults, with the places where the sources say it.
    """
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(
            page.get_textpage().get_text_bounded(bottom=FOOTER, top=page.get_height() - HEADER) for page in document
        )
    said = _pressed(text)
    # code may show shortcodes: on a page it is told by its tags, here by what the sources say
    for code in _shown_shortcodes(markdown):
        text = re.sub(r"\s*".join(map(re.escape, _squeezed(code))), "", text, count=1)

    def stands(sentence: str) -> bool:
        here = bisect_left(range(len(sentence)), True, key=lambda end: sentence[: end + 1] not in said)
        return sentence[here:] in said

    _check(markdown, text, "i PDF:en", stands, problems)


def _check(markdown: Markdown, text: str, where: str, stands: Callable[[str], bool], problems: Problems) -> None:
    sentences = list(_sentences(markdown))
    # a name in the data may look like it
    shown = (unescape(line.text) for line in markdown.lines if not line.written)
    meant = _squeezed("\n".join((*sentences, *shown)))
    for unresolved in dict.fromkeys(_UNRESOLVED.findall(text)):
        if _squeezed(unresolved) in meant:
            continue
        for place in markdown.places(unresolved.removeprefix("?")):
            problems.add(place, unresolved.strip()[:60], f"står kvar {where} som det är skrivet; rätta namnet")
    for sentence in sentences:
        if not stands(_pressed(sentence)):
            told = " ".join(sentence.split())[:60]
            for place in _places(markdown, sentence):
                problems.add(place, f"”{told} …”", f"kom inte med {where}; leta efter något före som inte är avslutat")


def _sentences(markdown: Markdown) -> Iterator[str]:
    """The words of each block of the sources, in pieces where something else comes between."""
    # what only Quarto knows is its own affair
    lines = ["" if "{{<" in line.text and not line.code else line.text for line in markdown.lines]
    for block in _blocks(_read(markdown, lines)):
        yield from filter(_pressed, _ATTRIBUTES.sub(_APART, "".join(_words(block))).split(_APART))


def _read(markdown: Markdown, lines: list[str]) -> Any:
    """The blocks that pandoc sees in lines of a document."""
    import pypandoc

    read = programs.run(
        [pypandoc.get_pandoc_path(), f"--from={markdown.metadata.get('from', 'markdown')}", "--to=json"],
        text="\n".join(lines), check=True,
    )  # fmt: skip
    return json.loads(read.stdout)["blocks"]


def _labelled(content: Any, titles: bool = False) -> Iterator[tuple[str, str, Any]]:
    """All that can have an identifier, in order: its kind, the identifier and what it is. What is shown at times is not
    among it, nor are the headings that a box, or a tab, has as its title."""
    if isinstance(content, list):
        for inner in content:
            yield from _labelled(inner, titles)
    elif isinstance(content, dict):
        kind, inner = content.get("t"), content.get("c", [])
        attributes = inner[1] if kind == "Header" else inner[0] if kind in _WITH_ATTRIBUTES else ("", [])
        classes = set(attributes[1])
        if _CONDITIONAL & classes:
            return
        titles = titles or any(name.startswith(("callout", "panel")) for name in classes)
        if (kind == "Header" and not titles) or kind in _WITH_ATTRIBUTES:
            yield kind, attributes[0], inner
        yield from _labelled(inner, titles)


def _blocks(content: Any) -> Iterator[Any]:
    """The inlines of every paragraph, heading and cell, also those inside notes."""
    if isinstance(content, list):
        for inner in content:
            yield from _blocks(inner)
    elif isinstance(content, dict):
        kind, inner = content.get("t"), content.get("c", [])
        if kind in ("Div", "Span") and _CONDITIONAL & set(inner[0][1]):
            return
        if kind in ("Para", "Plain"):
            yield inner
        elif kind == "Header":
            yield inner[2]
        elif kind == "DefinitionList":
            for term, definitions in inner:
                yield term
                yield from _blocks(definitions)
            return
        yield from _blocks(inner)


def _words(inlines: list[Any]) -> Iterator[str]:
    for inline in inlines:
        kind, inner = inline["t"], inline.get("c")
        if kind == "Str":
            yield inner
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
            yield from _words(inner)
        elif kind in ("Quoted", "Link") or (kind == "Span" and not _CONDITIONAL & set(inner[0][1])):
            yield from _words(inner[1])
        elif kind == "Code":
            yield inner[1]
        else:
            yield _APART


def _places(markdown: Markdown, sentence: str) -> list[Place]:
    beginning = _pressed(sentence)[:30]
    holding = [line.place for line in markdown.lines if beginning in _pressed(line.text)]
    return holding or [Place(markdown.document.file)]


def _shown_shortcodes(markdown: Markdown) -> Iterator[str]:
    for line in markdown.lines:
        code = [line.text] if line.code else _INLINE_CODE.findall(line.text)
        yield from (one for one in code if "{{<" in one)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _pressed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
