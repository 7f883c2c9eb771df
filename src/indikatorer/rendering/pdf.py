"""A document as a PDF that assistive technology can read (PDF/UA-1).

Cells that head columns are tagged as such; those that head rows are not, since Typst keeps that behind a switch which
neither its Python package nor Quarto turns on.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from indikatorer import UserError
from indikatorer.base import programs
from indikatorer.rendering import pandoc
from indikatorer.rendering.pandoc_markdown import Markdown
from indikatorer.rendering.project import Project
from indikatorer.rendering.renderer_labels import iso_date, shown
from indikatorer.typesetting import PROGRAM, folders

_PARTIALS = ("typst-template.typ", "typst-show.typ")


def convert(markdown: Markdown, project: Project) -> pandoc.Converted:
    """Make the Typst markup of a document.

    Args:
        markdown: the document, expanded for Typst.
        project: gives the partials that Quarto uses as well.

    Returns:
        Typst markup, with the faults and files that were found on the way.
    """
    metadata = {"toc-depth": 3, **shown(markdown.metadata)}
    partials = [(project.format_folder / name).read_text(encoding="utf-8") for name in _PARTIALS]
    template = "\n".join([*partials, "$body$", ""])
    return pandoc.convert(
        markdown.text, "typst", template, metadata, {}, project.folder, project.citation_style(metadata)
    )


def compile_pdf(source: str, folder: Path, metadata: dict[str, Any]) -> bytes:
    """Compile Typst markup.

    Args:
        source: the markup.
        folder: holds the images that it shows.
        metadata: its date is the date of the PDF, so that the same report has the same bytes.

    Returns:
        The PDF.

    Raises:
        UserError: the markup breaks a rule of PDF/UA-1, or names a font that is not shipped.
    """
    main = folder / "main.typ"
    folder.mkdir(parents=True, exist_ok=True)
    main.write_text(source, encoding="utf-8")
    made = folder / "main.pdf"
    asked = {
        "input": str(main),
        "root": str(folder),
        "font_paths": [str(path) for path in folders()],
        "ignore_system_fonts": True,
        "pdf_standards": ["ua-1"],
        "timestamp": timestamp(metadata.get("date")),
        "to": str(made),
    }
    run = programs.run([sys.executable, "-I", str(PROGRAM)], text=json.dumps(asked), name="Typst")
    if run.returncode:
        raise UserError(f"PDF:en kan inte göras: {' '.join(run.stderr.split())[-200:]}")
    if run.stdout:
        told = [" ".join(json.loads(line)) for line in run.stdout.splitlines()]
        raise UserError("\n".join(f"PDF:en kan inte göras: {one}" for one in told))
    return made.read_bytes()


def without_a_glyph(told: str) -> list[str]:
    """The texts that no font of the reports can show, as Typst tells of them."""
    return re.findall(r"the text `\"(.+?)\"` could not be displayed", told)


def timestamp(value: Any) -> int:
    """When a PDF says that it was made: on the date of its report, whoever makes it and when."""
    day = iso_date(value) or date(2000, 1, 1)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
