"""Every fault is told with file, line, construct and remedy, and all of them in one go."""

import pytest

from indikatorer import UserError
from indikatorer.rendering.pandoc import finding
from tests.rendering.conftest import Rendering

FRONT_MATTER = "---\ntitle: T\n---\n"
NOTEBOOK = "notebooks/nb.ipynb"

# what is written on line 4 → what the message says after `doc.qmd:4: `
FAULTS = {
    "misspelt label": (f"{{{{< embed {NOTEBOOK}#tbl-avlsut >}}}}", "ingen cell har etiketten tbl-avlsut; det finns"),
    "missing notebook": (
        "{{< embed notebooks/nej.ipynb#tbl-a >}}",
        "det finns ingen sådan notebook; menas nb.ipynb?",
    ),
    "not a notebook": ("{{< embed bild.png#tbl-a >}}", "bara celler i en notebook"),
    "whole notebook": (f"{{{{< embed {NOTEBOOK} >}}}}", "skriv cellens etikett efter #"),
    "cell by place": (f"{{{{< embed {NOTEBOOK}[2] >}}}}", "skriv cellens etikett efter #"),
    "quoted echo": (f'{{{{< embed {NOTEBOOK}#stycke echo="true" >}}}}', "utan citattecken"),
    "unknown parameter": (f"{{{{< embed {NOTEBOOK}#stycke outputs=1 >}}}}", "outputs går inte att använda"),
    "no parameter": ("{{< embed  >}}", "skriv en notebook och en etikett"),
    "failed cell": (f"{{{{< embed {NOTEBOOK}#tbl-fel >}}}}", "cellen gick fel (ZeroDivisionError: division by zero)"),
    "printing cell": (f"{{{{< embed {NOTEBOOK}#tbl-utskrift >}}}}", "skriver ut med print"),
    "cell without output": (f"{{{{< embed {NOTEBOOK}#tbl-tom >}}}}", "cellen visar ingenting"),
    "hidden output": (f"{{{{< embed {NOTEBOOK}#tbl-dold >}}}}", "döljer det som den visar"),
    "figure without alternative text": (f"{{{{< embed {NOTEBOOK}#fig-stum >}}}}", "ge cellen fig-alt"),
    "neither figure nor table": (f"{{{{< embed {NOTEBOOK}#tbl-ordlista >}}}}", "varken en figur eller en tabell"),
    "embed in a sentence": (f"Text {{{{< embed {NOTEBOOK}#stycke >}}}}", "ensamt på en egen rad"),
    "embed in a list": (f"- {{{{< embed {NOTEBOOK}#stycke >}}}}", "ensamt på en egen rad"),
    "embed without spaces": (f"{{{{<embed {NOTEBOOK}#stycke>}}}}", "ensamt på en egen rad"),
    "include in a sentence": ("Text {{< include _a.qmd >}}", "ensamt på en egen rad"),
    "missing include": ("{{< include _nej.qmd >}}", "include _nej.qmd: det finns ingen sådan fil"),
    "missing variable": ("{{< var okand.andle >}}", "var okand.andle: det finns inget sådant faktum"),
    "missing metadata": ("{{< meta nej >}}", "meta nej: det finns ingen sådan uppgift"),
    "several values": ("{{< var okand >}}", "är inte ett värde utan flera"),
    "unknown shortcode": (
        "{{< video x.mp4 >}}",
        "det finns inget sådant kommando; det finns include, embed, var, meta, pagebreak",
    ),
    "unclosed shortcode": ("Text {{< var ar, och mer.", "{{< var ar, och mer.: avslutas aldrig"),
    "unknown value in an attribute": ('::: {.callout-note title="{{< var nej >}}"}\nx\n:::', "inget sådant faktum"),
    "unclosed comment": ("Text <!-- och mer.", "<!--: kommentaren avslutas aldrig"),
    "name with @": ("Följ @jobbtorg.", "@jobbtorg: @ inleder en hänvisning"),
    "unknown div class": ("::: {.ruta}\nx\n:::", "::: .ruta: det finns ingen sådan klass"),
    "unknown div attribute": ('::: {.note layout="[1,1]"}\nx\n:::', "::: layout: går inte att använda här"),
    "unknown span class": ("[x]{.gul}", "[…] .gul: det finns ingen sådan klass"),
    "unclosed div": ("::: {.note}\nx", ":::: rutan avslutas aldrig"),
    "closing line without a div": (":::", "avslutar ingenting"),
    "footnote without text": ("Not.[^a]", "noten [^a]: saknar text"),
    "footnote that nobody refers to": ("[^a]: Not.", "noten [^a]: ingen hänvisar till den"),
    "unknown format": ('::: {.content-visible when-format="pdf"}\nx\n:::', "med html eller typst"),
    "unknown condition": ('::: {.content-visible when-meta="x"}\nx\n:::', "bara when-format och unless-format"),
    "tabs without headings": ("::: {.panel-tabset}\nx\n:::", "varje flik börjar med en"),
    "link to no document": ("Se [den](nej.qmd#a).", "länken nej.qmd#a: det finns ingen sådan rapport"),
    "dangling table reference": ("Se @tbl-nej.", "@tbl-nej: rapporten har ingenting med den etiketten"),
    "dangling figure reference": ("Se [-@fig-nej].", "@fig-nej: rapporten har ingenting med den etiketten"),
    "dangling section reference": ("Se @sec-nej.", "@sec-nej: rapporten har ingenting med den etiketten"),
    "reference to a passing label": ("Se @Tbl-nej.", "@Tbl-nej: rapporten har ingenting med den etiketten"),
    "table that is none": ("::: {#tbl-x}\nText.\n\nRubrik\n:::", "tbl-x: innehåller ingen tabell"),
    "image without alternative text": (
        "![](bild.png)",
        'bilden bild.png: saknar beskrivning för den som inte ser den; skriv fig-alt="',
    ),
    "missing image": ("![Bild](nej.png)", "bilden nej.png: det finns ingen sådan fil"),
    "image elsewhere": ("![Bild](https://example.org/x.png)", "ligger på en annan webbplats"),
    "skipped heading level": ("# A\n\n### B {#sec-b}", "rubriken ”B”: hoppar över en nivå"),
}


