"""How far a file reaches is not moved by a few rows, and those are told."""

import pytest

from indikatorer.base.periods import month, month_label
from indikatorer.registers import check
from indikatorer.registers.ingesting import catalogue, judge
from indikatorer.registers.store import Registers
from tests.registers.deliveries import ANNA, BISTAND, BO, INSKRIVNINGAR, lines, write

MONTHS = [month_label(point) for point in range(month(2019, 1), month(2022, 7))]
"""January 2019 to June 2022."""


def support(months: list[str], each: int = 20, extra: tuple[str, ...] = ()) -> str:
    """Rows of assistance, so many a month; rows of one month differ in their amount."""
    rows = (f"{BO};{m};Sökande;Försörjningsstöd;{n};;" for m in months for n in range(1, each + 1))
    return lines(BISTAND, *rows, *(f"{ANNA};{m};Sökande;Försörjningsstöd;1;;" for m in extra))


def judged(folder, rows: str, settings: str = "syntetisk = true\n") -> tuple[list[str], dict[str, int]]:
    """First and last complete month of Paraplyet, and the doubts."""
    delivery = write(folder, {"leverans.toml": settings, "paraply_bistand.csv": rows})
    said = catalogue(judge(delivery, quarantine=False, limit=0))
    return [month_label(point) for point in said["tackning"]["paraply_bistand"]], said["varningar"]


def beyond(where: str) -> str:
    return f"datum som inte räknas till vad filen täcker: paraply_bistand {where}"


def test_the_last_month_with_rows_is_not_complete(tmp_path):
    assert judged(tmp_path, support(MONTHS)) == (["2019-01", "2022-05"], {})


@pytest.mark.parametrize("slip", ["2031-06", "2067-12", "2023-06", "2022-09", "2022-08", "1999-01", "2018-06"])
def test_one_mistyped_month_does_not_count_and_is_told(tmp_path, slip):
    span, doubts = judged(tmp_path, support(MONTHS, extra=(slip,)))
    assert span == ["2019-01", "2022-05"]
    assert doubts[beyond(slip)] == 1


def test_the_month_after_the_last_is_a_slip_where_a_month_has_many_rows(tmp_path):
    assert judged(tmp_path, support(MONTHS, each=50, extra=("2022-07",)))[0] == ["2019-01", "2022-05"]


def test_months_that_end_slowly_are_the_files_own(tmp_path):
    rows = support(MONTHS, extra=("2022-07",) * 3)
    assert judged(tmp_path, rows)[0] == ["2019-01", "2022-06"]


def test_several_slips_are_told_together(tmp_path):
    span, doubts = judged(tmp_path, support(MONTHS, extra=("2031-06", "2024-01", "2024-01")))
    assert span == ["2019-01", "2022-05"]
    assert doubts[beyond("2024-01, 2031-06")] == 3


def test_nothing_after_the_delivery_counts(tmp_path):
    settings = "syntetisk = true\nlevererad = 2022-04-15\n"
    span, doubts = judged(tmp_path, support(MONTHS), settings)
    assert span == ["2019-01", "2022-03"]
    assert doubts[beyond("2022-05, 2022-06")] == 40


def test_what_the_delivery_says_stands(tmp_path):
    settings = 'syntetisk = true\n[tackning]\nparaply_bistand = ["2019-01", "2022-06"]\n'
    assert judged(tmp_path, support(MONTHS, extra=("2031-06",)), settings)[0] == ["2019-01", "2022-06"]


def test_few_rows_are_all_believed(tmp_path):
    assert judged(tmp_path, support(["2019-01", "2020-06", "2022-06"], each=1))[0] == ["2019-01", "2022-05"]


@pytest.mark.parametrize("placeholder", ["9999-12-31", "2099-12-31", "2099-01-01"])
def test_a_date_that_means_that_there_is_none_is_none_and_is_told(tmp_path, placeholder):
    """A spell without an end is open, in whatever way a system says so."""
    spells = lines(
        INSKRIVNINGAR,
        f"A1;{ANNA};K;;;;Järva;Farsta;2019-02-01;;{placeholder};;;;;",
        f"A2;{BO};M;;;;Järva;Farsta;2019-03-01;;2019-05-01;Arbete;;;;",
    )
    delivery = write(tmp_path, {"leverans.toml": "syntetisk = true\n", "flai_inskrivningar.csv": spells})
    found = judge(delivery, quarantine=False, limit=0)
    assert found.rows["flai_inskrivningar"]["avslutad"].null_count() == 1
    said = check(delivery)
    assert "datum som betyder att inget finns: flai_inskrivningar.csv, avslutad: 1" in said
    assert "complete from 2019-02 to 2019-04" in said


def test_a_slip_does_not_make_a_year_complete(tmp_path):
    spells = lines(
        INSKRIVNINGAR,
        *(f"A{n};{BO};M;;;;Järva;Farsta;{m}-02;;;;;;;" for n, m in enumerate(MONTHS)),
    )
    complete = []
    for name, extra in (("ok", ()), ("typo", ("2031-06",))):
        delivery = write(
            tmp_path / name,
            {
                "leverans.toml": "syntetisk = true\n",
                "flai_inskrivningar.csv": spells,
                "paraply_bistand.csv": support(MONTHS, extra=extra),
            },
        )
        said = catalogue(judge(delivery, quarantine=False, limit=0))
        complete.append(Registers({}, said["tackning"]).complete_years)
    assert complete == [range(2019, 2022)] * 2
