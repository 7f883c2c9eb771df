"""The tables of the unit reports on a few people: windows, units and last year's column, worked out by hand."""

import polars as pl
import pytest

from indikatorer.indicators.enheter import INTERNAL, MEASURES, measures_of
from indikatorer.measures.compute import compute
from tests.people import cells, records

# T2 2021 is September 2020 to August 2021, and last year's September 2019 to August 2020. Anna leaves in both windows
# and counts once in each, at the unit of the exit. Bea leaves on the last day of last year's window, Cia on the first
# of this, Dan on its last; Eva the day after it, so that nobody knows yet, and she is enrolled. Finn goes back to the
# district. Siri and Sam left in the windows of six and twelve months and nowhere else.
SPELLS = """
person | kon     | jobbtorg        | stadsdelsnamnd | inskriven  | jobbplan   | avslutad   | avslutsorsak
anna   | Kvinnor | Jobbtorg Sydost | Farsta         | 2019-01-01 |            | 2019-09-01 | Arbete
anna   | Kvinnor | Jobbtorg Järva  | Rinkeby-Kista  | 2021-01-04 | 2021-01-11 | 2021-05-03 | Okänd
bea    | Kvinnor | Jobbtorg Sydost | Farsta         | 2020-01-01 |            | 2020-08-31 | Studier
cia    | Kvinnor | Jobbtorg Sydost | Farsta         | 2020-08-02 |            | 2020-09-01 | Flyttat
dan    | Män     | Jobbtorg Sydost | Farsta         | 2021-08-21 |            | 2021-08-31 | Arbete
eva    | Kvinnor | Jobbtorg Sydost | Farsta         | 2021-08-25 | 2021-08-26 | 2021-09-01 | Arbete
finn   | Män     | Jobbtorg Sydost | Älvsjö         | 2020-01-01 |            | 2021-02-01 | Återremitterad
"""


def table(identity: str, period: str = "T2", year: int = 2021, spells: str = SPELLS, **given):
    measure, suffix = identity.split("-", 1)
    measures = {declared.id: declared for declared in (*MEASURES, INTERNAL)}
    return compute(measures[measure], suffix, records(year, period=period, spells=spells, **given))


def counts(table, **labels: object) -> list[object]:
    """Numerator and base of the one cell with these labels."""
    at = {name: "Samtliga" for name in table.dimensions if name != "period"} | labels
    [(_, taljare, namnare, _)] = cells(table, **at)
    return [taljare, namnare]


def test_a_period_is_twelve_months_and_last_years_period_stands_beside():
    shares = table("J4-enhet-jobbtorg")
    sydost = {"jobbtorg": "Jobbtorg Sydost"}
    assert counts(shares, period="T2 2021", **sydost) == [1, 2]  # dan to work; cia moved
    assert counts(shares, period="T2 2020", **sydost) == [2, 2]  # anna to work, bea to studies
    assert counts(shares, period="T2 2021", jobbtorg="Jobbtorg Järva") == [0, 1]  # anna again
    assert counts(shares, period="T2 2021") == [1, 3]
    assert counts(table("J4-enhet-jobbtorg", "T1"), period="T1 2021") == [1, 2]  # bea, cia: May 2020 to April 2021
    assert shares.dimensions == ("period", "jobbtorg", "kon")


def test_what_came_after_the_period_is_not_known():
    flows = table("J1-enhet-jobbtorg").cells.filter(
        pl.col("period") == "T2 2021", pl.col("jobbtorg") == "Jobbtorg Sydost", pl.col("kon") == "Samtliga"
    )
    values = dict(flows.select("flode", "varde").rows())
    # Enrolled: cia, dan, eva, finn; new in the window: dan, eva.
    assert values == {"Inskrivna": 4, "Nyinskrivna": 2, "Avslutade exkl. återremitterade": 2}


