"""The assistance that is paid: kronor, kind and household for each month on support."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from indikatorer.base.vocabulary import Bistandstyp
from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.lives import WORK, Activity
from indikatorer.synthetic.people import People
from indikatorer.synthetic.rows import Rows
from indikatorer.synthetic.world import FIRST_MONTH, LAST_MONTH, Canvas, month_of

TYPER = tuple(Bistandstyp)
FORSORJNINGSSTOD, INTRODUKTION, ETABLERING, OVRIGT = range(len(TYPER))
HINDER = ("Arbetslös", "Nyanländ", "Sjukskriven med läkarintyg", "Otillräcklig inkomst", "Språkhinder")

_EARNS = (*WORK, Activity.STOCKHOLMSJOBB, Activity.HOGSKOLA, Activity.STUDIER, Activity.PROGRAM)
_ETABLERINGSREFORM = 12 * 2010 + 11
"""December 2010: the state's etableringsersättning takes over from the city's introduktionsersättning."""


@dataclass(frozen=True)
class Payments(Rows):
    """One row per household, month and decision; negative when support is taken back."""

    person: Integers
    month: Integers
    kind: Integers
    kronor: Integers


def payments(people: People, support: Canvas, lived: Canvas, seed: int) -> Payments:
    """What is paid to the household of each person on support, 2006–2022."""
    rng = chance.stream(seed, "assistance")
    row, person = np.nonzero(support)
    month = row + FIRST_MONTH
    norm = _norm(people)[person] * 1.02 ** (month / 12 - 2010)
    share = np.where(np.isin(lived[row, person], _EARNS), 0.4, 1.0) * rng.uniform(0.8, 1.08, len(month))
    regular = Payments(person, month, _kinds(rng, people, person, month), np.maximum(norm * share, 60).astype(np.int64))
    return Payments.concatenate(
        [regular, _extra(rng, regular), _taken_back(rng, regular), _nothing(rng, people, regular)]
    )


def individual_share(people: People) -> Floats:
    """The person's own part of the household's assistance, by consumption weights (docs/definitions.md, SCB)."""
    children = people.children
    return 1 / (1 + 0.51 * people.partner + 0.52 * (children > 0) + 0.42 * np.maximum(children - 1, 0))


def hinder(people: People, paid: Payments, seed: int) -> Integers:
    """What hinders the person from supporting herself, as a place in HINDER; −1, mostly, when left empty."""
    rng = chance.stream(seed, "hinder")
    stated = chance.pick(rng.random(len(paid)), np.array([[0.73, 0.0, 0.1, 0.1, 0.07]]))
    new = _months_here(people, paid.person, paid.month) < 36
    said = np.where(new & (rng.random(len(paid)) < 0.6), HINDER.index("Nyanländ"), stated)
    return np.where(rng.random(len(paid)) < 0.3, said, -1)


def _norm(people: People) -> Floats:
    """Kronor a month in the prices of 2010: the national norm and the rent."""
    return 8600 + 3900 * people.partner + 2300 * people.children - 1200 * (people.utbildning == 2)


def _months_here(people: People, person: Integers, month: Integers) -> Integers:
    arrival = people.arrival[person]
    return np.where(np.isnat(arrival), 1000, month - month_of(arrival))


def _kinds(rng: Generator, people: People, person: Integers, month: Integers) -> Integers:
    refugee = people.utrikes & (rng.random(len(people)) < 0.4)
    introduced = refugee[person] & (_months_here(people, person, month) < 24)
    scheme = np.where(month < _ETABLERINGSREFORM, INTRODUKTION, ETABLERING)
    return np.where(introduced, scheme, FORSORJNINGSSTOD)


def _extra(rng: Generator, regular: Payments) -> Payments:
    rows = _some(rng, regular, 0.012)
    return Payments(rows.person, rows.month, np.full(len(rows), OVRIGT), rng.integers(200, 6000, len(rows)))


def _taken_back(rng: Generator, regular: Payments) -> Payments:
    """Recoveries: half of them of all that was paid that month, which leaves the month without support."""
    rows = _some(rng, regular, 0.006)
    part = np.where(rng.random(len(rows)) < 0.5, 1.0, rng.uniform(0.1, 0.9, len(rows)))
    return Payments(rows.person, rows.month, rows.kind, -(rows.kronor * part).astype(np.int64))


def _nothing(rng: Generator, people: People, regular: Payments) -> Payments:
    """Decisions of nothing at all, some time after a month on support."""
    rows = _some(rng, regular, 0.004)
    month = rows.month + rng.integers(1, 4, len(rows))
    decisions = Payments(rows.person, month, rows.kind, np.zeros(len(rows), dtype=np.int64))
    return decisions.select(month <= np.minimum(month_of(people.death[rows.person]), LAST_MONTH))


def _some(rng: Generator, rows: Payments, share: float) -> Payments:
    return rows.select(rng.random(len(rows)) < share)
