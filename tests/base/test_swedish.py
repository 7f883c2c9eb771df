from datetime import date
from decimal import Decimal

import pytest

from indikatorer.base import swedish


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.25, 1, "0.3"),
        (-0.25, 1, "-0.3"),
        (2.5, 0, "3"),
        (100 * 21 / 2000, 1, "1.1"),
        (100 * 2670 / 15620, 1, "17.1"),
        (-0.04, 1, "0.0"),
        (Decimal("0.05"), 1, "0.1"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, decimals, expected):
    assert str(swedish.rounded(value, decimals)) == expected


def test_numbers_have_no_break_spaces_decimal_commas_and_a_real_minus():
    assert swedish.number(15620) == "15\u00a0620"
    assert swedish.number(1234.55, 1) == "1\u00a0234,6"
    assert swedish.number(-3.25, 1) == "\u22123,3"
    assert swedish.number(999) == "999"


def test_percent_and_percentage_points_are_written_out():
    assert swedish.percent(100 * 2670 / 15620) == "17,1 procent"
    assert swedish.percentage_points(-16) == "16,0 procentenheter"
    assert swedish.percentage_points(1.0) == "1,0 procentenhet"


def test_dates_and_lists():
    assert swedish.long_date(date(2021, 12, 31)) == "31 december 2021"
    assert [swedish.listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a och b",
        "a, b och c",
    ]


def test_labels_inside_a_sentence():
    assert swedish.lower_first("Subventionerat arbete") == "subventionerat arbete"
    assert swedish.lower_first("AF-program") == "AF-program"


def test_small_counts_are_written_in_letters():
    assert [swedish.spelled(count) for count in (0, 1, 4, 12, 13, 1300)] == [
        "ingen",
        "en",
        "fyra",
        "tolv",
        "13",
        "1\u00a0300",
    ]
