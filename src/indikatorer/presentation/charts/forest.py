"""Differences with their intervals around nought."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, GREY, INK, NOT_SHOWN, PALE, new_axes, scale
from indikatorer.presentation.charts.told import alternative
from indikatorer.publication.protected import Cell


def differences(cells: Sequence[Cell], *, along: str) -> None:
    """A point and its interval for each cell, in the order given; those whose interval does not hold nought stand out.

    A cell that may not be shown has no point, and `..` beside its name.
    """
    if nothing_to_draw(cells):
        return
    ends = [abs(end) for cell in cells for end in (cell.ki_nedre, cell.ki_ovre, cell.varde) if end is not None]
    reach = max(ends, default=1.0)

    def draw(width: float) -> Figure:
        names = wrapped([cell.labels[along] for cell in cells], width)
        figure, axes = new_axes(0.5 + height_of_row(names, 0.24) * len(cells), width)
        axes.axvline(0, color=PALE, linewidth=1)
        for position, cell in enumerate(cells):
            if cell.varde is None:
                axes.text(0, position, NOT_SHOWN, ha="center", va="center")
                continue
            low, high = cell.ki_nedre, cell.ki_ovre
            apart = low is not None and high is not None and (low > 0 or high < 0)
            colour = ACCENT if apart else GREY
            if low is not None and high is not None:
                axes.plot([low, high], [position, position], color=colour, linewidth=1.4)
            axes.plot(cell.varde, position, "o", color=colour, markersize=5)
            axes.text(reach * 1.25, position, cell.in_table(), ha="right", va="center", color=INK)
        axes.set_yticks(range(len(cells)), names)
        axes.set(ylim=(len(cells) - 0.4, -0.6), xlim=(-reach * 1.02, reach * 1.02), xlabel="Procentenheter", ylabel="")
        axes.spines["bottom"].set_visible(False)
        scale(axes.xaxis)
        return figure

    by_reach = sorted((cell for cell in cells if cell.varde is not None), key=lambda cell: -abs(cell.varde or 0))
    largest, *others = [f"{cell.labels[along]}, {cell.in_text()}" for cell in by_reach]
    show_figure(draw, alternative("Skillnader med intervall", [f"Störst är {largest}", *others]), cells)
