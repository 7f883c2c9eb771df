"""How a finished chart leaves its cell: as SVG, with its caption, its alternative text and the data behind it."""

from collections.abc import Iterable
from io import StringIO

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from indikatorer.markdown import in_attribute
from indikatorer.measures.measure import CellStatus
from indikatorer.notebooks.charts.style import INK, WIDTH, new_axes
from indikatorer.notebooks.origins import MIME_TYPE, Sourced, collected
from indikatorer.notebooks.show import data_link
from indikatorer.tables.protected import Cell

PAD = 0.04
"""Inches around a chart."""


def show_figure(figure: Figure, caption: str, alt: str, cells: Iterable[Cell], *, of: Iterable[Sourced] = ()) -> None:
    """Show a figure drawn from `cells`, hidden ones along: what labels and words print is held against them.

    `of` names differences, changes and shares that it prints beside them.
    """
    cells, alt = list(cells), in_attribute(alt)
    with StringIO() as svg:
        figure.savefig(svg, format="svg", metadata={"Date": None}, bbox_inches=_frame(figure))
        drawing = svg.getvalue()
    plt.close(figure)
    display(
        {"image/svg+xml": drawing, "text/plain": alt, MIME_TYPE: {"of": collected([*cells, *of])}},
        raw=True,
        metadata={"quarto": {"fig-cap": caption, "fig-alt": alt} | data_link(cell.table for cell in cells)},
    )


def _frame(figure: Figure) -> Bbox:
    """All that is drawn, and at least the width of the text: a narrow chart is not blown up to it."""
    box = figure.get_tightbbox()
    return Bbox.from_extents(box.x0 - PAD, box.y0 - PAD, max(box.x1, box.x0 + WIDTH) + PAD, box.y1 + PAD)


def nothing_to_draw(cells: Iterable[Cell], caption: str) -> bool:
    """Whether no cell has a number: then a sentence that says why is shown in the figure's place."""
    cells = list(cells)
    if any(cell.shown for cell in cells):
        return False
    missing = all(cell.status == CellStatus.NOT_DELIVERED for cell in cells)
    sentence = "Uppgifterna har inte levererats." if missing else "Uppgifterna är skyddade och visas inte."
    figure, axes = new_axes(0.45)
    axes.axis("off")
    axes.text(0, 0.5, sentence, va="center", color=INK)
    show_figure(figure, caption, sentence, cells)
    return True
