"""How a finished chart leaves its cell: as SVG, with its caption, its alternative text and the data behind it."""

from collections.abc import Iterable
from io import StringIO

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure

from indikatorer.notebooks.origins import MIME_TYPE, Sourced, collected
from indikatorer.notebooks.show import data_link
from indikatorer.tables.protected import Cell


def show_figure(figure: Figure, caption: str, alt: str, cells: Iterable[Cell], *, of: Iterable[Sourced] = ()) -> None:
    """Show a figure drawn from `cells`, hidden ones along: what labels and words print is held against them.

    `of` names differences, changes and shares that it prints beside them.
    """
    cells = list(cells)
    with StringIO() as svg:
        figure.savefig(svg, format="svg", metadata={"Date": None}, bbox_inches="tight", pad_inches=0.04)
        drawing = svg.getvalue()
    plt.close(figure)
    display(
        {"image/svg+xml": drawing, "text/plain": alt, MIME_TYPE: {"of": collected([*cells, *of])}},
        raw=True,
        metadata={"quarto": {"fig-cap": caption, "fig-alt": alt} | data_link(cell.table for cell in cells)},
    )
