"""The tables of the unit reports: a few measures by jobbtorg and by district, in a period and in that of last year.

They are the measures of the annual report, asked about the twelve months that end with T1, T2 or VB
(docs/definitions.md, Periods).
"""

from collections.abc import Callable
from dataclasses import replace

from indikatorer.measures import cohorts
from indikatorer.measures.activities import new_enrolments
from indikatorer.measures.after_exit import after_exit
from indikatorer.measures.catalogue.ekonomi import E1
from indikatorer.measures.catalogue.insatser import J8
from indikatorer.measures.catalogue.jobbtorg import FLAI, J1, J3, J4, J5, TILL_ARBETE_ELLER_STUDIER
from indikatorer.measures.catalogue.sjalvforsorjning import SF, SJALVFORSORJANDE
from indikatorer.measures.catalogue.stockholmsjobb import ARBETAR_ELLER_STUDERAR_SHARE, ST2
from indikatorer.measures.dimensions import JOBBTORG, KON, ORSAKSGRUPP, STADSDEL, Dimension, where
from indikatorer.measures.economics import results_and_costs
from indikatorer.measures.jobs import ended_jobs_of_units
from indikatorer.measures.measure import Measure, Table
from indikatorer.measures.slices import flows_of_the_year, in_flows, the_year, with_last_year
from indikatorer.measures.values import Andel, Antal, Fordelning, Index, MedelOchMedian

MANADER = (6, 12)
"""Months after an exit that a unit is told of: fewer numbers than the city, so that fewer are hidden."""


def _by_unit(measure: Measure, title: str, table: Callable[[str, Dimension], Table]) -> Measure:
    """The measure with nothing but its tables for units."""
    units = {"jobbtorg": JOBBTORG, "stadsdelsnämnd": STADSDEL}
    tables = {
        f"enhet-{unit.name}": replace(made := table(title.format(enhet=word), unit), of=with_last_year(made.of))
        for word, unit in units.items()
    }
    return replace(measure, tables=tables)


MEASURES = (
    _by_unit(
        J1,
        "Personer i varje flöde efter period, {enhet} och kön",
        lambda title, unit: Table(
            title,
            in_flows(flows_of_the_year, "Inskrivna", "Nyinskrivna", "Avslutade exkl. återremitterade"),
            (unit, KON),
            Antal(),
        ),
    ),
    _by_unit(
        J3,
        "Avslutade efter period, avslutsorsak i fem grupper, {enhet} och kön",
        lambda title, unit: Table(title, the_year(cohorts.exits), (ORSAKSGRUPP, unit, KON), Fordelning(ORSAKSGRUPP)),
    ),
    _by_unit(
        J4,
        "Andel till arbete eller studier efter period, {enhet} och kön",
        lambda title, unit: Table(title, the_year(cohorts.exits_of_j4), (unit, KON), TILL_ARBETE_ELLER_STUDIER),
    ),
    _by_unit(
        J5,
        "Inskrivningstid efter period, {enhet} och kön",
        lambda title, unit: Table(title, the_year(cohorts.exits), (unit, KON), MedelOchMedian("dagar", "dagar")),
    ),
    _by_unit(
        SF,
        "Självförsörjande efter period, månader, {enhet} och kön",
        lambda title, unit: Table(title, after_exit(MANADER), (unit, KON), SJALVFORSORJANDE),
    ),
    _by_unit(
        J8,
        "Jobbplan inom fem arbetsdagar efter period, {enhet} och kön",
        lambda title, unit: Table(title, new_enrolments, (unit, KON), Andel(where("plan_i_tid")), needs=FLAI),
    ),
    _by_unit(
        ST2,
        "Arbetar eller studerar tre månader efter Stockholmsjobb efter period, {enhet} och kön",
        lambda title, unit: Table(
            title, ended_jobs_of_units, (unit, KON), ARBETAR_ELLER_STUDERAR_SHARE, person="person", needs=FLAI
        ),
    ),
)

INTERNAL = replace(
    E1,
    tables={
        "enhet-jobbtorg": Table(
            "Index för resultat i relation till personalkostnad efter period och jobbtorg",
            with_last_year(results_and_costs),
            (JOBBTORG,),
            Index("resultat", "kostnad"),
        )
    },
)
"""E1, which is told to the jobbtorg themselves, once a year, and to nobody else (docs/definitions.md, E1)."""


def measures_of(period: str) -> tuple[Measure, ...]:
    """The measures of the unit reports of T1, T2 or VB."""
    return (*MEASURES, INTERNAL) if period == "VB" else MEASURES
