"""Labels from a delivery are text: the same words, in the same cell, in page, PDF, fact and search."""

import csv
import gzip
import io
import json
import re

import pypdfium2 as pdfium
import pytest
from bs4 import BeautifulSoup

from indikatorer.base.markdown import MAY_BREAK
from indikatorer.site.audit import audit_year
from indikatorer.site.search import write_index
from tests.hostile import HOSTILE
from tests.quartos import NO_QUARTO
from tests.site.audit import finished_year
from tests.site.audit.finished_year import make_year


def csv_of(labels) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ("avslutsorsak", "kon", "matt", "taljare", "namnare", "varde", "ki_nedre", "ki_ovre", "enhet", "status")
    )
    for number, label in enumerate(labels, 101):
        for kon in ("Kvinnor", "Män", "Samtliga"):
            writer.writerow((label, kon, "andel", number, 1000, f"{number / 10:.1f}", 9.0, 14.0, "procent", ""))
    return text.getvalue()


@pytest.fixture(scope="module", params=["embedded", pytest.param("quarto", marks=NO_QUARTO)])
def year(request, tmp_path_factory):
    """A year whose reasons have these names, and a fact that says one of them."""
    labels = ("Arbete", "Studier", "Okänd", *HOSTILE)
    words = [
        f'fact("avslut.ord{n}", {label!r}, "ett namn", of=[orsak.cell(avslutsorsak={label!r}, kon="Män")])'
        for n, label in enumerate(HOSTILE)
    ]
    cells = (*finished_year.CELLS[:2], "\n".join(words), *finished_year.CELLS[2:])
    facts = [f"{{{{< var avslut.ord{n} >}}}}" for n in range(len(HOSTILE))]
    said = "".join(f'Namnet är {one} här.\n\n::: {{.callout-note title="Om {one}"}}\nText.\n:::\n\n' for one in facts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finished_year, "ORSAK", csv_of(labels))
        patch.setattr(finished_year, "CELLS", cells)
        patch.setattr(finished_year, "REPORT", f"{finished_year.REPORT}\n\n{said}")
        patch.setattr(finished_year.render, "__defaults__", (finished_year.REPORT, "embedded"))
        return make_year(tmp_path_factory.mktemp("year"), request.param)


def pdf_text(file) -> str:
    with pdfium.PdfDocument(file) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def squeezed(text: str) -> str:
    """Without spaces, and without hyphens, which a PDF's font has one sign for that means a soft one too."""
    return re.sub(rf"[\s{MAY_BREAK}\u00ad\u0002-]", "", text)


def test_a_label_is_text_in_its_cell_of_page_and_pdf(year):
    work, finished = year
    page = BeautifulSoup((finished / "rapport.html").read_text(encoding="utf-8"), "html.parser")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("#tbl-orsak tbody tr")]
    pdf = squeezed(pdf_text(finished / "rapport.pdf"))
    alt = str(page.select_one("#fig-orsak img, .figure-float img")["alt"]).replace("\u2060", "")
    # the highest of them stand in the description of the picture, the last of the list first
    told = [f"{label}, {number / 10:.1f} procent".replace(".", ",", 1) for number, label in enumerate(HOSTILE, 104)]
    assert sum(one in alt for one in told) >= 5
    titles = [title.get_text().strip() for title in page.select(".callout-title")]
    assert titles == [f"Om {label}" for label in HOSTILE]
    for number, label in enumerate(HOSTILE, 104):
        value = f"{number / 10:.1f}".replace(".", ",")
        assert [label, value, value, value] in rows
        assert squeezed(f"{label}{value}{value}{value}") in pdf
        assert squeezed(f"Namnet är {label} här.") in squeezed(page.get_text())
        assert squeezed(f"Namnet är {label} här.") in pdf
        assert squeezed(f"Om {label}") in pdf
    assert [str(finding) for finding in audit_year(work, finished).untraced] == []


def test_a_label_is_text_in_the_search(year):
    _, finished = year
    write_index(finished.parent)
    fragments = [
        json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        for file in (finished.parent / "search" / "fragment").glob("*")
    ]
    [page] = [squeezed(fragment["content"]) for fragment in fragments if "#" not in fragment["url"]]
    [table] = [squeezed(fragment["content"]) for fragment in fragments if fragment["url"].endswith("#tbl-orsak")]
    for label in HOSTILE:
        assert squeezed(label) in page
        assert squeezed(label) in table
