"""The workbook, read as the files that it is packed from: no number but its table's, in the rows of its labels."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from indikatorer.site.audit.catalogue import CatalogueTexts
from indikatorer.site.audit.cells import PublishedCell, PublishedCells
from indikatorer.site.audit.tracing import Findings

PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|sharedStrings|theme/theme1)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?|xl/tables/table\d+\.xml"
)
"""What a workbook without pictures, comments, formulas and links to elsewhere is packed from."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def check_workbook(path: Path, published: PublishedCells, known: CatalogueTexts, findings: Findings) -> None:
    """Report every number of the workbook that its table does not show for the labels of its row, every text with a
    number that is not known, and every part that holds something else than sheets of numbers and texts.
    """
    with zipfile.ZipFile(path) as package:
        for part in package.namelist():
            if not PARTS.fullmatch(part):
                findings.add(path.name, part, part, "delen kan inte granskas; kör make report igen")
        shared = ["".join(item.itertext()) for item in _parsed(package, "xl/sharedStrings.xml")]
        headings = [
            column.attrib["name"]
            for part in package.namelist()
            if part.startswith("xl/tables/")
            for column in _parsed(package, part).iter(f"{_MAIN}tableColumn")
        ]
        properties = [text for text in _parsed(package, "docProps/core.xml").itertext() if not text.endswith("Z")]
        known.check([*shared, *headings, *properties], path.name, findings)
        for name, sheet in _sheets(package):
            _check_sheet(path.name, name, sheet, shared, published.of(name), findings)


def _parsed(package: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(package.read(part))


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, ElementTree.Element]]:
    targets = {
        related.attrib["Id"]: related.attrib["Target"] for related in _parsed(package, "xl/_rels/workbook.xml.rels")
    }
    for sheet in _parsed(package, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        yield sheet.attrib["name"], _parsed(package, f"xl/{targets[sheet.attrib[_RELATED]]}")


def _check_sheet(
    file: str,
    name: str,
    sheet: ElementTree.Element,
    shared: list[str],
    cells: list[PublishedCell],
    findings: Findings,
) -> None:
    labels = {label for cell in cells for label in cell.labels.values()}
    for row in sheet.iter(f"{_MAIN}row"):
        texts, numbers = set(), Counter[Decimal]()
        for entry in row:
            value = entry.find(f"{_MAIN}v")
            kind = entry.attrib.get("t", "n")
            if entry.find(f"{_MAIN}f") is not None or kind not in ("n", "s"):
                findings.add(
                    file,
                    f"{name}!{entry.attrib['r']}",
                    kind,
                    "bara tal och text får stå i ett blad; kör make report igen",
                )
            elif value is not None and kind == "s":
                texts.add(shared[int(value.text or "")])
            elif value is not None:
                numbers[Decimal(str(float(value.text or "")))] += 1
        about = [cell for cell in cells if texts & labels <= set(cell.labels.values())]
        shown = Counter(size for cell in about for size in cell.sizes())
        for number in numbers - shown:
            place = f"{name}, rad {row.attrib['r']}"
            findings.add(
                file, place, str(number), "tabellen har inget sådant tal för radens rubriker; kör make report igen"
            )
        findings.count(file, "published cell", (numbers & shown).total())
