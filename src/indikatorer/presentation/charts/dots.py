"""Dots with intervals: two groups beside each other, row by row."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import COLOURS, GREY, INK_OF, NOT_SHOWN, name_groups, new_axes, scale
from indikatorer.presentation.charts.told import alternative, by_difference
from indikatorer.publication.protected import Cell

APART = 0.17
"""How far from the middle of its row a dot lies, so that intervals do not cover one another."""


def dots(rows: Mapping[str, Mapping[str, Cell]], *, xlabel: str = "Procent") -> None:
    """For each named row a dot for each named group, on its 95 per cent interval. What may not be shown is marked.

    A row of which nothing has been delivered is left out.
    """
    everything = [cell for cells in rows.values() for cell in cells.values()]
    if nothing_to_draw(everything):
        return
    rows = {
        name: cells
        for name, cells in rows.items()
        if any(cell.status != CellStatus.NOT_DELIVERED for cell in cells.values())
    }
    groups = list(next(iter(rows.values())))

    def draw(width: float) -> Figure:
        names = wrapped(list(rows), width)
        figure, axes = new_axes(0.7 + height_of_row(names, 0.22) * len(rows), width)
        for position, cells in enumerate(rows.values()):
            hidden = []
            for group, cell in cells.items():
                colour = COLOURS.get(group, GREY)
                height = position + APART * (2 * groups.index(group) - len(groups) + 1)
                if cell.varde is None:
                    hidden.append(group)
                    continue
                if cell.ki_nedre is not None and cell.ki_ovre is not None:
                    axes.plot([cell.ki_nedre, cell.ki_ovre], [height, height], color=colour, linewidth=1.3)
                axes.plot(cell.varde, height, "o", color=colour, markersize=5.5)
            for number, group in enumerate(hidden):
                colour = INK_OF.get(group, COLOURS.get(group, GREY))
                axes.annotate(
                    NOT_SHOWN, (0, position), xytext=(3 + 12 * number, 0), textcoords="offset points", color=colour,
                    va="center", xycoords=("axes fraction", "data"),
                )  # fmt: skip
        axes.set_yticks(range(len(rows)), names)
        axes.set(ylim=(len(rows) - 0.5, -0.5), xlim=(min(0.0, axes.get_xlim()[0]), None), xlabel=xlabel)
        scale(axes.xaxis)
        name_groups(figure, {group: COLOURS.get(group, GREY) for group in groups})
        return figure

    show_figure(draw, alternative("Punktdiagram med intervall", by_difference(rows)), everything)
