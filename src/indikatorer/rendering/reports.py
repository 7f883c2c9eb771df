"""From a year's notebooks and facts to its rendered reports: stage the project, render what is out of date."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from bs4 import BeautifulSoup

from indikatorer import ROOT, UserError
from indikatorer.base.files import digest_of, write_json
from indikatorer.base.markdown import literal
from indikatorer.base.provenance import code_version
from indikatorer.publication.protected import read_catalogue
from indikatorer.rendering import Renderer
from indikatorer.rendering.captions import captions_of
from indikatorer.rendering.check_sources import faults
from indikatorer.rendering.definition_links import add_definitions
from indikatorer.rendering.downloads import add_downloads
from indikatorer.rendering.narrow import add_narrow
from indikatorer.rendering.sentence_alternatives import TOLD, Wording
from indikatorer.rendering.stage import REPORTS, sources, stage

RENDERED_BY = "renderer.json"
MADE_FROM = "made-from.json"
"""Report → a digest of what its page and PDF were made from."""


def read_facts(folder: Path) -> dict[str, dict[str, Any]]:
    """Key → value, meaning, origins and notebook of every fact that the year's notebooks gave, sentences put together.

    Raises UserError where a sentence in `reports/` has not what the notebooks ask for.
    """
    return _wording(folder).fill()


def _wording(folder: Path) -> Wording:
    if not (folder / "facts.json").exists():
        raise UserError(f"{folder}: the notebooks have not been run; run `make notebooks YEAR={folder.name}`")
    return Wording(ROOT / "reports", json.loads((folder / "facts.json").read_text(encoding="utf-8")))


def stage_year(folder: Path, year: int) -> Path:
    """Put together the project of the year's reports from its tables, notebooks and facts; the result is its folder."""
    catalogue = read_catalogue(folder / "tables")
    metadata = {
        "date": catalogue["delivery"]["levererad"] or "",
        "period": str(year),
        "syntetisk": catalogue["delivery"]["syntetisk"],
    }
    documents = {report: report for report in REPORTS}
    wording = _wording(folder)
    captions = captions_of(folder / "notebooks", wording)
    try:
        told = wording.fill()
    except UserError as error:
        # all that is wrong is told at once: what chapters say can be looked at without the sentences
        raise UserError("\n".join([str(error), *faults(ROOT / "reports", REPORTS)])) from error
    markdown = {key: said["markdown"] for key, said in told.items()} | {"rapport.kod": literal(code_version())}
    stage(folder / "project", documents, folder / "notebooks", metadata, markdown, captions)
    write_json(folder / "project" / TOLD, told)
    return folder / "project"


def render_reports(folder: Path, year: int, renderer: Renderer, basis: str) -> Iterator[str]:
    """Render the reports whose page or PDF is missing or made from something else; yields their names.

    Everything is rendered again when the renderer is another than the last time, or the `basis`: it stands for all
    that reports are made from beside their words and notebooks.
    """
    project, pages = stage_year(folder, year), folder / "pages"
    rendered_by = {"name": renderer.name, "version": renderer.version}
    known = _read(folder / RENDERED_BY)
    made_from = {report: f"{digest_of(sources(project, report))} {basis}" for report in REPORTS}
    made = _read(folder / MADE_FROM) if known == rendered_by else {}
    due = [report for report in REPORTS if made.get(report) != made_from[report] or not _is_there(pages, report)]
    if known != rendered_by:
        # what another renderer has left there is nobody's
        shutil.rmtree(pages, ignore_errors=True)
    if due:
        with tempfile.TemporaryDirectory() as scratch:
            render_checked(project, due, renderer, Path(scratch))
            add_pictures(folder, due, Path(scratch))
            for report in due:
                shutil.rmtree(pages / f"{report}_files", ignore_errors=True)
            shutil.copytree(scratch, pages, dirs_exist_ok=True)
        yield from due
    _remove_what_no_page_shows(pages)
    write_json(folder / MADE_FROM, made_from)
    write_json(folder / RENDERED_BY, rendered_by)


def render_checked(project: Path, reports: Sequence[str], renderer: Renderer, output: Path) -> None:
    """Render reports, unless something is wrong with their words. Raises UserError with all that is wrong."""
    wrong = faults(project, reports)
    try:
        renderer.render(project, [f"{report}.qmd" for report in reports], output)
    except UserError as error:
        raise UserError("\n".join([*wrong, str(error)])) from error
    if wrong:
        raise UserError("\n".join(wrong))
    for report in reports:
        add_narrow(project / "notebooks", output / f"{report}.html")


def add_pictures(folder: Path, reports: Sequence[str], output: Path) -> None:
    """Add to the pages of a year's rendered reports what belongs to what they show.

    The charts are put beside them once more, as pictures to take along, and figures and tables are linked to the
    definitions of what they measure.
    """
    tables = read_catalogue(folder / "tables")["tables"]
    sources = {name: table["source"] for name, table in tables.items()}
    measures = {name: table["measure"] for name, table in tables.items()}
    settings = yaml.safe_load((folder / "project" / "_quarto.yml").read_text(encoding="utf-8"))
    for report in reports:
        page = output / f"{report}.html"
        add_downloads(page, sources, settings["words"])
        add_definitions(page, measures, settings["words"]["definition"])


def _remove_what_no_page_shows(pages: Path) -> None:
    """Leave in a folder the reports, what their pages show, and the looks: nothing of an earlier rendering."""
    kept = {f"{report}{form}" for report in REPORTS for form in (".html", ".pdf")}
    for report in REPORTS:
        page = BeautifulSoup((pages / f"{report}.html").read_text(encoding="utf-8"), "html.parser")
        shown = page.select("[src], [href], [srcset]")
        kept |= {unquote(str(tag.get("src") or tag.get("href") or tag.get("srcset"))) for tag in shown}
    for path in sorted(pages.rglob("*"), reverse=True):
        name = path.relative_to(pages)
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name.parts[0] != "assets" and str(name) not in kept:
            path.unlink()


def _is_there(pages: Path, report: str) -> bool:
    return all((pages / f"{report}{form}").exists() for form in (".html", ".pdf"))


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
