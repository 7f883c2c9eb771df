"""Columns that tell nothing, in a register of one column and few rows."""

import polars as pl

from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.unfilled import columns_that_tell_nothing

JOBS, ACTIVITIES = "flai_stockholmsjobb", "flai_insatser"
PAID, ANSWERS = {"A": "AMF", "S": "SDN", "-": None}, {"J": True, "N": False, "-": None}


def found(
    name: str, column: str, years: dict[int, list], reach: list[int] | None = None, absent: tuple = ()
) -> list[str]:
    """What is found of a file, with one row for each value of a year."""
    rows = [(year, value) for year, values in years.items() for value in values]
    frame = pl.DataFrame(rows, schema=["year", column], orient="row", infer_schema_length=None).with_row_index("rad", 2)
    frame = frame.with_columns(start=pl.date(pl.col("year"), 5, 4), slut=pl.date(pl.col("year"), 6, 4)).drop("year")
    covered = Coverage({name: reach or [12 * min(years), 12 * max(years) + 11]}, [], {})
    return [finding.about for finding in columns_that_tell_nothing({name: frame}, covered, {name: absent})]


def said(years: dict[int, str], **settings) -> list[str]:
    """Jobs, one for each letter of its year: A is paid by AMF, S by SDN, and - by nobody."""
    return found(JOBS, "finansiering", {year: [PAID[one] for one in told] for year, told in years.items()}, **settings)


def completed(years: dict[int, str], **settings) -> list[str]:
    """Activities, one for each letter of its year: J is completed, N is not, and of - it is not said."""
    return found(
        ACTIVITIES, "fullfoljd", {year: [ANSWERS[one] for one in told] for year, told in years.items()}, **settings
    )


def test_a_column_that_is_empty_is_told_where_it_is_there_and_there_are_enough_rows():
    assert said({2020: "-" * 60}) == ["flai_stockholmsjobb finansiering"]
    assert said({2020: "-" * 60}, absent=("finansiering",)) == []
    assert said({2020: "-" * 59}) == []
    assert said({2020: "-" * 59 + "A"}) == []


def test_what_a_city_offers_may_be_one_thing_or_stop():
    assert said({2020: "A" * 100}) == []
    assert said({2020: "AS" * 50, 2021: "A" * 100}) == []


def test_a_code_that_stops_is_told_when_the_year_before_lets_25_be_expected():
    half = "JN" * 25  # 25 of 50 said N: of 50 rows without any, 25 are expected
    assert completed({2019: half, 2020: "J" * 50}) == ["flai_insatser fullföljd false 2020"]
    assert completed({2019: half, 2020: "J" * 48}) == []
    assert completed({2019: half, 2020: "J" * 25, 2021: "J" * 25}) == ["flai_insatser fullföljd false 2020–2021"]
    assert completed({2019: half, 2020: "J" * 50, 2021: half}) == ["flai_insatser fullföljd false 2020"]


def test_a_column_that_is_filled_in_from_a_year_on_is_right():
    assert completed({2019: "-" * 50, 2020: "JN" * 25}) == []
    assert completed({2019: "JN" * 25, 2020: "-" * 50}) == [
        "flai_insatser fullföljd false 2020",
        "flai_insatser fullföljd true 2020",
    ]


def test_a_year_that_is_not_covered_whole_says_nothing():
    years = {2019: "JN" * 25, 2020: "JN" * 25, 2021: "J" * 50}
    assert completed(years, reach=[12 * 2019, 12 * 2021 + 5]) == []
    assert completed(years) == ["flai_insatser fullföljd false 2021"]
