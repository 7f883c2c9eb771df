"""The main job from the outside: make, on a copy of the project, with a small synthetic delivery."""

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from indikatorer import ROOT
from indikatorer.base.files import digest
from indikatorer.base.words import FILE as FIXED
from indikatorer.rendering.captions import captions_of
from indikatorer.rendering.problems import Problems
from indikatorer.rendering.sentence_alternatives import Wording, read_alternatives
from tests.attack import attack
from tests.project import ACCEPTED, SMALL, Copy

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(reported: Copy, tmp_path_factory) -> Copy:
    return reported.taken_over(tmp_path_factory.mktemp("changed"))


@pytest.fixture(scope="module")
def site(project) -> Path:
    return project.folder / "_site" / "2021"


def words(html: Path) -> str:
    return " ".join(BeautifulSoup(html.read_text(encoding="utf-8"), "html.parser").get_text(" ").split())


STEPS = ("Synthetic delivery", "Registers", "Effects of", "Tables of", "Notebooks of", "Reports of", "Site")


def test_the_run_says_where_the_result_lies_and_what_it_rests_on(project):
    assert "_site/2021: reports" in project.said
    assert "SYNTHETIC data" in project.said
    assert "rendered by" in project.said
    assert list(duration_of_steps(project)) == list(STEPS)


def duration_of_steps(project) -> dict[str, float]:
    """Step → the seconds that the first report of a copy took for it."""
    return {
        step: float(seconds)
        for step, seconds in re.findall(
            rf"^({'|'.join(STEPS)}).*: (\d+\.\d) s, \d+\.\d GB$", project.said, re.MULTILINE
        )
    }


def test_an_outsider_finds_nobody_in_the_rounded_tables(reported):
    assert attack(reported.folder / "_site" / "2021" / "data", accepted=ACCEPTED, rounded=True) == []


def test_the_site_holds_what_was_promised(site):
    reports = ("arsrapport.html", "arsrapport.pdf", "okand.html", "okand.pdf")
    for name in (*reports, "tabeller.xlsx", "datapackage.json", "manifest.json"):
        assert (site / name).stat().st_size > 0
    assert len(list((site / "data").glob("*.csv"))) > 30
    assert 'href="2021/arsrapport.html"' in (site.parent / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("report", ["arsrapport", "okand"])
def test_page_and_pdf_are_swedish_whole_and_marked_as_synthetic(site, report):
    page = words(site / f"{report}.html")
    pdf = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(site / f"{report}.pdf").pages).split())
    for text in (page, pdf):
        assert "Syntetiska data" in text
        assert not re.search(r"\?(var|meta):|\{\{<|@(fig|tbl|sec)-|\bnan\b|\bNone\b|Traceback", text)
    assert 'lang="sv"' in (site / f"{report}.html").read_text(encoding="utf-8")
    assert PdfReader(site / f"{report}.pdf").trailer["/Root"]["/Lang"].startswith("sv")


def test_the_okand_report_has_every_chapter_with_its_figures_and_one_table_of_all_reasons(site):
    page = BeautifulSoup((site / "okand.html").read_text(encoding="utf-8"), "html.parser")
    chapters = ("sammanfattning", "urval", "vilka", "modell", "stallning", "gott-resultat", "avslutsar", "over-tid")
    more = ("overgangar", "bistand", "arbetsloshet", "inkomst", "utanfor-samhallet", "aterkomst", "flyttat", "orsaker")
    last = ("replikering", "kanslighet", "begransningar", "kvalitet", "definition")
    figures = ("flode", "vilka", "modell", "status", "gott-resultat", "overgang", "bistand", "utanfor", "aterkomst")
    tables = (
        "gott-serie",
        "etablerade-serie",
        "forvarvsinkomst",
        "delmatt",
        "aterkomst",
        "flyttat",
        "orsak-for-orsak",
        "replikering",
    )
    wanted = [f"sec-{name}" for name in (*chapters, *more, *last)]
    wanted += [f"fig-{name}" for name in figures] + [f"tbl-{name}" for name in tables]
    assert not [name for name in wanted if page.find(id=name) is None]
    text = " ".join(page.get_text(" ").split())
    assert "Odeklarerat arbete syns inte" in text
    reasons = [row.find("th").get_text() for row in page.find(id="tbl-orsak-for-orsak").find_all("tr")][1:]
    assert len(reasons) == 9
    # who moved cannot come back, and is told of in one place
    assert "Flyttat" in reasons
    assert "Flyttat" not in [head.get_text() for head in page.find(id="tbl-aterkomst").find_all("th", scope="row")]


