"""Two codes that have changed places in a year, and what only looks like it."""

from datetime import date

import polars as pl
import pytest

from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.swapped import codes_that_change_places


def courses(years):
    """Courses that began in a year: how many of those that were broken off were followed by work, studies, neither."""
    rows = [
        (date(year, 1, 1 + number % 28), code)
        for year, numbers in years.items()
        for code, count in zip(("Arbete", "Studier", "Varken"), numbers, strict=True)
        for number in range(count)
    ]
    return {"vux_kurser": pl.DataFrame(rows, schema=["start", "efter_avbrott"], orient="row")}


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ((118, 23, 145), []),
        ((118, 145, 23), ["vux_kurser efter_avbrott 2022, Studier and Varken"]),
        # more begin to study, fewer work and fewer do neither: that is no other name of the same
        ((68, 351, 78), []),
    ],
)
def test_codes_are_swapped_when_they_have_each_others_shares_and_the_others_stay(last, found):
    rows = courses({2020: (118, 23, 145), 2021: (118, 23, 145), 2022: last})
    assert [one.about for one in codes_that_change_places(rows, Coverage({}, [], {}))] == found


def test_a_code_that_begins_beside_the_year_has_no_usual_share():
    rows = courses({2010: (78, 181, 0), 2011: (78, 180, 276), 2012: (78, 228, 202), 2013: (78, 420, 200)})
    assert [one.about for one in codes_that_change_places(rows, Coverage({}, [], {}))] == []
    rows = courses({2010: (78, 420, 200), 2011: (78, 180, 276), 2012: (78, 420, 202), 2013: (78, 420, 200)})
    found = [one.about for one in codes_that_change_places(rows, Coverage({}, [], {}))]
    assert "vux_kurser efter_avbrott 2011, Studier and Varken" in found


def test_a_code_that_begins_at_the_end_of_a_year_has_no_usual_share():
    # types of Stockholmsjobb of a city, the other ones taken together: the second began with one in December
    rows = courses({2010: (46, 176, 1), 2011: (47, 165, 295), 2012: (101, 195, 201), 2013: (233, 224, 253)})
    assert [one.about for one in codes_that_change_places(rows, Coverage({}, [], {}))] == []


def test_a_code_that_gets_rarer_in_the_last_year_while_another_grows_is_none_that_changes_places():
    # events of a city's people: nobody moves in any more, and they grow older
    rows = courses({2020: (364, 198, 705), 2021: (368, 203, 449), 2022: (348, 252, 152)})
    assert [one.about for one in codes_that_change_places(rows, Coverage({}, [], {}))] == []
    rows = courses({2020: (364, 198, 505), 2021: (368, 203, 449), 2022: (348, 449, 203)})
    found = [one.about for one in codes_that_change_places(rows, Coverage({}, [], {}))]
    assert found == ["vux_kurser efter_avbrott 2022, Studier and Varken"]
