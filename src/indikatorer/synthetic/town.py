"""One part of the population and all that happens to it, before any file tells of it."""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from indikatorer.synthetic import (
    assistance,
    lives,
    people,
    prolonged,
    published,
    register_years,
    simulated_effects,
    simulated_enrolments,
    simulated_support,
    stockholmsjobb,
)
from indikatorer.synthetic.assistance import Payments
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.lives import Activity
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.people import People
from indikatorer.synthetic.register_years import RegisterYears
from indikatorer.synthetic.simulated_enrolments import Spells
from indikatorer.synthetic.stockholmsjobb import Jobs
from indikatorer.synthetic.world import Canvas, month_of, paint

OfPeople = TypeVar("OfPeople", Spells, Jobs, Payments)


@dataclass(frozen=True)
class Town:
    """Lives as they are lived; `without` and `on_support_without` are the same lives without any Stockholmsjobb."""

    people: People
    spells: Spells
    jobs: Jobs
    lived: Canvas
    on_support: Canvas
    paid: Payments
    years: RegisterYears
    without: Canvas
    on_support_without: Canvas


def live(part: Part) -> Town:
    """Everything from the first person to the last month."""
    seed = part.seed
    everybody = people.draw(seed, part.scale)
    spells = simulated_enrolments.simulate(everybody, seed)
    periods = simulated_support.periods_on_support(everybody, spells, seed)
    without = lives.calendar(everybody, spells, periods, seed)
    on_support_without = simulated_support.calendar(everybody, spells, periods, seed)

    first = stockholmsjobb.employ(everybody, spells, without, on_support_without, seed)
    changed = simulated_effects.live_on(everybody, first, without, on_support_without, seed)
    lived = changed.lived
    following = stockholmsjobb.follow_up_jobs(everybody, first, lived, seed)
    paint(lived, following.person, month_of(following.start), month_of(following.end), Activity.STOCKHOLMSJOBB)
    jobs = Jobs.concatenate([first, following])
    spells, jobs = prolonged.prolong(spells, jobs, lived, changed.on_support, seed)

    paid = assistance.payments(everybody, changed.on_support, lived, seed)
    years = register_years.register_years(everybody, spells, lived, changed.a_kassa, paid, seed)
    leave_out = published.too_many_exits(everybody, spells, seed, part.scale)
    leave_out |= published.too_many_of_a_source(everybody, spells, jobs, years.columns)
    town = Town(everybody, spells, jobs, lived, changed.on_support, paid, years, without, on_support_without)
    return _of(np.flatnonzero(~leave_out), town)


def _of(kept: Integers, town: Town) -> Town:
    """The same town with some of its people."""
    number = np.full(len(town.people), -1)
    number[kept] = np.arange(len(kept))
    spells, rows = _renumbered(town.spells, number)
    jobs, _ = _renumbered(town.jobs, number)
    paid, _ = _renumbered(town.paid, number)
    there = number[town.years.columns["person"]] >= 0
    columns = {name: column[there] for name, column in town.years.columns.items()}
    columns["person"] = number[columns["person"]]
    return Town(
        people=town.people.select(kept),
        spells=spells,
        jobs=replace(jobs, spell=np.searchsorted(rows, jobs.spell)),
        lived=town.lived[:, kept],
        on_support=town.on_support[:, kept],
        paid=paid,
        years=RegisterYears(columns, town.years.earned[:, kept], town.years.a_kassa[:, kept]),
        without=town.without[:, kept],
        on_support_without=town.on_support_without[:, kept],
    )


def _renumbered(rows: OfPeople, number: Integers) -> tuple[OfPeople, Integers]:
    """The rows of the people who have a number, with that number, and which rows these are."""
    staying = np.flatnonzero(number[rows.person] >= 0)
    return replace(rows.select(staying), person=number[rows.person[staying]]), staying
