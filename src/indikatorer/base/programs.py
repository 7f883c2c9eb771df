"""Other programs, each with a limit of time, work and memory: none keeps a run for ever, or takes the machine."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from math import ceil
from pathlib import Path
from types import FrameType

from indikatorer import UserError

SECONDS = float(os.environ.get("INDIKATORER_SECONDS", "20"))
"""So many seconds of work may one program do for one document; the longest of ours needs a few."""
PATIENCE = 6
"""So many times as long is it waited for, on a machine that has other things to do."""
GIGABYTES = float(os.environ.get("INDIKATORER_GIGABYTES", "2"))
"""So much memory may it take meanwhile; the largest of ours takes a fifth."""
LANGUAGE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
"""In a language without å, as a scheduler's, pandoc cannot open a file in a folder that has one in its name."""
_STOPPED = (-signal.SIGXCPU, -signal.SIGKILL)
_OUT_OF_MEMORY = ("out of memory", "heap exhausted", "cannot allocate", "memory allocation", "MemoryError")


def run(
    command: Sequence[str],
    *,
    text: str = "",
    check: bool = False,
    bounded: bool = True,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    name: str = "",
) -> "subprocess.CompletedProcess[str]":
    """What a program makes of a text, in UTF-8. Raises UserError, in Swedish, at a limit: writers meet it.

    One that is not `bounded` starts others, of which each has its own work and memory: it has a limit of time only,
    and those that it has started end with it.
    """
    name = name or Path(command[0]).name
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=cwd,
        env={**(os.environ if env is None else env), "LC_ALL": LANGUAGE},
        process_group=None if bounded else 0,
    ) as process:
        if bounded:
            _bind(process.pid)
        try:
            with nullcontext() if bounded else _stopped_with_us(process):
                said, told = process.communicate(text, timeout=SECONDS * PATIENCE)
        except subprocess.TimeoutExpired:
            _stop(process, bounded)
            raise UserError(_too_long(name, SECONDS * PATIENCE, f"Var datorn upptagen av annat? {_LOOK}")) from None
        except BaseException:
            _stop(process, bounded)
            raise
    if bounded and process.returncode in _STOPPED:
        raise UserError(_too_long(name, SECONDS))
    if process.returncode and any(words in told for words in _OUT_OF_MEMORY):
        raise UserError(
            f"{name} behövde mer än {GIGABYTES:g} GB minne och avbröts. {_LOOK} "
            "Behövs mer minne, sätt INDIKATORER_GIGABYTES."
        )
    if check and process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said, told)
    return subprocess.CompletedProcess(command, process.returncode, said, told)


def _stop(process: "subprocess.Popen[str]", bounded: bool) -> None:
    """Stop a program, and what it has started, which would go on writing where the caller clears up."""
    if bounded:
        process.kill()
    else:
        with suppress(ProcessLookupError):  # all have ended by themselves
            os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _stopped_with_us(process: "subprocess.Popen[str]") -> Iterator[None]:
    """Who is told to stop us stops that program as well: a signal to our group does not reach one of its own."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        _stop(process, bounded=False)
        signal.signal(number, before)
        os.kill(os.getpid(), number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _bind(process: int) -> None:
    """Set the limits of a program that has just started; other systems than Linux know the limit of time only."""
    if hasattr(resource, "prlimit"):
        work, memory = ceil(SECONDS), int(GIGABYTES * 2**30)
        try:
            resource.prlimit(process, resource.RLIMIT_CPU, (work, work + 1))
            # memory that is written to: pandoc reserves a terabyte of addresses and uses little of it
            resource.prlimit(process, resource.RLIMIT_DATA, (memory, memory))
        except ProcessLookupError:  # it is done already
            pass
        except PermissionError:  # a stricter limit is set for all of us
            pass


_LOOK = "Finns det mycket långa rader, eller många parenteser i varandra?"


def _too_long(name: str, seconds: float, look: str = _LOOK) -> str:
    return (
        f"{name} blev inte klar på {seconds:g} sekunder och avbröts. {look} Behövs mer tid, sätt INDIKATORER_SECONDS."
    )
