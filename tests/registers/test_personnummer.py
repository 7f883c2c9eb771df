"""Personnummer: the published test numbers (docs/definitions.md, Personnummer), centuries, incomplete dates."""

from datetime import date

import polars as pl
import pytest

from indikatorer.registers import personnummer

PUBLISHED = [
    *(199001012385, 200002292399, 202402292383, 190001019801, 189001019802),
    *(202601612381, 202601622380, 202601912393, 190312049802, 201901012391),
    *(191500722390, 191711602399),
]


def value(expression: pl.Expr) -> object:
    return pl.select(expression).item()


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_numbers_have_their_check_digit(number):
    assert value(personnummer.has_check_digit(pl.lit(number), synthetic=False)) is True
    assert value(personnummer.has_check_digit(pl.lit(number), synthetic=True)) is False
    assert value(personnummer.has_date(pl.lit(number))) is True


@pytest.mark.parametrize("number", PUBLISHED)
def test_every_other_check_digit_is_wrong_and_one_of_them_is_the_synthetic(number):
    others = [number - number % 10 + digit for digit in range(10) if digit != number % 10]
    assert not any(value(personnummer.has_check_digit(pl.lit(n), synthetic=False)) for n in others)
    assert sum(value(personnummer.has_check_digit(pl.lit(n), synthetic=True)) is True for n in others) == 1


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("199001012385", 2020, 199001012385),
        ("19900101-2385", 2020, 199001012385),
        ("900101-2385", 2020, 199001012385),
        ("000229-2399", 2020, 200002292399),
        ("000101-9801", 1999, 190001019801),
        ("000101+9801", 2000, 190001019801),
        ("000101+9801", 2015, 190001019801),
        ("900101+9802", 1990, 189001019802),
        ("900101+9802", 2020, 189001019802),
        ("190101-2391", 2019, 201901012391),
    ],
)
def test_the_century_is_read_against_a_year(text, year, expected):
    assert value(personnummer.canonical(pl.lit(text), pl.lit(year))) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (199001012385, date(1990, 1, 1)),
        (202601612381, date(2026, 1, 1)),
        (202601912393, date(2026, 1, 31)),
        (191500722390, None),
        (191711602399, None),
    ],
)
def test_samordningsnummer_have_a_birth_date_unless_part_of_it_lacks(number, expected):
    assert value(personnummer.birth_date(pl.lit(number))) == expected


@pytest.mark.parametrize("number", [199002302385, 199013012385, 199001322385, 199001922384, 199001010005, 199000002385])
def test_numbers_with_dates_or_birth_numbers_that_do_not_exist(number):
    assert value(personnummer.has_date(pl.lit(number))) is False


def test_sex_is_the_third_digit_of_the_birth_number():
    assert value(personnummer.is_woman(pl.lit(199001012385))) is True
    assert value(personnummer.is_woman(pl.lit(200002292399))) is False
