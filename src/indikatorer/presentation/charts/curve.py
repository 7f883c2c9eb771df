"""How a share grows with the months, with an interval around it."""

from collections.abc import Mapping, Sequence
from itertools import chain

import seaborn as sns
from matplotlib.figure import Figure

from indikatorer.presentation.charts.alternative_texts import alternative, by_change
from indikatorer.presentation.charts.line import End, draw_points, end_of, name_lines
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, COLOURS, GREY, INK, NARROW, new_axes, scale
from indikatorer.publication.protected import Cell


def curves(series: Mapping[str, Sequence[Cell]], *, along: str, accent: str = "") -> None:
    """One curve from nought for each named series, drawn as far as it may be shown; `along` is whole months."""
    if nothing_to_draw(chain(*series.values())):
        return
    last = max(int(cell.labels[along]) for cell in chain(*series.values()))

    def draw(width: float) -> Figure:
        figure, axes = new_axes(2.4, width)
        ends: list[End] = []
        for name, cells in series.items():
            colour = ACCENT if name == accent else COLOURS.get(name, GREY)
            shown = [cell for cell in cells if cell.varde is not None]
            months = [0, *(int(cell.labels[along]) for cell in shown)]
            values = [0.0, *(cell.varde or 0.0 for cell in shown)]
            low = [0.0, *(cell.varde or 0.0 if cell.ki_nedre is None else cell.ki_nedre for cell in shown)]
            high = [0.0, *(cell.varde or 0.0 if cell.ki_ovre is None else cell.ki_ovre for cell in shown)]
            axes.fill_between(months, low, high, color=colour, alpha=0.15, linewidth=0)
            sns.lineplot(x=months, y=values, errorbar=None, color=colour, linewidth=2, ax=axes)
            if shown:
                draw_points(axes, months[-1:], values[-1:], colour)
                ends.append(end_of(shown[-1], months[-1], INK if colour == GREY else colour, f"{name} "))
        axes.set(xlim=(0, last), ylim=(0, max(1.0, 1.04 * axes.get_ylim()[1])), xlabel="", ylabel="", title="Procent")
        name_lines(axes, ends)
        step = 12 if width <= NARROW and last > 24 else 6
        axes.set_xticks(range(0, last + 1, step), [f"{month} mån" for month in range(0, last + 1, step)])
        scale(axes.yaxis)
        return figure

    alt = alternative("Kurvor med intervall", by_change(series, along, " månader"))
    show_figure(draw, alt, chain(*series.values()))
