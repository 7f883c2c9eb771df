"""From registers to arrays: who is evaluated, when, and what is known of them."""

import numpy as np
import polars as pl
import pytest

from indikatorer.base.periods import month
from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.models.enrolments import OUTCOMES, TYPES, enrolments, sample_of
from indikatorer.models.sample import HORIZON, NONE
from tests.people import cells, records

SPELLS = """
lopnr | population         | fodelsear | inskriven  | avslutad   | stockholmsjobb_start | stockholmsjobb_typ
1     | inskrivna          | 1980      | 2012-03-15 |            |                      |
1     | avslutade_jobbtorg | 1980      | 2012-03-15 | 2012-09-02 |                      |
2     | inskrivna          | 1990      | 2012-03-20 |            | 2012-05-08           | Ungdomsanställning
2     | avslutade_jobbtorg | 1990      | 2012-03-20 | 2013-05-01 |                      |
3     | inskrivna          | 1970      | 2012-03-01 |            |                      |
3     | avslutade_jobbtorg | 1970      | 2012-03-01 | 2012-06-30 |                      |
3     | inskrivna          | 1970      | 2014-01-01 |            | 2014-03-03           | Basanställning
4     | inskrivna          | 1975      | 2013-01-10 |            |                      |
5     | inskrivna          | 1975      | 2009-12-31 |            |                      |
6     | inskrivna          | 1940      | 2012-01-01 |            |                      |
7     | inskrivna          | 1975      | 2012-01-01 |            | 2011-01-10           | Stockholmsvärd
8     | inskrivna          | 1975      | 2012-01-01 |            |                      |
"""
# 4 is still enrolled; 5 enrolled too early, 6 is too old, 7 has had a job before, 8 was not in the register then.


def months(lopnr: int, first: str, last: str, work: str = "") -> list[str]:
    """A row of every month; those in `work` have income."""
    start, end = (month(int(m[:4]), int(m[5:])) for m in (first, last))
    rows = []
    for number in range(start, end + 1):
        label = f"{number // 12}-{number % 12 + 1:02}"
        rows.append(f"{lopnr} | {label} | {100 if label in work else 0} | N | N | J")
    return rows


MONTHS = "\n".join(
    [
        "lopnr | manad | arbetsinkomst | forsorjningsstod | akassa | inskriven_af",
        *months(1, "2011-01", "2019-12", "2012-02 2012-10"),
        *months(2, "2012-01", "2012-06"),
        *months(3, "2012-01", "2019-12"),
        *months(4, "2012-01", "2020-12"),
        *months(7, "2010-01", "2019-12"),
    ]
)


@pytest.fixture(scope="module")
def given():
    return records(2021, scb_spells=SPELLS, files={"scb_manadsdata": MONTHS})


def test_who_is_evaluated(given):
    people = enrolments(given).collect()
    assert people.select("lopnr", "during", "typ").rows() == [
        (1, False, None),
        (2, True, "Ungdomsanställning"),
        (3, False, None),
        (4, False, None),
    ]


def test_waits_and_types(given):
    sample = sample_of(given)
    assert sample.last.tolist() == [6, 2, 3, 83]  # the last one is followed to December 2019
    assert sample.typ.tolist() == [NONE, TYPES.index("Ungdomsanställning"), NONE, NONE]
    assert sample.controls.tolist() == [3, 0, 2]


def test_a_month_without_a_row_is_not_a_month_without_work(given):
    sample = sample_of(given)
    at = {month: n for n, month in enumerate(HORIZON)}
    work = list(OUTCOMES).index("Arbete")
    assert sample.outcomes[work, 0, [at[-1], at[0], at[7]]].tolist() == [True, False, True]
    assert sample.seen[1, [at[-3], at[-2], at[3], at[4]]].tolist() == [False, True, True, False]
    assert not sample.outcomes[:, ~sample.seen].any()


def test_who_gets_a_job_in_a_later_enrolment_is_left_out_from_then_on(given):
    sample = sample_of(given)
    at = {month: n for n, month in enumerate(HORIZON)}
    assert sample.seen[2, [at[23], at[24], at[25]]].tolist() == [True, False, False]


def test_traits_are_of_the_two_years_before(given):
    sample = sample_of(given)
    described = dict(zip(sample.trait_names, sample.traits.T, strict=True))
    assert described["Månader med arbete, två år"].tolist() == [1, 0, 0, 0]
    assert described["Månader hos Arbetsförmedlingen, två år"].tolist() == [14, 2, 2, 12]
    assert described["Månader utanför registret, två år"].tolist() == [10, 22, 22, 12]
    assert described["Under 25 år"].tolist() == [0, 1, 0, 0]


def test_the_groups_of_the_tables_are_those_of_the_arrays(given):
    table = compute(MEASURES["ST5"], "antal", given)
    assert cells(table, kon="Samtliga", grupp="Ungdomsanställning")[0][0] == 1
    assert cells(table, kon="Samtliga", grupp="Inget Stockholmsjobb")[0][0] == 3
    assert cells(table, kon="Samtliga", grupp="Samtliga")[0][0] == 4


def test_without_monthly_data_nothing_is_said():
    without = records(2021, scb_spells=SPELLS)
    for suffix in MEASURES["ST5"].tables:
        assert compute(MEASURES["ST5"], suffix, without).cells["status"].unique().to_list() in (["saknas"], [])


def test_nobody_to_evaluate_is_no_fault():
    empty = sample_of(records(2030, scb_spells=SPELLS, files={"scb_manadsdata": MONTHS}, covered=(2008, 2030)))
    assert len(empty) == 0
    assert np.array(empty.controls).tolist() == []
    assert isinstance(pl.Series(empty.typ), pl.Series)
