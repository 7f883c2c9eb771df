"""The PDF: accessible, with a title page, contents and page numbers, and the same bytes every time."""

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from indikatorer.rendering.check_output import FOOTER, HEADER
from tests.rendering.conftest import Rendering

IMAGE = pdfium.raw.FPDF_PAGEOBJ_IMAGE
TWO_EM = 2 * 10.5
"""Points, in the size of running text."""


@pytest.fixture
def pdf(sample: Rendering) -> PdfReader:
    return PdfReader(sample.output / "doc.pdf")


def test_it_declares_itself_accessible(pdf: PdfReader) -> None:
    catalog: Any = pdf.root_object
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "sv-SE"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Årsrapport 2021"


def test_title_page_says_what_the_report_rests_on(pdf: PdfReader) -> None:
    text = pdf.pages[0].extract_text()
    for words in (
        "Syntetiska data",
        "Årsrapport 2021",
        "1 januari–31 december 2021",
        "15 februari 2022",
        "AMN 2022-0123",
    ):
        assert words in text
    assert "Sida" not in text


def test_pages_are_numbered_and_chapters_bookmarked(pdf: PdfReader) -> None:
    assert f"Sida 3 av {len(pdf.pages)}" in pdf.pages[2].extract_text().replace("\u2060", "")
    titles = [item["/Title"] for item in pdf.outline if not isinstance(item, list)]
    assert titles == ["Sammanfattning", "1 Avslut", "2 Metod", "Källor"]


def test_table_headers_are_repeated(pdf: PdfReader) -> None:
    pages = [page.extract_text() for page in pdf.pages]
    assert sum("Stadsdelsnämnd och orsak" in page for page in pages) >= 2


def test_figures_have_alternative_text(pdf: PdfReader) -> None:
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    catalog: Any = pdf.root_object
    walk(catalog["/StructTreeRoot"])
    assert any(text.startswith("Liggande staplar.") for text in found)
    assert any(text.startswith("Två linjer") for text in found)


def test_only_shipped_fonts_are_used(pdf: PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pdf.pages
        for font in resources(page)["/Font"].values()
    }
    assert all(name.startswith(("SourceS", "DejaVuSansMono")) for name in fonts), fonts


def test_everything_comes_out_in_the_same_bytes(sample: Rendering, tmp_path: Path) -> None:
    again = Rendering(tmp_path)
    again.copy(sample.project)
    again.render()
    assert contents(again.output) == contents(sample.output)


def resources(page: Any) -> Any:
    return page["/Resources"]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_short_chapters_share_a_page_and_long_ones_do_not_begin_at_its_foot(rendering: Rendering) -> None:
    chapters = "\n\n".join(f"# Kapitel {number}\n\n" + "Några ord i sträck. " * 60 for number in range(5))
    rendering.write("doc.qmd", f"---\ntitle: T\ntoc: true\nformat:\n  typst: default\n---\n\n{chapters}\n")
    rendering.render()
    pages = [page.extract_text() for page in PdfReader(rendering.output / "doc.pdf").pages][2:]
    assert ["Kapitel 0" in pages[0], "Kapitel 1" in pages[0], "Kapitel 2" in pages[0]] == [True, True, False]
    assert pages[1].index("Kapitel 2") < 40


def test_two_columns_of_words_share_a_line_as_their_words_do(base: Rendering) -> None:
    rows = [f"Så många dagar mellan två inskrivningar räknas som {words}" for words in ("en", "två", "tre", "fyra")]
    table = "\n".join(["| Val | Valt |", "|---|---|", *(f"| {row} | alla |" for row in rows)])
    table += "\n| Gränser | årets gränser, och de gränser som gällde förra året för alla år som gått sedan |"
    base.write("doc.qmd", f"---\ntitle: T\n---\n\n{table}\n\n: Val {{#tbl-val}}\n")
    base.render()
    with pdfium.PdfDocument(base.output / "doc.pdf") as document:
        lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]
    assert [row for row in rows if not any(row in line for line in lines)] == []


def test_the_checks_read_all_of_a_page_but_what_repeats_itself(base: Rendering) -> None:
    words = "Några ord i sträck. " * 200
    base.write("doc.qmd", f"---\ntitle: T\n---\n\n![Vid foten](bild.png){{fig-alt='B'}}\n\n{words}\n")
    base.render()
    with pdfium.PdfDocument(base.output / "doc.pdf") as document:
        texts = [(page.get_textpage(), page.get_height()) for page in document][1:]
        read = [text.get_text_bounded(bottom=FOOTER, top=height - HEADER) for text, height in texts]
        whole = [text.get_text_bounded() for text, _ in texts]
    assert sorted(" ".join(read).split()) == sorted(f"{words} Vid foten".split())
    assert ["Sida" in text for text in whole] == [True, True]


def test_parts_of_a_figure_stand_as_far_apart_as_quarto_sets_them(base: Rendering) -> None:
    parts = "![Kvinnor](bild.png){#fig-kvinnor}\n\n![Män](bild.png){#fig-man}"
    base.write("doc.qmd", f"---\ntitle: T\n---\n\n::: {{#fig-par layout-ncol=2}}\n{parts}\n\nTvå\n:::\n")
    base.render()
    with pdfium.PdfDocument(base.output / "doc.pdf") as document:
        images = [shape.get_bounds() for page in document for shape in page.get_objects() if shape.type == IMAGE]
    [(_, _, end, _), (start, _, _, _)] = images
    assert start - end == pytest.approx(TWO_EM, abs=0.1)
