"""J6–J9 and the tables by insats on a few people, with the answers worked out by hand."""

import polars as pl
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from tests.people import cells, records

# Anna leaves to work in May 2020, comes back in December and leaves again, unknown: her first exit is the one.
# Bea is back the day after, Cia in month thirteen. Dan moves from the city before he comes back, Eva after.
# Finn comes back the day he leaves: not a return. Gun leaves in 2021 and is not of the cohort. Hal dies.
SPELLS = """
person | kon     | inskriven  | avslutad   | avslutsorsak
anna   | Kvinnor | 2020-01-01 | 2020-05-31 | Arbete
anna   | Kvinnor | 2020-12-01 | 2020-12-20 | Okänd
bea    | Kvinnor | 2020-01-01 | 2020-05-31 | Arbete
bea    | Kvinnor | 2020-06-01 |            |
cia    | Kvinnor | 2020-01-01 | 2020-05-31 | Arbete
cia    | Kvinnor | 2021-06-01 |            |
dan    | Män     | 2020-01-01 | 2020-05-31 | Arbete
dan    | Män     | 2020-09-01 |            |
eva    | Kvinnor | 2020-01-01 | 2020-05-31 | Arbete
eva    | Kvinnor | 2020-09-01 |            |
finn   | Män     | 2020-01-01 | 2020-05-31 | Arbete
finn   | Män     | 2020-05-31 |            |
gun    | Kvinnor | 2020-01-01 | 2021-01-01 | Arbete
hal    | Män     | 2020-01-01 | 2020-05-31 | Arbete
"""
MOVES = """
person | handelse  | datum
dan    | Utflyttad | 2020-08-31
eva    | Utvandrad | 2020-09-02
hal    | Avliden   | 2020-07-01
anna   | Inflyttad | 2020-06-01
"""


def test_return_is_counted_from_the_first_exit_of_the_year_until_death_or_move():
    table = compute(MEASURES["J6"], "orsak", records(2021, spells=SPELLS, files={"folkbokforing": MOVES}))
    year = {"manader": 12, "avslutsorsak": "Arbete"}
    assert cells(table, kon="Samtliga", **year)[0][1:] == (3, 7, "osäker")  # anna, bea, eva of all but gun
    assert cells(table, kon="Män", **year)[0][1:3] == (0, 3)
    assert cells(table, manader=12, avslutsorsak="Okänd", kon="Samtliga")[0][1:3] == (0, 0)
    assert table.cells["matt"].unique().to_list() == ["kumulativ"]


def test_return_by_the_end_of_the_okand_analysis():
    table = compute(
        MEASURES["J6"], "okand", records(2025, spells=SPELLS, files={"folkbokforing": MOVES}, covered=(2008, 2025))
    )
    # of those who left in 2020–2022 all but finn, hal and gun are back by the end of 2023, dan after a move
    assert cells(table, avslutsorsak="Arbete")[0][1:3] == (5, 8)


def test_those_who_left_because_they_moved_are_counted_apart():
    spells = """
        person | kon     | inskriven  | avslutad   | avslutsorsak
        anna   | Kvinnor | 2020-01-01 | 2020-05-31 | Flyttat
        anna   | Kvinnor | 2020-09-01 | 2020-12-31 | Arbete
        bea    | Kvinnor | 2020-01-01 | 2020-05-31 | Flyttat
        carl   | Män     | 2020-01-01 | 2020-05-31 | Arbete
        carl   | Män     | 2020-08-01 |            |
    """
    given = records(2021, spells=spells)
    of_2020 = compute(MEASURES["J6"], "orsak", given)
    assert cells(of_2020, manader=12, avslutsorsak="Samtliga", kon="Samtliga")[0][1:3] == (1, 1)  # carl
    assert cells(of_2020, manader=12, avslutsorsak="Flyttat", kon="Samtliga")[0][1:3] == (0, 0)
    later = records(2025, spells=spells, covered=(2008, 2025))
    moved = compute(MEASURES["J6"], "flyttade", later)
    assert cells(moved, kon="Samtliga")[0][1:3] == (1, 2)  # anna is back


def test_a_return_within_days_can_be_left_out():
    given = records(2021, {"j6_gap_days": 30}, spells=SPELLS)
    table = compute(MEASURES["J6"], "orsak", given)
    # bea's return after a day is not one; without the population register nobody has died or moved
    assert cells(table, manader=12, avslutsorsak="Arbete", kon="Samtliga")[0][1:3] == (3, 7)  # anna, dan, eva


def test_each_horizon_has_the_newest_year_that_is_observed_so_long():
    table = compute(MEASURES["J6"], "orsak", records(2022, spells=SPELLS))
    assert cells(table, manader=24, avslutsorsak="Arbete", kon="Samtliga")[0][1:3] == (5, 7)  # with dan and cia
    assert cells(table, manader=12, avslutsorsak="Arbete", kon="Samtliga")[0][1:3] == (0, 1)  # gun
    early = compute(MEASURES["J6"], "orsak", records(2009, spells=SPELLS))
    assert cells(early, manader=24, avslutsorsak="Arbete", kon="Samtliga")[0][3] == "saknas"


def test_the_share_is_the_aalen_johansen_estimate():
    # months to return (1), to death or move (2), or to the end of the year (0), of the seven of 2020
    months, events = [7, 1, 12, 3, 4, 12, 2], [1, 1, 0, 2, 1, 0, 2]
    estimate = CumIncidenceRight(months, events).cinc[0]
    table = compute(MEASURES["J6"], "orsak", records(2021, spells=SPELLS, files={"folkbokforing": MOVES}))
    assert cells(table, manader=12, avslutsorsak="Arbete", kon="Samtliga")[0][0] == pytest.approx(100 * estimate[-1])