def told(rendering: Rendering, text: str, front_matter: str = FRONT_MATTER) -> list[str]:
    rendering.write("doc.qmd", front_matter + text + "\n")
    with pytest.raises(UserError) as raised:
        rendering.render()
    assert not rendering.output.exists(), "nothing is written when something is wrong"
    return str(raised.value).splitlines()


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_fault_is_told_with_its_line(base: Rendering, text: str, message: str) -> None:
    [line] = told(base, text)
    assert line.startswith("doc.qmd:6: " if "hoppar över" in message else "doc.qmd:4: ")
    assert message in line


def test_a_label_used_twice_is_told_at_both_places(base: Rendering) -> None:
    embed = f"{{{{< embed {NOTEBOOK}#tbl-not >}}}}"
    assert [line.split(": ")[:2] for line in told(base, f"{embed}\n\n{embed}")] == [
        ["doc.qmd:4", "tbl-not"],
        ["doc.qmd:6", "tbl-not"],
    ]


def test_notes_and_labels_in_an_included_file_are_told_in_swedish_with_its_own_lines(base: Rendering) -> None:
    base.write(
        "_kapitel.qmd", "# Två {#sec-a}\n\nA.[^n]\n\n[^n]: Ett.\n\n[^n]: Två.\n\n[^m]: Tre.\n\n## T {#x}\n\n## U {#x}\n"
    )
    assert told(base, "# Ett {#sec-a}\n\n{{< include _kapitel.qmd >}}") == [
        "_kapitel.qmd:1: sec-a: etiketten finns två gånger; ge den ena ett annat namn",
        "_kapitel.qmd:7: noten [^n]: har två texter; ge den ena ett annat namn, eller ta bort den",
        "_kapitel.qmd:9: noten [^m]: ingen hänvisar till den; skriv [^m] där den hör hemma, eller ta bort den",
        "_kapitel.qmd:11: x: etiketten finns två gånger; ge den ena ett annat namn",
        "_kapitel.qmd:13: x: etiketten finns två gånger; ge den ena ett annat namn",
        "doc.qmd:4: sec-a: etiketten finns två gånger; ge den ena ett annat namn",
    ]


def test_whatever_else_pandoc_warns_of_is_told_without_lines_of_its_own() -> None:
    warned = finding("[WARNING] Macro 'a' already defined, ignoring at chunk line 7 column 19")
    assert warned is not None
    assert warned.line == 7
    assert warned.remedy.startswith("pandoc varnar: Macro 'a' already defined, ignoring; hittar du inte felet")


