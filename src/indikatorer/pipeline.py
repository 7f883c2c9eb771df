"""The way of the data: every step, with what it needs, what it makes, and how it is run.

What a step imports in its function is the code that it needs, with all that this imports: nobody lists it.
"""

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import click

from indikatorer import ROOT, UserError
from indikatorer.base.digests import digest_of_values
from indikatorer.base.progress import timed
from indikatorer.registers.years import complete_years, coverage_of


@dataclass(frozen=True)
class Places:
    """Where things lie: derived and confidential under `build`, publishable under `site`.

    `published` is the site as it is now, with the reports of earlier years; None where nothing has been published.
    """

    build: Path
    site: Path
    published: Path | None

    @property
    def store(self) -> Path:
        return self.build / "registers"

    def year(self, year: int) -> Path:
        return self.build / str(year)

    def units(self, year: int, period: str) -> Path:
        """The reports of a period's units, and nothing that is not to be handed over."""
        return self.year(year) / "units" / period

    def unit_tables(self, year: int, period: str) -> Path:
        """What these reports are made from: confidential, as all else in a year's folder."""
        return self.year(year) / "unit-tables" / period


@dataclass(frozen=True)
class Run:
    """What is asked for: of which year, from what, how. Without a year, the registers only."""

    places: Places
    year: int | None = None
    period: str = ""
    data: Path = Path("data/raw")
    quarantine: bool = False
    limit: float = 0.02
    synthetic: bool = False
    seed: int = 1
    scale: float = 1
    draws: int = 500
    renderer: str = "auto"
    key_file: Path | None = None
    root: Path = ROOT

    @property
    def key(self) -> Path:
        return self.key_file or self.places.build / "key"

    @cached_property
    def delivered(self) -> list[Path]:
        """The files of the delivery; none where a synthetic one is to be made. Raises UserError without a folder."""
        if not self.data.is_dir():
            raise UserError(f"DATA={self.data}: there is no such folder")
        found = [path for path in sorted(self.data.iterdir()) if not path.name.startswith(".")]
        return [] if self.synthetic else found

    @property
    def delivery(self) -> Path:
        return self.data if self.delivered else self.places.build / "synthetic"

    @property
    def of_year(self) -> Path:
        assert self.year
        return self.places.year(self.year)

    @property
    def of_period(self) -> Path:
        assert self.year
        return self.places.unit_tables(self.year, self.period)

    @property
    def unit_reports(self) -> Path:
        assert self.year
        return self.places.units(self.year, self.period)

    def notebooks(self, kind: str) -> list[Path]:
        """The notebooks of a kind, named from where we are where that is shorter."""
        return [Path(os.path.relpath(path)) for path in sorted(self.root.glob(f"notebooks/{kind}/*.ipynb"))]

    def parameters(self, kind: str) -> dict[str, Any]:
        """What a notebook of a kind is told: the year, and where its folder is from that of the notebook."""
        return {"year": self.year, "build": os.path.relpath(self.of_year, self.root / "notebooks" / kind)}


@dataclass(frozen=True)
class Asked:
    """What a step is asked to do: its needs by kind, as digests; `anew` where what it has made cannot be built on."""

    needs: Mapping[str, str]
    anew: bool = False

    def basis(self, *but: str) -> str:
        """One digest of the needs, but those of some kinds."""
        return digest_of_values({kind: said for kind, said in self.needs.items() if kind not in but})


@dataclass(frozen=True)
class Step:
    """A step of the way.

    `files` are patterns of files in the project (after `!`, of those that do not count) and paths; of notebooks among
    them, the imports count as well. `settings` count by value, or by what they give when they are called. `after` are
    the steps whose output it needs. `makes` are folders, with a pattern of the files in them.
    """

    name: str
    do: Callable[[Run, Asked], None]
    files: Sequence[str | Path] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    after: Sequence[str] = ()
    makes: Sequence[tuple[Path, str]] = ()


