"""`indikatorer …`: one command per step that make calls, and a few for looking things up."""

import contextlib
import errno
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from indikatorer import AuditFailed, UserError

BAD_INPUT = 2
NOT_PROTECTED = 3
OUR_FAULT = 1
OF_THE_PLACE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)


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
        return self.year(year) / "units" / period


@contextlib.contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is done, how long it took, and how much memory at most."""
    started = time.perf_counter()
    click.echo(f"{name} …", err=True)
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 30 if sys.platform == "darwin" else 1 << 20)
    click.echo(f"{name}: {time.perf_counter() - started:.1f} s, {most:.1f} GB", err=True)


@contextlib.contextmanager
def failures_told() -> Iterator[None]:
    """Tell of notebooks that failed by cell and last lines, without a traceback of ours."""
    from indikatorer.running.runner import NotebookFailed

    try:
        yield
    except NotebookFailed as failure:
        click.echo(str(failure), err=True)
        sys.exit(OUR_FAULT)


def _is_of_the_place(error: OSError) -> bool:
    """Whether a disk is full, or a place may not be written to. Polars says so in words only."""
    return error.errno in OF_THE_PLACE or any(f"os error {number})" in str(error) for number in OF_THE_PLACE)


class Commands(click.Group):
    """Turns what the user can put right, and what may not be published, into a message and an exit code."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except UserError as error:
            click.echo(str(error), err=True)
            sys.exit(BAD_INPUT)
        except OSError as error:
            if not _is_of_the_place(error):
                raise
            click.echo(
                f"{error.filename or 'A file'} cannot be read or written: {error}. Make room or rights for it.",
                err=True,
            )
            sys.exit(BAD_INPUT)
        except AuditFailed as error:
            click.echo(f"{error.heading}\n{error}", err=True)
            sys.exit(NOT_PROTECTED)


PERIOD = click.option("--period", type=click.Choice(["T1", "T2", "VB"]), required=True, help="VB is the whole year.")
YEAR = click.option("--year", type=click.IntRange(1900, 2200), required=True, help="The calendar year to report.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--build", type=click.Path(path_type=Path), default=Path("build"), show_default=True)
@click.option("--site", type=click.Path(path_type=Path), default=Path("_site"), show_default=True)
@click.option(
    "--published",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The published site, with the reports of earlier years.",
)
@click.option(
    "--released",
    type=click.Path(path_type=Path),
    help="Where sites are released: what is published, where nothing else is said, is the current one there.",
)
@click.pass_context
def main(context: click.Context, build: Path, site: Path, published: Path | None, released: Path | None) -> None:
    """From register extracts to a published follow-up of Jobbtorg Stockholm."""
    if published is None and released is not None and (released / "current").is_dir():
        published = released / "current"
    # Charts and notebooks look the same whatever the user has set for his own, and nothing is left in his home.
    tools = build.absolute() / "tools"
    os.environ |= {"MPLCONFIGDIR": str(tools / "matplotlib"), "IPYTHONDIR": str(tools / "ipython")}
    os.environ.pop("MATPLOTLIBRC", None)
    context.obj = Places(build, site, published)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--scale", type=click.FloatRange(0.01, 100), default=1.0, show_default=True)
@click.option("--faults", is_flag=True, help="Put one of each kind of fault into it, listed in FOLDER-fel.csv.")
@click.option("--truth", type=click.Path(path_type=Path), help="Where to write what the Stockholmsjobb have changed.")
def synthetic(folder: Path, seed: int, scale: float, faults: bool, truth: Path | None) -> None:
    """Write a delivery about people who do not exist to FOLDER."""
    from indikatorer.synthetic import inject_faults, write_delivery

    with step("Synthetic delivery"):
        write_delivery(folder, seed=seed, scale=scale, truth=truth)
    if faults:
        click.echo(f"The faults in it: {inject_faults(folder, seed=seed)}")


@main.command()
@click.pass_obj
def calibration(places: Places) -> None:
    """Published figures beside those that the reader and the measures find in the synthetic delivery."""
    from indikatorer.calibration import compare, report
    from indikatorer.registers.store import Registers

    compared = compare(Registers.open(places.store))
    click.echo(report(compared))
    if not all(figure.is_within for figure in compared):
        sys.exit(OUR_FAULT)


