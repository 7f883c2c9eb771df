"""Sentences that depend on whether there are numbers: undelivered files, low responses, shares that are not shown."""

from collections.abc import Mapping

from indikatorer import swedish
from indikatorer.measures.measure import CellStatus
from indikatorer.notebooks.comparisons import Base
from indikatorer.notebooks.origins import Said
from indikatorer.notebooks.sentences import Sentence, sentence
from indikatorer.tables.protected import Cell


def answered(cell: Cell, settings: Mapping[str, str | int]) -> Sentence:
    """A sentence about the response rate in `cell`, judged by the limits in `settings`."""
    rate = cell.varde or 0.0
    return sentence(
        "svar.frekvens",
        {
            "saknas": cell.status == CellStatus.NOT_DELIVERED,
            "skyddad": not cell.shown,
            "for_fa": rate < int(settings["lowest_response"]),
            "lag": rate < int(settings["low_response"]),
            "hog": True,
        },
        tillfragade=Base(cell, "tillfrågade"),
        andel=cell,
    )


def response(cell: Cell, settings: Mapping[str, str | int]) -> Said:
    """A sentence or two about the response rate in `cell`, judged by the limits in `settings`."""
    if cell.status == CellStatus.NOT_DELIVERED:
        return Said("Svaren har inte levererats.", [])
    if cell.varde is None or cell.namnare is None:
        return Said("Svarsfrekvensen är en skyddad uppgift och redovisas inte.", [])
    asked = swedish.number(cell.namnare)
    words = f"Av {asked} tillfrågade svarade {cell.in_text()}."
    if cell.varde < int(settings["lowest_response"]):
        words += " Det är så få att varken andelar eller medelvärden redovisas."
    elif cell.varde < int(settings["low_response"]):
        words += " Svarsfrekvensen är låg, och de som svarat kan skilja sig från dem som inte gjort det."
    return Said(words, [cell])


def said(sentence: str, cell: Cell) -> Said:
    """The sentence with the number of the cell at `{}`; nothing where there is none to tell."""
    return Said(sentence.format(cell.in_text()) if cell.shown else "", [cell])


def delivered(cell: Cell) -> Said:
    """Nothing where the cell's file has been delivered, else a sentence to begin a chapter with."""
    missing = cell.status == CellStatus.NOT_DELIVERED
    return Said("Underlaget till kapitlet har inte levererats, och dess siffror saknas därför." if missing else "", [])
