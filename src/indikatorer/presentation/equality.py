"""Women beside men in everything that is published by sex: which differences are certain, key figures first."""

from collections.abc import Iterator
from dataclasses import dataclass

from indikatorer.base import swedish
from indikatorer.base.vocabulary import SAMTLIGA, Kon
from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.comparisons import Difference, compare
from indikatorer.presentation.followed import Judged
from indikatorer.publication.protected import Cell, ProtectedTable, Publication

LEFT_OUT = ("serie", "kanslighet", "svar", "orsak5", "orsak7", "kolada", "personer", "granser")
"""Tables that say the same once more, for other years, other choices or coarser groups, or say who has answered."""

UNITS = ("jobbtorg", "stadsdel")
"""Units are never ranked."""

MEASURES = ("J", "SF", "ST", "V", "B")
"""The measures of the annual report; SCB's are in the okänd analysis."""


@dataclass(frozen=True)
class Pair:
    """Women and men in one place of a table, and what may be said of the difference. A key figure has its `key`."""

    name: str
    women: Cell
    men: Cell
    difference: Difference
    key: str = ""


def differences(tables: Publication, key_figures: dict[str, Judged]) -> list[Pair]:
    """Every certain difference between women and men: those in key figures, then others, each the largest first.

    Key figures are judged with the other key figures, as in their chapters; everything else is judged together here,
    but for what is marked as uncertain: of few, or of few who answered. What is about an earlier year is left out.
    """
    year = max((judged.year for judged in key_figures.values()), default=0)
    known = {
        (judged.women.taljare, judged.women.namnare, judged.men.taljare, judged.men.namnare)
        for judged in key_figures.values()
    }
    pairs = {}
    names = {measure["id"]: measure["name"] for measure in tables.catalogue["measures"]}
    for table in _tables_by_sex(tables):
        measure = tables.catalogue["tables"][table.id]["measure"]
        for name, women, men in _pairs(table, names[measure], year):
            counts = (women.taljare, women.namnare, men.taljare, men.namnare)
            is_uncertain = CellStatus.UNCERTAIN in (women.status, men.status)
            if None not in counts and counts not in known and not is_uncertain:
                known.add(counts)
                pairs[f"{table.id}|{name}"] = (women, men)
    found = [Pair(at.partition("|")[2], *pairs[at], difference) for at, difference in compare(pairs).items()]
    found += [
        Pair(judged.name, judged.women, judged.men, judged.sexes, key)
        for key, judged in key_figures.items()
        if judged.sexes
    ]
    return sorted((pair for pair in found if pair.difference.certain), key=_weight)


def _weight(pair: Pair) -> tuple[bool, float, str]:
    return not pair.key, -pair.difference.size, pair.name


def _tables_by_sex(tables: Publication) -> Iterator[ProtectedTable]:
    for table_id, entry in tables.catalogue["tables"].items():
        dimensions = set(entry["dimensions"])
        is_measured = entry["measure"].rstrip("0123456789").partition("-")[0] in MEASURES
        if is_measured and "kon" in dimensions and not dimensions & set(UNITS) and not table_id.endswith(LEFT_OUT):
            yield tables(table_id)


def _pairs(table: ProtectedTable, name: str, year: int) -> Iterator[tuple[str, Cell, Cell]]:
    """The name of each place of the year where there are women and men, and their cells.

    Tertials share months with the year.
    """
    for matt in ("andel", "kumulativ"):
        for women in table.cells(matt, kon=Kon.KVINNOR):
            where = {dimension: label for dimension, label in women.labels.items() if dimension != "kon"}
            if where.get("period", f"VB {year}") in (f"VB {year}", str(year)):
                told = (_place(dimension, label) for dimension, label in where.items() if dimension != "period")
                places = ", ".join(filter(None, told))
                yield f"{name}: {places}" if places else name, women, table.cell(matt, **where, kon=Kon.MAN)


def _place(dimension: str, label: str) -> str:
    if label == SAMTLIGA:
        return ""
    in_words = {"manader": f"efter {label} månader", "alder": f"{label} år"}
    return in_words.get(dimension, swedish.lower_first(label))
