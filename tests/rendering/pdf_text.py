"""The running text of a PDF, and whether it says what a page says."""

import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader

from indikatorer.rendering.check_output import FOOTER, HEADER

_MARKS = re.compile(r"^(#+|-|caption:|row:|code:) ")
# numbers of list items and footnotes, bullets, and the date of the title page
_ADDED = re.compile(r"[\d.•–]*|(Utgiven|Leverans)\d+[a-z]+\d{4}")


def pdf_text(file: Path) -> str:
    """The words of a PDF without its running headers and footers."""
    return "".join(pdf_pages(file))


def pdf_pages(file: Path) -> list[str]:
    """The words of each page of a PDF without its running header and footer."""
    return ["".join(_between(page, FOOTER, float(page.mediabox.height) - HEADER)) for page in PdfReader(file).pages]


def _between(page: PageObject, foot: float, top: float) -> list[str]:
    parts: list[str] = []

    def keep(text: str, matrix: list[float], text_matrix: list[float], *_: Any) -> None:
        if foot < matrix[5] + matrix[3] * text_matrix[5] < top:
            parts.append(text)

    page.extract_text(visitor_text=keep)
    return parts


def differences(lines: list[str], text: str) -> list[str]:
    """Where a PDF says other words, or in another order, than the lines of a page; alternative texts aside."""
    words = [_MARKS.sub("", line).replace(" | ", " ") for line in lines if not line.startswith("image:")]
    expected, got = squeezed("".join(words)), squeezed(text)
    return [
        f"{operation}: {expected[a:b]!r} → {got[c:d]!r}"
        for operation, a, b, c, d in SequenceMatcher(None, expected, got, autojunk=False).get_opcodes()
        if operation != "equal" and not (operation == "insert" and _ADDED.fullmatch(got[c:d]))
    ]


def squeezed(text: str) -> str:
    """Without spaces and signs that are not seen: where lines are broken is Typst's affair."""
    return re.sub(r"\s|\u00ad|\u2060", "", text)
