"""Cumulative incidence of return to Jobbtorg, with death and moving as competing events (docs/definitions.md, J6)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

import numpy as np
import polars as pl
from statsmodels.duration.survfunc import CumIncidenceRight

from indikatorer.base.normal import NORMAL
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.disclosure.policy import POLICY
from indikatorer.measures import cohorts, outcomes
from indikatorer.measures.after_exit import of_first_exits
from indikatorer.measures.population import Slice, population
from indikatorer.measures.records import Records
from indikatorer.measures.slices import people_in
from indikatorer.measures.windows import followed_until, okand_exits

CURVE = range(3, 37, 3)
YEARS = (12, 24, 36)
"""Months after the exit at which the share is told: month by month, and of each reason."""

DIVISIONS = ("avslutsorsak", "orsaksgrupp2")
"""The columns that the curves are told by."""


@population("spells")
def followed_until_return(records: Records) -> Iterator[Slice]:
    """First exits in the exit years of the okänd analysis, followed until the end of the year two before the report's.

    The first exit in the window counts, whatever came later. Those who left late are followed for a shorter time.
    """
    window = okand_exits(records.year)
    last = followed_until(records.year).last

    def followed() -> pl.LazyFrame:
        return outcomes.with_time_to_return(people_in(cohorts.first_exits, records, window), records, last)

    yield of_first_exits(records, window, followed, last, {})


def return_by_month(people: pl.DataFrame, by: str, labels: Sequence[str], months: Sequence[int]) -> pl.DataFrame:
    """The share in per cent who have come back so many months after the exit, for each label of `by` and for all.

    A point that would tell of few has so few behind it: a curve of a small group says how many each step is.
    """
    few = telling_of_few(people)
    rows = []
    for label in (*labels, SAMTLIGA):
        group = people if label == SAMTLIGA else people.filter(pl.col(by) == label)
        told = incidence(group["tid"].to_numpy(), group["handelse"].to_numpy(), months)
        rows += [
            (label, str(m), *numbers, min(behind, POLICY.threshold - 1) if (label, m) in few else behind)
            for m, (*numbers, behind) in zip(months, told, strict=True)
        ]
    numbers = dict.fromkeys(("varde", "ki_nedre", "ki_ovre"), pl.Float64)
    schema = {by: pl.String, "manader": pl.String, **numbers, "personer": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def telling_of_few(people: pl.DataFrame) -> set[tuple[str, int]]:
    """Label and month of the points of all curves that are not told, since few would be counted out of them.

    While everybody is followed a share is a number over a number, and a step of the curve so many persons. So no two
    neighbouring points that are told differ by few, nor what the labels that are told leave of all, or of the other
    reasons together. Points of whole years stand in both tables and are chosen first. Whoever sees that a point is
    hidden knows that there are few: as of a model they are up to six.
    """
    back = {SAMTLIGA: _back(people)}
    parts: list[dict[str, dict[int, int]]] = []
    for column in DIVISIONS:
        groups = people.drop_nulls(column).partition_by(column, as_dict=True)
        parts.append({str(label): _back(group) for (label,), group in sorted(groups.items())})
        back |= parts[-1]
    hidden: set[tuple[str, int]] = set()
    for label, of in back.items():
        told: list[int] = []
        for m in (*YEARS, *CURVE):
            if m in told or (label, m) in hidden:
                continue
            before, after = max((t for t in told if t < m), default=0), min((t for t in told if t > m), default=0)
            if POLICY.is_few_of_a_model(of[m] - of[before]) or (after and POLICY.is_few_of_a_model(of[after] - of[m])):
                hidden.add((label, m))
            else:
                told.append(m)
    of_few, shared = frozenset(hidden), set.intersection(*map(set, parts))
    for m in CURVE:
        for of_label in parts:
            alone = {label for label in of_label if (label, m) in of_few}
            out = [label for label in of_label if (label, m) in hidden]
            others = sorted(set(of_label) - shared - set(out), key=lambda label: (of_label[label][m], label))
            while out and len(of_label) > 2 and others and _leave_few(of_label, (out, set(out) - shared), alone, m):
                out.append(others.pop(0))
                hidden.add((out[-1], m))
            if out and _leave_few(of_label, (out,), alone, m):
                hidden.add((SAMTLIGA, m))
    return hidden


def _leave_few(
    of_label: Mapping[str, Mapping[int, int]], rests: Iterable[Collection[str]], of_few: Set[str], m: int
) -> bool:
    """Whether labels that are left by those that are told at a month are one of few, or few in some time."""
    for rest in rests:
        back = [sum(of_label[label][t] for label in rest) for t in (0, *CURVE) if t <= m]
        if (len(rest) == 1 and set(rest) <= of_few) or any(
            POLICY.is_few_of_a_model(back[-1] - before) for before in back[:-1]
        ):
            return True
    return False


def _back(people: pl.DataFrame) -> dict[int, int]:
    """How many have come back by each month of the curve, and at its beginning."""
    times = people.filter(handelse=1)["tid"].to_numpy()
    return {m: int((times <= m).sum()) if m else 0 for m in (0, *CURVE)}


def incidence(
    time: np.ndarray, event: np.ndarray, months: Sequence[int]
) -> list[tuple[float | None, float | None, float | None, int]]:
    """Aalen–Johansen's estimate of event 1 by each month, in per cent, with an interval and how many are behind it.

    `time` is in whole months and `event` 0 for those who were only followed so long, 1 for return, 2 for a competing
    event. All that happens in a month happens at once. The interval is that of log(−log), so that it stays within 0 and
    100. How many are behind a number: those still at risk, or the few who had come back.
    """
    if not len(time):
        return [(None, None, None, 0)] * len(months)
    if event.max() < 1:
        return [(0.0, None, None, int((time >= m).sum())) for m in months]
    with np.errstate(divide="ignore", invalid="ignore"):
        curve = CumIncidenceRight(time.astype(float), event.astype(int))
    told: list[tuple[float | None, float | None, float | None, int]] = []
    for m in months:
        at_risk, back = int((time >= m).sum()), int(((event == 1) & (time <= m)).sum())
        at = int(np.searchsorted(curve.times, m, side="right")) - 1
        share = float(curve.cinc[0][at]) if at >= 0 else 0.0
        low, high = _interval(share, float(curve.cinc_se[0][at]) if at >= 0 else 0.0)
        told.append((100 * share, low, high, back if POLICY.is_small(back) else at_risk))
    return told


def _interval(share: float, error: float) -> tuple[float | None, float | None]:
    if not 0 < share < 1 or not error > 0:
        return None, None
    width = NORMAL * error / (share * np.log(share))
    low, high = sorted(share ** np.exp(sign * width) for sign in (-1, 1))
    return 100 * float(low), 100 * float(high)