def test_faults_in_included_files_are_told_with_the_line_of_that_file(base: Rendering) -> None:
    base.write("_kapitel.qmd", "Ett.\n\n{{< var nej >}}\n\nSe @fig-nej.\n")
    lines = told(
        base, f"Före.\n\n{{{{< include _kapitel.qmd >}}}}\n\n{{{{< embed {NOTEBOOK}#tbl-not >}}}}\n\nSe @tbl-nej."
    )
    assert [line.split(": ")[0] for line in lines] == ["_kapitel.qmd:3", "_kapitel.qmd:5", "doc.qmd:10"]


def test_all_faults_of_all_documents_are_told_at_once(base: Rendering) -> None:
    base.write("ett.qmd", FRONT_MATTER + "{{< var nej >}}\n\n::: {.ruta}\n@fig-nej\n:::\n")
    base.write("tva.qmd", "---\nlang: sv\n---\n{{< okand >}}\n")
    with pytest.raises(UserError) as raised:
        base.render("ett.qmd", "tva", "tre.qmd")
    assert [line.split(": ")[0] for line in str(raised.value).splitlines()] == [
        *("ett.qmd:4", "ett.qmd:6", "ett.qmd:7", "tre.qmd", "tva.qmd:1", "tva.qmd:4")
    ]


def test_a_reference_to_a_cell_that_cannot_be_embedded_is_no_second_fault(base: Rendering) -> None:
    assert len(told(base, f"{{{{< embed {NOTEBOOK}#tbl-fel >}}}}\n\nSe @tbl-fel.")) == 1


def test_a_file_that_includes_itself(base: Rendering) -> None:
    base.write("_a.qmd", "{{< include _a.qmd >}}\n")
    [line] = told(base, "{{< include _a.qmd >}}")
    assert line.startswith("_a.qmd:1: include _a.qmd: filen infogar sig själv")


@pytest.mark.parametrize(
    ("front_matter", "message"),
    {
        "---\ntitle: T\n  x: [\n---\n": "doc.qmd:3: YAML: raderna går inte att läsa",
        "---\ntitle: T\n\tx: y\n---\n": "doc.qmd:3: YAML: raderna går inte att läsa; skriv blanksteg i stället",
        "---\ntitle: T: x\n---\n": "doc.qmd:2: YAML: raderna går inte att läsa; sätt citattecken kring",
        "---\ntitle: T\n\n": "doc.qmd:1: ---: raderna överst avslutas aldrig; skriv --- på en egen rad under dem",
        "---\ntitle: T\nformat: docx\n---\n": "doc.qmd:1: format: docx: skriv html eller typst",
        "---\ntitle: T\nlang: en\n---\n": "doc.qmd:1: lang: en: skriv sv",
        "---\ntitle: T\nbibliography: nej.bib\n---\n": "doc.qmd:1: bibliography: nej.bib: det finns ingen sådan fil",
        '---\ntitle: "{{< var nej >}}"\n---\n': "doc.qmd:1: var nej: det finns inget sådant faktum",
    }.items(),
)
def test_faults_in_the_front_matter(base: Rendering, front_matter: str, message: str) -> None:
    assert told(base, "Text.", front_matter)[0].startswith(message)


def test_a_comment_that_is_not_ended_is_told_alone(base: Rendering) -> None:
    """What stands below it is there: nothing that refers to it is told as well."""
    [line] = told(base, "Se @sec-b.\n\n<!-- Kom ihåg\natt fråga.\n\n# B {#sec-b}\n\nText[^n].\n\n[^n]: Not.\n")
    assert line.endswith(": <!--: kommentaren avslutas aldrig; skriv --> där den slutar")


def test_a_letter_that_no_font_has_is_told_on_its_line(base: Rendering) -> None:
    [line] = told(base, "En rad.\n\nEtt tecken, 漢, här.")
    assert ": 漢: tecknet finns inte i PDF:ens typsnitt; skriv det med ord" in line


def test_lines_are_counted_as_an_editor_counts_them(base: Rendering) -> None:
    first = told(base, "En rad.\n\nSe @sec-nej.")[0].split(": ")[0]
    assert told(base, "En\u2028rad\x0b.\n\nSe @sec-nej.")[0].split(": ")[0] == first


def test_a_source_that_the_bibliography_lacks(base: Rendering) -> None:
    lines = told(base, "Se @ingen2020.", "---\ntitle: T\nbibliography: ref.bib\n---\n")
    assert lines == [
        "doc.qmd:5: @ingen2020: källan finns inte i litteraturfilen; är @ingen2020 ett namn, skriv \\@ingen2020"
    ]