MANIFEST = "manifest.json"
REFERENCE = (
    "requirements.lock",
    "data/reference/*",
    *(f"!data/reference/{name}.toml" for name in ("priser", "acknowledged", "synonymer")),
)
"""What every step needs: which packages, code lists, groups and limits."""
ACKNOWLEDGED = "data/reference/acknowledged.toml"
CHOICES = (*REFERENCE, "indikatorer.toml", "data/reference/priser.toml")
WORDS = (*REFERENCE, "indikatorer.toml", "_quarto.yml", "reports/*.toml", "reports/_*/**/*")
ALL = "**"
"""Every file in a folder and below it."""


def declared(run: Run) -> dict[str, Step]:
    """The steps, by name, in an order in which they can be run; those of a year or a period where it is named."""
    build = run.places.build
    made, asked = {"seed": run.seed, "scale": run.scale}, {"quarantine": run.quarantine and run.limit}
    from_synthetic = () if run.delivered else ("synthetic",)
    store = [(run.places.store, ALL), (run.key.parent, glob.escape(run.key.name))]
    steps = [
        Step("synthetic", synthetic, REFERENCE, made, makes=[(build / "synthetic", ALL)]),
        Step("registers", registers, [*REFERENCE, *run.delivered], asked, from_synthetic, store),
        *(_of_year(run, run.of_year) if run.year else ()),
        *(_of_period(run) if run.year and run.period else ()),
    ]
    return {step.name: step for step in steps}


def _of_year(run: Run, folder: Path) -> Iterator[Step]:
    year, editions, site_of = {"year": run.year}, _editions(run), run.places.site
    commit, renderer = {"commit": partial(_commit, run.root)}, {"renderer": partial(_renderer, run)}
    tables_made = [(folder / "tables", ALL)]
    shown = [(folder / "notebooks", "*.ipynb"), (folder, "facts.json")]
    pages = [(folder / "pages", ALL), (folder, "renderer.json"), (folder / "project", "facts.json")]
    chapters = ["reports/*.qmd", "reports/*/*", "!reports/enhet*", "!reports/enhet/*.qmd"]
    computed_by = [*CHOICES, "notebooks/berakning/*.ipynb"]
    shown_by = [*REFERENCE, "reports/_ord.toml", "notebooks/redovisning/*.ipynb"]
    counted, counts = ["registers", "analysis"], ["registers", "analysis", "compute"]
    traced = ["tables", "compare", "notebooks", "render"]
    yield Step(
        "analysis", analysis, REFERENCE, year | {"draws": run.draws}, ["registers"], [(folder / "analysis", ALL)]
    )
    yield Step("compute", compute, computed_by, year, counted, [(folder / "computed", ALL)])
    yield Step("tables", tables, [*CHOICES, *editions], year, counts, tables_made)
    yield Step("compare", compare, [*REFERENCE, *editions], year, ["tables"], [(folder / "jamforelse", ALL)])
    yield Step("notebooks", notebooks, shown_by, year, ["tables", "compare"], shown)
    yield Step("render", render, [*WORDS, *chapters], year | renderer | commit, ["tables", "notebooks"], pages)
    yield Step("site", site, [*WORDS, ACKNOWLEDGED], year | commit, traced, [(site_of / str(run.year), ALL)])
    looks = [(site_of, "index.*"), (site_of / "search", ALL)]
    years = {"years": partial(_years_shown, run)}
    yield Step(
        "start",
        start,
        [*WORDS, "index.qmd", "reports/_start.qmd", "data/reference/synonymer.toml"],
        years,
        ["site"],
        looks,
    )


def _of_period(run: Run) -> Iterator[Step]:
    period: dict[str, Any] = {"year": run.year, "period": run.period}
    renderer = {"renderer": partial(_renderer, run)}
    tables_made = [(run.of_period / "tables", ALL)]
    reports = [(run.of_period, "units.json"), *((run.unit_reports, pattern) for pattern in ("*.html", "*.pdf"))]
    words = [*WORDS, ACKNOWLEDGED, "notebooks/enhet/*.ipynb", "reports/enhet*", "reports/enhet/*", "reports/*/*.toml"]
    # they are protected together with the tables of the year, once it is complete
    before = ["registers", "analysis", "tables"] if _is_complete(run) else ["registers"]
    yield Step("unit-tables", unit_tables, CHOICES, period, before, tables_made)
    yield Step("units", units, words, period | renderer, ["registers", "unit-tables"], reports)


