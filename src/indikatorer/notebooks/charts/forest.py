"""Differences with their intervals around nought."""

from collections.abc import Sequence

from indikatorer.notebooks.charts.output import show_figure
from indikatorer.notebooks.charts.style import ACCENT, GREY, INK, NOT_SHOWN, PALE, new_axes, swedish_axis
from indikatorer.tables.protected import Cell


def differences(cells: Sequence[Cell], *, along: str, caption: str, unit: str = "Procentenheter") -> None:
    """A point and its interval for each cell, in the order given; those whose interval does not hold nought stand out.

    A cell that may not be shown has no point, and `..` beside its name.
    """
    figure, axes = new_axes(0.55 + 0.24 * len(cells))
    ends = [abs(end) for cell in cells for end in (cell.ki_nedre, cell.ki_ovre, cell.varde) if end is not None]
    reach = max(ends, default=1.0)
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
        axes.text(reach * 1.12, position, cell.in_table(), ha="right", va="center", color=INK)
    axes.set_yticks(range(len(cells)), [cell.labels[along] for cell in cells])
    axes.set(ylim=(len(cells) - 0.4, -0.6), xlim=(-reach * 1.02, reach * 1.12), xlabel="", ylabel="")
    axes.set_title(unit, loc="left", fontsize=9.5, color=INK)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="both", length=0)
    swedish_axis(axes.xaxis)
    words = "; ".join(f"{cell.labels[along]} {cell.in_text()}" for cell in cells)
    show_figure(figure, caption, f"Skillnader med intervall. {words}.", cells)
