"""`flai_stockholmsjobb` and `flai_uppfoljning_3man`: the employments, and what came of them three months later."""

from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import Generator

from indikatorer.base import periods
from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.lives import WORK, Activity
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.people import Flags
from indikatorer.synthetic.registrations import Numbers
from indikatorer.synthetic.stockholmsjobb import TYPER, Jobs
from indikatorer.synthetic.tables import append, days, words
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import FIRST_MONTH, LAST_DAY, MONTHS, NEVER, Dates, month_of

_STATUSAR = ("Arbete", "Subventionerat arbete", "Studier", "Nytt Stockholmsjobb", "Annat", "Ej nådd")
ARBETE, SUBVENTIONERAT, STUDIER, NYTT, ANNAT, EJ_NADD = range(len(_STATUSAR))

_SUCCEEDED = {
    periods.month(2010, 1): 55.0,
    periods.month(2017, 1): 58.5,
    periods.month(2019, 9): 52.0,
    periods.month(2020, 3): 45.0,
    periods.month(2020, 9): 50.0,
    periods.month(2022, 1): 54.0,
}
"""Per cent who work or study three months after the end, by when it ended: 57–60 in 2018–2019 and 48,5 in VB 2020, a
fall from T2 2020 on that is larger for women (docs/definitions.md, ST2)."""
_FALL = periods.month(2019, 9)


def write_employments(folder: Path, town: Town, numbers: Numbers, part: Part) -> None:
    """One row per employment, an extension being one of its own, and one per employment that was followed up."""
    jobs = town.jobs
    rng = chance.stream(part.seed, "flai_stockholmsjobb")
    extended = np.flatnonzero((jobs.first_end < jobs.end) & (jobs.first_end < LAST_DAY))
    both = Jobs.concatenate([jobs, jobs.select(extended)])
    number = part.identities("stockholmsjobb_id", len(both), 10**5, 10**7)
    is_first = np.arange(len(both)) < len(jobs)
    original = np.concatenate([np.full(len(jobs), -1), number[extended]])
    goes_on = np.zeros(len(jobs), dtype=bool)
    goes_on[extended] = True
    last_day = np.where(is_first & np.append(goes_on, goes_on[extended]), both.first_end, both.end)
    frame = pl.DataFrame(
        {
            "stockholmsjobb_id": number,
            "personnummer": numbers.at(both.person, both.start),
            "typ": words(both.typ, TYPER),
            "finansiering": words(np.where(rng.random(len(both)) < 0.01, -1, both.paid_by), ("AMF", "SDN")),
            "start": days(np.where(is_first, both.start, both.first_end + 1)),
            "slut": days(np.where(last_day > LAST_DAY, NEVER, last_day)),
            "förlängning_av": pl.Series(original),
        }
    )
    named = pl.col("förlängning_av")
    frame = frame.sort("stockholmsjobb_id").with_columns(
        pl.format("S{}", "stockholmsjobb_id").alias("stockholmsjobb_id"),
        pl.when(named >= 0).then(pl.format("S{}", named)).alias("förlängning_av"),
    )
    append(frame, folder, "flai_stockholmsjobb")
    last_number = number[: len(jobs)].copy()
    last_number[extended] = number[len(jobs) :]
    _write_follow_up(folder, town, last_number, part.seed)


def _write_follow_up(folder: Path, town: Town, number: Integers, seed: int) -> None:
    rng = chance.stream(seed, "flai_uppfoljning_3man")
    asked = np.flatnonzero(month_of(town.jobs.end) + 4 < FIRST_MONTH + MONTHS)
    jobs = town.jobs.select(asked)
    status = _status(rng, town, jobs)
    day = _three_months_later(jobs.end) + rng.integers(-6, 22, len(jobs))
    day = np.busday_offset(day, 0, roll="forward").astype("datetime64[D]")
    frame = pl.DataFrame(
        {
            "stockholmsjobb_id": number[asked],
            "uppföljningsdatum": days(np.where((status == EJ_NADD) & (rng.random(len(jobs)) < 0.3), NEVER, day)),
            "status": words(status, _STATUSAR),
        }
    ).sort("stockholmsjobb_id")
    frame = frame.with_columns(pl.format("S{}", "stockholmsjobb_id").alias("stockholmsjobb_id"))
    append(frame, folder, "flai_uppfoljning_3man")


def _status(rng: Generator, town: Town, jobs: Jobs) -> Integers:
    """Those who worked or studied around the day answer so, as do some with work too small for any register."""
    month = month_of(jobs.end)
    around = np.array([town.lived[month + 3 + step - FIRST_MONTH, jobs.person] for step in (0, -1, 1)])
    studies = np.isin(around[0], (Activity.STUDIER, Activity.HOGSKOLA))
    active = np.isin(around, (*WORK, Activity.STUDIER, Activity.HOGSKOLA)).any(axis=0)
    anew = (around[0] == Activity.STOCKHOLMSJOBB) & ~active
    kvinna = town.people.kvinna[jobs.person]
    time = 10 * (month // 6) + np.searchsorted(list(_SUCCEEDED), month, side="right")
    succeeded = _best(rng, active + 0.0 - anew, time, kvinna, _expected(month, kvinna) / 100)
    subsidised = (around[0] == Activity.SUBVENTION) | (rng.random(len(jobs)) < _subsidised(month, kvinna))
    success = np.where(studies, STUDIER, np.where(subsidised, SUBVENTIONERAT, ARBETE))
    failure = np.where(rng.random(len(jobs)) < 0.22, EJ_NADD, ANNAT)
    return np.where(succeeded, success, np.where(anew, NYTT, failure))


def _expected(month: Integers, kvinna: Flags) -> Floats:
    since = np.array(list(_SUCCEEDED))
    share = np.array(list(_SUCCEEDED.values()))[np.searchsorted(since, month, side="right") - 1]
    return share + np.where(month < _FALL, np.where(kvinna, 0.8, -0.6), np.where(kvinna, -2.6, 2.1))


def _subsidised(month: Integers, kvinna: Flags) -> Floats:
    return np.where(month < _FALL, 0.3, np.where(kvinna, 0.12, 0.2))


def _best(rng: Generator, score: Floats, time: Integers, kvinna: Flags, share: Floats) -> Flags:
    """At each time and in each sex the expected share of those with the highest score."""
    order = np.lexsort((rng.random(len(score)), -score, kvinna, time))
    group = np.append(0, np.cumsum((np.diff(time[order]) != 0) | (np.diff(kvinna[order].astype(int)) != 0)))
    first = np.searchsorted(group, group)
    expected = np.bincount(group, weights=share[order])[group]
    best = np.zeros(len(score), dtype=bool)
    best[order] = np.arange(len(order)) - first < np.round(expected)
    return best


def _three_months_later(day: Dates) -> Dates:
    month = day.astype("datetime64[M]")
    return (month + 3).astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
