"""A report that shows a chapter at a time, in a browser: each address opens its chapter, and all of them are there."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from indikatorer import ROOT
from indikatorer.rendering import find_renderer
from indikatorer.rendering.stage import stage_format
from tests.browser import WIDTHS, opened, violations
from tests.quartos import NO_QUARTO
from tests.rendering.conftest import HERE, Rendering

TEXT = """---
title: Årsrapport
{key}
---

# Sammanfattning {{#sec-forst}}

Mer står i @sec-mitt, i @tbl-ord och i en not.[^not]

[^not]: Noten, som hör till sammanfattningen.

## Kvinnor och män {{#sec-kon}}

Text. {long}

# Fler *avslutades* till [arbete](https://example.org), {{{{< var ar >}}}} {{#sec-mitt}}

{long}

## En tabell {{#sec-tabell}}

| Ord | Vad det är |
|---|---|
| FLAI | ett register |

: Ord i rapporten {{#tbl-ord}}

::: {{.callout-note title="Att tänka på"}}
Text i en ruta.
:::

{long}

# Ett kapitel utan adress

{long}

# Metod {{#sec-sist}}

Text. {long}
"""
LONG = "\n\n".join(["Ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord."] * 40)
NEAR = 60
"""Pixels below the upper edge of the window that are near it."""

CHAPTERS = ["sec-forst", "sec-mitt", "ett-kapitel-utan-adress", "sec-sist"]


def rendered(renderer: str, folder: Path, key: str = "kapitelvis: true") -> Rendering:
    rendering = Rendering(folder)
    rendering.copy(HERE / "sample")
    settings = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    settings |= {"period": "1 januari–31 december 2021", "syntetisk": True}
    settings["format"]["html"]["scripts"] = []
    stage_format(rendering.project, settings)
    rendering.write("doc.qmd", TEXT.format(key=key, long=LONG))
    find_renderer(renderer).render(rendering.project, ["doc"], rendering.output)
    return rendering


@pytest.fixture(scope="module", params=["embedded", pytest.param("quarto", marks=NO_QUARTO)])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    return rendered(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def page(browser: Any, report: Rendering) -> Iterator[Any]:
    with opened(browser, (report.output / "doc.html").as_uri(), report.output.as_uri()) as (tab, wrong):
        yield tab
        assert wrong == []


def shown(tab: Any) -> list[str]:
    """The chapters that are seen, by their addresses."""
    return [
        heading.get_attribute("id") or heading.evaluate("heading => heading.parentElement.id")
        for heading in tab.query_selector_all(".chapter h1")
        if heading.is_visible()
    ]


def at(tab: Any, address: str) -> list[str]:
    tab.goto(re.sub("#.*", "", tab.url) + (f"#{address}" if address else ""))
    return shown(tab)


def test_the_address_decides_which_chapter_is_seen(page: Any) -> None:
    assert shown(page) == ["sec-forst"]
    for chapter in CHAPTERS:
        assert at(page, chapter) == [chapter]
    assert at(page, "sec-tabell") == at(page, "tbl-ord") == ["sec-mitt"]
    assert at(page, "content") == at(page, "no-such-place") == ["sec-forst"]
    assert at(page, "hela-rapporten") == CHAPTERS


def test_a_place_in_a_chapter_is_scrolled_to(page: Any) -> None:
    for place in ("tbl-ord", "sec-tabell", "sec-sist"):
        at(page, place)
        assert 0 <= top(page, place) < NEAR
    page.goto("about:blank")
    page.go_back()
    assert 0 <= top(page, "sec-sist") < NEAR
    page.reload()
    assert 0 <= top(page, "sec-sist") < NEAR


def top(tab: Any, place: str) -> float:
    return float(tab.evaluate(f"document.getElementById('{place}').getBoundingClientRect().top"))


def test_links_lead_into_other_chapters_and_the_way_back_is_the_browsers(page: Any) -> None:
    page.click("p a[href='#tbl-ord']")
    assert shown(page) == ["sec-mitt"]
    page.click("text=Nästa kapitel >> visible=true")
    assert shown(page) == ["ett-kapitel-utan-adress"]
    page.go_back()
    page.go_back()
    assert shown(page) == ["sec-forst"]
    page.go_forward()
    assert shown(page) == ["sec-mitt"]
    page.click(".toc li a[href='#sec-sist']")
    assert shown(page) == ["sec-sist"]
    page.click("text=Första sidan")
    assert shown(page) == ["sec-forst"]
    page.click("text=Hela rapporten på en sida")
    assert shown(page) == CHAPTERS


def test_a_note_is_read_and_left_again(page: Any) -> None:
    page.click(".footnote-ref")
    assert page.is_visible("text=Noten, som hör till")
    page.click(".footnote-back")
    assert shown(page) == ["sec-forst"]
    assert not page.is_visible("text=Noten, som hör till")


def test_the_contents_mark_the_chapter_that_is_seen(page: Any) -> None:
    def marked() -> list[str]:
        return [
            link.get_attribute("href")
            for link in page.query_selector_all(".toc > ul > li > a")
            if link.evaluate("link => getComputedStyle(link).fontWeight") == "600"
        ]

    page.set_viewport_size({"width": 1280, "height": 800})
    assert marked() == ["#sec-forst"]
    for chapter in CHAPTERS:
        at(page, chapter)
        assert marked() == [f"#{chapter}"]
        assert page.is_visible(".toc a[href='#sec-tabell']") == (chapter == "sec-mitt")
    at(page, "hela-rapporten")
    assert marked() == []
    assert page.is_visible(".toc a[href='#sec-kon']")
    assert page.is_visible(".toc a[href='#sec-tabell']")


@pytest.mark.parametrize("address", ["", "sec-mitt", "tbl-ord", "hela-rapporten"])
def test_whoever_skips_with_the_keyboard_stays_in_the_chapter(page: Any, address: str) -> None:
    before = at(page, address)
    for link in ("Hoppa till innehållet", "Hoppa förbi innehållet"):
        focused = page.locator(f"text={link}").locator("visible=true")
        assert focused.count() == 1
        focused.focus()
        page.keyboard.press("Enter")
        assert shown(page) == before
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_on_paper_it_is_whole(page: Any) -> None:
    at(page, "sec-mitt")
    page.emulate_media(media="print")
    assert shown(page) == CHAPTERS
    assert page.is_visible("h1.title")
    assert not page.is_visible(".chapter-steps")
    assert not page.is_visible("text=Hela rapporten på en sida")


@pytest.mark.parametrize(("width", "scheme"), [*zip(WIDTHS, ["light", "dark", "light"], strict=True)])
@pytest.mark.parametrize("address", ["", "sec-mitt", "sec-sist", "hela-rapporten"])
def test_everyone_can_read_each_view(browser: Any, report: Rendering, width: int, scheme: str, address: str) -> None:
    where = (report.output / "doc.html").as_uri()
    with opened(browser, f"{where}#{address}", report.output.as_uri(), scheme) as (tab, _):
        tab.set_viewport_size({"width": width, "height": 800})
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_the_chapters_before_and_after_are_named(report: Rendering) -> None:
    page = BeautifulSoup(report.html, "html.parser")
    assert not page.select("a a, h1 nav")
    said = [[" ".join(link.get_text(" ").split()) for link in nav.select("a")] for nav in page.select(".chapter-steps")]
    assert said[0] == ["Nästa kapitel 2 Fler avslutades till arbete, 2021"]
    assert said[2] == ["Föregående kapitel 2 Fler avslutades till arbete, 2021", "Nästa kapitel 4 Metod"]
    for (_, after), (before, _) in pairwise([("", said[0][-1]), *[(one[0], one[-1]) for one in said[1:]]]):
        assert after.startswith("Nästa")
        assert before.startswith("Föregående")


def test_every_address_is_the_one_of_the_whole_report(report: Rendering, tmp_path: Path) -> None:
    def names(html: str) -> list[str]:
        return [str(tag["id"]) for tag in BeautifulSoup(html, "html.parser").select("[id]")]

    whole = rendered("embedded", tmp_path, key="")
    assert [name for name in names(report.html) if name != "hela-rapporten"] == names(whole.html)
    assert "chapter-" not in whole.html


def test_the_style_sheet_knows_as_many_chapters_as_the_reports_have() -> None:
    css = (ROOT / "reports" / "_format" / "chapters.css").read_text(encoding="utf-8")
    known = {int(number) for number in re.findall(r"\.of-(\d+)", css)}
    for report in (ROOT / "reports").glob("*.qmd"):
        chapters = re.findall(r"include [\w-]+/", report.read_text(encoding="utf-8"))
        assert set(range(1, len(chapters) + 1)) <= known


def test_it_is_asked_for_by_both_large_reports() -> None:
    assert {
        path.stem for path in (ROOT / "reports").glob("*.qmd") if "\nkapitelvis: true\n" in path.read_text("utf-8")
    } == {"arsrapport", "okand"}
