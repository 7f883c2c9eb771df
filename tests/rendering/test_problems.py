"""Every fault is told with file, line, construct and remedy, and all of them in one go."""

import pytest

from indikatorer import UserError
from tests.rendering.conftest import Rendering

FRONT_MATTER = "---\ntitle: T\n---\n"
NOTEBOOK = "notebooks/nb.ipynb"

# what is written on line 4 → what the message says after `doc.qmd:4: `
FAULTS = {
    "misspelt label": (f"{{{{< embed {NOTEBOOK}#tbl-avlsut >}}}}", "no cell has the label tbl-avlsut; there are"),
    "missing notebook": ("{{< embed notebooks/nej.ipynb#tbl-a >}}", "there is no such notebook"),
    "not a notebook": ("{{< embed bild.png#tbl-a >}}", "only executed notebooks"),
    "whole notebook": (f"{{{{< embed {NOTEBOOK} >}}}}", "name the cell by its label"),
    "cell by place": (f"{{{{< embed {NOTEBOOK}[2] >}}}}", "name the cell by its label"),
    "quoted echo": (f'{{{{< embed {NOTEBOOK}#stycke echo="true" >}}}}', "without quotation marks"),
    "unknown parameter": (f"{{{{< embed {NOTEBOOK}#stycke outputs=1 >}}}}", "outputs is not supported"),
    "no parameter": ("{{< embed  >}}", "write one notebook and one label"),
    "failed cell": (f"{{{{< embed {NOTEBOOK}#tbl-fel >}}}}", "the cell failed (ZeroDivisionError: division by zero)"),
    "printing cell": (f"{{{{< embed {NOTEBOOK}#tbl-utskrift >}}}}", "prints to stdout"),
    "cell without output": (f"{{{{< embed {NOTEBOOK}#tbl-tom >}}}}", "has no output to show"),
    "hidden output": (f"{{{{< embed {NOTEBOOK}#tbl-dold >}}}}", "hides its output"),
    "figure without alternative text": (f"{{{{< embed {NOTEBOOK}#fig-stum >}}}}", "give the cell fig-alt"),
    "neither figure nor table": (f"{{{{< embed {NOTEBOOK}#tbl-ordlista >}}}}", "neither a figure nor a table"),
    "embed in a sentence": (f"Text {{{{< embed {NOTEBOOK}#stycke >}}}}", "stands alone on its line"),
    "embed in a list": (f"- {{{{< embed {NOTEBOOK}#stycke >}}}}", "stands alone on its line"),
    "embed without spaces": (f"{{{{<embed {NOTEBOOK}#stycke>}}}}", "alone on its line"),
    "include in a sentence": ("Text {{< include _a.qmd >}}", "stands alone on its line"),
    "missing include": ("{{< include _nej.qmd >}}", "include _nej.qmd: there is no such file"),
    "missing variable": ("{{< var okand.andle >}}", "var okand.andle: no notebook provides this value"),
    "missing metadata": ("{{< meta nej >}}", "meta nej: neither the front matter nor _quarto.yml has this key"),
    "several values": ("{{< var okand >}}", "is not one value but several"),
    "unknown shortcode": ("{{< video x.mp4 >}}", "unknown shortcode; there are include, embed, var, meta, pagebreak"),
    "unclosed shortcode": ("Text {{< var ar, och mer.", "{{< var ar, och mer.: is never closed"),
    "shortcode in an attribute": ('::: {.callout-note title="År {{< var ar >}}"}\nx\n:::', "within quotation marks"),
    "unknown div class": ("::: {.ruta}\nx\n:::", "div .ruta: unknown class"),
    "unknown div attribute": ('::: {.note layout="[1,1]"}\nx\n:::', "div layout: unknown attribute"),
    "unknown span class": ("[x]{.gul}", "span .gul: unknown class"),
    "unclosed div": ("::: {.note}\nx", "div: is never closed"),
    "closing line without a div": (":::", "closes nothing"),
    "footnote without text": ("Not.[^a]", "footnote [^a]: has no text"),
    "unknown format": ('::: {.content-visible when-format="pdf"}\nx\n:::', "with html or typst"),
    "unknown condition": ('::: {.content-visible when-meta="x"}\nx\n:::', "only when-format and unless-format"),
    "tabs without headings": ("::: {.panel-tabset}\nx\n:::", "each tab begins with one"),
    "link to no document": ("Se [den](nej.qmd#a).", "link nej.qmd#a: there is no such document"),
    "dangling table reference": ("Se @tbl-nej.", "@tbl-nej: the document has nothing with this label"),
    "dangling figure reference": ("Se [-@fig-nej].", "@fig-nej: the document has nothing with this label"),
    "dangling section reference": ("Se @sec-nej.", "@sec-nej: the document has nothing with this label"),
    "reference to a passing label": ("Se @Tbl-nej.", "@Tbl-nej: the document has nothing with this label"),
    "table that is none": ("::: {#tbl-x}\nText.\n\nRubrik\n:::", "tbl-x: holds no table"),
    "image without alternative text": ("![](bild.png)", 'image bild.png: has no alternative text; write fig-alt="'),
    "missing image": ("![Bild](nej.png)", "image nej.png: there is no such file"),
    "image elsewhere": ("![Bild](https://example.org/x.png)", "lies on another host"),
    "skipped heading level": ("# A\n\n### B {#sec-b}", "heading “B”: skips a level"),
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
    assert line.startswith("doc.qmd:6: " if "skips a level" in message else "doc.qmd:4: ")
    assert message in line


def test_a_label_used_twice_is_told_at_both_places(base: Rendering) -> None:
    embed = f"{{{{< embed {NOTEBOOK}#tbl-not >}}}}"
    assert [line.split(": ")[:2] for line in told(base, f"{embed}\n\n{embed}")] == [
        ["doc.qmd:4", "tbl-not"],
        ["doc.qmd:6", "tbl-not"],
    ]


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
    assert line.startswith("_a.qmd:1: include _a.qmd: the file includes itself")


@pytest.mark.parametrize(
    ("front_matter", "message"),
    {
        "---\ntitle: T\n  x: [\n---\n": "doc.qmd:3: YAML: cannot be read",
        "---\ntitle: T\nformat: docx\n---\n": "doc.qmd:1: format: docx: write html or typst",
        "---\ntitle: T\nlang: en\n---\n": "doc.qmd:1: lang: en: write sv",
        "---\ntitle: T\nbibliography: nej.bib\n---\n": "doc.qmd:1: bibliography: nej.bib: there is no such file",
        '---\ntitle: "{{< var nej >}}"\n---\n': "doc.qmd:1: var nej: no notebook provides",
    }.items(),
)
def test_faults_in_the_front_matter(base: Rendering, front_matter: str, message: str) -> None:
    assert told(base, "Text.", front_matter)[0].startswith(message)


def test_a_source_that_the_bibliography_lacks(base: Rendering) -> None:
    lines = told(base, "Se @ingen2020.", "---\ntitle: T\nbibliography: ref.bib\n---\n")
    assert lines == ["doc.qmd:5: @ingen2020: the bibliography has no such source"]
