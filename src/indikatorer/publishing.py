"""The site: a year's pages and data, complete or not there at all, and the manifest that says what they rest on."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import requires, version
from pathlib import Path
from platform import python_version
from typing import Any

from packaging.requirements import Requirement

from indikatorer import ROOT
from indikatorer.files import replaced_folder, write_json
from indikatorer.tables.protected import CATALOGUE

MANIFEST = "manifest.json"


def commit() -> str:
    """The commit that the code stands at, or nothing outside a git checkout."""
    return _git("rev-parse", "HEAD")


def _git(*arguments: str) -> str:
    try:
        said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()


def package_versions() -> dict[str, str]:
    """The packages that the project asks for, with the versions that are installed."""
    asked = [Requirement(text) for text in requires("indikatorer") or []]
    return {need.name: version(need.name) for need in asked if not need.marker} | {"python": python_version()}


def assemble(pages: Path, tables: Path, site: Path, renderer: Mapping[str, str]) -> None:
    """Put a year's rendered pages and open data in `site`, with a manifest; what was there is replaced as a whole.

    `renderer` says what rendered the pages. The manifest holds no clock time but the delivery's own date.
    """
    catalogue = json.loads((tables / CATALOGUE).read_text(encoding="utf-8"))
    with replaced_folder(site) as scratch:
        scratch.chmod(0o755)
        shutil.copytree(pages, scratch, dirs_exist_ok=True)
        (scratch / "data").mkdir()
        for table in sorted(catalogue["tables"]):
            shutil.copyfile(tables / f"{table}.csv", scratch / "data" / f"{table}.csv")
        write_json(scratch / MANIFEST, _manifest(scratch, catalogue, renderer))


def _manifest(folder: Path, catalogue: Mapping[str, Any], renderer: Mapping[str, str]) -> dict[str, Any]:
    delivery = catalogue["delivery"]
    published = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "parameters": {"year": catalogue["year"]},
        "delivery": {
            "synthetic": delivery["syntetisk"],
            "delivered": delivery["levererad"],
            "files": delivery["filer"],
            "missing": delivery["saknas"],
        },
        "code": {"commit": commit(), "clean": commit() != "" and _git("status", "--porcelain") == ""},
        "packages": package_versions(),
        "renderer": dict(renderer),
        "files": {str(path.relative_to(folder)): _digest(path) for path in published},
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def published_years(site: Path) -> list[int]:
    """The years that the site holds whole, the latest first."""
    return sorted((int(path.parent.name) for path in site.glob(f"[0-9]*/{MANIFEST}")), reverse=True)
