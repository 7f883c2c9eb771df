"""Editions of both methods: what was printed stays, exactly or rounded, and all that they say together tells nobody."""

from dataclasses import replace

import polars as pl
import pytest

from indikatorer.disclosure import audit_published, protect
from indikatorer.disclosure.earlier import Earlier, as_published, without_reprints
from indikatorer.disclosure.policy import POLICY
from tests.disclosure.test_earlier import SERIES, THEN, of_2020, spells, tables_of

ROUNDING = replace(POLICY, metod="avrundning")
FINER = ("J3-orsak", "J3-orsak7", "J3-orsak5")
"""Tables of 2020 that the series is printed beside: they print its counts again, by sex."""


@pytest.fixture(scope="module", params=["undertryckning", "avrundning"])
def then(request):
    """The series as it was printed in 2020 by one method, as the editions of a site."""
    tables = tables_of(2020, spells(THEN))
    cells = protect(tables, replace(POLICY, metod=request.param))
    said = [as_published(table, cells[table.id]) for table in tables]
    return request.param, cells, said


def editions(then, reprinted=True):
    metod, _, said = then
    again = said if reprinted else []
    return Earlier(rounded=said, reprinted=again) if metod == "avrundning" else Earlier(said, again)


def counts(cells, column, kon="Samtliga"):
    rows = cells.filter(pl.col("matt") == "antal", pl.col("kon") == kon)
    return dict(rows.select(column, "varde").rows())


@pytest.mark.parametrize("now", [POLICY, ROUNDING])
def test_past_periods_are_printed_again_by_whatever_method(then, now):
    tables = tables_of(2021, spells(THEN | {"Arbete": 42}, THEN))
    earlier = editions(then)
    again = protect(tables, now, earlier=earlier)
    for orsak in THEN:
        assert of_2020(again[SERIES], orsak) == of_2020(then[1][SERIES], orsak)
    audit_published(tables, again, now, earlier).refuse()


@pytest.mark.parametrize("now", [POLICY, ROUNDING])
def test_the_same_people_in_other_tables_are_protected_beside_the_edition(then, now):
    tables = tables_of(2020, spells(THEN), *FINER)
    earlier = editions(then, reprinted=False)
    audit_published(tables, protect(tables, now, earlier=earlier), now, earlier).refuse()


def test_a_count_is_told_again_as_it_was(then):
    tables = tables_of(2020, spells(THEN), *FINER)
    told = counts(protect(tables, ROUNDING, earlier=editions(then, reprinted=False))["J3-orsak"], "avslutsorsak")
    for orsak in THEN:
        number, status = of_2020(then[1][SERIES], orsak)
        assert status == "skyddad" or told[orsak] == number


def test_a_count_that_was_exact_is_not_told_otherwise(then):
    metod, cells, _ = then
    if metod == "avrundning":
        return
    tables = tables_of(2020, spells(THEN), *FINER)
    earlier = editions(then, reprinted=False)
    told = protect(tables, ROUNDING, earlier=earlier)
    [shown] = [orsak for orsak in ("Arbete",) if of_2020(cells[SERIES], orsak)[1] == ""]
    changed = {
        table: frame.with_columns(
            pl.when(pl.any_horizontal(pl.col(pl.String) == shown) & (pl.col("matt") == "antal") & (pl.col("varde") > 0))
            .then(pl.col("varde") + 1)
            .otherwise(pl.col("varde"))
            .alias("varde")
        )
        for table, frame in told.items()
    }
    assert any(
        "exactly in an earlier edition" in one for one in audit_published(tables, changed, ROUNDING, earlier).faults
    )


def test_registers_that_have_moved_on_are_rounded_beside_what_was_said(then):
    tables = tables_of(2020, spells(THEN | {"Arbete": 42, "Flyttat": 4, "Övrigt": 20}), *FINER)
    earlier = editions(then, reprinted=False)
    audit_published(tables, protect(tables, ROUNDING, earlier=earlier), ROUNDING, earlier).refuse()


def test_a_count_that_two_editions_have_rounded_differently_is_somebody_and_fewer_than_five():
    def said(other):
        tables = tables_of(2020, spells(THEN | {"Övrigt": other}))
        cells = protect(tables, ROUNDING)[SERIES]
        return of_2020(cells, "Flyttat")[0], as_published(tables[0], cells)

    found = dict(map(said, range(30, 40)))
    both = Earlier(rounded=[found[0], found[5]])
    tables = tables_of(2020, spells(THEN), *FINER)
    audit = audit_published(tables, protect(tables, ROUNDING, earlier=both), ROUNDING, both)
    audit.refuse()
    assert audit.smallest_width == 3


def test_a_rounded_number_that_is_printed_again_by_an_exact_edition_is_not_taken_for_exact():
    first = tables_of(2020, spells(THEN))
    rounded = [as_published(first[0], protect(first, ROUNDING)[SERIES])]
    second = tables_of(2021, spells(THEN, THEN))
    cells = protect(second, earlier=Earlier(rounded=rounded, reprinted=rounded))[SERIES]
    printed = as_published(second[0], cells)
    fresh = without_reprints(printed, rounded)
    assert set(fresh.cells["period"]) == {"2021"}
    # beside the edition's own table, which is in the ledger itself, nothing is taken for a difference of two editions
    third = tables_of(2022, spells(THEN, THEN, THEN))
    earlier = Earlier([fresh], [*rounded, printed], rounded)
    audit_published(third, protect(third, earlier=earlier), earlier=earlier).refuse()


def test_what_cannot_be_rounded_beside_exact_numbers_is_hidden():
    # seven of the two together were told exactly: no two numbers that are nought or five add up to them
    few = {"Arbete": 40, "Studier": 30, "Okänd": 20, "Flyttat": 3, "Föräldraledig": 4}
    tables = tables_of(2020, spells(few), *FINER)
    [five] = [table for table in tables if table.id == "J3-orsak5"]
    exact = five.cells.with_columns(
        status=pl.when(pl.col("orsaksgrupp") == "Övrigt").then(pl.lit("")).otherwise(pl.lit("skyddad"))
    )
    earlier = Earlier([as_published(five, exact)])
    told = protect(tables, ROUNDING, earlier=earlier)
    together = exact.filter(pl.col("orsaksgrupp") == "Övrigt", pl.col("matt") == "antal")["varde"].to_list()
    assert counts(told["J3-orsak5"], "orsaksgrupp")["Övrigt"] == together[-1] == 7
    one_by_one = counts(told["J3-orsak"], "avslutsorsak")
    assert (one_by_one["Flyttat"], one_by_one["Föräldraledig"]) == (None, None)
    audit_published(tables, told, ROUNDING, earlier).refuse()
