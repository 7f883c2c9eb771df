"""How a finished chart leaves its cell: as SVG, with its alternative text and the data behind it."""

from collections.abc import Callable, Iterable
from io import StringIO

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure

from indikatorer.base.markdown import in_attribute
from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.charts.style import DARK, INK, NARROW, PAPER, WIDTH, new_axes
from indikatorer.presentation.origins import MIME_TYPE, Sourced, collected
from indikatorer.presentation.show import data_link
from indikatorer.publication.protected import Cell

NARROW_TYPE = "application/vnd.indikatorer.narrow+svg"
"""The same drawing for a narrow screen: page and PDF show the wide one, and a page this one where it is narrow."""

_HEAD = '<style type="text/css">'


def show_figure(
    draw: Callable[[float], Figure], alt: str, cells: Iterable[Cell], *, of: Iterable[Sourced] = ()
) -> None:
    """Show what `draw` draws in a given width from `cells`, hidden ones along: its labels are held against them.

    `of` names differences, changes and shares that it prints beside them.
    """
    cells, alt = list(cells), in_attribute(alt)
    display(
        {
            "image/svg+xml": _drawing(draw(WIDTH)),
            NARROW_TYPE: _drawing(draw(NARROW)),
            "text/plain": alt,
            MIME_TYPE: {"of": collected([*cells, *of])},
        },
        raw=True,
        metadata={"quarto": {"fig-alt": alt} | data_link(cell.table for cell in cells)},
    )


def _drawing(figure: Figure) -> str:
    """As SVG whose text stays text, with the letters for it, and whose colours suit the ground that it is seen on."""
    from indikatorer.presentation.charts.faces import FACES

    with StringIO() as svg:
        figure.savefig(svg, format="svg", metadata={"Date": None})
        drawn = svg.getvalue()
    plt.close(figure)
    faces = [face for weight, face in FACES.items() if weight == "400" or f"font-weight: {weight}" in drawn]
    dark = [
        f'[style*="{kind}: {light}"]{{{kind}:{on_dark}!important}}'
        for light, on_dark in DARK.items()
        for kind in ("fill", "stroke")
        if f"{kind}: {light}" in drawn
    ]
    on_dark = f"@media (prefers-color-scheme: dark){{svg{{background:{DARK[PAPER]}}}{''.join(dark)}}}"
    return drawn.replace(_HEAD, f"{_HEAD}{''.join(faces)}{on_dark}", 1)


def nothing_to_draw(cells: Iterable[Cell]) -> bool:
    """Whether no cell has a number: then a sentence that says why is shown in the figure's place."""
    cells = list(cells)
    if any(cell.shown for cell in cells):
        return False
    missing = all(cell.status == CellStatus.NOT_DELIVERED for cell in cells)
    uncertain = any(cell.status == CellStatus.UNCERTAIN for cell in cells)
    hidden = "Uppgifterna är för osäkra för att visas." if uncertain else "Uppgifterna är skyddade och visas inte."
    sentence = "Uppgifterna har inte levererats." if missing else hidden

    def draw(width: float) -> Figure:
        figure, axes = new_axes(0.3, width)
        axes.axis("off")
        axes.text(0, 0.5, sentence, va="center", color=INK)
        return figure

    show_figure(draw, sentence, cells)
    return True
