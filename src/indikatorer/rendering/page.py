"""A document as an HTML page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indikatorer.rendering import pandoc
from indikatorer.rendering.by_chapter import ASKED_BY, in_chapters
from indikatorer.rendering.pandoc_markdown import Markdown
from indikatorer.rendering.project import Project
from indikatorer.rendering.renderer_labels import shown

_FOOTNOTES = re.compile(r'(<section id="footnotes"[^>]*>)\s*<hr ?/?>')


def convert(markdown: Markdown, project: Project) -> pandoc.Converted:
    """Make the page of a document.

    Args:
        markdown: the document, expanded for HTML.
        project: gives the site's title and navigation, and the template.

    Returns:
        The page, with the faults and files that were found on the way.
    """
    metadata = shown(markdown.metadata)
    stem = markdown.document.file.stem
    variables: dict[str, Any] = {
        "site-title": project.site_title,
        "navigation": project.navigation(stem),
        "pdf": f"{stem}.pdf" if "typst" in markdown.formats else "",
        "styles": ["fonts/fonts.css", *(file.name for file in styles(project.format_folder))],
    }
    converted = pandoc.convert(
        markdown.text,
        "html",
        (project.format_folder / "page.html").read_text(encoding="utf-8"),
        metadata,
        variables,
        project.folder,
        project.citation_style(metadata),
    )
    converted.text = finished(converted.text, markdown.metadata, metadata["words"])
    return converted


def finished(page: str, metadata: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """What either renderer's page still wants: a heading for the notes in place of the line that pandoc draws, and its
    chapters apart where the report asks for that."""
    page = _FOOTNOTES.sub(f"\\1\n<h2>{words['section-title-footnotes']}</h2>", page)
    return in_chapters(page, words) if metadata.get(ASKED_BY) else page


def styles(folder: Path) -> list[Path]:
    """The style sheets of a format folder, in the order in which they apply."""
    return sorted(folder.glob("*.css"))