@main.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Where the delivery is.")
@click.option("--synthetic", is_flag=True, help="Let a synthetic delivery be made, whatever lies there.")
@click.option("--groups", required=True, help="A line for each group of files: its name, and their patterns.")
@click.option("--word", "words", nargs=2, multiple=True, help="A setting and its value.")
@click.option("--year", default="")
@click.pass_obj
def notice(
    places: Places, data: Path, synthetic: bool, groups: str, words: tuple[tuple[str, str], ...], year: str
) -> None:
    """Note what has changed since the last run, so that make sees it."""
    from indikatorer.seen import notice

    notice(places.build / "seen", data, groups, dict(words), places.published, year, synthetic=synthetic)


LIMIT = click.option(
    "--limit", type=click.FloatRange(0, 1), default=0.02, show_default=True, help="How much of a file may be set aside."
)


@main.command()
@click.argument("delivery", type=click.Path(path_type=Path))
@click.option("--quarantine", is_flag=True, help="Set faulty rows aside and go on.")
@LIMIT
@click.option("--key-file", envvar="INDIKATORER_KEY_FILE", type=click.Path(path_type=Path), help="Default: BUILD/key.")
@click.pass_obj
def ingest(places: Places, delivery: Path, quarantine: bool, limit: float, key_file: Path | None) -> None:
    """Read DELIVERY, check it, and put it pseudonymised in the store."""
    from indikatorer.registers import ingest

    with step(f"Registers from {delivery}"):
        key = key_file or places.build / "key"
        doubts = ingest(delivery, places.store, key_file=key, quarantine=quarantine, limit=limit)
    if doubts:
        click.echo(doubts, err=True)


@main.command()
@click.argument("delivery", type=click.Path(path_type=Path))
@click.option("--quarantine", is_flag=True, help="Judge as if faulty rows were set aside.")
@LIMIT
def check(delivery: Path, quarantine: bool, limit: float) -> None:
    """Read and judge DELIVERY without storing anything."""
    from indikatorer.registers import check

    click.echo(check(delivery, quarantine=quarantine, limit=limit))


@main.group()
def fetch() -> None:
    """Fetch what others publish into a delivery: the only commands that use a network."""


@fetch.command()
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The delivery's folder: data/raw.")
def kolada(output: Path) -> None:
    """Key figures of municipalities, as chosen in indikatorer.toml."""
    from indikatorer.fetching.kolada import fetch_kolada
    from indikatorer.settings import read_kolada_settings

    with step("Kolada"):
        path = fetch_kolada(read_kolada_settings(), output)
    click.echo(f"{path}: key figures of municipalities. Källa: Kolada.")


@main.command()
@click.pass_obj
def plausible(places: Places) -> None:
    """Hold the delivery in the store against itself, the one before and what has been acknowledged."""
    _look(places)


def _look(places: Places) -> None:
    from indikatorer.publishing.gates import check_plausible

    if told := check_plausible(places.build, places.published):
        click.echo(told, err=True)


@main.command("year")
@click.option("--year", type=int, help="Check this year instead of choosing.")
@click.pass_obj
def report_year(places: Places, year: int | None) -> None:
    """Print the year to report: the one given, if the delivery covers it, else the last complete one."""
    from indikatorer.publication.annual import checked_year
    from indikatorer.registers.store import Registers

    click.echo(checked_year(Registers.open(places.store), year))


@main.command()
@YEAR
@click.option(
    "--draws",
    type=click.IntRange(2),
    default=500,
    show_default=True,
    help="Bootstrap draws; with fewer than 500 the report calls the effects a draft.",
)
@click.pass_obj
def analysis(places: Places, year: int, draws: int) -> None:
    """Estimate what the Stockholmsjobb have changed; the tables read the result."""
    from indikatorer.measures.records import Records
    from indikatorer.models.bootstrap import Draw
    from indikatorer.models.evaluation import evaluate
    from indikatorer.publication.annual import checked_year
    from indikatorer.registers.store import Registers

    def with_bar(drawn: Iterator[Draw], number: int) -> Iterator[Draw]:
        with click.progressbar(drawn, length=number, label="  Draws", file=sys.stderr) as bar:
            yield from bar

    registers = Registers.open(places.store)
    with step(f"Effects of {year}"):
        records = Records.as_of(registers, checked_year(registers, year))
        evaluate(records, places.year(year) / "analysis", draws, with_bar)


