"""Both renderers give the same words, numbers, addresses and files, page and PDF: projects, reports and units by both.

In a PDF they stand on the same pages, too: what floats would otherwise come before the text here, and after it there.

Where they may differ is written here, and nowhere else:

* On the page headings have the number of their section as `data-number` too, and cells of notebooks leave classes.
* In a PDF Quarto refers to a part of a figure as "1a", where it is "1 (a)" on the page and in ours (PARTS).
* A picture of a cell without a label has a file name of Quarto's own (UNLABELLED).
* A heading with a fact in it and no address of its own gets one of Quarto's own (UNNAMED).
* A heading in a cell is no address to Quarto, which says so (REFUSED).
"""

import json
import re
import shutil
import tempfile
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from indikatorer import ROOT, UserError
from indikatorer.rendering import find_renderer
from indikatorer.rendering.embedded import EmbeddedRenderer
from indikatorer.rendering.reports import add_pictures, render_checked
from indikatorer.rendering.stage import REPORTS, stage_format
from indikatorer.rendering.yaml_files import merge
from tests.project import SMALL, Copy
from tests.quartos import NO_QUARTO
from tests.rendering.conformance.normalise import broken_links, normalise
from tests.rendering.conftest import HERE
from tests.rendering.pdf_text import pdf_pages, squeezed

PARTS = {"11-figures-text", "21-panel"}
UNLABELLED = {"20-figure-div"}
UNNAMED = {"02-var-meta"}
REFUSED = {"27-markdown-cell"}

PROJECTS = [HERE / "sample", *sorted(HERE.glob("conformance/[0-9]*")), *sorted(HERE.glob("projects/[0-9]*"))]

pytestmark = NO_QUARTO


@pytest.fixture(params=PROJECTS, ids=lambda folder: folder.name)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project with the looks of the reports."""
    source: Path = request.param
    folder = tmp_path / source.name
    if source.parent.name == "projects":
        shutil.copytree(HERE / "base", folder)
    shutil.copytree(source, folder, dirs_exist_ok=True)
    own = yaml.safe_load((folder / "_quarto.yml").read_text(encoding="utf-8"))
    own = {"number-sections": False} | {key: own[key] for key in own if key not in ("project", "format", "website")}
    settings = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    stage_format(folder, merge({key: settings[key] for key in settings if key != "crossref"}, own))
    return folder


def test_both_renderers_say_the_same(project: Path, tmp_path: Path) -> None:
    ours, quartos = tmp_path / "embedded", tmp_path / "quarto"
    EmbeddedRenderer().render(project, ["doc"], ours)
    quarto = find_renderer("quarto")
    if project.name in REFUSED:
        with pytest.raises(UserError, match="does not exist in notebook"):
            quarto.render(project, ["doc"], quartos)
        return
    quarto.render(project, ["doc"], quartos)
    same_words("doc", quartos, ours, parts=project.name in PARTS)
    if project.name not in UNLABELLED | UNNAMED:
        same_addresses("doc", quartos, ours)
    if project.name not in UNLABELLED:
        assert files(quartos) == files(ours)


@pytest.mark.slow
def test_both_renderers_make_the_same_reports(reported: Copy, tmp_path: Path) -> None:
    made = reported.folder / "build" / "2021"
    assert json.loads((made / "renderer.json").read_text(encoding="utf-8"))["name"] == "quarto"
    ours = tmp_path / "ours"
    render_checked(unlinked(made / "project", tmp_path), REPORTS, EmbeddedRenderer(), ours)
    add_pictures(made, REPORTS, ours)
    for report in REPORTS:
        same_words(report, made / "pages", ours)
        same_addresses(report, made / "pages", ours)
        same_elements(report, made / "pages", ours)
    assert files(made / "pages") == files(ours)


@pytest.mark.slow
def test_both_renderers_make_the_same_reports_of_units(reported: Copy, tmp_path: Path) -> None:
    project = reported.taken_over(tmp_path)
    done = project.make("units", "YEAR=2021", "PERIOD=VB", SMALL)
    assert done.returncode == 0, done.stderr
    made = project.folder / "build" / "2021" / "units" / "VB"
    units = sorted(page.stem for page in made.glob("*.html"))
    assert units
    for unit in units:
        render_checked(
            unlinked(project.folder / "build" / "2021" / "unit-tables" / "VB" / "work" / unit / "project", tmp_path),
            [unit],
            EmbeddedRenderer(),
            tmp_path,
        )
        same_words(unit, made, tmp_path)
        same_addresses(unit, made, tmp_path)
        same_elements(unit, made, tmp_path)


def unlinked(project: Path, scratch: Path) -> Path:
    """A staged project with the files that it links to, which lie in the copy's reports and not in ours."""
    return shutil.copytree(project, Path(tempfile.mkdtemp(dir=scratch)) / "project")


def same_words(document: str, quartos: Path, ours: Path, parts: bool = False) -> None:
    """Hold page and PDF of a document against each other; with `parts` it refers to a part of a figure."""
    here, there = ((folder / f"{document}.html").read_text(encoding="utf-8") for folder in (ours, quartos))
    assert normalise(there) == normalise(here)
    assert broken_links(there) == []
    words = [[squeezed(page) for page in pdf_pages(folder / f"{document}.pdf")] for folder in (ours, quartos)]
    if parts:
        words = [[re.sub(r"(\d)\(a\)", r"\1a", page) for page in pages] for pages in words]
    assert words[1] == words[0]


def same_addresses(document: str, quartos: Path, ours: Path) -> None:
    here, there = ((folder / f"{document}.html").read_text(encoding="utf-8") for folder in (ours, quartos))
    assert addresses(there) == addresses(here)


OF_TABLES = {"caption-top", "header", "odd", "even"}
"""What Quarto calls a table and pandoc its rows; no style sheet knows it."""


def same_elements(document: str, quartos: Path, ours: Path) -> None:
    """Hold what a page is built of against each other: a style sheet draws both alike."""
    here, there = (
        [
            (element.name, sorted({*(element.get("class") or [])} - OF_TABLES))
            for element in BeautifulSoup(
                (folder / f"{document}.html").read_text(encoding="utf-8"), "html.parser"
            ).find_all()
        ]
        for folder in (ours, quartos)
    )
    assert there == here


def addresses(page: str) -> dict[str, list[str]]:
    """What can be linked to, what is linked to and how it is named, in order."""
    soup = BeautifulSoup(page, "html.parser")
    return {
        name: [str(tag[name]) for tag in soup.select(f"[{name}]")]
        for name in ("id", "href", "src", "srcset", "aria-label")
    }


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_second_run_gives_the_same_bytes(sample_looks: Path, tmp_path: Path) -> None:
    for name in ("once", "again"):
        find_renderer("quarto").render(sample_looks, ["doc"], tmp_path / name)
    for path in (path for path in (tmp_path / "once").rglob("*") if path.is_file()):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(tmp_path / "once")).read_bytes(), path


@pytest.fixture
def sample_looks(tmp_path: Path) -> Path:
    """The sample with the looks of the reports."""
    folder = tmp_path / "sample"
    shutil.copytree(HERE / "sample", folder)
    stage_format(folder, yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8")))
    return folder
