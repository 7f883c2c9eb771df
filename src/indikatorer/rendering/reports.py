"""From a year's notebooks and facts to its rendered reports: stage the project, render what is out of date."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indikatorer import UserError
from indikatorer.files import write_json
from indikatorer.provenance import code_version
from indikatorer.rendering import Renderer
from indikatorer.rendering.stage import REPORTS, sources, stage

RENDERED_BY = "renderer.json"


def read_facts(folder: Path) -> dict[str, dict[str, Any]]:
    """Key → value, meaning, origins and notebook of every fact that the year's notebooks gave."""
    if not (folder / "facts.json").exists():
        raise UserError(f"{folder}: the notebooks have not been run; run `make notebooks YEAR={folder.name}`")
    facts: dict[str, dict[str, Any]] = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    return facts


def stage_year(folder: Path, year: int) -> Path:
    """Put together the project of the year's reports from its tables, notebooks and facts; the result is its folder."""
    catalogue = json.loads((folder / "tables" / "tables.json").read_text(encoding="utf-8"))
    metadata = {
        "date": catalogue["delivery"]["levererad"] or "",
        "period": str(year),
        "syntetisk": catalogue["delivery"]["syntetisk"],
    }
    values = {key: said["value"] for key, said in read_facts(folder).items()} | {"rapport.kod": code_version()}
    stage(folder / "project", {report: report for report in REPORTS}, folder / "notebooks", metadata, values)
    return folder / "project"


def render_reports(folder: Path, year: int, renderer: Renderer, needs: Sequence[Path]) -> Iterator[str]:
    """Render the reports whose page or PDF is missing or older than what it is made from; yields their names.

    Everything is rendered again when the renderer is another than the last time.
    """
    project, pages = stage_year(folder, year), folder / "pages"
    rendered_by = {"name": renderer.name, "version": renderer.version}
    known = folder / RENDERED_BY
    changed = not known.exists() or json.loads(known.read_text(encoding="utf-8")) != rendered_by
    due = [report for report in REPORTS if changed or _is_due(project, pages, report, needs)]
    if changed:
        # what another renderer has left there is nobody's
        shutil.rmtree(pages, ignore_errors=True)
    if due:
        renderer.render(project, [f"{report}.qmd" for report in due], pages)
        yield from due
    write_json(known, rendered_by)


def _is_due(project: Path, pages: Path, report: str, needs: Sequence[Path]) -> bool:
    results = [pages / f"{report}.html", pages / f"{report}.pdf"]
    if not all(result.exists() for result in results):
        return True
    newest = max(path.stat().st_mtime_ns for path in [*sources(project, report), *needs])
    return min(result.stat().st_mtime_ns for result in results) < newest
