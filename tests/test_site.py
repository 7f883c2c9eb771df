"""The site of a real report in a real browser: everyone can read it, it asks for nothing elsewhere, and it can be
searched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indikatorer.site.pages import faults_of_pages
from tests.browser import WIDTHS, opened, violations
from tests.project import Copy
from tests.served import served

pytestmark = pytest.mark.slow

PAGES = ("index.html", "2021/arsrapport.html", "2021/okand.html")


@pytest.fixture(scope="module")
def site(reported: Copy) -> Path:
    return reported.folder / "_site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    # below the root of the server, as on an intranet
    with served(site.parent) as root:
        yield f"{root}_site/"


@pytest.fixture(params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_link_leads_somewhere_and_no_mark_is_missing(site: Path) -> None:
    assert faults_of_pages(site, sorted(site.rglob("*"))) == []


def views(page: Any) -> Iterator[str]:
    """What a page shows at its address, then each of its chapters and all of them, one after the other."""
    yield ""
    headings = page.eval_on_selector_all(".chapter h1", "headings => headings.map(heading => heading.id)")
    for place in [*headings, *(["hela-rapporten"] if headings else [])]:
        page.evaluate("place => { location.hash = place }", place)
        assert page.is_visible(".chapter:has(:target), main:has(#hela-rapporten:target)"), place
        yield place


@pytest.mark.parametrize(("width", "scheme"), zip(WIDTHS, ["light", "dark", "light"], strict=True))
def test_everyone_can_read_it_and_nothing_fails(browser: Any, address: str, name: str, width: int, scheme: str) -> None:
    with opened(browser, address + name, address, scheme) as (page, wrong):
        page.set_viewport_size({"width": width, "height": 800})
        seen = []
        for view in views(page):
            assert violations(page) == [], view
            assert page.evaluate("document.documentElement.scrollWidth") <= width, view
            seen.append(view)
        assert len(seen) == 1 if name == "index.html" else len(seen) > 10
        # all of it is in view now
        for image in page.query_selector_all("img"):
            image.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_found_in_all_their_forms(browser: Any, address: str, scheme: str) -> None:
    with opened(browser, address + PAGES[2], address, scheme) as (page, wrong):
        for word in ("jobbtorgens", "avslutats", "självförsörjande"):
            page.fill("#site-search", word)
            page.wait_for_selector(".search-results a[href*='/_site/2021/arsrapport.html']")
            page.wait_for_selector(".search-status:has-text('sid')")
        assert violations(page) == []
        page.click(".search-results a[href*='arsrapport.html#']")
        page.wait_for_url("**/2021/arsrapport.html#*")
        assert page.is_visible(".chapter:has(:target)")
        assert len([one for one in page.query_selector_all(".chapter") if one.is_visible()]) == 1
        page.fill("#site-search", "xyzzy")
        page.wait_for_selector(".search-status:has-text('Inga träffar')")
        assert wrong == []


def test_without_script_the_page_is_whole(browser: Any, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + PAGES[1])
    assert page.query_selector("#site-search") is None
    assert page.is_visible("#tbl-aret table")
    assert not page.is_visible("#tbl-orsaker table")
    for place in ("tbl-orsaker", "hela-rapporten"):
        page.goto(f"{address}{PAGES[1]}#{place}")
        assert page.is_visible("#tbl-orsaker table")
    page.close()


def test_opened_from_a_folder_it_has_no_field_and_no_fault(browser: Any, site: Path) -> None:
    with opened(browser, (site / PAGES[1]).as_uri(), site.as_uri()) as (page, wrong):
        page.wait_for_load_state("networkidle")
        assert page.query_selector("#site-search") is None
        assert wrong == []


def test_an_address_of_a_figure_shows_itself_to_the_keyboard(browser: Any, address: str) -> None:
    with opened(browser, f"{address}{PAGES[1]}#fig-orsaker-aren", address) as (page, _):
        link = page.query_selector("#fig-orsaker-aren + .float-links .permalink")
        assert link.evaluate("element => getComputedStyle(element).opacity") == "0"
        page.keyboard.press("Tab")
        link.focus()
        assert link.evaluate("element => getComputedStyle(element).opacity") == "1"
