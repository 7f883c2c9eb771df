"""What can be measured of how the reports look, on the pages and PDFs of a real one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from bs4 import BeautifulSoup

from tests.project import Copy

pytestmark = pytest.mark.slow

REPORTS = ("arsrapport", "okand")
CENTIMETRE = 72 / 2.54
TEXT_WIDTH, PHONE = 14.6 * CENTIMETRE, 335
"""The width of the text on paper, in points, and on a phone, in pixels."""

SMALLEST_ON_PAPER, SMALLEST_ON_PHONE = 9.2, 12
MARGINS = (3.0, 3.0)
"""Centimetres of a page, above and below its text."""

A_GAP = 1.5
"""Centimetres without ink that are more than what stands between two things."""

FEWEST_LINES = 4
MOST_PAGES = {"arsrapport": 40, "okand": 20}
MOST_ROWS_IN_ONE_PIECE = 8


@pytest.fixture(scope="module")
def year(reported: Copy) -> Path:
    return reported.folder / "_site" / "2021"


def test_every_published_table_is_linked(year: Path) -> None:
    linked = {
        str(link["href"])
        for page in year.glob("*.html")
        for link in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("a[href]")
    }
    published = {str(path.relative_to(year)) for path in year.rglob("*.csv")}
    assert sorted(published - linked) == []
    assert {name.replace("data/excel/", "data/") for name in published if "excel" in name} <= published


@pytest.mark.parametrize("report", REPORTS)
def test_alternative_texts_are_short_and_begin_with_what_there_is_to_see(year: Path, report: str) -> None:
    page = BeautifulSoup((year / f"{report}.html").read_text(encoding="utf-8"), "html.parser")
    told = {str(image["src"]): str(image["alt"]) for image in page.select("img")}
    assert [name for name, alt in told.items() if len(alt) > 300] == []
    assert [name for name, alt in told.items() if re.match(r"\w*diagram|Staplar|Kurvor", alt)] == []
    assert [name for name, alt in told.items() if re.search(r"\d{4}-\d\d", alt)] == []


@pytest.mark.parametrize("report", REPORTS)
def test_what_is_written_in_a_drawing_can_be_read(year: Path, report: str) -> None:
    drawings = [path for path in sorted((year / f"{report}_files").glob("*.svg")) if not path.stem.endswith("-bild")]
    assert {drawing.stem.endswith("-narrow") for drawing in drawings} == {True, False}
    for drawing in drawings:
        svg = drawing.read_text(encoding="utf-8")
        [width] = re.findall(r'<svg [^>]*?width="([\d.]+)pt"', svg)
        smallest = min(map(float, re.findall(r"font-size: ([\d.]+)px", svg)))
        if drawing.stem.endswith("-narrow"):
            assert smallest * PHONE / float(width) >= SMALLEST_ON_PHONE, drawing.name
        else:
            assert smallest * TEXT_WIDTH / float(width) >= SMALLEST_ON_PAPER, drawing.name


def rows_of_ink(page: pdfium.PdfPage, dots: int = 36) -> tuple[list[bool], float]:
    """For each row of dots between the margins of a page whether anything is printed there, and the dots of a cm."""
    each = dots / 2.54
    shown = page.render(scale=dots / 72, grayscale=True).to_numpy().squeeze()
    above, below = (round(margin * each) for margin in MARGINS)
    return list((shown[above:-below] < 200).any(axis=1)), each


def empty(page: pdfium.PdfPage) -> float:
    """The part of a page without ink, but for what stands between two things."""
    inked, each = rows_of_ink(page)
    runs = [len(run) for run in "".join("x" if ink else " " for ink in inked).split("x")]
    return sum(run for run in runs if run > A_GAP * each) / len(inked)


def pages(pdf: Path) -> Iterator[tuple[int, float, str]]:
    """Number, empty part and text of the pages after the contents."""
    with pdfium.PdfDocument(pdf) as document:
        told = [page.get_textpage().get_text_bounded() for page in document]
        contents = [number for number, text in enumerate(told) if "\nInnehåll" in text or "\u2060" in text]
        for number in range(max(contents, default=0) + 1, len(document)):
            yield number + 1, empty(document[number]), told[number]


@pytest.mark.parametrize("report", REPORTS)
def test_no_page_is_more_than_a_third_empty_except_before_a_part(year: Path, report: str) -> None:
    headings = BeautifulSoup((year / f"{report}.html").read_text(encoding="utf-8"), "html.parser").select("main h1")
    starts = {re.sub(r"\W", "", heading.get_text())[:20] for heading in headings}
    seen = list(pages(year / f"{report}.pdf"))
    # under the line at the head of the page; the last page is before the end
    after = [*(re.sub(r"\W", "", text.partition("\n")[2]) for _, _, text in seen[1:]), *starts]
    wrong = {
        number: round(share, 2)
        for (number, share, _), following in zip(seen, after, strict=False)
        if share > 1 / 3 and not any(following.startswith(start) for start in starts)
    }
    assert wrong == {}


@pytest.mark.parametrize("report", REPORTS)
def test_no_page_has_a_line_or_two(year: Path, report: str) -> None:
    lines = {number: len(text.strip().splitlines()) - 2 for number, _, text in pages(year / f"{report}.pdf")}
    assert {number: count for number, count in lines.items() if count < FEWEST_LINES} == {}


@pytest.mark.parametrize("report", REPORTS)
def test_it_is_read_to_the_end(year: Path, report: str) -> None:
    with pdfium.PdfDocument(year / f"{report}.pdf") as document:
        assert len(document) <= MOST_PAGES[report]


def tables(year: Path, report: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The number and the rows, without headings, of each table of a report."""
    page = BeautifulSoup((year / f"{report}.html").read_text(encoding="utf-8"), "html.parser")
    for table in page.select("[id^=tbl-] table"):
        if table.caption and (number := re.search(r"Tabell\W(\d+)", table.caption.get_text())):
            yield number[1], [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]


@pytest.mark.parametrize("report", REPORTS)
def test_no_table_is_signs_for_the_most_part(year: Path, report: str) -> None:
    wrong = {}
    seen = 0
    for number, rows in tables(year, report):
        cells = [text for row in rows for text in row[1:]]
        seen += 1
        if cells and sum(text in ("..", ".") for text in cells) > len(cells) / 2:
            wrong[number] = rows
    assert seen > 5
    assert wrong == {}


@pytest.mark.parametrize("report", REPORTS)
def test_a_short_table_is_on_one_page(year: Path, report: str) -> None:
    with pdfium.PdfDocument(year / f"{report}.pdf") as document:
        told = [re.sub(r"\W", "", page.get_textpage().get_text_bounded()) for page in document]
    short = {number: rows for number, rows in tables(year, report) if len(rows) <= MOST_ROWS_IN_ONE_PIECE}
    assert short
    torn = {}
    for number, rows in short.items():
        last = re.sub(r"\W", "", "".join(rows[-1]))
        caption = re.compile(rf"Tabell{number}(?=[A-ZÅÄÖ])")
        at = next((text for text in told if caption.search(text)), "")
        if last not in at:
            torn[number] = rows[-1]
    assert torn == {}
