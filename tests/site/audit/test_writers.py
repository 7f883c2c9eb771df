"""What writers write: it is published as they mean it, or they are told file, line and what to write instead."""

import re
import shutil

import pytest

from indikatorer import ROOT
from indikatorer.rendering.check_sources import faults
from indikatorer.running.runner import run
from indikatorer.site.audit import audit_year
from indikatorer.site.audit.rules import unexplained
from tests.running.test_runner import notebook
from tests.site.audit.finished_year import make_year, put_on_site, render

FRONT = """---
title: "Avslutade {{< var rapport.ar >}}"
diarienummer: "AMN 2022-0123-1.6"
bibliography: kallor.bib
---
"""
TABLE = "{{< embed /notebooks/avslut.ipynb#tbl-orsak >}}\n"
FIGURE = "{{< embed /notebooks/avslut.ipynb#fig-orsak >}}\n"
SOURCE = "@report{ifau2013, author={Exempel, Erik}, title={Studien}, institution={IFAU}, year={2013}, number={2013:7}}"

OWN = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport pandas as pd",
    '#| label: tbl-ram\npd.DataFrame({"torg": ["Järva"], "antal": [17]})',
    "#| label: fig-egen\nfigure, axes = plt.subplots()",
    'from IPython.display import Markdown\nMarkdown("17 personer")',
)

WRITTEN = {
    "note": "Uppgiften är ny.[^ny] Det var {{< var avslut.alla >}}.\n\n[^ny]: Den redovisas från och med 2015.",
    "note within": "Nytt.^[Från och med 2016.] Sedan kom 2017.[^b]\n\n[^b]: År 2018 sist.",
    "source": "Det visar en studie [@ifau2013]. Se även @ifau2013 och [@ifau2013, s. 12].",
    "numbered list": "Så här gick det till:\n\n1. ett\n2. två\n\n    a. tre\n    b. fyra\n\nSedan:\n\n5) fem\n6) sex",
    "caption": "| A | B |\n|---|---|\n| x | y |\n\n: Om {{< var avslut.alla >}} {#tbl-prov}\n\nSe @tbl-prov.",
    "title of a note": '::: {.callout-note title="Ny definition"}\nOrsakerna ändrades 2015.\n:::',
    "heading of a note": "::: {.callout-note}\n## Så många: {{< var avslut.alla >}}\n\nText.\n:::",
    "references": "(@tbl-orsak och @sec-avslut) [-@tbl-orsak] [tabellerna @tbl-orsak; @sec-avslut]",
    "addresses": 'Se <https://example.org/2013/45> och [text](https://example.org/12345 "titel").',
    "bare addresses": "Läs på https://example.org/rapport/2021/3, www.example.org/45 och https://example.org/?a=1&b=2_3.",
    "no counts": "Ring 08-508 00 000 eller 0705-12 34 56, kom till Storgatan 5 och betala $5 eller € 1 200.",
    "places": "Skriv till Box 1234, 117 43 Stockholm, SE-104 20 Stockholm, eller kom till rum 312 klockan 9.30–11.",
    "parts": "Se sida 3, sidorna 4–7 och 12, kapitel 2, bilaga 1, punkt 3.1 och steg 2 i planen, version 1.0.",
    "signs": "H~2~O m^2^ --- \"citat\" ... 'x'\n\n> Citat från 2015\n\nTerm\n:   Förklaring från 2016",
}


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    work, finished = make_year(tmp_path_factory.mktemp("year"))
    (work / "project" / "kallor.bib").write_text(SOURCE, encoding="utf-8")
    own = notebook(work / "egen.ipynb", *OWN)
    run([own], work / "notebooks", {"year": 2021, "build": str(work)})
    shutil.copy(work / "notebooks" / "egen.ipynb", work / "project" / "notebooks" / "egen.ipynb")
    return work, finished


def published(year, text: str) -> list[str]:
    """Render a report and put it on the site; the result is what the audit of the finished files says of it."""
    work, finished = year
    render(work, f"{FRONT}\n# Avslut {{#sec-avslut}}\n\n{TABLE}\n{text}\n")
    put_on_site(work, finished)
    return [str(finding) for finding in audit_year(work, finished).untraced]


def test_everything_that_is_written_in_markdown_is_found_again_in_page_and_pdf(year):
    assert published(year, "\n\n".join(WRITTEN.values())) == []


