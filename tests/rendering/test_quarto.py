"""Choosing a renderer, and what is kept of what Quarto makes."""

import os
import shutil
from pathlib import Path

import pytest

from indikatorer import UserError
from indikatorer.rendering import find_renderer
from tests.rendering.conformance.normalise import normalise
from tests.rendering.conftest import HERE, Rendering

STAND_IN = """#!/bin/sh
if [ "$1" = --version ]; then echo {version}; exit 0; fi
stem="${{2%.qmd}}"
mkdir -p _site/notebooks
printf '<div data-notebook="%s/notebooks/nb.ipynb" data-notebook-title="T">%s</div>' "$PWD" "$stem" > "_site/$stem.html"
echo preview > _site/notebooks/nb-preview.html
echo notebook > _site/notebooks/nb.out.ipynb
ls fonts/SourceSansPro-Regular.woff > "_site/fonts.txt"
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is first on the PATH, and nothing of Quarto behind it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    others = [entry for entry in os.environ["PATH"].split(os.pathsep) if not Path(entry, "quarto").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), *others]))
    return folder


def install(folder: Path, version: str) -> None:
    quarto = folder / "quarto"
    quarto.write_text(STAND_IN.format(version=version), encoding="utf-8")
    quarto.chmod(0o755)


def test_auto_takes_quarto_where_it_is_good_enough(path: Path) -> None:
    assert find_renderer("auto").name == "embedded"
    install(path, "1.3.450")
    assert find_renderer("auto").name == "embedded"
    install(path, "1.7.34")
    assert (find_renderer("auto").name, find_renderer("auto").version) == ("quarto", "1.7.34")
    assert find_renderer("embedded").name == "embedded"
    assert find_renderer("embedded").version.startswith("pandoc 3.")


def test_a_wish_that_cannot_be_met(path: Path) -> None:
    with pytest.raises(UserError, match=r"no Quarto of version 1\.4 or later is on the PATH"):
        find_renderer("quarto")
    with pytest.raises(UserError, match="write auto, quarto or embedded"):
        find_renderer("quatro")


def test_leftovers_and_machine_paths_are_not_published(path: Path, base: Rendering) -> None:
    install(path, "1.7.34")
    base.write("doc.qmd", "---\ntitle: T\n---\nText.\n")
    before = {file.relative_to(base.project) for file in base.project.rglob("*")}
    find_renderer("quarto").render(base.project, ["doc"], base.output)
    assert sorted(file.name for file in base.output.rglob("*") if file.is_file()) == ["doc.html", "fonts.txt"]
    assert base.html == "<div>doc</div>"
    assert {file.relative_to(base.project) for file in base.project.rglob("*")} == before


@pytest.mark.skipif(shutil.which("quarto") is None, reason="there is no quarto on the PATH")
@pytest.mark.parametrize("folder", sorted((HERE / "conformance").glob("[0-9]*")), ids=lambda folder: folder.name)
def test_quarto_itself_gives_the_expected_lines(folder: Path, rendering: Rendering) -> None:
    rendering.copy(folder)
    find_renderer("quarto").render(rendering.project, ["doc"], rendering.output)
    assert normalise(rendering.html) == (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