def test_a_number_in_the_text_is_the_number_in_the_open_data(site, project):
    facts = json.loads((project.folder / "build" / "2021" / "project" / "facts.json").read_text(encoding="utf-8"))
    said = facts["jobbtorg.avslutade"]["value"].replace("\u00a0", " ")
    rows = (site / "data" / "J3-orsak.csv").read_text(encoding="utf-8").splitlines()
    total = next(row.split(",") for row in rows if row.startswith("Samtliga,Samtliga,antal"))
    assert said == f"{total[5]} personer"
    assert f"Under 2021 avslutades {said}" in words(site / "arsrapport.html").replace("\u00a0", " ")


CHAPTERS = {
    "sammanfattning": (0, 1),
    "jobbtorg": (3, 5),
    "avslut": (4, 6),
    "aterkomst": (1, 1),
    "sjalvforsorjning": (2, 4),
    "stockholmsjobb": (4, 4),
    "inkomstkalla": (2, 3),
    "vuxenutbildning": (2, 4),
    "deltagarna": (0, 3),
    "kommuner": (1, 2),
    "jamstalldhet": (1, 1),
}
"""Chapter of the annual report → how many figures and tables it has: one or two tables to a section."""


def test_every_chapter_of_the_annual_report_has_its_heading_figures_and_tables(site):
    page = (site / "arsrapport.html").read_text(encoding="utf-8")
    chapters = dict(re.findall(r'<h1[^>]* id="sec-([\w-]+)">(.*?)(?=<h1|\Z)', page, re.DOTALL))
    for chapter, (figures, tables) in CHAPTERS.items():
        assert len(set(re.findall(r'id="fig-[\w-]+"', chapters[chapter]))) == figures, chapter
        assert len(set(re.findall(r'id="tbl-[\w-]+"', chapters[chapter]))) == tables, chapter


SHARES = {
    "avslut.arbete_eller_studier": ("J4-serie", {"period": "2021", "kon": "Samtliga"}),
    "avslut.arbete_eller_studier_kvinnor": ("J4-serie", {"period": "2021", "kon": "Kvinnor"}),
    "jobbtorg.andel_avslutade": ("J2-jobbtorg", {"jobbtorg": "Samtliga", "kon": "Samtliga"}),
    "jobbtorg.jobbplan": ("J8-jobbplan", {"jobbtorg": "Samtliga", "kon": "Samtliga"}),
    "sjalvforsorjning.efter_12": ("SF-manader", {"manader": "12", "kon": "Samtliga"}),
    "stockholmsjobb.resultat": ("ST2-period", {"period": "VB 2021", "kon": "Samtliga"}),
    "vuxenutbildning.gymnasial": ("V2-kon", {"kon": "Samtliga", "regi": "Samtliga"}),
    "aterkomst.inom_12": ("J6-orsak", {"avslutsorsak": "Samtliga", "manader": "12", "kon": "Samtliga"}),
}
"""Fact → the table of the year where the same share stands, and its labels."""


def test_shares_in_the_text_are_those_of_the_open_data(site, project):
    facts = json.loads((project.folder / "build" / "2021" / "project" / "facts.json").read_text(encoding="utf-8"))
    for key, (table, labels) in SHARES.items():
        with (site / "data" / f"{table}.csv").open(encoding="utf-8") as file:
            [row] = [row for row in csv.DictReader(file) if all(row[name] == at for name, at in labels.items())]
        share = Decimal(100 * int(row["taljare"])) / int(row["namnare"])
        said = str(share.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")
        assert facts[key]["value"] == f"{said} procent", key


def test_every_published_file_stands_in_the_manifest_with_its_digest(site, project):
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    published = project.digests()
    del published["manifest.json"]
    assert manifest["files"] == published
    assert manifest["delivery"]["synthetic"] is True
    assert {file["fil"] for file in manifest["delivery"]["files"]} >= {"flai_inskrivningar.csv", "paraply_bistand.csv"}
    # how many rows or bytes a file has, or what it would have for a digest, says something of people
    assert all(file.keys() == {"namn", "fil", "sha256", "tackning"} for file in manifest["delivery"]["files"])


def readable(path: Path) -> Iterator[str]:
    """The text in a file: as it stands, and for Parquet, PDF and workbook as those who open it read it."""
    yield path.read_bytes().decode("latin-1")
    if path.suffix == ".parquet":
        for column in pl.read_parquet(path).select(pl.col(pl.String)).get_columns():
            yield "\n".join(column.drop_nulls().unique())
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name).decode() for name in package.namelist())
    if path.suffix == ".pdf":
        yield from (sheet.extract_text() for sheet in PdfReader(path).pages)


