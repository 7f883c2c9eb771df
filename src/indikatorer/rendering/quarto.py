"""Render a Quarto project with Quarto, and keep from the site what must not be published."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from indikatorer import UserError
from indikatorer.base import programs
from indikatorer.base.files import write_bytes
from indikatorer.rendering import check_output, pandoc
from indikatorer.rendering.documents import without_comments
from indikatorer.rendering.page import finished
from indikatorer.rendering.pandoc_markdown import Markdown, expand_documents
from indikatorer.rendering.pdf import timestamp
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.project import Project
from indikatorer.rendering.renderer_labels import words
from indikatorer.rendering.shortcodes import Shortcodes

OLDEST = (1, 9)
"""The Typst of the releases before it makes PDFs without tags, and a hyphen at the end of a line is some other sign, at
times a digit, to those who search, copy or listen."""

_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_ERROR = re.compile(r"\berror\b", re.IGNORECASE)
_IMAGE = re.compile(
    r"(?P<folder>[^\"/]+_files)/figure-html/[^\"]*?-(?P<label>(?:fig|tal)-[\w-]+?)-output-(?P<number>\d+)(?=\.\w+)"
)


class QuartoRenderer:
    """Renders with the Quarto that is installed.

    Args:
        executable: the `quarto` program.
        version: what it says its version is.
    """

    name = "quarto"

    def __init__(self, executable: str, version: str) -> None:
        self.executable = executable
        self.version = version

    @property
    def is_recent(self) -> bool:
        """Whether it can make the reports."""
        numbers = re.match(r"(\d+)\.(\d+)", self.version)
        return numbers is not None and (int(numbers[1]), int(numbers[2])) >= OLDEST

    def render(self, project: Path, documents: Sequence[str], output: Path) -> None:
        """Render documents; see `indikatorer.rendering.Renderer`."""
        # Quarto prints what it cannot resolve, or leaves it out, and goes on: what is asked for is looked at first
        problems = Problems(lenient=True)
        opened = Project(project, problems)
        expanded = expand_documents(documents, opened, problems)
        for markdown in expanded:
            check_output.check_source(markdown, problems)
        problems.raise_if_any()
        with tempfile.TemporaryDirectory() as scratch:
            # Quarto writes caches into the project and empties its output folder: a copy keeps both out of the way
            copy = Path(scratch, "project")
            shutil.copytree(project, copy, ignore=shutil.ignore_patterns("_site", ".quarto"))
            _prepare(copy, opened, problems)
            for file in dict.fromkeys(markdown.document.file for markdown in expanded):
                self._run(copy, [one for one in expanded if one.document.file == file], problems)
            problems.raise_if_any()
            site = copy / opened.output_folder
            pages = {}
            for markdown in expanded:
                stem = markdown.document.file.stem
                if markdown.form == "html":
                    pages[stem] = _page(site, markdown, copy, opened)
                    check_output.check_page(markdown, pages[stem], problems)
                else:
                    check_output.check_pdf(markdown, (site / f"{stem}.pdf").read_bytes(), problems)
            problems.raise_if_any()
            for file in sorted(path for path in site.rglob("*") if path.is_file()):
                name = _named(str(file.relative_to(site)))
                if file.suffix == ".html" and file.stem in pages:
                    write_bytes(output / name, pages[file.stem].encode())
                elif not _is_leftover(name, pages):
                    write_bytes(output / name, file.read_bytes())

    def _run(self, project: Path, expanded: list[Markdown], problems: Problems) -> None:
        document = expanded[0].document.file.name
        run = programs.run(
            [self.executable, "render", document],
            cwd=project,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(timestamp(expanded[0].metadata.get("date")))},
            bounded=False,
        )
        told = run.stderr.splitlines()
        found = [*filter(None, map(pandoc.finding, told)), *_missing(told, project)]
        for finding in _with_lines(found, expanded[0]):
            for place in expanded[0].places_of(finding):
                problems.add(place, finding.construct, finding.remedy)
        if run.returncode and not found:
            raise UserError(f"{document}: Quarto kan inte göra rapporten:\n{_what_failed(run.stderr)}")


def _what_failed(told: str) -> str:
    """What Quarto says from its first error on, without colours: before it stand settings and progress."""
    plain = _COLOURS.sub("", told).strip()
    failed = _ERROR.search(plain)
    return plain[failed.start() :] if failed else plain


def _prepare(copy: Path, project: Project, problems: Problems) -> None:
    """Take the comments out, which Quarto would publish, fill the facts in within quotation marks, keep backslashes."""
    shortcodes = Shortcodes(project.variables, {}, problems)
    for file in copy.rglob("*.qmd"):
        lines = without_comments(file.read_text(encoding="utf-8")).split("\n")
        file.write_text("\n".join(shortcodes.expand_quoted(line, Place(file)) for line in lines), encoding="utf-8")
    for file in copy.rglob("*.ipynb"):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for metadata in (cell["metadata"] for cell in notebook["cells"]):
            if isinstance(alternative := metadata.get("fig-alt"), str):
                metadata["fig-alt"] = alternative.replace("\\", "\\\\")
        file.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def _with_lines(found: list[pandoc.Finding], markdown: Markdown) -> list[pandoc.Finding]:
    """Faults with the lines of our Markdown: Quarto tells those of a longer text of its own, which pandoc gets."""
    if not any(finding.line for finding in found):
        return found
    read = pandoc.findings_of(markdown.text, markdown.metadata)
    known = {finding.construct for finding in read}
    others = (replace(finding, line=0) for finding in found if not finding.line or finding.construct not in known)
    return [*read, *others]


def _missing(told: list[str], project: Path) -> Iterator[pandoc.Finding]:
    """The pictures that a document shows and the project lacks; those of notebooks Quarto makes itself."""
    for path in (json.loads(line)["resource"] for line in told if line.startswith('{"resource"')):
        if "_files/" not in path and not (project / path.lstrip("/")).is_file():
            yield pandoc.Finding(f"bilden {path}", "det finns ingen sådan fil", needle=path)


def find_quarto() -> QuartoRenderer | None:
    """The Quarto of `make quarto`, else the one on the PATH, of whatever release; None when there is none."""
    import quarto

    executable = shutil.which("quarto", path=Path(sys.prefix, "bin")) or quarto.path()
    if executable is None:
        return None
    said = programs.run([executable, "--version"], bounded=False).stdout.strip()
    return QuartoRenderer(executable, said)


def _is_leftover(name: str, pages: Mapping[str, str]) -> bool:
    """Whether Quarto made a file from a notebook that no page shows: code, other figures. It is never published."""
    if name.endswith(("-preview.html", ".ipynb")):
        return True
    folder, files, _ = name.partition("_files/")
    return files != "" and name not in pages.get(folder, "")


def _named(path: str) -> str:
    """The same image has the same name, whoever renders: that of its label."""
    return _IMAGE.sub(_name_of_image, path)


def _name_of_image(match: re.Match[str]) -> str:
    again = "" if match["number"] == "1" else f"-{match['number']}"
    return f"{match['folder']}/{match['label']}{again}"


def _page(site: Path, markdown: Markdown, copy: Path, project: Project) -> str:
    page = (site / f"{markdown.document.file.stem}.html").read_text(encoding="utf-8")
    # the search takes the name of the sign for a word
    page = finished(page, markdown.metadata, words(project.settings)).replace("&nbsp;", "\u00a0")
    return _named(page).replace(f"{copy}/", "")
