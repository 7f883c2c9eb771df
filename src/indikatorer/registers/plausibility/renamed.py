"""What leverans.toml calls by another name, though the contract knows the name and means something else by it.

A mapping is for names that the contract does not know. One that makes Arbete of Okänd may be right where a register
uses the word in another way, and is mostly a slip: nothing in the rows tells.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from indikatorer.base.vocabulary import jobbtorg, jobbtorg_alias, stadsdelsnamnd_alias, stadsdelsnamnder
from indikatorer.registers.contract import FILES
from indikatorer.registers.delivery import SETTINGS, Delivery, code_lists
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.spelling import folded


def names_with_another_meaning(delivery: Delivery) -> Iterator[Finding]:
    """Codes, units and columns of the contract that leverans.toml makes others of."""
    units = {"jobbtorg": (jobbtorg(), jobbtorg_alias()), "stadsdelsnämnd": (stadsdelsnamnder(), stadsdelsnamnd_alias())}
    for column, mapping in delivery.codes.items():
        lists: list[Mapping[str, Any]] = [codes for codes in code_lists(column) if codes]
        if column == "svar":
            lists.append({point: point for point in (*map(str, range(1, 11)), "Vet ej")})
        if column in units:
            known, alias = units[column]
            lists.append({unit.namn: unit.namn for unit in known} | alias)
        for theirs, ours in mapping.items():
            if any(_is_another(theirs, ours, codes) for codes in lists):
                yield _finding(f"koder.{column}", theirs, ours, "code")
    for name, names in delivery.columns.items():
        headers = {header: header for header in FILES[name].headers()}
        for theirs, ours in names.items():
            if _is_another(theirs, ours, headers):
                yield _finding(f"kolumner.{name}", theirs, ours, "column")


def _is_another(theirs: str, ours: str, known: Mapping[str, Any]) -> bool:
    """Whether both are known, and mean two things."""
    meant = {folded(name): meaning for name, meaning in known.items()}
    return folded(theirs) in meant and folded(ours) in meant and meant[folded(theirs)] != meant[folded(ours)]


def _finding(where: str, theirs: str, ours: str, what: str) -> Finding:
    return Finding(
        "codes",
        f"{SETTINGS} {where} {theirs}",
        f"[{where}] makes “{ours}” of “{theirs}”, which is itself a {what} of the contract with another meaning. Take "
        "the line away, or correct it. If the register means the other thing by it, say so in an acknowledgement.",
    )
