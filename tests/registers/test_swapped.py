"""Two codes that have changed places in a year, and what only looks like it."""

from datetime import date

import polars as pl
import pytest

from indikatorer.registers.coverage import Coverage
from indikatorer.registers.swapped import codes_that_change_places


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
