"""Each figure and table has an address of its own and leads to its data, on the page and not in the PDF."""

from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.rendering.conftest import Rendering

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
CELLS = {
    "fig-a": (
        "J3-orsak J4-serie",
        {"fig-cap": "Staplar.", "fig-alt": "Två\n staplar: 1\u00a0234."},
        {"image/svg+xml": DRAWING},
    ),
    "tbl-b": ("J3-orsak", {"tbl-cap": "Rader."}, {"text/markdown": "| A | B |\n|---|---|\n| x | 1 |"}),
    "tbl-c": ("", {"tbl-cap": "Ord."}, {"text/markdown": "| A | B |\n|---|---|\n| x | y |"}),
}


@pytest.fixture
def page(base: Rendering) -> BeautifulSoup:
    cells = []
    for label, (csv, texts, data) in CELLS.items():
        outputs = [nbformat.v4.new_output("display_data", data=data)]
        metadata = texts | ({"csv": csv} if csv else {})
        cells.append(nbformat.v4.new_code_cell(f"#| label: {label}\n", metadata=metadata, outputs=outputs))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), base.project / "notebooks" / "data.ipynb")
    embeds = "\n\n".join(f"{{{{< embed /notebooks/data.ipynb#{label} >}}}}" for label in CELLS)
    base.write("doc.qmd", f"---\ntitle: T\nformat:\n  html: default\n  typst: default\n---\n\n# A\n\n{embeds}\n")
    base.render()
    return BeautifulSoup(base.html, "html.parser")


def test_figures_and_tables_lead_to_their_data(page: BeautifulSoup) -> None:
    links = page.select(".float-links a[download]")
    assert [(link.text, link["href"], link["aria-label"]) for link in links] == [
        ("Data (csv)", "data/J3-orsak.csv", "Data (csv) till figur 1: J3-orsak"),
        ("Data (csv)", "data/J4-serie.csv", "Data (csv) till figur 1: J4-serie"),
        ("Data (csv)", "data/J3-orsak.csv", "Data (csv) till tabell 1: J3-orsak"),
    ]


def test_figures_and_tables_have_addresses(page: BeautifulSoup) -> None:
    links = page.select("a.permalink")
    assert [link["href"] for link in links] == [f"#{label}" for label in CELLS]
    assert [link["aria-label"] for link in links] == [
        f"Länk hit: {name}" for name in ("figur 1", "tabell 1", "tabell 2")
    ]
    assert all(page.select(str(link["href"])) for link in links)


def test_a_description_is_one_line_whose_numbers_hold_together(page: BeautifulSoup) -> None:
    assert [image["alt"] for image in page.select("main img")] == ["Två staplar: 1\u00a0234."]


def test_the_pdf_has_neither(page: BeautifulSoup, base: Rendering) -> None:
    text = " ".join(sheet.extract_text() for sheet in PdfReader(base.output / "doc.pdf").pages)
    assert "Data (csv)" not in text
    assert "Länk hit" not in text


def test_links_between_documents_lead_to_what_they_become(base: Rendering) -> None:
    base.write("annan.qmd", "---\ntitle: A\n---\nText.\n")
    base.write(
        "doc.qmd", "---\ntitle: T\nformat:\n  html: default\n  typst: default\n---\n\n# A\n\nSe [den](annan.qmd#b).\n"
    )
    base.render()
    assert BeautifulSoup(base.html, "html.parser").select("main p a")[0]["href"] == "annan.html#b"
    sheets: list[Any] = [sheet for sheet in PdfReader(base.output / "doc.pdf").pages if "/Annots" in sheet]
    assert [note.get_object()["/A"]["/URI"] for sheet in sheets for note in sheet["/Annots"]] == ["annan.pdf"]
