"""Run a command while holding a lock, so that two runs in one folder wait for each other.

    python locked.py LOCKFILE COMMAND …

Called by make before there is an environment: only the standard library, and any Python 3.
"""

import fcntl
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def main() -> int:
    if sys.version_info < OLDEST:
        wanted, found = (".".join(map(str, version[:2])) for version in (OLDEST, sys.version_info))
        print(
            f"Python {wanted} or later is needed; {sys.executable} is {found}. Name another: make PYTHON=python3.12 …",
            file=sys.stderr,
        )
        return 2
    lock, *command = sys.argv[1:]
    Path(lock).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with Path(lock).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run is working here; waiting for it …", file=sys.stderr)
            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            return subprocess.run(command, check=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main())
