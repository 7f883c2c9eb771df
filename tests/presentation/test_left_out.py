"""What a table leaves out, since nothing of it has been delivered."""

from indikatorer.presentation import cell_layout
from indikatorer.publication.protected import Cell


def cell(value: float | None, status: str = "") -> Cell:
    return Cell("J3-orsak", {"avslutsorsak": "x"}, "andel", value, None, None, None, None, "procent", status)


GIVEN, MISSING, HIDDEN = cell(34.4), cell(None, "saknas"), cell(None, "skyddad")


def laid_out(*rows):
    return cell_layout(["Mått", "Kvinnor", "Män"], [[*row] for row in rows], source="FLAI")


def test_a_row_and_a_column_without_data_are_left_out_and_it_is_said():
    table = laid_out(("Arbete", GIVEN, MISSING), ("Studier", MISSING, MISSING), ("Okänd", HIDDEN, MISSING))
    assert table.headings == ["Mått", "Kvinnor"]
    assert table.rows == [["Arbete", "34,4"], ["Okänd", ".."]]
    assert "Det som inte har levererats är utelämnat." in table.notes
    assert [len(row) for row in table.cells] == [1, 1]


def test_a_row_with_something_in_it_stays_with_its_dots():
    table = laid_out(("Arbete", GIVEN, MISSING), ("Studier", MISSING, GIVEN))
    assert table.rows == [["Arbete", "34,4", ".."], ["Studier", "..", "34,4"]]
    assert "Det som inte har levererats är utelämnat." not in table.notes


def test_a_row_of_words_stays():
    assert laid_out(("Arbete", GIVEN, GIVEN), ("Ingen", "–", "–")).rows[1] == ["Ingen", "–", "–"]
