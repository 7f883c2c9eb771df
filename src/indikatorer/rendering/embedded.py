"""Render a Quarto project without Quarto: pandoc reads and writes, Typst sets the pages."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from indikatorer import UserError
from indikatorer.files import write_bytes
from indikatorer.rendering import fonts, page, pandoc, pdf
from indikatorer.rendering.markdown import Markdown, expand
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.project import Project
from indikatorer.rendering.source import read_document


class EmbeddedRenderer:
    """Renders the subset of Quarto that the reports use; anything else is a fault with file and line."""

    name = "embedded"

    @property
    def version(self) -> str:
        """The releases of pandoc and Typst that do the work."""
        return f"pandoc {pandoc.version()}, typst {version('typst')}"

    def render(self, project: Path, documents: Sequence[str], output: Path) -> None:
        """Render documents; see `indikatorer.rendering.Renderer`."""
        problems = Problems()
        opened = Project(project, problems)
        with tempfile.TemporaryDirectory() as scratch:
            rendered: dict[str, bytes] = {}
            for name in documents:
                rendered |= _render_document(project / _file_name(name), opened, Path(scratch), problems)
            problems.raise_if_any()
        fonts.write(output / "assets" / "fonts")
        for style in page.styles(opened.format_folder):
            write_bytes(output / "assets" / style.name, style.read_bytes())
        for path, content in rendered.items():
            write_bytes(output / path, content)


def _file_name(document: str) -> str:
    return document if document.endswith(".qmd") else f"{document}.qmd"


def _render_document(file: Path, project: Project, scratch: Path, problems: Problems) -> dict[str, bytes]:
    """The files that a document becomes, by their path in the output."""
    if not file.is_file():
        problems.add(Place(file), "document", f"there is no {file.name} in {project.folder.name}")
        return {}
    document = read_document(file, project.folder, problems)
    rendered: dict[str, bytes] = {}
    metadata = project.metadata(document)
    for form, values in metadata.items():
        markdown = expand(document, values, form, project, problems)
        if form == "html":
            converted = page.convert(markdown, project, with_pdf="typst" in metadata)
            rendered |= _shown_files(converted, markdown, project, problems)
            rendered[f"{file.stem}.html"] = converted.text.encode()
        else:
            folder = Path(tempfile.mkdtemp(dir=scratch))
            converted = pdf.convert(markdown, project, folder)
            for path, content in _shown_files(converted, markdown, project, problems).items():
                write_bytes(folder / path, content)
            if not problems.found:
                rendered[f"{file.stem}.pdf"] = _pdf(converted.text, folder, markdown, problems)
            shutil.rmtree(folder)
    return rendered


def _shown_files(
    converted: pandoc.Converted, markdown: Markdown, project: Project, problems: Problems
) -> dict[str, bytes]:
    """The images that a converted document shows; what was found in it goes to the problems, with file and line."""
    for finding in converted.findings:
        for place in markdown.places_of(finding):
            problems.add(place, finding.construct, finding.remedy)
    shown = dict(markdown.images)
    for path in converted.resources:
        source = project.folder / path.lstrip("/")
        if path in shown:
            continue
        if source.is_file():
            shown[path] = source.read_bytes()
        else:
            for place in markdown.places(path):
                problems.add(place, f"image {path}", "there is no such file in the project")
    return shown


def _pdf(source: str, folder: Path, markdown: Markdown, problems: Problems) -> bytes:
    try:
        return pdf.compile_pdf(source, folder, markdown.metadata)
    except UserError as error:
        problems.add(Place(markdown.document.file), "PDF", str(error))
        return b""
