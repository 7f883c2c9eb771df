"""`datapackage.json`: what every file of the open data holds, in the Frictionless form that programs read.

https://specs.frictionlessdata.io/tabular-data-package/
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from indikatorer.base.files import digest
from indikatorer.base.swedish import SYNTHETIC
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.measures.cell import CellStatus
from indikatorer.publication.explained import EXPLAINED
from indikatorer.publication.protected import ProtectedTable, Publication

DATAPACKAGE = "datapackage.json"
LICENCES = {
    "CC0-1.0": {"title": "CC0 1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"},
    "CC-BY-4.0": {"title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/deed.sv"},
}

Field = dict[str, Any]

CELL_FIELDS: Sequence[Field] = (
    {
        "name": "matt",
        "type": "string",
        "title": "Mått",
        "description": "Vad värdet är: ett antal, en andel, ett medelvärde och så vidare.",
        "constraints": {"required": True},
    },
    {
        "name": "taljare",
        "type": "integer",
        "title": "Täljare",
        "description": "Hur många som andelen gäller.",
        "constraints": {"minimum": 0},
    },
    {
        "name": "namnare",
        "type": "integer",
        "title": "Nämnare",
        "description": "Hur många som värdet är beräknat på.",
        "constraints": {"minimum": 0},
    },
    {
        "name": "varde",
        "type": "number",
        "title": "Värde",
        "description": "Värdet, avrundat så som det publiceras. En andel är i procent.",
    },
    {
        "name": "ki_nedre",
        "type": "number",
        "title": "Nedre gräns",
        "description": "Nedre gränsen för ett 95-procentigt intervall.",
    },
    {
        "name": "ki_ovre",
        "type": "number",
        "title": "Övre gräns",
        "description": "Övre gränsen för ett 95-procentigt intervall.",
    },
    {
        "name": "enhet",
        "type": "string",
        "title": "Enhet",
        "description": "Vad värdet räknas i.",
        "constraints": {"required": True},
    },
    {
        "name": "status",
        "type": "string",
        "title": "Status",
        "description": "Varför ett värde saknas eller är osäkert. Tomt: inget att anmärka. skyddad: gäller för få "
        "personer, eller döljs för att en sådan uppgift inte ska kunna räknas ut. ej mätbar: tiden för uppföljning har "
        "inte gått ut. saknas: inte levererat. osäker: få i nämnaren eller få som svarat.",
        "constraints": {"enum": [str(status) for status in CellStatus if status]},
    },
)
"""The columns that follow the dimensions in every file."""

DESCRIPTION = "En fil per tabell, en rad per värde."


def describe(publication: Publication, folder: Path) -> dict[str, Any]:
    """The package of a year: who publishes what on which terms, and each file of `folder`/data with its columns."""
    catalogue = publication.catalogue
    publisher, delivery = catalogue["publisher"], catalogue["delivery"]
    description = f"{DESCRIPTION} {EXPLAINED[catalogue['metod']].of_data}"
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"uppfoljning-jobbtorg-stockholm-{catalogue['year']}",
        "title": f"{publisher['title']} {catalogue['year']}",
        "description": f"{SYNTHETIC} {description}" if delivery["syntetisk"] else description,
        "version": str(catalogue["year"]),
        "licenses": [{"name": publisher["licence"]} | LICENCES[publisher["licence"]]],
        "contributors": [{"title": publisher["name"], "role": "publisher"}],
        "sources": [
            {"title": source} for source in sorted({entry["source"] for entry in catalogue["tables"].values()})
        ],
        "resources": [
            _resource(publication(table), measure, folder)
            for measure in catalogue["measures"]
            for table in measure["tables"]
        ],
    }
    if delivery["levererad"]:
        package["created"] = f"{delivery['levererad']}T00:00:00Z"
    if "@" in publisher["contact"]:
        package["contributors"][0]["email"] = publisher["contact"]
    return package


def _resource(table: ProtectedTable, measure: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    path = f"data/{table.id}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": table.id.lower(),
        "title": table.title,
        "description": measure["card"]["definition"],
        "breaks": list(table.breaks),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{digest(folder / path)}",
        "sources": [{"title": table.source}],
        "schema": {
            "fields": [*_dimensions(table), *CELL_FIELDS],
            "missingValues": [""],
            "primaryKey": [*table.dimensions, "matt"],
        },
    }


def _dimensions(table: ProtectedTable) -> list[Field]:
    return [
        {
            "name": name,
            "type": "string",
            "title": title,
            "description": f"{title}. {SAMTLIGA}: utan indelning." if SAMTLIGA in labels else f"{title}.",
            "constraints": {"required": True} | ({"enum": labels} if labels else {}),
        }
        for name, title in table.dimensions.items()
        for labels in [table.labels(name)]
    ]
