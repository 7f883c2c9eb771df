"""The kinds of columns a delivery can have: how a cell must look, what is kept of it, and how to say so.

Every cell comes as text, cleaned as in `spelling`. Its form is checked before it is read, because lenient casts take
`2021-1-5` for a date and round `1,25` into one decimal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import dataframely as dy
import polars as pl

from indikatorer.registers.faults import BETWEEN

Expression = Callable[[pl.Expr], pl.Expr]

# [0-9] and not \d, which takes the digits of all scripts, of which no number can be made.
DATE = "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
PLACEHOLDER = "^(9999|2099)-[0-9]{2}-[0-9]{2}$"
MONTH = "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
YEAR = "^(19|20)[0-9]{2}$"
WHOLE = "^([0-9]{1,9}|[0-9]{1,3}( [0-9]{3}){1,2})$"
HUNDREDTHS = "^-?([0-9]{1,12}|[0-9]{1,3}( [0-9]{3}){1,3})([,.][0-9]{1,2})?$"
DECIMAL = "^-?[0-9]{1,9}([,.][0-9]{1,6})?$"
NUMBER = "^(([0-9]{8}-?|[0-9]{6}[-+])[0-9]{4})$"
LOPNR = "^[0-9A-Za-z]{1,40}$"
NO_NAME = r"(?i)^(#?n/?a|\(?(null|tomt|blank)\)?|nan|nat|none|#[\p{L}\p{N}/]+[!?])$|^[^\p{L}\p{N}]+$"
"""What systems and spreadsheets write where there is nothing, or an error: it would be counted as a name."""
NOT_AS_WRITTEN = (
    r"\x{fffd}|\p{Cc}|Ã[¥¤¶…„–©‰]|\p{L}[†„”™]\p{L}|"
    r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}"
)
"""Letters that were lost in another encoding, control characters, and letters that look like those beside them."""
LIKE_A_PERSON = "^(18|19|20|21)?[0-9]{2}[01][0-9]{7}$"


@dataclass(frozen=True)
class Kind:
    """What a cell must look like (`accepts`), what is stored of it (`read`), and both in words.

    `codes` are those of a fixed list, with what each is stored as; empty where there is no list.
    """

    expected: str
    accepts: Expression
    read: Expression
    is_person: bool = False
    is_month: bool = False
    codes: Mapping[str, Any] = field(default_factory=dict, compare=False)


def column(header: str, kind: Kind, *, required: bool, kept: bool = True) -> Any:
    """A column of a delivered file. The attribute it is bound to is its name in the store."""
    return dy.String(
        alias=header,
        nullable=not required,
        check={"form": lambda cell: cell.is_null() | kind.accepts(cell)},
        metadata={"kind": kind, "kept": kept},
    )


def kind_of(declared: dy.Column) -> Kind:
    """The kind that a column was declared with."""
    kind: Kind = (declared.metadata or {})["kind"]
    return kind


def is_kept(declared: dy.Column) -> bool:
    return bool((declared.metadata or {})["kept"])


def _is_date(cell: pl.Expr) -> pl.Expr:
    return cell.str.contains(DATE) & cell.str.to_date("%Y-%m-%d", strict=False).is_not_null()


def read_month(cell: pl.Expr) -> pl.Expr:
    """`2021-05` as a whole number of `periods`."""
    return 12 * cell.str.slice(0, 4).cast(pl.Int32) + cell.str.slice(5, 2).cast(pl.Int32) - 1


def _read_hundredths(cell: pl.Expr) -> pl.Expr:
    """A number with at most two decimals, times hundred, exactly: text in, whole number out."""
    plain = cell.str.replace_many([" ", ","], ["", "."])
    return (plain.cast(pl.Decimal(18, 2), strict=False) * 100).cast(pl.Int64)


def _matches(pattern: str) -> Expression:
    return lambda cell: cell.str.contains(pattern)


def _as_it_is(cell: pl.Expr) -> pl.Expr:
    return cell


PERSON = Kind(
    "a personnummer: ÅÅÅÅMMDDNNNK, ÅÅÅÅMMDD-NNNK, ÅÅMMDD-NNNK or ÅÅMMDD+NNNK; samordningsnummer with day + 60",
    _matches(NUMBER),
    _as_it_is,
    is_person=True,
)
IDENTITY = Kind("an identity", lambda cell: pl.lit(True), _as_it_is)
TEXT = Kind(
    "a text without a personnummer, in letters as they were written (nothing where there is none: empty, not NULL)",
    lambda cell: cell.str.contains(rf"\d{{6}}{BETWEEN}\d{{4}}|{NO_NAME}|{NOT_AS_WRITTEN}").not_(),
    _as_it_is,
)
NAME = replace(TEXT)
"""A text by which rows are counted: two spellings of it are made one."""
DAY = Kind("a date, as 2021-05-31", _is_date, lambda cell: cell.str.to_date("%Y-%m-%d", strict=False))
CALENDAR_MONTH = Kind("a month, as 2021-05", _matches(MONTH), read_month, is_month=True)
CALENDAR_YEAR = Kind("a year, as 2021", _matches(YEAR), lambda cell: cell.cast(pl.Int32))
NUMBER_WITH_DECIMALS = Kind(
    "a number with decimal comma or point",
    _matches(DECIMAL),
    lambda cell: cell.str.replace(",", ".", literal=True).cast(pl.Float64),
)
LOPNR_KIND = Kind(
    "letters and digits, and not a personnummer",
    lambda cell: cell.str.contains(LOPNR) & ~cell.str.contains(LIKE_A_PERSON),
    _as_it_is,
)
NAMES_NYANLAND = Kind(
    "text; only whether it says nyanländ is kept",
    lambda cell: pl.lit(True),
    lambda cell: cell.str.contains("(?i)nyanländ").fill_null(False),
)


def person(header: str = "personnummer", *, required: bool = True) -> Any:
    return column(header, PERSON, required=required)


def text(header: str, *, required: bool = False) -> Any:
    return column(header, TEXT, required=required)


def name(header: str) -> Any:
    return column(header, NAME, required=True)


def identity(header: str, *, required: bool = True, kept: bool = True) -> Any:
    """An identity given by the sending system. The store numbers identities anew: a delivered one may be a person's."""
    return column(header, IDENTITY, required=required, kept=kept)


