"""The rules that tables are protected by here: the method that is set, and what somebody answers for that is told."""

from dataclasses import replace
from pathlib import Path

from indikatorer import UserError
from indikatorer.base.files import read_toml
from indikatorer.base.settings import Metod
from indikatorer.base.vocabulary import REFERENCE
from indikatorer.disclosure.policy import POLICY, Policy

ACCEPTED_FILE = REFERENCE / "accepterade_skillnader.toml"
WANTED = ("tabell", "skillnad", "skal", "ansvarig")


def read_policy(metod: Metod, path: Path = ACCEPTED_FILE) -> Policy:
    """The policy with this method. Raises UserError for an accepted difference without reason or owner."""
    entries = read_toml(path).get("accepterad", [])
    if not isinstance(entries, list):
        raise UserError(f"{path}: expected tables, [[accepterad]].")
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not all(isinstance(entry.get(name, ""), str) for name in WANTED):
            raise UserError(f"{path}: [[accepterad]] number {number}: expected {', '.join(WANTED)}, each a text.")
        if missing := [name for name in WANTED if not entry.get(name)]:
            raise UserError(f"{path}: [[accepterad]] number {number} has no {' and no '.join(missing)}. Write it.")
        if entry["skillnad"] != "i båda":
            raise UserError(
                f"{path}: [[accepterad]] number {number}: skillnad = {entry['skillnad']!r}. Only “i båda” can be: "
                "few persons whom two numbers of a table have in common, told by a third."
            )
    return replace(POLICY, metod=metod, overlaps_accepted=tuple(entry["tabell"] for entry in entries))
