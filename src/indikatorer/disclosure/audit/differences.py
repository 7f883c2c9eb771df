"""Few persons that no cell counts, and that shown numbers tell of when some are taken from others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, hstack

from indikatorer.disclosure.audit.findings import listed
from indikatorer.disclosure.audit.reader import Number, Universe
from indikatorer.disclosure.policy import Policy


@dataclass(frozen=True)
class Remainder:
    """Units under the threshold: the numbers, each with the factor by which it is added, and how many units they leave.

    `twice`: they are those whom two numbers have in common, told by a third that has everybody of the two.
    """

    factors: Mapping[int, int]
    units: int
    twice: bool = False


def remainders(universe: Universe, threshold: int) -> Iterator[Remainder]:
    """What is left of a number or of the rest of a share when another is taken away; of a number without two others;
    of two numbers without one that holds both; and of a stretch of a series without another number, or the reverse.
    """
    members = csc_array(universe.members, dtype=float)
    seen: set[bytes] = set()
    for factors, twice in _worth_a_look(universe, members, threshold):
        left = np.zeros(len(universe.weights))
        for number, factor in factors.items():
            inside = slice(members.indptr[number], members.indptr[number + 1])
            left[members.indices[inside]] += factor * members.data[inside]
        if (left < 0).any() or not left.any() or left.tobytes() in seen:
            continue
        seen.add(left.tobytes())
        units = int(universe.weights[left > 0].sum())
        if 0 < units < threshold:
            yield Remainder(factors, units, twice)


def _worth_a_look(universe: Universe, members: csc_array, threshold: int) -> Iterator[tuple[dict[int, int], bool]]:
    """Numbers of which one may hold all of another, or of two others, and few units more."""
    count = members.shape[1]
    rests = sorted(set(universe.rests))
    columns = [members, *(members[:, [base]] - members[:, [part]] for base, part in rests)]
    within, size = containment(csc_array(hstack(columns, format="csc")), universe.weights)
    made_of = [{number: 1} for number in range(count)] + [{base: 1, part: -1} for base, part in rests]
    gap = size[:, None] - size[None, :]
    for larger, smaller in np.argwhere(within & (gap < threshold) & (gap >= 0)).tolist():
        if larger != smaller:
            factors = dict(made_of[larger])
            for number, factor in made_of[smaller].items():
                factors[number] = factors.get(number, 0) - factor
            yield {number: factor for number, factor in factors.items() if factor}, False
    for whole in range(count):
        inside = np.flatnonzero(within[whole, :count] & (size[:count] < size[whole]))
        inside = inside[np.argsort(size[inside], kind="stable")]
        lacking = size[whole] - size[inside]
        first = np.searchsorted(size[inside], lacking - threshold, side="right")
        last = np.searchsorted(size[inside], lacking + threshold, side="left")
        for place in np.flatnonzero(last > np.maximum(first, np.arange(len(inside)) + 1)).tolist():
            part = int(inside[place])
            for other in inside[max(place + 1, first[place]) : last[place]].tolist():
                # so many more in the two than in the whole, counted with those in both
                more = size[part] + size[other] - size[whole]
                if more > 0:
                    yield {part: 1, other: 1, whole: -1}, True
                elif more < 0:
                    yield {whole: 1, part: -1, other: -1}, False
    for factors in _along(universe, members, threshold):
        yield factors, False


def _along(universe: Universe, members: csc_array, threshold: int) -> Iterator[dict[int, int]]:
    """Stretches of a series and a number in which all but few of each are, with a sum that is not far from it."""
    weights, sizes = universe.weights, universe.sizes
    present = csc_array(members, dtype=np.float32)
    present.data[:] = 1
    weighted = present.copy()
    weighted.data = weighted.data * weights[weighted.indices].astype(np.float32)
    shared = (weighted.T @ present).toarray()
    persons = shared.diagonal()
    holds = persons[:, None] - shared < threshold
    # a number of few is known to within a width only, and so is what it is a part of
    known = np.array([not 0 < number.units < threshold for number in universe.numbers])
    times = members.data.max(initial=1)
    for numbers in universe.series:
        for begin in range(len(numbers)):
            inside = known & (sizes > 0)
            met = np.zeros(len(sizes))
            for length, number in enumerate(numbers[begin:], start=1):
                inside = inside & holds[number]
                met = met + shared[number]
                stretch = numbers[begin : begin + length]
                if not known[number] or len(set(stretch)) < length or not inside.any():
                    break
                more = sizes[stretch].sum() - sizes
                near = inside & (more != 0) & (np.abs(more) < threshold * max(length, times))
                # who is in the other number is in the stretch, but for few where that is the smaller
                near &= np.where(more > 0, met >= persons, met > persons - threshold)
                for other in np.flatnonzero(near).tolist() if length > 1 else ():
                    if other not in stretch:
                        sign = 1 if more[other] > 0 else -1
                        yield {**dict.fromkeys(stretch, sign), other: -sign}


def containment(members: csc_array, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether all units of one number (column) are in another (row), and how many units are in each.

    That is so when as many are in both as in the one: it is counted for all pairs at once.
    """
    present = csc_array(members, dtype=np.float32)
    present.eliminate_zeros()
    present.data[:] = 1
    weighted = present.copy()
    weighted.data = weighted.data * weights[weighted.indices].astype(np.float32)
    both = (present.T @ weighted).toarray()
    units = both.diagonal()
    return (both == units[None, :]) & (units[None, :] > 0), units


def is_accepted(left: Remainder, numbers: Sequence[Number], policy: Policy) -> bool:
    """Whether the policy lets these few be told: they are in two numbers of one table at once, of any edition."""
    tables = [{table.split(" ")[-1] for table in listed(numbers[one].places)} for one in left.factors]
    return left.twice and any(all(one in of for of in tables) for one in policy.overlaps_accepted)
