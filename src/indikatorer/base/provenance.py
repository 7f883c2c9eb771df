"""What a report was made with: the commit of the code and the versions of the packages."""

import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from platform import python_version
from typing import Any

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
    return commit()[:12] or "okänd (utan versionshantering)"


def package_versions() -> dict[str, str]:
    """The packages that the project asks for, with the versions that are installed, and Python's own."""
    asked = [Requirement(text) for text in requires("indikatorer") or []]
    return {need.name: version(need.name) for need in asked if not need.marker} | {"python": python_version()}


def bill_of_materials() -> dict[str, Any]:
    """Every package of `requirements.lock` that is installed here, with its version, as CycloneDX has it.

    There is no time in it: the same packages give the same bytes.
    """
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    components = []
    for name in sorted(set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))):
        try:
            found = distribution(name)
        except PackageNotFoundError:  # it is for another system
            continue
        licence = found.metadata.json.get("license_expression")
        components.append(
            {
                "type": "library",
                "bom-ref": f"{name}=={found.version}",
                "name": name,
                "version": found.version,
                "purl": f"pkg:pypi/{name.lower()}@{found.version}",
                **({"licenses": [{"expression": licence}]} if licence else {}),
            }
        )
    application = {"type": "application", "bom-ref": "indikatorer", "name": "indikatorer", "version": code_version()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": application},
        "components": components,
        "dependencies": [{"ref": "indikatorer", "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _git(*arguments: str) -> str:
    try:
        said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()
