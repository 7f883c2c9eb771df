"""Render a Quarto project without Quarto: pandoc reads and writes, Typst sets the pages."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from indikatorer import UserError
from indikatorer.base.files import write_bytes
from indikatorer.rendering import check_output, fonts, page, pandoc, pdf
from indikatorer.rendering.pandoc_markdown import Markdown, expand_documents
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.project import FORMATS, Project
from indikatorer.rendering.project_files import OUTSIDE, Outside, find


class EmbeddedRenderer:
    """Renders the subset of Quarto that the reports use; anything else is a fault with file and line.

    Args:
        formats: what is made of documents that ask for it.
    """

    name = "embedded"

    def __init__(self, formats: Collection[str] = FORMATS) -> None:
        self.formats = formats

    @property
    def version(self) -> str:
        """The releases of pandoc and Typst that do the work."""
        return f"pandoc {pandoc.version()}, typst {version('typst')}"

    def render(self, project: Path, documents: Sequence[str], output: Path) -> None:
        """Render documents; see `indikatorer.rendering.Renderer`."""
        problems = Problems()
        opened = Project(project, problems)
        asked = expand_documents(documents, opened, problems)
        wanted = [markdown for markdown in asked if markdown.form in self.formats]
        with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor() as pool:
            # pandoc is a process of its own: every document and format can be on its way at once
            converted = list(pool.map(lambda markdown: _convert(markdown, opened, problems), wanted))
            problems.raise_if_any()
            if "typst" in self.formats:
                # not while somebody writes and waits for the page: before it is published
                pages = [one for one in converted if one.markdown.form == "html"]
                list(pool.map(lambda one: check_output.check_page(one.markdown, one.text, problems), pages))
            rendered = list(pool.map(lambda one: _files(one, Path(scratch), problems), converted))
            problems.raise_if_any()
        fonts.write(output / "assets" / "fonts")
        for style in page.styles(opened.format_folder):
            write_bytes(output / "assets" / style.name, style.read_bytes())
        for path, content in (item for files in rendered for item in files.items()):
            write_bytes(output / path, content)


@dataclass(frozen=True)
class _Converted:
    """A document as HTML or as Typst markup, and the images that it shows by their path beside it."""

    markdown: Markdown
    text: str
    images: dict[str, bytes]


def _convert(markdown: Markdown, project: Project, problems: Problems) -> _Converted:
    result = page.convert(markdown, project) if markdown.form == "html" else pdf.convert(markdown, project)
    for finding in result.findings:
        for place in markdown.places_of(finding):
            problems.add(place, finding.construct, finding.remedy)
    return _Converted(markdown, result.text, _images(result, markdown, project, problems))


def _images(result: pandoc.Converted, markdown: Markdown, project: Project, problems: Problems) -> dict[str, bytes]:
    images = dict(markdown.images)
    for path in set(result.resources) - set(images):
        remedy = "det finns ingen sådan fil"
        try:
            source = find(path, project.folder, project.folder)
        except Outside:
            source, remedy = None, OUTSIDE
        if source is not None:
            images[path] = source.read_bytes()
            continue
        for place in markdown.places(path):
            problems.add(place, f"bilden {path}", remedy)
    return images


def _files(converted: _Converted, scratch: Path, problems: Problems) -> dict[str, bytes]:
    """The files that a document becomes in one format, by their path in the output."""
    file = converted.markdown.document.file
    if converted.markdown.form == "html":
        shown = {path: content for path, content in converted.images.items() if path in converted.text}
        return {**shown, f"{file.stem}.html": converted.text.encode()}
    folder = scratch / file.stem
    for path, content in converted.images.items():
        write_bytes(folder / path, content)
    try:
        content = pdf.compile_pdf(converted.text, folder, converted.markdown.metadata)
    except UserError as error:
        for sign in pdf.without_a_glyph(str(error)):
            for place in converted.markdown.places(sign):
                problems.add(place, sign, "tecknet finns inte i PDF:ens typsnitt; skriv det med ord, eller ta bort det")
        if not pdf.without_a_glyph(str(error)):
            problems.add(Place(file), "PDF", str(error))
        return {}
    check_output.check_pdf(converted.markdown, content, problems)
    return {f"{file.stem}.pdf": content}
