"""`locked.py LOCK COMMAND …`: run a command while no other run works in the same folder.

An old run that was killed leaves no lock behind: the system gives it back. make calls this file before there is an
environment: only the standard library, and any Python 3.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)


@contextlib.contextmanager
def locked(lock: Path) -> Iterator[None]:
    """Wait until no other run holds the lock, and hold it. Processes that are forked hold it until they end as well.

    The lock is a file, or a folder that is there.
    """
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(lock, os.O_RDONLY if lock.is_dir() else os.O_WRONLY | os.O_CREAT)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is working here; waiting for it …", file=sys.stderr, flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def main() -> int:
    if sys.version_info < OLDEST:
        wanted, found = (".".join(map(str, version[:2])) for version in (OLDEST, sys.version_info))
        print(
            f"Python {wanted} or later is needed; {sys.executable} is {found}. Name another: make PYTHON=python3.12 …",
            file=sys.stderr,
        )
        return 2
    lock, *command = sys.argv[1:]
    with locked(Path(lock)):
        try:
            # what make has opened to share out its jobs is for the make that is started here
            return subprocess.run(command, check=False, close_fds=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main())