def test_no_number_of_a_person_is_anywhere_in_what_is_kept_or_published(project):
    delivery = (project.folder / "build" / "synthetic" / "flai_inskrivningar.csv").read_text(encoding="utf-8")
    numbers = {line.split(";")[1] for line in delivery.splitlines()[1:]}
    kept = [path for folder in ("build", "_site") for path in sorted((project.folder / folder).rglob("*"))]
    files = {digest(path): path for path in kept if path.is_file() and "synthetic" not in path.parts}
    for path in files.values():
        found = {number for text in readable(path) for number in re.findall(r"\d{12}", text)}
        assert not found & numbers, path


def test_what_is_derived_and_confidential_is_closed_to_others(project):
    assert (project.folder / "build").stat().st_mode & 0o077 == 0
    assert (project.folder / "_site" / "2021").stat().st_mode & 0o777 == 0o755


def test_a_second_run_does_nothing_and_says_so(project):
    assert "Nothing to do: _site/2021 is up to date." in project.report()


def test_a_site_is_not_finished_before_its_start_page_and_search(project):
    shutil.rmtree(project.folder / "_site" / "search")
    (project.folder / "_site" / "index.html").unlink()
    said = project.report()
    assert "Nothing to do" not in said
    assert "Reports of" not in said
    assert 'href="2021/arsrapport.html"' in (project.folder / "_site" / "index.html").read_text(encoding="utf-8")
    assert "Nothing to do" in project.report()


def test_an_edit_in_the_words_renders_that_report_and_nothing_else(project):
    path = project.folder / "reports" / "okand.qmd"
    path.write_text(path.read_text(encoding="utf-8") + "\nEn ny mening.\n", encoding="utf-8")
    said = project.report()
    assert "Tables of" not in said
    assert "Notebooks of" not in said
    assert re.search(r"Reports of 2021.*…\n  okand\nReports", said)
    assert "En ny mening." in words(project.folder / "_site" / "2021" / "okand.html")


def test_a_notebook_that_fails_stops_the_run_and_the_next_run_starts_there_and_runs_nothing_else(project):
    path = project.folder / "notebooks" / "redovisning" / "sjalvforsorjning.ipynb"
    good = path.read_text(encoding="utf-8")
    before = project.digests()
    path.write_text(good.replace('tables(\\"SF-serie\\")', 'tables(\\"SF-serien\\")'), encoding="utf-8")
    failed = project.make("report", "YEAR=2021", SMALL)
    assert failed.returncode == 2
    assert "sjalvforsorjning.ipynb, cell 5: UserError: Det finns ingen tabell SF-serien. Menas SF-serie" in (
        failed.stderr
    )
    assert project.digests() == before
    mended = json.loads(good)
    mended["cells"][-2]["source"] += '\nfact("sjalvforsorjning.provad", "provad", "ett faktum som är nytt")'
    path.write_text(json.dumps(mended, ensure_ascii=False), encoding="utf-8")
    said = project.report()
    assert "Tables of" not in said
    assert re.search(r"Notebooks of 2021: sjalvforsorjning …", said)
    facts = json.loads((project.folder / "build" / "2021" / "facts.json").read_text(encoding="utf-8"))
    assert facts["sjalvforsorjning.provad"]["value"] == "provad"


