"""From where a table comes, in words, by what was delivered: a register that did not come is no source of anything."""

import re
from collections.abc import Collection

from indikatorer.base.swedish import listing

REGISTERS = {
    "FLAI": ("flai_inskrivningar",),
    "Paraplyet": ("paraply_bistand",),
    "SCB, LISA": ("scb_population",),
    "folkbokföringen": ("folkbokforing",),
    "ekonomisystemet": ("ekonomi_kostnader",),
    "vuxenutbildningens uppgifter": ("vux_kurser", "vux_uppfoljning"),
    "enkäter": ("enkat_svar",),
    "uppgifter om processer": ("processmatt",),
}
"""Name in a source → the files that it stands for."""

KOLADA = "Kolada."
MADE_UP = "påhittade tal i Koladas form, inte Kolada."
"""Kolada names municipalities: what is made up about them must not be said to stand there."""


def delivered(source: str, missing: Collection[str], *, made_up: bool = False) -> str:
    """A source without the registers of which nothing has come; as it is where none of it would be left."""
    if source == KOLADA and made_up:
        return MADE_UP
    gone = {name for name, files in REGISTERS.items() if set(files) <= set(missing)}
    kept = [shown for clause in source.rstrip(".").split("; ") if (shown := _without(clause, gone))]
    return "; ".join(kept) + "." * source.endswith(".") if kept else source


def _without(clause: str, gone: Collection[str]) -> str:
    """A clause of a source, a list of registers or words about them; nothing where it is about one that is gone."""
    parts = re.split(", (?!LISA)| och ", clause)
    if set(parts) <= REGISTERS.keys():
        return listing([part for part in parts if part not in gone])
    return "" if any(name in clause for name in gone) else clause
