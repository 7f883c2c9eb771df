"""Digests of files, without reading those again that have not been touched.

A file is known by its content and never by its age: what is remembered of it holds as long as the system says that
nobody has written to it, whatever its date has been set to.
"""

import fnmatch
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from indikatorer.base.files import digest, write_json

JUST_WRITTEN = 2 * 10**9
"""Nanoseconds: a file that was written to so lately may be written to again without its times changing."""
SKIPPED = ("__pycache__", "failed")

Files = Iterable[tuple[str, Path | str]]
"""Name → file. The name is what counts beside the content: it does not hold where the project or a folder lies."""


def digest_of_values(values: Any) -> str:
    """One digest of values."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Digests:
    """Digests of files, and what else is known by content, kept in the file `memory`."""

    def __init__(self, memory: Path) -> None:
        self.memory = memory
        try:
            kept: dict[str, Any] = json.loads(memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        self._digests: dict[str, list[Any]] = kept.get("digests", {})
        self.imports: dict[str, Any] = kept.get("imports", {})
        self._known = self._size

    def of_file(self, path: Path | str) -> str:
        """The digest of a file; of one that is not there, nothing."""
        try:
            found = os.stat(path)  # noqa: PTH116
        except OSError:
            return ""
        state = [found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]
        known = self._digests.get(str(path))
        if known and known[1:] == state:
            return str(known[0])
        new = digest(Path(path))
        if time.time_ns() - found.st_ctime_ns > JUST_WRITTEN:
            self._digests[str(path)] = [new, *state]
            self._known = (0, 0)
        return new

    def of_files(self, files: Files) -> str:
        """One digest of the names and the content of files."""
        lines = sorted(f"{self.of_file(path)} {name!a}" for name, path in files)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""

    def save(self) -> None:
        """Keep what has been learnt."""
        if self._known != self._size:
            write_json(self.memory, {"digests": self._digests, "imports": self.imports})
            self._known = self._size

    @property
    def _size(self) -> tuple[int, int]:
        return len(self._digests), len(self.imports)


def within(folder: Path | str, pattern: str) -> Iterator[tuple[str, str]]:
    """The files in a folder whose name matches a pattern, with `**` all in it and below; none that are hidden."""
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    base = os.path.basename(folder)  # noqa: PTH119
    for entry in found:
        if entry.name.startswith(".") or entry.name in SKIPPED:
            continue
        if entry.is_file() and fnmatch.fnmatchcase(entry.name, pattern):
            yield f"{base}/{entry.name}", entry.path
        elif pattern == "**" and entry.is_dir():
            yield from ((f"{base}/{name}", path) for name, path in within(entry.path, pattern))
