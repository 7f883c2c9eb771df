"""Which steps are due, and running those, with doit: each in a process of its own.

A step is due when something that it needs says otherwise than when it last ended well (files, settings, what earlier
steps have made, code), or when what it has made is gone or is not what it made: by content, never by age.
"""

import inspect
import os
import shutil
import signal
import sys
import tempfile
import textwrap
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from doit.control import TaskControl
from doit.dependency import Dependency, JsonDB
from doit.reporter import ZeroReporter
from doit.runner import Runner
from doit.task import Task

from indikatorer import UserError
from indikatorer.base.digests import Digests, Files, digest_of_values, within
from indikatorer.base.files import write_json
from indikatorer.base.progress import OUR_FAULT, STOPPED, reported_failures
from indikatorer.imports import Imports
from indikatorer.pipeline import Asked, Run, Step, declared, look
from indikatorer.registers.years import checked_year, coverage_of

STATE = "steps.json"
"""What each step needed and made when it last ended well."""
MEMORY = "contents.json"
SCRATCH = "tmp"
"""Temporary files of a step, and of the programs that it starts: what a killed one has left is cleared by the next."""
FINAL = {"report": "start", "publish": "start", "tables": "compare"}
"""Goal → the step that ends it, where that is called otherwise."""


class Recorded(JsonDB):
    """What doit knows, in a file that is there whole or not at all."""

    def dump(self) -> None:
        write_json(Path(self.name), self._db)


class Quiet(ZeroReporter):
    """The steps say themselves what they do; what is known of one that ended well is written down at once."""

    def __init__(self, known: Dependency) -> None:
        super().__init__(sys.stderr, {})
        self.known = known

    def add_failure(self, task: Task, fail: Any) -> None:
        """Nothing: the step has told."""

    def add_success(self, task: Task) -> None:
        self.known.backend.dump()


