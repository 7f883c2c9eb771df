"""The page as a browser has it: no violation of WCAG 2.1 AA, nothing from elsewhere, no error, no overflow."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from indikatorer import ROOT
from indikatorer.rendering import find_renderer
from indikatorer.rendering.stage import stage_format
from tests.browser import WIDTHS, opened, violations
from tests.quartos import NO_QUARTO
from tests.rendering.conftest import HERE, Rendering


@pytest.fixture(scope="module", params=["embedded", pytest.param("quarto", marks=NO_QUARTO)])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """The sample report in the looks of the reports, from each renderer."""
    rendering = Rendering(tmp_path_factory.mktemp(request.param))
    rendering.copy(HERE / "sample")
    settings = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    settings |= {"period": "1 januari–31 december 2021", "syntetisk": True}
    settings["format"]["html"]["scripts"] = []
    stage_format(rendering.project, settings)
    find_renderer(request.param).render(rendering.project, ["doc"], rendering.output)
    return rendering


@pytest.fixture(params=["light", "dark"])
def page(browser: Any, sample: Rendering, request: pytest.FixtureRequest) -> Iterator[tuple[Any, list[str]]]:
    """The sample report in a browser, and everything that went wrong or elsewhere on the way."""
    with opened(browser, (sample.output / "doc.html").as_uri(), sample.output.as_uri(), request.param) as page:
        yield page


def test_nothing_comes_from_elsewhere_and_nothing_fails(page: tuple[Any, list[str]]) -> None:
    tab, wrong = page
    for image in tab.query_selector_all("img"):
        image.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    assert wrong == []
    assert tab.evaluate("document.fonts.ready.then(() => [...document.fonts].some(font => font.status == 'loaded'))")


@pytest.mark.parametrize("width", WIDTHS)
def test_page_does_not_scroll_sideways(page: tuple[Any, list[str]], width: int) -> None:
    tab, _ = page
    tab.set_viewport_size({"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(page: tuple[Any, list[str]], width: int) -> None:
    tab, _ = page
    tab.set_viewport_size({"width": width, "height": 800})
    assert violations(tab) == []
