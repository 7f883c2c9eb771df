"""The page as a browser has it: no violation of WCAG 2.1 AA, nothing from elsewhere, no error, no overflow."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.rendering.conftest import Rendering

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
WIDTHS = (360, 768, 1280)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium or Chrome on the PATH")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(browser: Any, sample: Rendering, scheme: str) -> Iterator[tuple[Any, list[str]]]:
    """The sample report in a browser, and everything that went wrong or elsewhere on the way."""
    page = browser.new_page(color_scheme=scheme)
    wrong: list[str] = []
    here = sample.output.as_uri()
    page.on("request", lambda request: None if request.url.startswith(here) else wrong.append(request.url))
    page.on("requestfailed", lambda request: wrong.append(f"missing: {request.url}"))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((sample.output / "doc.html").as_uri())
    yield page, wrong
    page.close()


def test_nothing_comes_from_elsewhere_and_nothing_fails(opened: tuple[Any, list[str]]) -> None:
    page, wrong = opened
    for image in page.query_selector_all("img"):
        image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert wrong == []
    assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].some(font => font.status == 'loaded'))")


@pytest.mark.parametrize("width", WIDTHS)
def test_page_does_not_scroll_sideways(opened: tuple[Any, list[str]], width: int) -> None:
    page, _ = opened
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(opened: tuple[Any, list[str]], width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page, _ = opened
    page.set_viewport_size({"width": width, "height": 800})
    found = axe.Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]] == []
