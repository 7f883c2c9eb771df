"""The years that are counted of a report's year, as the definitions have them."""

import pytest

from indikatorer.measures import windows


@pytest.mark.parametrize(
    ("window", "label"),
    [
        (windows.okand_exits, "2016–2018"),
        (windows.first_okand_exits, "2016"),
        (windows.followed_until, "2019"),
        (windows.st3_ended_jobs, "2016–2017"),
        (windows.st4_enrolments, "2011–2016"),
        (windows.sw4_ended_jobs, "2014–2016"),
        (windows.st5_enrolments, "2010–2015"),
    ],
)
def test_each_window_of_the_report_of_2021(window, label):
    assert window(2021).label == label


def test_the_years_of_a_window():
    assert list(windows.years_of(windows.okand_exits(2021))) == [2016, 2017, 2018]
