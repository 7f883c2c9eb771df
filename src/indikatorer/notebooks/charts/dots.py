"""Dots with intervals: two groups beside each other, row by row."""

from collections.abc import Mapping
from textwrap import fill

from indikatorer.notebooks.charts.output import nothing_to_draw, show_figure
from indikatorer.notebooks.charts.style import COLOURS, GREY, INK_OF, NOT_SHOWN, name_groups, new_axes, swedish_axis
from indikatorer.tables.protected import Cell

APART = 0.17
"""How far from the middle of its row a dot lies, so that intervals do not cover one another."""


LETTERS_IN_A_ROW = 34


def dots(rows: Mapping[str, Mapping[str, Cell]], *, caption: str, xlabel: str = "Procent") -> None:
    """For each named row a dot for each named group, on its 95 per cent interval. What may not be shown is marked."""
    if nothing_to_draw((cell for row in rows.values() for cell in row.values()), caption):
        return
    figure, axes = new_axes(0.75 + 0.36 * len(rows))
    groups = list(next(iter(rows.values())))
    for position, cells in enumerate(rows.values()):
        hidden = []
        for group, cell in cells.items():
            colour = COLOURS.get(group, GREY)
            height = position + APART * (2 * groups.index(group) - len(groups) + 1)
            if cell.varde is None:
                hidden.append(group)
                continue
            if cell.ki_nedre is not None and cell.ki_ovre is not None:
                axes.plot([cell.ki_nedre, cell.ki_ovre], [height, height], color=colour, linewidth=1.1)
            axes.plot(cell.varde, height, "o", color=colour, markersize=5.5)
        for number, group in enumerate(hidden):
            colour = INK_OF.get(group, COLOURS.get(group, GREY))
            axes.annotate(
                NOT_SHOWN, (0, position), xytext=(3 + 12 * number, 0), textcoords="offset points", color=colour,
                va="center", xycoords=("axes fraction", "data"),
            )  # fmt: skip
    axes.set_yticks(range(len(rows)), [fill(row, LETTERS_IN_A_ROW) for row in rows])
    figure.subplots_adjust(left=0.36 if any(len(row) > LETTERS_IN_A_ROW for row in rows) else 0.2)
    axes.invert_yaxis()
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(left=min(0.0, axes.get_xlim()[0]))
    axes.tick_params(axis="both", length=0)
    axes.xaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xlabel(xlabel)
    swedish_axis(axes.xaxis)
    name_groups(figure, {group: COLOURS.get(group, GREY) for group in groups}, (axes.get_position().x0, 0.9))
    words = "; ".join(
        f"{row}: " + ", ".join(f"{group.lower()} {cell.in_text()}" for group, cell in cells.items())
        for row, cells in rows.items()
    )
    everything = [cell for cells in rows.values() for cell in cells.values()]
    show_figure(figure, caption, f"Punktdiagram. {words}.", everything)
