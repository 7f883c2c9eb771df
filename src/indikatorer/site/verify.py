"""Whether a published year is what its recorded code makes of its recorded delivery, byte for byte."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indikatorer import ROOT, UserError
from indikatorer.base.files import digest
from indikatorer.base.provenance import package_versions
from indikatorer.rendering import find_renderer


@dataclass(frozen=True)
class Input:
    """What a year was made of that its manifest knows by digest only, and how: see `make report`."""

    delivery: Path
    key: Path
    published: Path | None
    draws: int
    quarantine: bool


def verify(manifest: Path, given: Input) -> list[str]:
    """Make the year of a manifest anew in a temporary folder; what differs, a line for each file, what made it last.

    Raises UserError when it cannot be made: another delivery or key, or code that no commit has.
    """
    try:
        recorded: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
        year, commit = int(recorded["parameters"]["year"]), recorded["code"]["commit"]
    except (OSError, ValueError, LookupError, TypeError):
        raise UserError(f"{manifest}: this is no manifest of a year. It is called manifest.json.") from None
    if not recorded["code"]["clean"] or not commit:
        raise UserError(f"{manifest}: the year was made by code that no commit has, and cannot be made again.")
    if not given.key.is_file():
        raise UserError(f"{given.key}: the key that the year was made with is needed. Name it with --key-file.")
    with tempfile.TemporaryDirectory() as scratch:
        code = _checked_out(commit, Path(scratch, "code"))
        made = _made(code, Path(scratch), year, recorded, given)
        found = [*_lying(manifest.parent, recorded["files"]), *different(recorded["files"], made)]
    if found:
        found += [*_other_packages(recorded["packages"]), *_other_renderer(recorded["renderer"])]
    return found


def different(recorded: Mapping[str, str], made: Mapping[str, str]) -> Iterator[str]:
    """A line for each file that is not the same, by name."""
    for name in sorted(recorded.keys() | made.keys()):
        if name not in made:
            yield f"{name}: not made"
        elif name not in recorded:
            yield f"{name}: not published"
        elif made[name] != recorded[name]:
            yield f"{name}: other bytes"


def _lying(folder: Path, recorded: Mapping[str, str]) -> Iterator[str]:
    """Published files that are no longer those that the manifest beside them names."""
    for name, wanted in sorted(recorded.items()):
        path = folder / name
        if path.is_file() and digest(path) != wanted:
            yield f"{name}: changed since it was published"


def _checked_out(commit: str, folder: Path) -> Path:
    for command in (
        ["git", "clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(folder)],
        ["git", "-C", str(folder), "checkout", "--quiet", "--detach", commit],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise UserError(f"The commit {commit} cannot be had: {done.stderr.strip()}. Fetch it, and try again.")
    return folder


def _made(code: Path, scratch: Path, year: int, recorded: Mapping[str, Any], given: Input) -> dict[str, str]:
    """File → digest of the year, made by a copy of the code."""
    build, site = scratch / "build", scratch / "site"
    places = ["--build", str(build), "--site", str(site)]
    if given.published:
        places += ["--published", str(given.published.resolve())]
    settings = ["--data", str(given.delivery.resolve()), "--key-file", str(given.key.resolve())]
    settings += ["--draws", str(given.draws), "--renderer", recorded["renderer"]["name"]]
    settings += ["--quarantine"] if given.quarantine else []
    environment = {name: said for name, said in os.environ.items() if name not in ("SYNTHETIC", "QUARANTINE")}

    def make(goal: str) -> None:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "indikatorer", *places, "make", goal, "--year", str(year), *settings],
            cwd=code,
            env={**environment, "PYTHONPATH": str(code / "src")},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode:
            raise UserError(f"`indikatorer make {goal}` of that commit ended with {done.returncode}:\n{done.stderr}")

    make("registers")
    _check_delivery(json.loads((build / "registers" / "store.json").read_text(encoding="utf-8")), recorded, given)
    make("site")
    made: dict[str, str] = json.loads((site / str(year) / "manifest.json").read_text(encoding="utf-8"))["files"]
    return made


def _check_delivery(store: Mapping[str, Any], recorded: Mapping[str, Any], given: Input) -> None:
    named: Sequence[Mapping[str, str]] = recorded["delivery"]["files"]
    wanted, found = ({file["namn"]: file["sha256"] for file in files} for files in (named, store["filer"]))
    other = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if other:
        raise UserError(
            f"{given.delivery} is not the delivery that the year was made of, or {given.key} not its key: "
            f"{', '.join(other)}."
        )


def _other_packages(recorded: Mapping[str, str]) -> Iterator[str]:
    now = package_versions()
    for name in sorted(recorded.keys() | now.keys()):
        if recorded.get(name) != now.get(name):
            yield f"made with {name} {recorded.get(name, 'not there')}, here is {now.get(name, 'none')}"


def _other_renderer(recorded: Mapping[str, str]) -> Iterator[str]:
    """Quarto is no package, and each release of it writes other bytes."""
    now = find_renderer(recorded["name"]).version
    if recorded["version"] != now:
        yield f"made with {recorded['name']} {recorded['version']}, here is {now}"
