"""A table is for numbers: what would be signs only is named under it."""

import pytest

from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.show import cell_layout, without_dots
from indikatorer.publication.protected import Cell

FEW, NONE, UNANSWERED = CellStatus.PROTECTED, CellStatus.SHOWN, CellStatus.UNCERTAIN


def cell(value=None, status="", *, rounded=False):
    return Cell("J4-prov", {"kon": "Samtliga"}, "andel", value, None, None, None, None, "procent", status, rounded)


def table(*rows, headings=("Område", "Kvinnor, %", "Män, %")):
    return cell_layout(list(headings), rows, source="FLAI")


def test_rows_without_a_number_are_named_with_the_reason():
    shown = without_dots(
        table(
            ["Svarsfrekvens", cell(26.0), cell(25.0)],
            ["Bemötande", cell(status=UNANSWERED), cell(status=UNANSWERED)],
            ["– Tillgänglighet", cell(status=UNANSWERED), cell(status=UNANSWERED)],
            ["–15 år", cell(), cell()],
        )
    )
    assert shown.rows == [["Svarsfrekvens", "26,0", "25,0"]]
    assert [len(row) for row in shown.cells] == [2]
    assert shown.notes == [
        "Källa: FLAI.",
        "Visas inte, eftersom för få har svarat: Bemötande och Tillgänglighet.",
        "Ingen finns att räkna på: –15 år.",
    ]


def test_a_column_with_next_to_no_numbers_goes_and_one_with_a_quarter_stays():
    rows = [[f"Rad {letter}", cell(5.0) if letter == "a" else cell(status=FEW), cell(7.0)] for letter in "abcd"]
    assert without_dots(table(*rows)).headings == ["Område", "Kvinnor, %", "Män, %"]
    fewer = without_dots(table(*rows, ["Rad e", cell(status=FEW), cell(8.0)]))
    assert fewer.headings == ["Område", "Män, %"]
    assert fewer.rows[0] == ["Rad a", "7,0"]
    assert fewer.notes == [
        "Källa: FLAI.",
        "Visas inte, eftersom de flesta uppgifterna är skyddade eller saknas: Kvinnor.",
    ]


def test_the_signs_that_are_left_are_told():
    shown = without_dots(
        table(["A", cell(5.0), cell(status=FEW)], ["B", cell(status=FEW), cell(6.0)], ["C", cell(), cell()])
    )
    assert shown.rows == [["A", "5,0", ".."], ["B", "..", "6,0"]]
    assert shown.notes[-1].startswith("..\u00a0betyder att uppgiften är skyddad")


@pytest.mark.parametrize("rounded", [True, False])
def test_where_counts_are_rounded_there_may_be_a_few(rounded):
    shown = without_dots(table(["A", cell(5.0), cell(6.0)], ["B", *(cell(rounded=rounded) for _ in "km")]))
    assert ("Ingen eller för få finns att räkna på: B." in shown.notes) == rounded


def test_a_table_that_says_nothing_at_all_is_a_sentence():
    nothing = without_dots(table(["A", cell(status=FEW), cell(status=FEW)], ["B", cell(status=FEW), cell(status=FEW)]))
    assert (nothing.headings, nothing.rows) == (["Område"], [["Visas inte, eftersom uppgifterna är skyddade."]])
    assert nothing.cells == [[]]
