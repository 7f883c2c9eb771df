"""What the comparison with the edition before says: how many figures became what, and tables of them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from indikatorer.base import swedish
from indikatorer.base.vocabulary import SAMTLIGA
from indikatorer.presentation.show import Layout, text_layout
from indikatorer.publication.revisions import COMPARISON, EDITION, PERIOD, Verdict

if TYPE_CHECKING:
    import pandas as pd

LISTED = 50
"""So many revised figures of a table stand on the page; all of them are in the csv file."""


@dataclass(frozen=True)
class Revisions:
    """The figures that the edition before, of the year `edition`, and the one of `year` both show.

    There are none where there is no edition before; `title_of` gives the title of a table.
    """

    edition: int | None
    year: int
    figures: "pd.DataFrame | None"
    title_of: Callable[[str], str]

    @property
    def compared(self) -> int:
        return 0 if self.figures is None else len(self.figures)

    def became(self, verdict: Verdict) -> int:
        """How many of the compared figures have become this."""
        return 0 if self.figures is None else int((self.figures["jamforelse"] == verdict).sum())

    @cached_property
    def revised(self) -> "pd.DataFrame | None":
        return None if self.figures is None else self.figures[self.figures["jamforelse"] == Verdict.REVISED]

    def by_table(self) -> str:
        """How many figures of each table became what, in Markdown; nothing where none were compared."""
        return "" if not self.compared else _by_table(self.figures, self.title_of).as_markdown()

    def listed(self) -> str:
        """The revised figures of each table, the first LISTED of them, under its title, in Markdown."""
        parts = []
        if self.revised is not None and self.edition is not None:
            for table, of_table in self.revised.groupby("tabell", sort=False):
                layout = _listed(of_table.head(LISTED), self.edition, self.year)
                parts += [f"# {self.title_of(str(table))} ({table})", layout.as_markdown()]
        return "\n\n".join(parts)


def revisions(build: str, year: int, title_of: Callable[[str], str]) -> Revisions:
    """What was compared with the edition before when the tables of the year were protected."""
    import pandas as pd

    folder = Path(build) / "jamforelse"
    edition = json.loads((folder / EDITION).read_text(encoding="utf-8"))["year"]
    figures = None if edition is None else pd.read_csv(folder / COMPARISON, dtype=str, keep_default_na=False)
    return Revisions(edition, year, figures, title_of)


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