def day(header: str, *, required: bool = False) -> Any:
    return column(header, DAY, required=required)


def calendar_month(header: str, *, required: bool = True) -> Any:
    return column(header, CALENDAR_MONTH, required=required)


def calendar_year(header: str, *, required: bool = True) -> Any:
    return column(header, CALENDAR_YEAR, required=required)


def kronor(header: str, limit: int, *, required: bool = False) -> Any:
    """An amount of at most `limit` kronor, more than which it never is; stored as öre."""
    return column(header, _amount("kronor", limit), required=required)


def hundreds(header: str) -> Any:
    """An annual amount from SCB, in hundreds of kronor; stored as kronor. An empty one is 0."""
    return column(header, _zero_when_empty(_amount("hundreds of kronor", 10_000_000)), required=False)


def _amount(unit: str, limit: int) -> Kind:
    return Kind(
        f"an amount in {unit} with at most two decimals, and not beyond {limit:_}".replace("_", " "),
        lambda cell: cell.str.contains(HUNDREDTHS) & (_read_hundredths(cell).abs() <= 100 * limit),
        _read_hundredths,
    )


def whole(header: str, low: int, high: int, *, required: bool = False, empty_is_zero: bool = False) -> Any:
    def read(cell: pl.Expr) -> pl.Expr:
        return cell.str.replace_all(" ", "", literal=True).cast(pl.Int32, strict=False)

    kind = Kind(
        f"a whole number from {low} to {high}",
        lambda cell: cell.str.contains(WHOLE) & read(cell).is_between(low, high),
        read,
    )
    return column(header, _zero_when_empty(kind) if empty_is_zero else kind, required=required)


def days(header: str) -> Any:
    """Days of a year from SCB. An empty cell is 0."""
    return whole(header, 0, 366, empty_is_zero=True)


def decimal(header: str) -> Any:
    return column(header, NUMBER_WITH_DECIMALS, required=False)


def lopnr() -> Any:
    """SCB's running number: numbered anew in the store, where a pseudonym is text, so that no join can be made."""
    return column("LopNr", LOPNR_KIND, required=True)


def code(header: str, codes: Mapping[str, Any], *, required: bool = False, dtype: Any = pl.String) -> Any:
    """A column with a fixed list of codes; the mapping says under which value each is stored."""
    return column(
        header,
        Kind(
            "one of " + ", ".join(codes),
            lambda cell: cell.is_in(list(codes)),
            lambda cell: cell.replace_strict(codes, default=None, return_dtype=dtype),
            codes=codes,
        ),
        required=required,
    )


def one_of(header: str, *codes: str, required: bool = False) -> Any:
    """A code that is stored as it is spelt."""
    return code(header, {code: code for code in codes}, required=required)


def yes_no(header: str, *, required: bool = False) -> Any:
    return code(header, {"J": True, "N": False}, required=required, dtype=pl.Boolean)


def zero_one(header: str) -> Any:
    return code(header, {"0": False, "1": True}, dtype=pl.Boolean)


def names_nyanland(header: str) -> Any:
    """Free text of which nothing is kept but whether it says nyanländ (data minimisation, docs/definitions.md, Law)."""
    return column(header, NAMES_NYANLAND, required=False)


def _zero_when_empty(kind: Kind) -> Kind:
    return Kind(f"{kind.expected}, empty is 0", kind.accepts, lambda cell: kind.read(cell).fill_null(0))
