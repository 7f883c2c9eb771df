"""The finished unit reports of a period, which are not published on the site but leave the house all the same."""

from dataclasses import replace
from pathlib import Path

from indikatorer.site.audit.folder import check_drawings
from indikatorer.site.audit.report_files import Made, check_reports
from indikatorer.site.audit.tracing import Findings, record


def audit_unit_reports(folder: Path, reports: Path) -> Findings:
    """Trace every number in the pages, PDF and drawings of a period's unit reports, and write the outcome to
    `folder`.

    It holds the protected `tables`, and under `work` the notebooks and the project of each unit; `reports` the pages.
    Raises AuditFailed, with unit, file, place and number, when a number cannot be traced.
    """
    found, outputs = Findings(), []
    for work in sorted((folder / "work").iterdir()):
        made, findings = Made(folder / "tables", work / "project"), Findings()
        check_reports(made, reports, findings)
        outputs += made.outputs
        found.untraced += [replace(finding, file=f"{work.name}: {finding.file}") for finding in findings.untraced]
        found.traced |= {f"{work.name}: {file}": rules for file, rules in findings.traced.items()}
    check_drawings(reports, outputs, found)
    record(found, folder)
    found.refuse()
    return found
