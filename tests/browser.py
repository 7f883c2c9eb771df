"""A real browser for tests, where there is one, and what it finds wrong with a page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
WIDTHS = (360, 768, 1280)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]},
    # to tell where every rule was kept takes five times as long as to find where one was not
    "resultTypes": ["violations"],
}


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium that does nothing on its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, address: str, here: str, scheme: str = "light") -> Iterator[tuple[Any, list[str]]]:
    """A page in the browser, and all that goes wrong on it or is asked for outside `here`, also later on."""
    page = browser.new_page(color_scheme=scheme)
    wrong: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(here) else wrong.append(request.url))
    page.on("requestfailed", lambda request: wrong.append(f"missing: {request.url}"))
    page.on("response", lambda answer: wrong.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    yield page, wrong
    page.close()


def violations(page: Any) -> list[tuple[str, Any, str]]:
    """What breaks WCAG 2.1 AA, or good practice: the rule, where, and what to do."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
