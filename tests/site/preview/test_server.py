"""The preview's server: fresh pages before published ones, news at once, and nothing for strangers."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indikatorer.site.preview.server import Screen, serving

PAGE = "<html><body><p>{}</p></body></html>"


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: Screen) -> Iterator[str]:
    for name, text in {"site/2021": "published", "site/2013": "earlier", "pages": "fresh"}.items():
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "arsrapport.html").write_text(PAGE.format(text), encoding="utf-8")
    (tmp_path / "site" / "2021" / "arsrapport.pdf").write_bytes(b"%PDF")
    monkeypatch.chdir(tmp_path)
    with serving(Path("pages"), Path("site"), 2021, screen, 0) as address:
        yield address


def get(url: str, host: str = "") -> Any:
    return urllib.request.urlopen(urllib.request.Request(url, headers={"Host": host} if host else {}), timeout=5)


def test_the_year_is_fresh_and_the_rest_as_published(address: str) -> None:
    assert b"fresh" in get(address).read()
    assert b"earlier" in get(f"{address}2013/arsrapport.html").read()
    assert get(f"{address}2021/arsrapport.pdf").read() == b"%PDF"


def test_a_page_is_told_its_version_and_kept_by_nobody(address: str, screen: Screen) -> None:
    screen.tell("", reload=True)
    answer = get(f"{address}2021/arsrapport.html")
    assert b'data-version="1"' in answer.read()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_that_was_never_good_can_still_show_what_is_wrong(address: str) -> None:
    assert b"preview.js" in get(f"{address}2021/okand.html").read()


def test_news_come_at_once(address: str, screen: Screen) -> None:
    with get(f"{address}preview/events") as events:

        def next_state() -> Any:
            line = events.readline()
            events.readline()
            return json.loads(line.removeprefix(b"data: "))

        assert next_state() == {"version": 0, "message": ""}
        threading.Timer(0.05, screen.tell, ["reports/okand.qmd:3: …"]).start()
        assert next_state() == {"version": 0, "message": "reports/okand.qmd:3: …"}
        threading.Timer(0.05, screen.tell, [""], {"reload": True}).start()
        assert next_state() == {"version": 1, "message": ""}


def test_another_name_that_leads_here_gets_nothing(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403"):
        get(f"{address}2021/arsrapport.html", host="example.org")


def test_two_previews_do_not_get_in_each_others_way(address: str, screen: Screen) -> None:
    taken = int(address.rstrip("/").rpartition(":")[2])
    with serving(Path("pages"), Path("site"), 2013, screen, taken) as other:
        assert other != address
        assert b"fresh" in get(f"{other}2013/arsrapport.html").read()


def test_it_listens_on_this_machine_only(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "path", ["2021/../../pages/arsrapport.html", "../pages/arsrapport.html", "%2e%2e/pages/x.html"]
)
def test_nothing_outside_the_site_is_served(address: str, path: str) -> None:
    assert b"fresh" not in get(f"{address}{path}").read()
