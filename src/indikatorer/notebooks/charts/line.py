"""Lines for time, with their names at the end."""

from collections.abc import Mapping, Sequence
from itertools import chain, groupby

from matplotlib.axes import Axes

from indikatorer import swedish
from indikatorer.notebooks.charts.output import nothing_to_draw, show_figure
from indikatorer.notebooks.charts.style import COLOURS, GREY, INK, INK_OF, NOT_SHOWN, new_axes, swedish_axis
from indikatorer.tables.protected import Cell


def lines(
    series: Mapping[str, Sequence[Cell]], *, along: str, caption: str, ylabel: str = "Procent", from_zero: bool = True
) -> None:
    """One line for each named series, with its name at the end; `along` is the dimension of time. Gaps stay gaps.

    The lines begin where the first of them has a number.
    """
    if nothing_to_draw(chain(*series.values()), caption):
        return
    first = min(next((i for i, cell in enumerate(cells) if cell.shown), len(cells) - 1) for cells in series.values())
    series = {name: cells[first:] for name, cells in series.items()}
    figure, axes = new_axes(2.7)
    points = [cell.labels[along] for cell in next(iter(series.values()))]
    ends: list[tuple[float, str]] = []
    for name, cells in series.items():
        values = [cell.varde if cell.varde is not None else float("nan") for cell in cells]
        colour = COLOURS.get(name, GREY)
        draw_line(axes, values, colour)
        mark_gaps(axes, values, colour)
        shown = [(position, value) for position, value in enumerate(values) if value == value]
        if shown:
            position, value = shown[-1]
            axes.plot(position, value, "o", color=colour, markersize=4, clip_on=False)
            ends.append((value, name))
    if from_zero:
        axes.set_ylim(0, 1.06 * axes.get_ylim()[1])
    name_lines(axes, ends, len(points) - 1)
    step = -(-len(points) // 12)
    ticks = list(range(len(points) - 1, -1, -step))[::-1]
    axes.set_xticks(ticks, [tick_label(points[tick]) for tick in ticks])
    axes.set(xlabel="", ylabel="", xlim=(-0.3, len(points) - 1 + 0.02))
    axes.set_title(ylabel, loc="left", fontsize=9.5, color=INK)
    swedish_axis(axes.yaxis)
    axes.yaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", length=0)
    alt = f"Linjediagram, {swedish.lower_first(ylabel)}. {in_words(series, along)}."
    show_figure(figure, caption, alt, chain(*series.values()))


def draw_line(axes: Axes, values: Sequence[float], colour: str) -> None:
    """A line that is broken where a number is missing; a number between two gaps is a dot."""
    axes.plot(range(len(values)), values, color=colour, linewidth=2)
    missing = [value != value for value in (float("nan"), *values, float("nan"))]
    alone = [i for i in range(len(values)) if missing[i] and not missing[i + 1] and missing[i + 2]]
    axes.plot(alone, [values[i] for i in alone], "o", color=colour, markersize=4, clip_on=False)


def mark_gaps(axes: Axes, values: Sequence[float], colour: str) -> None:
    """A sign on the axis in the middle of every gap."""
    gaps = [[position for position, _ in run] for missing, run in groupby(enumerate(values), _is_missing) if missing]
    for gap in gaps:
        axes.text((gap[0] + gap[-1]) / 2, 0, NOT_SHOWN, ha="center", va="bottom", color=colour)


def _is_missing(point: tuple[int, float]) -> bool:
    return point[1] != point[1]


def tick_label(label: str) -> str:
    """A month by the beginning of its name, a year as it stands; so do the periods of Stockholmsjobb."""
    return swedish.month_name(label)[:3] if "-" in label else label.removeprefix("VB ")


def name_lines(axes: Axes, ends: Sequence[tuple[float, str]], last: int) -> None:
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


def in_words(series: Mapping[str, Sequence[Cell]], along: str, unit: str = "") -> str:
    """Where each line begins and ends, and how much of it is not shown; `unit` follows the labels along the axis."""
    sentences = []
    for name, cells in series.items():
        shown = [cell for cell in cells if cell.shown]
        if not shown:
            sentences.append(f"{name}: uppgifterna kan inte visas")
            continue
        first, last = shown[0], shown[-1]
        sentence = f"{name}: {_told(first, along, unit)} och {_told(last, along, unit)}"
        hidden = len(cells) - len(shown)
        left_out = f", {hidden} {'uppgift' if hidden == 1 else 'uppgifter'} visas inte" if hidden else ""
        sentences.append(sentence + left_out)
    return "; ".join(sentences)


def _told(cell: Cell, along: str, unit: str) -> str:
    return f"{cell.in_text()} {cell.labels[along]}{unit}"
