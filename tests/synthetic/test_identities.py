from datetime import date

import numpy as np
import polars as pl
import pytest

from indikatorer.synthetic.identities import Personnummer, check_digit
from tests.synthetic.published import read

CHECKED_EXAMPLES = [199001012385, 200002292399, 189001019802, 202601612381]
"""Test numbers that Skatteverket publishes (docs/definitions.md, Personnummer)."""


def luhn_sum(number: str) -> int:
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate(number)]
    return sum(digit // 10 + digit % 10 for digit in digits)


def test_check_digit():
    numbers = np.array(CHECKED_EXAMPLES)
    np.testing.assert_array_equal(check_digit(numbers // 10 % 10**9), numbers % 10)


@pytest.mark.parametrize("name", ["flai_inskrivningar", "paraply_bistand"])
def test_every_check_digit_is_one_too_high(small, name):
    numbers = read(small, name)["personnummer"].unique().cast(pl.String)
    assert numbers.str.len_chars().unique().to_list() == [12]
    assert {luhn_sum(number[2:]) % 10 for number in numbers} <= {1}


def test_carries_sex_and_birth_date(small):
    spells = read(small, "flai_inskrivningar").filter(pl.col("kön").is_not_null())
    coordination = 0
    for number, kon, enrolled in spells.select("personnummer", "kön", "inskriven").iter_rows():
        text = str(number)
        assert int(text[10]) % 2 == (kon == "M")
        day = int(text[6:8])
        coordination += day > 60
        born = date(int(text[:4]), int(text[4:6]), day - 60 if day > 60 else day)
        assert 16 <= (enrolled - born).days / 365.25 < 65
    assert coordination > 0


def test_one_number_each_on_a_crowded_day():
    size = 998
    kvinna = np.arange(size) % 2 == 0
    birth = np.full(size, np.datetime64("1990-05-17"))
    numbers = Personnummer(seed=1).assign(birth, kvinna, np.zeros(size, dtype=bool))
    assert len(np.unique(numbers)) == size
    assert set(numbers // 10_000) == {19900517}
    birth_numbers = numbers // 10 % 1000
    assert birth_numbers.min() >= 1
    np.testing.assert_array_equal(birth_numbers % 2 == 0, kvinna)


def test_no_number_is_handed_out_twice():
    personnummer = Personnummer(seed=1)
    birth = np.full(300, np.datetime64("1990-05-31"))
    women, nobody = np.ones(300, dtype=bool), np.zeros(300, dtype=bool)
    numbers = np.concatenate([personnummer.assign(birth, women, nobody) for _ in range(2)])
    assert len(np.unique(numbers)) == 600
    assert np.unique(numbers // 10_000, return_counts=True)[1].tolist() == [499, 101]
    assert set(numbers // 10_000) == {19900531, 19900601}
