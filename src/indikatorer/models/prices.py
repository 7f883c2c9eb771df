"""What the municipality pays and gets: prices with their source, which users change in `data/reference/priser.toml`."""

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from indikatorer import UserError
from indikatorer.base import swedish
from indikatorer.base.files import read_toml
from indikatorer.base.vocabulary import REFERENCE, egen_kommun

PRICES_FILE = REFERENCE / "priser.toml"
NAMES = {
    "forsorjningsstod": "Försörjningsstöd",
    "lon": "Lön",
    "kommunalskatt": "Kommunalskatt",
    "kostnad": "Kostnad per plats",
}
"""Key in the file → name in the report."""
WHOSE = "kommun"
HIGHEST = 1e9
"""Kronor, or per cent: more than any of these can be, and what an infinite number is not."""


@dataclass(frozen=True)
class Price:
    """One price: its value, a lower and a higher one to try instead, and where it comes from."""

    varde: float
    lagre: float
    hogre: float
    enhet: str
    ar: int
    kalla: str

    def in_words(self) -> dict[str, str]:
        """Every field as the report prints it: `9 135`, `17,9`."""
        return {
            key: _written(value) if isinstance(value, int | float) and key != "ar" else str(value)
            for key, value in asdict(self).items()
        }


def _written(value: float) -> str:
    return swedish.number(value, next(n for n in range(10) if round(value, n) == value))


def read_prices(path: Path = PRICES_FILE) -> dict[str, Price]:
    """The prices of a file by name. Raises UserError with everything in it that cannot be meant."""
    given = read_toml(path)
    given.pop(WHOSE, None)
    faults = [f"[{name}]: there is no such price. There are {', '.join(NAMES)}." for name in given if name not in NAMES]
    faults += [
        f"[{name}] is missing: every one of {', '.join(NAMES)} is needed." for name in NAMES if name not in given
    ]
    faults += [fault for name in NAMES if name in given for fault in _faults(name, given[name])]
    if faults:
        raise UserError("\n".join(f"{path}: {fault}" for fault in faults))
    return {name: Price(**given[name]) for name in NAMES}


def check_that_prices_are_own(path: Path = PRICES_FILE) -> None:
    """Raises UserError for the prices of another municipality than the one that the report is about."""
    whose, (own, name) = read_toml(path).get(WHOSE), egen_kommun()
    if whose is not None and whose != own:
        raise UserError(
            f"{path}: the prices are those of {WHOSE} = {whose!r}, and the report is about {name}, {own}. Write prices "
            f'of {name} with their sources, and {WHOSE} = "{own}".'
        )


def _faults(name: str, price: Any) -> list[str]:
    expected: dict[str, Any] = {field.name: field.type for field in fields(Price)}
    if not isinstance(price, dict):
        return [f"{name} = {price!r}: write a table, [{name}], with {', '.join(expected)}."]
    unknown = [key for key in price if key not in expected]
    faults = [f"[{name}] {key}: there is no such key. There are {', '.join(expected)}." for key in unknown]
    for key, kind in expected.items():
        value: Any = price.get(key)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if kind is float and not (is_number and 0 <= value <= HIGHEST):
            faults.append(
                f"[{name}] {key} = {value!r}: expected a number that is not negative, and at most {HIGHEST:.0f}."
            )
        elif kind is int and not (isinstance(value, int) and 1990 <= value <= 2100):
            faults.append(f"[{name}] {key} = {value!r}: expected a year.")
        elif kind is str and not (isinstance(value, str) and value.strip()):
            faults.append(f"[{name}] {key} = {value!r}: expected a text.")
    if not faults and not price["lagre"] <= price["varde"] <= price["hogre"]:
        found = ", ".join(str(price[key]) for key in ("lagre", "varde", "hogre"))
        faults.append(f"[{name}]: expected lagre ≤ varde ≤ hogre, found {found}.")
    return faults
