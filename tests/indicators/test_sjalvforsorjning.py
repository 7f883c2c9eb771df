"""SF on a few people, with the answers worked out by hand."""

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
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


MOVES = """
person | handelse  | datum
anna   | Avliden   | 2021-05-01
bea    | Utflyttad | 2021-02-01
bea    | Inflyttad | 2021-03-01
dan    | Utvandrad | 2021-04-30
"""


def test_those_who_moved_or_died_by_the_month_are_known_from_the_population_register():
    given = records(2021, spells=SPELLS, support=SUPPORT, files={"folkbokforing": MOVES})
    kvar = compute(MEASURES["SF"], "manader-kvar", given)
    # anna dies in May and is there in April; bea has moved back; carl left as flyttat; dan emigrates in April
    assert cells(kvar, manader=3, kon="Samtliga")[0][1:3] == (1, 2)


def test_at_the_exit_is_the_month_after():
    support = "person|manad\nanna|2021-01\nbea|2021-02"
    given = records(2021, spells=SPELLS, support=support)
    at_exit = compute(MEASURES["SF-a"], "", given)
    assert at_exit.id == "SF-a"
    assert cells(at_exit, avslutsorsak="Samtliga", kon="Samtliga")[0][1:3] == (3, 4)
    assert cells(at_exit, avslutsorsak="Okänd", kon="Kvinnor")[0][1:3] == (0, 1)


def test_independent_throughout_is_no_support_in_any_of_the_months():
    # anna has support in the month of the exit only, bea in the twelfth after, dan in the thirteenth
    support = "person|manad\nanna|2021-01\nbea|2022-01\ndan|2022-02"
    given = records(2022, spells=SPELLS, support=support)
    throughout = compute(MEASURES["SF-b"], "manader", given)
    assert cells(throughout, manader=12, avslutsorsak="Samtliga")[0][1:3] == (3, 4)
    assert cells(compute(MEASURES["SF-b"], "kon", given), manader=12, kon="Samtliga")[0][1:3] == (2, 2)  # anna and dan
    later = records(2024, spells=SPELLS, support=support, covered=(2008, 2024))
    assert cells(compute(MEASURES["SF-b"], "manader", later), manader=36, avslutsorsak="Samtliga")[0][1:3] == (2, 4)


def test_who_has_not_been_observed_in_every_month_is_not_in_the_base():
    given = records(2022, spells=SPELLS, support=SUPPORT, support_covered=("2008-01", "2021-12"))
    throughout = compute(MEASURES["SF-b"], "manader", given)
    assert cells(throughout, manader=12, avslutsorsak="Samtliga") == [(None, None, None, "ej mätbar")]