def test_a_missing_fact_stops_the_build_and_names_file_and_line(project):
    path = project.folder / "reports" / "okand" / "_01-sammanfattning.qmd"
    good = path.read_text(encoding="utf-8")
    before = project.digests()
    path.write_text(good.replace("okand.andel >}}", "okand.andelen >}}"), encoding="utf-8")
    failed = project.make("report", "YEAR=2021", SMALL)
    path.write_text(good, encoding="utf-8")
    assert failed.returncode == 2
    line = next(n for n, text in enumerate(good.splitlines(), 1) if "okand.andel >}}" in text)
    assert re.search(rf"_01-sammanfattning\.qmd:{line}: .*okand\.andelen", failed.stderr)
    assert project.digests() == before


@pytest.mark.parametrize("year", ["abc", "21", "20211"])
def test_a_year_that_is_none_is_refused_before_anything_is_done(project, year):
    refused = project.make("report", f"YEAR={year}", SMALL)
    assert refused.returncode == 2
    assert f"YEAR={year}: write a year with four digits" in refused.stderr


def test_a_year_that_is_not_covered_is_refused_and_nothing_is_written(project):
    refused = project.make("report", "YEAR=2035", SMALL)
    assert refused.returncode == 2
    assert "YEAR=2035 is not covered: the delivery has complete years from 2008 to 2022." in refused.stderr
    assert not (project.folder / "build" / "2035").exists()
    assert not (project.folder / "_site" / "2035").exists()


def test_a_folder_that_is_not_there_is_refused(project):
    refused = project.make("report", "YEAR=2021", "DATA=dta/raw")
    assert refused.returncode == 2
    assert "DATA=dta/raw: there is no such folder" in refused.stderr


def test_a_renderer_that_is_none_is_refused(project):
    refused = project.make("report", "YEAR=2021", "RENDERER=latex")
    assert refused.returncode == 2
    assert "RENDERER=latex: write auto, quarto or embedded" in refused.stderr


def test_the_report_of_2013_follows_the_exits_of_2008_to_2010_and_sets_the_published_figures_beside(project):
    project.report(2013)
    page = words(project.folder / "_site" / "2013" / "okand.html").replace("\u00a0", " ")
    assert "avslutades 2008–2010" in page
    assert "Alla som följts, antal 15 620" in page
    assert "Underlaget är syntetiskt" in page
    assert "2 670 personer av 15 620 personer, ger 17,1 procent" in page
    headings = {year: told(project, year) for year in (2013, 2021)}
    same = [key for key, heading in headings[2021].items() if headings[2013].get(key) == heading]
    assert same == []


def told(project, year):
    """Every heading that the data choose, as it reads in the reports of a year."""
    file = project.folder / "build" / str(year) / "project" / "facts.json"
    facts = json.loads(file.read_text(encoding="utf-8"))
    return {key: fact["value"] for key, fact in facts.items() if key.endswith("rubrik")}


def sentences_in(said):
    """A sentence and those that stand in it."""
    yield said
    for given in said["places"].values():
        if not isinstance(given, str):
            yield from sentences_in(given)


def test_every_alternative_of_every_sentence_can_be_said(reported):
    facts = json.loads((reported.folder / "build" / "2021" / "facts.json").read_text(encoding="utf-8"))
    told = [fact["sentence"] for fact in facts.values() if "sentence" in fact]
    known = {one["name"]: one for said in told for one in sentences_in(said)}
    others = {
        f"provad.n{number}": {"sentence": one | {"outcome": outcome}, "of": [], "meaning": "", "notebook": ""}
        for number, (one, outcome) in enumerate((one, outcome) for one in known.values() for outcome in one["outcomes"])
    }
    filled = Wording(ROOT / "reports", facts | others).fill()
    assert all("{" not in filled[key]["value"] for key in others)
    # a sentence that no notebook asks for is a leftover, and so is a caption of what none of them shows
    written = read_alternatives(ROOT / "reports", Problems())
    captions = captions_of(reported.folder / "build" / "2021" / "notebooks", Wording(ROOT / "reports", facts))
    assert len(captions) > 50
    # one that depends on what was found is asked for by its name, whether or not there is anything to say this year
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "notebooks" / "redovisning").glob("*.ipynb"))
    asked = {*known, *captions, *(name for name in written if f'(\\"{name}\\"' in code)}
    told = {name: one for name, one in written.items() if one.file != FIXED and one.file.parent.name != "enhet"}
    assert [name for name in told if name not in asked] == []
