"""A rounded publication says that it is rounded, and a number that is told as nought reads as what it may be."""

import json
from dataclasses import asdict, replace

import pytest

from indikatorer.disclosure.policy import POLICY
from indikatorer.presentation import layout
from indikatorer.presentation.show import meaning
from indikatorer.publication.annual import policy_of, write_tables
from indikatorer.publication.datapackage import describe
from indikatorer.publication.explained import explained, step_of_rounding
from indikatorer.publication.protected import CATALOGUE, Cell, Publication
from indikatorer.publication.protection_rules import read_policy
from tests.people import exits
from tests.protecting import ROUNDED, counted_of, outcome, printed, protect


@pytest.mark.parametrize(("threshold", "word"), [(5, "femtal"), (7, "sjutal"), (10, "tiotal"), (20, "20-tal")])
def test_the_step_of_rounding_is_named_after_the_threshold(threshold, word):
    assert step_of_rounding(threshold) == word


def test_the_words_have_the_threshold_of_the_policy():
    word = step_of_rounding(POLICY.threshold)
    assert all(word in text for text in (explained("avrundning", name) for name in ("hur", "kort", "under_tabeller")))


NOTE, NOUGHT = explained("avrundning", "under_tabeller"), meaning("–", "noll_avrundad")


@pytest.fixture(scope="module", params=["undertryckning", "avrundning"])
def publication(request, tmp_path_factory):
    spells = exits({("Kvinnor", "Arbete"): 40, ("Kvinnor", "Okänd"): 3, ("Män", "Arbete"): 60, ("Män", "Okänd"): 20})
    tables = counted_of(spells, "J3-orsak", "J5-orsak")
    folder = tmp_path_factory.mktemp("told")
    origin = {"year": 2021, "metod": request.param, "delivery": {"syntetisk": False, "levererad": ""}}
    write_tables(folder, origin, tables, protect(tables, replace(POLICY, metod=request.param)))
    return Publication(folder)


def test_the_method_stands_with_the_tables(publication):
    metod = json.loads((publication.folder / CATALOGUE).read_text(encoding="utf-8"))["metod"]
    assert policy_of(publication.folder) == read_policy(metod)


def test_the_note_under_a_table_says_that_it_is_rounded_where_it_is(publication):
    rounded = publication.catalogue["metod"] == "avrundning"
    notes = layout(publication("J3-orsak"), rows="avslutsorsak", columns="kon", matt=["antal"]).notes
    assert (NOTE in notes, NOUGHT in notes) == (rounded, rounded)
    assert any(note.startswith("..") for note in notes) is not rounded
    # a mean is not rounded, and is still withheld over few
    notes = layout(publication("J5-orsak"), rows="avslutsorsak", columns="kon", matt=["medel"]).notes
    assert NOTE not in notes


def test_nought_in_a_sentence_is_what_it_may_be(publication):
    cell = publication("J3-orsak").cell("antal", avslutsorsak="Flyttat")
    rounded = publication.catalogue["metod"] == "avrundning"
    assert cell.in_text() == ("inga eller några få personer" if rounded else "0 personer")
    assert cell.in_table() == "–"


@pytest.mark.parametrize(("rounded", "words"), [(True, "för få att räkna på"), (False, "ingen att räkna på")])
def test_a_share_of_nobody_says_why_there_is_none(rounded, words):
    assert Cell("J4", {}, "andel", None, 0, 0, None, None, "procent", "", rounded).in_text() == f"en andel ({words})"


@pytest.mark.parametrize(
    ("value", "status", "text", "sign"),
    [
        (0.0, "osäker", "inga eller några få procent", "0,0"),
        (100.0, "osäker", "100 procent eller nästan", "100,0"),
        (100.0, "", "100,0 procent", "100,0"),
        (None, "osäker", "en osäker andel", ".."),
    ],
)
def test_a_share_of_rounded_counts_that_may_be_otherwise_is_not_said_as_if_it_were_so(value, status, text, sign):
    cell = Cell("J4", {}, "andel", value, 0, 200, None, None, "procent", status, rounded=True)
    assert (cell.in_text(), cell.in_table()) == (text, sign)


def test_the_cells_of_a_publication_know_how_far_they_may_be_moved(tmp_path):
    spells = exits({("Kvinnor", "Arbete"): 140, ("Kvinnor", "Okänd"): 3, ("Män", "Arbete"): 20, ("Män", "Okänd"): 20})
    told = outcome(counted_of(spells, "J3-orsak"), ROUNDED)
    told.audit.refuse()
    origin = {
        "year": 2021,
        "metod": "avrundning",
        "moved": [2, 3],
        "accuracy": asdict(told.accuracy),
        "delivery": {"syntetisk": False, "levererad": ""},
    }
    write_tables(tmp_path, origin, told.tables, printed(told))
    table = Publication(tmp_path)("J3-orsak")
    women = table.cell("andel", avslutsorsak="Arbete", kon="Kvinnor")
    assert women.points == told.accuracy.points(women.namnare)
    assert 0 < women.points <= 5
    assert table.cell("antal", avslutsorsak="Arbete", kon="Kvinnor").moved == 3
    men = table.cell("andel", avslutsorsak="Arbete", kon="Män")
    assert (men.shown, men.namnare, men.in_table()) == (False, 40, "..")
    notes = layout(table, rows="avslutsorsak", columns="kon", matt=["andel"]).notes
    assert any(note.startswith("..\u00a0betyder att andelen är för osäker") for note in notes)


def test_the_description_of_the_open_data_says_it(publication, tmp_path):
    (tmp_path / "data").mkdir()
    for path in publication.folder.glob("*.csv"):
        (tmp_path / "data" / path.name).write_bytes(path.read_bytes())
    assert explained(publication.catalogue["metod"], "oppna_data") in describe(publication, tmp_path)["description"]
