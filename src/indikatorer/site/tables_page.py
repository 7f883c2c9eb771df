"""The page of a year that lists every table: what it is about, where it is defined, its files and its years."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from indikatorer.base.files import write_bytes
from indikatorer.base.markdown import literal
from indikatorer.base.swedish import long_date
from indikatorer.base.words import Words
from indikatorer.publication.datapackage import LICENCES
from indikatorer.publication.protected import ProtectedTable, Publication
from indikatorer.publication.spreadsheet import FOLDER as FOR_SPREADSHEETS
from indikatorer.publication.workbook import TERMS
from indikatorer.rendering.embedded import EmbeddedRenderer
from indikatorer.rendering.stage import stage_made

PAGE = "tabeller"

_WORDS, _COLUMNS = Words("tabeller"), Words("tabeller.kolumner")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def write_tables_page(publication: Publication, project: Path, site: Path) -> None:
    """Make the page in the folder of a year on the site; `project` is where it is put together."""
    catalogue = publication.catalogue
    metadata = {
        "period": str(catalogue["year"]),
        "date": catalogue["delivery"]["levererad"] or "",
        "syntetisk": catalogue["delivery"]["syntetisk"],
        "toc": False,
        "number-sections": False,
    }
    stage_made(project, PAGE, _WORDS("titel"), "\n".join(_content(publication)), metadata)
    EmbeddedRenderer(("html",)).render(project, [f"{PAGE}.qmd"], project / "made")
    write_bytes(site / f"{PAGE}.html", (project / "made" / f"{PAGE}.html").read_bytes())


def _content(publication: Publication) -> Iterator[str]:
    """The Markdown of the page."""
    catalogue = publication.catalogue
    headings = [_COLUMNS(name) for name in ("tabell", "innehall", "definition", "period", "filer")]
    yield _WORDS("om")
    yield ""
    yield f"| {' | '.join(headings)} |"
    yield "|:--" * len(headings) + "|"
    for measure in catalogue["measures"]:
        for table in measure["tables"]:
            yield _row(publication(table), measure, catalogue["year"])
    yield ""
    yield f"## {_WORDS('om_uppgifterna')}"
    yield from _about(catalogue)


def _row(table: ProtectedTable, measure: Mapping[str, Any], year: int) -> str:
    definition = f"[{literal(measure['name'])}](definitioner.html#sec-{measure['id'].lower()})"
    files = ", ".join(
        f'[{name}](data/{folder}{table.id}.csv){{download="" aria-label="{name}: {table.id}"}}'
        for name, folder in (("Excel", f"{FOR_SPREADSHEETS}/"), ("csv", ""))
    )
    return f"| {table.id} | {literal(table.title)} | {definition} | {_period(table, year)} | {files} |"


def _period(table: ProtectedTable, year: int) -> str:
    """The years of a table: those of its periods, else that of the report."""
    labels = table.labels("period") if "period" in table.dimensions else []
    years = sorted({found for label in labels for found in _YEAR.findall(label)}) or [str(year)]
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _about(catalogue: Mapping[str, Any]) -> Iterator[str]:
    publisher, delivered = catalogue["publisher"], catalogue["delivery"]["levererad"]
    licence = publisher["licence"]
    title = f"{publisher['title']} {catalogue['year']}"
    address = publisher.get("address", "").rstrip("/")
    cited = f"{publisher['name']}. *{title}*." + (f" <{address}/{catalogue['year']}/>" if address else "")
    points = {
        _WORDS("utgivare"): literal(publisher["name"]),
        _WORDS("fragor"): literal(publisher["contact"]),
        _WORDS("levererat"): long_date(date.fromisoformat(delivered)) if delivered else "",
        _WORDS("licens"): f"[{TERMS(licence)}]({LICENCES[licence]['path']})",
        _WORDS("citera"): cited,
    }
    for name, said in points.items():
        if said:
            yield f"\n{name}\n:   {said}\n"
