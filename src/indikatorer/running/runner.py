"""Run the year's notebooks with papermill, several at a time, and leave them as Quarto and readers need them."""

import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import nbformat

from indikatorer import NotebookFailed
from indikatorer.base.files import digest, replaced_file, write_bytes
from indikatorer.base.progress import timed

AT_ONCE = 2
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS")
SECONDS_PER_CELL = 300
LAST_LINES = 5

TRANSIENT = ("papermill", "execution")
"""Metadata that tells when and how a cell ran: it would make every run differ."""


def due(notebooks: Sequence[Path], folder: Path, basis: str = "") -> list[Path]:
    """The notebooks without a result in `folder`, and those of which the result was made from something else.

    `basis` stands for all that they read beside themselves: another text, and all are due.
    """

    def is_due(notebook: Path) -> bool:
        noted = _made_from(folder, notebook)
        is_made = (folder / notebook.name).exists() and noted.exists()
        return not is_made or noted.read_text(encoding="utf-8") != _basis_of(notebook, basis)

    return [notebook for notebook in notebooks if is_due(notebook)]


def _basis_of(notebook: Path, basis: str) -> str:
    return f"{digest(notebook)} {basis}"


def _made_from(folder: Path, notebook: Path) -> Path:
    """Beside a result, what it was made from: the digest of the notebook, and the basis."""
    return folder / f".{notebook.name}.made-from"


@dataclass(frozen=True)
class Job:
    """A notebook to run with these parameters, and the folder for its result; `basis` stands for what else it reads."""

    notebook: Path
    folder: Path
    parameters: Mapping[str, Any]
    basis: str = ""

    @property
    def name(self) -> str:
        """The notebook, and for whom it is run where there are several of it."""
        unit = self.parameters.get("unit", "")
        return f"{self.notebook.stem} {unit}".rstrip()


def run(
    notebooks: Sequence[Path],
    folder: Path,
    parameters: Mapping[str, Any],
    basis: str = "",
    imports: Sequence[str] = (),
) -> None:
    """Run the notebooks with these parameters, each to its place in `folder`, as `run_all` does."""
    run_all([Job(notebook, folder, parameters, basis) for notebook in notebooks], imports)


def run_due(
    what: str,
    notebooks: Sequence[Path],
    folder: Path,
    parameters: Mapping[str, Any],
    basis: str,
    imports: Sequence[str],
    anew: bool,
) -> None:
    """Run those that are due, or all `anew`, and remove the results of others: that there were once, or that failed.

    `what` is said of the run, with the notebooks that are due.
    """
    waiting = notebooks if anew else due(notebooks, folder, basis)
    with timed(f"{what}: {', '.join(notebook.stem for notebook in waiting) or 'none out of date'}"):
        run(waiting, folder, parameters, basis, imports)
        for chapter in set(folder.glob("*/")) - {folder / notebook.stem for notebook in notebooks}:
            shutil.rmtree(chapter)
        for result in set(folder.glob("*.ipynb")) - {folder / notebook.name for notebook in notebooks}:
            result.unlink()


def run_all(jobs: Sequence[Job], imports: Sequence[str] = ()) -> None:
    """Run notebooks, and print how long each took. What all of them import is imported once, before the first.

    All of them are run even when one fails; then NotebookFailed tells about every failure, and the half-run notebooks
    lie in `failed/` of their folders.
    """
    if failures := [failure for failure in _outcomes(jobs, imports) if failure]:
        raise NotebookFailed("\n\n".join(failures))


