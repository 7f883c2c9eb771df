"""Alternative texts: what a chart shows, the finding first, for those who do not see it.

The numbers stand in the table or the data beside the chart; here are those that say what there is to see.
"""

from collections.abc import Iterable, Mapping, Sequence

from indikatorer.base import swedish
from indikatorer.publication.protected import Cell

MOST = 300
"""Letters: what a screen reader can say in one go."""


def alternative(kind: str, findings: Iterable[str]) -> str:
    """The findings, the most important first, as many as there is room for, and last what kind of chart it is."""
    told = ""
    for finding in findings:
        longer = f"{told}{swedish.upper_first(finding)}. "
        if len(longer) + len(kind) + 1 > MOST:
            break
        told = longer
    return f"{told}{kind}."


def unit_of(cells: Iterable[Cell]) -> str:
    """What the numbers of a chart are, with a capital, as its axis says it."""
    return swedish.upper_first(next((cell.enhet for cell in cells), ""))


def by_size(cells: Sequence[Cell], along: str) -> Iterable[str]:
    """The largest, then the others in order of size, then how many are not shown."""
    shown = sorted((cell for cell in cells if cell.varde is not None), key=lambda cell: -(cell.varde or 0))
    for number, cell in enumerate(shown):
        yield f"{'Störst är ' if number == 0 and len(shown) > 1 else ''}{cell.labels[along]}, {cell.in_text()}"
    if hidden := len(cells) - len(shown):
        yield f"{hidden} {'uppgift' if hidden == 1 else 'uppgifter'} visas inte"


def by_change(series: Mapping[str, Sequence[Cell]], along: str, unit: str = "") -> Iterable[str]:
    """Where each line begins, turns and ends, those first that have changed most; `unit` follows the labels."""
    return (sentence for _, sentence in sorted(_lines(series, along, unit), key=lambda line: -line[0]))


def by_difference(rows: Mapping[str, Mapping[str, Cell]]) -> Iterable[str]:
    """Each row with its groups, those first that differ most."""

    def apart(row: Mapping[str, Cell]) -> float:
        known = [cell.varde for cell in row.values() if cell.varde is not None]
        return max(known) - min(known) if len(known) > 1 else -1.0

    for number, (name, row) in enumerate(sorted(rows.items(), key=lambda item: -apart(item[1]))):
        said = swedish.listing([f"{swedish.lower_first(group)} {cell.in_text()}" for group, cell in row.items()])
        largest = "Störst skillnad: " if number == 0 and len(rows) > 1 and apart(row) > 0 else ""
        yield f"{largest}{name}, {said}"


def _lines(series: Mapping[str, Sequence[Cell]], along: str, unit: str) -> Iterable[tuple[float, str]]:
    for name, cells in series.items():
        shown = [cell for cell in cells if cell.varde is not None]
        if not shown:
            yield -1.0, f"{name}: uppgifterna kan inte visas"
            continue
        first, last = shown[0], shown[-1]
        says = f"{name}: {_at(last, along, unit)}"
        if first is not last:
            says = f"{name}: från {_at(first, along, unit)} till {_at(last, along, unit)}"
        turn = max(shown, key=lambda cell: _beyond(cell, first, last))
        if _beyond(turn, first, last) > 0:
            end = "högst" if (turn.varde or 0) > (last.varde or 0) else "lägst"
            says += f", {end} {_at(turn, along, unit)}"
        if hidden := len(cells) - len(shown):
            says += f", {hidden} {'uppgift' if hidden == 1 else 'uppgifter'} visas inte"
        yield abs((last.varde or 0) - (first.varde or 0)), says


def _beyond(cell: Cell, first: Cell, last: Cell) -> float:
    """How far a value lies outside those of the two ends."""
    ends = (first.varde or 0, last.varde or 0)
    return max((cell.varde or 0) - max(ends), min(ends) - (cell.varde or 0))


def _at(cell: Cell, along: str, unit: str) -> str:
    return f"{cell.in_text()} {when(cell.labels[along])}{unit}"


def when(label: str) -> str:
    """`2021-05` → `maj 2021`; other labels of time as they stand."""
    year, dash, month = label.partition("-")
    is_month = dash and year.isdigit() and month.isdigit() and len(month) == 2
    return f"{swedish.month_name(label)} {year}" if is_month else label