ALMOST = {
    "# Rubrik": ("#\u00a0Rubrik", "hårt blanksteg"),
    "heading without a space": ("##Rubrik", "skriv ett blanksteg mellan # och rubriken"),
    "list": ("-\u00a0en punkt", "hårt blanksteg"),
    "fact in other braces": ("Det är {{ var avslut.alla }}.", "skriv {{< var namn >}}"),
    "embed in other braces": ("{< embed /notebooks/avslut.ipynb#tbl-orsak >}", "skriv {{< var namn >}}"),
    "table in HTML": ("<table><tr><td>x</td></tr></table>", "HTML kommer inte med i PDF:en; skriv tabellen med |"),
    "word in HTML": ("Ett <b>fett</b> ord.", "HTML kommer inte med i PDF:en; skriv **fet**"),
    "picture": ("![Bild](bild.png)", "bilden bild.png: en bild kan inte granskas"),
    "picture beside a fact": ("![{{< var avslut.alla >}}](bild.png)", "bilden bild.png: en bild kan inte granskas"),
    "HTML past Markdown": ("`<i>x</i>`{=html}", "{=html}: kan bara användas av projektet självt"),
    "Typst past Markdown": ('`#read("x")`{=typst}', "{=typst}: kan bara användas av projektet självt"),
    "LaTeX": ("Ett \\textbf{fett} ord.", "\\textbf{fett}: LaTeX kommer inte med"),
    "brackets": (f"{'[' * 6000}x", "tecknet står för många gånger i rad"),
    "stars": ("Ett **fett* ord.", "stjärnorna hör inte ihop"),
    "fact of a sentence": ("Det är {avslut.alla} av dem.", "i ett kapitel skrivs {{< var avslut.alla >}}"),
    "list under a line": ("Så här:\n- en", "skriv en tom rad före listan"),
    "table that loses a column": ("Text.\n\n| A | B |\n|---|---|\n| x | y | z |", "så de sista kommer inte med"),
    "number": ("Det var 17 av dem.", "”Det var 17 av dem.”: siffran är skriven för hand"),
    "number in letters": ("Det var tre personer.", "antalet är skrivet med bokstäver"),
    "table of a data frame": ("{{< embed /notebooks/egen.ipynb#tbl-ram >}}", "tabell som inte är gjord med show"),
    "link to a page that is not there": ("Se [den](nej.html#a).", "det finns ingen rapport nej; skriv "),
    "link to a place that is not there": ("Se [den](#sec-nej).", "rapport.qmd har inget ställe sec-nej; ge rubriken"),
    "link without an address": ("Se [den](www.example.org/a).", "en annan webbplats med https:// först"),
    "link on a line of its own": ("[den]: nej.html", "länken nej.html: det finns ingen rapport nej"),
    "script": ("[klicka](javascript:alert(1))", "leder ingenstans på sidan"),
    "script on a line of its own": ("[klicka]\n\n[klicka]: javascript:alert(1)", "leder ingenstans på sidan"),
    "script alone": ("Se <javascript:alert()>.", "leder ingenstans på sidan"),
    "file of a computer": ("[fil](file:///C:/Users/x/bilaga.pdf)", "finns bara på din egen dator"),
    "file alone": ("<file:///C:/Users/x/bilaga.pdf>", "finns bara på din egen dator"),
    "file of a drive": ("[fil](G:/gemensam/bilaga.pdf)", "finns bara på din egen dator"),
    "file of a drive, apart": (r"[fil](G:\gemensam\bilaga.pdf)", r"G:\gemensam\bilaga.pdf: finns bara på"),
    "file of a network": (r"[fil](\\server\dela\a.docx)", "finns bara på din egen dator"),
    "file elsewhere": ("[bilagan](../bilaga.docx)", "filen följer inte med till webbplatsen"),
    "file beside": ("[bilagan](bilaga.xlsx)", "filen följer inte med till webbplatsen"),
    "page elsewhere": ("[sidan](gammalt/sida.html)", "filen följer inte med till webbplatsen"),
    "picture that is led to": ("[bilden](bild.png)", "filen följer inte med till webbplatsen"),
    "address without a host": ("[sidan](https:example.org)", "är ingen adress"),
    "picture of the keyboard": ("En bra sak 😀.", "😀: tecknet finns inte i rapportens typsnitt"),
    "picture in a heading": ("## Bra 👍", "👍: tecknet finns inte i rapportens typsnitt"),
    "letter of a font of its own": ("En \uf0b7 punkt.", "U+F0B7: tecknet finns inte i rapportens typsnitt"),
    "sign that nobody sees": (
        "Det är {{< var avslut.\u200balla >}}.",
        "U+200B: ett tecken som inte syns efter ”avslut.”",
    ),
    "sign that turns the line": ("Text \u202e här.", "U+202E: ett tecken som inte syns efter ”Text”"),
    "link without an address at all": ("Se [här]().", "[här](): länken saknar adress; skriv den inom parentesen"),
    "link without anything": ("Se []() nu.", "[](): länken saknar adress"),
    "link without words": ("Se [](rapport.qmd).", "[](rapport.qmd): länken har ingen text"),
    "link the other way round": ("Se (den)[rapport.qmd].", "länken är vänd; skriv [text](adress)"),
    "fact in signs of HTML": (
        "Det är {{&lt; var avslut.alla &gt;}}.",
        "skriv {{< var namn >}}; &lt; och &gt; är tecken i HTML",
    ),
    "comment with a dash": ("<!\u2013 Stäm av \u2013> Text.", "det blir ingen kommentar av det, utan text på sidan"),
    "comment with one hyphen": ("<!- Stäm av -> Text.", "det blir ingen kommentar av det, utan text på sidan"),
    "quotes of a word processor": (
        "::: {.callout-note title=”Ny definition”}",
        "citattecknen är ordbehandlarens; skriv raka, som title=",
    ),
    "quotes of another one": ("::: {.callout-note title=„Ny“}", "citattecknen är ordbehandlarens"),
    "no quotes": ("::: {.callout-note title=Ny definition}", "sätt citattecken kring en text av flera ord"),
    "one quote": ('::: {.callout-note title="Ny definition}', "ett citattecken saknas"),
    "reference with a space": ("Se @ tbl-orsak.", "hänvisningen är inte hel; skriv @tbl-namn utan mellanslag"),
    "note with a space": ("Nytt.[^ ny]", "en not heter ett ord utan mellanslag"),
    "heading without words": ("## {#sec-tom}", "rubriken har ingen text"),
    "line that makes a heading": ("Text.\n---", "det blir en rubrik av raden ovanför"),
    "list of dashes": (
        "\u2013 en\n\u2013 två",
        "det blir ingen lista av det; skriv en tom rad före den första punkten",
    ),
    "caption without a colon": (
        "| A |\n|---|\n| x |\n\nTabell {#tbl-x}",
        "rubriken till en tabell skrivs under den, på en egen rad",
    ),
    "figure of one's own": ("{{< embed /notebooks/egen.ipynb#fig-egen >}}", "figur som inte är gjord med bars"),
}


