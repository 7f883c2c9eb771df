"""Tables of the catalogue: nothing small is printed, and nothing small can be worked out from what is printed."""

import numpy as np
import polars as pl
import pytest

from indikatorer.disclosure import NUMBERS
from indikatorer.disclosure.suppression.hiding import cells_to_hide
from indikatorer.disclosure.suppression.system import PrintedCell, System
from tests.people import exits
from tests.protecting import counted_of, outcome, protect

TABLES = ("J3-orsak", "J3-orsak5", "J3-orsak-alder", "J4-alder", "J4-jobbtorg", "J1-ar-jobbtorg")
MANY = {("Kvinnor", "Arbete"): 40, ("Kvinnor", "Studier"): 30, ("Män", "Arbete"): 50, ("Män", "Studier"): 30}
WORK = {("Kvinnor", "Arbete"): 12, **{("Män", orsak): 60 for orsak in ("Arbete", "Studier", "Okänd")}}
FEW = MANY | {("Kvinnor", "Okänd"): 3, ("Män", "Okänd"): 20}


def published(counts, *names):
    return protect(counted_of(exits(counts), *names))


def numbers(cells, **labels):
    for name, label in labels.items():
        cells = cells.filter(pl.col(name) == label)
    return cells.select("varde", "status").rows()


@pytest.fixture(scope="module")
def reasons():
    return published(FEW, "J3-orsak", "J3-orsak5")


def test_a_small_count_is_hidden_and_a_protected_cell_has_no_numbers_at_all(reasons):
    table = reasons["J3-orsak"]
    assert numbers(table, avslutsorsak="Okänd", kon="Kvinnor") == [(None, "skyddad")] * 2
    hidden = table.filter(pl.col("status") == "skyddad")
    assert hidden.select(pl.col(NUMBERS).is_null().all()).row(0) == (True,) * len(NUMBERS)


def test_the_hidden_count_is_not_the_difference_between_a_total_and_the_rest(reasons):
    hidden = reasons["J3-orsak"].filter(matt="antal", status="skyddad")
    assert hidden.filter(kon="Kvinnor").height >= 2
    assert hidden.filter(avslutsorsak="Okänd").height >= 2


def test_zeros_and_totals_are_shown(reasons):
    table = reasons["J3-orsak"]
    assert numbers(table, avslutsorsak="Flyttat", kon="Samtliga", matt="antal") == [(0.0, "")]
    assert numbers(table, avslutsorsak="Samtliga", kon="Samtliga", matt="antal") == [(173.0, "")]


def test_the_same_persons_are_hidden_in_every_table_that_has_them(reasons):
    for kon in ("Kvinnor", "Män", "Samtliga"):
        assert numbers(reasons["J3-orsak"], avslutsorsak="Okänd", kon=kon, matt="antal") == numbers(
            reasons["J3-orsak5"], orsaksgrupp="Okänd", kon=kon, matt="antal"
        )


def test_a_share_is_hidden_when_those_outside_it_are_few():
    # 38 of 40 women went to work or studies: the share would tell that two did not
    counts = {("Kvinnor", "Arbete"): 38, ("Kvinnor", "Okänd"): 2, ("Män", "Arbete"): 60, ("Män", "Okänd"): 60}
    table = published(counts, "J4-alder")["J4-alder"]
    assert numbers(table, kon="Kvinnor", alder="Samtliga") == [(None, "skyddad")]


def test_everybody_of_a_small_group_in_one_outcome_is_sensitive_without_being_few():
    counts = {("Kvinnor", "Arbete"): 12, ("Män", "Arbete"): 60, ("Män", "Okänd"): 60}
    table = published(counts, "J4-alder")["J4-alder"]
    assert numbers(table, kon="Kvinnor", alder="Samtliga") == [(None, "skyddad")]


def test_the_rest_of_a_population_is_protected_as_well():
    # 30 left, 28 of them otherwise than back to the district: the two tables together would tell that two went back
    counts = {("Kvinnor", "Arbete"): 28, ("Kvinnor", "Återremitterad"): 2, ("Män", "Arbete"): 40}
    flows = published(counts, "J1-ar-jobbtorg")["J1-ar-jobbtorg"].filter(jobbtorg="Samtliga")
    women = [
        numbers(flows, flode=flode, kon="Kvinnor")[0] for flode in ("Avslutade", "Avslutade exkl. återremitterade")
    ]
    assert (None, "skyddad") in women


def test_a_mean_over_few_is_hidden():
    counts = {("Kvinnor", "Arbete"): 40, ("Män", "Arbete"): 50, ("Kvinnor", "Okänd"): 7}
    table = published(counts, "J5-orsak")["J5-orsak"]
    assert numbers(table, kon="Kvinnor", avslutsorsak="Okänd", matt="medel") == [(None, "skyddad")]


def test_many_tables_together_pass_whatever_their_order():
    tables = counted_of(exits(FEW | {("Män", "Flyttat"): 4, ("Män", "Återremitterad"): 2}), *TABLES)
    one_way, other_way = outcome(tables), outcome(tables[::-1])
    one_way.audit.refuse()
    other_way.audit.refuse()
    assert one_way.audit.cells_hidden == other_way.audit.cells_hidden
    for name, cells in one_way.cells.items():
        assert cells.equals(other_way.cells[name]), name


def test_two_hidden_ones_that_sum_to_two_are_not_enough():
    sizes = np.array([52.0, 1, 1, 50])
    system = System(
        sizes,
        np.ones(4),
        np.full(4, np.inf),
        np.full(4, 20.0),
        sums=[((0, 1, 2, 3), (-1, 1, 1, 1))],
        sensitive={1: 5, 2: 5},
        cells=[PrintedCell("table", row, (row,), size) for row, size in enumerate(sizes)],
    )
    assert {cell.row for cell in cells_to_hide(system)} == {1, 2, 3}


def test_nor_may_counts_tell_that_a_small_group_has_one_outcome():
    table = published(WORK, "J3-orsak")["J3-orsak"].filter(kon="Kvinnor")
    assert numbers(table, avslutsorsak="Arbete", matt="andel") == [(None, "skyddad")]
    assert numbers(table, avslutsorsak="Arbete", matt="antal") == [(None, "skyddad")]


def test_nor_may_the_zeros_of_a_distribution_tell_it():
    shares = published(WORK, "J3-orsak")["J3-orsak"].filter(kon="Kvinnor", matt="andel")
    assert (None, "skyddad") in numbers(shares, avslutsorsak="Studier") + numbers(shares, avslutsorsak="Okänd")
