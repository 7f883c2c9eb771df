"""Numbers, dates, lists and judgement words as a Swedish reader expects them, and the one rounding function."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
PROTECTED = "skyddad uppgift"
SYNTHETIC = "Syntetiska data: siffrorna är påhittade och beskriver inga människor."

SMALL_NUMBERS = (
    *("ingen", "en", "två", "tre", "fyra", "fem", "sex"),
    *("sju", "åtta", "nio", "tio", "elva", "tolv"),
)

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def rounded(value: float | int | Decimal, decimals: int = 0) -> Decimal:
    """`value` to so many decimals, halves away from zero, judged on the shortest decimal form of the number.

    Python's own rounding takes halves to the even digit: 0.25 would become 0.2.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def number(value: float | int | Decimal, decimals: int = 0) -> str:
    """1234.5 → `1 235`; with one decimal `1 234,5`. No-break spaces between thousands, a real minus sign."""
    text = f"{rounded(value, decimals):,f}"
    return text.replace(",", NO_BREAK_SPACE).replace(".", ",").replace("-", MINUS)


def signed(value: float, decimals: int = 0) -> str:
    """4.25 → `+4,3`, −4.25 → `−4,3`."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) else f"+{text}"


def spelled(count: int) -> str:
    """A small count in running text, as Swedish wants it: 4 → `fyra`; from 13 in digits."""
    return SMALL_NUMBERS[count] if count < len(SMALL_NUMBERS) else number(count)


def percent(value: float, decimals: int = 1) -> str:
    return f"{number(value, decimals)} procent"


def percentage_points(value: float, decimals: int = 1) -> str:
    """The size of a difference; which way it goes is said in words beside it."""
    size = rounded(abs(value), decimals)
    return f"{number(size, decimals)} {'procentenhet' if size == 1 else 'procentenheter'}"


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def months(first: date, last: date) -> str:
    """The months between two days, both included: `september 2020–augusti 2021`, `januari–december 2021`."""
    start = MONTHS[first.month - 1]
    since = start if first.year == last.year else f"{start} {first.year}"
    return f"{since}–{MONTHS[last.month - 1]} {last.year}"


def month_name(label: str) -> str:
    """`2021-05` → `maj`."""
    return MONTHS[int(label.partition("-")[2]) - 1]


def listing(words: Sequence[str]) -> str:
    """`a`, `a och b`, `a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def lower_first(text: str) -> str:
    """A label inside a sentence: `Okänd` → `okänd`, but `AF-program` stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
