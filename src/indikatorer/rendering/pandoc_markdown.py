"""From a document to the Markdown that pandoc gets, line by line, so that a fault is found again in its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from indikatorer.rendering.documents import Document, Line, directive, mark_code, read_document, starts_with
from indikatorer.rendering.embed import Embedder
from indikatorer.rendering.pandoc import Finding
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.project import Project
from indikatorer.rendering.shortcodes import Shortcodes


@dataclass(frozen=True)
class Markdown:
    """A document in one format: its metadata and its lines, shortcodes expanded, and the images of its embeds.

    `form` is the format, "html" or "typst"; `formats` are all that the document asks for.
    """

    document: Document
    form: str
    formats: frozenset[str]
    metadata: dict[str, Any]
    lines: list[Line]
    images: dict[str, bytes]

    @property
    def text(self) -> str:
        """The Markdown as one text."""
        return "\n".join(line.text for line in self.lines) + "\n"

    def places(self, needle: str) -> list[Place]:
        """Where a text stands: every line that holds it, in code only if nowhere else; else the file as a whole."""
        # the whole word: @fig-ett is not in @fig-ettan
        pattern = re.compile(re.escape(needle) + (r"(?![\w-])" if needle[-1:].isalnum() else ""))
        holding = [line for line in self.lines if needle and pattern.search(line.text)]
        prose = [line.place for line in holding if not line.code]
        return prose or [line.place for line in holding[:1]] or [Place(self.document.file)]

    def places_of(self, finding: Finding) -> list[Place]:
        """Where a fault that pandoc found stands in the source."""
        if 0 < finding.line <= len(self.lines):
            return [self.lines[finding.line - 1].place]
        if finding.written:
            return [line.place for line in self.lines if line.written and finding.needle in line.text]
        return self.places(finding.needle)


def expand_documents(names: Iterable[str], project: Project, problems: Problems) -> list[Markdown]:
    """Expand documents by name or stem, each for every format that it asks for."""
    expanded = []
    for name in names:
        file = project.folder / (name if name.endswith(".qmd") else f"{name}.qmd")
        if file.is_file():
            expanded += expand(read_document(file, project.folder, problems), project, problems)
        else:
            problems.add(Place(file), "document", f"det finns ingen {file.name} i {project.folder.name}")
    return expanded


def expand(document: Document, project: Project, problems: Problems) -> list[Markdown]:
    """Expand the shortcodes of a document, for each format that it asks for.

    Args:
        document: the document with its includes.
        project: where settings, variables and notebooks are.
        problems: gets every shortcode that cannot be expanded.
    """
    by_format = project.metadata(document)
    expanded = []
    for form, metadata in by_format.items():
        shortcodes = Shortcodes(project.variables, metadata, problems)
        embedder = Embedder(project.folder, document.file, form, problems)
        values = shortcodes.expand_values(metadata, Place(document.file, 1))
        lines = list(_expanded_lines(document.lines, shortcodes, embedder, problems))
        expanded.append(Markdown(document, form, frozenset(by_format), values, lines, embedder.images))
    return expanded


def _expanded_lines(
    lines: Iterable[Line], shortcodes: Shortcodes, embedder: Embedder, problems: Problems
) -> Iterator[Line]:
    for line in lines:
        call = directive(line)
        if call is not None and call[0] == "embed":
            content = embedder.embed(call[1], line.place).splitlines()
            for embedded in mark_code(Line(text, line.place) for text in content):
                text = embedded.text if embedded.code else shortcodes.expand(embedded.text, line.place)
                yield Line(text, line.place, embedded.code, written=False)
        elif not line.code and starts_with(line, "embed") and call is None:
            problems.add(
                line.place,
                line.text.strip(),
                "skriv {{< embed /notebooks/namn.ipynb#etikett >}}, ensamt på en egen rad",
            )
        else:
            yield Line(shortcodes.expand(line.text, line.place, line.code), line.place, line.code)
