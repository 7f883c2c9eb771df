"""One of each kind of fault that a delivery can have, put where it can be found again: for testing a reader."""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

import polars as pl
from numpy.random import Generator

from indikatorer.base.files import replaced_file
from indikatorer.synthetic import chance

Row = dict[str, str]


@dataclass(frozen=True)
class Fault:
    """`line` in the file and `column` are empty where the fault is the whole file's."""

    file: str
    line: int | None
    column: str | None
    kind: str


def inject(folder: Path, seed: int) -> Path:
    """See `indikatorer.synthetic.inject_faults`."""
    rng = chance.stream(seed, "faults")
    faults = [fault for name in _CELLS for fault in _spoil_cells(rng, folder / f"{name}.csv", _CELLS[name])]
    faults += [
        _without_a_column(folder / "progression.csv", "kön"),
        _with_a_forbidden_column(folder / "vux_uppfoljning.csv"),
        _not_what_its_name_says(folder / "partnerskap.csv"),
        _cut_off(folder / "vux_kurser.csv"),
        _empty(folder / "personnummer_byte.csv"),
        _with_an_undecodable_byte(rng, folder / "enkat_utskick.csv"),
        _in_two_forms(folder / "ekonomi_kostnader.csv"),
    ]
    path = folder.with_name(f"{folder.name}-fel.csv")
    with replaced_file(path) as scratch:
        schema = {"file": pl.String, "line": pl.Int64, "column": pl.String, "kind": pl.String}
        table = pl.DataFrame([astuple(fault) for fault in faults], schema=schema, orient="row")
        table.write_csv(scratch, separator=";")
    return path


def _wrong_check_digit(row: Row) -> str:
    number = row["personnummer"]
    return number[:-1] + str((int(number[-1]) + 3) % 10)


def _put(text: str) -> Callable[[Row], str]:
    return lambda row: text


_CELLS: dict[str, list[tuple[str, str, Callable[[Row], str]]]] = {
    "flai_inskrivningar": [
        ("inskriven", "required cell is empty", _put("")),
        ("inskriven", "unreadable date", _put("2015-5-3")),
        ("avslutsorsak", "unreadable code", _put("Jobb")),
        ("avslutsorsak", "exit without a reason", _put("")),
        ("avslutad", "exit before enrolment", _put("2007-12-31")),
        ("jobbtorg", "unknown jobbtorg", _put("Jobbtorg Norr")),
        ("stadsdelsnämnd", "unknown district", _put("Gamla stan")),
        ("personnummer", "wrong check digit", _wrong_check_digit),
        ("personnummer", "not a personnummer", lambda row: row["personnummer"][:7]),
    ],
    "processmatt": [("antal", "unreadable number", _put("tolv"))],
    "flai_uppfoljning_3man": [("stockholmsjobb_id", "follow-up of no employment", _put("S0"))],
}
"""File → column, kind and what is put in place of a cell that has something."""
_TWICE = ("flai_inskrivningar", "inskrivning_id")


def _spoil_cells(rng: Generator, path: Path, spoilings: list[tuple[str, str, Callable[[Row], str]]]) -> list[Fault]:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(";")
    taken: set[int] = {0}
    faults = []

    def a_row(column: str) -> int:
        while True:
            place = int(rng.integers(1, len(lines)))
            if place not in taken and lines[place].split(";")[header.index(column)]:
                taken.add(place)
                return place

    def spoil(place: int, column: str, kind: str, text: str) -> None:
        cells = lines[place].split(";")
        cells[header.index(column)] = text
        lines[place] = ";".join(cells)
        faults.append(Fault(path.name, place + 1, column, kind))

    for column, kind, spoiled in spoilings:
        place = a_row(column)
        spoil(place, column, kind, spoiled(dict(zip(header, lines[place].split(";"), strict=True))))
    if path.stem == _TWICE[0]:
        one, other = a_row(_TWICE[1]), a_row(_TWICE[1])
        identity = lines[one].split(";")[header.index(_TWICE[1])]
        for place in (one, other):
            spoil(place, _TWICE[1], "duplicate id", identity)
    _write(path, lines)
    return faults


def _without_a_column(path: Path, column: str) -> Fault:
    rows = [line.split(";") for line in path.read_text(encoding="utf-8").splitlines()]
    place = rows[0].index(column)
    _write(path, [";".join(row[:place] + row[place + 1 :]) for row in rows])
    return Fault(path.name, None, column, "missing required column")


def _with_a_forbidden_column(path: Path) -> Fault:
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    _write(path, [f"{header};funktionsnedsättning", *(f"{row};" for row in rows)])
    return Fault(path.name, None, "funktionsnedsättning", "forbidden column")


def _not_what_its_name_says(path: Path) -> Fault:
    pl.read_csv(path, separator=";", infer_schema=False).write_parquet(path)
    return Fault(path.name, None, None, "Parquet that is named .csv")


def _cut_off(path: Path) -> Fault:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:-1], lines[-1][:20]]), encoding="utf-8", newline="\n")
    return Fault(path.name, len(lines), None, "truncated file")


def _empty(path: Path) -> Fault:
    path.write_bytes(b"")
    return Fault(path.name, None, None, "empty file")


def _with_an_undecodable_byte(rng: Generator, path: Path) -> Fault:
    lines = path.read_bytes().splitlines()
    place = int(rng.integers(1, len(lines)))
    lines[place] += b"\x81"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return Fault(path.name, place + 1, None, "neither UTF-8 nor Windows-1252")


def _in_two_forms(path: Path) -> Fault:
    other = path.with_suffix(".parquet")
    pl.read_csv(path, separator=";").write_parquet(other)
    return Fault(other.name, None, None, "two forms of one file")


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
