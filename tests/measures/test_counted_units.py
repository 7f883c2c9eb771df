"""Who is in each number: what is said of the units behind a table comes to the numbers that stand in it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.disclosure.membership import NotCounted
from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.measures.dimensions import KON, where
from indikatorer.measures.measure import Table
from indikatorer.measures.population import Slice, population
from indikatorer.measures.records import Records
from indikatorer.measures.surveys import asked
from indikatorer.measures.values import Andel, Antal, Fordelning, Medel
from tests.naive.world import YEAR, make, registers
from tests.people import exits, records
from tests.people import registers as registers_of
from tests.protecting import counted, counted_of


def come_to(membership):
    """Each number of a membership by row and column, added up unit by unit."""
    amounts = membership.amounts if membership.amounts is not None else np.ones(len(membership.leaves))
    inside = membership.parts.toarray()[:, membership.leaves] if len(membership.leaves) else np.zeros((0, 0))
    places = membership.counts.select("row", "column").rows()
    return dict(zip(places, inside @ amounts if len(membership.leaves) else [0] * len(places), strict=True))


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_the_units_behind_every_number_of_every_table_come_to_it(seed, people):
    given = Records.as_of(registers(make(seed, people)), YEAR)
    for measure in MEASURES.values():
        for suffix in measure.tables:
            table = compute(measure, suffix, given)
            if table.modelled:
                continue
            for membership in table.members:
                for (row, column), size in come_to(membership).items():
                    cell = table.cells.row(row, named=True)
                    if column != "summa":
                        assert size == cell[column], (table.id, row, column)
            stated = {place for one in table.members for place in one.counts.select("row", "column").rows()}
            for number in table.table.value.counts():
                at = table.cells.with_row_index("row").filter(pl.col("matt") == number.matt)
                shown = at.filter(pl.col(number.column).is_not_null())["row"]
                assert {(row, number.column) for row in shown} <= stated, (table.id, number.matt, number.column)


FOUR = {("Kvinnor", "Arbete"): 3, ("Kvinnor", "Studier"): 2, ("Män", "Arbete"): 4}


def units_in(table, column, **labels):
    """The units in a number of a table, in the cell with these labels."""
    cells = table.cells.with_row_index("row").filter(*(pl.col(name) == label for name, label in labels.items()))
    [row] = cells["row"]
    for one in table.members:
        for place, (at, name) in enumerate(one.counts.select("row", "column").iter_rows()):
            if (at, name) == (row, column):
                leaves = np.flatnonzero(one.parts[[place]].toarray().ravel())
                return set(one.units.filter(pl.Series(np.isin(one.leaves, leaves))))
    return None


def test_a_count_a_share_and_its_base_have_the_persons_that_they_count():
    reasons, shares = counted_of(exits(FOUR), "J3-orsak", "J4-alder")
    to_work = units_in(reasons, "varde", matt="antal", avslutsorsak="Arbete", kon="Kvinnor")
    to_studies = units_in(reasons, "taljare", matt="andel", avslutsorsak="Studier", kon="Kvinnor")
    women = units_in(reasons, "namnare", matt="andel", avslutsorsak="Arbete", kon="Kvinnor")
    assert (len(to_work), len(to_studies)) == (3, 2)
    assert women == to_work | to_studies
    everybody = {"kon": "Kvinnor", "alder": "Samtliga"}
    assert units_in(shares, "taljare", **everybody) == units_in(shares, "namnare", **everybody) == women
    assert reasons.members[0].universe == shares.members[0].universe


def test_a_person_has_the_same_key_in_every_year_that_is_reported():
    # they are laid beside each other when an edition is out: no number may be of somebody else there
    spells = "\n".join(
        f"{name}|{inskriven}|{avslutad}|Arbete"
        for name, inskriven, avslutad in (
            ("anna", "2021-03-01", "2021-05-10"),
            ("bea", "2020-01-01", "2020-05-10"),
            ("cia", "2020-01-01", "2021-05-10"),
        )
    )
    delivered = registers_of(spells=f"person|inskriven|avslutad|avslutsorsak\n{spells}")
    then, now = (counted(Records.as_of(delivered, year), "J1-serie")[0] for year in (2020, 2021))
    enrolled = {"flode": "Inskrivna", "period": "2020", "kon": "Samtliga"}
    assert len(units_in(now, "varde", **enrolled)) == 2
    assert units_in(then, "varde", **enrolled) == units_in(now, "varde", **enrolled)


def counting(value, rows, person=""):
    @population(person=person)
    def some(records: Records) -> Iterator[Slice]:
        yield Slice(lambda: pl.LazyFrame(rows))

    table = Table("Några efter kön", some, (KON,), value)
    return compute(replace(MEASURES["J3"], tables={"test": table}), "test", records(2021))


SEVERAL = {"person": ["anna", "anna", "bo"], "kon": ["Kvinnor", "Kvinnor", "Män"], "dagar": [10, 20, 40]}


def test_a_person_with_several_rows_is_one_unit_with_several_entries():
    table = counting(Antal("insatser"), SEVERAL)
    assert units_in(table, "varde", kon="Kvinnor") == {"anna"}
    assert come_to(table.members[0])[0, "varde"] == 2


def test_a_mean_gives_the_sum_of_what_its_units_have():
    counts, sums = counting(Medel("dagar", "dagar"), SEVERAL).members
    assert counts.amounts is None
    assert sums.universe == f"{counts.universe}: dagar"
    # women, men and all
    assert list(come_to(sums).values()) == [30, 40, 70]


@pytest.mark.parametrize("value", [Antal(), Andel(where("dagar", 10)), Fordelning(KON), Medel("dagar", "dagar")])
def test_a_table_that_does_not_say_whom_it_counts_is_refused(value):
    with pytest.raises(NotCounted, match=r"“Några efter kön” counts rows without any of the columns person, lopnr"):
        counting(value, {"kon": ["Kvinnor"], "dagar": [10]})
    with pytest.raises(NotCounted, match="who is counted"):
        counting(value, SEVERAL, person="arbetsgivare")


def test_numbers_that_are_not_those_of_the_units_are_refused():
    [members] = counting(Antal(), SEVERAL).members
    more = replace(members, counts=members.counts.with_columns(number=pl.col("number") + 1))
    with pytest.raises(NotCounted, match=r"J3-test, row 1: varde is 3.0, and 2 by the units behind it"):
        more.check("J3-test")


ANSWERS = """
enkat | ar   | svarande | kon     | fraga | svar | studerat
sfi   | 2021 | 1        | Kvinnor | SFI1  | 4    |
sfi   | 2021 | 1        | Kvinnor | SFI2  | 5    |
sfi   | 2021 | 2        | Män     | SFI1  | 3    |
sfi   | 2020 | 1        | Kvinnor | SFI1  | 4    |
"""
ASKED = """
enkat | ar   | kon     | antal
sfi   | 2021 | Kvinnor | 3
sfi   | 2021 | Män     | 1
"""


def test_those_asked_are_the_respondents_and_others_of_whom_nothing_is_known():
    given = records(2021, files={"enkat_svar": ANSWERS, "enkat_utskick": ASKED})
    [everybody] = asked("sfi")(given)
    assert sorted(everybody.rows().collect().select("kon", "svarande", "svarat").rows()) == [
        ("Kvinnor", "sfi 2021 1", True),
        ("Kvinnor", "sfi 2021 Kvinnor utan svar 0", False),
        ("Kvinnor", "sfi 2021 Kvinnor utan svar 1", False),
        ("Män", "sfi 2021 2", True),
    ]


def test_a_respondent_is_the_same_in_the_answers_and_among_those_asked():
    given = records(2021, files={"enkat_svar": ANSWERS, "enkat_utskick": ASKED})
    response, answers = (compute(MEASURES[name], suffix, given) for name, suffix in (("V9", "svar"), ("V9", "kon")))
    assert response.members[0].universe == answers.members[0].universe
    who_answered = units_in(response, "taljare", kon="Samtliga")
    assert who_answered == {"sfi 2021 1", "sfi 2021 2"}
    assert units_in(answers, "namnare", kon="Samtliga") <= who_answered
