"""The audit: proof that no sensitive count can be worked out from what is published.

It starts from what is published and believes nothing of how that was chosen. For every count that must not be known it
finds two possible worlds that agree with everything published and differ by the required width; one pair of worlds
serves many counts. A count without such a pair counts as recovered, whatever the reason. Worlds are whole numbers of
persons, since bounds on fractions prove nothing.

A world of one population and its parts is one of persons: somebody with a value in every column stands behind it, since
the system has the sums that see to that (`persons`). What ties populations to each other is held as sums and limits
alone: persons and their spells, the months and the year, the city's register and SCB's, an edition and an earlier one,
what people have together and how many they are, and the same part of two wholes. There, and in populations that are
`unjoined`, what only persons rule out is not seen; nor is it where counts are rounded. Combinations that nobody prints
are not themselves looked for.
"""

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import cycle
from typing import Any

from indikatorer import AuditFailed
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.ratios import those_behind
from indikatorer.disclosure.system import Count, PrintedCell, System
from indikatorer.disclosure.worlds import Search, View

REACH = 4
"""How many widths from the truth the audit looks for a world before it looks everywhere."""

ROUNDS = 6
"""Attempts to move all counts of a group at once before each is moved on its own."""


@dataclass(frozen=True)
class Recovered:
    """A count that can be worked out, too closely or exactly: where it would stand, its size and the width found.

    Or a shown mean, quartile, curve or estimate over too few persons, with the largest count that stands beside it.
    """

    count: str
    cells: tuple[str, ...]
    size: int
    width: int
    needed: int
    printed: bool

    def __str__(self) -> str:
        place = f"{', '.join(self.cells) or 'in no cell'}{' (printed)' if self.printed else ''}"
        return f"{self.count}: {place}; can be told to within {self.width} where {self.needed} is needed"


@dataclass(frozen=True)
class Audit:
    """What the audit found. `recovered` is empty when the publication may go out."""

    cells_shown: int
    cells_hidden: int
    hidden_by_table: Mapping[str, int]
    sensitive_counts: int
    sensitive_unprinted: int
    smallest_width: int | None
    worlds: int
    programs: int
    seconds: float
    recovered: tuple[Recovered, ...]
    faults: tuple[str, ...] = ()
    """What is printed otherwise than rounding prints it."""
    unjoined: tuple[str, ...] = ()
    """Populations of whom too much is crossed to tell whether persons are behind a world of all their tables."""

    @property
    def passed(self) -> bool:
        return not (self.recovered or self.faults)

    def as_data(self) -> dict[str, Any]:
        return {"passed": self.passed, **asdict(self)}

    def refuse(self, advice: str = "") -> None:
        """Raises AuditFailed when anything was found, with the advice after it."""
        found = [f"{len(self.recovered)} counts are not protected:", *map(str, self.recovered)]
        if self.faults:
            found += [f"{len(self.faults)} numbers are not as rounding prints them:", *self.faults]
        if not self.passed:
            raise AuditFailed("\n".join([*found, *([advice] if advice else [])]))