NOTEBOOKS = click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True), required=True)
NEEDS = click.option(
    "--needs", multiple=True, type=click.Path(path_type=Path), help="When this is another, all are run."
)


@main.command()
@YEAR
@NOTEBOOKS
@NEEDS
@click.pass_obj
def compute(places: Places, year: int, files: tuple[Path, ...], needs: tuple[Path, ...]) -> None:
    """Compute the tables of a year with those of the notebooks FILES that are out of date: confidential."""
    from shutil import rmtree

    from indikatorer.files import SEAL
    from indikatorer.publication.computed import FOLDER
    from indikatorer.running.runner import due, run

    folder = places.year(year) / FOLDER
    needed = [places.store / SEAL, places.year(year) / "analysis", *needs]
    waiting = due(files, folder, needed)
    with step(f"Computing {year}: {', '.join(path.stem for path in waiting) or 'nothing out of date'}"):
        build = os.path.relpath(places.year(year), files[0].parent)
        with failures_told():
            run(
                waiting,
                folder,
                {"year": year, "build": build, "save": True},
                needed,
                ["indikatorer.publication.calculation"],
            )
        for chapter in set(folder.glob("*/")) - {folder / notebook.stem for notebook in files}:
            rmtree(chapter)  # of a notebook that there was once, or that failed
        (folder / "computed.json").touch()


@main.command()
@YEAR
@click.option("--measure", "measures", multiple=True, help="Only this measure (with --unprotected); may be repeated.")
@click.option("--unprotected", is_flag=True, help="Before protection: confidential, needs --output.")
@click.option("--output", type=click.Path(path_type=Path), help="Where the unprotected files go.")
@click.pass_obj
def tables(places: Places, year: int, measures: tuple[str, ...], unprotected: bool, output: Path | None) -> None:
    """Compute the tables of a year and protect them."""
    from indikatorer.publication.annual import write_publication, write_unprotected

    if unprotected != bool(output) or (measures and not unprotected):
        raise UserError("--unprotected, --output DIR and --measure go together: protection needs every table.")
    if not (places.year(year) / "analysis").exists():
        click.echo("Nothing has been estimated: the tables of effects are empty. See `indikatorer analysis`.", err=True)
    with step(f"Tables of {year}"):
        if output:
            write_unprotected(places.store, year, output, measures)
        else:
            click.echo(write_publication(places.store, year, places.year(year) / "tables", places.published), err=True)


@main.command()
@YEAR
@click.pass_obj
def compare(places: Places, year: int) -> None:
    """Compare the tables of a year with the latest edition before it on the published site."""
    from indikatorer.publication.revisions import write_comparison

    folder = places.year(year)
    write_comparison(folder / "tables", places.published, year, folder / "jamforelse")


@main.command()
@YEAR
@click.pass_obj
def audit(places: Places, year: int) -> None:
    """Try to find somebody in the tables of a year, and trace every number on its pages; report in BUILD/YEAR/audit.md.

    The pages are those on the site, if the year is there.
    """
    from indikatorer.disclosure.finished import audit_finished
    from indikatorer.publication.annual import audit_publication

    folder, finished = places.year(year), places.site / str(year)
    with step(f"Audit of {year}"):
        found = audit_publication(places.store, year, folder / "tables", places.published)
    click.echo(f"{found.cells_shown} cells shown, {found.cells_hidden} hidden: nobody can be found.")
    if finished.exists():
        with step(f"Finished files of {year}"):
            traced = audit_finished(folder, finished)
        click.echo(f"{sum(traced.by_rule.values())} numbers in {finished}: each is traced.")


