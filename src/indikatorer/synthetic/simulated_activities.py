"""`flai_insatser` and `progression`: the activities during enrolments, and how close to work they brought people."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.lives import WORK
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.people import Flags
from indikatorer.synthetic.registrations import Numbers
from indikatorer.synthetic.rows import Rows
from indikatorer.synthetic.simulated_enrolments import ARBETE, SUBVENTIONERAT, Spells
from indikatorer.synthetic.tables import KON, YES_NO, append, days, words
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import FIRST_MONTH, LAST_DAY, MONTHS, NEVER, Canvas, Dates, month_of

EGEN, UPPHANDLAD = range(2)
_INSATSER = {
    "Jobbsökarstöd": (0.28, EGEN),
    "Matchning": (0.14, EGEN),
    "Arbetsträning": (0.12, EGEN),
    "Studie- och yrkesvägledning": (0.10, EGEN),
    "Språkstöd": (0.08, EGEN),
    "Motivationskurs": (0.06, EGEN),
    "Yrkesspår vård och omsorg": (0.08, UPPHANDLAD),
    "Yrkesspår restaurang": (0.05, UPPHANDLAD),
    "Yrkesspår bygg och anläggning": (0.05, UPPHANDLAD),
    "Matchning med resultatersättning": (0.04, UPPHANDLAD),
}
"""Name → share of the activities and who runs it; the names are made up."""
NAMES = tuple(_INSATSER)
_REGI = np.array([regi for _, regi in _INSATSER.values()])
_TWO_MONTHS = np.timedelta64(61, "D")


@dataclass(frozen=True)
class Activities(Rows):
    """One row per activity."""

    spell: Integers
    person: Integers
    insats: Integers
    """Place in NAMES."""
    start: Dates
    end: Dates
    completed: Flags


def activities(town: Town, seed: int) -> Activities:
    """One about every five months of an enrolment; somebody can be in two at once
    (docs/definitions.md, Units of count)."""
    rng = chance.stream(seed, "activities")
    spells = town.spells
    length = (np.minimum(spells.end, LAST_DAY) - spells.start).astype(np.int64)
    count = np.minimum(rng.poisson(np.minimum(length, 900) / 150), 8) * ~spells.duplicate
    spell = np.repeat(np.arange(len(spells)), count)
    start = spells.start[spell] + (length[spell] * rng.random(len(spell)) * 0.9).astype("timedelta64[D]")
    start = np.minimum(np.busday_offset(start, 0, roll="forward").astype("datetime64[D]"), LAST_DAY)
    wanted = start + rng.integers(20, 150, len(spell)).astype("timedelta64[D]")
    end = np.maximum(np.minimum(wanted, spells.end[spell]), start)
    weights = np.array([[share for share, _ in _INSATSER.values()]])
    insats = chance.pick(rng.random(len(spell)), np.repeat(weights, len(spell), axis=0))
    completed = (end == wanted) & (rng.random(len(spell)) < 0.88)
    return Activities(spell, spells.person[spell], insats, start, end, completed)


def write_activities(folder: Path, town: Town, held: Activities, numbers: Numbers, part: Part) -> None:
    """`flai_insatser`: one row per activity, with the employment that followed on a procured one."""
    is_open = held.end > LAST_DAY
    work_from, months = _employment(held, town.spells, town.lived)
    frame = pl.DataFrame(
        {
            "insats_id": part.identities("insats_id", len(held), 10**6, 10**8),
            "personnummer": numbers.at(held.person, held.start),
            "insats": words(held.insats, NAMES),
            "regi": words(_REGI[held.insats], ("Egen", "Upphandlad")),
            "start": days(held.start),
            "slut": days(np.where(is_open, NEVER, held.end)),
            "fullföljd": words(np.where(is_open, -1, held.completed), YES_NO),
            "anställning_start": days(work_from),
            "anställning_månader": pl.Series(months),
        }
    ).with_columns(pl.when(pl.col("anställning_månader") > 0).then("anställning_månader"))
    frame = frame.sort("insats_id").with_columns(pl.format("A{}", "insats_id").alias("insats_id"))
    append(frame, folder, "flai_insatser")


def write_progression(folder: Path, town: Town, held: Activities, part: Part) -> None:
    """`progression`: one row per participation since 2019 that was measured before and, mostly, after it."""
    rng = chance.stream(part.seed, "progression")
    measured = (held.start >= np.datetime64("2019-01-01")) & (held.end <= LAST_DAY) & (rng.random(len(held)) < 0.12)
    held = held.select(measured)
    ors = rng.random(len(held)) < 0.4
    before = np.where(ors, rng.normal(21, 6, len(held)), rng.normal(5, 1.8, len(held)))
    gain = rng.normal(0.5, 1.0, len(held)) + 0.4 * held.completed
    top = np.where(ors, 40.0, 10.0)
    after = np.clip(before + gain * top / 12, 0, top)
    asked_again = rng.random(len(held)) < np.where(held.completed, 0.85, 0.4)
    closer = np.where(rng.random(len(held)) < 0.05, -1, gain + rng.normal(0, 0.5, len(held)) > 0.3)
    frame = pl.DataFrame(
        {
            "deltagande": part.identities("deltagande", len(held), 10**5, 10**7),
            "kön": words(town.people.kvinna[held.person], KON),
            "insats": words(held.insats, NAMES),
            "instrument": words(ors, ("Självskattning", "ORS")),
            "före": _decimal(np.clip(before, 0, top)),
            "efter": pl.select(pl.when(pl.Series(asked_again)).then(_decimal(after))).to_series(),
            "närmat_sig": words(np.where(asked_again, closer, -1), YES_NO),
        }
    ).sort("deltagande")
    append(frame.with_columns(pl.format("D{}", "deltagande").alias("deltagande")), folder, "progression")


def _employment(held: Activities, spells: Spells, lived: Canvas) -> tuple[Dates, Integers]:
    """When work began during a procured activity or soon after it, and for how many months it lasted
    (docs/definitions.md, J9)."""
    exit_day, reason = spells.end[held.spell], spells.reason[held.spell]
    to_work = np.isin(reason, (ARBETE, SUBVENTIONERAT)) & (_REGI[held.insats] == UPPHANDLAD)
    soon = to_work & (exit_day - held.end <= 2 * _TWO_MONTHS) & (exit_day + 1 <= LAST_DAY)
    months = np.zeros(len(held), dtype=np.int64)
    going_on = soon.copy()
    for step in range(1, 25):
        place = np.minimum(month_of(np.where(soon, exit_day, LAST_DAY)) + step - FIRST_MONTH, MONTHS - 1)
        going_on &= np.isin(lived[place, held.person], WORK)
        months += going_on
    return np.where(months > 0, exit_day + 1, NEVER), months


def _decimal(values: Floats) -> pl.Series:
    return pl.Series(np.round(values, 1)).cast(pl.String).str.replace(".", ",", literal=True)
