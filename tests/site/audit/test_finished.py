"""The audit of the finished files: a year as it should be passes; each number that leaks is caught, by its place."""

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from indikatorer import AuditFailed
from indikatorer.publication.spreadsheet import write_for_spreadsheets
from indikatorer.site.audit import Findings, audit_finished, audit_year
from indikatorer.site.audit.outputs import DRAWINGS
from indikatorer.site.audit.recomputed import Origins
from indikatorer.site.audit.report_words import Sources, lines_of
from indikatorer.site.audit.texts import Text, check
from indikatorer.typesetting import pictures_of
from tests.quartos import NO_QUARTO
from tests.site.audit.finished_year import REPORT, make_year, put_on_site, render


@pytest.fixture(scope="module", params=["embedded", pytest.param("quarto", marks=NO_QUARTO)])
def finished_year(request, tmp_path_factory):
    return make_year(tmp_path_factory.mktemp("year"), request.param)


@pytest.fixture
def year(finished_year, tmp_path):
    """The folder under build and the folder on the site, to be spoilt."""
    for place, folder in zip(("build", "site"), finished_year, strict=True):
        shutil.copytree(folder, tmp_path / place / "2021", symlinks=True)
    work = tmp_path / "build" / "2021"
    return work, tmp_path / "site" / "2021"


def told(work, finished) -> str:
    return "\n".join(str(finding) for finding in audit_year(work, finished).untraced)


def replaced(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_year_as_it_should_be_passes_and_says_what_explained_its_numbers(year):
    findings = audit_year(*year)
    assert findings.untraced == []
    assert findings.by_rule["cell in its place"] == 5
    assert {"cell", "difference", "change", "share", "underlag", "scale", "year", "interval", "duration"} <= set(
        findings.by_rule
    )
    assert findings.traced["data/J3-orsak.csv"].total() == 25


def test_the_outcome_stands_beside_that_of_the_tables(year):
    work, finished = year
    audit_finished(work, finished)
    outcome = json.loads((work / "audit.json").read_text())
    assert outcome["passed"]
    assert outcome["finished"]["numbers"] == sum(outcome["finished"]["by_rule"].values()) > 100
    replaced(finished / "rapport.html", "37,8 procent", "1,2 procent")
    for _ in range(2):
        with pytest.raises(AuditFailed, match=r"rapport\.html"):
            audit_finished(work, finished)
    outcome = json.loads((work / "audit.json").read_text())
    assert not outcome["passed"]
    page = (work / "audit.md").read_text()
    assert page.count("## Finished files: FAILED") == 1
    assert page.startswith("# Disclosure audit")


def test_a_cell_unhidden_in_a_csv_is_caught(year):
    hidden = "Okänd,Kvinnor,andel,,,,,,procent,skyddad"
    replaced(year[1] / "data" / "J3-orsak.csv", hidden, "Okänd,Kvinnor,andel,4,1000,0.4,0.1,1.0,procent,")
    assert "data/J3-orsak.csv, rad 8" in told(*year)


def test_a_complement_in_the_prose_of_a_page_is_caught(year):
    replaced(year[1] / "rapport.html", "2\u00a0000 personer", "2\u00a0000 personer, 996 till annat")
    assert "rapport.html, text: ”" in told(*year)
    assert "996" in told(*year)


def test_a_hidden_share_in_a_table_of_the_page_is_caught(year):
    text = (year[1] / "rapport.html").read_text(encoding="utf-8")
    (year[1] / "rapport.html").write_text(text.replace(">..</td>", ">3,1</td>", 1), encoding="utf-8")
    assert "rapport.html, tabell tbl-orsak: ”Studier | 3,1" in told(*year)


def test_a_hidden_share_in_the_table_of_a_notebook_is_caught(year):
    notebook = year[0] / "project" / "notebooks" / "avslut.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace(">..</td>", ">3,1</td>", 1), encoding="utf-8")
    found = told(*year)
    assert "avslut.ipynb, tbl-orsak, Studier, Kvinnor, %: ”3,1”: J3-orsak andel" in found
    assert "publiceras som .." in found


def test_two_numbers_of_a_table_that_changed_places_are_caught(year):
    text = (year[1] / "rapport.html").read_text(encoding="utf-8")
    text = text.replace(">42,0</td>", ">x</td>").replace(">33,5</td>", ">42,0</td>").replace(">x</td>", ">33,5</td>")
    (year[1] / "rapport.html").write_text(text, encoding="utf-8")
    assert "rapport.html, tabell tbl-orsak: ”Arbete | 33,5 | 42,0" in told(*year)


def test_a_label_in_a_figure_is_caught(year):
    notebook = year[0] / "project" / "notebooks" / "avslut.ipynb"
    replaced(notebook, ">7,4</text>", ">3,1</text>")
    assert "avslut.ipynb, fig-orsak, text i figuren: ”3,1”" in told(*year)


def test_a_value_that_is_drawn_twice_where_one_cell_has_it_is_caught(year):
    notebook = year[0] / "project" / "notebooks" / "avslut.ipynb"
    replaced(notebook, ">7,4</text>", ">54,9</text>")
    assert "avslut.ipynb, fig-orsak, text i figuren: ”54,9”" in told(*year)


def test_a_bar_of_a_hidden_cell_is_caught(year):
    was = "Studier,Samtliga,andel,148,2000,7.4,6.3,8.6,procent,"
    replaced(year[0] / "tables" / "J3-orsak.csv", was, "Studier,Samtliga,andel,,,,,,procent,skyddad")
    found = told(*year)
    assert "avslut.ipynb, fig-orsak: ”3 staplar och punkter”: figuren har 2 celler som visas" in found
    assert "avslut.ipynb, tbl-orsak, Studier, Samtliga, %: ”7,4”: J3-orsak andel (avslutsorsak Studier)" in found


@pytest.mark.parametrize(
    ("was", "told_now"), [("7,4;", "3,1;"), ("148;", "149;"), ("Studier;", "Arbete;"), ("\r\n", "\r\n;\r\n")]
)
def test_a_csv_for_spreadsheets_says_what_the_protected_one_says(year, was, told_now):
    work, finished = year
    write_for_spreadsheets(finished / "data")
    assert told(work, finished) == ""
    path = finished / "data" / "excel" / "J3-orsak.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfavslutsorsak;kon;")
    path.write_bytes(path.read_bytes().replace(was.encode(), told_now.encode(), 1))
    assert "data/excel/J3-orsak.csv, rad " in told(work, finished)