@pytest.mark.parametrize(("text", "message"), ALMOST.values(), ids=ALMOST.keys())
def test_what_would_be_printed_as_it_stands_or_cannot_be_audited_is_told_before_it_is_rendered(year, text, message):
    project = year[0] / "project"
    (project / "rapport.qmd").write_text(f"{FRONT}\n# Avslut\n\n{text}\n", encoding="utf-8")
    told = faults(project, ["rapport"])
    assert len(told) == 1
    last = 8 + len(text.splitlines())
    assert told[0].startswith(f"rapport.qmd:{last}: ")
    assert message in told[0]


def test_a_number_between_tags_is_told_on_its_line(year):
    project = year[0] / "project"
    (project / "rapport.qmd").write_text("En rad.\n\nEn yta av m<sup>2</sup>.\n", encoding="utf-8")
    assert [line.split(": ")[0] for line in faults(project, ["rapport"])] == ["rapport.qmd:3", "rapport.qmd:3"]


def test_signs_that_are_as_they_should_be_are_no_slips(year):
    text = """Bindestreck \u2013 som detta \u2013 och … \u00ab så \u00bb, ord\u00ad, ✓ →.

\u2013 Ja, sade hon.

- punkt

| A |
|---|
| x |

---

::: {.bedomning namn="Anna Exempel, enhetschef" datum="1 mars 2022"}
Skriv.
:::

::: {.callout-note title="Om ”det” {{< var avslut.alla >}}"}
Text [med klass]{.underline} [[dubbel]](rapport.qmd) `[kod]()`.
:::
"""
    project = year[0] / "project"
    (project / "rapport.qmd").write_text(f"{FRONT}\n{text}", encoding="utf-8")
    assert faults(project, ["rapport"]) == []


COUNTS = [
    *("Vid Storgatan 5 personer", "för $5 procent", "08-50 000 personer", "nr 17-250", "sida 3 personer"),
    *("https://example.org/17 personer", "www.example.org/17 procent", "https://example.org 17 av dem"),
    *("sidorna 3 och 17 kvinnor", "i steg 2 procent", "117 43 Kvinnor", "117 43 avslutade", "klockan 9 deltagare"),
]


