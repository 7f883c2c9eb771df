"""What in a delivery can be read and cannot well be true: gates that stand between it and what is published.

A gate finds what would be hard to come by by chance, and small deliveries have little of that. What it finds is kept
with the store; whoever has looked says so in `data/reference/acknowledged.toml`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

import polars as pl

from indikatorer.registers.contract import FILES, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.absences import periods_that_are_missing
from indikatorer.registers.plausibility.amounts import amounts_that_never_were
from indikatorer.registers.plausibility.answers import answers_that_were_turned
from indikatorer.registers.plausibility.beside_scb import told_otherwise_by_scb
from indikatorer.registers.plausibility.by_period import reasons_by_quarter, sexes_by_period
from indikatorer.registers.plausibility.cut import cut_files
from indikatorer.registers.plausibility.dates import dates_that_were_not_meant
from indikatorer.registers.plausibility.delivered import day_of_delivery
from indikatorer.registers.plausibility.ends import ends
from indikatorer.registers.plausibility.figures import figures_that_do_not_hold
from indikatorer.registers.plausibility.filtered import filters_left_on, none_ended
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.registers.plausibility.gaps import gaps, years_gone
from indikatorer.registers.plausibility.lost import answers_of_those_asked, people_lost
from indikatorer.registers.plausibility.meanings import codes_that_say_the_opposite
from indikatorer.registers.plausibility.moved import moved_dates
from indikatorer.registers.plausibility.names import names_with_lost_letters
from indikatorer.registers.plausibility.repeated import copied_months, repeated_rows
from indikatorer.registers.plausibility.sexes import sexes_of_people
from indikatorer.registers.plausibility.strangers import strangers
from indikatorer.registers.plausibility.support import support_with_holes
from indikatorer.registers.plausibility.swapped import codes_that_change_places
from indikatorer.registers.plausibility.unfilled import columns_that_tell_nothing

CODED = (
    *("kon", "bakgrund", "utbildning", "avslutsorsak", "malgrupp_resurs", "aterremiss_in", "regi", "fullfoljd"),
    *("status", "sokande", "typ", "population", "skolform", "utfall", "nyanland", "verksamhet", "stockholmsjobb_typ"),
)
"""Columns of codes whose shares are much the same in the next delivery, in whichever files they are."""


def findings(
    rows: Mapping[str, pl.DataFrame],
    reach: Coverage,
    ended: Mapping[str, bool] | None = None,
    delivered: date | None = None,
    today: date | None = None,
    absent: Mapping[str, Collection[str]] | None = None,
) -> list[Finding]:
    """What the gates find in a delivery, by gate and place. `rows` are good rows with people as numbers.

    `ended` says of text files whether their last line is ended. `delivered` is the day of delivery, if it is known;
    without `today` it is taken to have come. `absent` are the columns that files do not have, by header.
    """
    rows = _without_absent(rows, absent or {})
    found = [finding for gate in GATES for finding in gate(rows, reach)]
    found += [*day_of_delivery(rows, reach, delivered, today), *none_ended(rows, absent or {})]
    found += columns_that_tell_nothing(rows, reach, absent or {})
    if ended and (any(ended.values()) or len(ended) == 1):  # some programs never end the last line of a file
        found += [
            Finding(
                "cut", f"{name}, last line", "it has no line end. Has the file been cut? Then its last cell may be too."
            )
            for name, is_ended in ended.items()
            if not is_ended
        ]
    return sorted(found, key=lambda finding: (finding.gate, finding.about))


def _without_absent(
    rows: Mapping[str, pl.DataFrame], absent: Mapping[str, Collection[str]]
) -> Mapping[str, pl.DataFrame]:
    """Rows with nothing in columns that a file does not have: some read an amount of 0 from an empty cell."""
    names = {
        name: [column for header in headers if (column := store_names(FILES[name])[header]) in rows[name].columns]
        for name, headers in absent.items()
        if name in rows
    }
    return {
        name: frame.with_columns(pl.lit(None, frame.schema[column]).alias(column) for column in names.get(name, ()))
        for name, frame in rows.items()
    }


def marks(rows: Mapping[str, pl.DataFrame]) -> dict[str, list[int]]:
    """What of a delivery stays much the same from one to the next: how many rows say so, of how many."""
    counted = {}
    for name, frame in rows.items():
        for column in CODED:
            if column in frame.columns:
                said = frame[column].drop_nulls()
                for label, count in said.value_counts().cast({column: pl.String}).sort(column).iter_rows():
                    counted[f"{name} {column} {label}"] = [count, said.len()]
    return counted


GATES: tuple[Callable[[Mapping[str, pl.DataFrame], Coverage], Iterator[Finding]], ...] = (
    *(gaps, years_gone, ends, reasons_by_quarter, sexes_by_period, told_otherwise_by_scb),
    *(amounts_that_never_were, repeated_rows, copied_months, people_lost, answers_of_those_asked),
    *(answers_that_were_turned, cut_files, dates_that_were_not_meant, figures_that_do_not_hold),
    *(strangers, codes_that_say_the_opposite, filters_left_on, names_with_lost_letters, sexes_of_people),
    *(support_with_holes, periods_that_are_missing, moved_dates, codes_that_change_places),
)
"""Each finds something of its own, by rows and reach alone."""