# --- the steps ------------------------------------------------------------------------------------------------------


def synthetic(run: Run, asked: Asked) -> None:
    """A delivery about people who do not exist."""
    from indikatorer.synthetic import write_delivery

    with timed("Synthetic delivery"):
        write_delivery(run.delivery, seed=run.seed, scale=run.scale)


def registers(run: Run, asked: Asked) -> None:
    """The delivery, checked and pseudonymised."""
    from indikatorer.registers import ingest

    with timed(f"Registers from {run.delivery}"):
        doubts = ingest(run.delivery, run.places.store, key_file=run.key, quarantine=run.quarantine, limit=run.limit)
    if doubts:
        click.echo(doubts, err=True)


def analysis(run: Run, asked: Asked) -> None:
    """What the Stockholmsjobb have changed; the tables read the result."""
    from indikatorer.measures.records import Records
    from indikatorer.models.evaluation import evaluate
    from indikatorer.registers.store import Registers
    from indikatorer.registers.years import checked_year

    def with_bar(drawn: Iterator[Any], number: int) -> Iterator[Any]:
        with click.progressbar(drawn, length=number, label="  Draws", file=sys.stderr) as bar:
            yield from bar

    store = Registers.open(run.places.store)
    with timed(f"Effects of {run.year}"):
        records = Records.as_of(store, checked_year(store.coverage, run.year))
        evaluate(records, run.of_year / "analysis", run.draws, with_bar)


def compute(run: Run, asked: Asked) -> None:
    """The tables as they are, by those of the notebooks that are out of date: confidential."""
    from indikatorer.publication.computed import FOLDER
    from indikatorer.running.runner import run_due

    given, imports = run.parameters("berakning") | {"save": True}, ["indikatorer.publication.computing_notebook"]
    files, folder, basis = run.notebooks("berakning"), run.of_year / FOLDER, asked.basis("notebooks")
    run_due(f"Computing {run.year}", files, folder, given, basis, imports, asked.anew)


def tables(run: Run, asked: Asked) -> None:
    """The tables of the year, protected together and audited."""
    from indikatorer.publication.annual import write_publication

    assert run.year
    with timed(f"Tables of {run.year}"):
        said = write_publication(run.places.store, run.year, run.of_year / "tables", run.places.published)
        click.echo(said, err=True)


def compare(run: Run, asked: Asked) -> None:
    """What the tables say otherwise than the latest edition before them on the published site."""
    from indikatorer.publication.revisions import write_comparison

    assert run.year
    write_comparison(run.of_year / "tables", run.places.published, run.year, run.of_year / "jamforelse")


def notebooks(run: Run, asked: Asked) -> None:
    """What is shown of the tables, by those of the notebooks that are out of date."""
    from indikatorer.base.files import write_json
    from indikatorer.presentation.facts import facts_of
    from indikatorer.running.runner import run_due
    from indikatorer.running.showing import IMPORTS

    files, folder, given = run.notebooks("redovisning"), run.of_year / "notebooks", run.parameters("redovisning")
    run_due(f"Notebooks of {run.year}", files, folder, given, asked.basis("notebooks"), IMPORTS, asked.anew)
    facts: dict[str, dict[str, object]] = {}
    for notebook in files:
        for key, said in facts_of(folder / notebook.name).items():
            if key in facts:
                raise UserError(f"{key} is a fact of both {facts[key]['notebook']} and {notebook.name}: rename one.")
            facts[key] = said
    write_json(run.of_year / "facts.json", facts)


def render(run: Run, asked: Asked) -> None:
    """Those of the year's reports that are out of date, as pages and PDF."""
    from indikatorer.rendering import find_renderer
    from indikatorer.rendering.reports import MADE_FROM, render_reports

    assert run.year
    found = find_renderer(run.renderer)
    with timed(f"Reports of {run.year} with the {found.name} renderer"):
        if asked.anew:
            (run.of_year / MADE_FROM).unlink(missing_ok=True)
        for report in render_reports(run.of_year, run.year, found, asked.needs["code"]):
            click.echo(f"  {report}", err=True)