@pytest.mark.parametrize("text", COUNTS)
def test_a_count_does_not_hide_in_what_looks_like_an_address_or_a_price(text):
    assert [*unexplained(text)] != []


def test_a_fault_in_the_copy_of_a_report_is_told_of_the_report(tmp_path):
    """A report with chapters that have no data is staged as a copy in which those lines are empty."""
    staged = tmp_path / "build" / "2021" / "project"
    staged.mkdir(parents=True)
    (staged / "arsrapport.qmd").write_text("# Avslut\n\n| a |\n|---|\n| 17 |\n", encoding="utf-8")
    [told] = faults(staged, ["arsrapport"])
    assert told.startswith("reports/arsrapport.qmd:5: ")


@pytest.mark.parametrize(
    ("line", "message"),
    [("subtitle: '<b>hej</b>'", "HTML kommer inte med"), ("subtitle: '![x](bild.png)'", "en bild kan inte granskas")],
)
def test_what_a_report_says_of_itself_is_looked_at_too(year, line, message):
    project = year[0] / "project"
    (project / "rapport.qmd").write_text(f'---\ntitle: "T"\n{line}\n---\n\nText.\n', encoding="utf-8")
    [told] = faults(project, ["rapport"])
    assert told.startswith("rapport.qmd:3: ")
    assert message in told


def test_what_only_looks_like_a_fault_is_none(year):
    text = """Skriv till fornamn.efternamn@example.org eller <b@example.org>, betala i US$ eller \\<b\\>.

`{{ var x }}` och `<b>` är kod. En mening <!-- 17 personer, {{< var nej >}} --> slutar. Ett < två.

```
#hashtag <table>
```

::: {.callout-note title="Om {{< var avslut.alla >}}"}
Text <span>x</span>.
:::
"""
    project = year[0] / "project"
    (project / "rapport.qmd").write_text(f"{FRONT}\n{text}", encoding="utf-8")
    assert faults(project, ["rapport"]) == []


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    """Also where a part cannot be read: a file that is not there or is no text, lines at the top that are no YAML."""
    typed = "Det var 17 av dem.\n\nText } här.\n"
    (tmp_path / "latin.qmd").write_bytes("å".encode("latin-1"))
    front = {"a": "---\ntitle: T 18 personer\n---\n", "b": "---\ntitle: [\n---\n", "c": ""}
    include = {
        "a": "{{< include nej.qmd >}}\n\n",
        "b": "",
        "c": "{{< include latin.qmd >}}\n\n{{< include c.qmd >}}\n\n",
    }
    for name in front:
        (tmp_path / f"{name}.qmd").write_text(front[name] + include[name] + typed, encoding="utf-8")
    told = [line.split("; ")[0] for line in faults(tmp_path, front)]
    assert told == [
        "a.qmd:1: ”T 18 personer”: siffran är skriven för hand",
        "a.qmd:6: ”Det var 17 av dem.”: siffran är skriven för hand",
        "a.qmd:8: Text } här.: klammern betyder ingenting här",
        "b.qmd:4: ”Det var 17 av dem.”: siffran är skriven för hand",
        "b.qmd:6: Text } här.: klammern betyder ingenting här",
        "c.qmd:5: ”Det var 17 av dem.”: siffran är skriven för hand",
        "c.qmd:7: Text } här.: klammern betyder ingenting här",
    ]


def test_a_link_to_another_report_leads_to_a_place_that_it_has(tmp_path):
    """Also where the other report is changed, and this one is not rendered again."""
    other = "# Metod {#sec-metod}\n\n## Så gjordes det\n\n[]{#har}\n\n{{< include delar/_del.qmd >}}\n"
    (tmp_path / "annan.qmd").write_text(other, encoding="utf-8")
    (tmp_path / "delar").mkdir()
    (tmp_path / "delar" / "_del.qmd").write_text(f"# Del {{#sec-del}}\n\n{TABLE}", encoding="utf-8")
    places = ("sec-metod", "så-gjordes-det", "har", "sec-del", "tbl-orsak")
    links = "".join(f"Se [den](annan.qmd#{place}), [sidan](annan.html#{place}).\n" for place in places)
    own = "# Avslut {#sec-avslut}\n\n[här](#sec-avslut) `[kod](nej.qmd)` [fil](data/J3-orsak.csv) [pdf](annan.pdf)"
    own += " [då](../2020/annan.html) [år](../index.html) [alla](tabeller.xlsx) [post](mailto:a@example.org)"
    (tmp_path / "rapport.qmd").write_text(f"{links}\n{own}\n", encoding="utf-8")
    assert faults(tmp_path, ["rapport"]) == []
    (tmp_path / "annan.qmd").write_text(other.replace("{#sec-metod}", "{#sec-metoden}"), encoding="utf-8")
    assert faults(tmp_path, ["annan"]) == [
        f"rapport.qmd:1: länken annan.{form}#sec-metod: annan.qmd har inget ställe sec-metod; menas #sec-metoden? "
        "Annars ge rubriken där {#sec-metod}, eller ta bort # och namnet"
        for form in ("html", "qmd")
    ]


