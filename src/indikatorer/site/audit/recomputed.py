"""What the numbers of a fact, a table or a figure may be: worked out anew from the published cells that it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import hypot, sqrt
from typing import Any

from indikatorer.site.audit.cells import PublishedCell, PublishedCells
from indikatorer.site.audit.numbers import Number, rounded
from indikatorer.site.audit.other_numbers import Records

NORMAL = 1.959963984540054
"""The normal deviate of a 95 per cent interval."""

DERIVED_DECIMALS = 1
"""Differences, changes and shares are printed with so many decimals, or fewer."""

STANDARDISED_DECIMALS = 2
"""Standardised differences are printed with so many decimals, or fewer."""


@dataclass(frozen=True)
class Candidate:
    """A size that a number may have, the most decimals it may be printed with, how it came about and of which cell."""

    size: Decimal | Fraction
    decimals: int
    how: str
    cell: PublishedCell | None = None


@dataclass
class Origins:
    """The origins of one output. `missing` are cells that it names and that are not published."""

    candidates: list[Candidate] = field(default_factory=list)
    cells: list[PublishedCell] = field(default_factory=list)
    records: Sequence[Records] = ()
    missing: list[str] = field(default_factory=list)
    _printed: dict[int, dict[Decimal, list[Candidate]]] = field(default_factory=dict)
    """By decimals: what each of the candidates prints as."""

    def matching(self, number: Number) -> list[Candidate]:
        """The candidates that print as this number, with or without its sign."""
        if number.size is None:
            return []
        if number.decimals not in self._printed:
            self._printed[number.decimals] = self._printed_with(number.decimals)
        return self._printed[number.decimals].get(number.size, [])

    def _printed_with(self, decimals: int) -> dict[Decimal, list[Candidate]]:
        found: dict[Decimal, list[Candidate]] = {}
        for candidate in self.candidates:
            if decimals <= candidate.decimals:
                size = rounded(candidate.size, decimals)
                for printed in {size, abs(size)}:
                    found.setdefault(printed, []).append(candidate)
        return found

    def record_for(self, text: str, number: Number) -> str | None:
        """The name of the record that holds the number as it stands in this text, or None."""
        return next((record.name for record in self.records if record.holds(text, number)), None)


def read(origins: Iterable[Mapping[str, Any]], published: PublishedCells, records: Mapping[str, Records]) -> Origins:
    """Look the named cells up and work out what is derived from them. Nothing is derived from a cell that is hidden."""
    found = Origins()
    for origin in origins:
        [(how, named)] = origin.items()
        if how == "record":
            found.records = [*found.records, records[named]]
            continue
        if how == "published":
            found.candidates += _beside_published(published.find(named[0]), Decimal(str(named[1])))
            continue
        cells = [published.find(place) for place in ([named] if how == "cell" else named)]
        found.missing += [
            str(place) for place, cell in zip([named] if how == "cell" else named, cells, strict=True) if cell is None
        ]
        known = [cell for cell in cells if cell is not None]
        found.cells += known
        if how == "cell":
            found.candidates += [
                Candidate(size, _decimals(size), "cell", cell) for cell in known for size in cell.sizes()
            ]
        elif len(known) == len(cells) and all(cell.shown for cell in known):
            decimals = STANDARDISED_DECIMALS if how == "standardised" else DERIVED_DECIMALS
            found.candidates += [Candidate(size, decimals, how, known[0]) for size in _derived(how, *known)]
    return found


def _beside_published(cell: PublishedCell | None, figure: Decimal) -> list[Candidate]:
    """A figure that another report has printed, which is no secret, and how far the cell is from it, if it is shown."""
    printed = [Candidate(figure, _decimals(figure), "published")]
    if cell is None or not cell.shown:
        return printed
    return [
        *printed,
        Candidate(Fraction(cell.numbers["varde"]) - Fraction(figure), DERIVED_DECIMALS, "published", cell),
    ]


def _decimals(size: Decimal) -> int:
    return max(0, -int(size.as_tuple().exponent))


def _derived(how: str, *cells: PublishedCell) -> list[Fraction]:
    """The size of a difference of two shares, its interval, a change of a count or a share of it, if any."""
    first, second = (Fraction(cell.numbers["varde"]) for cell in cells)
    if how == "difference":
        return [_exact_share(cells[0]) - _exact_share(cells[1])]
    if how == "interval":
        return _interval(cells[0], cells[1])
    if how == "standardised":
        spread = float(first * (100 - first) + second * (100 - second)) / 2
        return [Fraction(str(float(first - second) / spread**0.5))] if spread else []
    if second == 0:
        return []
    return [100 * (first / second - 1) if how == "change" else 100 * first / second]


def _exact_share(cell: PublishedCell) -> Fraction:
    """In per cent, of the numerator and denominator that the row shows; else as it is printed."""
    hits, base = cell.numbers["taljare"], cell.numbers["namnare"]
    return 100 * Fraction(hits) / Fraction(base) if hits and base else Fraction(cell.numbers["varde"])


def _interval(first: PublishedCell, second: PublishedCell) -> list[Fraction]:
    """The ends of the interval of a difference of two shares, in percentage points, by Newcombe from Wilson's ends, and
    as much wider as rounding may have moved the two."""
    if not all(cell.numbers["taljare"] and float(cell.numbers["namnare"]) for cell in (first, second)):
        return []
    (p, p_low, p_high), (q, q_low, q_high) = (_wilson(cell) for cell in (first, second))
    down, up = hypot(p - p_low, q_high - q), hypot(p_high - p, q - q_low)
    rounding = first.points + second.points
    return [Fraction(100 * (p - q - down) - rounding), Fraction(100 * (p - q + up) + rounding)]


def _wilson(cell: PublishedCell) -> tuple[float, float, float]:
    """A share with its 95 per cent interval, from its numerator and denominator."""
    hits, base = (float(cell.numbers[name]) for name in ("taljare", "namnare"))
    share, square = hits / base, NORMAL**2
    middle = (share + square / (2 * base)) / (1 + square / base)
    half = NORMAL * sqrt(share * (1 - share) / base + square / (4 * base**2)) / (1 + square / base)
    return share, middle - half, middle + half
