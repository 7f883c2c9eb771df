"""Files that are there whole or not at all."""

import glob
import hashlib
import json
import shutil
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indikatorer import UserError

SEAL = "digests.json"


@contextmanager
def replaced_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to fill; it takes the place of `folder` when the block ends without an error, else it is gone.

    What a run that was killed has left of its own is cleared away: there is one run at a time.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{glob.escape(folder.name)}-????????*"):
        shutil.rmtree(left, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    old = scratch.with_name(f"{scratch.name}-old")
    try:
        yield scratch
        if folder.exists():
            folder.rename(old)
        try:
            scratch.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def replaced_file(path: Path) -> Iterator[Path]:
    """A path to write to; the file takes the place of `path` when the block ends without an error, else it is gone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.new")
    try:
        yield scratch
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def write_json(path: Path, content: Any) -> None:
    """Sorted keys, so that the same content is the same bytes."""
    with replaced_file(path) as scratch:
        scratch.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write_if_changed(path: Path, text: str) -> None:
    """Write a file unless it says this already: what has not been written to need not be read again."""
    if not path.exists() or path.read_text(encoding="utf-8", errors="surrogateescape") != text:
        with replaced_file(path) as scratch:
            scratch.write_text(text, encoding="utf-8", errors="surrogateescape")


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    with replaced_file(path) as scratch:
        scratch.write_bytes(content)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(paths: Iterable[Path]) -> str:
    """One digest of the names and the content of files, in their order; of a folder, of all files in it."""
    files = (file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    lines = (f"{digest(file)} {file.name!a}" for file in files if file.is_file())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def seal(folder: Path) -> None:
    """Note in a folder that is done the digest of each of its files."""
    write_json(folder / SEAL, {path.name: digest(path) for path in sorted(folder.iterdir()) if path.name != SEAL})


def check_seal(folder: Path, remedy: str) -> None:
    """Raise UserError when a file of a sealed folder is gone, or not what it was: damaged, or changed by hand."""
    try:
        said: dict[str, str] = dict(json.loads((folder / SEAL).read_text(encoding="utf-8")))
        changed = [name for name, known in said.items() if digest(folder / name) != known]
    except (OSError, ValueError, TypeError) as error:
        raise UserError(f"{folder}: a file is gone or cannot be read ({error}). {remedy}") from None
    if changed:
        raise UserError(f"{folder}: {', '.join(changed)}: not what was written (damaged, or changed by hand). {remedy}")


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file says. Raises UserError when it cannot be read, whatever is in it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:  # ValueError: not UTF-8, not TOML, a number of thousands of digits
        raise UserError(f"{path}: {error}") from None