def _outcomes(jobs: Sequence[Job], imports: Sequence[str]) -> Iterator[str]:
    """For each notebook, as they finish, a sentence about its failure, or nothing. Each has a process of its own."""
    _import_once(imports)
    # Forked on purpose: the children have the imports from the start.
    processes = multiprocessing.get_context("fork")
    waiting = list(jobs)
    running: dict[Any, tuple[str, multiprocessing.process.BaseProcess]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            job = waiting.pop(0)
            receiver, sender = processes.Pipe(duplex=False)
            process = processes.Process(target=_report, args=(sender, job))
            process.start()
            sender.close()
            running[receiver] = job.notebook.name, process
        ready = wait(list(running))
        for done in [receiver for receiver in running if receiver in ready]:
            name, finished = running.pop(done)
            try:
                yield done.recv()
            except EOFError:
                yield (
                    f"{name}: processen dog, som när minnet tar slut, när en cell lämnar Python eller när en "
                    f"håller på i mer än {SECONDS_PER_CELL} sekunder och inte går att avbryta"
                )
            finished.join()


def _import_once(imports: Sequence[str]) -> None:
    """Import what the notebooks import, and do nothing more: threads that are started here do not survive a fork."""
    # Two processes on two cores: threads inside each would only get in each other's way.
    os.environ |= dict.fromkeys(THREADS, "1") | {"MPLBACKEND": "agg"}
    for name in ("indikatorer.running.engine", *imports):
        import_module(name)
    import matplotlib as mpl

    mpl.rcdefaults()  # a matplotlibrc in the working directory is read whatever else is said


def _report(sender: Any, job: Job) -> None:
    try:
        failure = _run_one(job)
    except OSError as error:
        why = f"{error.filename or 'en fil'} kan inte läsas eller skrivas ({error.strerror})"
        failure = f"{job.name}: {why}: ge den plats eller rättigheter."
    sender.send(failure)


def _run_one(job: Job) -> str:
    """Run one notebook; the result is a sentence about its failure, or nothing."""
    import papermill

    from indikatorer.running.engine import NAME

    started = time.perf_counter()
    made_from = _basis_of(job.notebook, job.basis)
    notebook, folder, parameters = job.notebook, job.folder, dict(job.parameters)
    try:
        unknown = set(parameters) - set(papermill.inspect_notebook(str(notebook)))
    except Exception as error:  # nbformat has no base of its own for all that it raises
        told = str(error).partition("\n")[0][:100]
        return f"{notebook.name}: går inte att läsa som notebook ({told}): öppna den i JupyterLab och spara den."
    if unknown:
        return (
            f"{notebook.name} har ingen parameter {', '.join(sorted(unknown))}: "
            "lägg till den i cellen med taggen ”parameters”."
        )
    failed = (folder / "failed" / notebook.name).absolute()
    failed.parent.mkdir(parents=True, exist_ok=True)
    # Run where failures are kept: only a notebook that went well is moved to where it counts as done.
    try:
        papermill.execute_notebook(
            str(notebook.absolute()),
            str(failed),
            parameters,
            cwd=str(notebook.parent),
            engine_name=NAME,
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=SECONDS_PER_CELL,
        )
    except Exception as error:
        return _told(notebook, failed, error)
    with replaced_file(folder / notebook.name) as scratch:
        nbformat.write(settled(nbformat.read(failed, as_version=4)), scratch)
    failed.unlink()
    write_bytes(_made_from(folder, notebook), made_from.encode())
    print(f"  {job.name}: {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return ""


def _told(notebook: Path, failed: Path, error: Exception) -> str:
    """Which cell of which notebook failed, with its last lines and where the half-run notebook lies."""
    from papermill.exceptions import PapermillExecutionError

    if not isinstance(error, PapermillExecutionError):
        return f"{notebook.name}: {type(error).__name__}: {error}"
    lines = "\n".join(f"    {line}" for line in error.source.strip().splitlines()[-LAST_LINES:])
    return (
        f"{notebook.name}, cell {error.cell_index}: {error.ename}: {error.evalue}\n"
        f"  cellens sista rader:\n{lines}\n"
        f"  notebooken så långt den kom: {failed}"
    )


def settled(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The executed notebook without traces of the run, and with captions and the like where Quarto looks.

    `show` and the charts put them in the metadata of their output; Quarto reads them from the metadata of the cell.
    """
    for name in TRANSIENT:
        notebook.metadata.pop(name, None)
    for index, cell in enumerate(notebook.cells):
        cell["id"] = f"c{index}"
        for name in TRANSIENT:
            cell.metadata.pop(name, None)
        for output in cell.get("outputs", []):
            cell.metadata.update(output.get("metadata", {}).pop("quarto", {}))
    return notebook
