"""The unit reports of a period: one project for each unit, of the same report with its own notebook and facts."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indikatorer import ROOT
from indikatorer.base.files import write_json
from indikatorer.presentation.facts import facts_of
from indikatorer.publication.protected import read_catalogue
from indikatorer.publication.units import Unit
from indikatorer.rendering import Renderer
from indikatorer.rendering.captions import captions_of
from indikatorer.rendering.reports import render_checked
from indikatorer.rendering.sentence_alternatives import TOLD, Wording
from indikatorer.rendering.stage import stage
from indikatorer.running.runner import Job, run_all
from indikatorer.running.showing import IMPORTS

NOTEBOOK = ROOT / "notebooks" / "enhet" / "enhet.ipynb"

NO_SITE: dict[str, Any] = {"website": {"navbar": {"left": []}}, "format": {"html": {"scripts": []}}}
"""The reports stand alone: no links to the site's reports, and no search."""


def run_unit_notebooks(folder: Path, period: str, year: int, units: Sequence[Unit]) -> None:
    """Run the notebook of the unit reports once for each unit. Raises NotebookFailed as `run_all` does."""
    build = os.path.relpath(folder, NOTEBOOK.parent)
    run_all(
        [
            Job(
                NOTEBOOK,
                _work(folder, unit) / "notebooks",
                {"year": year, "period": period, "unit": unit.namn, "build": build},
            )
            for unit in units
        ],
        IMPORTS,
    )


def _work(folder: Path, unit: Unit) -> Path:
    """Where the run notebook and the staged project of a unit lie."""
    return folder / "work" / unit.stem


def _unlink_data(notebook: Path) -> None:
    """Take the links to open data out of a run notebook: the units' tables are not published."""
    run = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in run["cells"]:
        cell["metadata"].pop("csv", None)
    write_json(notebook, run)


def render_unit_reports(
    folder: Path, made: Path, period: str, year: int, units: Sequence[Unit], renderer: Renderer
) -> Iterator[Path]:
    """Render the report of each unit, from what lies in `folder`, to `<unit>.html` and `<unit>.pdf` in `made`; yields
    the pages.

    The jobbtorg's reports of the year have the internal index as well (docs/definitions.md, E1).
    """
    delivery = read_catalogue(folder / "tables")["delivery"]
    metadata = NO_SITE | {
        "date": delivery["levererad"] or "",
        "period": f"{period} {year}",
        "syntetisk": delivery["syntetisk"],
    }
    for unit in units:
        internal = period == "VB" and unit.dimension == "jobbtorg"
        work = _work(folder, unit)
        _unlink_data(work / "notebooks" / NOTEBOOK.name)
        wording = Wording(ROOT / "reports", facts_of(work / "notebooks" / NOTEBOOK.name))
        captions = captions_of(work / "notebooks", wording)
        told = wording.fill()
        facts = {key: said["markdown"] for key, said in told.items()}
        report = "enhet-internt" if internal else "enhet"
        stage(work / "project", {unit.stem: report}, work / "notebooks", metadata, facts, captions)
        write_json(work / "project" / TOLD, told)
        render_checked(work / "project", [unit.stem], renderer, made)
        yield made / f"{unit.stem}.html"
