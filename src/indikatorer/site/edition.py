"""The site: a year's pages and data, complete or not there at all, and the manifest that says what they rest on."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indikatorer import UserError
from indikatorer.base.files import digest, replaced_folder, write_json
from indikatorer.base.provenance import commit, is_clean, package_versions
from indikatorer.publication.datapackage import DATAPACKAGE, describe
from indikatorer.publication.editions import MANIFEST
from indikatorer.publication.protected import Publication
from indikatorer.publication.revisions import COMPARISON
from indikatorer.publication.spreadsheet import write_for_spreadsheets
from indikatorer.publication.workbook import WORKBOOK, write_workbook
from indikatorer.registers.delivery import label_of
from indikatorer.rendering.reports import RENDERED_BY
from indikatorer.site.audit import audit_finished
from indikatorer.site.tables_page import write_tables_page

TABLES_PROJECT = "tabeller"
"""Beside the year's reports: where the page of its tables is put together."""


def publish_year(folder: Path, site: Path, year: int) -> str:
    """Put the year's rendered pages and open data on the site, with a manifest.

    The year's folder is replaced as a whole. The result says where it lies and what it rests on. Raises AuditFailed,
    and leaves the site as it was, when a number in the files cannot be traced to a shown cell.
    """
    publication = Publication(folder / "tables")
    catalogue = publication.catalogue
    renderer = json.loads((folder / RENDERED_BY).read_text(encoding="utf-8"))
    with replaced_folder(site / str(year)) as scratch:
        shutil.copytree(folder / "pages", scratch, dirs_exist_ok=True)
        scratch.chmod(0o755)  # not as what is in BUILD, which only its owner may read
        (scratch / "data").mkdir()
        for table in sorted(catalogue["tables"]):
            shutil.copyfile(folder / "tables" / f"{table}.csv", scratch / "data" / f"{table}.csv")
        write_for_spreadsheets(scratch / "data")
        write_tables_page(publication, folder / TABLES_PROJECT, scratch)
        write_json(scratch / DATAPACKAGE, describe(publication, scratch))
        write_workbook(publication, scratch / WORKBOOK)
        if (comparison := folder / "jamforelse" / COMPARISON).exists():
            shutil.copyfile(comparison, scratch / COMPARISON)
        write_json(scratch / MANIFEST, _manifest(scratch, catalogue, renderer))
        audit_finished(folder, scratch)
    kind = "SYNTHETIC data: nobody in it exists" if catalogue["delivery"]["syntetisk"] else "real data"
    return (
        f"{site / str(year)}: reports, {len(catalogue['tables'])} tables, a workbook and a manifest.\n"
        f"It rests on {kind}; rendered by {renderer['name']} ({renderer['version']})."
    )


def _manifest(folder: Path, catalogue: Mapping[str, Any], renderer: Mapping[str, str]) -> dict[str, Any]:
    delivery = catalogue["delivery"]
    published = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "parameters": {
            "year": catalogue["year"],
            "settings": catalogue["settings"],
            "metod": catalogue["metod"],
            "moved": catalogue.get("moved"),
        },
        "delivery": {
            "synthetic": delivery["syntetisk"],
            "delivered": delivery["levererad"],
            "files": [
                {name: file[name] for name in ("namn", "fil", "sha256")}
                | {"tackning": [label_of(point, file["namn"]) for point in delivery["tackning"].get(file["namn"], [])]}
                for file in delivery["filer"]
            ],
            "missing": delivery["saknas"],
        },
        "editions": catalogue["editions"],
        "code": {"commit": commit(), "clean": is_clean()},
        "packages": package_versions(),
        "renderer": dict(renderer),
        "files": {str(path.relative_to(folder)): digest(path) for path in published},
    }


def published_years(site: Path) -> list[int]:
    """The years that the site holds whole, the latest first."""
    return sorted((int(path.parent.name) for path in site.glob(f"[0-9]*/{MANIFEST}")), reverse=True)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a year on a site. Raises UserError when there is none."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{folder}: there is no report here. Run `make report YEAR={folder.name}`.") from None
    return manifest
