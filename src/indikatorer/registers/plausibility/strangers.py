"""People of one file whom the others do not know: another delivery's, or numbers sorted without their rows."""

from collections.abc import Iterator, Mapping

import polars as pl

from indikatorer.registers.contract import SPELLS, SUPPORT
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.shares import FEWEST_LOST

EVENTS = "folkbokforing"
WHILE_ENROLLED = ("flai_insatser", "flai_stockholmsjobb")
"""Files of what begins while somebody is enrolled."""
OUTSIDE = 0.2
"""The share of rows that may begin outside of it: what goes on, or is registered late."""


def strangers(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """Files most of whose rows are about people who are not, or not then, in the files that name them."""
    if SPELLS not in rows:
        return
    spells = rows[SPELLS].select("person", "inskriven", "avslutad")
    for name in WHILE_ENROLLED:
        if name in rows:
            yield from _not_enrolled(name, rows[name].select("rad", "person", "start"), spells)
    if EVENTS in rows:
        known = pl.concat([rows[name]["person"] for name in (SPELLS, SUPPORT) if name in rows]).unique()
        people = rows[EVENTS]["person"].unique()
        lost = people.len() - int(people.is_in(known.implode()).sum())
        if lost >= FEWEST_LOST and 2 * lost > people.len():
            yield Finding(
                "people",
                f"{EVENTS} personnummer",
                f"{lost} of the {people.len()} people in {EVENTS} are neither in {SPELLS} nor in {SUPPORT}. Was the "
                "file ordered for other people? Order it for those who are in the other files.",
            )


def _not_enrolled(name: str, began: pl.DataFrame, spells: pl.DataFrame) -> Iterator[Finding]:
    start = pl.col("start")
    during = began.join(spells, on="person").filter(
        start >= pl.col("inskriven"), (start <= pl.col("avslutad")).fill_null(True)
    )
    outside = began.join(during, on="rad", how="anti").sort("rad")
    if outside.height >= FEWEST_LOST and outside.height > OUTSIDE * began.height:
        row = outside.row(0, named=True)
        yield Finding(
            "people",
            f"{name} personnummer",
            f"{outside.height} of {began.height} rows begin when the person is not enrolled according to {SPELLS} "
            f"(line {row['rad']}: start {row['start']}). Was column personnummer moved against the rows, or are the "
            "files of different extracts? Export them again on the same day.",
        )
