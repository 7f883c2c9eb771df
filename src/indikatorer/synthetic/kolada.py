"""`kolada.json`: the city's results as it reports them, and made-up ones of other municipalities."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from indikatorer.synthetic import chance
from indikatorer.synthetic.enrolments import OPEN, ORSAKER
from indikatorer.synthetic.tables import KON, words
from indikatorer.synthetic.totals import Totals
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import year_of
from indikatorer.vocabulary import KOLADAGRUPPER

_YEARS = range(2011, 2022)
_STOCKHOLM = "0180"
_OTHERS = {"0127": 3.0, "0184": 1.0, "1280": -2.0, "1480": 0.5, "1980": 4.0}
"""Municipality → how many percentage points more than in the city go to work or studies."""
_GROUPS = {"U40406": "A", "U40409": "B", "U40412": "C", "U40415": "D", "U40418": "E", "U40455": "AB"}
"""Key figure → the results at exit that it is the share of (docs/definitions.md, Kolada)."""
_SECRET = ("1980", 2020)


def add_results(town: Town, totals: Totals) -> None:
    """How many people by year of their last exit, sex and result as Kolada groups them."""
    spells = town.spells
    exits = np.flatnonzero((spells.reason != OPEN) & ~spells.duplicate)
    letters = "".join(KOLADAGRUPPER[orsak][0] for orsak in ORSAKER)
    frame = pl.DataFrame(
        {
            "person": spells.person[exits],
            "end": spells.end[exits],
            "år": year_of(spells.end[exits]),
            "kön": words(town.people.kvinna[spells.person[exits]], KON).cast(pl.String),
            "resultat": [letters[reason] for reason in spells.reason[exits].tolist()],
        }
    )
    last = frame.sort("end", maintain_order=True).unique(["person", "år"], keep="last", maintain_order=True)
    totals.add("kolada", last.group_by("år", "kön", "resultat").agg(pl.len().cast(pl.Int64).alias("antal")))


def write_kolada(folder: Path, totals: Totals, seed: int) -> None:
    """What the Kolada v3 API would return, in its own form."""
    rng = chance.stream(seed, "kolada")
    counted = totals.table("kolada")
    figures = []
    for kpi, letters in _GROUPS.items():
        for year in _YEARS:
            city = {sex: _share(counted, year, sex, letters) for sex in ("K", "M", "T")}
            figures.append(_figure(kpi, _STOCKHOLM, year, city))
            for municipality, more in _OTHERS.items():
                moved = (more if kpi == "U40455" else more / 3) + rng.normal(0, 2)
                values = {sex: _moved(share, moved + rng.normal(0, 0.5)) for sex, share in city.items()}
                secret = (municipality, year) == _SECRET
                figures.append(_figure(kpi, municipality, year, dict.fromkeys(values) if secret else values))
    text = json.dumps({"values": figures}, ensure_ascii=False, indent=1)
    (folder / "kolada.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _share(counted: pl.DataFrame, year: int, sex: str, letters: str) -> float | None:
    group = counted.filter((pl.col("år") == year) & ((pl.col("kön") == sex) | (sex == "T")))
    total = int(group["antal"].sum())
    hits = int(group.filter(pl.col("resultat").is_in(list(letters)))["antal"].sum())
    return round(100 * hits / total, 1) if total else None


def _moved(share: float | None, points: float) -> float | None:
    return None if share is None else round(min(max(share + points, 0), 100), 1)


def _figure(kpi: str, municipality: str, year: int, values: dict[str, float | None]) -> dict[str, Any]:
    return {
        "kpi": kpi,
        "municipality": municipality,
        "period": year,
        "values": [
            {
                "gender": sex,
                "count": 1,
                "status": "Normal" if value is not None else "Secret",
                "value": value,
                "isdeleted": False,
            }
            for sex, value in values.items()
        ],
    }
