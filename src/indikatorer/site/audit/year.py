"""The finished files of a year, all of them, held against what they may say."""

from pathlib import Path

from indikatorer.site.audit.catalogue import CatalogueTexts
from indikatorer.site.audit.cells import PublishedCells
from indikatorer.site.audit.chart_pictures import check_pictures
from indikatorer.site.audit.folder import (
    check_comparison,
    check_data,
    check_drawings,
    check_for_spreadsheets,
    check_kinds,
    check_manifest,
)
from indikatorer.site.audit.other_numbers import COMPARISON
from indikatorer.site.audit.package import check_package, check_tables_page
from indikatorer.site.audit.report_files import Made, check_reports
from indikatorer.site.audit.tracing import Findings, record
from indikatorer.site.audit.workbook_cells import check_workbook

MANIFEST = "manifest.json"
WORKBOOK = "tabeller.xlsx"
PACKAGE = "datapackage.json"
TABLES_PAGE = "tabeller.html"


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
    made = Made(work / "tables", work / "project")
    read = check_reports(made, finished, findings)
    sources = [table["source"] for table in made.catalogue["tables"].values()]
    pictures = check_pictures(finished, [name for name in read if name.endswith(".html")], sources, findings)
    check_kinds(finished, [*pictures, MANIFEST, WORKBOOK, PACKAGE, TABLES_PAGE, *read], findings)
    check_data(finished, made.tables, made.catalogue, findings)
    check_for_spreadsheets(finished, made.tables, findings)
    check_drawings(finished, made.outputs, findings, but=pictures)
    published = PublishedCells(made.tables)
    check_comparison(finished / COMPARISON, published, findings)
    known = CatalogueTexts(made.catalogue, published)
    if (finished / WORKBOOK).exists():
        check_workbook(finished / WORKBOOK, published, known, findings)
    if (finished / PACKAGE).exists():
        check_package(finished / PACKAGE, known, findings)
    if (finished / TABLES_PAGE).exists():
        check_tables_page(finished / TABLES_PAGE, known, findings)
    if (finished / MANIFEST).exists():
        check_manifest(finished / MANIFEST, made.catalogue, findings)
    return findings