def test_a_comment_stays_in_the_chapter_and_a_fact_in_a_title_is_filled_in(year):
    text = """En mening. <!-- INTERN: 17 {{< var nej.nej >}} --> Slut.
<!--
Stäm av.

{{< embed /notebooks/nej.ipynb#tbl-x >}}
-->
Mer `<!-- kod -->`.

::: {.callout-note title="Om {{< var avslut.alla >}}"}
Text.
:::

Se {{< var avslut.alla >}} i $ och $ igen.
"""
    assert published(year, text) == []
    page = (year[0] / "pages" / "rapport.html").read_text(encoding="utf-8")
    assert "INTERN" not in page
    assert "Stäm av" not in page
    assert "En mening. Slut. Mer" in " ".join(page.split())
    assert "Om 2\u00a0000 personer" in page
    assert "i $ och $ igen" in page


GUIDE = (ROOT / "reports" / "README.md").read_text(encoding="utf-8")
SHOWN = [text for kind, text in re.findall(r"^```(\w*)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL) if not kind]
IN_TABLES = re.findall(r"^\| `([^`]*)`(?: och `([^`]*)`)?", GUIDE[: GUIDE.index("## När något är fel")], re.MULTILINE)


LINE = (
    'year = 2021\nbuild = ""',
    """from pathlib import Path
from indikatorer.presentation.charts import sparkline
from indikatorer.publication.protected import Publication
tables = Publication(Path(build) / "tables")""",
    """#| label: tal-okand
sparkline("Avslutade", list(tables("J1-serie").cells(kon="Samtliga")))""",
)


def test_everything_that_the_guide_for_writers_shows_is_published(year):
    """The examples as they stand, one after the other, with the names that they use given to what this year has."""
    source = next(example for example in SHOWN if example.startswith("@report"))
    examples = [example for example in SHOWN if example != source]
    front = re.findall(r"skrivs `(bibliography: [^`]*)`", GUIDE) + re.findall(
        r"strecken: `(diarienummer: [^`]*)`", GUIDE
    )
    rows = [shown for pair in IN_TABLES for shown in pair if shown and not shown.endswith((".qmd", "/"))]
    assert len(front) == 2
    assert {"1. först", "**viktigt**", "*betonat*", "- en punkt", "@tbl-orsaker"} <= set(rows)
    text = "\n\n".join([*rows, *examples, "Det visar en studie [@ifau2013].", "Skriv \\@jobbtorg. <!-- Stäm av 17 -->"])
    labels = {"#tbl-orsaker": "#tbl-orsak", "jobbtorg.ipynb": "avslut.ipynb", "okand.qmd": "rapport.qmd"}
    labels |= {"@tbl-orsaker": "@tbl-orsak", "-orsaker": "-orsak", "#sec-namn": "#sec-avslut"}
    labels |= {"sammanfattning.ipynb#tal-okand": "linje.ipynb#tal-okand"}
    for name, here in labels.items():
        text = text.replace(name, here)
    text = re.sub(r"var [\w.]+", "var avslut.alla", text)
    work, finished = year
    run([notebook(work / "linje.ipynb", *LINE)], work / "notebooks", {"year": 2021, "build": str(work)})
    (work / "project" / "kallor.bib").write_text(source, encoding="utf-8")
    lines = "\n".join(front).replace("_format/", "")
    report = f'---\ntitle: "Avslutade"\n{lines}\n---\n\n{FIGURE}\n{text}\n'
    (work / "project" / "rapport.qmd").write_text(report, encoding="utf-8")
    assert faults(work / "project", ["rapport"]) == []
    render(work, report)
    put_on_site(work, finished)
    assert [str(finding) for finding in audit_year(work, finished).untraced] == []
    page = (finished / "rapport.html").read_text(encoding="utf-8")
    assert "AMN 2022-0123-1.6" in page
    assert "@jobbtorg" in page
    assert "Stäm av" not in page
