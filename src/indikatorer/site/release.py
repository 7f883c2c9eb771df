"""Releases of the site: each a whole site in `releases/`, one of them `current`.

A release is a copy of the current one in which a year, the start page and the search are new. What has not changed is
hard links to the same files, so a file that has been released is never written again: all that is new is made beside it
and takes its name. `current` is a symbolic link that changes in one step, after everything is checked and on disk, so
that whatever happens before leaves the site as it was.
"""

import fcntl
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indikatorer import UserError
from indikatorer.base.files import digest, write_json
from indikatorer.base.provenance import bill_of_materials
from indikatorer.site.checks import check_audit, check_editions, check_manifest, check_origin
from indikatorer.site.edition import published_years, read_manifest
from indikatorer.site.pages import faults_of_pages
from indikatorer.site.start import publish_start

RELEASES = "releases"
CURRENT = "current"
MATERIALS = "sbom.cdx.json"
KEPT = 5
READABLE_FOLDER = 0o755
READABLE_FILE = 0o644

_NAME = re.compile(r"(\d{4,})-\d{4}-\w+")
_UNFINISHED = "."


def publish(folder: Path, built: Path, start: Path, dest: Path, target: str, allow_synthetic: bool) -> str:
    """Release the site of `dest` with the year in `folder` on it; the result says what was done.

    `built` holds the audit of the year, `start` is where the start page is put together. Raises UserError, and leaves
    the site as it was, when a check fails or the disk does.
    """
    check_origin(folder, target, allow_synthetic)
    check_manifest(folder)
    check_audit(folder, built)
    _make(dest)
    with _at_work(dest):
        old = _current(dest)
        if old:
            check_editions(folder, dest / CURRENT)
        with _unfinished(dest) as release:
            _fill(release, old, folder, start)
            _check(release, folder.name)
            if old and _files(release) == _files(old):
                return f"Nothing to do: {old} holds this report of {folder.name} already."
            _close(release)
            new = dest / RELEASES / _next_name(dest, folder)
            release.rename(new)
        _sync(new.parent)
        _switch(dest, new)
        with suppress(OSError):  # the new site is there; what cannot be removed now is tried again next time
            _remove_old(dest, old, new)
    return f"{dest / CURRENT} is now {new.name}: the years {', '.join(map(str, published_years(new)))}."


def rollback(dest: Path) -> str:
    """Let the release before the current one be the current one. Raises UserError when there is none."""
    if not (dest / CURRENT).is_symlink():
        raise UserError(f"{dest} holds no published site. Name the folder that `make publish` writes to.")
    with _at_work(dest):
        current = _current(dest)
        earlier = [release for release in _releases(dest) if current and _number(release) < _number(current)]
        if not earlier:
            raise UserError(f"{dest} has no release to go back to: the last {KEPT} are kept.")
        _switch(dest, earlier[-1])
    return (
        f"{dest / CURRENT} is {earlier[-1].name} again: the years {', '.join(map(str, published_years(earlier[-1])))}."
    )


def _make(dest: Path) -> None:
    try:
        for folder in (dest, dest / RELEASES):
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)  # somebody else may be making it
                folder.chmod(READABLE_FOLDER)
    except OSError as error:
        raise UserError(
            f"{dest} cannot be made: {error}. Name another DEST, or ask whoever runs the machine."
        ) from error


@contextmanager
def _at_work(dest: Path) -> Iterator[None]:
    """Alone in `dest`, waiting for whoever is there; what fails on disk becomes a message."""
    try:
        with (dest / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print(f"Somebody else is publishing in {dest}; waiting for them …", file=sys.stderr)
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        link = dest / CURRENT
        state = f"{link} is {link.readlink().name}, and whole" if link.is_symlink() else "Nothing is published"
        raise UserError(f"{dest}: {error}. {state}. Put this right and publish again.") from error


@contextmanager
def _unfinished(dest: Path) -> Iterator[Path]:
    """A folder for a release to be, gone in the end if it is not renamed. What broken runs left is cleared first."""
    for left in (dest / RELEASES).glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    release = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=dest / RELEASES))
    try:
        yield release
    finally:
        shutil.rmtree(release, ignore_errors=True)


def _current(dest: Path) -> Path | None:
    link = dest / CURRENT
    if not os.path.lexists(link):
        return None
    release = dest / RELEASES / link.readlink().name if link.is_symlink() else link
    if release not in _releases(dest):
        raise UserError(
            f"{link} is no link to a release in {dest / RELEASES}. Name a folder that only `make publish` writes to, "
            f"or remove {CURRENT}."
        )
    return release


def _releases(dest: Path) -> list[Path]:
    """The whole ones, the oldest first."""
    return sorted((path for path in (dest / RELEASES).iterdir() if _NAME.fullmatch(path.name)), key=_number)


def _number(release: Path) -> int:
    return int(release.name.partition("-")[0])


def _next_name(dest: Path, folder: Path) -> str:
    number = max(map(_number, _releases(dest)), default=0) + 1
    commit = read_manifest(folder)["code"]["commit"][:12]
    return f"{number:04}-{folder.name}-{commit or 'nocommit'}"


def _fill(release: Path, old: Path | None, folder: Path, start: Path) -> None:
    if old:
        other = {path.name for path in old.iterdir()} - {folder.name, MATERIALS}
        for name in sorted(other):
            if (old / name).is_dir():
                shutil.copytree(old / name, release / name, copy_function=os.link)
            else:
                os.link(old / name, release / name)
    shutil.copytree(folder, release / folder.name)
    write_json(release / MATERIALS, bill_of_materials())
    if old and (old / MATERIALS).exists() and digest(old / MATERIALS) == digest(release / MATERIALS):
        (release / MATERIALS).unlink()
        os.link(old / MATERIALS, release / MATERIALS)
    publish_start(start, release)


def _check(release: Path, year: str) -> None:
    for other in published_years(release):
        check_manifest(release / str(other))
    fresh = [*release.glob("*.html"), *sorted((release / year).rglob("*"))]
    if faults := faults_of_pages(release, fresh):
        raise UserError("\n".join([*faults, "Nothing is published: the pages must be whole first."]))


def _files(release: Path) -> dict[str, str]:
    return {str(path.relative_to(release)): digest(path) for path in release.rglob("*") if path.is_file()}


def _close(release: Path) -> None:
    """Everything readable to the web server, and on disk."""
    for path in [release, *release.rglob("*")]:
        mode = READABLE_FOLDER if path.is_dir() else READABLE_FILE
        if path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)
        _sync(path)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _switch(dest: Path, release: Path) -> None:
    link = dest / f".{CURRENT}.new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(RELEASES, release.name))
    link.replace(dest / CURRENT)
    _sync(dest)


def _remove_old(dest: Path, old: Path | None, new: Path) -> None:
    """Keep the new release and those before it, as many as are kept; one that was rolled back is not among them."""
    before = [release for release in _releases(dest) if old and _number(release) <= _number(old)]
    kept = {*before[-(KEPT - 1) :], new}
    for release in _releases(dest):
        if release not in kept:
            # a name that no one takes for a whole release, in case the removal breaks off
            away = release.with_name(f"{_UNFINISHED}{release.name}")
            release.rename(away)
            shutil.rmtree(away, ignore_errors=True)
