"""What stands under the title: on the page before the contents, in the PDF on its first page."""

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.rendering.conftest import HERE, Rendering


@pytest.fixture
def first_page(base: Rendering) -> Rendering:
    text = (HERE / "projects" / "35-first-page" / "doc.qmd").read_text(encoding="utf-8")
    base.write("doc.qmd", text.replace("title:", "toc: true\ntitle:"))
    base.render()
    return base


def test_its_numbers_stand_in_the_title_block_before_the_contents(first_page: Rendering) -> None:
    page = BeautifulSoup(first_page.html, "html.parser")
    [place] = page.select(".forsta-sidan")
    assert place.find_parent("header") is not None
    assert page.find("nav", class_="toc") in place.find_all_next("nav")
    [number] = place.select(".nyckeltal")
    assert [part.get_text() for part in number.select("p")] == ["En tredjedel till arbete", "", "Fler än året före."]
    assert [image["alt"] for image in number.select("img")] == ["Linjen stiger."]


def test_a_number_that_is_not_shown_leaves_no_line(first_page: Rendering) -> None:
    assert "skyddade" not in first_page.html
    assert first_page.html.count("<img") == 1


def test_in_the_pdf_they_are_on_the_first_page_and_the_contents_follow(first_page: Rendering) -> None:
    first, second, *_ = (page.extract_text() for page in PdfReader(first_page.output / "doc.pdf").pages)
    for said in ("Första sidan", "Rapporten gäller ett år.", "En tredjedel", "Fler än året före."):
        assert said in first
        assert said not in second.partition("\n")[2]
    assert "Ett kapitel" not in first


def test_a_report_without_it_begins_as_before(base: Rendering) -> None:
    base.write("doc.qmd", "---\ntitle: T\n---\n\n# Ett kapitel\n\nText.\n")
    base.render()
    assert "forsta-sidan" not in base.html
