"""Protected tables as a reader meets them: one layout, as HTML for the page and Markdown for the PDF."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import zip_longest

from IPython.display import display
from tabulate import tabulate

from indikatorer.markdown import breakable, literal
from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.origins import MIME_TYPE, Sourced, collected
from indikatorer.publication.explained import EXPLAINED
from indikatorer.publication.protected import Cell, ProtectedTable
from indikatorer.swedish import listing

UNITS = {"procent": "%", "personer": "antal", "inskrivningar": "antal", "anställningar": "antal"}
UNCERTAIN_MARK = "*"

NOT_DELIVERED = "Uppgiften har inte levererats."

HIDDEN = (
    "..\u00a0betyder att uppgiften är skyddad: den gäller för få personer, eller döljs för att en sådan uppgift inte "
    "ska kunna räknas ut."
)
NOTES = {
    (CellStatus.PROTECTED, False): HIDDEN,
    (CellStatus.NOT_YET, False): "..\u00a0betyder att uppgiften ännu inte kan mätas.",
    (CellStatus.NOT_DELIVERED, False): "..\u00a0betyder att uppgiften inte har levererats.",
    (CellStatus.UNCERTAIN, False): "..\u00a0betyder att för få har svarat för att uppgiften ska redovisas.",
    (CellStatus.UNCERTAIN, True): f"{UNCERTAIN_MARK}\u00a0Osäker: få personer i nämnaren eller låg svarsfrekvens.",
    (CellStatus.SHOWN, False): ".\u00a0betyder att det inte finns någon att räkna på.",
}
"""What the signs of a table mean: the status of a cell, and whether it has a number, in order of print."""

NOTES_OF_ROUNDED = {(CellStatus.SHOWN, False): ".\u00a0betyder att ingen eller för få finns att räkna på."}
NOUGHT = "–\u00a0står för noll, eller för ett litet antal som har avrundats till noll."
"""The same where counts are rounded."""


_NUMBERS = re.compile(r"[\s0-9.,%–−+*-]+")
_RIGHT = ' style="text-align: right;"'
_plain = partial(escape, quote=False)


@dataclass(frozen=True)
class Layout:
    """A table ready to print: its column headings, its rows (the first column heads the row), and notes under it.

    `cells` holds, for each place after the first of each row, the cell that is printed there, or None where words
    stand; `of` what numbers among those words were taken from.
    """

    headings: list[str]
    rows: list[list[str]]
    notes: list[str]
    alignment: Sequence[str] = ()
    cells: Sequence[Sequence[Cell | None]] = ()
    of: Sequence[Sourced] = ()

    @property
    def shown(self) -> list[Cell]:
        """The cells that stand in the table, row by row."""
        return [cell for row in self.cells for cell in row if cell]

    def as_html(self) -> str:
        """The table as it stands on a page: a renderer has nothing to add but the caption."""
        columns = zip_longest(["" for _ in self.headings], *self.rows, fillvalue="")
        styles = [_RIGHT if place > 0 and _are_numbers(column) else "" for place, column in enumerate(columns)]
        head = [
            f'<th{style} scope="col">{_plain(text)}</th>' for style, text in zip(styles, self.headings, strict=False)
        ]
        lines = ['<table class="finished">', "<thead>", "<tr>", *head, "</tr>", "</thead>", "<tbody>"]
        for first, *rest in self.rows:
            cells = [f"<td{style}>{_plain(text)}</td>" for style, text in zip(styles[1:], rest, strict=False)]
            lines += ["<tr>", f'<th scope="row">{_plain(first)}</th>', *cells, "</tr>"]
        lines += ["</tbody>", "</table>"]
        if self.notes:
            lines += ['<div class="note">', *(f"<p>{_plain(note)}</p>" for note in self.notes), "</div>"]
        return "\n".join(lines)

    def as_markdown(self) -> str:
        aligned = self.alignment or ["left", *["right"] * (len(self.headings) - 1)]
        headings, *rows = [[literal(breakable(text)) for text in row] for row in (self.headings, *self.rows)]
        table = tabulate(rows, headings, tablefmt="pipe", disable_numparse=True, colalign=aligned)
        return "\n\n".join([table, *map(literal, self.notes)])

    def as_text(self) -> str:
        return tabulate(self.rows, self.headings, disable_numparse=True)


def _are_numbers(texts: Iterable[str]) -> bool:
    """Whether a column holds numbers, or signs that stand for one, and nothing else."""
    shown = [text for text in texts if text]
    return bool(shown) and all(map(_NUMBERS.fullmatch, shown))


def layout(
    table: ProtectedTable,
    *,
    rows: str,
    columns: str | None = None,
    matt: Sequence[str] = (),
    pick: Sequence[str] = (),
    suffix: str = "",
    years: Container[int] | None = None,
    **labels: str | int,
) -> Layout:
    """Lay a table out with one dimension down and, if wanted, one across; the others are taken at `labels`, else total.

    `matt` chooses what is shown of each cell (all that the table has, when left out), `pick` the labels of `columns`,
    `suffix` follows each of those in its heading. Of breaks only those in `years` are told, where they are given.
    """
    if table.frame.empty:
        return Layout([table.title], [[NOT_DELIVERED]], [], cells=[[]])
    measures = list(matt) or list(dict.fromkeys(table.frame["matt"]))
    across = table.labels(columns, pick=pick) if columns else [""]
    body: list[list[str | Cell]] = []
    for label in table.labels(rows):
        line: list[str | Cell] = [label]
        for measure in measures:
            for column in across:
                at = {rows: label, **labels} | ({columns: column} if columns else {})
                line.append(table.cell(measure, **at))
        body.append(line)
    headings = [table.dimensions[rows]]
    for measure in measures:
        unit = table.frame.loc[table.frame["matt"] == measure, "enhet"].iloc[0]
        for column in across:
            headings.append(_heading(column and column + suffix, measure, UNITS.get(unit, unit)))
    together = [
        f"{group}: {listing(parts)}, som redovisas tillsammans."
        for name in filter(None, (rows, columns))
        for group, parts in table.merged.get(name, {}).items()
    ]
    breaks = [
        f"Brott i serien {one['period']}: {one['reason']}"
        for one in table.breaks
        if years is None or int(one["period"][:4]) in years
    ]
    plain = cell_layout(headings, body, source=table.source)
    return replace(plain, notes=plain.notes + together + breaks)


def cell_layout(
    headings: list[str], rows: Sequence[Sequence[str | Cell]], *, source: str, of: Sequence[Sourced] = ()
) -> Layout:
    """Cells put side by side from one table or several, right-aligned, with their source and signs told under them.

    `of` names what numbers among the words were taken from.
    """
    plain = text_layout(headings, rows, of=of)
    if plain.shown and all(cell.status == CellStatus.NOT_DELIVERED for cell in plain.shown):
        return replace(plain, headings=headings[:1], rows=[[NOT_DELIVERED]], cells=[[]])
    notes = [f"Källa: {source.rstrip('.')}.", *_meanings(plain.shown)]
    return replace(plain, notes=notes, alignment=())


def _meanings(cells: Sequence[Cell]) -> list[str]:
    """What the signs of cells mean, and that they are rounded."""
    rounded = [cell for cell in cells if cell.rounded]
    seen = {(cell.status, cell.shown) for cell in cells}
    meanings = [note for sign, note in (NOTES | (NOTES_OF_ROUNDED if rounded else {})).items() if sign in seen]
    if any(cell.matt == "antal" and cell.varde == 0 for cell in rounded):
        meanings.append(NOUGHT)
    return [*meanings, EXPLAINED["avrundning"].note] if rounded else meanings


def _printed(cell: Cell) -> str:
    return cell.in_table() + (UNCERTAIN_MARK if cell.status == CellStatus.UNCERTAIN and cell.shown else "")


def _heading(column: str, matt: str, unit: str) -> str:
    what = f"{matt}, {unit}" if matt in ("medel", "median") else unit
    return f"{column}, {what}" if column else what[:1].upper() + what[1:]


def text_layout(headings: list[str], rows: Sequence[Sequence[str | Cell]], *, of: Sequence[Sourced] = ()) -> Layout:
    """A table of words, such as the files of the delivery, with a cell wherever a number of a published table stands.

    `of` names what numbers among the words were taken from.
    """
    printed = [[entry if isinstance(entry, str) else _printed(entry) for entry in row] for row in rows]
    cells = [[None if isinstance(entry, str) else entry for entry in row[1:]] for row in rows]
    return Layout(headings, printed, [], ["left"] * len(headings), cells=cells, of=of)


def show(table: Layout) -> None:
    """Show a table under the cell's label; its caption stands in `reports/`, under the same label."""
    display(
        {
            "text/html": table.as_html(),
            "text/markdown": table.as_markdown(),
            "text/plain": table.as_text(),
            MIME_TYPE: {
                "rows": [[cell and cell.place for cell in row] for row in table.cells],
                "of": collected(table.of),
            },
        },
        raw=True,
        metadata={"quarto": data_link(cell.table for cell in table.shown)},
    )


def data_link(tables: Iterable[str]) -> dict[str, str]:
    """Metadata that lets a renderer link to the data: the ids of the published tables, each once."""
    named = " ".join(dict.fromkeys(filter(None, tables)))
    return {"csv": named} if named else {}


def show_text(markdown: str, *, of: Iterable[Sourced] = ()) -> None:
    """Show Markdown, for a chapter that is written by the data (definitions, how the report was made).

    `of` names what numbers in it were taken from, as for a fact.
    """
    display({"text/markdown": markdown, "text/plain": markdown, MIME_TYPE: {"of": collected(of)}}, raw=True)
