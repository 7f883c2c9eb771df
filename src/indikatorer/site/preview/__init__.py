"""See the reports of a year while they are written: every saved change is on screen at once, or what is wrong with it.

Pages are rendered by the embedded renderer, which takes a fraction of a second, into a folder of their own; the site
and the PDFs stay as they are until the next `make report`.
"""

import subprocess
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import DefaultFilter, watch

from indikatorer import ROOT, UserError
from indikatorer.last_run import unnamed
from indikatorer.rendering.embedded import EmbeddedRenderer
from indikatorer.rendering.reports import render_checked, stage_year
from indikatorer.rendering.stage import REPORTS, sources
from indikatorer.site.preview.server import Screen, serving

MAKE = "make"
"""Under this name stands what make said, beside the faults of each report."""

LAST_LINES = 20
"""Of what a failed make said, these are shown."""

WATCHES_EVERY = 200
"""Milliseconds that the watch for saved files waits at a time."""

_FILTER = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, ".ipynb_checkpoints"))


class Preview:
    """The pages of a year, and what is wrong with them.

    Args:
        build: where what is derived lies.
        site: where published pages lie, for all that is not rendered here: PDFs, data, other years.
        year: the year of the reports.
    """

    def __init__(self, build: Path, site: Path, year: int) -> None:
        self.build = build
        self.site = site
        self.year = year
        self.pages = build / str(year) / "preview"
        self.screen = Screen()
        self.faults: dict[str, str] = {}

    def change(self, paths: Iterable[Path]) -> None:
        """Bring the pages up to date after these files have changed: words at once, all else through make."""
        changed = {path.resolve() for path in paths}
        if all(path.is_relative_to(ROOT / "reports") for path in changed):
            self.render([name for name in REPORTS if self._shows(name, changed)])
        else:
            self.run()

    def _shows(self, report: str, changed: set[Path]) -> bool:
        """Whether a report is made from one of these files: its own, or sentences that it may say."""
        sentences = {path.parent.name for path in changed if path.suffix == ".toml"}
        project = self.build / str(self.year) / "project"
        own = {path.resolve() for path in sources(project, report)}
        return bool(changed & own) or report in sentences or not sentences <= set(REPORTS)

    def run(self) -> None:
        """Run what make finds out of date up to the notebooks, then render every report."""
        self.screen.tell("Running what has changed …")
        command = ["make", "--no-print-directory", "notebooks", f"YEAR={self.year}"]
        command += [f"BUILD={self.build}", f"SITE={self.site}"]
        command += [f"{name}={value}" for name, value in unnamed(self.build).items()]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        self.faults = {MAKE: "\n".join(done.stderr.splitlines()[-LAST_LINES:])} if done.returncode else {}
        self.render([] if self.faults else REPORTS)

    def render(self, reports: Iterable[str]) -> None:
        """Render these reports; a page with a fault stays as it was, and the fault is told."""
        rendered = [report for report in reports if self._succeeds(report)]
        self.screen.tell("\n".join(self.faults.values()), reload=bool(rendered))

    def _succeeds(self, report: str) -> bool:
        try:
            project = stage_year(self.build / str(self.year), self.year)
            render_checked(project, [report], EmbeddedRenderer(("html",)), self.pages)
        except UserError as fault:
            self.faults[report] = str(fault)
        except Exception as error:  # a writer must not lose the preview to a fault of ours
            traceback.print_exc()
            self.faults[report] = f"{report}: {type(error).__name__}: {error}"
        else:
            self.faults.pop(report, None)
            return True
        return False


def preview(build: Path, site: Path, year: int, data: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve the year's pages and keep them up to date until interrupted.

    Args:
        build: where what is derived lies.
        site: where published pages lie.
        year: the year of the reports.
        data: the folder of the delivery, which is watched beside reports, notebooks and reference data.
        port: where to listen, on this machine only; 0 takes a free one.
        ready: is called with the address.
    """
    shown = Preview(build, site, year)
    watched = {ROOT / "reports", ROOT / "notebooks", ROOT / "data" / "reference", data.resolve()}
    watching = watch(
        *watched, watch_filter=_FILTER, raise_interrupt=False, yield_on_timeout=True, rust_timeout=WATCHES_EVERY
    )
    with serving(shown.pages, site, year, shown.screen, port) as address:
        ready(address)
        # what is saved while the first pages are made is not to be missed
        next(watching)
        shown.run()
        for changes in watching:
            if changes:
                shown.change(Path(path) for _, path in changes)
