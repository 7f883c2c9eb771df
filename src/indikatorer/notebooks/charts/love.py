"""How alike two groups are before and after weighting, trait by trait (a love plot)."""

from collections.abc import Mapping

import matplotlib.pyplot as plt

from indikatorer import swedish
from indikatorer.notebooks.charts.output import show_figure
from indikatorer.notebooks.charts.style import ACCENT, GREY, PALE, WIDTH, name_groups, swedish_axis, use_style
from indikatorer.tables.protected import Cell

ALIKE = 0.1
"""Standard deviations within which groups are taken for alike (docs/definitions.md, Effects)."""


def love(parts: Mapping[str, Mapping[str, tuple[Cell, Cell]]], *, caption: str, before: str, after: str) -> None:
    """For each named part, beside each other, a row per trait: how far apart the groups were, and how far they are."""
    use_style()
    traits = list(next(iter(parts.values())))
    figure, grid = plt.subplots(1, len(parts), figsize=(WIDTH, 0.8 + 0.2 * len(traits)), sharey=True, squeeze=False)
    for axes, (part, rows) in zip(grid.flat, parts.items(), strict=True):
        axes.axvspan(-ALIKE, ALIKE, color="#eef1f3", linewidth=0)
        axes.axvline(0, color=PALE, linewidth=0.9)
        for height, (was, now) in enumerate(rows.values()):
            if was.varde is not None:
                axes.plot(was.varde, height, "o", markersize=4.5, markerfacecolor="white", markeredgecolor=GREY)
            if now.varde is not None:
                axes.plot(now.varde, height, "o", markersize=4.5, color=ACCENT)
        axes.set_title(part, loc="left", fontsize=9.5)
        axes.set_yticks(range(len(traits)), traits, fontsize=8.5)
        axes.set_ylim(len(traits) - 0.5, -0.5)
        axes.tick_params(axis="both", length=0, labelsize=8.5)
        axes.xaxis.grid(color="#e6eaed", linewidth=0.8)
        axes.set_axisbelow(True)
        swedish_axis(axes.xaxis)
    figure.subplots_adjust(wspace=0.12)
    name_groups(figure, {before: GREY, after: ACCENT}, (0.125, 0.88 + 0.3 / figure.get_figheight()))
    words = "; ".join(_in_words(part, rows) for part, rows in parts.items())
    cells = [cell for rows in parts.values() for pair in rows.values() for cell in pair]
    show_figure(figure, caption, f"Punktdiagram, skillnader i standardavvikelser. {words}.", cells)


def _in_words(part: str, rows: Mapping[str, tuple[Cell, Cell]]) -> str:
    known = {trait: pair for trait, pair in rows.items() if pair[0].shown and pair[1].shown}
    if not known:
        return f"{part}: uppgifterna kan inte visas"
    said = []
    for number, when in enumerate(("före", "efter")):
        trait, pair = max(known.items(), key=lambda item: abs(item[1][number].varde or 0))
        said.append(f"störst {when} viktning är {swedish.lower_first(trait)}, {pair[number].in_text()}")
    return f"{part}: {' och '.join(said)}"
