"""One look for all charts: colours on light and dark ground, fonts, sizes and axes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from indikatorer.base import swedish
from indikatorer.base.vocabulary import SAMTLIGA, Etableringsstatus, Kon

WIDTH = 5.75
"""Inches: the width of the text on an A4 page, so that what is drawn there is as large as it says."""

NARROW = 3.4
"""Inches: the width of a drawing for a phone, where its text then is as large as that of a caption."""

TEXT = 9.5
"""Points, of all text: that of the caption."""

PAPER = "#ffffff"
INK = "#22282e"
GREY = "#8a949c"
PALE = "#b9c2c9"
GRID = "#e6eaed"
FIELD = "#eef1f3"
ACCENT = "#a5361f"
ON_DARK, ON_LIGHT = "#fefefe", "#14181c"
"""Words on a dark and on a light part."""

COLOURS: Mapping[str, str] = {
    Kon.KVINNOR: "#14506b",
    Kon.MAN: "#d98a26",
    SAMTLIGA: INK,
    Etableringsstatus.ETABLERAD: "#0f4a66",
    Etableringsstatus.OSAKER: "#4f8ca8",
    Etableringsstatus.HOGSKOLESTUDERANDE: "#3f7f5c",
    Etableringsstatus.OVRIGA_STUDERANDE: "#6f9d7f",
    "Studerande": "#6f9d7f",
    Etableringsstatus.SVAG: "#c08a2e",
    Etableringsstatus.UTANFOR: "#a4491f",
    Etableringsstatus.EJ_I_REGISTRET: "#87919a",
    "Gott resultat": "#4f8ca8",
    "Utanför eller ej i registret": "#a4491f",
    "Ingen månad": "#0f4a66",
    "1–6 månader": "#c08a2e",
    "Fler än 6 månader": "#a4491f",
}
"""One pair for women and men throughout; statuses from firm to outside, with students apart."""

INK_OF: Mapping[str, str] = {Kon.MAN: "#8a5200"}
"""Darker shades for words in a colour that is too light to read."""

DARK: Mapping[str, str] = {
    PAPER: "#14191e",
    INK: "#e4e8eb",
    GREY: "#8d98a1",
    PALE: "#56616a",
    GRID: "#2b343c",
    FIELD: "#222a31",
    ACCENT: "#f0876b",
    ON_DARK: "#14191e",
    ON_LIGHT: "#14191e",
    "#14506b": "#9fd0ec",
    "#d98a26": "#d98a27",
    "#8a5200": "#eaa655",
    "#0f4a66": "#a9d6f0",
    "#4f8ca8": "#5f9fbd",
    "#3f7f5c": "#b5dcc0",
    "#6f9d7f": "#7fb391",
    "#c08a2e": "#ecc274",
    "#a4491f": "#e08457",
    "#87919a": "#aab4bc",
}
"""What each colour becomes on the dark ground of a page: parts of a bar stand out from it, and words in them."""

NOT_SHOWN = ".."


@cache
def _add_fonts() -> None:
    import font_source_sans_pro

    for path in sorted(font_manager.findSystemFonts(font_source_sans_pro.font_directory)):
        font_manager.fontManager.addfont(path)


def use_style() -> None:
    """One look for all figures, with the fonts that the page and the PDF have, and the same bytes every time."""
    _add_fonts()
    sns.set_theme(style="white", font="Source Sans Pro", font_scale=1)
    mpl.rcParams |= {
        "font.size": TEXT,
        "axes.labelsize": TEXT,
        "axes.titlesize": TEXT,
        "xtick.labelsize": TEXT,
        "ytick.labelsize": TEXT,
        "legend.fontsize": TEXT,
        "svg.hashsalt": "indikatorer",
        "svg.fonttype": "none",
        "text.parse_math": False,
        "axes.titlelocation": "left",
        "axes.titlepad": 5,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.edgecolor": PALE,
        "axes.facecolor": "none",
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.8,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "figure.facecolor": "none",
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.w_pad": 0.02,
        "figure.constrained_layout.h_pad": 0.02,
        "legend.frameon": False,
    }


def new_axes(height: float, width: float = WIDTH) -> tuple[Figure, Axes]:
    use_style()
    figure, axes = plt.subplots(figsize=(width, height))
    return figure, axes


def scale(axis: mpl.axis.Axis, steps: int = 5) -> None:
    """A light scale: few marks with Swedish numbers, and thin rules across."""
    axis.set_major_locator(MaxNLocator(steps, steps=[1, 2, 5, 10], min_n_ticks=2))
    axis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    axis.grid(True)


def _tick(value: float) -> str:
    """Swedish, with the decimals that the mark has: one at 7.5 is not labelled 8."""
    exact = Decimal(f"{value:.6g}")
    return swedish.number(exact, max(0, -int(exact.normalize().as_tuple().exponent)))


def limits(values: Sequence[float]) -> tuple[float, float]:
    """Where the scale of lines begins and ends: at nought only when that is near, with a little air at both ends."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if 0 <= low <= high / 3:
        return 0.0, 1.12 * high or 1.0
    air = 0.18 * (high - low) or 0.1 * abs(high) or 1.0
    return low - air, high + air


WIDTH_OF_SCALE = 0.3
"""Of the highest number, at least so much is between the ends of a scale that is a chart's own."""


def own_limits(values: Sequence[float]) -> tuple[float, float]:
    """The ends of a scale that is a chart's own: wide enough for a small change to look small.

    Below the lowest number there is room for the signs of gaps.
    """
    low, high = min(values), max(values)
    width = max(WIDTH_OF_SCALE * high, high - low) or 1.0
    middle = (low + high) / 2
    return middle - 0.9 * width, middle + 0.65 * width


def apart(places: Sequence[float], least: float) -> list[float]:
    """Places in the same order, at least so far from each other, and moved no more than that takes."""
    moved = sorted(range(len(places)), key=lambda number: places[number])
    groups: list[tuple[float, list[int]]] = []
    for number in moved:
        groups.append((places[number], [number]))
        while len(groups) > 1:
            (below, one), (above, other) = groups[-2:]
            if above - below >= least * (len(one) + len(other)) / 2:
                break
            together = one + other
            groups[-2:] = [(sum(places[index] for index in together) / len(together), together)]
    found = list(places)
    for middle, numbers in groups:
        for position, number in enumerate(numbers):
            found[number] = middle + least * (position - (len(numbers) - 1) / 2)
    return found


def name_groups(figure: Figure, colours: Mapping[str, str], marker: str = "o") -> None:
    """The names of groups in a row above the figure, each after a mark in its colour."""
    marks = [Line2D([], [], color=colour, marker=marker, markersize=5.5, linestyle="") for colour in colours.values()]
    legend(figure, marks, list(colours))


def legend(figure: Figure, marks: Sequence[mpl.artist.Artist], names: Sequence[str]) -> None:
    """The names of what is drawn, above the figure from its left edge, in as few rows as there is room for."""
    room = figure.get_figwidth() * 72
    needed = max((len(name) for name in names), default=1) * 0.5 * TEXT + 20
    figure.legend(
        list(marks), list(names), loc="outside upper left", ncols=max(1, min(len(names), int(room // needed))),
        handlelength=0.8, handleheight=0.9, handletextpad=0.5, columnspacing=1.4, borderaxespad=0, borderpad=0.2,
    )  # fmt: skip


def is_dark(colour: str) -> bool:
    """Whether words on this colour are read better in white."""
    return luminance(colour) < 0.18


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG counts it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in mpl.colors.to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
