"""Numbers as they stand in Swedish text, and text pressed together so that pages, PDF and sources can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_NUMBER = re.compile(r"(?<![\w.,])(−?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])|\d+)((?:[.,]\d+)*)(?!\d)")
_INVISIBLE = re.compile("[\u00ad\u0002\u2060\u200b]")
_REFERENCE = re.compile(r"(?i)\b(figur|tabell|avsnitt)\s+\d+(?:\.\d+)*(?!\d|,\d)")
_TERTIAL_THEN_YEAR = re.compile(r"(?<=\bT[123])\s+(?=\d)")
_KEPT = re.compile(r"[^\W_]|(?<=\d)[,.–-](?=\d)|−(?=\d)|[¤¦]")

APART = "¦"
"""Stands between a tertial and its year."""

REFERENCE = "¤"
"""Stands for a reference to a figure, table or section, and for the number of one."""


@dataclass(frozen=True)
class Number:
    """A number in a text: as it stands there, where, its size, and with how many decimals.

    Something like 3.12.1 is no number of ours: its size is None.
    """

    text: str
    start: int
    end: int
    size: Decimal | None
    decimals: int


def numbers_in(text: str) -> Iterator[Number]:
    """Every number that stands by itself in a text. Digits inside a word, as in J3, are no number."""
    for match in _NUMBER.finditer(text):
        whole, decimals = re.sub(r"\D", "", match[2]), match[3].removeprefix(",")
        is_ours = not match[3] or (match[3].startswith(",") and decimals.isdigit())
        size = Decimal(f"{whole}.{decimals or 0}") * (-1 if match[1] else 1) if is_ours else None
        yield Number(match[0], match.start(), match.end(), size, len(decimals))


def around(text: str, start: int, end: int, reach: int = 30) -> str:
    """The words that a number stands among, for a message."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return " ".join(f"{before}{text[start:end]}{after}".split())


def rounded(size: Decimal | Fraction, decimals: int) -> Decimal:
    """To so many decimals, halves away from zero. Written anew: the audit does not trust the code that printed."""
    if isinstance(size, Fraction):
        scaled = abs(size) * 10**decimals
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(whole if size >= 0 else -whole).scaleb(-decimals)
    return size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def pressed(text: str) -> str:
    """Letters and digits only, in lower case, references as one sign: the same on a page, in a PDF and in a source.

    A tertial and its year, as in T2 2021, stay two: a line may end between them.
    """
    visible = _INVISIBLE.sub("", text.replace("--", "–"))
    apart = _TERTIAL_THEN_YEAR.sub(APART, _REFERENCE.sub(REFERENCE, visible))
    return "".join(_KEPT.findall(apart)).lower()


def between(before: str, after: str) -> str:
    """What stands between two pressed lines that follow on one another."""
    return APART if re.search("t[123]$", before) and after[:1].isdigit() else ""
