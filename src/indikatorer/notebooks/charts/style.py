"""One look for all charts: colours, fonts, sizes and axes."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from indikatorer import swedish
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
    "Studerande": "#8fb39a",
    Etableringsstatus.SVAG: "#e3bd7f",
    Etableringsstatus.UTANFOR: "#b8673b",
    Etableringsstatus.EJ_I_REGISTRET: "#cfd4d8",
    "Gott resultat": "#4f87a0",
    "Utanför eller ej i registret": "#b8673b",
    "Ingen månad": "#14506b",
    "1–6 månader": "#e3bd7f",
    "Fler än 6 månader": "#b8673b",
}
"""One pair for women and men throughout; statuses from firm to outside, with students apart."""

INK_OF: Mapping[str, str] = {Kon.MAN: "#8a5200"}
"""Darker shades for words in a colour that is too light to read."""

NOT_SHOWN = ".."


@cache
def use_style() -> None:
    """One look for all figures, with the fonts that the page and the PDF have, and the same bytes every time."""
    import font_source_sans_pro

    for path in sorted(font_manager.findSystemFonts(font_source_sans_pro.font_directory)):
        font_manager.fontManager.addfont(path)
    sns.set_theme(style="white", font="Source Sans Pro", font_scale=1)
    mpl.rcParams |= {
        "svg.hashsalt": "indikatorer",
        "svg.fonttype": "path",
        "text.parse_math": False,
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


def new_axes(height: float) -> tuple[Figure, Axes]:
    use_style()
    figure, axes = plt.subplots(figsize=(WIDTH, height))
    return figure, axes


def swedish_axis(axis: mpl.axis.Axis) -> None:
    """Swedish numbers with the decimals that a tick has: one at 7.5 is not labelled 8."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))


def _tick(value: float) -> str:
    exact = Decimal(f"{value:.6g}")
    return swedish.number(exact, max(0, -int(exact.normalize().as_tuple().exponent)))


def name_groups(figure: Figure, colours: Mapping[str, str], corner: tuple[float, float]) -> None:
    """The names of groups in a row above the figure, each after a dot in its colour."""
    dots = [Line2D([], [], color=colour, marker="o", markersize=5.5, linestyle="") for colour in colours.values()]
    figure.legend(
        dots, list(colours), loc="lower left", bbox_to_anchor=corner, ncols=len(dots), frameon=False, handlelength=0.6,
        handletextpad=0.4, columnspacing=1.2, borderaxespad=0,
    )  # fmt: skip


def is_dark(colour: str) -> bool:
    red, green, blue = mpl.colors.to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.55