class Pipeline:
    """The steps of a run, what was known of them when they last ended well, and doit, which runs those that are due."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.steps = declared(run)
        run.places.build.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.digests = Digests(run.places.build / MEMORY)
        self.imports = Imports(run.root, self.digests.of_file, self.digests.imports)
        self._made: dict[str, str] = {}
        self.known = Dependency(Recorded, str(run.places.build / STATE))
        self.control = TaskControl([self._task(step) for step in self.steps.values()])

    def _task(self, step: Step) -> Any:
        return Task(
            self._named(step.name),
            [partial(self._carry_out, step)],
            task_dep=[self._named(name) for name in step.after],
            uptodate=[partial(self._is_done, step)],
            io={"capture": False},
        )

    def _named(self, step: str) -> str:
        """What is known of a step is known of a year and a period."""
        if step in ("unit-tables", "units"):
            return f"{self.run.year}/{self.run.period}/{step}"
        return step if step in ("synthetic", "registers", "start") else f"{self.run.year}/{step}"

    # what a step needs and has made

    def needs(self, step: Step) -> dict[str, str]:
        """Kind → a digest of all that a step needs of that kind."""
        files = _files(self.run.root, step.files)
        found = {
            "files": self.digests.of_files(one for one in files if not _is_notebook(one[1])),
            # a step that runs them looks itself at which of them are due
            "notebooks": self.digests.of_files(one for one in files if _is_notebook(one[1])),
            "settings": digest_of_values(
                {key: said() if callable(said) else said for key, said in step.settings.items()}
            ),
            "code": self._code(step),
        }
        return found | {before: self.made(self.steps[before]) for before in step.after}

    def code(self, step: Step) -> set[Path]:
        """The files of the code that a step rests on."""
        notebooks = [path for _, path in _files(self.run.root, step.files) if _is_notebook(path)]
        return self.imports.of(_source(step), map(Path, notebooks))

    def _code(self, step: Step) -> str:
        root = str(self.run.root)
        said = self.digests.of_files((str(path).removeprefix(root), path) for path in self.code(step))
        return digest_of_values([_source(step), said])

    def made(self, step: Step) -> str:
        """A digest of all that a step has made."""
        if step.name not in self._made:
            files = (one for folder, pattern in step.makes for one in within(folder, pattern))
            self._made[step.name] = self.digests.of_files(files)
        return self._made[step.name]

    def _is_done(self, step: Step, task: Any, values: Mapping[str, Any]) -> bool:
        needs, made = self.needs(step), self.made(step)
        # what it needs is noted before it is run: what is changed meanwhile counts the next time
        task.meta = Asked(needs, anew=bool(values) and values.get("made") != made)
        task.value_savers[:] = [lambda: {"needs": needs, "made": self.made(step)}]
        return bool(made) and values.get("needs") == needs and values.get("made") == made

    # what is due, and running it

    def due(self, goal: str) -> list[str]:
        """The steps on the way to a goal that a run would run now, or after a step before them; in their order."""
        waiting: list[str] = []
        for name in self._way_to(goal):
            task = self.control.tasks[self._named(name)]
            is_done = self.known.get_status(task, self.control.tasks).status == "up-to-date"
            if not is_done or set(waiting) & set(self.steps[name].after):
                waiting.append(name)
        self.digests.save()
        return waiting

    def _way_to(self, goal: str) -> list[str]:
        wanted = {goal}
        for name in reversed(self.steps):
            if name in wanted:
                wanted |= set(self.steps[name].after)
        return [name for name in self.steps if name in wanted]

    def make(self, goal: str) -> None:
        """Run what is due on the way to a goal. Ends the program with its code when a step fails."""
        self.ended = 0
        self.control.process([self._named(goal)])
        Runner(self.known, Quiet(self.known)).run_all(self.control.task_dispatcher())
        self.digests.save()
        if self.ended:
            sys.exit(self.ended)

    def _carry_out(self, step: Step) -> bool:
        task = self.control.tasks[self._named(step.name)]
        asked = task.meta
        # a run that is killed meanwhile leaves nothing that is taken for done
        self.known.remove(task.name)
        self.known.backend.dump()
        self._made.clear()
        self.ended = apart(lambda: self._do(step, asked))
        return self.ended == 0

    def _do(self, step: Step, asked: Asked) -> None:
        scratch = self.run.places.build.absolute() / SCRATCH
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        tempfile.tempdir = os.environ["TMPDIR"] = str(scratch)
        try:
            step.do(self.run, asked)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def note_done(self, goal: str) -> None:
        """Note all on the way to a goal as done, as it lies there."""
        for name in self._way_to(goal):
            task = self.control.tasks[self._named(name)]
            self.known.get_status(task, self.control.tasks)
            task.save_extra_values()
            self.known.save_success(task)
        self.known.backend.dump()


def apart(do: Callable[[], None]) -> int:
    """Do something in a process of its own, which leaves no memory and no setting behind; the result is its code.

    Where this process is to stop, that one is told so first.
    """
    child = 0

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        os.kill(child, number)
        sys.exit(STOPPED)

    sys.stdout.flush()
    sys.stderr.flush()
    # whoever is told to stop while there are about to be two processes stops both
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    before = signal.signal(signal.SIGTERM, stop)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    if not child:
        _do_and_end(do)
    try:
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except KeyboardInterrupt:  # which the process has been told as well
        os.waitpid(child, 0)
        ended = STOPPED
    finally:
        signal.signal(signal.SIGTERM, before)
    if ended < 0:
        click.echo(f"The step was ended from outside, by signal {-ended}: was there too little memory?", err=True)
    return ended if ended >= 0 else OUR_FAULT


def _do_and_end(do: Callable[[], None]) -> NoReturn:
    """Do something, and end the process with its code."""
    code = OUR_FAULT
    try:
        with reported_failures():
            do()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else OUR_FAULT
    except KeyboardInterrupt:
        code = STOPPED
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _is_notebook(path: str | Path) -> bool:
    return Path(path).suffix == ".ipynb"


def _source(step: Step) -> str:
    return textwrap.dedent(inspect.getsource(step.do))


def _files(root: Path, wanted: Iterable[str | Path]) -> Files:
    """Name → file of patterns in the project and of paths."""
    found: dict[str, Path] = {}
    for one in wanted:
        if isinstance(one, Path):
            found[f"{one.parent.name}/{one.name}"] = one
        elif one.startswith("!"):
            for path in root.glob(one[1:]):
                found.pop(str(path.relative_to(root)), None)
        else:
            found |= {str(path.relative_to(root)): path for path in root.glob(one) if path.is_file()}
    return found.items()


def make(run: Run, goal: str) -> int | None:
    """Run what is due on the way to a goal, and say where there is nothing to do; the result is the year.

    Ends the program with its code when a step fails, and raises UserError when the goal cannot be meant.
    """
    if goal == "units" and not (run.year and run.period):
        raise UserError("make units: name the year and the period, as in make units YEAR=2021 PERIOD=T2 (T1, T2 or VB)")
    if goal == "units" or not (run.year or goal == "registers"):
        Pipeline(replace(run, year=None)).make("registers")
    if goal == "registers":
        Pipeline(replace(run, year=None)).make(goal)
        return run.year
    if not run.year:
        run = replace(run, year=checked_year(coverage_of(run.places.store), None))
        if goal == "report":
            said = f"YEAR not given: reporting {run.year}, the last complete year of the delivery."
            click.echo(said, err=True)
    pipeline = Pipeline(run)
    if goal != "report":
        pipeline.make(FINAL.get(goal, goal))
    elif not pipeline.due("start"):
        click.echo(f"Nothing to do: {run.places.site / str(run.year)} is up to date.")
    else:
        if not (run.delivered or run.synthetic):
            click.echo(f"{run.data} holds no delivery: using a synthetic one.", err=True)
        pipeline.make("registers")
        checked_year(coverage_of(run.places.store), run.year)
        if code := apart(lambda: look(run.places)):
            sys.exit(code)
        pipeline.make("start")
    return run.year


def steps_due(run: Run, goal: str) -> list[str]:
    """What `make` would run, as far as it can be said before anything is run."""
    if not run.year and goal != "registers":
        registers = Pipeline(run).due("registers")
        if registers:
            return [*registers, "and what follows"]
        run = replace(run, year=checked_year(coverage_of(run.places.store), None))
    return Pipeline(run).due(FINAL.get(goal, goal))
