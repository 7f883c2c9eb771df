"""What must hold for a year before it is published: its files are those of its manifest and of its audit, it is about
people who exist, and its code can be found again."""

import json
from pathlib import Path

from indikatorer import UserError
from indikatorer.base.files import digest
from indikatorer.publication.editions import read_editions
from indikatorer.site.audit import audit_finished
from indikatorer.site.edition import MANIFEST, read_manifest

PROD = "prod"


def check_origin(folder: Path, target: str, allow_synthetic: bool) -> None:
    """Raises UserError for synthetic data that nobody asked for, and for production from code that is in no commit."""
    manifest = read_manifest(folder)
    if manifest["delivery"]["synthetic"] and not allow_synthetic:
        raise UserError(
            f"{folder} is about people who do not exist. Give the delivery with DATA=, or publish it all the same "
            "with ALLOW_SYNTHETIC=1."
        )
    if target == PROD and not manifest["code"]["clean"]:
        raise UserError(
            f"{folder} was made from code that is in no commit, and TARGET=prod wants one. Commit or put away the "
            f"changes that `git status` shows, and run `make report YEAR={folder.name}` anew."
        )


def check_audit(folder: Path, built: Path) -> None:
    """Audit the files of the year once more, against the tables in `built`.

    Raises UserError when no audit of the tables has passed, and AuditFailed for a number that cannot be traced to them.
    """
    report = built / "audit.json"
    if not (report.is_file() and json.loads(report.read_text(encoding="utf-8"))["passed"]):
        raise UserError(
            f"{report} does not say that the disclosure audit of {folder} has passed. "
            f"Run `make report YEAR={folder.name}`."
        )
    audit_finished(built, folder)


def check_editions(folder: Path, site: Path) -> None:
    """Raises UserError when `site` has an edition of another year that this one was not protected together with."""
    known = read_manifest(folder)["editions"]
    others = [edition for edition in read_editions(site) if str(edition.year) != folder.name]
    if unknown := [str(edition.year) for edition in others if known.get(str(edition.year)) != edition.digest]:
        raise UserError(
            f"{folder} was made without knowing what {site} says of {', '.join(unknown)}. "
            f"Run `make report YEAR={folder.name} PUBLISHED={site}`."
        )


def check_manifest(folder: Path) -> None:
    """Raises UserError when the files of a year are not those of its manifest, each with its digest."""
    listed = read_manifest(folder)["files"]
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    del found[MANIFEST]
    faults = [f"{name} is missing" for name in sorted(listed.keys() - found.keys())]
    faults += [f"{name} is not in the manifest" for name in sorted(found.keys() - listed.keys())]
    faults += [
        f"{name} is not what the manifest says (SHA-256)"
        for name in sorted(found.keys() & listed.keys())
        if digest(found[name]) != listed[name]
    ]
    if faults:
        raise UserError("\n".join([*(f"{folder}: {fault}" for fault in faults), "Publish the year anew."]))
