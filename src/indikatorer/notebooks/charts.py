"""Charts that say one thing, drawn from protected cells, with an alternative text written by the data.

A value that may not be shown is a gap marked `..`, never a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from io import StringIO
from itertools import chain

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from IPython.display import display
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from indikatorer import swedish
from indikatorer.notebooks.show import data_link
from indikatorer.tables.protected import Cell
from indikatorer.vocabulary import SAMTLIGA, Etableringsstatus, Kon

WIDTH = 6.3
"""Inches: the width of the text on an A4 page, so that labels are as large as the caption."""

INK = "#22282e"
GREY = "#8a949c"
PALE = "#b9c2c9"
ACCENT = "#a5361f"
COLOURS: Mapping[str, str] = {
    Kon.KVINNOR: "#14506b",
    Kon.MAN: "#d98a26",
    SAMTLIGA: INK,
    Etableringsstatus.ETABLERAD: "#14506b",
    Etableringsstatus.OSAKER: "#4f87a0",
    Etableringsstatus.HOGSKOLESTUDERANDE: "#8fb39a",
    Etableringsstatus.OVRIGA_STUDERANDE: "#bfd3c1",
    Etableringsstatus.SVAG: "#e3bd7f",
    Etableringsstatus.UTANFOR: "#b8673b",
    Etableringsstatus.EJ_I_REGISTRET: "#cfd4d8",
}
"""One pair for women and men throughout; statuses from firm to outside, with students apart."""

INK_OF: Mapping[str, str] = {Kon.MAN: "#8a5200"}
"""Darker shades for words in a colour that is too light to read."""

NOT_SHOWN = ".."

SMALLEST_NUMBERED_PART = 6
"""Per cent of a stacked bar under which its number does not fit in it."""


@cache
def _style() -> None:
    """One look for all figures, with the fonts that the page and the PDF have, and the same bytes every time."""
    import font_source_sans_pro

    for path in sorted(font_manager.findSystemFonts(font_source_sans_pro.font_directory)):
        font_manager.fontManager.addfont(path)
    sns.set_theme(style="white", font="Source Sans Pro", font_scale=1)
    mpl.rcParams |= {
        "svg.hashsalt": "indikatorer",
        "svg.fonttype": "path",
        "font.size": 9.5,
        "axes.labelsize": 9.5,
        "xtick.labelsize": 9.5,
        "ytick.labelsize": 9.5,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.edgecolor": PALE,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "figure.facecolor": "white",
    }


def _show(figure: Figure, caption: str, alt: str, cells: Iterable[Cell]) -> None:
    with StringIO() as svg:
        figure.savefig(svg, format="svg", metadata={"Date": None}, bbox_inches="tight", pad_inches=0.04)
        drawing = svg.getvalue()
    plt.close(figure)
    display(
        {"image/svg+xml": drawing, "text/plain": alt},
        raw=True,
        metadata={"quarto": {"fig-cap": caption, "fig-alt": alt} | data_link(cell.table for cell in cells)},
    )


def _axes(height: float) -> tuple[Figure, Axes]:
    _style()
    figure, axes = plt.subplots(figsize=(WIDTH, height))
    return figure, axes


def _swedish_axis(axis: mpl.axis.Axis) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: swedish.number(value)))


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
    if not in_order:
        cells = sorted(cells, key=lambda cell: -(cell.varde if cell.varde is not None else float("-inf")))
    figure, axes = _axes(0.42 + 0.27 * len(cells))
    labels = [cell.labels[along] for cell in cells]
    values = [cell.varde if cell.varde is not None else 0.0 for cell in cells]
    colours = [ACCENT if label == accent else COLOURS.get(label, GREY) for label in labels]
    sns.barplot(x=values, y=labels, hue=labels, palette=colours, legend=False, ax=axes, width=0.68, orient="h")
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
    _show(figure, caption, f"Stapeldiagram. {parts}.", cells)


def lines(
    series: Mapping[str, Sequence[Cell]], *, along: str, caption: str, ylabel: str = "Procent", from_zero: bool = True
) -> None:
    """One line for each named series, with its name at the end; `along` is the dimension of time. Gaps stay gaps.

    The lines begin where the first of them has a number.
    """
    first = min(next((i for i, cell in enumerate(cells) if cell.shown), len(cells) - 1) for cells in series.values())
    series = {name: cells[first:] for name, cells in series.items()}
    figure, axes = _axes(2.7)
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
    _swedish_axis(axes.yaxis)
    axes.yaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="both", length=0)
    _show(figure, caption, _lines_in_words(series, along, ylabel), chain(*series.values()))


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


def stacked(rows: Mapping[str, Sequence[Cell]], *, parts: str, order: Sequence[str], caption: str) -> None:
    """One bar of 100 per cent for each named row, divided by the dimension `parts`, its labels in the given order.

    Parts that may not be shown are left open together at the end of the bar, marked `..`.
    """
    figure, axes = _axes(0.9 + 0.33 * len(rows))
    drawn: dict[str, mpl.patches.Patch] = {}
    sentences = []
    for position, (name, cells) in enumerate(rows.items()):
        by_label = {cell.labels[parts]: cell for cell in cells}
        in_order = [by_label[label] for label in order]
        start = 0.0
        for cell in in_order:
            if cell.varde is None:
                continue
            colour = COLOURS.get(cell.labels[parts], GREY)
            [bar] = axes.barh(
                position, cell.varde, left=start, height=0.68, color=colour, edgecolor="white", linewidth=0.8
            )
            drawn.setdefault(cell.labels[parts], bar)
            if cell.varde >= SMALLEST_NUMBERED_PART:
                ink = "white" if _dark(colour) else INK
                text = swedish.number(cell.varde)
                axes.text(start + cell.varde / 2, position, text, ha="center", va="center", color=ink)
            start += cell.varde
        if not all(cell.shown for cell in in_order):
            axes.text(start + 0.8, position, NOT_SHOWN, va="center")
        sentences.append(f"{name}: " + ", ".join(f"{_part(cell, parts)}" for cell in in_order))
    axes.set_yticks(range(len(rows)), list(rows))
    axes.invert_yaxis()
    axes.set(xlim=(0, 101), xlabel="", ylabel="")
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    legend = [label for label in order if label in drawn]
    axes.legend(
        [drawn[label] for label in legend], legend, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, frameon=False,
        handlelength=1, handleheight=1, columnspacing=1.2, borderaxespad=0.2,
    )  # fmt: skip
    _show(figure, caption, f"Staplar om 100 procent. {'; '.join(sentences)}.", chain(*rows.values()))


def _part(cell: Cell, parts: str) -> str:
    return f"{swedish.lower_first(cell.labels[parts])} {cell.in_text()}"


def _dark(colour: str) -> bool:
    red, green, blue = mpl.colors.to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.55
