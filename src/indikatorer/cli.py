"""`indikatorer …`: the way of the data with `make`, and commands for looking things up."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indikatorer import UserError
from indikatorer.base.progress import OUR_FAULT, reported_failures, timed
from indikatorer.pipeline import Places, Run


class Commands(click.Group):
    """Turns what the user can put right, and what may not be published, into a message and an exit code."""

    def invoke(self, context: click.Context) -> object:
        with reported_failures():
            return super().invoke(context)


def read_year(context: click.Context, parameter: click.Parameter, given: str | None) -> int | None:
    """The year that was named, or None. Raises UserError when it cannot be meant."""
    if given and not re.fullmatch("(19|20|21)[0-9]{2}", given):
        raise UserError(f"YEAR={given}: write a year with four digits, as in YEAR=2021")
    return int(given) if given else None


def one_of(name: str, *choices: str) -> Callable[[click.Context, click.Parameter, str], str]:
    """Refuses what is none of these."""

    def check(context: click.Context, parameter: click.Parameter, given: str) -> str:
        if given not in choices:
            raise UserError(f"{name}={given}: write {', '.join(filter(None, choices[:-1]))} or {choices[-1]}")
        return given

    return check


YEAR = click.option("--year", callback=read_year, required=True, help="The calendar year to report.")
YEAR_OR_LAST = click.option("--year", callback=read_year, help="The calendar year; left out, the last complete one.")
LIMIT = click.option(
    "--limit", type=click.FloatRange(0, 1), default=0.02, show_default=True, help="How much of a file may be set aside."
)


def _year(places: Places, given: int | None) -> int:
    from indikatorer.registers.years import checked_year, coverage_of

    return given or checked_year(coverage_of(places.store), None)


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


GOALS = ("report", "publish", "units", "registers", "analysis", "compute", "tables", "notebooks", "render", "site")
RENDERED = ("report", "publish", "units", "render", "site")


@main.command("make")
@click.argument("goal", type=click.Choice(GOALS))
@click.option("--year", callback=read_year, envvar="YEAR", help="Left out: the last complete year of the delivery.")
@click.option(
    "--period", callback=one_of("PERIOD", "", "T1", "T2", "VB"), default="", envvar="PERIOD", help="Of units."
)
@click.option("--data", type=click.Path(path_type=Path), default=Path("data/raw"), envvar="DATA", show_default=True)
@click.option("--quarantine", is_flag=True, envvar="QUARANTINE", help="Set faulty rows aside and go on.")
@LIMIT
@click.option("--key-file", envvar="INDIKATORER_KEY_FILE", type=click.Path(path_type=Path), help="Default: BUILD/key.")
@click.option(
    "--synthetic", is_flag=True, envvar="SYNTHETIC", help="Of people who do not exist, whatever lies in DATA."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, envvar="SEED", show_default=True)
@click.option("--scale", type=click.FloatRange(0.01, 100), default=1.0, envvar="SCALE", show_default=True)
@click.option(
    "--draws", type=click.IntRange(2), default=500, envvar="DRAWS", show_default=True,
    help="Bootstrap draws; with fewer than 500 the report calls the effects a draft.",
)  # fmt: skip
@click.option(
    "--renderer", callback=one_of("RENDERER", "auto", "quarto", "embedded"), default="auto", envvar="RENDERER"
)
@click.option("--dest", type=click.Path(path_type=Path, file_okay=False), envvar="DEST", help="Where to publish.")
@click.option("--target", callback=one_of("TARGET", "test", "prod"), default="test", envvar="TARGET")
@click.option("--allow-synthetic", is_flag=True, envvar="ALLOW_SYNTHETIC", help="Publish what is about nobody.")
@click.option("--as-before", is_flag=True, help="SEED, SCALE and DRAWS are those of the run before where not named.")
@click.option("--list", "is_listed", is_flag=True, help="Name the steps that are due, and run none.")
@click.pass_obj
def make(
    places: Places,
    goal: str,
    dest: Path | None,
    target: str,
    allow_synthetic: bool,
    as_before: bool,
    is_listed: bool,
    **given: Any,
) -> None:
    """Run the steps that are due on the way to GOAL. Settings are read from the environment too, as make has them."""
    from indikatorer import due, last_run
    from indikatorer.base.locked import locked
    from indikatorer.rendering import find_renderer

    if goal == "publish" and dest is None:
        raise UserError("DEST: name the folder of the published site, as in DEST=/srv/www/uppfoljning")
    if as_before:
        given |= {name.lower(): value for name, value in last_run.unnamed(places.build).items()}
    run = Run(places, **given)
    if run.renderer == "quarto" and goal in RENDERED and not is_listed:
        # pages come last, after minutes: a Quarto that is not there, or too old, is told of before
        find_renderer(run.renderer)
    with locked(places.build / ".lock"):
        if is_listed:
            click.echo("\n".join(due.steps_due(run, goal)))
            return
        last_run.note(places.build, {"SEED": run.seed, "SCALE": run.scale, "DRAWS": run.draws})
        year = due.make(run, "report" if goal == "publish" else goal)
        if goal == "publish" and dest and year:
            from indikatorer.site.release import publish

            with timed(f"Release of {year}"):
                start = places.build / "start"
                said = publish(places.site / str(year), places.year(year), start, dest, target, allow_synthetic)
            click.echo(said)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--scale", type=click.FloatRange(0.01, 100), default=1.0, show_default=True)
@click.option("--faults", is_flag=True, help="Put one of each kind of fault into it, listed in FOLDER-fel.csv.")
@click.option("--truth", type=click.Path(path_type=Path), help="Where to write what the Stockholmsjobb have changed.")
def synthetic(folder: Path, seed: int, scale: float, faults: bool, truth: Path | None) -> None:
    """Write a delivery about people who do not exist to FOLDER."""
    from indikatorer.synthetic import inject_faults, write_delivery

    with timed("Synthetic delivery"):
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
    from indikatorer.base.settings import read_kolada_settings
    from indikatorer.fetching.kolada_api import fetch_kolada

    with timed("Kolada"):
        path = fetch_kolada(read_kolada_settings(), output)
    click.echo(f"{path}: key figures of municipalities. Källa: Kolada.")


@main.command()
@YEAR
@click.option("--measure", "measures", multiple=True, help="Only this measure; may be repeated.")
@click.option("--unprotected", is_flag=True, required=True, help="Before protection: confidential.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Where the files go.")
@click.pass_obj
def tables(places: Places, year: int, measures: tuple[str, ...], unprotected: bool, output: Path) -> None:
    """Compute the tables of a year as they are; `make tables` makes the protected ones."""
    from indikatorer.publication.annual import write_unprotected

    if not (places.year(year) / "analysis").exists():
        click.echo(
            "Nothing has been estimated: the tables of effects are empty. See `indikatorer make analysis`.", err=True
        )
    with timed(f"Tables of {year}"):
        write_unprotected(places.store, year, output, measures)


@main.command()
@YEAR
@click.pass_obj
def audit(places: Places, year: int) -> None:
    """Try to find somebody in the tables of a year, and trace every number on its pages; report in BUILD/YEAR/audit.md.

    The pages are those on the site, if the year is there.
    """
    from indikatorer.publication.annual import audit_publication
    from indikatorer.site.audit import audit_finished

    folder, finished = places.year(year), places.site / str(year)
    with timed(f"Audit of {year}"):
        found = audit_publication(places.store, year, folder / "tables", places.published)
    click.echo(f"{found.cells_shown} cells shown, {found.cells_hidden} hidden: nobody can be found.")
    if finished.exists():
        with timed(f"Finished files of {year}"):
            traced = audit_finished(folder, finished)
        click.echo(f"{sum(traced.by_rule.values())} numbers in {finished}: each is traced.")


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
    from indikatorer.site.verify import Input, verify

    with timed("Making the year again"):
        key = key_file or places.build / "key"
        different = verify(manifest, Input(data, key, places.published, draws, quarantine))
    if different:
        click.echo("\n".join(different))
        sys.exit(OUR_FAULT)
    click.echo(f"{manifest.parent}: every file is what its code makes of its delivery.")


DEST = click.option(
    "--dest", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder of the published site."
)


@main.command()
@DEST
def rollback(dest: Path) -> None:
    """Let the release before the current one in DEST be the current one."""
    from indikatorer.site.release import rollback

    click.echo(rollback(dest))


@main.command()
@YEAR_OR_LAST
@click.pass_obj
def pictures(places: Places, year: int | None) -> None:
    """Renew the pictures of the year's reports in the README."""
    from indikatorer import ROOT
    from indikatorer.pictures import write_pictures

    for picture in write_pictures(places.site / str(_year(places, year)), ROOT / "docs" / "pictures"):
        click.echo(picture)


