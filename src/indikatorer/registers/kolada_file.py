"""`kolada.json`: key figures of other municipalities as the Kolada v3 API returns them
(docs/definitions.md, Kolada)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from indikatorer.base.settings import KOMMUN, KPI
from indikatorer.base.vocabulary import SAMTLIGA, Kon
from indikatorer.registers.faults import Faults

NAME = "kolada"
FORM = (
    '{"values": [{"kpi", "municipality", "period", "values": [{"gender", "count", "status", "value", "isdeleted"}]}]}'
)
KON = {"T": SAMTLIGA, "K": Kon.KVINNOR.value, "M": Kon.MAN.value}
SCHEMA = {
    "kpi": pl.String,
    "kommun": pl.String,
    "ar": pl.Int32,
    "kon": pl.String,
    "antal": pl.Int64,
    "varde": pl.Float64,
}


def read_kolada(path: Path, faults: Faults) -> pl.DataFrame | None:
    """One row per key figure, municipality, year and sex, sorted so. A secret value is null, and never 0.

    `antal` is the number of units behind the value. Deleted values are left out. None, and why among the faults, when
    the file is not what the API returns.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        rows = list(_rows(content, path.name, faults))
        if isinstance(content, dict) and content.get("next_url"):
            faults.add(
                path.name,
                "the whole answer: it has further pages (next_url). `make kolada` fetches them",
                column="next_url",
            )
    except (ValueError, RecursionError, OSError):
        faults.add(path.name, f"JSON in UTF-8, as the Kolada API returns it: {FORM}")
        return None
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    key = ["kpi", "kommun", "ar", "kon"]
    for same in frame.filter(pl.struct(key).is_duplicated()).select(key).unique().sort(key).iter_rows():
        faults.add(path.name, "each value once", found=", ".join(str(part) for part in same))
    return frame.sort(frame.columns, nulls_last=True)


def _rows(content: object, file: str, faults: Faults) -> Iterator[tuple[object, ...]]:
    for where, figure in _items(content, "values", "", file, faults):
        for which, value in _items(figure, "values", where, file, faults):
            if value.get("isdeleted") is True:
                continue
            yield (
                _checked(figure, "kpi", _is_kpi, where, "an id as U40455", file, faults),
                _checked(
                    figure,
                    "municipality",
                    _is_kommun,
                    where,
                    "a municipality of four digits or a group as G123",
                    file,
                    faults,
                ),
                _checked(figure, "period", _is_year, where, "a year", file, faults),
                KON.get(str(_checked(value, "gender", _is_gender, which, "T, K or M", file, faults))),
                _checked(value, "count", _is_count, which, "a whole number or null", file, faults),
                _checked(value, "value", _is_number, which, "a number or null", file, faults),
            )


def _items(content: object, key: str, where: str, file: str, faults: Faults) -> Iterator[tuple[str, dict[str, Any]]]:
    items = content.get(key) if isinstance(content, dict) else None
    if not isinstance(items, list):
        faults.add(file, f"a list under {where}{key}, as in {FORM}")
        return
    for index, item in enumerate(items):
        place = f"{where}{key}[{index}]."
        if isinstance(item, dict):
            yield place, item
        else:
            faults.add(file, "an object", column=place.rstrip("."), found=str(item))


def _checked(item: dict[str, Any], key: str, accepts: Any, where: str, expected: str, file: str, faults: Faults) -> Any:
    value = item.get(key)
    if accepts(value):
        return value
    faults.add(file, expected, column=where + key, found=json.dumps(value, ensure_ascii=False))
    return None


def _is_kpi(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(KPI, value, re.ASCII) is not None


def _is_kommun(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(KOMMUN, value, re.ASCII) is not None


def _is_year(value: object) -> bool:
    return isinstance(value, int) and 1900 <= value <= 2100


def _is_gender(value: object) -> bool:
    return isinstance(value, str) and value in KON


def _is_count(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15)
