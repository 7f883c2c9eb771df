"""A delivery folder: which files it holds, and what leverans.toml says about them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from indikatorer import UserError
from indikatorer.base.periods import month, month_label
from indikatorer.registers.columns import kind_of
from indikatorer.registers.contract import FILES
from indikatorer.registers.faults import Faults, mask
from indikatorer.registers.kolada_file import NAME as KOLADA
from indikatorer.registers.spelling import clean, folded

SETTINGS = "leverans.toml"
ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz")
ALIKE = 0.9
"""So alike is a name with a slip to the one that was meant."""
FORMS = (".csv", ".xlsx", ".parquet")
KNOWN_SETTINGS = ("syntetisk", "levererad", "beskrivning", "tackning", "kolumner", "koder")


@dataclass(frozen=True)
class Delivery:
    """What lies in the folder. `files` maps a file of the contract to where it is.

    `settled` is whether leverans.toml could be read: without what it says, every row would be at fault.
    """

    folder: Path
    files: Mapping[str, Path]
    unknown_files: tuple[str, ...] = ()
    synthetic: bool = False
    delivered: date | None = None
    description: str = ""
    coverage: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    settled: bool = True


def is_yearly(name: str) -> bool:
    """Whether a file's coverage is told in years: SCB's files do, and those whose rows are about a year."""
    return name.startswith("scb_") or name in ("enkat_utskick", "enkat_svar", "ekonomi_kostnader", KOLADA)


def find(folder: Path, faults: Faults) -> Delivery:
    """The delivery in a folder. What is wrong with the folder's files or with leverans.toml is added to `faults`.

    Raises UserError when there is no folder, or nothing of the contract in it.
    """
    if not folder.is_dir():
        raise UserError(f"{folder}: there is no such folder. A delivery is a folder with files like {min(FILES)}.csv.")
    files: dict[str, Path] = {}
    unknown: list[Path] = []
    settings: list[Path] = []
    settled = True
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise UserError(f"{folder}: the folder cannot be read ({error.strerror}).") from None
    for path in found:
        name, form = path.stem.casefold(), path.suffix.casefold()
        if path.name.startswith("."):
            continue
        if path.name.casefold() == SETTINGS:
            settings.append(path)
        elif path.name.casefold().startswith("leverans.") and form in ARCHIVES:
            faults.add(path.name, f"files, and no archive: unpack it in {folder.name}, and take it away")
            settled = False
        elif path.name.casefold().startswith("leverans."):
            faults.add(path.name, f"{SETTINGS}, if it is that: name it so (Windows may hide the end of a name)")
            settled = False
        elif (name not in FILES or form not in FORMS) and path.name.casefold() != f"{KOLADA}.json":
            unknown.append(path)
        elif not path.is_file():
            faults.add(path.name, "a file, and not a folder or a link that leads nowhere")
        elif name in files:
            faults.add(path.name, f"one form of each file, but {files[name].name} is there as well: remove one of them")
        else:
            files[name] = path
    if not files and faults.table().is_empty():
        there = f" There is: {', '.join(mask(path.name) for path in unknown)}." if unknown else ""
        there += "".join(f" Unpack {mask(path.name)}." for path in unknown if path.suffix.casefold() in ARCHIVES)
        there += "".join(
            f" The files are in {mask(path.name)}: name that folder." for path in unknown if _holds_files(path)
        )
        raise UserError(
            f"{folder}: no delivery here. Expected files named as in the contract: {', '.join(FILES)}, "
            f"each as {', '.join(FORMS)}.{there}"
        )
    for path in unknown:
        name = path.name.casefold().partition(".")[0]
        if name in FILES and name not in files:
            faults.add(path.name, f"{name} as {' or '.join(FORMS)}: save it as one of them, or take it away")
        elif path.is_file() and meant_by(name, files) == (meant := next(iter(FILES))):
            expected = f"a file of the contract: name it {meant}{path.suffix.casefold()} if it is {meant}"
            faults.add(path.name, f"{expected}, or take it away")
    for path in settings[1:]:
        faults.add(path.name, f"one {SETTINGS}, but {settings[0].name} is there as well: remove one of them")
    delivery = Delivery(folder, files, tuple(mask(path.name) for path in unknown), settled=settled)
    return _settings(delivery, settings[:1], faults)


def _holds_files(path: Path) -> bool:
    """Whether there are files of the contract in a folder."""
    return path.is_dir() and any(
        inner.stem.casefold() in FILES and inner.suffix.casefold() in FORMS for inner in path.iterdir()
    )


def meant_by(name: str, files: Mapping[str, Path]) -> str:
    """The file of the contract whose name a file has, with a letter more or less or with something more, a date most
    often, and which is not there."""
    words = re.sub(r"[^a-z0-9åäö]+", "_", name)
    named = [known for known in FILES if f"_{known}_" in f"_{words}_"]
    named = named or get_close_matches(words, FILES, n=1, cutoff=ALIKE)
    return max(named, key=len) if named and not set(named) & files.keys() else ""


def _settings(delivery: Delivery, paths: list[Path], faults: Faults) -> Delivery:
    if not paths:
        return delivery
    if not paths[0].is_file():
        faults.add(SETTINGS, "a file")
        return delivery
    try:
        text = paths[0].read_text(encoding="utf-8-sig")
        settings = tomllib.loads(text)
    except (UnicodeDecodeError, OSError) as error:
        faults.add(SETTINGS, f"a text in UTF-8 ({mask(str(error))})")
        return replace(delivery, settled=False)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        line = int(found[1]) if (found := re.search(r"at line (\d+)", str(error))) else None
        said = text.splitlines()[line - 1].strip() if line and line <= len(text.splitlines()) else ""
        faults.add(SETTINGS, _toml_expected(said, str(error)), line=line, found=said)
        return replace(delivery, settled=False)
    for key in settings:
        if key not in KNOWN_SETTINGS:
            faults.add(SETTINGS, f"only {', '.join(KNOWN_SETTINGS)}", column=key, found=key)
    return replace(
        delivery,
        synthetic=_value(settings, "syntetisk", bool, False, "true or false", faults),
        delivered=_delivered(settings, faults),
        description=mask(_value(settings, "beskrivning", str, "", "a text in quotation marks", faults)),
        coverage=_coverage(settings, faults),
        columns=_columns(settings, faults),
        codes=_codes(settings, faults),
    )


def _toml_expected(line: str, error: str) -> str:
    """What a line of leverans.toml should have, that cannot be read."""
    bare = re.sub(r'"[^"]*"|\'[^\']*\'|#.*', "", line)
    key = bare.partition("=")[0]
    if re.search("[“”„‘’»«]", line):
        return 'straight quotation marks, " and not ”'
    if odd := re.search(r"[\w-]*[^\W\x00-\x7f][\w-]*", key):
        return f'quotation marks around a name with other letters than a–z: "{odd[0]}"'
    if key.strip() == "levererad":
        return "a date without quotation marks, as 2022-01-15"
    return f"TOML ({mask(error.partition(' (at ')[0])})"


def _value(settings: Mapping[str, Any], key: str, wanted: type, default: Any, expected: str, faults: Faults) -> Any:
    value = settings.get(key, default)
    if isinstance(value, wanted):
        return value
    faults.add(SETTINGS, expected, column=key, found=str(value))
    return default


def _delivered(settings: Mapping[str, Any], faults: Faults) -> date | None:
    value = settings.get("levererad")
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    faults.add(SETTINGS, "a date without quotation marks, as 2022-01-15", column="levererad", found=str(value))
    return None


def _coverage(settings: Mapping[str, Any], faults: Faults) -> dict[str, tuple[int, int]]:
    coverage = {}
    for name, span in _table(settings, "tackning", faults).items():
        form = "[2008, 2020]" if is_yearly(name) else '["2008-01", "2021-12"]'
        expected = f"first and last complete {'year' if is_yearly(name) else 'month'}, as {form}"
        if name not in FILES and name != KOLADA:
            faults.add(SETTINGS, "the name of a file of the contract", column="tackning", found=name)
            continue
        try:
            first, last = (point_of(label, name) for label in span)
        except (TypeError, ValueError):
            faults.add(SETTINGS, expected, column=f"tackning.{name}", found=str(span))
            continue
        if first > last:
            faults.add(SETTINGS, f"{expected}, in this order", column=f"tackning.{name}", found=str(span))
            continue
        coverage[name] = (first, last)
    return coverage


def point_of(label: object, name: str) -> int:
    """A month, or a year of a file that is yearly, as coverage counts it. Raises ValueError when it is none."""
    text = str(label)
    if is_yearly(name):
        year, number = text, "1"
    else:
        year, number = text.split("-")
    if not (year.isdecimal() and len(year) == 4 and number.isdecimal() and 1 <= int(number) <= 12):
        raise ValueError(text)
    return int(year) if is_yearly(name) else month(int(year), int(number))


def label_of(point: int, name: str) -> str:
    """`point_of` the other way round."""
    return str(point) if is_yearly(name) else month_label(point)


def _columns(settings: Mapping[str, Any], faults: Faults) -> dict[str, dict[str, str]]:
    mapping: dict[str, dict[str, str]] = {}
    for name, names in _table(settings, "kolumner", faults).items():
        where = f"kolumner.{name}"
        if name not in FILES:
            faults.add(SETTINGS, "the name of a file of the contract", column="kolumner", found=name)
            continue
        headers = {folded(header): header for header in FILES[name].headers()}
        mapping[name] = {}
        for theirs, ours in _texts(names, where, faults).items():
            if folded(ours) in headers:
                mapping[name][theirs] = headers[folded(ours)]
            else:
                faults.add(SETTINGS, f"a column of {name}: {', '.join(headers.values())}", column=where, found=ours)
    return mapping


def _codes(settings: Mapping[str, Any], faults: Faults) -> dict[str, dict[str, str]]:
    headers = {folded(header) for schema in FILES.values() for header in schema.headers()}
    mapping = {}
    for column, codes in _table(settings, "koder", faults).items():
        if folded(column) not in headers:
            faults.add(SETTINGS, "the name of a column of the contract", column="koder", found=column)
            continue
        texts = _texts(codes, f"koder.{column}", faults)
        mapping[folded(column)] = {clean(theirs): clean(ours) for theirs, ours in texts.items()}
        lists = code_lists(column)
        possible = list(dict.fromkeys(code for codes in lists for code in codes))
        for ours in mapping[folded(column)].values():
            if all(lists) and ours and ours not in possible:
                faults.add(
                    SETTINGS, f"a code of the contract: {', '.join(possible)}", column=f"koder.{column}", found=ours
                )
    return mapping


def code_lists(column: str) -> list[Mapping[str, Any]]:
    """The codes of the columns of this name, each with what it is stored as; none for a column without a list."""
    return [
        kind_of(declared).codes
        for schema in FILES.values()
        for header, declared in schema.headers().items()
        if folded(header) == folded(column)
    ]


def _table(settings: Mapping[str, Any], key: str, faults: Faults) -> Mapping[str, Any]:
    table: Mapping[str, Any] = _value(settings, key, dict, {}, f"a table, [{key}]", faults)
    return table


def _texts(table: object, where: str, faults: Faults) -> dict[str, str]:
    if isinstance(table, dict) and all(isinstance(value, str) for value in table.values()):
        return table
    faults.add(SETTINGS, 'a table of texts, as "Okänt" = "Okänd"', column=where, found=str(table))
    return {}
