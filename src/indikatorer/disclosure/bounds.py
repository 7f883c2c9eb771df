"""What follows from bounds: a part is no more than its total, and a total no less than its parts."""

from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.system import Count, System

PASSES = 10
"""Bounds that are still not as narrow as they can be after so many rounds hold all the same."""


def narrow_by_sums(system: System, policy: Policy) -> None:
    """Narrow the bounds of the counts of a system to what sums leave, and what is asked of sensitive ones to that.

    It matters where editions of both methods tell of the same people: what the one says of a total bounds a part of
    which the other says that there is somebody.
    """
    lines = [line for line in system.sums if system.amounts.isdisjoint(line)]
    for _ in range(PASSES):
        changed = sum(_narrowed(system, line) for line in lines)
        if not changed:
            break
    for count, width in system.sensitive.items():
        if count not in system.amounts and not system.is_known(count):
            system.sensitive[count] = min(width, policy.needed(*system.known_bounds(count)))


def _narrowed(system: System, line: tuple[Count, ...]) -> bool:
    """Narrow the bounds of a total and its parts by each other, and say whether anything has changed."""
    before = [system.known_bounds(count) for count in line]
    (low, high), parts = before[0], before[1:]
    least = sum(lower for lower, _ in parts)
    most = None if any(upper is None for _, upper in parts) else sum(upper or 0 for _, upper in parts)
    after = [(max(low, least), _lesser(high, most))]
    for lower, upper in parts:
        room = None if high is None else high - (least - lower)
        rest = low - (most - upper) if most is not None and upper is not None else 0
        after.append((max(lower, rest), _lesser(upper, room)))
    system.bounds.update(zip(line, after, strict=True))
    return after != before


def _lesser(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else min(one, other)
