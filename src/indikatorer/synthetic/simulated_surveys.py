"""`enkat_utskick` and `enkat_svar`: who was asked, who answered, and what."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.random import Generator

from indikatorer.base.vocabulary import read_reference
from indikatorer.synthetic import chance
from indikatorer.synthetic.chance import Floats, Integers
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.people import Flags
from indikatorer.synthetic.tables import KON, YES_NO, append, words
from indikatorer.synthetic.totals import Totals
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.training import SFI, YH, Courses

_VET_EJ = 0
_UNANSWERED = -1
_POSITIVE = {
    "SJ1": 76, "SJ2": 74, "SJ3": 78, "SJ4": 80, "SJ5": 77, "SJ6": 62,
    "BU1": 81, "BU2": 72, "BU3": 69, "BU4": 61, "BU5": 58, "KV1": 78, "SFI1": 84, "NB1": 74,
}  # fmt: skip
"""Question → per cent positive answers. For Stockholmsjobb as published (docs/definitions.md, ST6; which of the four
about bemötande has which share is not), the others are made up."""
_POSITIVE_BY_STUDIES = {"SJ7": (57, 69), "SJ8": (43, 69)}
"""Per cent positive among those who have not and who have studied during the employment."""
_STUDIED = 46
_MEANS = {"KV2": 3.6, "SFI2": 3.9}
_RESPONSE = {"stockholmsjobb": 49, "brukarundersökning": 26, "komvux": 41, "sfi": 36, "nöjdhetsbarometer": 18}


@dataclass(frozen=True)
class Round:
    """A survey of one year, and the people it was sent to."""

    enkat: str
    year: int
    person: Integers


def write_surveys(folder: Path, town: Town, read: Courses, part: Part, totals: Totals) -> None:
    """`enkat_svar`: one row per respondent and question. How many were asked is added to `totals`."""
    for sent in _rounds(town, read):
        rng = chance.stream(part.seed, f"{sent.enkat} {sent.year}")
        kvinna = town.people.kvinna[sent.person]
        asked = pl.DataFrame({"enkät": sent.enkat, "år": sent.year, "kön": words(kvinna, KON).cast(pl.String)})
        totals.add("enkat_utskick", asked.group_by("enkät", "år", "kön").agg(pl.len().cast(pl.Int64).alias("antal")))
        answers = chance.even(rng, kvinna) < _RESPONSE[sent.enkat] / 100
        _write_answers(folder, sent, kvinna[answers], part, rng)


def write_sent(folder: Path, totals: Totals) -> None:
    """`enkat_utskick`: one row per survey, year and sex."""
    append(totals.table("enkat_utskick"), folder, "enkat_utskick")


def _rounds(town: Town, read: Courses) -> Iterator[Round]:
    jobs, spells = town.jobs, town.spells
    day = np.datetime64("2021-09-15")
    yield Round("stockholmsjobb", 2021, jobs.person[(jobs.start <= day) & (jobs.end >= day)])
    for year in range(2015, 2023):
        day = np.datetime64(f"{year}-10-01")
        enrolled = np.unique(spells.person[(spells.start <= day) & (spells.end >= day)])
        yield Round("brukarundersökning", year, enrolled)
        studies = (read.start <= day) & (read.end >= day) & (read.skolform != YH)
        yield Round("komvux", year, np.unique(read.person[studies & (read.skolform != SFI)]))
        yield Round("sfi", year, np.unique(read.person[studies & (read.skolform == SFI)]))
        if year > 2020:
            yield Round(
                "nöjdhetsbarometer", year, np.unique(spells.person[(spells.start <= day) & (spells.end >= day)])
            )


def _write_answers(folder: Path, sent: Round, kvinna: Flags, part: Part, rng: Generator) -> None:
    size = len(kvinna)
    respondent = part.identities(f"svarande {sent.enkat} {sent.year}", size, 10**4, 10**6)
    studied = chance.even(rng, np.zeros(size)) < _STUDIED / 100
    frames = []
    for question in read_reference("enkatfragor"):
        if question["enkat"] != sent.enkat:
            continue
        points = _points(rng, question, studied, kvinna)
        frames.append(
            pl.DataFrame(
                {
                    "enkät": sent.enkat,
                    "år": sent.year,
                    "svarande": respondent,
                    "kön": words(kvinna, KON),
                    "fråga": question["id"],
                    "svar": words(points, ("Vet ej", "1", "2", "3", "4", "5")),
                    "studerat": words(np.where(sent.enkat == "stockholmsjobb", studied, -1), YES_NO),
                }
            )
        )
    append(pl.concat(frames).sort("svarande", "fråga", maintain_order=True), folder, "enkat_svar")


def _points(rng: Generator, question: dict[str, str], studied: Flags, kvinna: Flags) -> Integers:
    """The answers as points on the question's scale; the shares are those of all who answered, vet ej among them."""
    size = len(studied)
    top = int(question["skala_till"])
    if not question["positiv_fran"]:
        mean = _MEANS[question["id"]]
        points = np.clip(np.round(rng.normal(mean, 1.0, size) + 0.05 * kvinna), 1, top).astype(np.int64)
        return np.where(rng.random(size) < 0.03, _UNANSWERED, points)
    answered = rng.random(size) >= 0.02
    share: Floats = np.full(size, float(_POSITIVE.get(question["id"], 0)))
    if question["id"] in _POSITIVE_BY_STUDIES:
        share = np.array(_POSITIVE_BY_STUDIES[question["id"]], dtype=float)[studied.astype(int)]
    lot = chance.even(rng, studied, answered) * 100
    threshold = int(question["positiv_fran"])
    positive = threshold + (rng.random(size) < 0.55) * (top - threshold)
    negative = rng.integers(1, threshold, size)
    points = np.where(lot < share, positive, np.where(lot > 96, _VET_EJ, negative))
    return np.where(answered, points, _UNANSWERED)
