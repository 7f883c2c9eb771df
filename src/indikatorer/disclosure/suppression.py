"""Which counts to hide so that no small one can be seen or worked out from its neighbours.

A count of 1–4 is sensitive, and so is everybody of a group under 20 in one outcome. A sensitive count is hidden; then,
as long as some sum would give a hidden count away, one more of its parts is hidden. This sees one sum at a time: a
proof that no combination of sums gives a count away is the work of the audit.
"""

from indikatorer.disclosure.counts import MEASURED_LATER, Count, System, order

THRESHOLD = 5
GROUP = 20
WIDTH = 5
"""Within one sum, hidden counts must be able to vary by at least this much together (disclosure.md, policy)."""


def is_small(value: int) -> bool:
    return 0 < value < THRESHOLD


OUTCOMES = ("avslutsorsak", "avslutad_exkl", *MEASURED_LATER)
"""Columns that say what happened to a person, where a whole group in one value is sensitive."""


def sensitive(system: System) -> set[Count]:
    """Counts that may not be known: of 1–4 persons, or a whole group under 20 in one outcome."""
    small = {count for count, value in system.values.items() if is_small(value)} | system.few
    return small.union(*(_whole_group(system, total, parts) for total, *parts in system.sums))


def _whole_group(system: System, total: Count, parts: list[Count]) -> list[Count]:
    """The part that holds everybody of a group under 20, where the parts are outcomes."""
    people = [part for part in parts if system.values[part] > 0]
    tells_outcome = any(
        column.startswith(OUTCOMES) for part in parts for column, _ in part.coordinates - total.coordinates
    )
    return people if tells_outcome and len(people) == 1 and system.values[total] < GROUP else []


def suppress(system: System) -> set[Count]:
    """The counts to hide. The same system gives the same set, whatever the order in which it was built."""
    hidden = sensitive(system)
    sums_of: dict[Count, list[tuple[Count, ...]]] = {}
    for line in sorted(system.sums, key=lambda line: [order(count) for count in line]):
        for count in line:
            sums_of.setdefault(count, []).append(line)
    waiting = dict.fromkeys(line for count in sorted(hidden, key=order) for line in sums_of.get(count, []))
    while waiting:
        line = next(iter(waiting))
        helper = _helper(system, line, hidden)
        if helper is None:
            del waiting[line]
        else:
            hidden.add(helper)
            waiting.update(dict.fromkeys(sums_of[helper]))
    return hidden


def _helper(system: System, line: tuple[Count, ...], hidden: set[Count]) -> Count | None:
    """One more count of the sum to hide, the smallest that suffices, or None when what is hidden is safe in it."""
    values = system.values
    secret = [count for count in line if count in hidden and values[count] > 0]
    if not secret:
        return None
    total, *parts = line
    slack = sum(values[count] - 1 for count in secret if count is not total)
    if len(secret) > 1 and (total in hidden or slack >= WIDTH):
        return None
    shown = [count for count in parts if count not in hidden and values[count] > 0]
    candidates = shown or [count for count in (total,) if count not in hidden]
    enough = [count for count in candidates if slack + values[count] - 1 >= WIDTH]
    return min(enough or candidates, key=lambda count: (values[count], order(count)), default=None)
