"""The reports of the units from the outside: make, on the copy of the project that has made the year's report."""

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from indikatorer.publication.protected import Publication
from indikatorer.publication.units import units_of
from tests.project import SMALL, Copy

pytestmark = pytest.mark.slow

YEAR, PERIOD = 2021, "VB"
INTERNAL = "För internt bruk"


@pytest.fixture(scope="module")
def project(reported: Copy, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return reported.taken_over(tmp_path_factory.mktemp("units"))


@pytest.fixture(scope="module")
def folder(project: Copy) -> Path:
    made = project.make("units", f"YEAR={YEAR}", f"PERIOD={PERIOD}", SMALL)
    assert made.returncode == 0, made.stderr
    return project.folder / "build" / str(YEAR) / "units" / PERIOD


@pytest.fixture(scope="module")
def made_from(folder: Path) -> Path:
    return folder.parents[1] / "unit-tables" / PERIOD


def text(path: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")).split())


def test_every_unit_has_its_page_and_pdf_and_the_site_has_none(folder: Path, made_from: Path, project: Copy) -> None:
    stems = {unit.stem for unit in units_of(PERIOD, YEAR)}
    assert {path.stem for path in folder.glob("*.html")} == {path.stem for path in folder.glob("*.pdf")} == stems
    assert json.loads((made_from / "units.json").read_text())["Farsta"] == "farsta.html"
    assert json.loads((made_from / "audit.json").read_text())["passed"]
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".html", ".pdf", ".css", ".woff", ".svg"}
    on_the_site = [path.name for path in (project.folder / "_site").rglob("*")]
    # the annual report has a figure of all units, and nothing else is called so
    others = [name for name in on_the_site if not name.startswith("fig-enheter")]
    assert not [name for name in others if "enhet" in name or Path(name).stem in stems]


def test_the_numbers_are_those_of_the_protected_tables(folder: Path, made_from: Path) -> None:
    tables = Publication(made_from / "tables")
    for unit in units_of(PERIOD, YEAR):
        page = text(folder / f"{unit.stem}.html")
        at = {unit.dimension: unit.namn, "period": f"{PERIOD} {YEAR}"}
        share = tables(f"J4-enhet-{unit.dimension}").cell(**at)
        enrolled = tables(f"J1-enhet-{unit.dimension}").cell(flode="Inskrivna", **at)
        assert f"var {enrolled.in_text()} inskrivna" in page
        assert f"som avslutats gick {share.in_text()} till arbete eller studier, i hela staden" in page
        own = [
            tables(f"J8-enhet-{unit.dimension}").cell(kon=kon, **at).in_table()
            for kon in ("Kvinnor", "Män", "Samtliga")
        ]
        # columns of a unit with too few to tell are left out
        assert own == [".."] * 3 or re.search(r"Jobbplan i tid, % " + r"\*? ".join(map(re.escape, own)), page), (
            unit.namn
        )


def test_the_index_is_in_the_reports_of_the_jobbtorg_only_and_marked_internal(folder: Path) -> None:
    for unit in units_of(PERIOD, YEAR):
        page, pdf = text(folder / f"{unit.stem}.html"), PdfReader(folder / f"{unit.stem}.pdf")
        words = " ".join(one.extract_text() for one in pdf.pages)
        for said in (page, words):
            assert (INTERNAL in said) == (unit.dimension == "jobbtorg")
            assert ("personalkostnad" in said) == (unit.dimension == "jobbtorg")
            assert "Enhetens analys" in said
        others = [other.namn for other in units_of(PERIOD, YEAR) if other.dimension == unit.dimension and other != unit]
        assert not [name for name in others if name in page and name not in unit.namn]


def test_no_page_leads_anywhere_else(folder: Path) -> None:
    for page in folder.glob("*.html"):
        links = re.findall(r'(?:href|src)="([^"#][^"]*)"', page.read_text(encoding="utf-8"))
        missing = [link for link in links if not link.startswith("data:") and not (folder / link).is_file()]
        assert missing == []


def test_a_second_run_does_nothing_and_a_period_must_be_named(made_from: Path, project: Copy) -> None:
    before = (made_from / "units.json").stat().st_mtime_ns
    assert project.make("units", f"YEAR={YEAR}", f"PERIOD={PERIOD}", SMALL).returncode == 0
    assert (made_from / "units.json").stat().st_mtime_ns == before
    unnamed = project.make("units", f"YEAR={YEAR}", SMALL)
    assert "name the year and the period" in unnamed.stderr
