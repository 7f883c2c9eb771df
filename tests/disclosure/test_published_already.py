"""Tables that are out already stay as they are, and what is added does not give their hidden cells away."""

import polars as pl
import pytest

from indikatorer import UserError
from indikatorer.disclosure import NUMBERS, audit_published, protect
from tests.disclosure.test_protect import computed, exits

ANNUAL, UNIT = "J3-orsak5", "J3-orsak"
SPELLS = exits(
    {(kon, orsak): n for kon in ("Kvinnor", "Män") for orsak, n in (("Arbete", 40), ("Studier", 30), ("Okänd", 20))}
    | {("Kvinnor", "Flyttat"): 3, ("Män", "Flyttat"): 30, ("Kvinnor", "Övrigt"): 30, ("Män", "Övrigt"): 30}
)


@pytest.fixture(scope="module")
def tables():
    return computed(SPELLS, ANNUAL, UNIT)


@pytest.fixture(scope="module")
def annual(tables):
    return protect(tables[:1])


def test_what_is_added_is_protected_beside_what_is_fixed(tables, annual):
    assert annual[ANNUAL].filter(pl.col("status") == "skyddad").is_empty()
    added = protect(tables, published=annual)
    assert added.keys() == {UNIT}
    hidden = added[UNIT].filter((pl.col("status") == "skyddad") & (pl.col("matt") == "antal"))
    # the five groups give all of work, studies and okänd: only the other reasons can hide those who moved
    assert set(hidden["avslutsorsak"]) == {"Flyttat", "Övrigt"}
    assert audit_published(tables, annual | added).passed


def test_a_cell_hidden_already_stays_hidden(tables, annual):
    four = pl.col("orsaksgrupp").is_in(["Arbete", "Studier"]) & (pl.col("kon") != "Samtliga")
    hidden = {ANNUAL: annual[ANNUAL].with_columns(pl.when(~four).then(pl.col(NUMBERS)))}
    added = protect(tables, published=hidden)
    same = added[UNIT].filter(pl.col("avslutsorsak").is_in(["Arbete", "Studier"]) & (pl.col("kon") != "Samtliga"))
    assert set(same["status"]) == {"skyddad"}
    assert audit_published(tables, hidden | added).passed


def test_what_is_given_away_already_is_named(tables):
    everything = {UNIT: tables[1].written}
    added = protect(tables, published=everything)
    audit = audit_published(tables, everything | added)
    assert any("avslutsorsak Flyttat, kon Kvinnor" in found.count and found.printed for found in audit.recovered)


def test_a_published_table_that_the_registers_do_not_give_is_refused(tables, annual):
    other = annual[ANNUAL].with_columns(pl.col("namnare") + 1)
    with pytest.raises(UserError, match="J3-orsak5: the published table is not what the registers give now"):
        protect(tables, published={ANNUAL: other})
