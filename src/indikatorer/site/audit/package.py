"""The description of the open data and the page that lists it: numbers are sizes of files, texts come from the
catalogue."""

import json
from pathlib import Path

from bs4 import BeautifulSoup

from indikatorer.base.files import digest
from indikatorer.site.audit.catalogue import CatalogueTexts
from indikatorer.site.audit.leaves import numbers_in_json, strings_in
from indikatorer.site.audit.tracing import Findings

TERMS = ("created", "licenses")
"""The day of the delivery and the licence are no texts of ours."""


def check_package(path: Path, known: CatalogueTexts, findings: Findings) -> None:
    """Report every number of datapackage.json that is no size of a file, and every text with an unknown number."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        file = path.parent / resource["path"]
        size, said = resource.pop("bytes"), resource.pop("hash")
        if (size, said) != (file.stat().st_size, f"sha256:{digest(file)}"):
            findings.add(path.name, resource["path"], said, "beskriver en annan fil; kör make report igen")
    known.check(strings_in({key: value for key, value in content.items() if key not in TERMS}), path.name, findings)
    for key, number in numbers_in_json(content):
        if (key, number) != ("minimum", 0):
            findings.add(
                path.name, key, str(number), "bara filernas storlekar får vara siffror här; kör make report igen"
            )


def check_tables_page(path: Path, known: CatalogueTexts, findings: Findings) -> None:
    """Report every text of the page with a number that the catalogue does not say."""
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    spoken = [str(tag[name]) for name in ("aria-label", "alt", "title", "content") for tag in page.select(f"[{name}]")]
    viewport = {str(tag["content"]) for tag in page.select("meta[name=viewport]")}
    known.check([*page.stripped_strings, *(one for one in spoken if one not in viewport)], path.name, findings)
