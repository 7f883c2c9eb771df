"""Protected tables as a reader meets them: one layout, as HTML for the page and Markdown for the PDF."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import zip_longest

from IPython.display import display
from tabulate import tabulate

from indikatorer.base.markdown import breakable, literal
from indikatorer.base.swedish import listing
from indikatorer.base.words import Words
from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.origins import MIME_TYPE, Sourced, collected
from indikatorer.publication.explained import explained
from indikatorer.publication.protected import Cell, ProtectedTable

UNITS = {"procent": "%", "personer": "antal", "inskrivningar": "antal", "anställningar": "antal"}
UNCERTAIN_MARK = "*"

_WORDS, _MEANINGS, _LEFT_OUT = (
    Words("under_tabeller"),
    Words("under_tabeller.tecken"),
    Words("under_tabeller.utelamnat"),
)

Signs = dict[tuple[CellStatus, bool], tuple[str, str]]

SIGNS: Signs = {
    (CellStatus.PROTECTED, False): ("..", "skyddad"),
    (CellStatus.NOT_YET, False): ("..", "ej_matbar"),
    (CellStatus.NOT_DELIVERED, False): ("..", "saknas"),
    (CellStatus.UNCERTAIN, False): ("..", "for_fa_svar"),
    (CellStatus.UNCERTAIN, True): (UNCERTAIN_MARK, "osaker"),
    (CellStatus.SHOWN, False): (".", "ingen"),
}
"""The status of a cell, and whether it has a number → its sign and the name of what that means, in order of print."""

SIGNS_OF_ROUNDED: Signs = {
    (CellStatus.UNCERTAIN, False): ("..", "for_osaker_avrundad"),
    (CellStatus.UNCERTAIN, True): (UNCERTAIN_MARK, "osaker_avrundad"),
    (CellStatus.SHOWN, False): (".", "ingen_avrundad"),
}
"""The same where counts are rounded."""

LEFT_OUT = {
    CellStatus.PROTECTED: "skyddad",
    CellStatus.UNCERTAIN: "for_fa_svar",
    CellStatus.NOT_YET: "ej_matbar",
    CellStatus.NOT_DELIVERED: "saknas",
    CellStatus.SHOWN: "ingen",
}
"""The name of why something is left out of a table."""

LEFT_OUT_OF_ROUNDED = {CellStatus.UNCERTAIN: "for_osaker_avrundad", CellStatus.SHOWN: "ingen_avrundad"}
FEWEST_IN_A_COLUMN = 0.25

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
    without: Container[str] = (),
    **labels: str | int,
) -> Layout:
    """Lay a table out with one dimension down and, if wanted, one across; the others are taken at `labels`, else total.

    `matt` chooses what is shown of each cell (all that the table has, when left out), `pick` the labels of `columns`,
    `without` those of `rows` that are left out, which the caption tells, `suffix` what follows each label of `columns`.
    Of breaks only those in `years` are told, where they are given.
    """
    if table.frame.empty:
        return not_delivered(table)
    measures = list(matt) or list(dict.fromkeys(table.frame["matt"]))
    across = table.labels(columns, pick=pick) if columns else [""]
    body: list[list[str | Cell]] = []
    for label in table.labels(rows):
        if label in without:
            continue
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
        _WORDS("tillsammans", grupp=group, delar=listing(parts))
        for name in filter(None, (rows, columns))
        for group, parts in table.merged.get(name, {}).items()
    ]
    # a table of one year has no series to break
    has_series = "period" in table.dimensions
    breaks = [
        _WORDS("brott", period=one["period"], orsak=one["reason"])
        if has_series
        else _WORDS("fran", period=one["period"], orsak=one["reason"])
        for one in table.breaks
        if years is None or int(one["period"][:4]) in years
    ]
    plain = cell_layout(headings, body, source=table.source)
    return replace(plain, notes=plain.notes + together + breaks)


def not_delivered(table: ProtectedTable) -> Layout:
    """In place of a table: that what it stands for, or is to be read beside, was not delivered."""
    return Layout([table.title], [[_WORDS("ej_levererat")]], [], cells=[[]])


def cell_layout(
    headings: list[str], rows: Sequence[Sequence[str | Cell]], *, source: str, of: Sequence[Sourced] = ()
) -> Layout:
    """Cells put side by side from one table or several, right-aligned, with their source and signs told under them.

    `of` names what numbers among the words were taken from.
    """
    plain = text_layout(headings, rows, of=of)
    if plain.shown and all(cell.status == CellStatus.NOT_DELIVERED for cell in plain.shown):
        return replace(plain, headings=headings[:1], rows=[[_WORDS("ej_levererat")]], cells=[[]])
    notes = [_WORDS("kalla", kalla=source.rstrip(".")), *_meanings(plain.shown)]
    return replace(plain, notes=notes, alignment=())


def _meanings(cells: Sequence[Cell]) -> list[str]:
    """What the signs of cells mean, and that they are rounded."""
    rounded = [cell for cell in cells if cell.rounded]
    seen = {(cell.status, cell.shown) for cell in cells}
    signs = SIGNS | (SIGNS_OF_ROUNDED if rounded else {})
    meanings = [meaning(*signs[one]) for one in signs if one in seen]
    if any(cell.matt == "antal" and cell.varde == 0 for cell in rounded):
        meanings.append(meaning("–", "noll_avrundad"))
    is_told = any(cell.tells_of_rounding for cell in cells)
    return [*meanings, explained("avrundning", "under_tabeller")] if is_told else meanings


def meaning(sign: str, name: str) -> str:
    """What a sign in a table means, by its name in `reports/_ord.toml`."""
    return f"{sign}\u00a0{_MEANINGS(name)}"


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


def without_dots(table: Layout) -> Layout:
    """The table without the columns and rows that would be signs and no numbers; they are named under it, with why.

    A column goes when fewer than a quarter of its cells have a number, a row when none has.
    """
    places = range(len(table.headings) - 1)
    if not table.cells or len(table.rows) < 2 or any(len(row) != len(places) for row in table.cells):
        return table
    columns = [[row[place] for row in table.cells] for place in places]
    kept = [place for place in places if _says_something(columns[place], FEWEST_IN_A_COLUMN)] or list(places)
    rows = [[row[place] for place in kept] for row in table.cells]
    told = [number for number, row in enumerate(rows) if _says_something(row)]
    no_columns = [(table.headings[place + 1], columns[place]) for place in places if place not in kept]
    no_rows = [(table.rows[number][0], row) for number, row in enumerate(rows) if number not in told]
    left_out = no_columns + no_rows
    if not left_out:
        return table
    if not told:
        sentences = [[f"{reason}."] for reason in _reasons(cell for row in table.cells for cell in row)]
        return replace(table, headings=table.headings[:1], rows=sentences, cells=[[] for _ in sentences], alignment=())
    alignment = table.alignment and [table.alignment[0], *(table.alignment[place + 1] for place in kept)]
    still = [cell for number in told for cell in rows[number] if cell]
    source = [note for note in table.notes if note not in _meanings(table.shown)]
    return replace(
        table,
        headings=[table.headings[0], *(table.headings[place + 1] for place in kept)],
        rows=[[table.rows[number][0], *(table.rows[number][place + 1] for place in kept)] for number in told],
        cells=[rows[number] for number in told],
        alignment=alignment,
        notes=[*source[:1], *_named(no_columns), *_named(no_rows), *_meanings(still), *source[1:]],
        of=[*table.of, *(cell for _, cells in left_out for cell in cells if cell)],
    )


def _says_something(cells: Sequence[Cell | None], least: float = 0) -> bool:
    """Whether some cells are words or numbers, and more than so small a part of them."""
    known = sum(cell is None or cell.shown for cell in cells)
    return known > 0 and known >= least * len(cells)


def _named(left_out: Sequence[tuple[str, Sequence[Cell | None]]]) -> list[str]:
    """A note for each reason that something is left out of a table for, which names it."""
    reasons: dict[str, list[str]] = {}
    for name, cells in left_out:
        reason = _LEFT_OUT("de_flesta") if any(cell is None or cell.shown for cell in cells) else _reasons(cells)[0]
        reasons.setdefault(reason, []).append(name.removeprefix("– ").removesuffix(", %"))
    return [_WORDS("namnda", skal=reason, namn=listing(names)) for reason, names in reasons.items()]


def _reasons(cells: Iterable[Cell | None]) -> list[str]:
    """Why cells have no numbers, the weightiest reason first."""
    hidden = [cell for cell in cells if cell and not cell.shown]
    statuses = {cell.status for cell in hidden}
    reasons = LEFT_OUT | (LEFT_OUT_OF_ROUNDED if any(cell.rounded for cell in hidden) else {})
    return [_LEFT_OUT(name) for status, name in reasons.items() if status in statuses]


def show(table: Layout) -> None:
    """Show a table under the cell's label; its caption stands in `reports/`, under the same label.

    What would be signs and no numbers is named under it instead.
    """
    table = without_dots(table)
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
