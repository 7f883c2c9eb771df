"""What the sources say and what the page says are held against each other: no words may be lost on the way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from bs4 import BeautifulSoup

from indikatorer import programs
from indikatorer.rendering.markdown import Markdown
from indikatorer.rendering.problems import Place, Problems

_UNRESOLVED = re.compile(r"\?(?:var|meta|env|invalid)\b[^\s]*|\?@[\w-]+|\{\{<.*")
_CONDITIONAL = {"content-visible", "content-hidden"}
_ATTRIBUTES = re.compile(r"\{[#.][^}]*\}")
_APART = "\n"
"""Stands where something else than the words of a sentence comes between them: a reference, a note."""


def check(markdown: Markdown, page: str, problems: Problems) -> None:
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
    sentences = list(_sentences(markdown))
    # a name in the data may look like it
    shown = (unescape(line.text) for line in markdown.lines if not line.written)
    meant = "\n".join(" ".join(words.split()) for words in (*sentences, *shown))
    for unresolved in dict.fromkeys(_UNRESOLVED.findall(text)):
        if " ".join(unresolved.split()) in meant:
            continue
        for place in markdown.places(unresolved.removeprefix("?")):
            problems.add(place, unresolved.strip()[:60], "står kvar på sidan som det är skrivet; rätta namnet")
    said = _pressed(text)
    for sentence in sentences:
        if _pressed(sentence) not in said:
            told = " ".join(sentence.split())[:60]
            for place in _places(markdown, sentence):
                problems.add(place, f"”{told} …”", "kom inte med på sidan; leta efter något före som inte är avslutat")


def _sentences(markdown: Markdown) -> Iterator[str]:
    """The words of each block of the sources, in pieces where something else comes between."""
    import pypandoc

    # what only Quarto knows is its own affair
    lines = ["" if "{{<" in line.text and not line.code else line.text for line in markdown.lines]
    read = programs.run(
        [pypandoc.get_pandoc_path(), f"--from={markdown.metadata.get('from', 'markdown')}", "--to=json"],
        input="\n".join(lines), capture_output=True, check=True,
    )  # fmt: skip
    for block in _blocks(json.loads(read.stdout)["blocks"]):
        yield from filter(_pressed, _ATTRIBUTES.sub(_APART, "".join(_words(block))).split(_APART))


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


def _pressed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
