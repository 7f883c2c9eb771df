"""`datapackage.json`: what every file of the open data holds, in the Frictionless form that programs read.

https://specs.frictionlessdata.io/tabular-data-package/
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indikatorer.base.files import digest
from indikatorer.base.swedish import SYNTHETIC
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.base.words import Words
from indikatorer.measures.cell import CellStatus
from indikatorer.publication.explained import explained
from indikatorer.publication.protected import ProtectedTable, Publication

DATAPACKAGE = "datapackage.json"
LICENCES = {
    "CC0-1.0": {"title": "CC0 1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"},
    "CC-BY-4.0": {"title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/deed.sv"},
}

Field = dict[str, Any]

_WORDS = Words("oppna_data")

CELL_COLUMNS: Mapping[str, Field] = {
    "matt": {"type": "string", "constraints": {"required": True}},
    "taljare": {"type": "integer", "constraints": {"minimum": 0}},
    "namnare": {"type": "integer", "constraints": {"minimum": 0}},
    "varde": {"type": "number"},
    "ki_nedre": {"type": "number"},
    "ki_ovre": {"type": "number"},
    "enhet": {"type": "string", "constraints": {"required": True}},
    "status": {"type": "string", "constraints": {"enum": [str(status) for status in CellStatus if status]}},
}
"""The columns that follow the dimensions in every file."""


def describe(publication: Publication, folder: Path) -> dict[str, Any]:
    """The package of a year: who publishes what on which terms, and each file of `folder`/data with its columns."""
    catalogue = publication.catalogue
    publisher, delivery = catalogue["publisher"], catalogue["delivery"]
    description = f"{_WORDS('om')} {explained(catalogue['metod'], 'oppna_data')}"
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
            "fields": [*_dimensions(table), *_cell_fields()],
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
            "description": (_WORDS("samtliga", rubrik=title, samtliga=SAMTLIGA) if SAMTLIGA in labels else f"{title}."),
            "constraints": {"required": True} | ({"enum": labels} if labels else {}),
        }
        for name, title in table.dimensions.items()
        for labels in [table.labels(name)]
    ]


def _cell_fields() -> list[Field]:
    words = {name: Words(f"oppna_data.kolumner.{name}") for name in CELL_COLUMNS}
    return [
        {"name": name, "title": words[name]("rubrik"), "description": words[name]("text")} | form
        for name, form in CELL_COLUMNS.items()
    ]
