"""Trouble in each step of a run: what the run says of it, and what the next one makes.

A run that was in trouble ends with the right files, or with a sentence and a code; it is never taken for done. Whatever
it was, the run after it makes the bytes of an undisturbed one and leaves nothing else behind.
"""

import contextlib
import fnmatch
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from indikatorer.pipeline import Places, Run, Step, declared
from tests.project import Copy

YEAR = 2021
HANGS = 900
"""Seconds after which a run that should have ended is taken to hang."""
RIGHT, SENTENCE, KILLED = "the right files", "a sentence", "killed"
OUTCOMES = (RIGHT, SENTENCE, KILLED)
VARYING = (".venv/*", "*__pycache__*", "build/contents.json", "build/steps.json", ".build*", "._site*", ".tmp*")
"""What a run may leave, and what is put aside for a disk of its own."""
ROOM = "4g"


@dataclass(frozen=True)
class Tried:
    """A trouble in a step: how the run ended, and what was wrong with that or with the run after it, "" if nothing."""

    trouble: str
    step: str
    outcome: str
    fault: str = ""


@dataclass(frozen=True)
class Ended:
    """How a run ended, and what was wrong beside that, "" if nothing."""

    code: int
    said: str
    fault: str = ""


class Ground:
    """A copy of the project with its report made, for trouble: how it is undisturbed is known."""

    def __init__(self, copy: Copy, scale: str) -> None:
        self.copy = copy
        self.arguments = ("report", f"YEAR={YEAR}", scale)
        self.temporary = copy.folder / "tmp"
        self.temporary.mkdir(exist_ok=True)
        self.chance = random.Random(1)
        places = Places(copy.folder / "build", copy.folder / "_site", None)
        self.steps: dict[str, Step] = declared(Run(places, YEAR, synthetic=True, root=copy.folder))
        assert self.run().code == 0
        self.digests, self.names = copy.digests(YEAR), self._names()

    def start(self) -> subprocess.Popen[str]:
        environment = self.copy.environment() | {"TMPDIR": str(self.temporary)}
        return subprocess.Popen(
            self.copy.command(*self.arguments), cwd=self.copy.folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def run(self) -> Ended:
        return ended(self.start())

    def in_the_middle(self, step: str, seconds: float) -> subprocess.Popen[str]:
        """A run that has a step to do, at a moment of chance in the seconds that it takes for it."""
        self.undo(step)
        run = self.start()
        time.sleep(seconds * self.chance.uniform(0.1, 0.95))
        return run

    def undo(self, step: str) -> int:
        """Take away what a step has made, but the key; the result is how many bytes that was."""
        size = 0
        for folder, pattern in self.steps[step].makes:
            for path in folder.glob("**/*" if pattern == "**" else pattern):
                if path.is_file() and path.name != "key":
                    size += path.stat().st_size
                    path.unlink()
        return size

    def duration(self, step: str) -> float:
        """Seconds that a run takes which has only this step to do, and those that it makes due."""
        self.undo(step)
        began = time.perf_counter()
        assert self.run().code == 0
        return time.perf_counter() - began

    def fault_after(self) -> str:
        """What is wrong with the run after trouble, "" if nothing."""
        shown = self.copy.digests(YEAR)
        if shown and shown != self.digests:
            return "files of a run that did not end well are on the site"
        after = self.run()
        if after.code:
            return f"the run after it ended with {after.code}: {after.said[-500:]}"
        if self.copy.digests(YEAR) != self.digests:
            return "the run after it made other files"
        if left := sorted(self._names() ^ self.names):
            return f"left behind or gone: {', '.join(left[:5])}"
        alive = [process for process in psutil.process_iter() if self._is_ours(process)]
        return f"still running: {[process.name() for process in alive]}" if alive else ""

    def _is_ours(self, process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error):
            ours = process.environ().get("TMPDIR", "").startswith(str(self.copy.folder))
            return ours and process.status() != psutil.STATUS_ZOMBIE
        return False

    def _names(self) -> set[str]:
        names = {str(path.relative_to(self.copy.folder)) for path in self.copy.folder.rglob("*")}
        return {name for name in names if not any(fnmatch.fnmatch(name, pattern) for pattern in VARYING)}


def ended(run: subprocess.Popen[str]) -> Ended:
    """Wait until a run has ended; one that hangs is killed, which is a fault of its own."""
    try:
        said, _ = run.communicate(timeout=HANGS)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        return Ended(-signal.SIGKILL, "", f"it was still running after {HANGS} seconds")
    return Ended(run.returncode, said)


def outcome(end: Ended) -> tuple[str, str]:
    """How a run in trouble ended, and what is wrong with that."""
    if end.code <= 0:
        return KILLED if end.code else RIGHT, end.fault
    if not end.said.strip() or "Traceback" in end.said:
        return SENTENCE, f"it ended with {end.code} and no sentence: {end.said[-1500:]}"
    return SENTENCE, end.fault


Trouble = Callable[[Ground, str, float], Ended]
"""What is done to a run that has one step to do, and takes so many seconds for it undisturbed."""


def killed_whole(ground: Ground, step: str, seconds: float) -> Ended:
    """Every process of the run is killed at one moment."""
    run = ground.in_the_middle(step, seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
        for process in psutil.Process(run.pid).children(recursive=True):
            process.kill()
    return ended(run)


def killed_alone(ground: Ground, step: str, seconds: float) -> Ended:
    """One process of the run is killed; the others find that out."""
    run = ground.in_the_middle(step, seconds)
    with contextlib.suppress(psutil.Error):
        ground.chance.choice(psutil.Process(run.pid).children(recursive=True) or [psutil.Process(run.pid)]).kill()
    return ended(run)


def interrupted(ground: Ground, step: str, seconds: float) -> Ended:
    """Ctrl-C: every process in the terminal is told to stop."""
    run = ground.in_the_middle(step, seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGINT)
    return ended(run)


def met(ground: Ground, step: str, seconds: float) -> Ended:
    """Another run of the same begins in the middle of it."""
    first = ground.in_the_middle(step, seconds)
    second = ground.run()
    one = ended(first)
    return one if one.code else second


def on_a_disk(place: str, room: float) -> Trouble:
    """A place has room for a part of what the step makes."""

    def full(ground: Ground, step: str, seconds: float) -> Ended:
        with own_disk(ground.copy.folder / place) as disk:
            size = ground.undo(step)
            used = shutil.disk_usage(disk).used
            mount(disk, "-o", f"remount,size={used + 4096 + int(size * room)}")
            end = ground.run()
            mount(disk, "-o", f"remount,size={ROOM}")
            return replace(end, fault=ground.fault_after())

    return full


def read_only(place: str) -> Trouble:
    """Nothing can be written to a place."""

    def closed(ground: Ground, step: str, seconds: float) -> Ended:
        with own_disk(ground.copy.folder / place) as disk:
            ground.undo(step)
            mount(disk, "-o", "remount,ro")
            end = ground.run()
            mount(disk, "-o", "remount,rw")
            return replace(end, fault=ground.fault_after())

    return closed


@contextlib.contextmanager
def own_disk(folder: Path) -> Iterator[Path]:
    """A folder on a file system of its own, with what it holds; as it was before when this ends."""
    aside = folder.rename(folder.with_name(f".{folder.name}"))
    folder.mkdir(mode=0o700)
    mount(folder, "-t", "tmpfs", "-o", f"size={ROOM},mode=700", "tmpfs")
    try:
        shutil.copytree(aside, folder, dirs_exist_ok=True, symlinks=True)
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()
        aside.rename(folder)


def mount(folder: Path, *options: str) -> None:
    subprocess.run(["mount", *options, str(folder)], check=True, capture_output=True)


def can_mount() -> bool:
    """Only root can give a place a small disk, and not in every container."""
    if os.geteuid() or not shutil.which("unshare"):
        return False
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


EVERY_STEP: dict[str, Trouble] = {
    "killed, every process": killed_whole,
    "killed, one process alone": killed_alone,
    "interrupted (Ctrl-C)": interrupted,
    "met by another run": met,
}
DISKS: dict[str, tuple[Trouble, Sequence[str]]] = {
    "BUILD full at once": (on_a_disk("build", 0), ()),
    "BUILD full halfway": (on_a_disk("build", 0.5), ()),
    "BUILD read-only": (read_only("build"), ()),
    "SITE full at once": (on_a_disk("_site", 0), ("site", "start")),
    "SITE full halfway": (on_a_disk("_site", 0.5), ("site", "start")),
    "SITE read-only": (read_only("_site"), ("site", "start")),
    "TMPDIR full": (on_a_disk("tmp", 0), ()),
    "TMPDIR read-only": (read_only("tmp"), ()),
}
"""Trouble with a disk → what is done, and the steps that it can concern; all where none is named."""


def tried(ground: Ground, name: str, trouble: Trouble, step: str, seconds: float) -> Tried:
    """A trouble in a step, and the run after it."""
    how, wrong = outcome(trouble(ground, step, seconds))
    return Tried(name, step, how, wrong or ground.fault_after())