@main.command()
@YEAR
@NOTEBOOKS
@NEEDS
@click.pass_obj
def notebooks(places: Places, year: int, files: tuple[Path, ...], needs: tuple[Path, ...]) -> None:
    """Run those of the notebooks FILES that are out of date."""
    from indikatorer.files import write_json
    from indikatorer.running.runner import due, facts_of, run

    folder = places.year(year) / "notebooks"
    needed = [places.year(year) / "tables", places.year(year) / "jamforelse", *needs]
    waiting = due(files, folder, needed)
    with step(f"Notebooks of {year}: {', '.join(path.stem for path in waiting) or 'none out of date'}"):
        build = os.path.relpath(places.year(year), files[0].parent)
        with failures_told():
            run(waiting, folder, {"year": year, "build": build}, needed)
        for result in set(folder.glob("*.ipynb")) - {folder / notebook.name for notebook in files}:
            result.unlink()  # of a notebook that there was once
        facts: dict[str, dict[str, object]] = {}
        for notebook in files:
            for key, said in facts_of(folder / notebook.name).items():
                if key in facts:
                    raise UserError(
                        f"{key} is a fact of both {facts[key]['notebook']} and {notebook.name}: rename one."
                    )
                facts[key] = said
        write_json(places.year(year) / "facts.json", facts)


@main.command()
@YEAR
@click.option("--renderer", type=click.Choice(["auto", "quarto", "embedded"]), default="auto", show_default=True)
@click.option("--needs", multiple=True, type=click.Path(path_type=Path), help="When this is another, all are made.")
@click.pass_obj
def render(places: Places, year: int, renderer: str, needs: tuple[Path, ...]) -> None:
    """Render those of the year's reports that are out of date, as pages and PDF."""
    from indikatorer.rendering import find_renderer
    from indikatorer.rendering.reports import render_reports

    found = find_renderer(renderer)
    with step(f"Reports of {year} with the {found.name} renderer"):
        for report in render_reports(places.year(year), year, found, needs):
            click.echo(f"  {report}", err=True)


@main.command()
@YEAR
@PERIOD
@click.pass_obj
def unit_tables(places: Places, year: int, period: str) -> None:
    """Compute the tables of a period's unit reports and protect them together with the city's."""
    from indikatorer.publication.units import write_unit_tables

    with step(f"Tables of the units, {period} {year}"):
        write_unit_tables(places.store, period, year, places.units(year, period) / "tables")


@main.command()
@YEAR
@PERIOD
@click.option("--renderer", type=click.Choice(["auto", "quarto", "embedded"]), default="auto", show_default=True)
@click.pass_obj
def units(places: Places, year: int, period: str, renderer: str) -> None:
    """Make a report for the results dialogue of each jobbtorg and each district, in BUILD/YEAR/units/PERIOD."""
    from indikatorer.disclosure.finished.units import audit_unit_reports
    from indikatorer.files import write_json
    from indikatorer.publication.units import units_of
    from indikatorer.rendering import find_renderer
    from indikatorer.rendering.unit_reports import render_unit_reports, run_unit_notebooks

    _look(places)
    folder, everyone = places.units(year, period), units_of(period, year)
    with step(f"Notebooks of {len(everyone)} units, {period} {year}"), failures_told():
        run_unit_notebooks(folder, period, year, everyone)
    with step(f"Reports of {len(everyone)} units, {period} {year}"):
        for page in render_unit_reports(folder, period, year, everyone, find_renderer(renderer)):
            click.echo(f"  {page}", err=True)
    with step("Tracing every number in them"):
        audit_unit_reports(folder)
    write_json(folder / "units.json", {unit.namn: f"{unit.stem}.html" for unit in everyone})


@main.command()
@YEAR
@click.pass_obj
def site(places: Places, year: int) -> None:
    """Put the year's pages and data on the site, with a manifest, if the delivery is plausible."""
    from indikatorer.publishing.gates import note_passed
    from indikatorer.publishing.site import publish_year

    _look(places)
    with step("Site"):
        summary = publish_year(places.year(year), places.site, year)
    note_passed(places.build)
    click.echo(summary)