def test_a_number_in_the_drawing_for_a_narrow_screen_is_caught(year):
    path = year[0] / "project" / "notebooks" / "avslut.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    [data] = [
        output["data"] for cell in notebook["cells"] if "label: fig-orsak" in "".join(cell["source"])
        for output in cell["outputs"]
    ]  # fmt: skip
    data[DRAWINGS[1]] = "".join(data[DRAWINGS[1]]).replace(">7,4</text>", ">3,1</text>")
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert "avslut.ipynb, fig-orsak, text i figuren: ”3,1”" in told(*year)


def test_letters_that_are_outlines_are_caught(year):
    path = year[0] / "project" / "notebooks" / "avslut.ipynb"
    replaced(path, '<g id=\\"text_1\\">', '<g id=\\"text_1\\"><path d=\\"M 0 0\\"/>')
    assert "är ritade" in told(*year)


def test_a_figure_that_no_notebook_drew_is_caught(year):
    replaced(year[1] / "rapport_files" / "fig-orsak.svg", ">7,4</text>", ">3,1</text>")
    assert "rapport_files/fig-orsak.svg" in told(*year)


PICTURE = "rapport_files/fig-orsak-bild"


def test_pictures_to_take_along_are_the_figures_of_the_page_with_title_and_source(year):
    _, finished = year
    assert {f"{PICTURE}.svg", f"{PICTURE}.png"} <= set(audit_year(*year).traced)
    picture = (finished / f"{PICTURE}.svg").read_text(encoding="utf-8")
    said = re.findall(r"<text class=\"told\"[^>]*>([^<]*)<", picture)
    assert said == ["Avslutade efter orsak, 2021.", "Källa: FLAI. Avslutade 2021."]
    content = (finished / f"{PICTURE}.png").read_bytes()
    assert list(chunks(content)) == [b"IHDR", b"IDAT", b"IEND"]
    assert pictures_of([picture]) == [content]
    links = BeautifulSoup((finished / "rapport.html").read_text(encoding="utf-8"), "html.parser").select("a[download]")
    assert [(link["href"], link["aria-label"]) for link in links[:3]] == [
        ("data/J3-orsak.csv", "Data (csv) till figur 1: J3-orsak"),
        (f"{PICTURE}.png", "Bild (png): figur 1"),
        (f"{PICTURE}.svg", "Bild (svg): figur 1"),
    ]


