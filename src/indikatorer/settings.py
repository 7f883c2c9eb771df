"""The choices that the sources leave open, read from `indikatorer.toml`, which says what each one means."""

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from indikatorer import ROOT, UserError

SETTINGS_FILE = ROOT / "indikatorer.toml"


@dataclass(frozen=True)
class Settings:
    """What was chosen. The defaults are those of domain.md; `indikatorer.toml` documents every key."""

    exit_that_counts: Literal["last", "first", "hierarchy"] = "last"
    j2_base: Literal["all", "excl_aterremitterade"] = "all"
    j4_base: Literal["excl_aterremitterade", "all"] = "excl_aterremitterade"
    af_program: Literal["ovrigt", "apart"] = "ovrigt"
    j5_gap_days: int = 0
    j6_gap_days: int = 1
    j8_working_days: int = 5
    stockholmsjobb_window: Literal["rolling_lag4", "calendar_year"] = "rolling_lag4"
    not_reached: Literal["in_base", "left_out"] = "in_base"
    threshold: Literal["auto", "fixed", "indexed"] = "auto"
    income: Literal["ForvErs", "ForvInk"] = "ForvErs"
    bistand_utanfor_samhallet: Literal["no", "yes"] = "no"
    vet_ej: Literal["in_base", "left_out"] = "in_base"
    e1_result: Literal["arbete_eller_studier", "sjalvforsorjande"] = "arbete_eller_studier"
    small_base: int = 20
    low_response: int = 60
    lowest_response: int = 30

    def as_dict(self) -> dict[str, str | int]:
        return asdict(self)


DEFAULTS = Settings()

LOWEST = {"j6_gap_days": 1, "small_base": 1}
"""Whole numbers that may not be 0."""


def read_settings(path: Path = SETTINGS_FILE) -> Settings:
    """The settings in a file. Raises UserError with every key and value that cannot be meant."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path}: {error}") from None
    types: dict[str, Any] = {field.name: field.type for field in fields(Settings)}
    faults = [
        f"{key}: there is no such setting. There are {', '.join(types)}."
        if key not in types
        else f"{key} = {value!r}: expected {_expected(key, types[key])}."
        for key, value in given.items()
        if key not in types or not _is_valid(key, types[key], value)
    ]
    if faults:
        raise UserError("\n".join(f"{path}: {fault}" for fault in faults))
    return Settings(**given)


def _is_valid(key: str, expected: Any, value: object) -> bool:
    if get_origin(expected) is Literal:
        return value in get_args(expected)
    return type(value) is int and value >= LOWEST.get(key, 0)


def _expected(key: str, expected: Any) -> str:
    if get_origin(expected) is Literal:
        return " or ".join(repr(choice) for choice in get_args(expected))
    return f"a whole number of at least {LOWEST.get(key, 0)}"