def site(run: Run, asked: Asked) -> None:
    """The year's pages and data on the site, with a manifest, if the delivery is plausible."""
    from indikatorer.base.locked import locked
    from indikatorer.site.edition import publish_year
    from indikatorer.site.gates import note_passed

    assert run.year
    look(run.places)
    run.places.site.mkdir(parents=True, exist_ok=True)
    # a run in another BUILD can have the same SITE
    with timed("Site"), locked(run.places.site):
        summary = publish_year(run.of_year, run.places.site, run.year)
    note_passed(run.places.build)
    click.echo(summary)


def start(run: Run, asked: Asked) -> None:
    """The site's start page and search, from the years that are there."""
    from indikatorer.base.locked import locked
    from indikatorer.site.start import bring_in, publish_start

    with locked(run.places.site):
        if run.places.published:
            bring_in(run.places.published, run.places.site, run.places.build)
        publish_start(run.places.build / "start", run.places.site)


def unit_tables(run: Run, asked: Asked) -> None:
    """The tables of a period's unit reports, protected together with the city's."""
    from indikatorer.publication.units import write_unit_tables

    assert run.year
    with timed(f"Tables of the units, {run.period} {run.year}"):
        write_unit_tables(run.places.store, run.period, run.year, run.of_period / "tables")


def units(run: Run, asked: Asked) -> None:
    """A report for the results dialogue of each jobbtorg and each district, in BUILD/YEAR/units/PERIOD."""
    from indikatorer.base.files import replaced_folder, write_json
    from indikatorer.publication.units import units_of
    from indikatorer.rendering import find_renderer
    from indikatorer.rendering.unit_reports import render_unit_reports, run_unit_notebooks
    from indikatorer.site.audit.unit_files import audit_unit_reports

    assert run.year
    look(run.places)
    folder, everyone = run.of_period, units_of(run.period, run.year)
    with timed(f"Notebooks of {len(everyone)} units, {run.period} {run.year}"):
        run_unit_notebooks(folder, run.period, run.year, everyone)
    with replaced_folder(run.unit_reports) as made:
        with timed(f"Reports of {len(everyone)} units, {run.period} {run.year}"):
            for page in render_unit_reports(folder, made, run.period, run.year, everyone, find_renderer(run.renderer)):
                click.echo(f"  {run.unit_reports / page.name}", err=True)
        with timed("Tracing every number in them"):
            audit_unit_reports(folder, made)
    write_json(folder / "units.json", {unit.namn: f"{unit.stem}.html" for unit in everyone})


def look(places: Places) -> None:
    """Hold the delivery in the store against itself, the one before and what has been acknowledged."""
    from indikatorer.site.gates import check_plausible

    if said := check_plausible(places.build, places.published):
        click.echo(said, err=True)


def _editions(run: Run) -> list[Path]:
    """The manifests of the published years, but of the one that is made."""
    found = run.places.published.glob(f"[12][0-9][0-9][0-9]/{MANIFEST}") if run.places.published else []
    return sorted(path for path in found if path.parent.name != str(run.year))


def _years_shown(run: Run) -> dict[str, str]:
    """Year → what the start page shows of it, by its manifest: of years made elsewhere, those that are published."""
    from indikatorer.base.files import digest

    found = {}
    for place in filter(None, (run.places.site, run.places.published)):
        for path in place.glob(f"[0-9]*/{MANIFEST}"):
            if path.parent.name not in found or not (run.places.build / path.parent.name).is_dir():
                found[path.parent.name] = digest(path)
    return found


def _is_complete(run: Run) -> bool:
    try:
        return run.year in complete_years(coverage_of(run.places.store))
    except UserError:
        return False


def _commit(root: Path) -> str:
    """The commit that the reports name; nothing outside of a checkout."""
    try:
        return subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def _renderer(run: Run) -> list[Any]:
    """Which renderer is asked for, and which Quarto there is for it."""
    quarto = os.environ.get("QUARTO_PATH") or shutil.which("quarto", path=Path(sys.prefix, "bin"))
    found = Path(quarto or shutil.which("quarto") or "").resolve()
    is_used = run.renderer != "embedded" and found.is_file()
    return [run.renderer, *([str(found), found.stat().st_size, found.stat().st_mtime_ns] if is_used else [])]
