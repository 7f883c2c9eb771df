"""Lines for time, with their names at the end."""

from collections.abc import Mapping, Sequence
from itertools import chain

import seaborn as sns
from matplotlib.axes import Axes

from indikatorer import swedish
from indikatorer.notebooks.charts.output import show_figure
from indikatorer.notebooks.charts.style import COLOURS, GREY, INK, INK_OF, NOT_SHOWN, new_axes, swedish_axis
from indikatorer.tables.protected import Cell


def lines(
    series: Mapping[str, Sequence[Cell]], *, along: str, caption: str, ylabel: str = "Procent", from_zero: bool = True
) -> None:
    """One line for each named series, with its name at the end; `along` is the dimension of time. Gaps stay gaps.

    The lines begin where the first of them has a number.
    """
    first = min(next((i for i, cell in enumerate(cells) if cell.shown), len(cells) - 1) for cells in series.values())
    series = {name: cells[first:] for name, cells in series.items()}
    figure, axes = new_axes(2.7)
    points = [cell.labels[along] for cell in next(iter(series.values()))]
    ends: list[tuple[float, str]] = []
    for name, cells in series.items():
        values = [cell.varde if cell.varde is not None else float("nan") for cell in cells]
        colour = COLOURS.get(name, GREY)
        sns.lineplot(x=range(len(points)), y=values, color=colour, linewidth=2, ax=axes, errorbar=None)
        for position, cell in enumerate(cells):
            if not cell.shown:
                axes.text(position, 0, NOT_SHOWN, ha="center", va="bottom", color=colour)
        shown = [(position, value) for position, value in enumerate(values) if value == value]
        if shown:
            position, value = shown[-1]
            axes.plot(position, value, "o", color=colour, markersize=4, clip_on=False)
            ends.append((value, name))
    if from_zero:
        axes.set_ylim(0, 1.06 * axes.get_ylim()[1])
    _name_lines(axes, ends, len(points) - 1)
    step = -(-len(points) // 12)
    ticks = list(range(len(points) - 1, -1, -step))[::-1]
    axes.set_xticks(ticks, [_tick(points[tick]) for tick in ticks])
    axes.set(xlabel="", ylabel="", xlim=(-0.3, len(points) - 1 + 0.02))
    axes.set_title(ylabel, loc="left", fontsize=9.5, color=INK)
    swedish_axis(axes.yaxis)
    axes.yaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", length=0)
    show_figure(figure, caption, _lines_in_words(series, along, ylabel), chain(*series.values()))


def _tick(label: str) -> str:
    year, _, number = label.partition("-")
    return swedish.MONTHS[int(number) - 1][:3] if number else year


def _name_lines(axes: Axes, ends: Sequence[tuple[float, str]], last: int) -> None:
    """Names to the right of the lines, moved apart where the lines end close together."""
    low, high = axes.get_ylim()
    apart = (high - low) * 0.075
    height = float("-inf")
    for value, name in sorted(ends):
        height = max(value, height + apart)
        axes.annotate(
            name,
            (last, height),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=INK_OF.get(name, COLOURS.get(name, INK)),
            annotation_clip=False,
        )


def _lines_in_words(series: Mapping[str, Sequence[Cell]], along: str, ylabel: str) -> str:
    sentences = []
    for name, cells in series.items():
        shown = [cell for cell in cells if cell.shown]
        if not shown:
            sentences.append(f"{name}: uppgifterna kan inte visas")
            continue
        first, last = shown[0], shown[-1]
        sentence = f"{name}: {first.in_text()} {first.labels[along]} och {last.in_text()} {last.labels[along]}"
        hidden = len(cells) - len(shown)
        left_out = f", {hidden} {'uppgift' if hidden == 1 else 'uppgifter'} visas inte" if hidden else ""
        sentences.append(sentence + left_out)
    return f"Linjediagram, {swedish.lower_first(ylabel)}. {'; '.join(sentences)}."
