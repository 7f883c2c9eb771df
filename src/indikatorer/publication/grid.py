"""A published table laid out for a sheet of the workbook: all that it holds, as rows and columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from indikatorer.base.swedish import upper_first
from indikatorer.measures.cell import CellStatus, decimals
from indikatorer.measures.dimensions import KON
from indikatorer.publication.protected import Cell, ProtectedTable

MATT = "matt"
REMARK = "Anmärkning"
REMARKS: Mapping[str, str] = {
    CellStatus.PROTECTED: "skyddad",
    CellStatus.NOT_YET: "kan ännu inte mätas",
    CellStatus.NOT_DELIVERED: "uppgift saknas",
    CellStatus.UNCERTAIN: "osäker",
}
TOO_FEW_ANSWERS = "för få har svarat"
TOO_FEW = "för få för att vara säker"
"""The same of what is rounded: by so few, or by so few who have answered."""
BESIDE: Sequence[Mapping[str, str]] = (
    {"taljare": "täljare"},
    {"namnare": "nämnare"},
    {"ki_nedre": "nedre gräns", "ki_ovre": "övre gräns"},
)
"""The columns of the open data that say more about a value, with what they are called in a heading; those that stand
side by side together."""

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A number of the open data: with how many decimals it is published, whether it counts something (zero is then
    written –), and whether it is uncertain.
    """

    value: float
    decimals: int = 0
    counts: bool = False
    uncertain: bool = False


@dataclass(frozen=True)
class Grid:
    """A table as rows and columns. The first `heads` columns of a row say what the row is about; then come numbers, or
    the sign that stands in the place of one, and a last column `REMARK` where there is anything to remark.
    """

    headings: list[str]
    heads: int
    rows: list[list[str | Number]]


@dataclass(frozen=True)
class _Column:
    heading: str
    place: Labels
    quantity: str


def lay_out(table: ProtectedTable) -> Grid:
    """Kinds of number across, and the sexes too where every row has them; the other dimensions down.

    A table whose rows differ in kind or unit of number is laid out with those down, so that no cell is without meaning.
    """
    names = [*table.dimensions, MATT]
    cells = {(*cell.labels.values(), _kind(cell)): cell for cell in _cells(table)}
    for across in ([MATT, KON.name], [MATT], []):
        down = [name for name in names if name not in across]
        at = {(_pick(key, names, down), _pick(key, names, across)): cell for key, cell in cells.items()}
        places = list(product(*(dict.fromkeys(place) for place in zip(*(place for _, place in at), strict=True))))
        rows = list(dict.fromkeys(row for row, _ in at))
        if down and len(rows) * len(places) == len(cells):
            break
    columns = list(_columns(at, places))
    remarks = [_remark([(place[1:], at[row, place]) for place in places]) for row in rows]
    return Grid(
        headings=[
            *(table.dimensions.get(name, "Mått") for name in down),
            *(column.heading for column in columns),
            *([REMARK] if any(remarks) else []),
        ],
        heads=len(down),
        rows=[
            [
                *row,
                *(_entry(at[row, column.place], column.quantity) for column in columns),
                *([remark] if any(remarks) else []),
            ]
            for row, remark in zip(rows, remarks, strict=True)
        ],
    )


def _cells(table: ProtectedTable) -> Iterator[Cell]:
    for matt in dict.fromkeys(table.frame["matt"]):
        yield from table.cells(matt)


def _kind(cell: Cell) -> str:
    if cell.matt != "antal":
        return f"{cell.matt} ({cell.enhet})"
    return "antal" if cell.enhet == "antal" else f"antal {cell.enhet}"


def _pick(key: Labels, names: Sequence[str], chosen: Sequence[str]) -> Labels:
    return tuple(key[names.index(name)] for name in chosen if name in names)


def _columns(at: Mapping[tuple[Labels, Labels], Cell], places: Sequence[Labels]) -> Iterator[_Column]:
    """Every value first, then what is beside them. A numerator is left out where the table gives it as a number."""
    for place in places:
        yield _Column(_heading(place, ""), place, "varde")
    counted = any(cell.matt == "antal" for cell in at.values())
    for together in BESIDE:
        kinds = {
            place[:1] for (_, place), cell in at.items() if any(getattr(cell, name) is not None for name in together)
        }
        for place in places:
            for quantity, word in together.items():
                if place[:1] in kinds and not (quantity == "taljare" and counted):
                    word_for = f"{word} för {place[0]}" if len(kinds) > 1 else word
                    yield _Column(_heading(place, word_for), place, quantity)


def _heading(place: Labels, quantity: str) -> str:
    """`Kvinnor, andel (procent)`, `Kvinnor, nämnare`; a place is a kind of number and perhaps a sex."""
    kind, *sex = place or ("värde",)
    return upper_first(", ".join([*sex, quantity or kind]))


def _entry(cell: Cell, quantity: str) -> str | Number:
    value = getattr(cell, quantity)
    if value is None:
        return "." if cell.shown else cell.in_table()
    if quantity in ("taljare", "namnare"):
        return Number(value, counts=True)
    uncertain = quantity == "varde" and cell.status == CellStatus.UNCERTAIN
    return Number(value, decimals(cell.matt, cell.enhet), cell.matt == "antal", uncertain)


def _remark(row: Sequence[tuple[Labels, Cell]]) -> str:
    """`Skyddad`, or `Kvinnor: skyddad` where that goes for some of the row."""
    marked: dict[str, list[Labels]] = {}
    for sex, cell in row:
        if cell.status:
            hidden = cell.status == CellStatus.UNCERTAIN and not cell.shown
            too_few = TOO_FEW if cell.rounded else TOO_FEW_ANSWERS
            marked.setdefault(too_few if hidden else REMARKS[cell.status], []).append(sex)
    remarks = []
    for word, sexes in marked.items():
        named = "" if len(sexes) == len(row) else ", ".join(dict.fromkeys(name for sex in sexes for name in sex))
        remarks.append(f"{named}: {word}" if named else word)
    return upper_first("; ".join(remarks))
