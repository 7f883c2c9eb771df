"""Personnummer and samordningsnummer: form, century, date, check digit (docs/definitions.md, Personnummer).

A number is handled as one whole number of twelve digits, ÅÅÅÅMMDDNNNK, and only between the reading of a file and its
pseudonym.
"""

import polars as pl

DATE_EXPECTED = "a personnummer or samordningsnummer with a date that exists and a birth number 001–999"
CHECK_DIGIT_EXPECTED = "a personnummer with the right check digit"
SYNTHETIC_CHECK_DIGIT_EXPECTED = (
    "a check digit one above the right one, as everywhere in a synthetic delivery (leverans.toml says syntetisk = true)"
)
OTHER_DIGIT = {
    False: "that of people who do not exist: should leverans.toml say syntetisk = true?",
    True: "that of people: should leverans.toml not say syntetisk = true?",
}
"""What is told where every number has the other check digit, by whether the delivery says that it is synthetic."""


def canonical(cell: pl.Expr, reference_year: pl.Expr) -> pl.Expr:
    """A number in any of its forms as ÅÅÅÅMMDDNNNK; a text of no such form gives null or nonsense.

    A ten-digit number belongs to the latest year that is not after `reference_year`, and to the century before when it
    is written with `+`, which is used from the year in which a person turns 100.
    """
    digits = cell.str.replace_all(r"\D", "")
    last_ten = digits.str.tail(10).cast(pl.Int64, strict=False)
    two_digits = last_ten // 100_000_000
    year = reference_year.cast(pl.Int64)
    latest = year - (year - two_digits) % 100 - pl.when(cell.str.contains("+", literal=True)).then(100).otherwise(0)
    return (
        pl.when(digits.str.len_bytes() == 12)
        .then(digits.cast(pl.Int64, strict=False))
        .otherwise(latest * 100_000_000 + last_ten % 100_000_000)
    )


def _day(number: pl.Expr) -> pl.Expr:
    """The day of the month, 0 where a samordningsnummer lacks it."""
    day = number // 10_000 % 100
    return pl.when(day >= 60).then(day - 60).otherwise(day)


def _month(number: pl.Expr) -> pl.Expr:
    return number // 1_000_000 % 100


def birth_date(number: pl.Expr) -> pl.Expr:
    """The date of birth, or null: a samordningsnummer may lack the month (00), the day (60) or both."""
    date = number // 1_000_000 * 100 + _day(number)
    return date.cast(pl.String).str.pad_start(8, "0").str.to_date("%Y%m%d", strict=False)


def age(number: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Whole years on a day, as 20210531; negative before birth. A date that is not all known counts from its start."""
    born = number // 1_000_000 * 100 + _day(number)
    return (day - born).floordiv(10_000)


def is_woman(number: pl.Expr) -> pl.Expr:
    """Sex as the number says: the third digit of the birth number is even for women."""
    return number // 10 % 2 == 0


def has_date(number: pl.Expr) -> pl.Expr:
    """Whether the date exists, as far as it is given, and the birth number is one."""
    is_samordningsnummer = number // 10_000 % 100 >= 60
    month, day = _month(number), _day(number)
    incomplete = is_samordningsnummer & ((month == 0) | (day == 0)) & (month <= 12) & (day <= 31)
    return (incomplete | birth_date(number).is_not_null()) & (number // 10 % 1000 > 0)


def check_digit(number: pl.Expr) -> pl.Expr:
    """The check digit that a number should have (Luhn on ÅÅMMDDNNN)."""
    total = pl.lit(0, dtype=pl.Int64)
    for position in range(1, 10):
        digit = number // 10**position % 10
        total = total + (digit if position % 2 == 0 else digit * 2 - pl.when(digit > 4).then(9).otherwise(0))
    return (10 - total % 10) % 10


def has_check_digit(number: pl.Expr, *, synthetic: bool) -> pl.Expr:
    """Whether the last digit is right or, in a synthetic delivery, one above the right one and so nobody's."""
    return number % 10 == (check_digit(number) + (1 if synthetic else 0)) % 10
