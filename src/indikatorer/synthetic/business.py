"""`processmatt`, `partnerskap` and `ekonomi_kostnader`: what the offices do, and what it costs."""

from pathlib import Path

import numpy as np
import polars as pl

from indikatorer.base import periods
from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.registrations import Numbers
from indikatorer.synthetic.simulated_activities import NAMES, Activities
from indikatorer.synthetic.simulated_enrolments import ARBETE
from indikatorer.synthetic.simulated_files import jobbtorg_of
from indikatorer.synthetic.stockholmsjobb import Jobs
from indikatorer.synthetic.tables import append, days, words
from indikatorer.synthetic.totals import Totals
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.training import AVBROTT, YRKES, Courses
from indikatorer.synthetic.world import LAST_DAY, LAST_YEAR, Dates

_PROCESSES = {"Rekryteringsträffar": 22, "Arbetsgivare med partnerskap": 9, "Arbetsgivarbesök": 60}
"""Measure → how many a month in the city; made up."""
_PROCESSES_FROM = periods.month(2015, 1)
_PARTNERSHIPS_FROM = np.datetime64("2015-01-01")

_PERSONAL, _OTHER = "Personal", "Övrigt"
_KRONOR_A_DAY = {"jobbtorg": (75, 30), "Stockholmsjobb": (820, 90), "insats": (95, 70)}
"""Personnel and other costs of one person's day, in the prices of 2010; made up."""
_PRICES = 1.025


def add_processes(part: Part, totals: Totals) -> None:
    """How many of each process measure in each month of 2015–2022."""
    rng = chance.stream(part.seed, "processmatt")
    for name, usual in _PROCESSES.items():
        month = np.arange(_PROCESSES_FROM, periods.month(LAST_YEAR, 12) + 1)
        summer, pandemic = np.where(month % 12 == 6, 0.4, 1.0), np.where(month // 12 == 2020, 0.5, 1.0)
        labels = [periods.month_label(number) for number in month.tolist()]
        counted = rng.poisson(usual * part.scale * summer * pandemic)
        totals.add("processmatt", pl.DataFrame({"månad": labels, "mått": name, "antal": counted}))


def write_processes(folder: Path, totals: Totals) -> None:
    """`processmatt`: one row per month and measure."""
    append(totals.table("processmatt"), folder, "processmatt")


def write_partnerships(folder: Path, town: Town, read: Courses, numbers: Numbers, seed: int) -> None:
    """`partnerskap`: one row per person and job that an employer in partnership gave, from 2015 on."""
    rng = chance.stream(seed, "partnerskap")
    spells = town.spells
    exits = np.flatnonzero((spells.reason == ARBETE) & (spells.end >= _PARTNERSHIPS_FROM) & (spells.end < LAST_DAY))
    exits = exits[rng.random(len(exits)) < 0.08]
    trained = (read.skolform == YRKES) & (read.utfall != AVBROTT) & read.is_last & (read.end >= _PARTNERSHIPS_FROM)
    pupils = np.flatnonzero(trained & (read.end < LAST_DAY))
    pupils = pupils[rng.random(len(pupils)) < 0.06]
    person = np.append(spells.person[exits], read.person[pupils])
    day = np.append(spells.end[exits], read.end[pupils]) + 1
    frame = pl.DataFrame(
        {
            "personnummer": numbers.at(person, day),
            "verksamhet": words(np.arange(len(person)) >= len(exits), ("Jobbtorg", "Vuxenutbildning")),
            "arbete_från": days(day),
        }
    )
    append(frame.sort("arbete_från", "personnummer", maintain_order=True), folder, "partnerskap")


def add_costs(town: Town, held: Activities, totals: Totals) -> None:
    """Kronor by year, unit and kind of cost, from the days that people spent there."""
    place, names = jobbtorg_of(town.spells)
    jobs: Jobs = town.jobs
    for unit, kind, start, end in (
        *((name, "jobbtorg", *_of(town.spells.start, town.spells.end, place == n)) for n, name in enumerate(names)),
        ("Stockholmsjobb", "Stockholmsjobb", jobs.start, jobs.end),
        *((name, "insats", *_of(held.start, held.end, held.insats == n)) for n, name in enumerate(NAMES)),
    ):
        for year in range(2008, LAST_YEAR + 1):
            spent = _days_in(start, end, year).sum()
            for cost, a_day in zip((_PERSONAL, _OTHER), _KRONOR_A_DAY[kind], strict=True):
                kronor = int(spent * a_day * _PRICES ** (year - 2010))
                row = {"år": [year], "enhet": [unit], "kostnadsslag": [cost], "antal": [kronor]}
                totals.add("ekonomi_kostnader", pl.DataFrame(row))


def write_costs(folder: Path, totals: Totals) -> None:
    """`ekonomi_kostnader`: one row per year, unit and kind of cost."""
    costs = totals.table("ekonomi_kostnader").rename({"antal": "belopp"})
    append(costs.filter(pl.col("belopp") > 0), folder, "ekonomi_kostnader")


def _of(start: Dates, end: Dates, rows: Integers) -> tuple[Dates, Dates]:
    return start[rows], end[rows]


def _days_in(start: Dates, end: Dates, year: int) -> Floats:
    first, last = np.datetime64(f"{year}-01-01"), np.datetime64(f"{year}-12-31")
    return np.maximum((np.minimum(end, last) - np.maximum(start, first)).astype(np.int64) + 1, 0)
