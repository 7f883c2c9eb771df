"""What the Stockholmsjobb have really changed: for the test of an effect evaluation, never for its reader.

Everybody's life has been lived with and without the job, so the effect among the participants is known month by month,
against never having one. Of those who are compared with them one or two in a hundred get one in a later enrolment;
to drop these would be to choose by what came later.
"""

from pathlib import Path

import numpy as np
import polars as pl

from indikatorer.base.files import write_json
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.lives import WORK, Activity
from indikatorer.synthetic.people import Flags
from indikatorer.synthetic.simulated_effects import EFFECTS
from indikatorer.synthetic.stockholmsjobb import TYPER
from indikatorer.synthetic.totals import Totals
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import FIRST_MONTH, MONTHS, Canvas, month_of, year_of

_MONTHS = range(-12, 49)
_ALL, _EVALUATED = "all", "first enrolment, 2010–2015, age 18–64"
"""Samples; the second is that of the evaluation (docs/definitions.md, Effects)."""


def add_truth(town: Town, totals: Totals) -> None:
    """How many participants there are, at work and on assistance, with and without the job, by months since start."""
    jobs = town.jobs.select(~town.jobs.is_next)
    spells = town.spells.select(jobs.spell)
    age, year = town.people.select(jobs.person).age(spells.start), year_of(spells.start)
    evaluated = (spells.number == 0) & (year >= 2010) & (year <= 2015) & (age >= 18) & (age < 65)
    place = month_of(jobs.start) - FIRST_MONTH
    lives: dict[str, Canvas] = {
        "participants": np.ones(town.lived.shape, dtype=bool),
        "work_with": np.isin(town.lived, (*WORK, Activity.STOCKHOLMSJOBB)),
        "work_without": np.isin(town.without, WORK),
        "assistance_with": town.on_support,
        "assistance_without": town.on_support_without,
    }
    for sample, rows in ((_ALL, np.ones(len(jobs), dtype=bool)), (_EVALUATED, evaluated)):
        for number, typ in enumerate(TYPER):
            of_type = rows & (jobs.typ == number)
            for name, canvas in lives.items():
                counted = [_count(canvas, jobs.person, place + months, of_type) for months in _MONTHS]
                frame = pl.DataFrame({"months": list(_MONTHS), "antal": counted})
                keys = {"sample": sample, "typ": typ, "counted": name}
                totals.add("truth", frame.select(*(pl.lit(v).alias(k) for k, v in keys.items()), "months", "antal"))


def write_truth(path: Path, totals: Totals, seed: int, scale: float) -> None:
    """Parameters (a share of all participants, by months since the start) and what came of them, as JSON.

    `work_with` and the like are shares of the participants who are followed so far.
    """
    samples: dict[str, dict[str, dict[str, list[float | None]]]] = {}
    for (sample, typ), rows in totals.table("truth").group_by("sample", "typ", maintain_order=True):
        counts = {name: group.sort("months")["antal"].to_list() for (name,), group in rows.group_by("counted")}
        followed = counts.pop("participants")
        shares = {
            name: [_share(n, of) for n, of in zip(c, followed, strict=True)] for name, c in sorted(counts.items())
        }
        samples.setdefault(str(sample), {})[str(typ)] = {"participants": followed, **shares}
    truth = {
        "seed": seed,
        "scale": scale,
        "months": list(_MONTHS),
        "effect_on_work": EFFECTS,
        "samples": samples,
    }
    write_json(path, truth)


def _count(canvas: Canvas, person: Integers, place: Integers, rows: Flags) -> int:
    followed = np.flatnonzero(rows & (place < MONTHS))
    return int(canvas[place[followed], person[followed]].sum())


def _share(count: int, of: int) -> float | None:
    return round(count / of, 6) if of else None
