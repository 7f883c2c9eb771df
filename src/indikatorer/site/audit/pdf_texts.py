"""PDF: the text of its pages, alternative texts and metadata, held against the sources of the report."""

import ctypes
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indikatorer.site.audit.numbers import numbers_in, pressed
from indikatorer.site.audit.page_texts import STRANGE
from indikatorer.site.audit.report_words import Sources
from indikatorer.site.audit.tracing import Findings

NEXT_TO = 3
"""So many lines before and after a number say where it stands, when its own line does not."""

_FOOTER = re.compile(r"Sida (\d+) av (\d+)\s*$")
_ENTRY_IN_CONTENTS = re.compile(r"\s*(?:\u2060|\.[ .]+|\s)(\d+)$")
_SECTION = re.compile(r"^\d+(?:\.\d+)*\s+(?=\S)")


def check_pdf(
    path: Path, name: str, sources: Sources, headings: list[str], findings: Findings, diarienummer: str = ""
) -> None:
    """Report every number of a PDF that no source of its report has in the same place.

    `headings` are those of the page of the same report: a section number is one that stands before them. At the foot
    of each page stands its `diarienummer`.
    """
    known = {pressed(heading) for heading in headings}
    with pdfium.PdfDocument(path) as document:
        for index in range(len(document)):
            page = document[index]
            place = f"sida {index + 1}"
            text = _without_foot(
                page.get_textpage().get_text_bounded(), index + 1, len(document), diarienummer, name, findings
            )
            lines = list(_lines(text, len(document), known, sources, name, findings))
            for number, line in enumerate(lines):
                before, after = " ".join(lines[:number][-NEXT_TO:]), " ".join(lines[number + 1 :][:NEXT_TO])
                _check(line, before, after, name, place, sources, findings)
            for spoken in _spoken(page):
                spoken = _without_section(spoken, known, name, findings)
                _check(spoken, "", "", name, f"alternativtext på {place}", sources, findings)
        said = document.get_metadata_dict()
        for key in ("Title", "Author", "Subject", "Keywords"):
            _check(said.get(key, ""), "", "", name, f"metadata {key}", sources, findings)


def _check(line: str, before: str, after: str, name: str, place: str, sources: Sources, findings: Findings) -> None:
    strange = [] if sources.is_drawn(line) else list(sources.strange(line, before, after))
    for number in strange:
        findings.add(name, place, number, STRANGE)
    findings.count(name, "stands in its source", len(list(numbers_in(line))) - len(strange))


def _without_foot(text: str, number: int, pages: int, diarienummer: str, name: str, findings: Findings) -> str:
    """The text of a page without its own number and the diarienummer before it."""
    footer = _FOOTER.search(text)
    if footer is None or (int(footer[1]), int(footer[2])) != (number, pages):
        return text
    findings.count(name, "page number", 2)
    before = text[: footer.start()].rstrip()
    return before.removesuffix(diarienummer) if diarienummer else text[: footer.start()]


def _lines(text: str, pages: int, headings: set[str], sources: Sources, name: str, findings: Findings) -> Iterator[str]:
    """The lines of a page without page numbers in the contents and the numbers of sections."""
    # a soft hyphen, or a dash in a range: the word or the range goes on in the next line
    for line in re.sub(r"[\u0002\u00ad]\r?\n?|(?<=\d–)\r?\n(?=\d)", "", text).splitlines():
        if sources.is_drawn(line):
            yield line
            continue
        entry = _ENTRY_IN_CONTENTS.search(line)
        if entry and int(entry[1]) <= pages and ("\u2060" in entry[0] or _is_heading(line[: entry.start()], headings)):
            findings.count(name, "page number")
            line = line[: entry.start()]
        yield _without_section(line, headings, name, findings)


def _without_section(line: str, headings: set[str], name: str, findings: Findings) -> str:
    section = _SECTION.match(line)
    if section is None or not _is_heading(line, headings):
        return line
    findings.count(name, "section or note")
    return line[section.end() :]


def _is_heading(line: str, headings: set[str]) -> bool:
    """Whether a line is a heading with its number, or the beginning of one that goes on in the next line."""
    here = pressed(line)
    return bool(here) and any(heading.startswith(here) for heading in headings)


def _spoken(page: Any) -> Iterator[str]:
    """The alternative texts and titles in the structure of a page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _spoken_under(raw.FPDF_StructTree_GetChildAtIndex(tree, index))
    finally:
        raw.FPDF_StructTree_Close(tree)


def _spoken_under(element: Any) -> Iterator[str]:
    if not element:
        return
    for read in (
        raw.FPDF_StructElement_GetAltText,
        raw.FPDF_StructElement_GetActualText,
        raw.FPDF_StructElement_GetTitle,
    ):
        if said := _string(read, element):
            yield said
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _spoken_under(raw.FPDF_StructElement_GetChildAtIndex(element, index))


def _string(read: Callable[..., int], element: Any) -> str:
    length = read(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le")
