"""What the comparison with the edition before says, in words and tables."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from indikatorer import swedish
from indikatorer.notebooks.show import Layout, text_layout
from indikatorer.tables.revisions import COMPARISON, EDITION, PERIOD, Verdict
from indikatorer.vocabulary import SAMTLIGA

if TYPE_CHECKING:
    import pandas as pd

LISTED = 50
"""So many revised figures of a table stand on the page; all of them are in the csv file."""


def revisions(build: str, year: int, title_of: Callable[[str], str]) -> str:
    """Markdown about the figures that the edition before and this one both show; one sentence where there are none."""
    import pandas as pd

    folder = Path(build) / "jamforelse"
    edition = json.loads((folder / EDITION).read_text(encoding="utf-8"))["year"]
    if edition is None:
        return "Det finns ingen tidigare publicering att jämföra med."
    figures = pd.read_csv(folder / COMPARISON, dtype=str, keep_default_na=False)
    if figures.empty:
        return f"Publiceringen för {edition} har inga uppgifter om perioder som också redovisas för {year}."
    revised = figures[figures["jamforelse"] == Verdict.REVISED]
    parts = [
        f"{swedish.number(len(figures))} uppgifter finns för samma period både i publiceringen för {edition} och i den "
        f"för {year}. {_outcome(figures)} Uppgifter som är skyddade i någon av publiceringarna jämförs inte.",
        "Ett antal är reviderat när det inte är detsamma som förut. En andel eller ett medelvärde är reviderat när "
        "skillnaden är större än vad avrundningen kan ge, eller när antalen bakom är andra. Alla jämförda uppgifter "
        f"finns i [{COMPARISON}]({COMPARISON}).",
        "# Uppgifter efter tabell",
        _by_table(figures, title_of).as_markdown(),
    ]
    if len(revised):
        parts += [
            "# Reviderade uppgifter",
            "Register kompletteras och rättas i efterhand, och sättet att räkna kan ha ändrats. De nya värdena "
            "ersätter de gamla.",
        ]
    for table, of_table in revised.groupby("tabell", sort=False):
        parts += [f"## {title_of(str(table))} ({table})", _listed(of_table.head(LISTED), edition, year).as_markdown()]
        if len(of_table) > LISTED:
            parts.append(f"Här visas de första av {swedish.number(len(of_table))} reviderade uppgifter.")
    return "\n\n".join(parts)


def _outcome(figures: "pd.DataFrame") -> str:
    counts = figures["jamforelse"].value_counts()
    revised, rounding = (int(counts.get(kind, 0)) for kind in (Verdict.REVISED, Verdict.ROUNDING))
    said = f"Av dem har {swedish.number(revised)} reviderats" if revised else "Ingen av dem har reviderats"
    if rounding:
        said += f", och {swedish.number(rounding)} skiljer sig inte mer än vad avrundningen kan ge"
    return f"{said}."


def _by_table(figures: "pd.DataFrame", title_of: Callable[[str], str]) -> Layout:
    """One row per table: how many of its figures were compared, and what became of them."""
    rows = []
    for table, of_table in figures.groupby("tabell", sort=False):
        kinds = [int((of_table["jamforelse"] == kind).sum()) for kind in Verdict]
        rows.append([f"{title_of(str(table))} ({table})", *map(_count, (len(of_table), *kinds))])
    layout = text_layout(["Tabell", "Jämförda", "Oförändrade", "Inom avrundning", "Reviderade"], rows)
    return _right_aligned(layout, words=1)


def _listed(revised: "pd.DataFrame", edition: int, year: int) -> Layout:
    """One row per revised figure: what it is, and what each edition says."""
    columns = list(revised.columns)
    dimensions = [name for name in columns[1 : columns.index("matt")] if name != PERIOD]
    rows = []
    for _, row in revised.iterrows():
        labels = [row[dimension] for dimension in dimensions if row[dimension] not in ("", SAMTLIGA)]
        what = ", ".join([*labels, f"{row['matt']} ({row['enhet']})"])
        values = [_number(row[column]) for column in ("varde_tidigare", "varde", "skillnad")]
        rows.append([row[PERIOD], what, *values])
    editions = [f"Publicering {edition}", f"Publicering {year}"]
    layout = text_layout(["Period", "Uppgift", *editions, "Skillnad"], rows)
    return _right_aligned(layout, words=2)


def _right_aligned(layout: Layout, words: int) -> Layout:
    return replace(layout, alignment=["left"] * words + ["right"] * (len(layout.headings) - words))


def _count(number: int) -> str:
    return swedish.number(number) if number else "–"


def _number(text: str) -> str:
    return swedish.number(Decimal(text), len(text.partition(".")[2]))
