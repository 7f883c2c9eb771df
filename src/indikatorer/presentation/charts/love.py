"""How alike two groups are before and after weighting, trait by trait (a love plot)."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from indikatorer.base import swedish
from indikatorer.presentation.charts.alternative_texts import alternative
from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, FIELD, GREY, NARROW, PALE, PAPER, legend, scale, use_style
from indikatorer.publication.protected import Cell

ALIKE = 0.1
"""Standard deviations within which groups are taken for alike (docs/definitions.md, Effects)."""

BEFORE = {"color": GREY, "marker": "o", "markersize": 5, "markerfacecolor": PAPER, "linestyle": ""}
AFTER = {"color": ACCENT, "marker": "o", "markersize": 5, "linestyle": ""}


def love(parts: Mapping[str, Mapping[str, tuple[Cell, Cell]]], *, before: str, after: str) -> None:
    """For each named part, on one scale, a row per trait: how far apart the groups were, and how far they are."""
    cells = [cell for rows in parts.values() for pair in rows.values() for cell in pair]
    if nothing_to_draw(cells):
        return
    traits = list(next(iter(parts.values())))

    def draw(width: float) -> Figure:
        use_style()
        names = wrapped(traits, width)
        across = len(parts) if width > NARROW else 1
        down = -(-len(parts) // across)
        figure, grid = plt.subplots(
            down,
            across,
            figsize=(width, 0.6 + (0.3 + height_of_row(names, 0.21) * len(traits)) * down),
            sharey=True,
            sharex=True,
            squeeze=False,
        )
        for axes, (part, rows) in zip(grid.flat, parts.items(), strict=True):
            axes.axvspan(-ALIKE, ALIKE, color=FIELD, linewidth=0, zorder=0)
            axes.axvline(0, color=PALE, linewidth=0.9)
            for height, (was, now) in enumerate(rows.values()):
                for cell, look in ((was, BEFORE), (now, AFTER)):
                    if cell.varde is not None:
                        axes.plot(cell.varde, height, **look)
            axes.set_title(part)
            axes.set_yticks(range(len(traits)), names)
            axes.set_ylim(len(traits) - 0.5, -0.5)
            scale(axes.xaxis, 3)
        figure.supxlabel("Standardavvikelser", fontsize="medium")
        legend(figure, [Line2D([], [], **look) for look in (BEFORE, AFTER)], [before, after])  # type: ignore[arg-type]
        return figure

    told = [_in_words(part, rows) for part, rows in parts.items()]
    show_figure(draw, alternative("Punktdiagram", told), cells)


def _in_words(part: str, rows: Mapping[str, tuple[Cell, Cell]]) -> str:
    known = {trait: pair for trait, pair in rows.items() if pair[0].shown and pair[1].shown}
    if not known:
        return f"{part}: uppgifterna kan inte visas"
    said = []
    for number, when in enumerate(("före", "efter")):
        trait, pair = max(known.items(), key=lambda item: abs(item[1][number].varde or 0))
        said.append(f"störst {when} viktning är {swedish.lower_first(trait)}, {pair[number].in_text()}")
    return f"{part}: {' och '.join(said)}"
