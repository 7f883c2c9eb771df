"""What Markdown says: the texts of its paragraphs, headings, tables, captions, notes and attributes, as a reader meets
them. pandoc reads it, without the filters that dress it for a page.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from indikatorer.base import programs
from indikatorer.site.audit.numbers import REFERENCE

READ_AS = "markdown-tex_math_dollars"
"""A dollar sign is a dollar sign: the reports have no formulas."""

_SPOKEN = ("title", "tbl-cap", "fig-cap", "fig-alt", "alt")
_REFERRED = re.compile(r"(fig|tbl|sec)-.", re.IGNORECASE)
_WORDS = {"fig": "figur", "tbl": "tabell", "sec": "avsnitt"}
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def read(markdown: str, bibliography: Sequence[Path] = (), style: Path | None = None) -> list[Any]:
    """The blocks of some Markdown, with what it cites written out where there is a bibliography."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), f"--from={READ_AS}", "--to=json"]
    if bibliography:
        command += ["--citeproc", "--metadata=lang:sv", *(f"--bibliography={path}" for path in bibliography)]
        command += [f"--csl={style}"] if style else []
    run = programs.run(command, text=markdown, check=True)
    blocks: list[Any] = json.loads(run.stdout)["blocks"]
    return blocks


def said(blocks: Sequence[Any], numbers: Mapping[str, str] | None = None, *, marked: bool = False) -> Iterator[str]:
    """The texts of blocks, in order, a row of a table as a whole and cell by cell.

    `numbers` are those of figures, tables and sections by label; a reference to any other is one sign. `marked` has the
    numbers of notes and of lists as well, as a PDF has them.
    """
    return _Reader(numbers or {}, marked).texts(blocks)


class _Reader:
    def __init__(self, numbers: Mapping[str, str], marked: bool) -> None:
        self.numbers = numbers
        self.marked = marked
        self.notes = 0
        self.waiting: list[tuple[int, list[Any]]] = []
        self.beside: list[str] = []

    def texts(self, blocks: Sequence[Any]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block["t"], block.get("c"))
            while self.waiting:
                number, note = self.waiting.pop(0)
                yield from self._begun_with(f"{number} ", note)
            yield from self.beside
            self.beside.clear()

    def _begun_with(self, mark: str, blocks: Sequence[Any]) -> Iterator[str]:
        """The texts of blocks, the first of them with a mark in front."""
        first = self.marked
        for text in self.texts(blocks):
            yield mark + text if first else text
            first = False

    def _block(self, kind: str, content: Any) -> Iterator[str]:
        if kind in ("Para", "Plain"):
            yield self._words(content)
        elif kind == "Header":
            yield self._words(content[2])
        elif kind == "LineBlock":
            yield from map(self._words, content)
        elif kind == "CodeBlock":
            yield content[1]
        elif kind == "RawBlock":
            yield _TAG.sub(" ", content[1])
        elif kind == "BulletList":
            for item in content:
                yield from self.texts(item)
        elif kind == "OrderedList":
            for number, item in enumerate(content[1], content[0][0]):
                yield from self._begun_with(f"{number}. ", item)
        elif kind == "DefinitionList":
            for term, definitions in content:
                yield self._words(term)
                for definition in definitions:
                    yield from self.texts(definition)
        elif kind == "BlockQuote":
            yield from self.texts(content)
        elif kind == "Div":
            yield from _spoken(content[0])
            yield from self.texts(content[1])
            yield from _signed(content[0])
        elif kind == "Figure":
            yield from self._caption(content[1])
            yield from self.texts(content[2])
        elif kind == "Table":
            yield from self._caption(content[1])
            bodies = [row for body in content[4] for rows in body[2:] for row in rows]
            for row in [*content[3][1], *bodies, *content[5][1]]:
                cells = [" ".join(self.texts(cell[4])) for cell in row[1]]
                yield "|".join(cells)
                yield from cells

    def _caption(self, caption: Any) -> Iterator[str]:
        for text in self.texts(caption[1]):
            yield text
            yield f"{REFERENCE} {text}"

    def _words(self, inlines: Sequence[Any]) -> str:
        return "".join(self._inline(inline["t"], inline.get("c")) for inline in inlines)

    def _inline(self, kind: str, content: Any) -> str:
        if kind == "Str":
            return str(content)
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind in ("Code", "Math"):
            return str(content[1])
        if kind == "RawInline":
            return _TAG.sub(" ", content[1])
        if kind == "Note":
            self.notes += 1
            self.waiting.append((self.notes, content))
            return str(self.notes) if self.marked else ""
        if kind == "Cite":
            return self._cite(*content)
        if kind == "Image":
            words = self._words(content[1])
            self.beside += [words, *_spoken(content[0])]
            return ""
        if kind in ("Link", "Span", "Quoted"):
            return self._words(content[1])
        return self._words(content)

    def _cite(self, citations: Sequence[Any], written: Sequence[Any]) -> str:
        if not all(_REFERRED.match(citation["citationId"]) for citation in citations):
            return self._words(written)
        return ", ".join(map(self._reference, citations))

    def _reference(self, citation: Mapping[str, Any]) -> str:
        label = citation["citationId"][:1].lower() + citation["citationId"][1:]
        before, after = self._words(citation["citationPrefix"]), self._words(citation["citationSuffix"])
        if label not in self.numbers:
            return f"{before} {REFERENCE}{after}"
        if not before and citation["citationMode"]["t"] != "SuppressAuthor":
            before = _WORDS[label[:3]]
        return f"{before} {self.numbers[label]}{after}"


def _signed(attributes: Any) -> Iterator[str]:
    """Who has written an assessment, and when, as it stands under it."""
    said = dict(attributes[2])
    if "bedomning" in attributes[1]:
        yield ", ".join(said[name] for name in ("namn", "datum") if name in said)


def _spoken(attributes: Sequence[Any]) -> list[str]:
    return [value for key, value in attributes[2] if key in _SPOKEN]
