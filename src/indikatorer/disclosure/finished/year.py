"""The finished files of a year, all of them, held against what they may say."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup

from indikatorer.disclosure.finished.catalogue import CatalogueTexts
from indikatorer.disclosure.finished.cells import PublishedCells
from indikatorer.disclosure.finished.findings import Findings, record
from indikatorer.disclosure.finished.folder import check_data, check_drawings, check_kinds, check_manifest
from indikatorer.disclosure.finished.outputs import Output, OutputAudit, outputs_of
from indikatorer.disclosure.finished.package import check_package
from indikatorer.disclosure.finished.pages import check_page
from indikatorer.disclosure.finished.pdf import check_pdf
from indikatorer.disclosure.finished.records import delivered, read_records
from indikatorer.disclosure.finished.words import check_typed, lines_of, sources_of
from indikatorer.disclosure.finished.workbook import check_workbook

CODE_VERSION = "rapport.kod"
MANIFEST = "manifest.json"
WORKBOOK = "tabeller.xlsx"
PACKAGE = "datapackage.json"


def audit_finished(work: Path, finished: Path) -> Findings:
    """Audit a year's finished files and write the outcome beside its tables' audit.

    Raises AuditFailed, with file, place and number, when a number cannot be traced.
    """
    findings = audit_year(work, finished)
    record(findings, work)
    findings.refuse()
    return findings


def audit_year(work: Path, finished: Path) -> Findings:
    """Trace every number in the folder `finished`, which is a year on the site or about to become it.

    `work` is the year's folder under build, with its protected tables, run notebooks, facts and staged project.
    """
    findings = Findings()
    published = PublishedCells(work / "tables")
    catalogue = json.loads((work / "tables" / "tables.json").read_text(encoding="utf-8"))
    facts = json.loads((work / "facts.json").read_text(encoding="utf-8"))
    outputs = [output for path in sorted((work / "notebooks").glob("*.ipynb")) for output in outputs_of(path)]
    audit = OutputAudit(published, read_records(work / "tables" / "tables.json"), findings)
    for key, said in facts.items():
        audit.fact(key, said)
    for output in outputs:
        audit.output(output)
    _check_reports(work, finished, facts, outputs, findings)
    check_data(finished, work / "tables", catalogue, findings)
    check_drawings(finished, outputs, findings)
    known = CatalogueTexts(catalogue, published)
    if (finished / WORKBOOK).exists():
        check_workbook(finished / WORKBOOK, published, known, findings)
    if (finished / PACKAGE).exists():
        check_package(finished / PACKAGE, known, findings)
    if (finished / MANIFEST).exists():
        check_manifest(finished / MANIFEST, catalogue, findings)
    return findings


def _check_reports(
    work: Path, finished: Path, facts: Mapping[str, Any], outputs: list[Output], findings: Findings
) -> None:
    project = work / "project"
    frame = _frame(project, work)
    values = {**facts, CODE_VERSION: {"value": _staged(project)["rapport"]["kod"]}}
    read = [MANIFEST, WORKBOOK, PACKAGE]
    for document in sorted(project.glob("*.qmd")):
        page, pdf = (f"{document.stem}{suffix}" for suffix in (".html", ".pdf"))
        lines = list(lines_of(project, document))
        check_typed(lines, findings)
        sources, embedded = sources_of(lines, values, outputs)
        sources.add(*frame)
        soup = BeautifulSoup((finished / page).read_text(encoding="utf-8"), "html.parser")
        heading = soup.select_one("h1.title")
        title = heading.get_text() if heading else ""
        sources.add(f"{title} {work.name}", f"{title} {frame[0]}")
        headings = [heading.get_text(" ") for heading in soup.select("h1, h2, h3, h4")]
        check_page(soup, page, sources, embedded, findings)
        check_pdf(finished / pdf, pdf, sources, headings, findings)
        read += [page, pdf]
    check_kinds(finished, read, findings)


def _staged(project: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((project / "_variables.yml").read_text(encoding="utf-8"))
    return content


def _frame(project: Path, work: Path) -> list[str]:
    """What stands around every report: the site's title and navigation, the year and the day of the delivery."""
    website = yaml.safe_load((project / "_quarto.yml").read_text(encoding="utf-8"))["website"]
    named = [entry["text"] for entry in website["navbar"]["left"]]
    return [website["title"], *named, work.name, delivered(work / "tables" / "tables.json")]