def chunks(png: bytes) -> Iterator[bytes]:
    place = 8
    while place < len(png):
        size = int.from_bytes(png[place : place + 4], "big")
        yield png[place + 4 : place + 8]
        place += size + 12


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">7,4</text>", ">3,1</text>"),
        ("Avslutade efter orsak, 2021.", "Avslutade efter orsak, 3 män."),
        ("Källa: FLAI.", "Källa: FLAI, 3 män."),
        ('<g class="source">', '<g class="source"><text x="0" y="0">3 män</text>'),
        ('<g class="source">', '<g class="source"><title>3 män</title>'),
        ('<g class="source">', '<g class="source"><path d="M 3 1"/>'),
        ('<g class="source">', '<g class="source" data-n="3">'),
    ],
)
def test_a_picture_that_holds_more_is_caught(year, old, new):
    replaced(year[1] / f"{PICTURE}.svg", old, new)
    assert f"{PICTURE}.svg, hela filen" in told(*year)


def test_a_png_that_is_not_the_picture_is_caught(year):
    path = year[1] / f"{PICTURE}.png"
    content = path.read_bytes()
    note = b"\0\0\0\x05tEXtn\x003 m" + (0).to_bytes(4, "big")
    for other in (content[:-12] + note + content[-12:], (year[1] / "rapport_files/fig-serie-bild.png").read_bytes()):
        path.write_bytes(other)
        assert f"{PICTURE}.png, hela filen" in told(*year)
    path.rename(year[1] / "rapport_files" / "annan.png")
    assert "rapport_files/annan.png, hela filen" in told(*year)


def test_an_alternative_text_is_caught_on_the_page_and_in_the_notebook(year):
    work, finished = year
    replaced(finished / "rapport.html", "Studier, 7,4 procent", "Studier, 3,1 procent")
    assert "rapport.html, alt i <img>: ”" in told(work, finished)
    replaced(work / "project" / "notebooks" / "avslut.ipynb", "Studier, 7,4 procent", "Studier, 54,9 procent")
    assert "avslut.ipynb, fig-alt i fig-orsak: ”" in told(work, finished)


def test_a_number_of_an_edition_that_is_not_this_one_is_caught(year):
    facts = json.loads((year[0] / "project" / "facts.json").read_text())
    old = ["J1-serie", "antal", {"period": "2018", "kon": "Samtliga"}]
    facts["avslut.forr"] = {"value": "1 198 personer", "meaning": "förr", "notebook": "a.ipynb", "of": [{"cell": old}]}
    (year[0] / "project" / "facts.json").write_text(json.dumps(facts))
    found = told(*year)
    assert "a.ipynb, faktum avslut.forr: ”['J1-serie', 'antal', {'period': '2018'" in found
    assert "”1 198 personer”" in found


def test_a_number_in_the_pdf_only_is_caught(year):
    work, finished = year
    other = REPORT.replace("Kvinnornas del var", "Av dem var 3 nya. Kvinnornas del var")
    render(work, other)
    shutil.copy(work / "pages" / "rapport.pdf", finished / "rapport.pdf")
    (work / "project" / "rapport.qmd").write_text(REPORT, encoding="utf-8")
    found = told(work, finished).splitlines()
    assert any(" 3 nya" in finding for finding in found)
    assert all(finding.startswith("rapport.pdf, sida 3: ”") for finding in found)


def test_an_alternative_text_in_the_pdf_only_is_caught(year):
    work, finished = year
    staged = work / "project" / "notebooks" / "avslut.ipynb"
    original = staged.read_text(encoding="utf-8")
    replaced(work / "notebooks" / "avslut.ipynb", "Studier, 7,4 procent", "Studier, 3,1 procent")
    render(work)
    shutil.copy(work / "pages" / "rapport.pdf", finished / "rapport.pdf")
    staged.write_text(original, encoding="utf-8")
    [finding] = told(work, finished).splitlines()
    assert finding.startswith("rapport.pdf, alternativtext på sida 3: ”")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("avslut.arbete", "38,8 procent"),
        ("avslut.kon", "9,5 procentenheter högre"),
        ("avslut.forandring", "ökade med 31,9 procent jämfört med året före"),
        ("avslut.kvinnornas_del", "50,1 procent"),
        ("avslut.bada", "42,0 procent och 37,8 procent"),
        ("avslut.okand_kvinnor", "3 personer"),
        ("avslut.okand_kvinnor", "tre personer"),
        ("rapport.tabeller", "3"),
    ],
)
def test_a_fact_that_its_cells_do_not_say_is_caught(year, key, value):
    facts = json.loads((year[0] / "project" / "facts.json").read_text())
    facts[key]["value"] = value
    (year[0] / "project" / "facts.json").write_text(json.dumps(facts))
    assert f"avslut.ipynb, faktum {key}: ”{value.split(' och ')[0]}" in told(*year)


