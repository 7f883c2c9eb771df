"""How a share grows with the months, with an interval around it."""

from collections.abc import Mapping, Sequence
from itertools import chain

from indikatorer.notebooks.charts.line import in_words, name_lines
from indikatorer.notebooks.charts.output import show_figure
from indikatorer.notebooks.charts.style import ACCENT, COLOURS, GREY, INK, new_axes, swedish_axis
from indikatorer.tables.protected import Cell


def curves(series: Mapping[str, Sequence[Cell]], *, along: str, caption: str, accent: str = "") -> None:
    """One curve from nought for each named series, drawn as far as it may be shown; `along` is whole months."""
    figure, axes = new_axes(2.9)
    ends: list[tuple[float, str]] = []
    for name, cells in series.items():
        colour = ACCENT if name == accent else COLOURS.get(name, GREY)
        shown = [cell for cell in cells if cell.varde is not None]
        months = [0, *(int(cell.labels[along]) for cell in shown)]
        values = [0.0, *(cell.varde or 0.0 for cell in shown)]
        low = [0.0, *(cell.varde or 0.0 if cell.ki_nedre is None else cell.ki_nedre for cell in shown)]
        high = [0.0, *(cell.varde or 0.0 if cell.ki_ovre is None else cell.ki_ovre for cell in shown)]
        axes.fill_between(months, low, high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(months, values, color=colour, linewidth=2)
        if shown:
            axes.plot(months[-1], values[-1], "o", color=colour, markersize=4, clip_on=False)
            ends.append((values[-1], name))
    last = max((int(cell.labels[along]) for cell in chain(*series.values())), default=12)
    axes.set(xlim=(0, last), ylim=(0, max(1.0, 1.04 * axes.get_ylim()[1])), xlabel="", ylabel="")
    name_lines(axes, ends, last)
    axes.set_xticks(range(0, last + 1, 6), [f"{month} mån" for month in range(0, last + 1, 6)])
    axes.set_title("Procent", loc="left", fontsize=9.5, color=INK)
    swedish_axis(axes.yaxis)
    axes.yaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", length=0)
    alt = f"Kurvor med intervall, procent. {in_words(series, along, ' månader')}."
    show_figure(figure, caption, alt, chain(*series.values()))
