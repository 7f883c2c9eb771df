"""What SCB's registers (LISA) tell of each year of a life, added up from its months (docs/definitions.md, SCB)."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from indikatorer.base.vocabulary import egen_kommun
from indikatorer.synthetic import chance
from indikatorer.synthetic.assistance import ETABLERING, Payments, individual_share
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.lives import Activity
from indikatorer.synthetic.people import Flags, People
from indikatorer.synthetic.simulated_enrolments import FLYTTAT, MOVED, Spells
from indikatorer.synthetic.world import (
    FIRST_YEAR,
    LAST_MONTH,
    MONTHS,
    NEVER,
    Canvas,
    month_of,
    paint,
    wage_index,
    year_of,
)

YEARS = range(FIRST_YEAR, 2022)
STOCKHOLM = int(egen_kommun()[0])
_ELSEWHERE = (126, 127, 136, 139, 123, 184, 183, 181, 188, 191, 380, 484, 580, 1280, 1480, 1880, 1980, 2480)
_SAME_LIFE_ELSEWHERE = 0.83
"""Of those exited because they moved: share on assistance from their new municipality the year after."""

A = Activity
PAID = {A.ARBETE: 1.0, A.DELTID: 0.45, A.SUBVENTION: 0.88, A.STOCKHOLMSJOBB: 0.85}
"""Activities that earn wages, and how much of a full-time wage."""
_SOURCES = (1, 2, 5, 6, 3, 8, 9, 4, 7)
"""Raks_HuvInkKalla in the order that decides between equal amounts (docs/definitions.md, SCB)."""


@dataclass(frozen=True)
class RegisterYears:
    """`columns` are those of `scb_arsdata`, with `person` in place of LopNr: a row per person and year in the register.

    `earned` is ForvInk with a row per year and a column per person, in the register or not. `a_kassa` tells the months
    with unemployment insurance.
    """

    columns: dict[str, Integers]
    earned: Integers
    a_kassa: Canvas


def register_years(
    people: People, spells: Spells, lived: Canvas, earned_a_kassa: Canvas, paid: Payments, seed: int
) -> RegisterYears:
    """What the registers tell of the years from 2006 on.

    Amounts are hundreds of kronor. In the register are those of 16 and over (15 from 2010) who live in Sweden on
    31 December.
    """
    rng = chance.stream(seed, "register years")
    home, moved_in = _municipalities(rng, people, spells)
    city = _by_year(people, paid.select(paid.kind != ETABLERING))
    establishment = _by_year(people, paid.select(paid.kind == ETABLERING))
    stays_on = chance.even(rng, _year_of_moving(people, spells))
    wage = _full_time_wage(rng, people)
    earned = [np.zeros(len(people), dtype=np.int64)]
    a_kassa = np.zeros(lived.shape, dtype=bool)
    years = []
    for place, year in enumerate(YEARS):
        months = lived[12 * place : 12 * place + 12]
        spent = {activity: (months == activity).sum(axis=0) for activity in Activity}
        insured = (earned[-1] > 1000) & (rng.random(len(people)) < 0.6)
        insured_months = (months == A.ARBETSLOS) & (insured | earned_a_kassa[12 * place : 12 * place + 12])
        a_kassa[12 * place : 12 * place + 12] = insured_months
        columns = _year(rng, year, people, spent, months, wage * wage_index(year), earned[-1])
        by_job = earned_a_kassa[12 * place : 12 * place + 12]
        columns["ArbLos"] = 115 * insured_months.sum(axis=0) + 55 * (insured_months & by_job).sum(axis=0)
        earned.append(columns["ForvInk"])
        december = 12 * place + 11
        away = home[december] != STOCKHOLM
        columns["Kommun"] = home[december].astype(np.int64)
        elsewhere = _assistance_elsewhere(rng, year, away, moved_in[december], spent, stays_on)
        columns["SocBidrFam"] = city[:, place] + elsewhere
        own = (columns["SocBidrFam"] + establishment[:, place]) * individual_share(people)
        columns["Raks_EkBisInk"] = np.ceil(own).astype(np.int64)
        _income_sources(columns)
        age = year - year_of(people.birth)
        # Who dies or leaves in December is gone by the 31st, and who comes in January has not come yet.
        present = (months[11] != A.BORTA) & (lived[12 * place + 12] != A.BORTA)
        there = present & (age >= (16 if year < 2010 else 15)) & ~people.samordning
        row = np.flatnonzero(there)
        years.append({"person": row, "AR": np.full(len(row), year), **{k: v[row] for k, v in columns.items()}})
    columns = {name: np.concatenate([year[name] for year in years]) for name in years[0]}
    return RegisterYears(columns, np.array(earned[1:]), a_kassa)


def _full_time_wage(rng: Generator, people: People) -> Floats:
    """Hundreds of kronor a month in full-time work, in the wages of 2010."""
    level = np.log(198) + 0.10 * (people.utbildning - 1) - 0.05 * people.kvinna + 0.05 * people.strength
    return np.exp(level + 0.10 * rng.standard_normal(len(people)))


def _municipalities(rng: Generator, people: People, spells: Spells) -> tuple[Canvas, Canvas]:
    """The municipality of each month, and the year in which who lives there exited because of the move (else 0)."""
    home = np.full((MONTHS, len(people)), STOCKHOLM, dtype=np.int16)
    moved_in = np.zeros((MONTHS, len(people)), dtype=np.int16)
    movers = spells.select(spells.leaves == MOVED)
    first = month_of(movers.end) + 1
    last = np.where(movers.next_start == NEVER, LAST_MONTH, month_of(movers.next_start) - 1)
    paint(home, movers.person, first, last, rng.choice(np.array(_ELSEWHERE), len(movers)))
    known = movers.reason == FLYTTAT
    paint(moved_in, movers.person[known], first[known], last[known], year_of(movers.end[known]))
    return home, moved_in


def _year_of_moving(people: People, spells: Spells) -> Integers:
    """The year in which each person last exited because of a move, 0 for those who never did."""
    exited = spells.select(np.flatnonzero(spells.reason == FLYTTAT))
    year = np.zeros(len(people), dtype=np.int64)
    np.maximum.at(year, exited.person, year_of(exited.end))
    return year


def _by_year(people: People, paid: Payments) -> Integers:
    """Hundreds of kronor to the household, a row per person and a column per year."""
    inside = paid.select(paid.month < 12 * YEARS.stop)
    cell = inside.person * len(YEARS) + inside.month // 12 - FIRST_YEAR
    kronor = np.bincount(cell, weights=inside.kronor, minlength=len(people) * len(YEARS))
    return np.ceil(np.maximum(kronor, 0) / 100).astype(np.int64).reshape(len(people), len(YEARS))


def _assistance_elsewhere(
    rng: Generator, year: int, away: Flags, moved_in: Integers, spent: dict[Activity, Integers], stays_on: Floats
) -> Integers:
    """What the new municipality pays. Most who move while on assistance go on with it for a year at least."""
    idle = spent[A.UTANFOR] + spent[A.ARBETSLOS] + spent[A.SJUK] + spent[A.DELTID]
    goes_on = (stays_on < _SAME_LIFE_ELSEWHERE) & ((year <= moved_in + 1) | (idle > 2))
    needs = np.where(moved_in > 0, goes_on, (stays_on < 0.5) & (idle > 5))
    amount = (80 * np.maximum(idle, 2) * rng.uniform(0.7, 1.3, len(idle))).astype(np.int64)
    return np.where(away & needs, amount, 0)


def _year(
    rng: Generator,
    year: int,
    people: People,
    spent: dict[Activity, Integers],
    months: Canvas,
    wage: Floats,
    earned_before: Integers,
) -> dict[str, Integers]:
    size = len(people)
    work_months = spent[A.ARBETE] + spent[A.DELTID] + spent[A.SUBVENTION] + spent[A.STOCKHOLMSJOBB]
    # Hourly and temporary work: some get all the hours of a full-time job, the rest a part of them.
    hours = np.where(rng.random(size) < 0.785, 1.0, rng.uniform(0.2, 0.95, size))
    at_work = sum(weight * spent[activity] for activity, weight in PAID.items()) + (hours - 1) * spent[A.ARBETE]
    side_income = _side_income(rng, spent, work_months, people)
    earned = np.ceil(wage * at_work).astype(np.int64) + side_income
    firm = (rng.random(size) < 0.035) & (spent[A.ARBETE] > 0)
    profit = np.where(firm, (earned * rng.uniform(-0.1, 0.8, size)).astype(np.int64), 0)
    forvink = np.where(firm, np.maximum(profit, 0), earned)

    sick_days = 30 * spent[A.SJUK]
    sick_pay = np.where(earned_before > 300, 55, 18) * spent[A.SJUK]
    parental = np.where(earned_before > 600, 120, 55) * spent[A.FORALDRALEDIG]
    days_out_of_work = np.minimum(np.round(30.4 * spent[A.ARBETSLOS]).astype(np.int64), 365)
    student_aid = rng.random(size) < 0.88
    spring = np.isin(months[:5], A.HOGSKOLA).any(axis=0)
    autumn = np.isin(months[8:], A.HOGSKOLA).any(axis=0)
    november = np.isin(months[10], list(PAID)) & (forvink > 0)
    young = year - year_of(people.birth) < 20
    return {
        "ForvErs": np.where(forvink > 0, forvink + sick_pay + parental, 0),
        "ForvInk": forvink,
        "InkFNettoA": profit,
        "SyssStat": np.where(november, 1, np.where(forvink > 0, 5, 6)),
        "ALosDag": days_out_of_work,
        "ADelDag": np.where(people.registered, 30, 0) * spent[A.DELTID],
        "AStuDag": np.minimum(np.round(30.4 * spent[A.PROGRAM]).astype(np.int64), 365),
        "ASysDag": np.minimum(np.round(30.4 * spent[A.SUBVENTION]).astype(np.int64), 365),
        "HSDelt": spring + 2 * autumn,
        "StudMed": np.where(student_aid, np.where(young, 11, 72), 0) * (spent[A.STUDIER] + spent[A.HOGSKOLA]),
        "SjukSum_Ndag_MiDAS": sick_days,
        "ForTid": 95 * spent[A.SJUKERSATTNING],
        "ForalPeng": parental,
        "AK14Dag": np.where(rng.random(size) < 0.04, 30, 0) * spent[A.SJUK],
        "sick_pay": sick_pay,
        "programme_pay": 62 * spent[A.PROGRAM],
        "old_age_pension": 95 * spent[A.PENSION],
    }


def _side_income(rng: Generator, spent: dict[Activity, Integers], work_months: Integers, people: People) -> Integers:
    """Holiday jobs, single shifts, pay on top of parental benefit."""
    size = len(people)
    studies = spent[A.STUDIER] + spent[A.HOGSKOLA]
    chance_of_some = np.where(studies > 3, 0.5, np.where(spent[A.FORALDRALEDIG] > 2, 0.5, 0.07))
    chance_of_some = np.where(spent[A.SJUKERSATTNING] + spent[A.PENSION] + spent[A.BORTA] > 0, 0.0, chance_of_some)
    some = (work_months == 0) & (rng.random(size) < chance_of_some)
    return np.where(some, np.ceil(np.exp(np.log(150) + 0.8 * rng.standard_normal(size))).astype(np.int64), 0)


def _income_sources(columns: dict[str, Integers]) -> None:
    """Add Raks_SummaInk and Raks_HuvInkKalla, and drop the incomes that only they are made of."""
    amounts = {
        1: columns["ForvInk"],
        2: columns["StudMed"],
        3: columns["ForalPeng"],
        4: columns.pop("sick_pay"),
        5: columns["ArbLos"],
        6: columns["ForTid"],
        7: columns["Raks_EkBisInk"],
        8: columns.pop("programme_pay"),
        9: columns.pop("old_age_pension"),
    }
    by_source = np.array([amounts[source] for source in _SOURCES])
    columns["Raks_SummaInk"] = by_source.sum(axis=0)
    main = np.array(_SOURCES)[by_source.argmax(axis=0)]
    columns["Raks_HuvInkKalla"] = np.where(columns["Raks_SummaInk"] > 0, main, 99)