@main.command()
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), default=Path("data/raw"), show_default=True)
@click.option("--key-file", envvar="INDIKATORER_KEY_FILE", type=click.Path(path_type=Path), help="Default: BUILD/key.")
@click.option("--draws", type=click.IntRange(2), default=500, show_default=True, help="As the year was made with.")
@click.option("--quarantine", is_flag=True, help="The year was made with faulty rows set aside.")
@click.pass_obj
def verify(places: Places, manifest: Path, data: Path, key_file: Path | None, draws: int, quarantine: bool) -> None:
    """Make the year of MANIFEST again from its code and delivery, and compare every published file.

    Ends with 0 when all are the same, 1 when any is another, 2 when it cannot be made again.
    """
    from indikatorer.publishing.verify import Input, verify

    with step("Making the year again"):
        key = key_file or places.build / "key"
        different = verify(manifest, Input(data, key, places.published, draws, quarantine))
    if different:
        click.echo("\n".join(different))
        sys.exit(OUR_FAULT)
    click.echo(f"{manifest.parent}: every file is what its code makes of its delivery.")


@main.command()
@click.pass_obj
def start(places: Places) -> None:
    """Make the site's start page and search, from the years that are there."""
    from indikatorer.publishing.start import bring_in, publish_start

    if places.published:
        bring_in(places.published, places.site, places.build)
    publish_start(places.build / "start", places.site)


DEST = click.option(
    "--dest", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder of the published site."
)


@main.command()
@YEAR
@DEST
@click.option("--target", type=click.Choice(["test", "prod"]), default="test", show_default=True)
@click.option("--allow-synthetic", is_flag=True, help="Publish what is about people who do not exist.")
@click.pass_obj
def publish(places: Places, year: int, dest: Path, target: str, allow_synthetic: bool) -> None:
    """Check the year and release the site in DEST with it."""
    from indikatorer.publishing.release import publish

    folder = places.site / str(year)
    with step(f"Release of {year}"):
        summary = publish(folder, places.year(year), places.build / "start", dest, target, allow_synthetic)
    click.echo(summary)


@main.command()
@DEST
def rollback(dest: Path) -> None:
    """Let the release before the current one in DEST be the current one."""
    from indikatorer.publishing.release import rollback

    click.echo(rollback(dest))


@main.command()
@YEAR
@click.pass_obj
def pictures(places: Places, year: int) -> None:
    """Renew the pictures of the year's reports in the README."""
    from indikatorer import ROOT
    from indikatorer.pictures import write_pictures

    for picture in write_pictures(places.site / str(year), ROOT / "docs" / "pictures"):
        click.echo(picture)


@main.command()
@YEAR
@click.option("--data", type=click.Path(path_type=Path), default=Path("data/raw"), show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8021, show_default=True, help="0: any that is free.")
@click.pass_obj
def preview(places: Places, year: int, data: Path, port: int) -> None:
    """Show the year's reports in a browser and keep them up to date while they are written."""
    from indikatorer.preview import preview

    def ready(address: str) -> None:
        click.echo(f"{address} shows the reports of {year}; every saved change appears by itself. Ctrl-C ends it.")

    preview(places.build, places.site, year, data, port, ready)


@main.command("list")
def list_measures() -> None:
    """The measures and their tables."""
    from indikatorer.indicators import MEASURES

    for measure in MEASURES.values():
        click.echo(f"{measure.id:4} {measure.name}")
        for suffix, table in measure.tables.items():
            click.echo(f"     {measure.table_id(suffix)}: {table.title}")


@main.command()
@click.argument("what", metavar="MEASURE|delivery")
def describe(what: str) -> None:
    """The card of MEASURE, or with `delivery` the contract for the files that come in."""
    if what == "delivery":
        from indikatorer.registers import describe

        click.echo(describe())
        return
    from indikatorer.indicators import MEASURES
    from indikatorer.measures.cards import as_text
    from indikatorer.measures.limits import limits
    from indikatorer.settings import read_settings

    if what not in MEASURES:
        raise UserError(f"There is no measure {what}. There are {', '.join(MEASURES)}.")
    click.echo(as_text(MEASURES[what], limits(read_settings().as_dict())))


@main.command()
@YEAR
@click.argument("words", required=False, default="")
@click.pass_obj
def facts(places: Places, year: int, words: str) -> None:
    """Every fact that a report can write, or those that hold WORDS: its value, what it means, and where it is used."""
    from indikatorer.rendering.fact_list import fact_list

    click.echo(fact_list(places.year(year), words) or f"No fact holds “{words}”.")