def audit(system: System, hidden: set[PrintedCell], policy: Policy, faults: Sequence[str] = ()) -> Audit:
    """Look for every sensitive count, and every hidden cell, in what is left when these cells are hidden.

    Where counts are rounded no cell tells one exactly: the system's bounds are what is known. `faults` has been found.
    A shown cell that should have been withheld is recovered too, though no count may follow from it.
    """
    started = time.perf_counter()
    shown = [cell for cell in system.cells if cell not in hidden]
    known = {
        count: system.values[count]
        for cell in shown
        for count in cell.prints
        if not policy.rounds or count in system.amounts
    }
    known |= {count: system.values[count] for count in system.bounds if system.is_known(count)}
    cells_of: dict[Count, list[PrintedCell]] = {}
    for cell in system.cells:
        for count in cell.tells_of:
            cells_of.setdefault(count, []).append(cell)
    widths: dict[Count, int] = {}
    worlds = programs = 0
    for part in View(_as_read(system, shown), known).parts():
        wanted = _wanted(part, system, hidden, policy, cells_of)
        search = Search(part)
        if wanted:
            _widen(search, wanted)
        widths |= {count: search.width(count) for count in part.system.values}
        worlds += len(search.worlds) - 1
        programs += search.solved
    recovered = [
        Recovered(
            str(count),
            tuple(f"{cell.table}, row {cell.row + 1}" for cell in cells_of.get(count, ())),
            system.values[count],
            widths.get(count, 0),
            needed,
            count in known and count in cells_of,
        )
        for count, needed in system.sensitive.items()
        if widths.get(count, 0) < needed
    ]
    recovered += [
        Recovered(
            " / ".join(map(str, cell.tells_of)),
            (f"{cell.table}, row {cell.row + 1}",),
            system.values[cell.tells_of[0]],
            0,
            policy.other_width,
            False,
        )
        for cell in hidden
        if not cell.withheld and max(widths.get(count, 0) for count in cell.tells_of) < policy.other_width
    ]
    recovered += [
        Recovered(
            "a number over too few persons",
            (f"{cell.table}, row {cell.row + 1}",),
            max((system.values[count] for count in cell.prints), default=0),
            0,
            policy.other_width,
            True,
        )
        for cell in shown
        if cell.withheld
    ]
    return Audit(
        len(shown),
        len(hidden),
        dict(sorted(Counter(cell.table for cell in hidden).items())),
        len(system.sensitive),
        sum(count not in cells_of for count in system.sensitive),
        min((widths.get(count, 0) for count in system.sensitive if not those_behind(count)), default=None),
        worlds,
        programs,
        time.perf_counter() - started,
        tuple(sorted(recovered, key=lambda found: (found.cells, found.count))),
        tuple(faults),
        tuple(sorted(system.unjoined)),
    )


def _as_read(system: System, shown: Collection[PrintedCell]) -> System:
    """The system with what the shown cells state, as everybody knows it then."""
    stated = (statement for cell in shown for statement in cell.states)
    return replace(system, statements={**system.statements, **dict.fromkeys(stated)})


def _wanted(
    part: View,
    system: System,
    hidden: set[PrintedCell],
    policy: Policy,
    cells_of: Mapping[Count, Sequence[PrintedCell]],
) -> dict[Count, int]:
    """How far apart each open count must be able to lie."""
    secondary = {
        count
        for count in part.system.values
        if any(cell in hidden and not cell.withheld for cell in cells_of.get(count, ()))
    }
    return {
        count: system.sensitive.get(count, policy.other_width)
        for count in part.system.values
        if count in system.sensitive or count in secondary
    }


def _widen(search: Search, wanted: Mapping[Count, int]) -> None:
    """Find worlds until every wanted count has its width, or until it is settled that it cannot have it."""
    search.within(REACH * max(wanted.values()))

    def open_counts() -> list[Count]:
        return [count for count, width in wanted.items() if search.width(count) < width]

    for _ in range(ROUNDS):
        waiting = open_counts()
        if not waiting:
            return
        wish = dict(zip(waiting, cycle((1, -1)), strict=False))
        search.farthest(wish)
        search.farthest({count: -sign for count, sign in wish.items()})
    for count in open_counts():
        if search.width(count) < wanted[count]:
            search.farthest({count: 1})
            search.farthest({count: -1})


def interval(system: System, hidden: set[PrintedCell], count: Count) -> tuple[int | None, int | None]:
    """The least and the most that a count can be for a reader of all but the hidden cells; None where no limit is."""
    shown = [cell for cell in system.cells if cell not in hidden]
    known = {c: system.values[c] for cell in shown for c in cell.prints}
    known |= {c: system.values[c] for c in system.bounds if system.is_known(c)}
    if count in known:
        return known[count], known[count]
    [part] = [part for part in View(_as_read(system, shown), known).parts() if count in part.system.values]
    search = Search(part)
    least = search.farthest({count: -1})
    return (None if least is None else -least), search.farthest({count: 1})
