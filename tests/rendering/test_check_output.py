"""Nothing that the sources say is lost on the page, and nothing stands there unresolved, whoever has rendered it."""

import pytest

from indikatorer.rendering.check_output import check_page, check_pdf
from indikatorer.rendering.embedded import EmbeddedRenderer
from indikatorer.rendering.pandoc_markdown import expand_documents
from indikatorer.rendering.problems import Problems
from indikatorer.rendering.project import Project
from tests.rendering.conftest import Rendering

SOURCE = """---
title: T
---
# Ett kapitel {#sec-ett}

Det är **sju av tio** som kommer tillbaka.[^not] Se @sec-ett, [länken](https://example.org) och `kod`.

::: {.content-hidden when-format="html"}
Bara i utskriften.
:::

| Orsak | Antal |
|---|---|
| Arbete | 12 |

[^not]: Notens text.
"""


def told(rendering: Rendering, page: str) -> list[str]:
    problems = Problems()
    [markdown] = (
        one for one in expand_documents(["doc"], Project(rendering.project, problems), problems) if one.form == "html"
    )
    check_page(markdown, page, problems)
    return [f"{place}: {construct}: {remedy}" for place, construct, remedy in sorted(problems.found)]


@pytest.fixture
def page(base: Rendering) -> str:
    base.write("doc.qmd", SOURCE)
    base.render()
    return base.html


def test_a_whole_page_is_complete(base: Rendering, page: str) -> None:
    assert told(base, page) == []


@pytest.mark.parametrize(
    ("lost", "line", "words"),
    [
        ("Det är <strong>sju av tio</strong>", 6, "Det är sju av tio som kommer tillbaka."),
        ("Notens text.", 16, "Notens text."),
        ("Arbete", 14, "Arbete"),
        ("Ett kapitel", 4, "Ett kapitel"),
    ],
)
def test_words_that_are_lost_are_told_with_their_line(
    base: Rendering, page: str, lost: str, line: int, words: str
) -> None:
    assert lost in page
    assert told(base, page.replace(lost, "")) == [
        f"doc.qmd:{line}: ”{words} …”: kom inte med på sidan; leta efter något före som inte är avslutat"
    ]


@pytest.mark.parametrize("unresolved", ["?var:okand.andle", "?meta:nej", "?@fig-nej", "{{< var ar"])
def test_what_stands_unresolved_is_told(base: Rendering, page: str, unresolved: str) -> None:
    [line] = told(base, page.replace("kommer tillbaka", f"kommer tillbaka <strong>{unresolved}</strong>"))[:1]
    assert line.startswith(f"doc.qmd: {unresolved}")
    assert "står kvar på sidan som det är skrivet" in line


PRINTED = f"""{SOURCE}
Skriv `{{{{{{< var ar >}}}}}}`. {"Raden börjar på en sida och går vidare på nästa. " * 90}
"""


def told_of_pdf(base: Rendering, printed: str) -> list[str]:
    """What is told of the PDF of `PRINTED` when the PDF is that of another text."""
    base.write("doc.qmd", printed)
    EmbeddedRenderer().render(base.project, ["doc.qmd"], base.output)
    base.write("doc.qmd", PRINTED)
    problems = Problems()
    [markdown] = (
        one for one in expand_documents(["doc"], Project(base.project, problems), problems) if one.form == "typst"
    )
    check_pdf(markdown, (base.output / "doc.pdf").read_bytes(), problems)
    return [f"{place}: {construct}: {remedy}" for place, construct, remedy in sorted(problems.found)]


def test_a_whole_pdf_is_complete_over_several_pages(base: Rendering) -> None:
    assert told_of_pdf(base, PRINTED) == []


@pytest.mark.parametrize(("lost", "line"), [("sju av tio", 6), ("Notens text", 16), ("Arbete", 14)])
def test_words_that_are_lost_in_a_pdf_are_told_with_their_line(base: Rendering, lost: str, line: int) -> None:
    [fault] = told_of_pdf(base, PRINTED.replace(lost, "annat"))
    assert fault.startswith(f"doc.qmd:{line}: ”")
    assert "kom inte med i PDF:en" in fault


@pytest.mark.parametrize("unresolved", ["?var:okand.andle", "?@fig-nej", "{{< var ar"])
def test_what_stands_unresolved_in_a_pdf_is_told(base: Rendering, unresolved: str) -> None:
    written = unresolved.replace("@", "\\@").replace("{{<", "\\{\\{\\<")
    [line] = told_of_pdf(base, f"{PRINTED}\n{written}\n")
    assert f": {unresolved}: " in line
    assert "står kvar i PDF:en som det är skrivet" in line
