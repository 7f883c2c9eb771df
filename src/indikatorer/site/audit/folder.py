"""Files beside the pages: data, drawings, and anything that the audit cannot read."""

import csv
import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from indikatorer.site.audit.cells import NUMBERS, PublishedCells
from indikatorer.site.audit.leaves import numbers_in_json
from indikatorer.site.audit.outputs import DRAWINGS, Output
from indikatorer.site.audit.tracing import Findings

COMPARED = ("varde", "taljare", "namnare")

WHOLE = "hela filen"

NO_NUMBERS = {".css", ".js", ".woff", ".woff2", ".otf", ".ttf"}
"""Looks and letters: nothing in them comes from data."""


def check_data(folder: Path, tables: Path, catalogue: Mapping[str, Any], findings: Findings) -> None:
    """Report every csv file that is not, byte for byte, the protected one that passed the audit."""
    for path in sorted(folder.glob("data/*.csv")):
        name = f"data/{path.name}"
        content = path.read_bytes()
        passed = catalogue["tables"].get(path.stem, {}).get("sha256")
        if passed != hashlib.sha256(content).hexdigest():
            findings.add(name, _where(path, tables / path.name), "inte som den granskades", "kör make tables igen")
            continue
        findings.count(name, "published cell", _numbers(path))


def check_for_spreadsheets(folder: Path, tables: Path, findings: Findings) -> None:
    """Report every csv file for spreadsheets that does not say, sign for sign, what the protected one says."""
    for path in sorted(folder.glob("data/excel/*.csv")):
        name = f"data/excel/{path.name}"
        original = tables / path.name
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
        wanted = list(csv.reader(original.read_text(encoding="utf-8").splitlines())) if original.exists() else [[]]
        for row in wanted[1:]:
            for column, heading in enumerate(wanted[0]):
                # a label that a spreadsheet would run stands after an apostrophe
                said = row[column]
                row[column] = said.replace(".", ",") if heading in NUMBERS else re.sub("^[=+@-]", r"'\g<0>", said)
        if rows != wanted:
            differing = (number for number, (a, b) in enumerate(zip(rows, wanted, strict=False), 1) if a != b)
            place = f"rad {next(differing, 'sist')}"
            findings.add(name, place, "inte vad den skyddade filen säger", "kör make report igen")
        else:
            findings.count(name, "published cell", _numbers(original))


def check_comparison(file: Path, published: PublishedCells, findings: Findings) -> None:
    """Report every figure in the comparison with the edition before that this year's tables do not show just so."""
    if not file.exists():
        return
    with file.open(encoding="utf-8", newline="") as opened:
        for number, row in enumerate(csv.DictReader(opened), 2):
            names = list(row)
            labels = {name: row[name] for name in names[1 : names.index("matt")] if row[name]}
            cell = published.find([row["tabell"], row["matt"], labels])
            said = {name: row[name] for name in COMPARED if row[name]}
            if cell is None or any(cell.numbers[name] != text for name, text in said.items()):
                findings.add(
                    file.name, f"rad {number}", row["varde"], "är inte vad tabellerna visar; kör make report igen"
                )
            else:
                findings.count(file.name, "published cell", len(said))


def _numbers(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(bool(row[name]) for row in csv.DictReader(file) for name in NUMBERS)


def _where(path: Path, original: Path) -> str:
    """The first line that differs from the protected file, if there is one to compare with."""
    if not original.exists():
        return WHOLE
    lines, old = (file.read_text(encoding="utf-8").splitlines() for file in (path, original))
    differing = (f"rad {number} ({a})" for number, (a, b) in enumerate(zip(lines, old, strict=False), 1) if a != b)
    return next(differing, WHOLE)


def check_drawings(folder: Path, outputs: Sequence[Output], findings: Findings, but: Collection[str] = ()) -> None:
    """Report every drawing, but for some, that no notebook drew just so."""
    drawn = {output.text(kind) for output in outputs for kind in DRAWINGS if kind in output.data}
    for path in sorted(folder.rglob("*.svg")):
        name = str(path.relative_to(folder))
        if name not in but and path.read_text(encoding="utf-8") not in drawn:
            findings.add(name, WHOLE, path.name, "ingen notebook har ritat figuren; kör make report igen")


def check_manifest(path: Path, catalogue: Mapping[str, Any], findings: Findings) -> None:
    """Report every number of the manifest that is none of the delivery's record, the settings, the year or how far
    rounding has moved numbers."""
    record = [catalogue["delivery"]["filer"], catalogue["settings"], catalogue["year"], catalogue.get("moved")]
    known = {number for _, number in numbers_in_json(record)}
    for _, number in numbers_in_json(json.loads(path.read_text(encoding="utf-8"))):
        if number in known:
            findings.count(path.name, "underlag")
        else:
            findings.add(
                path.name,
                "en siffra",
                str(number),
                "finns inte i det som tables.json säger om leveransen; kör make report igen",
            )


def check_kinds(folder: Path, read: Collection[str], findings: Findings) -> None:
    """Report every file of a kind that the audit cannot read, and every page and PDF that is of no report."""
    known = {".svg", ".csv"} | NO_NUMBERS
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and name not in read and path.suffix not in known:
            findings.add(
                name, WHOLE, path.suffix or name, "filen kan inte granskas; ta bort den och det som lägger den här"
            )