def test_plans_count_when_their_days_have_passed_before_the_period_ends():
    shares = table("J8-enhet-jobbtorg")
    # Anna's plan came on the fifth working day. Dan's five had passed on Friday 27 August; Eva's only after the period.
    assert counts(shares, period="T2 2021", jobbtorg="Jobbtorg Järva") == [1, 1]
    assert counts(shares, period="T2 2021", jobbtorg="Jobbtorg Sydost") == [0, 1]


def test_self_support_is_measured_within_the_period():
    # Six months before September 2020 to August 2021 is March 2020 to February 2021: bea in August, cia in September.
    support = """
        person | manad
        bea    | 2021-02
        bea    | 2021-08
        cia    | 2021-09
    """
    shares = table("SF-enhet-stadsdel", support=support)
    farsta = {"stadsdel": "Farsta", "period": "T2 2021"}
    assert counts(shares, manader=6, **farsta) == [1, 2]
    # Twelve months before it is last year's period: anna and bea, who had support in August 2021.
    assert counts(shares, manader=12, **farsta) == [1, 2]


def test_an_ended_stockholmsjobb_belongs_to_the_unit_of_the_latest_enrolment_before_its_end():
    jobs = """
        stockholmsjobb | person | typ            | start      | slut
        1              | anna   | Basanställning | 2019-10-01 | 2020-05-31
        2              | anna   | Basanställning | 2021-02-01 | 2021-04-30
        3              | anna   | Basanställning | 2021-05-04 | 2021-06-30
    """
    answers = """
        stockholmsjobb | uppfoljningsdatum | status
        1              | 2020-08-31        | Arbete
        2              | 2021-07-31        | Annat
    """
    files = {"flai_stockholmsjobb": jobs, "flai_uppfoljning_3man": answers}
    shares = table("ST2-enhet-jobbtorg", files=files)
    assert counts(shares, period="T2 2021", jobbtorg="Jobbtorg Sydost") == [1, 1]
    assert counts(shares, period="T2 2021", jobbtorg="Jobbtorg Järva") == [0, 1]
    assert counts(shares, period="T2 2021") == [1, 2]  # May 2020 to April 2021: the third ended later


@pytest.mark.parametrize(("period", "year", "merged"), [("T1", 2020, False), ("T2", 2020, True)])
def test_units_are_those_of_the_periods_last_day(period, year, merged):
    labels = table("J4-enhet-stadsdel", period, year).cells["stadsdel"].unique().to_list()
    assert ("Hägersten-Älvsjö" in labels) == merged
    assert ("Älvsjö" in labels) == (not merged)


def test_last_years_column_has_the_districts_of_today():
    spells = SPELLS.replace("Återremitterad", "Arbete").replace("2021-02-01", "2020-02-01")  # finn, in Älvsjö
    shares = table("J4-enhet-stadsdel", spells=spells)
    assert counts(shares, period="T2 2020", stadsdel="Hägersten-Älvsjö") == [1, 1]


def test_a_year_that_the_delivery_does_not_reach_is_missing():
    shares = table("J4-enhet-jobbtorg", covered=(2020, 2022))
    assert shares.cells.filter(pl.col("period") == "T2 2020")["status"].unique().to_list() == ["saknas"]


def test_the_index_is_of_the_years_last_report_only():
    assert [measure.id for measure in measures_of("VB") if measure.internal] == ["E1"]
    assert not any(measure.internal for period in ("T1", "T2") for measure in measures_of(period))
    costs = """
        ar   | enhet    | kostnadsslag | belopp
        2020 | Sydost   | Personal     | 10000
        2021 | Sydost   | Personal     | 20000
    """
    index = table("E1-enhet-jobbtorg", "VB", files={"ekonomi_kostnader": costs})
    assert counts(index, period="VB 2021", jobbtorg="Jobbtorg Sydost") == [2, 200]  # dan and eva to work
    assert counts(index, period="VB 2020", jobbtorg="Jobbtorg Sydost") == [1, 100]  # bea to studies, cia moved
