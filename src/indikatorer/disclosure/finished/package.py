"""The description of the open data: its numbers are sizes of files, its texts come from the catalogue."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indikatorer.disclosure.finished.catalogue import CatalogueTexts, strings_in
from indikatorer.disclosure.finished.findings import Findings
from indikatorer.files import digest

TERMS = ("created", "licenses")
"""The day of the delivery and the licence are no texts of ours."""


def check_package(path: Path, known: CatalogueTexts, findings: Findings) -> None:
    """Report every number of datapackage.json that is no size of a file, and every text with an unknown number."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        file = path.parent / resource["path"]
        size, said = resource.pop("bytes"), resource.pop("hash")
        if (size, said) != (file.stat().st_size, f"sha256:{digest(file)}"):
            findings.add(path.name, resource["path"], said, "describes another file: run make report again")
    known.check(strings_in({key: value for key, value in content.items() if key not in TERMS}), path.name, findings)
    for number in _numbers_in(content):
        findings.add(path.name, "a number", str(number), "only sizes of files are numbers there")


def _numbers_in(content: Any) -> Iterator[float]:
    """Every number but the least that a count can be."""
    for key, value in content.items() if isinstance(content, dict) else enumerate(content):
        if isinstance(value, dict | list):
            yield from _numbers_in(value)
        elif isinstance(value, int | float) and not isinstance(value, bool) and (key, value) != ("minimum", 0):
            yield value
