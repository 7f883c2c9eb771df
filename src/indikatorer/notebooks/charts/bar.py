"""Bars for one row of numbers each."""

from collections.abc import Sequence

from indikatorer.notebooks.charts.output import nothing_to_draw, show_figure
from indikatorer.notebooks.charts.style import ACCENT, COLOURS, GREY, INK, NOT_SHOWN, new_axes
from indikatorer.tables.protected import Cell


def bars(
    cells: Sequence[Cell],
    *,
    along: str,
    caption: str,
    accent: str | None = None,
    in_order: bool = False,
    intervals: bool = False,
) -> None:
    """Horizontal bars, one for each cell, named by its label in the dimension `along`; the longest on top.

    `in_order` keeps the order of the table, for labels that have one of their own. Cells without a number are listed
    last, in the order of the table, so that the order of the bars tells nothing about them.
    """
    if nothing_to_draw(cells, caption):
        return
    if not in_order:
        cells = sorted(cells, key=lambda cell: -(cell.varde if cell.varde is not None else float("-inf")))
    figure, axes = new_axes(0.42 + 0.27 * len(cells))
    labels = [cell.labels[along] for cell in cells]
    for position, cell in enumerate(cells):
        if cell.varde is not None:
            colour = ACCENT if labels[position] == accent else COLOURS.get(labels[position], GREY)
            axes.barh(position, cell.varde, height=0.68, color=colour, linewidth=0)
    axes.set_yticks(range(len(cells)), labels)
    axes.set_ylim(len(cells) - 0.5, -0.5)
    reach = max([cell.ki_ovre if intervals and cell.ki_ovre else cell.varde or 0 for cell in cells], default=0) or 1
    for position, cell in enumerate(cells):
        end = cell.varde or 0.0
        if intervals and cell.ki_nedre is not None and cell.ki_ovre is not None:
            axes.plot([cell.ki_nedre, cell.ki_ovre], [position, position], color=INK, linewidth=0.9)
            end = cell.ki_ovre
        axes.text(end + reach * 0.012, position, cell.in_table() if cell.shown else NOT_SHOWN, va="center")
    axes.set(xlabel="", ylabel="", xlim=(0, reach * 1.08))
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    parts = "; ".join(f"{cell.labels[along]} {cell.in_text()}" for cell in cells)
    show_figure(figure, caption, f"Stapeldiagram. {parts}.", cells)
