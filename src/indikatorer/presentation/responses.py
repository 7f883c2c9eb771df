"""How many have answered a survey, and whether that is enough."""

from collections.abc import Mapping

from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.comparisons import Base
from indikatorer.presentation.sentences import Sentence, sentence
from indikatorer.publication.protected import Cell


def answered(cell: Cell, settings: Mapping[str, str | int], *, among: str = "") -> Sentence:
    """A sentence about the response rate in `cell`, judged by the limits in `settings`; `among` says whose it is."""
    rate = cell.varde or 0.0
    return sentence(
        "svar.frekvens_inom" if among else "svar.frekvens",
        {
            "saknas": cell.status == CellStatus.NOT_DELIVERED,
            "skyddad": not cell.shown,
            "for_fa": rate < int(settings["lowest_response"]),
            "lag": rate < int(settings["low_response"]),
            "hog": True,
        },
        tillfragade=Base(cell, "tillfrågade"),
        andel=cell,
        **({"inom": among} if among else {}),
    )
