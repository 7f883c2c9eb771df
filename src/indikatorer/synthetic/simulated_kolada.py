"""`kolada.json`: the city's results as it reports them, and made-up ones of other municipalities."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from indikatorer.base.vocabulary import KOLADAGRUPPER, egen_kommun
from indikatorer.synthetic import chance
from indikatorer.synthetic.simulated_enrolments import OPEN, ORSAKER
from indikatorer.synthetic.tables import KON, words
from indikatorer.synthetic.totals import Totals
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import year_of

_YEARS = range(2011, 2022)
_STOCKHOLM, _ = egen_kommun()
_OTHERS = {"0127": 3.0, "0184": 1.0, "1280": -2.0, "1480": 0.5, "1980": 4.0}
"""Municipality → how many percentage points more than in the city go to work or studies."""
_GROUPS = {"U40406": "A", "U40409": "B", "U40412": "C", "U40415": "D", "U40418": "E", "U40455": "AB"}
"""Key figure → the results at exit that it is the share of (docs/definitions.md, Kolada)."""
_RESULTS = "ABCDE"
_WORK_OR_STUDIES = np.array([letter in _GROUPS["U40455"] for letter in _RESULTS])
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
    for year in _YEARS:
        city = {sex: _counts(counted, year, sex) for sex in KON}
        others = {place: _moved(city, more + rng.normal(0, 2)) for place, more in _OTHERS.items()}
        for municipality, results in {_STOCKHOLM: city, **others}.items():
            of_all = {**results, "T": sum(results.values(), np.zeros(len(_RESULTS)))}
            for kpi, letters in _GROUPS.items():
                values = {sex: _share(counts, letters) for sex, counts in of_all.items()}
                secret = (municipality, year) == _SECRET
                figures.append(_figure(kpi, municipality, year, dict.fromkeys(values) if secret else values))
    text = json.dumps({"values": figures}, ensure_ascii=False, indent=1)
    (folder / "kolada.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _counts(counted: pl.DataFrame, year: int, sex: str) -> np.ndarray:
    """How many of one sex left with each of `_RESULTS` in a year."""
    group = counted.filter(pl.col("år") == year, pl.col("kön") == sex)
    return np.array([group.filter(resultat=letter)["antal"].sum() for letter in _RESULTS], float)


def _moved(city: dict[str, np.ndarray], points: float) -> dict[str, np.ndarray]:
    """The results of a place where so many percentage points more go to work or studies, and fewer to all else."""

    def moved(counts: np.ndarray) -> np.ndarray:
        to_work = counts[_WORK_OR_STUDIES].sum()
        share = min(max(to_work / max(counts.sum(), 1) + points / 100, 0), 1)
        at_work = counts * _WORK_OR_STUDIES / max(to_work, 1)
        elsewhere = counts * ~_WORK_OR_STUDIES / max(counts.sum() - to_work, 1)
        return counts.sum() * (share * at_work + (1 - share) * elsewhere)

    return {sex: moved(counts) for sex, counts in city.items()}


def _share(counts: np.ndarray, letters: str) -> float | None:
    """The share, in per cent, of those with one of the results; None where nobody left."""
    hits = sum(counts[_RESULTS.index(letter)] for letter in letters)
    return round(float(100 * hits / counts.sum()), 1) if counts.sum() else None


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
