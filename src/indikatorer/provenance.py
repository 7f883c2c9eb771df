"""What a report was made with: the commit of the code and the versions of the packages."""

import subprocess
from importlib.metadata import requires, version
from platform import python_version

from packaging.requirements import Requirement

from indikatorer import ROOT


def commit() -> str:
    """The commit that the code stands at; empty outside a git checkout."""
    return _git("rev-parse", "HEAD")


def is_clean() -> bool:
    """Whether the code is that of the commit, with nothing changed or added."""
    return commit() != "" and _git("status", "--porcelain") == ""


def code_version() -> str:
    """The commit as it is printed in a report."""
    return commit()[:12] or "utan versionshantering"


def package_versions() -> dict[str, str]:
    """The packages that the project asks for, with the versions that are installed, and Python's own."""
    asked = [Requirement(text) for text in requires("indikatorer") or []]
    return {need.name: version(need.name) for need in asked if not need.marker} | {"python": python_version()}


def _git(*arguments: str) -> str:
    try:
        said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()
