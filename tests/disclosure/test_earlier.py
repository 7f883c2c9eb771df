"""What was published stays known, past periods are printed again, and an edition that gives somebody away is named."""

from dataclasses import replace

import polars as pl
import pytest

from indikatorer.disclosure import NUMBERS, audit_published, protect
from indikatorer.disclosure.earlier import Earlier
from indikatorer.measures.catalogue import MEASURES
from indikatorer.measures.compute import compute
from tests.people import records

THEN = {"Arbete": 40, "Studier": 30, "Okänd": 20, "Flyttat": 3, "Övrigt": 35, "Föräldraledig": 30}
SERIES = "J3-serie"


def spells(*counts):
    """A delivery with so many women leaving for each reason in 2020, 2021, …"""
    lines = ["person|kon|inskriven|avslutad|avslutsorsak"]
    for year, of_year in enumerate(counts, 2020):
        for orsak, number in of_year.items():
            for n in range(number):
                lines.append(f"{year}-{orsak}-{n}|Kvinnor|{year}-01-01|{year}-05-10|{orsak}")
    return "\n".join(lines)


def tables_of(year, delivery, *names):
    given = records(year, spells=delivery)
    return [compute(MEASURES[name.split("-", 1)[0]], name.split("-", 1)[1], given) for name in names or [SERIES]]


def edition(tables, cells):
    """Tables as another edition finds them on the site."""
    return [
        replace(table, cells=cells[table.id].with_columns(table.cells["slice"], personer=pl.lit(None, pl.Int64)))
        for table in tables
    ]


def of_2020(cells, orsak, matt="antal"):
    rows = cells.filter(pl.col("period") == "2020", pl.col("avslutsorsak") == orsak, pl.col("matt") == matt)
    return rows.select("varde", "status").row(0)


def hidden(cells):
    return set(cells.filter(pl.col("status") == "skyddad", pl.col("period") == "2020")["avslutsorsak"])


@pytest.fixture(scope="module")
def then():
    tables = tables_of(2020, spells(THEN))
    return tables, protect(tables)[SERIES]


def test_past_periods_are_printed_again_as_they_stood(then):
    old = edition(then[0], {SERIES: then[1]})
    late = THEN | {"Arbete": 42}
    tables = tables_of(2021, spells(late, THEN))
    earlier = Earlier(old, old)
    again = protect(tables, earlier=earlier)
    assert of_2020(again[SERIES], "Arbete") == (40.0, "")
    assert hidden(again[SERIES]) == hidden(then[1])
    assert audit_published(tables, again, earlier=earlier).passed


def test_the_difference_of_a_revision_is_protected_like_a_table(then):
    old = edition(then[0], {SERIES: then[1]})
    tables = tables_of(2021, spells(THEN | {"Arbete": 42}, THEN))
    leaky = {table.id: cells for table, cells in zip(tables, protect(tables).values(), strict=True)}
    audit = audit_published(tables, leaky, earlier=Earlier(old))
    assert any("ändrade sedan 40 redovisades (avslutsorsak Arbete)" in found.count for found in audit.recovered)
    revised = protect(tables, earlier=Earlier(old))
    assert of_2020(revised[SERIES], "Arbete") == (None, "skyddad")
    assert audit_published(tables, revised, earlier=Earlier(old)).passed


def test_an_old_edition_that_completes_a_sum_is_named(then):
    tables = tables_of(2021, spells(THEN, THEN))
    new = protect(tables)
    assert len(hidden(new[SERIES])) > 1
    few = pl.col("avslutsorsak") == "Flyttat"
    careless = then[0][0].written.with_columns(
        pl.when(~few).then(pl.col(NUMBERS)), status=pl.when(few).then(pl.lit("skyddad")).otherwise("status")
    )
    earlier = Earlier(edition(then[0], {SERIES: careless}))
    audit = audit_published(tables, new, earlier=earlier)
    assert any("2020-12 (avslutsorsak Flyttat)" in found.count for found in audit.recovered)


def test_what_was_shown_is_known_and_something_else_is_hidden_for_it(then):
    old = edition(then[0], {SERIES: then[1]})
    # the exits of 2020 by sex and reason: in the series both what is hidden and what is shown of 2020 is settled
    tables = tables_of(2020, spells(THEN), "J3-orsak5", "J3-orsak7")
    earlier = Earlier(old)
    protected = protect(tables, earlier=earlier)
    assert audit_published(tables, protected, earlier=earlier).passed
    seven = protected["J3-orsak7"].filter(pl.col("kon") == "Samtliga", pl.col("matt") == "antal")
    kept_back = hidden(then[1]) & set(seven["orsaksgrupp7"])
    assert set(seven.filter(pl.col("orsaksgrupp7").is_in(kept_back))["status"]) == {"skyddad"}


def test_a_cell_is_printed_again_only_when_it_says_what_was_said(then):
    old = edition(then[0], {SERIES: then[1]})
    tables = tables_of(2021, spells(THEN, THEN))
    earlier = Earlier(old, old)
    again = protect(tables, earlier=earlier)[SERIES]
    few = (pl.col("period") == "2020") & (pl.col("avslutsorsak") == "Flyttat") & (pl.col("matt") == "antal")
    truth = tables[0].written
    leaky = again.with_columns(pl.when(few).then(truth[name]).otherwise(pl.col(name)).alias(name) for name in NUMBERS)
    audit = audit_published(tables, {SERIES: leaky}, earlier=earlier)
    assert any("avslutsorsak Flyttat" in found.count and found.printed for found in audit.recovered)
