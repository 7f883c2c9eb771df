"""What a report may name: files of the project, and none outside it, whether it is there or not, nor by a link."""

import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypandoc
import pytest

from indikatorer import UserError
from indikatorer.base import programs
from indikatorer.rendering.project_files import Outside, find
from tests.rendering.conftest import Rendering
from tests.rendering.test_problems import FRONT_MATTER, told

OUTSIDE = "ligger utanför projektet"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A folder beside the project, with a file of each kind."""
    folder = tmp_path / "secret"
    folder.mkdir()
    for name in ("a.qmd", "n.ipynb", "b.svg", "k.bib"):
        (folder / name).write_text("HEMLIGT")
    return folder


NAMED = (
    "{{{{< include {} >}}}}",
    "{{{{< embed {}#tbl-x >}}}}",
    "![Bild]({})",
)
FILES = ("a.qmd", "n.ipynb", "b.svg")


@pytest.mark.parametrize(
    "name", ["../secret/{}", "/../secret/{}", "lank/{}", "ingen/../../secret/{}", "../secret/nej-{}"]
)
@pytest.mark.parametrize(("words", "file"), list(zip(NAMED, FILES, strict=True)))
def test_a_file_outside_is_refused(base: Rendering, secret: Path, words: str, file: str, name: str) -> None:
    (base.project / "lank").symlink_to(secret)
    lines = told(base, words.format(name.format(file)))
    assert any(line.startswith("doc.qmd:4: ") and OUTSIDE in line for line in lines)
    assert not any("HEMLIGT" in line for line in lines)


def test_a_link_to_a_file_outside_is_refused(base: Rendering, secret: Path) -> None:
    (base.project / "_x.qmd").symlink_to(secret / "a.qmd")
    [line] = told(base, "{{< include _x.qmd >}}")
    assert OUTSIDE in line


@pytest.mark.parametrize("key", ["bibliography", "csl"])
@pytest.mark.parametrize("name", ["../secret/k.bib", "lank/k.bib"])
def test_a_bibliography_outside_is_refused(base: Rendering, secret: Path, key: str, name: str) -> None:
    (base.project / "lank").symlink_to(secret)
    lines = told(base, "Text.", f"---\ntitle: T\n{key}: {name}\n---\n")
    assert lines[0].startswith(f"doc.qmd:1: {key}: {name}: {OUTSIDE}")


def test_what_lies_inside_is_found_from_the_document_or_the_project(tmp_path: Path) -> None:
    (tmp_path / "kapitel").mkdir()
    (tmp_path / "kapitel" / "a.qmd").touch()
    found = tmp_path / "kapitel" / "a.qmd"
    assert find("a.qmd", tmp_path / "kapitel", tmp_path) == found
    assert find("/kapitel/a.qmd", tmp_path, tmp_path) == found
    assert find("nej.qmd", tmp_path, tmp_path) is None
    for impossible in ("x" * 5000, "a\0b"):
        assert find(impossible, tmp_path, tmp_path) is None
    with pytest.raises(Outside):
        find("../a.qmd", tmp_path / "kapitel" / "..", tmp_path)


FRONT = {
    **dict.fromkeys(
        (
            "filters: [x.lua]",
            "css: x.css",
            "template: x",
            "include-in-header: x",
            "engine: jupyter",
            "syntetisk: false",
        ),
        "gäller alla rapporter",
    ),
    "format: {html: {filters: [x.lua]}}": "filters: gäller alla rapporter",
    "format: [html]": "skriv html eller typst",
    "toc: ja": "skriv true eller false",
    "toc-depth: abc": "skriv ett tal från 1 till 6",
    "subtitle: {a: b}": "skriv en text",
    "crossref: 3": "skriv rader som fig-prefix",
    "bibliography: 3": "det finns ingen sådan fil",
    "lang: 'sv-\"><script>'": "skriv sv",
    "x: " + "[" * 6000: "inte fler nivåer",
    "a: &a [1]\nb: *a": "utan & och *",
    "x: " + "1" * 5000: "ett tal är för långt",
}


@pytest.mark.parametrize(("line", "message"), FRONT.items(), ids=[line[:30] for line in FRONT])
def test_a_report_cannot_decide_what_is_run_or_read(base: Rendering, line: str, message: str) -> None:
    assert any(message in one for one in told(base, "Text.", f"---\ntitle: T\n{line}\n---\n"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "Så här.".encode("cp1252"), b"\x89PNG\r\n\x1a\n\xff"])
def test_a_chapter_that_is_no_text_is_told_with_its_line(base: Rendering, content: bytes) -> None:
    (base.project / "_k.qmd").write_bytes(b"Rad ett.\n" + content)
    [line] = told(base, "{{< include _k.qmd >}}")
    assert line.startswith(("_k.qmd:2: ", "_k.qmd:3: "))
    assert "inte text i UTF-8" in line


@pytest.mark.parametrize("content", ["{nej", "[]", "{}"])
def test_a_broken_notebook_is_told(base: Rendering, content: str) -> None:
    (base.project / "trasig.ipynb").write_text(content)
    [line] = told(base, "{{< embed trasig.ipynb#tbl-x >}}")
    assert "notebooken går inte att läsa" in line


def test_a_broken_bibliography_is_told(base: Rendering) -> None:
    (base.project / "trasig.bib").write_text("@report{a, title={x")
    lines = told(base, "Se [@a].", "---\ntitle: T\nbibliography: trasig.bib\n---\n")
    assert any("kan inte göras av texten eller av en fil som den nämner" in line for line in lines)


def test_a_program_that_does_not_end_is_stopped(base: Rendering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indikatorer.base.programs.SECONDS", 0.001)
    base.write("doc.qmd", FRONT_MATTER + "Text.\n")
    with pytest.raises(UserError, match="pandoc blev inte klar"):
        base.render()


def test_the_language_of_the_user_is_not_that_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    file = tmp_path / "på.txt"
    file.write_text("Å", encoding="utf-8")
    said = programs.run([pypandoc.get_pandoc_path(), "--from", "markdown", "--to", "plain", str(file)], check=True)
    assert said.stdout == "Å\n"


def test_what_a_program_has_started_is_stopped_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "SECONDS", 0.5)
    monkeypatch.setattr(programs, "PATIENCE", 1)
    other = tmp_path / "other"
    with pytest.raises(UserError, match="sh blev inte klar"):
        programs.run(["sh", "-c", f"(sleep 1; touch {other}) & wait"], bounded=False)
    time.sleep(1)
    assert not other.exists()


def test_who_is_told_to_stop_stops_what_a_program_has_started(tmp_path: Path) -> None:
    begun, other = tmp_path / "begun", tmp_path / "other"
    started = f"(touch {begun}; sleep 2; touch {other}) & wait"
    code = f"from indikatorer.base import programs\nprograms.run(['sh', '-c', {started!r}], bounded=False)"
    running = subprocess.Popen([sys.executable, "-c", code])
    while not begun.exists():
        assert running.poll() is None
        time.sleep(0.05)
    running.terminate()
    assert running.wait() == -signal.SIGTERM
    time.sleep(2.5)
    assert not other.exists()


@pytest.mark.parametrize(
    ("limit", "value", "code", "said"),
    [
        ("SECONDS", 1, "while True: pass", "Python blev inte klar på 1 sekunder"),
        ("GIGABYTES", 0.2, "b = [bytearray(10**7) for _ in range(10**4)]", "Python behövde mer än 0.2 GB minne"),
    ],
)
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits the work and memory of a program")
def test_a_program_that_takes_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch, limit, value, code, said) -> None:
    monkeypatch.setattr(programs, limit, value)
    # it is the work that is limited here, however long a busy machine takes over it
    monkeypatch.setattr(programs, "PATIENCE", 100)
    with pytest.raises(UserError, match=re.escape(said)):
        programs.run([sys.executable, "-I", "-c", f"import time; time.sleep(0.2)\n{code}"], name="Python")
