"""The tables of the unit reports: a few measures by jobbtorg and by district, in a period and in that of last year.

They are the measures of the annual report, asked about the twelve months that end with T1, T2 or VB
(docs/definitions.md, Periods).
"""

from dataclasses import replace

from indikatorer.indicators import MEASURES as OF_THE_CITY
from indikatorer.measures.after_exit import after_exit
from indikatorer.measures.dimensions import JOBBTORG, KON, ORSAKSGRUPP, STADSDEL, Dimension
from indikatorer.measures.jobs import ended_jobs_of_units
from indikatorer.measures.measure import Measure, titled
from indikatorer.measures.population import Population
from indikatorer.measures.slices import FLOWS_OF_PERSONS, in_flows, with_last_year

MANADER = (6, 12)
"""Months after an exit that a unit is told of: fewer numbers than the city, so that fewer are hidden."""


def _by_unit(
    id: str,
    like: str,
    of: Population | None = None,
    units: tuple[Dimension, ...] = (JOBBTORG, STADSDEL),
    first: tuple[Dimension, ...] = (),
    last: tuple[Dimension, ...] = (KON,),
) -> Measure:
    """A measure of the city with nothing but tables for units: as one that it has, `of` its people or others."""
    measure = OF_THE_CITY[id]
    table = measure.tables[like]
    asked = with_last_year(of or table.of)
    divisions = {f"enhet-{unit.name}": (*first, unit, *last) for unit in units}
    tables = {
        suffix: replace(table, title=titled(measure.title, asked, by), of=asked, by=by)
        for suffix, by in divisions.items()
    }
    return replace(measure, tables=tables)


MEASURES = (
    _by_unit(
        "J1", "ar-jobbtorg", in_flows(FLOWS_OF_PERSONS, "Inskrivna", "Nyinskrivna", "Avslutade exkl. återremitterade")
    ),
    _by_unit("J3", "orsak5", first=(ORSAKSGRUPP,)),
    _by_unit("J4", "jobbtorg"),
    _by_unit("J5", "jobbtorg"),
    _by_unit("SF", "manader-jobbtorg", after_exit(MANADER)),
    _by_unit("J8", "jobbplan"),
    _by_unit("ST2", "typ", ended_jobs_of_units),
)

INTERNAL = _by_unit("E1", "enhet", units=(JOBBTORG,), last=())
"""E1, which is told to the jobbtorg themselves, once a year, and to nobody else (docs/definitions.md, E1)."""


def measures_of(period: str) -> tuple[Measure, ...]:
    """The measures of the unit reports of T1, T2 or VB."""
    return (*MEASURES, INTERNAL) if period == "VB" else MEASURES