@main.command()
@YEAR_OR_LAST
@click.option("--data", type=click.Path(path_type=Path), default=Path("data/raw"), show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8021, show_default=True, help="0: any that is free.")
@click.pass_obj
def preview(places: Places, year: int | None, data: Path, port: int) -> None:
    """Show the year's reports in a browser and keep them up to date while they are written."""
    from indikatorer.last_run import unnamed
    from indikatorer.site.preview import preview

    shown = _year(places, year)

    def ready(address: str) -> None:
        click.echo(f"{address} shows the reports of {shown}; every saved change appears by itself. Ctrl-C ends it.")
        kept = {name: value for name, value in unnamed(places.build).items() if value != getattr(Run, name.lower())}
        if kept:
            settings = " ".join(f"{name}={value}" for name, value in kept.items())
            click.echo(f"It is shown with {settings}, as the run before had it; name another to change it.")

    preview(places.build, places.site, shown, data, port, ready)


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
    from indikatorer.base.settings import read_settings
    from indikatorer.indicators import MEASURES
    from indikatorer.measures.cards import as_text
    from indikatorer.measures.limits import limits

    if what not in MEASURES:
        raise UserError(f"There is no measure {what}. There are {', '.join(MEASURES)}.")
    click.echo(as_text(MEASURES[what], limits(read_settings().as_dict())))


@main.command()
@YEAR_OR_LAST
@click.argument("words", required=False, default="")
@click.pass_obj
def facts(places: Places, year: int | None, words: str) -> None:
    """Every fact that a report can write, or those that hold WORDS: its value, what it means, and where it is used."""
    from indikatorer.rendering.fact_list import fact_list

    click.echo(fact_list(places.year(_year(places, year)), words) or f"No fact holds “{words}”.")
