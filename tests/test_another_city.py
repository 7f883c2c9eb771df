"""Another city, as docs/another-city.md has it: the made-up one in examples/akerby gets its report."""

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from indikatorer import ROOT
from tests.project import Copy

pytestmark = pytest.mark.slow

EXAMPLE = ROOT / "examples" / "akerby"
DELIVERED = {"flai_inskrivningar.csv", "flai_insatser.csv", "folkbokforing.csv", "processmatt.csv"}
JOBS = {"flai_stockholmsjobb.csv", "flai_uppfoljning_3man.csv"}
MAY_BE_TOUCHED = ("data/reference/", "indikatorer.toml", "leverans.toml", "reports/")


def page(city: Copy, name: str, site: str = "_site") -> BeautifulSoup:
    file = city.folder / site / "2021" / f"{name}.html"
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(tmp_path_factory.mktemp("akerby"))
    shutil.copytree(EXAMPLE, copy.folder, dirs_exist_ok=True)
    for file in (copy.folder / "reports").rglob("*.qmd"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Jobbtorg Stockholm", "Arbetscentrum Åkerby"), encoding="utf-8")
    copy.run("synthetic", "--scale", "0.04", "leverans")
    shutil.copytree(copy.folder / "leverans", copy.folder / "med-jobb")
    for folder, files in (("leverans", DELIVERED), ("med-jobb", DELIVERED | JOBS)):
        for file in (copy.folder / folder).iterdir():
            if file.name not in files:
                file.unlink()
        shutil.copy(copy.folder / "leverans.toml", copy.folder / folder / "leverans.toml")
    copy.run("check", "leverans")
    done = copy.make("report", "YEAR=2021", "DATA=leverans", "RENDERER=embedded")
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


def test_the_example_touches_nothing_but_what_a_city_may():
    files = [str(file.relative_to(EXAMPLE)) for file in EXAMPLE.rglob("*") if file.is_file()]
    assert files
    assert all(name.startswith(MAY_BE_TOUCHED) for name in files)


def test_another_city_gets_its_own_units_reasons_and_name(city):
    said = page(city, "arsrapport").get_text(" ")
    for words in ("Arbetscentrum Norr", "Socialkontor Hamnen", "Eget företag", "Folkhögskola", "Sjukersättning"):
        assert words in said
    assert "Jobbtorg Stockholm" not in said
    assert "Jobbtorg Järva" not in said
    assert "Arbetscentrum Åkerby" in page(city, "okand").select_one("header.site").get_text()
    assert page(city, "okand").find(id="sec-replikering") is None


def test_chapters_without_data_are_left_out_and_the_others_are_no_dots(city):
    report = page(city, "arsrapport")
    chapters = " ".join(heading.get_text() for heading in report.select("main h1"))
    for missing in ("Stockholmsjobb", "Självförsörjning", "Vuxenutbildning", "inkomstkälla", "ekonomi"):
        assert missing.lower() not in chapters.lower()
    for name in ("tbl-orsaker", "tbl-aret"):
        cells = [cell.get_text() for cell in report.select(f"#{name} td")]
        assert cells
        assert sum(text.startswith("..") for text in cells) < len(cells) / 4


def test_the_report_names_no_register_that_the_city_has_not(city):
    for name in ("arsrapport", "okand", "forandringar"):
        sources = list(page(city, name).find_all(string=re.compile("Källa: ")))
        assert sources
        assert not [text for text in sources if re.search("Paraplyet|SCB|Kolada|vuxenutbildning|enkät", text)]
    report = page(city, "arsrapport")
    assert report.find(id="sec-kommuner") is None
    assert "enligt Paraplyet;" not in report.get_text()
    assert "(uppgift saknas)" not in report.get_text()
    assert page(city, "definitioner").find(id="sec-effekt-metod") is None


def test_the_analysis_says_nothing_of_what_only_scb_knows(city):
    analysis = page(city, "okand")
    assert "(uppgift saknas)" not in analysis.get_text()
    assert analysis.find(id="sec-stallning") is None
    assert (
        "Har inte levererats: Gott resultat, Utanför och Utan bistånd."
        in analysis.select_one("#tbl-orsak-for-orsak").get_text()
    )


def test_a_city_with_jobs_and_without_scb_reads_neither_of_effects_nor_of_another_citys_plan(city):
    done = city.make("report", "YEAR=2021", "DATA=med-jobb", "BUILD=build/jobb", "SITE=_jobb", "RENDERER=embedded")
    assert done.returncode == 0, done.stdout + done.stderr
    report = page(city, "arsrapport", "_jobb")
    assert report.find(id="sec-stockholmsjobb") is not None
    assert report.find(id="sec-effekt") is None
    said = " ".join(report.select_one("main").get_text(" ").split())
    assert "För 2021 finns ingen uppgift om antalet planerade platser" in said
    assert "Redovisning av Stockholmsjobb" not in said
    assert "IFAU" not in said
    assert "(uppgift saknas)" not in said


def test_the_start_page_is_the_citys_own(city):
    start = BeautifulSoup((city.folder / "_site" / "index.html").read_text(encoding="utf-8"), "html.parser").get_text()
    assert "Arbetscentrum Åkerby hjälper personer" in start
    assert "Stockholm" not in start


def test_the_guide_names_every_file_of_the_example_and_every_one_in_reference():
    guide = (ROOT / "docs" / "another-city.md").read_text(encoding="utf-8")
    assert [file.name for file in (ROOT / "data" / "reference").iterdir() if f"`{file.name}`" not in guide] == []
    assert all(Path(file).name in guide for file in EXAMPLE.rglob("*.*") if file.is_file())
