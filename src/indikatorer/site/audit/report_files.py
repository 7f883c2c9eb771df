"""Reports: from the run notebooks and the words to the finished pages and PDF, for one staged project."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from indikatorer.site.audit.cells import PublishedCells
from indikatorer.site.audit.other_numbers import delivered, read_records
from indikatorer.site.audit.outputs import Output, OutputAudit, outputs_of
from indikatorer.site.audit.page_texts import check_page, numbered
from indikatorer.site.audit.pdf_texts import check_pdf
from indikatorer.site.audit.report_words import DIARIENUMMER, check_typed, lines_of, load_yaml, nearest, sources_of
from indikatorer.site.audit.tracing import Findings

CODE_VERSION = "rapport.kod"


@dataclass(frozen=True)
class Made:
    """Where the reports of one project are made: its protected tables and the staged project."""

    tables: Path
    project: Path

    @cached_property
    def outputs(self) -> list[Output]:
        return [output for path in sorted((self.project / "notebooks").glob("*.ipynb")) for output in outputs_of(path)]

    @cached_property
    def facts(self) -> dict[str, Mapping[str, Any]]:
        """Key → each fact as it reads."""
        content: dict[str, Mapping[str, Any]] = json.loads((self.project / "facts.json").read_text(encoding="utf-8"))
        return content

    @cached_property
    def catalogue(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.tables / "tables.json").read_text(encoding="utf-8"))
        return content

    def settings(self, name: str) -> dict[str, Any]:
        return load_yaml((self.project / name).read_text(encoding="utf-8"))


def check_reports(made: Made, finished: Path, findings: Findings) -> list[str]:
    """Trace every number of the project's facts, notebooks and words, and of its pages and PDF in `finished`.

    The result names the finished files that were read.
    """
    audit = OutputAudit(PublishedCells(made.tables), read_records(made.tables / "tables.json"), findings)
    for key, said in made.facts.items():
        audit.fact(key, said)
    for output in made.outputs:
        audit.output(output)
    frame = _frame(made)
    read = []
    for document in sorted(made.project.glob("*.qmd")):
        lines = list(lines_of(made.project, document))
        check_typed(lines, findings)
        page, pdf = (f"{document.stem}{suffix}" for suffix in (".html", ".pdf"))
        soup = BeautifulSoup((finished / page).read_text(encoding="utf-8"), "html.parser")
        sources, embedded = sources_of(made.project, lines, _values(made), made.outputs, numbered(soup))
        heading = soup.select_one("h1.title")
        title = heading.get_text() if heading else ""
        # at the head of each page of the PDF, and in the tab of a browser
        # a report may state a period of its own, which is itself held against what its words say
        own = [fact.get_text() for fact in soup.select("dl.quarto-title-meta dd")[:1]]
        sources.add(*frame, *(f"{title} {said}" for said in (*frame, *own)))
        headings = [heading.get_text(" ") for heading in soup.select("h1, h2, h3, h4")]
        strange = Findings()
        check_page(soup, page, sources, embedded, strange)
        diarienummer = next((line.text for line in lines if line.key == DIARIENUMMER), "")
        check_pdf(finished / pdf, pdf, sources, headings, strange, diarienummer)
        for finding in strange.untraced:
            like = nearest(finding.found, lines)
            findings.add(
                finding.file, finding.place, finding.found, finding.remedy + (f" (mest lik: {like})" if like else "")
            )
        findings.traced |= strange.traced
        read += [page, pdf]
    return read


def _values(made: Made) -> dict[str, Mapping[str, Any]]:
    """The facts, and the version of the code, which no notebook gives."""
    chapter, name = CODE_VERSION.split(".")
    version = made.settings("_variables.yml").get(chapter, {}).get(name, "")
    return {**made.facts, CODE_VERSION: {"markdown": version}}


def _frame(made: Made) -> Sequence[str]:
    """What stands around every report: the site's title and navigation, the period and the day of the delivery."""
    settings = made.settings("_quarto.yml")
    website = settings["website"]
    named = [entry["text"] for entry in website["navbar"]["left"]]
    return [website["title"], *named, str(settings["period"]), delivered(made.catalogue)]
