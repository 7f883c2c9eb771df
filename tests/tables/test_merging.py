"""A table that would hide too much prints categories as one, says so, and is protected as it then stands."""

import polars as pl
import pytest

from indikatorer.disclosure import audit_published, protect
from indikatorer.measures.catalogue import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.tables.hidden import hidden_share
from indikatorer.tables.merging import merged_as_published, merged_where_hidden
from tests.people import records

TABLE = "SW1-status-kon"


def exits(students):
    """Exits of 2009, for each reason with so many of each kind of student the year after; the others are outside."""
    people, years = ["lopnr|kon|avslutad|avslutsorsak"], ["lopnr|ar|sysstat|hsdelt|studmed"]
    number = 0
    for orsak, (university, other) in students.items():
        for kon in ("Kvinnor", "Män"):
            for n in range(80):
                number += 1
                people.append(f"{number}|{kon}|2009-05-01|{orsak}")
                years.append(f"{number}|2010|0|{int(n < university)}|{int(university <= n < university + other)}")
    return "\n".join(people), "\n".join(years)


@pytest.fixture(scope="module")
def given():
    spells, years = exits({"Arbete": (2, 20), "Studier": (3, 30), "Okänd": (1, 25)})
    return records(2013, scb_spells=spells, register_years=years)


@pytest.fixture(scope="module")
def counted(given):
    return [compute(MEASURES["SW1"], "status-kon", given)]


def shown(cells, **labels):
    return cells.filter(*(pl.col(name) == label for name, label in labels.items()))["varde"].to_list()


def test_categories_are_merged_where_too_much_would_be_hidden(counted, given):
    separate = protect(counted)
    [merged] = merged_where_hidden(counted, separate, given)
    assert merged.table.title.endswith("(högskolestuderande och övriga studerande tillsammans)")
    together = protect([merged])
    assert shown(together[TABLE], kon="Kvinnor", avslutsorsak="Arbete", status_arbetsmarknad="Studerande") == [27.5]
    assert not set(together[TABLE]["status_arbetsmarknad"]) & {"Högskolestuderande", "Övriga studerande"}
    assert hidden_share(together)["okand"]["hidden"] < hidden_share(separate)["okand"]["hidden"]
    assert audit_published([merged], together).passed


def test_a_table_that_hides_little_stays_as_it_is(counted, given):
    everything = {TABLE: counted[0].written}
    assert merged_where_hidden(counted, everything, given) == counted


def test_the_audit_counts_as_the_published_cells_do(counted, given):
    [merged] = merged_where_hidden(counted, protect(counted), given)
    [again] = merged_as_published(counted, protect([merged]), given)
    assert again.cells.equals(merged.cells)
    assert merged_as_published(counted, protect(counted), given) == counted


def test_the_share_of_hidden_cells_is_told_for_each_report():
    cells = pl.DataFrame(
        {"taljare": [1, None, None], "namnare": [2, None, None], "varde": [50.0, None, None]}
        | {"ki_nedre": [None] * 3, "ki_ovre": [None] * 3, "status": ["", "skyddad", "saknas"]}
    )
    share = hidden_share({"SW1-status": cells, "J3-orsak": cells, "J4-alder": cells})
    assert share["okand"] == {"cells": 2, "hidden": 1, "per_cent": 50.0}
    assert (share["arsrapport"]["cells"], share["hela"]["cells"]) == (4, 6)
