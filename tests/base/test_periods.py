from datetime import date

import pytest

from indikatorer.base.periods import Window, first_day, last_day, month, month_label, month_of


def test_months_after_an_exit_are_counted_in_months_and_not_in_days():
    assert month_label(month_of(date(2020, 1, 31)) + 3) == "2020-04"
    assert month_label(month_of(date(2019, 8, 31)) + 6) == "2020-02"


def test_labels_and_days_of_a_month():
    assert month(2021, 5) == month_of(date(2021, 5, 31))
    assert month_label(month(2020, 12)) == "2020-12"
    assert (first_day(month(2020, 2)), last_day(month(2020, 2))) == (date(2020, 2, 1), date(2020, 2, 29))


def test_windows():
    year = Window.year(2021)
    assert (year.first_day, year.last_day) == (date(2021, 1, 1), date(2021, 12, 31))
    assert [month_label(m) for m in year.months()][::11] == ["2021-01", "2021-12"]
    assert Window.years(2008, 2010).label == "2008–2010"
    rolling = Window.rolling_year(month(2021, 4))
    assert (rolling.label, rolling.first_day, rolling.last_day) == ("2021-04", date(2020, 5, 1), date(2021, 4, 30))
    three_months_earlier = year.earlier(3)
    assert (three_months_earlier.label, three_months_earlier.first_day) == ("2021", date(2020, 10, 1))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("T1", date(2019, 1, 1), date(2019, 12, 31)),
        ("T2", date(2019, 5, 1), date(2020, 4, 30)),
        ("VB", date(2019, 9, 1), date(2020, 8, 31)),
    ],
)
def test_ended_stockholmsjobb_of_a_period(period, first, last):
    window = Window.ended_stockholmsjobb(period, 2020)
    assert (window.label, window.first_day, window.last_day) == (f"{period} 2020", first, last)


def test_periods_are_twelve_months_that_overlap_by_eight():
    windows = [Window.tertial(period, 2020) for period in ("T1", "T2", "VB")]
    assert [w.last_day for w in windows] == [date(2020, 4, 30), date(2020, 8, 31), date(2020, 12, 31)]
    assert [len(set(w.months())) for w in windows] == [12] * 3
    assert len(set(windows[0].months()) & set(windows[1].months())) == 8
