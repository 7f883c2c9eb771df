"""The published site as a real nginx gives it, with the documented configuration."""

import gzip
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from tests.browser import opened
from tests.served import NGINX, POLICY, served_by_nginx

pytestmark = pytest.mark.slow

KINDS = {
    "index.html": "text/html; charset=utf-8",
    "2021/arsrapport.html": "text/html; charset=utf-8",
    "2021/arsrapport.pdf": "application/pdf",
    "2021/arsrapport_files/fig-orsaker-aren.svg": "image/svg+xml; charset=utf-8",
    "2021/assets/report.css": "text/css; charset=utf-8",
    "2021/assets/fonts/SourceSansPro-Regular.woff": "font/woff",
    "2021/data/J3-orsak.csv": "text/csv; charset=utf-8",
    "2021/manifest.json": "application/json; charset=utf-8",
    "search/search.js": "text/javascript; charset=utf-8",
    "search/wasm.sv.pagefind": "application/octet-stream",
}


@pytest.fixture(scope="module")
def address(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if NGINX is None:
        pytest.skip("there is no nginx on the PATH")
    with served_by_nginx(published, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def asked(address: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_is_given_as_what_it_is(address: str, published: Path, name: str) -> None:
    status, headers, content = asked(address + name)
    assert status == 200
    assert headers["Content-Type"] == KINDS[name]
    assert headers["X-Content-Type-Options"] == "nosniff"
    whole = gzip.decompress(content) if headers["Content-Encoding"] == "gzip" else content
    assert whole == (published / name).read_bytes()
    if KINDS[name].startswith("text/") and len(whole) > 1000:
        assert headers["Content-Encoding"] == "gzip"
        assert len(content) < len(whole)


def test_nothing_on_the_site_is_of_a_kind_that_nginx_does_not_know(address: str, published: Path) -> None:
    kinds = {path.suffix: path for path in published.rglob("*") if path.is_file() and path.suffix[:4] not in (".pf_",)}
    del kinds[".pagefind"]
    for path in kinds.values():
        _, headers, _ = asked(address + str(path.relative_to(published)))
        assert headers["Content-Type"] != "application/octet-stream", path


@pytest.mark.parametrize("name", ["index.html", "2021/data/J3-orsak.csv", "nothing"])
def test_headers_are_strict_also_for_what_is_not_there(address: str, name: str) -> None:
    _, headers, _ = asked(address + name)
    assert headers["Content-Security-Policy"] == POLICY
    assert "unsafe-inline" not in POLICY
    assert "frame-ancestors 'none'" in POLICY
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Server"] == "nginx"


def test_drawings_may_style_themselves_and_run_nothing(address: str) -> None:
    _, headers, _ = asked(f"{address}2021/arsrapport_files/fig-orsaker-aren.svg")
    policy = headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "font-src data:" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("folder", ["2021/data/", "2021/assets/", "search/", "search/index/"])
def test_no_folder_is_listed(address: str, folder: str) -> None:
    assert asked(address + folder)[0] == 403


def test_hidden_files_and_what_lies_beside_the_site_are_not_given(address: str, published: Path) -> None:
    (published.parent / "secret").touch()
    for path in (".lock", "../.lock", "..%2fsecret", "2021/../../secret"):
        assert asked(address + path)[0] in (400, 404), path


def test_a_year_has_a_short_address(address: str) -> None:
    assert asked(f"{address}2021/")[2] == asked(f"{address}2021/arsrapport.html")[2]


def test_browsers_ask_anew_for_all_but_the_parts_of_the_search(address: str, published: Path) -> None:
    part = next((published / "search" / "fragment").iterdir())
    for name, rule in (("index.html", "no-cache"), (str(part.relative_to(published)), "immutable")):
        assert rule in asked(address + name)[1]["Cache-Control"]


def test_a_page_and_the_search_work_in_a_browser_and_break_no_rule(browser: Any, address: str) -> None:
    reports = ("2021/arsrapport.html#hela-rapporten", "2021/okand.html#hela-rapporten")
    for name in ("", *reports, "2021/arsrapport_files/fig-orsaker-aren.svg"):
        with opened(browser, address + name, address) as (page, wrong):
            for image in page.query_selector_all("img"):
                image.scroll_into_view_if_needed()
                assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
            if page.query_selector("header"):
                page.fill("#site-search", "jobbtorgens")
                page.wait_for_selector(".search-results a[href*='/2021/arsrapport.html']")
            for cell in page.query_selector_all("td[style]")[:1]:
                assert cell.evaluate("cell => getComputedStyle(cell).textAlign") in cell.get_attribute("style")
            assert wrong == []
