"""Who they are: everything about a person that is settled before the first day at a jobbtorg."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.rows import Rows
from indikatorer.synthetic.world import LAST_DAY, NEVER, OPENING, Dates, year_of

Flags = NDArray[np.bool_]

STADSDELAR = {
    "Rinkeby-Kista": (0.13, 0.85),
    "Spånga-Tensta": (0.11, 0.82),
    "Hässelby-Vällingby": (0.11, 0.62),
    "Bromma": (0.04, 0.45),
    "Kungsholmen": (0.03, 0.35),
    "Norrmalm": (0.03, 0.32),
    "Östermalm": (0.03, 0.30),
    "Södermalm": (0.08, 0.34),
    "Enskede-Årsta-Vantör": (0.13, 0.58),
    "Skarpnäck": (0.05, 0.48),
    "Farsta": (0.08, 0.52),
    "Älvsjö": (0.02, 0.45),
    "Hägersten-Liljeholmen": (0.06, 0.47),
    "Skärholmen": (0.10, 0.80),
}
"""The committees of 2008: share of the people, and of these how many are born abroad."""

# Thousands of people who come to a jobbtorg for the first time. In 2008 it takes over those who were already
# in the districts' own projects: they come in the first quarter.
_TAKEN_OVER = 5.2
_NEWCOMERS = {2008: 6.5, 2009: 6.4, 2010: 5.8, 2011: 4.4, 2012: 4.2, 2013: 4.1, 2014: 4.0, 2015: 3.9, 2016: 3.9}
_NEWCOMERS |= {2017: 3.8, 2018: 3.7, 2019: 3.6, 2020: 4.2, 2021: 3.8, 2022: 3.6}
_SEASON = np.array([1.25, 1.05, 1.05, 1.0, 0.95, 0.9, 0.6, 1.0, 1.25, 1.15, 1.05, 0.75])


@dataclass(frozen=True)
class People(Rows):
    """One row per person who comes to a jobbtorg."""

    kvinna: Flags
    birth: Dates
    utrikes: Flags
    background: Integers
    """UtlSvBakg: 11 and 12 foreign, 21 and 22 Swedish background."""
    utbildning: Integers
    """0 förgymnasial, 1 gymnasial, 2 eftergymnasial."""
    arrival: Dates
    """Day of moving to Sweden, the latest if there were several; NaT for those who have always lived here."""
    samordning: Flags
    """Has a coordination number: works and is helped, but is not in the population register."""
    stadsdel: Integers
    first_enrolment: Dates
    death: Dates
    strength: Floats
    """What makes it easier to find and keep work, whatever it is; mean 0, standard deviation 1."""
    partner: Flags
    children: Integers
    resurs: Flags
    at_home: Flags
    """Young people who live with their parents: at a jobbtorg without försörjningsstöd, ever."""
    registered: Flags
    """Registers with Arbetsförmedlingen when out of work."""

    def age(self, day: Dates) -> Floats:
        return (day - self.birth).astype(np.float64) / 365.25


def draw(seed: int, scale: float) -> People:
    """Everybody who comes to a jobbtorg 2008–2022; a few per cent too many for the size that is aimed at."""
    rng = chance.stream(seed, "people")
    first_enrolment = _first_enrolments(rng, scale)
    size = len(first_enrolment)
    share, abroad = np.array(list(STADSDELAR.values())).T
    stadsdel = chance.pick(chance.even(rng, year_of(first_enrolment)), np.tile(share, (size, 1)))
    kvinna = chance.even(rng, year_of(first_enrolment)) < 0.46
    utrikes = chance.even(rng, stadsdel) < abroad[stadsdel]
    age = _ages(rng, size, utrikes)
    birth = first_enrolment - (age * 365.25).astype("timedelta64[D]")
    levels = np.array([[0.38, 0.47, 0.15], [0.46, 0.30, 0.24]])[utrikes.astype(int)]
    levels[age < 21] = [0.72, 0.28, 0.0]
    utbildning = chance.pick(rng.random(size), levels)
    arrival = _arrivals(rng, birth, first_enrolment, utrikes)
    child_bearing = (age > 22) & (age < 52)
    partner = (rng.random(size) < np.where(utrikes, 0.36, 0.14)) & (age > 21)
    parent = child_bearing & (rng.random(size) < np.where(partner, 0.75, np.where(kvinna, 0.42, 0.06)))
    return People(
        kvinna=kvinna,
        birth=birth,
        utrikes=utrikes,
        background=_backgrounds(chance.stream(seed, "background"), utrikes),
        utbildning=utbildning,
        arrival=arrival,
        samordning=utrikes & (rng.random(size) < 0.008),
        stadsdel=stadsdel,
        first_enrolment=first_enrolment,
        death=_deaths(rng, birth, first_enrolment, kvinna),
        strength=_strength(rng, age, utrikes, utbildning),
        partner=partner,
        children=np.where(parent, rng.choice(4, size=size, p=[0.35, 0.36, 0.19, 0.10]) + 1, 0),
        resurs=rng.random(size) < np.where(age > 40, 0.10, 0.05),
        at_home=(age < 24) & ~partner & (rng.random(size) < 0.28),
        registered=rng.random(size) < np.where(age < 25, 0.62, 0.78),
    )


def partners(people: People, seed: int) -> tuple[Integers, Dates, Flags]:
    """Those who share household with somebody at a jobbtorg: with whom, when born, and whether a woman."""
    rng = chance.stream(seed, "partners")
    with_whom = np.flatnonzero(people.partner)
    years = rng.normal(0, 4, size=len(with_whom)) + np.where(people.kvinna[with_whom], 2.5, -2.5)
    birth = people.birth[with_whom] - (years * 365.25).astype("timedelta64[D]")
    adult = people.first_enrolment[with_whom] - np.timedelta64(19 * 366, "D")
    same_sex = rng.random(len(with_whom)) < 0.01
    return with_whom, np.minimum(birth, adult), people.kvinna[with_whom] == same_sex


def _first_enrolments(rng: Generator, scale: float) -> Dates:
    days = []
    for year, thousands in _NEWCOMERS.items():
        calendar = np.arange(np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01"))
        weekdays = calendar[np.is_busday(calendar)]
        season = _SEASON[weekdays.astype("datetime64[M]").astype(int) % 12]
        days.append(rng.choice(weekdays, size=round(1000 * scale * thousands), p=season / season.sum()))
    first_quarter = np.arange(OPENING, np.datetime64("2008-04-01"))
    days.append(rng.choice(first_quarter[np.is_busday(first_quarter)], size=round(1000 * scale * _TAKEN_OVER)))
    return np.concatenate(days)


def _ages(rng: Generator, size: int, utrikes: Flags) -> Floats:
    youth = rng.random(size) < np.where(utrikes, 0.18, 0.38)
    return np.where(youth, 16.5 + 9 * rng.beta(2.0, 1.4, size), 21 + 42.9 * rng.beta(1.5, 1.9, size))


def _arrivals(rng: Generator, birth: Dates, first_enrolment: Dates, utrikes: Flags) -> Dates:
    """Years in Sweden before the first enrolment; some who had moved abroad are registered as arriving when back."""
    size = len(birth)
    years = np.where(rng.random(size) < 0.3, rng.exponential(1.6, size) + 0.2, rng.gamma(1.8, 6.0, size))
    returned = rng.random(size) < 0.02
    arrival = first_enrolment - (years * 365.25).astype("timedelta64[D]")
    arrival = np.maximum(arrival, birth + np.timedelta64(30, "D"))
    return np.where(utrikes | returned, arrival, np.datetime64("NaT"))


def _backgrounds(rng: Generator, utrikes: Flags) -> Integers:
    return np.where(utrikes, 11, rng.choice([12, 21, 22], len(utrikes), p=[0.28, 0.14, 0.58]))


def _deaths(rng: Generator, birth: Dates, first_enrolment: Dates, kvinna: Flags) -> Dates:
    """Deaths from the first enrolment on. Mortality doubles with every eight years of age (Gompertz)."""
    age = (first_enrolment - birth).astype(np.float64) / 365.25
    growth = np.log(2) / 8
    rate = np.where(kvinna, 0.00020, 0.00036) * np.exp(growth * (age - 20))
    years = np.log1p(growth * rng.standard_exponential(len(birth)) / rate) / growth
    death = first_enrolment + np.maximum(years * 365.25, 1).astype("timedelta64[D]")
    return np.where(death <= LAST_DAY, death, NEVER)


def _strength(rng: Generator, age: Floats, utrikes: Flags, utbildning: Integers) -> Floats:
    raw = rng.standard_normal(len(age)) + 0.35 * (utbildning - 0.8) - 0.25 * utrikes - 0.025 * np.maximum(age - 45, 0)
    return (raw - raw.mean()) / raw.std()
