"""Sentences of the okänd analysis that name reasons of exit, and those that several of its chapters have."""

from collections.abc import Sequence

from indikatorer.base import swedish
from indikatorer.base.vocabulary import Avslutsorsak
from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.comparisons import Difference
from indikatorer.presentation.sentences import Sentence, sentence
from indikatorer.publication.protected import Cell

_OUTCOMES = {
    "arbete": Avslutsorsak.ARBETE,
    "subventionerat": Avslutsorsak.SUBVENTIONERAT_ARBETE,
    "studier": Avslutsorsak.STUDIER,
    "af_program": Avslutsorsak.AF_PROGRAM,
    "flyttat": Avslutsorsak.FLYTTAT,
    "foraldraledig": Avslutsorsak.FORALDRALEDIG,
    "ovrigt": Avslutsorsak.OVRIGT,
    "okand": Avslutsorsak.OKAND,
}


def those_who_left(orsak: str) -> Sentence:
    """Those who left for a reason, in words: `dem som gick till studier`. A city may have reasons of its own."""
    outcomes = {name: orsak == reason for name, reason in _OUTCOMES.items()} | {"egen": True}
    return sentence("okand.grupp", outcomes, orsak=swedish.lower_first(orsak))


def listed(parts: Sequence[Sentence]) -> Sentence:
    """`a`, `a och b` or `a, b och c`, with the words between them from `reports/`; nothing where there is none."""
    first, rest = (parts[0] if parts else ""), parts[1:]
    outcomes = {"inget": not parts, "en": not rest, "sist": len(rest) == 1, "fler": True}
    return sentence("okand.lista", outcomes, forst=first, resten=listed(rest) if rest else "")


def caution(difference: Difference) -> Sentence:
    """What follows two shares beside each other: that their difference may be by chance, or nothing."""
    return sentence("okand.slump", difference.verdict, skillnad=difference)


def undelivered(cell: Cell) -> Sentence:
    """That the files of a chapter have not been delivered, or nothing."""
    return sentence("okand.underlag", {"saknas": cell.status == CellStatus.NOT_DELIVERED, "finns": True})