@pytest.mark.parametrize(
    "typed",
    ["Av dem var 3 nya.", "Det är 37,8 procent.", "Under 2021 personer.", "Det är fyra personer.", "Det är 12.5 %."],
)
def test_a_number_typed_in_a_qmd_is_caught(year, typed):
    work, finished = year
    render(work, REPORT.replace("Tolv månader senare", f"{typed} Tolv månader senare"))
    put_on_site(work, finished)
    found = told(work, finished)
    assert "reports/rapport.qmd, rad 10" in found
    assert all("reports/rapport.qmd" in line for line in found.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("<main ", '<main data-antal="3" ', "<main>"),
        ("<main ", '<main style="width: 3px" ', "<main>"),
        ("</main>", '<h2 data-number="3"><span class="header-section-number">2</span> Till</h2></main>', "<h2>"),
        ("</main>", "<!-- 3 personer --></main>", "kommentar"),
        ("</main>", "<p>3</p></main>", "text"),
        ("<title>", "<title>3 nya, ", "text"),
        ("</main>", "<script>var x = 3</script></main>", "script"),
        ('aria-label="Länk hit', 'aria-label="3 nya. Länk hit', "aria-label i <a>"),
        ("Definition J3</a>", "Definition J33</a>", "text"),
        ("Definition J3</a>", "3 nya J3</a>", "text"),
    ],
)
def test_a_number_hidden_in_the_page_is_caught(year, old, new, place):
    replaced(year[1] / "rapport.html", old, new)
    assert f"rapport.html, {place}: ”" in told(*year)


def test_a_file_that_cannot_be_read_is_refused(year):
    (year[1] / "extra.bin").write_bytes(b"3")
    (year[1] / "bilaga.html").write_text("<p>3 personer</p>", encoding="utf-8")
    assert [finding.file for finding in audit_year(*year).untraced] == ["bilaga.html", "extra.bin"]


@pytest.mark.parametrize(
    ("text", "labels", "passes"),
    [
        ("Inskriven 3–6 månader (mot 7–12)", ["Inskriven 3–6 månader (mot 7–12)"], True),
        ("Längst var inskriven 3–6 månader (mot 7–12).", ["Inskriven 3–6 månader (mot 7–12)"], True),
        ("7–12 personer, inskriven 3–6 månader (mot 7–12)", ["Inskriven 3–6 månader (mot 7–12)"], False),
        ("12 mån, %", ["12"], True),
        ("12 personer", ["12"], False),
    ],
)
def test_a_number_of_a_label_counts_no_persons(text, labels, passes):
    findings = Findings()
    check(Text(text, "a.ipynb", "x", labels), Origins(), findings)
    assert findings.passed is passes


def test_what_a_report_includes_is_found_as_the_renderers_find_it(tmp_path):
    (tmp_path / "kapitel").mkdir()
    (tmp_path / "rapport.qmd").write_text("Ett\n{{< include kapitel/_a.qmd >}}\nFem\n", encoding="utf-8")
    (tmp_path / "kapitel" / "_a.qmd").write_text(
        "Två\n{{< include /kapitel/_b.qmd >}}\n{{< include kapitel/_c.qmd >}}\n{{< include _nej.qmd >}}\n",
        encoding="utf-8",
    )
    (tmp_path / "kapitel" / "_b.qmd").write_text("Tre\n", encoding="utf-8")
    (tmp_path / "kapitel" / "_c.qmd").write_text("Fyra\n", encoding="utf-8")
    lines = [(line.text, line.file) for line in lines_of(tmp_path, tmp_path / "rapport.qmd")]
    assert [text for text, _ in lines] == ["Ett", "Två", "Tre", "Fyra", "Fem"]
    assert lines[2] == ("Tre", "kapitel/_b.qmd")


@pytest.mark.parametrize(
    ("line", "drawn"),
    [("100100,0", True), ("100 100,0 50", True), ("5050", False), ("10050,1", False), ("50100", False)],
)
def test_the_mark_of_an_axis_and_the_value_beside_it_may_be_read_as_one_word(line, drawn):
    assert Sources(drawings=[frozenset(["0", "50", "100", "100,0"])]).is_drawn(line) is drawn
