"""What writers write: it is published as they mean it, or they are told file, line and what to write instead."""

import pytest

from indikatorer.disclosure.finished import audit_year
from tests.disclosure.finished_year import make_year, put_on_site, render

FRONT = """---
title: "Avslutade {{< var rapport.ar >}}"
diarienummer: "AMN 2022-0123-1.6"
bibliography: kallor.bib
---
"""
TABLE = "{{< embed /notebooks/avslut.ipynb#tbl-orsak >}}\n"
SOURCE = "@report{ifau2013, author={Exempel, Erik}, title={Studien}, institution={IFAU}, year={2013}, number={2013:7}}"

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
    "signs": "H~2~O m^2^ --- \"citat\" ... 'x'\n\n> Citat från 2015\n\nTerm\n:   Förklaring från 2016",
}


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    work, finished = make_year(tmp_path_factory.mktemp("year"))
    (work / "project" / "kallor.bib").write_text(SOURCE, encoding="utf-8")
    return work, finished


def published(year, text: str) -> list[str]:
    """Render a report and put it on the site; the result is what the audit of the finished files says of it."""
    work, finished = year
    render(work, f"{FRONT}\n# Avslut {{#sec-avslut}}\n\n{TABLE}\n{text}\n")
    put_on_site(work, finished)
    return [str(finding) for finding in audit_year(work, finished).untraced]


def test_everything_that_is_written_in_markdown_is_found_again_in_page_and_pdf(year):
    assert published(year, "\n\n".join(WRITTEN.values())) == []
