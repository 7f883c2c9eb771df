"""Numbers in texts that stand in no table of the year: the delivery's record, the definitions, the edition before."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indikatorer.base.swedish import MONTHS, number
from indikatorer.disclosure.policy import POLICY
from indikatorer.indicators import MEASURES
from indikatorer.measures.cards import as_markdown
from indikatorer.site.audit.numbers import Number, numbers_in, pressed

COMPARISON = "jamforelse.csv"

CONTEXT = 12
"""How many letters and digits on either side of a number must be the same as in the record."""

NEAR = 5 * CONTEXT
"""So many signs hold that many letters and digits."""


@dataclass(frozen=True)
class Records:
    """What a record says: numbers that may stand anywhere, and words among which a number must stand."""

    name: str
    numbers: frozenset[str] = frozenset()
    words: str = ""

    def holds(self, text: str, number: Number) -> bool:
        if re.sub(r"\s", "", number.text) in self.numbers:
            return True
        before, after = text[max(0, number.start - NEAR) : number.start], text[number.start : number.end + NEAR]
        here = pressed(before)[-CONTEXT:] + pressed(after)[: CONTEXT + len(number.text)]
        return bool(self.words) and here in self.words


def read_records(catalogue: Path) -> dict[str, Records]:
    """The records that an output can name, by name. `catalogue` is the year's tables.json."""
    content = json.loads(catalogue.read_text(encoding="utf-8"))
    words = "\n".join(pressed(as_markdown(measure, content["limits"])) for measure in MEASURES.values())
    return {
        "underlag": Records("underlag", frozenset(_underlag(content))),
        "definitioner": Records("definitioner", words=words),
        "jamforelse": Records("jamforelse", frozenset(_compared(catalogue.parents[1] / "jamforelse" / COMPARISON))),
    }


def _underlag(content: dict[str, Any]) -> Iterator[str]:
    """The numbers of the delivery's record, as printed: rows of files, what they cover, settings, prices.

    How many rows something was said of can be how many persons it was said of: such a number is there only when it may
    be shown.
    """
    delivery = content["delivery"]
    for file in delivery["filer"]:
        yield str(file["rader"])
    for ends in delivery["tackning"].values():
        for end in ends:
            yield str(end)[:4]
    yield from (str(number) for number in delivery["varningar"].values() if not 0 < number < POLICY.threshold)
    set_aside = sum(reason["rader"] for reason in delivery["karantan"])
    yield from (str(number) for number in (set_aside, len(delivery["mappningar"]), len(content["tables"])))
    for share in (*content["protection"].values(), *content["tables"].values()):
        yield from (str(share[name]) for name in ("cells", "hidden", "uncertain") if name in share)
        if "per_cent" in share:
            yield number(share["per_cent"], 1)
    for step in (content.get("accuracy") or {}).get("within", []):
        yield from map(str, step)
    for far in content.get("moved") or ():
        yield str(far)
    for setting in content["settings"].values():
        yield from _tokens(str(setting))
    yield from (token for limit in content["limits"].values() for token in _tokens(limit))
    yield from _tokens(str(content.get("analysis", {}).get("draws", "")))
    for price in content.get("prices", {}).values():
        for said in price.values():
            yield from (re.sub(r"\s", "", token) for token in _tokens(said))


def _compared(comparison: Path) -> Iterator[str]:
    """The numbers of the comparison with the edition before, as printed, and how many figures became what."""
    if not comparison.exists():
        return
    with comparison.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = Counter(
        key for row in rows for key in ((), row["tabell"], row["jamforelse"], (row["tabell"], row["jamforelse"]))
    )
    yield from map(str, counts.values())
    for row in rows:
        for text in row.values():
            printed = text.replace(".", ",").replace("-", "−")
            yield from (printed, *_tokens(text))


def _tokens(text: str) -> Iterator[str]:
    return (number.text for number in numbers_in(text))


def delivered(catalogue: Mapping[str, Any]) -> str:
    """The day of the delivery as a report prints it, or nothing."""
    day = catalogue["delivery"]["levererad"]
    if not day:
        return ""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"
