"""The preview from the outside, on a copy of the project: what is saved is on screen, and what is wrong with it."""

import json
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indikatorer.site.preview import Preview
from tests.browser import opened
from tests.project import SMALL, Copy

pytestmark = pytest.mark.slow

CHAPTER = "reports/okand/_01-sammanfattning.qmd"


@pytest.fixture(scope="module")
def project(reported: Copy, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return reported.taken_over(tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="module")
def address(project: Copy) -> Iterator[str]:
    command = [str(project.folder / ".venv" / "bin" / "indikatorer"), "preview", "--year", "2021", "--port", "0"]
    environment = project.environment() | {"MAKEFLAGS": f" -- {SMALL}"}
    with subprocess.Popen(command, cwd=project.folder, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        yield running.stdout.readline().split()[0]
        running.terminate()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    with opened(browser, f"{address}2021/okand.html#hela-rapporten", address) as (page, _):
        page.wait_for_selector("h1", timeout=30_000)
        page.wait_for_selector("#preview-notice", state="hidden", timeout=30_000)
        yield page


@pytest.fixture
def words(project: Copy) -> Iterator[Path]:
    file = project.folder / CHAPTER
    before = file.read_text(encoding="utf-8")
    yield file
    file.write_text(before, encoding="utf-8")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def states(address: str) -> Iterator[dict[str, Any]]:
    """What the server tells its pages, from now on."""
    ends = time.monotonic() + 60
    with urllib.request.urlopen(f"{address}preview/events", timeout=60) as events:
        for line in events:
            assert time.monotonic() < ends, "the server tells nothing"
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


def test_without_a_browser_the_server_tells_of_pages_and_faults(address: str, words: Path) -> None:
    told = states(address)
    before = next(state for state in told if state["version"] > 0 and not state["message"])
    edit(words, "# Sammanfattning {", "# Sammandrag {")
    assert next(told) == {"version": before["version"] + 1, "message": ""}
    with urllib.request.urlopen(f"{address}2021/okand.html") as page:
        assert "Sammandrag" in page.read().decode()
    edit(words, "@sec-vilka", "@sec-vilken")
    fault = next(told)
    assert fault["version"] == before["version"] + 1
    assert re.match(
        r"reports/okand/_01-sammanfattning\.qmd:\d+: @sec-vilken: rapporten har ingenting med den etiketten",
        fault["message"],
    )


def test_a_saved_sentence_is_on_screen(tab: Any, words: Path) -> None:
    for number in range(3):
        with words.open("a", encoding="utf-8") as file:
            file.write(f"\nMening nummer {number}.\n")
        tab.wait_for_selector(f"text=Mening nummer {number}.")


@pytest.mark.parametrize("report", ["arsrapport", "okand"])
def test_a_report_is_rendered_anew(reported: Copy, tmp_path: Path, report: str) -> None:
    shutil.copytree(reported.folder / "build" / "2021", tmp_path / "2021", symlinks=True)
    preview = Preview(tmp_path, tmp_path / "site", 2021)
    for _ in range(2):  # the first time it reads the notebooks as well
        preview.render([report])
    assert preview.faults == {}
    assert (preview.pages / f"{report}.html").exists()


def test_a_fault_is_shown_with_file_and_line_over_the_last_good_page(tab: Any, words: Path) -> None:
    line = next(
        n for n, text in enumerate(words.read_text(encoding="utf-8").splitlines(), 1) if "okand.andel >" in text
    )
    edit(words, "okand.andel >", "okand.andelen >")
    tab.wait_for_selector(f"#preview-notice:has-text('{CHAPTER}:{line}: var okand.andelen:')")
    assert tab.inner_text("h1") == "Avslutade med avslutsorsak okänd"
    edit(words, "okand.andelen >", "okand.andel >")
    tab.wait_for_selector("#preview-notice", state="hidden")


def test_an_edited_notebook_is_run_and_a_failing_one_told(tab: Any, project: Copy) -> None:
    notebook = project.folder / "notebooks" / "redovisning" / "okand.ipynb"
    good = notebook.read_text(encoding="utf-8")
    assert 'tables(\\"SW1-status\\")' in good
    assert 'suffix=\\" år efter\\"' in good
    notebook.write_text(good.replace('suffix=\\" år efter\\"', 'suffix=\\" år senare\\"'), encoding="utf-8")
    tab.wait_for_selector("th:has-text('1 år senare')", timeout=60_000)
    notebook.write_text(good.replace('tables(\\"SW1-status\\")', 'tables(\\"SW1-statu\\")'), encoding="utf-8")
    tab.wait_for_selector("#preview-notice:has-text('Det finns ingen tabell SW1-statu.')", timeout=60_000)
    assert re.search(r"okand.ipynb, cell \d+", tab.inner_text("#preview-notice"))
    notebook.write_text(good, encoding="utf-8")
    tab.wait_for_selector("th:has-text('1 år efter')", timeout=60_000)


def test_an_edited_caption_is_on_screen_and_a_wrong_one_told(tab: Any, project: Copy) -> None:
    captions = project.folder / "reports" / "okand" / "_04-aret-efter.toml"
    edit(captions, 'text = "Andel med gott resultat året', 'text = "Andelen med gott resultat året')
    tab.wait_for_selector("figcaption:has-text('Andelen med gott resultat')")
    edit(captions, "[okand.fig-gott-resultat]", "[okand.fig-gott-resultatet]")
    tab.wait_for_selector("#preview-notice:has-text('meningen [okand.fig-gott-resultat] saknas')")
    edit(captions, "[okand.fig-gott-resultatet]", "[okand.fig-gott-resultat]")
    tab.wait_for_selector("#preview-notice", state="hidden")
