"""What is chosen in `indikatorer.toml`, which says what each key means: what the sources leave open, who publishes, and
what is fetched."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from indikatorer import ROOT, UserError
from indikatorer.base.files import read_toml

SETTINGS_FILE = ROOT / "indikatorer.toml"

Metod = Literal["auto", "undertryckning", "avrundning"]
"""What is done about what is sensitive: it is hidden, or all counts are rounded so that none of them is small."""

KPI = r"[NU]\d{5}"
TABLE = r"[A-Z]+\d*(-\S+)*"
KOMMUN = r"\d{4}|G\d{1,6}"


@dataclass(frozen=True)
class Settings:
    """What was chosen. The defaults are those of docs/definitions.md; `indikatorer.toml` documents every key."""

    exit_that_counts: Literal["last", "first", "hierarchy"] = "last"
    j2_base: Literal["all", "excl_aterremitterade"] = "all"
    j4_base: Literal["excl_aterremitterade", "all"] = "excl_aterremitterade"
    af_program: Literal["ovrigt", "apart"] = "ovrigt"
    j5_gap_days: int = 0
    j6_gap_days: int = 1
    j8_working_days: int = 5
    stockholmsjobb_window: Literal["rolling_lag4", "calendar_year"] = "rolling_lag4"
    not_reached: Literal["in_base", "left_out"] = "in_base"
    income_limits: Literal["auto", "fixed", "indexed"] = "auto"
    limits_per_cent: int = 100
    income: Literal["ForvErs", "ForvInk"] = "ForvErs"
    bistand_utanfor_samhallet: Literal["no", "yes"] = "no"
    vet_ej: Literal["in_base", "left_out"] = "in_base"
    e1_result: Literal["arbete_eller_studier", "sjalvforsorjande"] = "arbete_eller_studier"
    small_base: int = 20
    low_response: int = 60
    lowest_response: int = 30

    def as_dict(self) -> dict[str, str | int]:
        return asdict(self)


def _is_a_day_or_nothing(value: str) -> bool:
    try:
        return not value or (bool(date.fromisoformat(value)) and len(value) == len("2022-03-15"))
    except ValueError:
        return False


def _a_day() -> Any:
    return field(default="", metadata={"fits": _is_a_day_or_nothing, "form": "a day as 2022-03-15, or nothing"})


@dataclass(frozen=True)
class Publisher:
    """What the publication is called, who stands behind it, whom to ask, where it lies for good, on what terms it may
    be used, and the days on which the newest report is published and the next one is expected."""

    title: str = "Uppföljning av Jobbtorg Stockholm"
    name: str = "Arbetsmarknadsförvaltningen, Stockholms stad"
    contact: str = ""
    address: str = field(
        default="", metadata={"pattern": r"(https?://[^\s?#]+)?", "form": "an address as https://…, or nothing"}
    )
    licence: Literal["CC0-1.0", "CC-BY-4.0"] = "CC0-1.0"
    published: str = _a_day()
    next_edition: str = _a_day()


def _list_of(pattern: str, form: str, default: str) -> Any:
    return field(
        default=tuple(default.split()), metadata={"pattern": pattern, "form": form, "may_be_empty": not default}
    )


@dataclass(frozen=True)
class Protection:
    """How the publication is protected. `revised` are tables whose past periods are counted anew."""

    metod: Metod = "auto"
    revised: tuple[str, ...] = _list_of(TABLE, 'tables as "J3-serie"', "")


@dataclass(frozen=True)
class Kolada:
    """What `indikatorer fetch kolada` asks for, and where."""

    address: str = field(
        default="https://api.kolada.se/v3",
        metadata={"pattern": r"https?://[^\s?#]+", "form": "an address as https://…"},
    )
    municipalities: tuple[str, ...] = _list_of(
        KOMMUN, "municipalities of four digits as 0180, or groups as G123", "0180 0127 0184 1280 1480 1980"
    )
    kpis: tuple[str, ...] = _list_of(
        KPI,
        "ids as U40455",
        "U40455 U40406 U40409 U40412 U40415 U40418 U40450 U40451 U40452 U40453 U40454 N40450 U40800 U40403 N40008 "
        "N40011 U31462 N31814 N31858 N18944 N18945 N18946 N18952 N18956 N18957 N18958",
    )


DEFAULTS = Settings()
SECTIONS = {"protection": Protection, "publisher": Publisher, "kolada": Kolada}
"""The tables of the file and what they hold."""

LOWEST = {"j6_gap_days": 1, "small_base": 1, "limits_per_cent": 1}
"""Whole numbers that may not be 0."""


def read_settings(path: Path = SETTINGS_FILE) -> Settings:
    """The choices in a file. Raises UserError with every key and value of the file that cannot be meant."""
    return Settings(**_chosen(_read(path)))


def read_publisher(path: Path = SETTINGS_FILE) -> Publisher:
    """Who publishes. Raises UserError as `read_settings` does."""
    return Publisher(**_read(path).get("publisher", {}))


def read_kolada_settings(path: Path = SETTINGS_FILE) -> Kolada:
    """What to fetch from Kolada. Raises UserError as `read_settings` does."""
    return Kolada(**_with_lists(_read(path).get("kolada", {})))


def read_protection(path: Path = SETTINGS_FILE) -> Protection:
    """How to protect. Raises UserError as `read_settings` does."""
    return Protection(**_with_lists(_read(path).get("protection", {})))


def _with_lists(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}


def _chosen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in SECTIONS}


def _read(path: Path) -> dict[str, Any]:
    given = read_toml(path)
    faults = list(_faults(Settings, _chosen(given)))
    for name, section in SECTIONS.items():
        within = given.get(name, {})
        if isinstance(within, dict):
            faults += [f"[{name}] {fault}" for fault in _faults(section, within)]
        else:
            faults.append(f"{name} = {within!r}: expected a table, [{name}].")
    if faults:
        raise UserError("\n".join(f"{path}: {fault}" for fault in faults))
    return given


def _faults(of: Any, given: Mapping[str, Any]) -> Iterator[str]:
    known = {field.name: field for field in fields(of)}
    for key, value in given.items():
        if key not in known:
            yield f"{key}: there is no such setting. There are {', '.join(known)}."
            continue
        expected, is_valid = _form(key, known[key].type, known[key].metadata, value)
        if not is_valid:
            yield f"{key} = {value!r}: expected {expected}."


def _form(key: str, kind: Any, metadata: Mapping[str, Any], value: object) -> tuple[str, bool]:
    """What is expected of a key, in words, and whether the value is that."""
    if get_origin(kind) is Literal:
        return " or ".join(repr(choice) for choice in get_args(kind)), value in get_args(kind)
    if kind is int:
        lowest = LOWEST.get(key, 0)
        return f"a whole number of at least {lowest}", type(value) is int and value >= lowest
    if kind is str:
        fits = metadata.get("fits", lambda _: True)
        is_valid = _matches(metadata.get("pattern", "(?s).*"), value) and fits(value)
        return metadata.get("form", "a text"), is_valid
    fits = isinstance(value, list) and all(_matches(metadata["pattern"], item) for item in value)
    return f"a list of {metadata['form']}", fits and bool(value or metadata["may_be_empty"])


def _matches(pattern: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None
