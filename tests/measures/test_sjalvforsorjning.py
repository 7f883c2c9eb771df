"""SF on a few people, with the answers worked out by hand."""

from indikatorer.measures.catalogue import MEASURES
from indikatorer.tables.compute import compute
from tests.people import cells, records

SPELLS = """
person | kon     | inskriven  | avslutad   | avslutsorsak
anna   | Kvinnor | 2020-01-01 | 2021-01-31 | Arbete
bea    | Kvinnor | 2020-01-01 | 2021-01-31 | Okänd
carl   | Män     | 2020-01-01 | 2021-01-15 | Flyttat
dan    | Män     | 2020-01-01 | 2021-01-15 | Arbete
"""
# Three months after an exit in January is April: anna has support then, bea only in May, dan introduktionsersättning.
SUPPORT = """
person | manad   | typ                     | belopp
anna   | 2021-04 | Försörjningsstöd        | 500000
bea    | 2021-05 | Försörjningsstöd        | 500000
dan    | 2021-04 | Introduktionsersättning | 500000
carl   | 2021-04 | Försörjningsstöd        | 0
"""


def share(suffix: str, year: int = 2021, **labels: object) -> tuple[object, ...]:
    support_covered = labels.pop("support_covered", None)
    given = records(year, spells=SPELLS, support=SUPPORT, support_covered=support_covered)
    [(_, *rest)] = cells(compute(MEASURES["SF"], suffix, given), **labels)
    return tuple(rest)


def test_only_the_month_itself_counts_and_only_forsorjningsstod():
    assert share("manader", manader=3, kon="Samtliga") == (3, 4, "osäker")
    assert share("manader", manader=3, kon="Kvinnor") == (1, 2, "osäker")


def test_the_cohort_is_the_exits_whose_month_of_measurement_lies_in_the_year():
    # an exit in January 2021 is measured at 12 months in 2022, and at 18 months in July 2022
    assert share("manader", 2021, manader=12, kon="Samtliga")[:2] == (0, 0)
    assert share("manader", 2022, manader=12, kon="Samtliga")[:2] == (4, 4)
    assert share("manader", 2022, manader=3, kon="Samtliga")[:2] == (0, 0)


def test_those_who_moved_are_left_out_of_the_second_version():
    assert share("manader-kvar", manader=3, kon="Samtliga") == (2, 3, "osäker")


def test_a_month_that_paraplyet_does_not_reach_is_neither_success_nor_base():
    covered = ("2008-01", "2021-03")
    assert share("manader", manader=3, kon="Samtliga", support_covered=covered) == (0, 0, "")
    assert share("manader", manader=3, kon="Samtliga", support_covered=("2008-01", "2020-12")) == (
        None,
        None,
        "ej mätbar",
    )


def test_later_rows_do_not_change_the_report_of_an_earlier_year():
    # the exits of January 2021 are not there yet at the end of 2020
    assert share("manader", 2020, manader=3, kon="Samtliga")[:2] == (0, 0)


def test_the_first_years_have_no_full_cohort():
    assert share("serie", period="2008", manader=12, kon="Samtliga") == (None, None, "saknas")
