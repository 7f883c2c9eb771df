"""`folkbokforing` and `personnummer_byte`: who came, left and died, and whose number changed."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.identities import Personnummer
from indikatorer.synthetic.people import People
from indikatorer.synthetic.simulated_enrolments import EMIGRATED, MOVED, Spells
from indikatorer.synthetic.tables import append, days, words
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import LAST_DAY, NEVER, OPENING, Dates, month_of

_HANDELSER = ("Avliden", "Utvandrad", "Utflyttad", "Inflyttad")
AVLIDEN, UTVANDRAD, UTFLYTTAD, INFLYTTAD = range(len(_HANDELSER))
_NEVER_CHANGED = np.datetime64("1900-01-01")


@dataclass(frozen=True)
class Numbers:
    """Each person's personnummer: the newest, and the one before it, which is the same for most."""

    newest: Integers
    before: Integers
    changed: Dates

    def at(self, person: Integers, day: Dates) -> Integers:
        """The number that each person had on a day."""
        return np.where(day < self.changed[person], self.before[person], self.newest[person])


def number(people: People, personnummer: Personnummer, seed: int) -> Numbers:
    """A number for each person. In 2022 some get a personnummer for their samordningsnummer; a few are corrected."""
    rng = chance.stream(seed, "personnummer_byte")
    size = len(people)
    before = personnummer.assign(people.birth, people.kvinna, people.samordning)
    day = OPENING + rng.integers(30, (LAST_DAY - OPENING).astype(int) - 30, size).astype("timedelta64[D]")
    day = np.where(people.samordning, np.datetime64("2022-01-10") + rng.integers(0, 340, size), day)
    changes = rng.random(size) < np.where(people.samordning, 0.3, 0.001)
    changes[:1] = True  # a delivered file has at least one row, however small the population
    newest = before.copy()
    none = np.zeros(int(changes.sum()), dtype=bool)
    newest[changes] = personnummer.assign(people.birth[changes], people.kvinna[changes], none)
    return Numbers(newest, before, np.where(changes, day, _NEVER_CHANGED))


def write_changes(folder: Path, numbers: Numbers) -> None:
    """`personnummer_byte`: one row per changed number."""
    changed = np.flatnonzero(numbers.newest != numbers.before)
    frame = pl.DataFrame(
        {
            "gammalt": numbers.before[changed],
            "nytt": numbers.newest[changed],
            "datum": days(numbers.changed[changed]),
        }
    )
    append(frame.sort("datum", "gammalt", maintain_order=True), folder, "personnummer_byte")


def write_events(folder: Path, town: Town, numbers: Numbers, seed: int) -> None:
    """`folkbokforing`: one row per death, move from or to the city, and arrival from abroad, from 2008 on."""
    rng = chance.stream(seed, "folkbokforing")
    people = town.people
    left = town.spells.select(np.isin(town.spells.leaves, (MOVED, EMIGRATED)))
    back = left.select(left.next_start != NEVER)
    dead, arrived = np.flatnonzero(people.death <= LAST_DAY), np.flatnonzero(people.arrival >= OPENING)
    moved_out = left.end + rng.integers(0, 15, len(left)).astype("timedelta64[D]")
    person = np.concatenate([dead, left.person, back.person, arrived])
    event = np.concatenate(
        [
            np.full(len(dead), AVLIDEN),
            np.where(left.leaves == MOVED, UTFLYTTAD, UTVANDRAD),
            np.full(len(back) + len(arrived), INFLYTTAD),
        ]
    )
    day = np.concatenate([people.death[dead], moved_out, _moved_back(back), people.arrival[arrived]])
    told = np.flatnonzero((day <= LAST_DAY) & ~people.samordning[person])
    frame = pl.DataFrame(
        {
            "personnummer": numbers.at(person, day)[told],
            "händelse": words(event[told], _HANDELSER),
            "datum": days(day[told]),
        }
    )
    append(frame.sort("datum", "personnummer", maintain_order=True), folder, "folkbokforing")


def _moved_back(back: Spells) -> Dates:
    """The first of the month in which the person enrols again, or the day after the exit if that is later."""
    first = (month_of(back.next_start) - 12 * 1970).astype("datetime64[M]").astype("datetime64[D]")
    return np.minimum(np.maximum(first, back.end + 16), back.next_start)