INSATSER = """
person | insats      | regi       | start      | slut       | fullfoljd | anstallning_start | anstallning_manader
anna   | Matchning   | Egen       | 2021-01-10 | 2021-02-10 | J         |                   |
anna   | Yrkesspår   | Upphandlad | 2021-01-10 | 2021-08-31 | J         | 2021-10-31        | 6
bea    | Matchning   | Egen       | 2020-06-01 | 2021-01-01 | N         |                   |
bea    | Yrkesspår   | Upphandlad | 2021-01-10 | 2021-08-31 | J         | 2021-11-01        | 12
carl   | Matchning   | Egen       | 2020-06-01 | 2020-12-31 | J         |                   |
carl   | Yrkesspår   | Upphandlad | 2021-01-10 | 2021-08-31 | N         | 2021-09-01        | 12
dan    | Yrkesspår   | Upphandlad | 2021-01-10 | 2021-08-31 | N         | 2021-08-31        | 12
dan    | Yrkesspår   | Upphandlad | 2021-01-10 | 2021-08-31 | J         | 2021-08-31        | 5
eva    | Yrkesspår   | Upphandlad | 2021-01-10 | 2021-11-01 | J         | 2021-11-01        | 12
"""
EXITS = """
person | kon     | inskriven  | avslutad   | avslutsorsak
anna   | Kvinnor | 2021-01-01 | 2021-02-01 | Arbete
bea    | Kvinnor | 2021-01-01 | 2021-02-01 | Okänd
carl   | Män     | 2021-01-01 | 2021-02-01 | Arbete
"""


def test_insatser_are_those_during_the_spell_and_rows_overlap():
    table = compute(MEASURES["J4"], "insats", records(2021, spells=EXITS, files={"flai_insatser": INSATSER}))
    assert cells(table, insats="Matchning")[0][1:3] == (1, 2)  # anna, bea on her first day; carl's ended the day before
    assert cells(table, insats="Yrkesspår")[0][1:3] == (2, 3)
    assert cells(table, insats="Samtliga")[0][1:3] == (2, 3)


def test_without_insatser_the_table_by_insats_is_missing():
    table = compute(MEASURES["J4"], "insats", records(2021, spells=EXITS))
    assert cells(table, insats="Samtliga") == [(None, None, None, "saknas")]


def test_self_support_after_six_months_by_insats():
    support = "person|manad\nanna|2021-08"
    given = records(2021, spells=EXITS, support=support, files={"flai_insatser": INSATSER})
    table = compute(MEASURES["SF"], "manader-insats", given)
    assert cells(table, insats="Matchning")[0][1:3] == (1, 2)


def test_a_procured_activity_gives_work_in_time_and_for_long_enough():
    table = compute(MEASURES["J9"], "insats", records(2021, spells=EXITS, files={"flai_insatser": INSATSER}))
    # anna: two months to the day, six months long. bea: a day late. carl: broke off, then work after the end.
    # dan: broke off, work on the last day; and a second one of five months. eva ended in November: not yet known.
    assert cells(table, insats="Yrkesspår", kon="Samtliga")[0][1:3] == (2, 5)
    assert "Matchning" not in table.cells["insats"].to_list()
    assert table.cells.filter(pl.col("kon") == "Kvinnor")["personer"].to_list() == [1, 1]


def test_work_through_partnerships_counts_persons():
    partnerskap = """
        person | verksamhet       | arbete_fran
        anna   | Jobbtorg         | 2021-03-01
        anna   | Jobbtorg         | 2021-09-01
        anna   | Vuxenutbildning  | 2021-10-01
        carl   | Jobbtorg         | 2020-12-31
        okänd  | Vuxenutbildning  | 2021-12-31
    """
    table = compute(MEASURES["J7"], "verksamhet", records(2021, spells=EXITS, files={"partnerskap": partnerskap}))
    found = {
        verksamhet: cells(table, verksamhet=verksamhet, kon="Samtliga")[0][0]
        for verksamhet in table.cells["verksamhet"]
    }
    assert found == {"Jobbtorg": 1, "Vuxenutbildning": 2, "Samtliga": 2}
    assert cells(table, verksamhet="Samtliga", kon="Uppgift saknas")[0][0] == 1


def test_a_jobbplan_within_five_working_days():
    # 4 June 2021 is a Friday: the fifth working day is Friday the 11th; after Saturday the 5th, too. Saturday is late.
    # On 24 December the fifth working day is the 31st, on the 27th it is next year and not yet known.
    spells = """
        person | inskriven  | jobbplan
        anna   | 2021-06-04 | 2021-06-11
        bea    | 2021-06-04 | 2021-06-12
        cia    | 2021-06-05 | 2021-06-11
        dan    | 2021-06-05 | 2021-06-14
        eva    | 2021-06-04 |
        finn   | 2021-12-24 | 2021-12-31
        gun    | 2021-12-27 | 2021-12-28
    """
    table = compute(MEASURES["J8"], "jobbplan", records(2021, spells=spells))
    assert cells(table, jobbtorg="Samtliga", kon="Samtliga")[0][1:3] == (3, 6)  # anna, cia, finn


def test_process_measures_are_summed_over_the_year_one_by_one():
    files = {
        "processmatt": "manad|matt|antal\n2021-01|Träffar|3\n2021-12|Träffar|4\n2020-12|Träffar|9\n2021-01|Avtal|1"
    }
    table = compute(MEASURES["J8"], "processmatt", records(2021, files=files))
    assert [(row[0], row[1]) for row in table.cells.select("processmatt", "varde").rows()] == [
        ("Avtal", 1),
        ("Träffar", 7),
    ]
