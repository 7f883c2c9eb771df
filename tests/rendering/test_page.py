"""The page: navigation, landmarks, headers of tables, and nothing that leads elsewhere."""

import re
from dataclasses import replace

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag

from indikatorer.presentation.show import Layout
from indikatorer.rendering.embedded import EmbeddedRenderer
from tests.rendering.conftest import Rendering


@pytest.fixture
def page(sample: Rendering) -> BeautifulSoup:
    return BeautifulSoup(sample.html, "html.parser")


def only(page: BeautifulSoup | Tag, selector: str) -> Tag:
    [tag] = page.select(selector)
    return tag


def test_language_title_and_landmarks(page: BeautifulSoup) -> None:
    assert only(page, "html")["lang"] == "sv"
    assert only(page, "title").text == "Årsrapport 2021 – Uppföljning av Jobbtorg Stockholm"
    assert len(page.select("body > header")) == len(page.select("main")) == 1
    assert only(page, "a.skip-link")["href"] == "#content"
    assert {nav["aria-label"] for nav in page.select("nav")} == {"Webbplatsen", "På denna sida"}


def test_navigation_marks_where_the_reader_is(base: Rendering) -> None:
    base.write("doc.qmd", "---\ntitle: T\n---\nText.\n")
    base.render()
    page = BeautifulSoup(base.html, "html.parser")
    assert only(page, ".site-title a")["href"] == "../index.html"
    links = page.select("header.site nav a")
    assert [(link.text, link["href"], link.get("aria-current")) for link in links] == [
        ("Alla år", "../index.html", None),
        ("Dokument", "doc.html", "page"),
    ]


def test_title_block_says_what_the_report_rests_on(page: BeautifulSoup) -> None:
    assert only(page, ".synthetic").text.startswith("Syntetiska data")
    assert [(row.dt.text, row.dd.text) for row in page.select(".facts div") if row.dt and row.dd] == [
        ("Period", "1 januari–31 december 2021"),
        ("Leverans", "15 februari 2022"),
        ("Diarienummer", "AMN 2022-0123-1.6"),
        ("Utskrift", "PDF"),
    ]


def test_tables_have_captions_and_scopes_and_scroll_by_themselves(page: BeautifulSoup) -> None:
    table = only(page, "#tbl-orsak table")
    assert {cell["scope"] for cell in table.select("thead th")} == {"col"}
    assert [cell["scope"] for cell in table.select("tbody th")] == ["row"] * 7
    assert only(table, "caption").text == "Tabell\u00a01: Avslut efter orsak och kön, 2021"
    region = only(page, "#tbl-orsak .table-scroll")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-labelledby"] == only(table, "caption span")["id"]


def test_figures_open_by_themselves(page: BeautifulSoup, sample: Rendering) -> None:
    figure = only(page, "#fig-orsak")
    assert only(figure, "a")["href"] == only(figure, "img")["src"] == "doc_files/fig-orsak.svg"
    assert (sample.output / "doc_files" / "fig-orsak.svg").read_bytes().startswith(b"<?xml")
    assert str(only(figure, "img")["alt"]).startswith("Liggande staplar.")
    assert page.select("figure p") == []


def test_page_needs_no_other_host_and_names_no_machine_path(page: BeautifulSoup, sample: Rendering) -> None:
    for tag in page.select("[src], link[rel=stylesheet]"):
        target = str(tag.get("src") or tag.get("href"))
        assert (sample.output / target).is_file(), target
    for file in sample.output.rglob("*.css"):
        for url in re.findall(r"url\(\"?([^\")]+)", file.read_text(encoding="utf-8")):
            assert (file.parent / url).is_file(), url
    texts = [file.read_text(encoding="utf-8") for file in sample.output.rglob("*") if file.suffix in (".html", ".css")]
    assert not any(str(sample.project) in text or "/home/" in text or "/tmp/" in text for text in texts)
    assert not page.select("script")


def test_tabs_work_without_script(page: BeautifulSoup) -> None:
    buttons = page.select(".panel-tabset input")
    assert [button.has_attr("checked") for button in buttons] == [True, False]
    assert [only(page, f"label[for={button['id']}]").text for button in buttons] == ["Andelar", "Antal"]
    assert [panel["aria-label"] for panel in page.select(".tab-panel")] == ["Andelar", "Antal"]


FINISHED = Layout(
    ["Avslutsorsak", "Kvinnor, %", "Förändring"],
    [['Arbete & "<studier>"', "37,1*", "inte säker"], ["Okänd", "..", ""], ["2021", "–", "−8,6\u00a0%"]],
    ["* Osäker: Anna's.", "..\u00a0betyder att uppgiften gäller för få."],
)


@pytest.mark.parametrize("table", [FINISHED, replace(FINISHED, notes=[]), Layout(["År", "Antal"], [], [])])
def test_a_finished_table_is_the_one_that_would_have_been_read(base: Rendering, table: Layout) -> None:
    shown = nbformat.v4.new_output("display_data", {"text/html": table.as_html()})
    cells = [
        nbformat.v4.new_code_cell(f"#| label: {label}\n#| tbl-cap: 'Som @tbl-b och @mork2021, *2021*'", outputs=[shown])
        for label in ("tbl-a", "tbl-b", "unnumbered")
    ]
    finished = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    base.write("doc.qmd", "---\ntitle: T\nbibliography: ref.bib\n---\n{{< embed nb.ipynb#tbl-a,tbl-b,unnumbered >}}\n")
    pages = []
    for notebook in (finished, finished.replace(' class=\\"finished\\"', "")):
        base.write("nb.ipynb", notebook)
        EmbeddedRenderer(["html"]).render(base.project, ["doc.qmd"], base.output)
        pages.append(re.sub(r"\n+", "\n", base.html))
    assert "Tabell\u00a02: Som <a" in pages[0]
    assert pages[0] == pages[1]
    assert finished != notebook


def test_a_value_at_the_beginning_of_an_item_is_words_and_begins_no_list(base: Rendering) -> None:
    base.write("doc.qmd", "---\ntitle: T\nformat: html\n---\n- {{< var ar >}}. En punkt\n")
    base.render()
    assert "2021. En punkt" in base.html
    assert "<ol" not in base.html
