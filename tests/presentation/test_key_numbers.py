"""The numbers of a report's first page: what is told of them, and that what is not shown leaves nothing."""

import pytest

from indikatorer.presentation import facts
from indikatorer.presentation.followed import KeyFigure, key_figures
from indikatorer.presentation.key_numbers import of_followed, tell_key_number
from tests.presentation.test_followed import HIDDEN, J1, J4, followed

FIGURES = {
    "avslut.arbete": KeyFigure("Till arbete, %", "J4-serie"),
    "jobbtorg.inskrivna": KeyFigure("Inskrivna, antal", "J1-serie", matt="antal"),
    "vux.betyg": KeyFigure("Godkänt, %", "V1-serie"),
}


@pytest.fixture
def told(monkeypatch):
    """Key of the fact → the sentence that it is put together from."""
    caught = {}
    monkeypatch.setattr(facts, "display", lambda data, raw: caught.setdefault(*_told(data)))
    monkeypatch.setattr(followed, "KEY_FIGURES", FIGURES)
    found = key_figures({"J4-serie": J4, "J1-serie": J1, "V1-serie": HIDDEN}.__getitem__, 2021)
    for key, figure in found.items():
        tell_key_number(f"nyckeltal.{key.partition('.')[2]}", figure.now, figure.headline, **of_followed(figure))
    return caught


def _told(data):
    fact = data[facts.MIME_TYPE]
    return fact["key"], fact["sentence"]


def test_a_share_has_its_unit_and_a_count_stands_alone(told):
    assert told["nyckeltal.arbete"]["places"] == {"tal": "60,0 procent"}
    assert told["nyckeltal.inskrivna"]["places"] == {"tal": "1\u00a0300"}


def test_its_sentence_says_the_largest_certain_change_and_both_sexes(told):
    said = told["nyckeltal.arbete_mening"]
    assert said["outcome"] == "hogre"
    # 600 of 1 000 beside 500 of 1 000 the year before; 350 of 500 women and 250 of 500 men
    chosen = {name: said["places"][name] for name in ("sedan", "da_tal", "kvinnor_tal", "man_tal")}
    assert chosen == {"sedan": "2020", "da_tal": "50,0", "kvinnor_tal": "70,0", "man_tal": "50,0"}
    counted = told["nyckeltal.inskrivna_mening"]["places"]
    assert (counted["kvinnor_tal"], counted["man_tal"]) == ("600", "700")


def test_of_what_may_not_be_shown_nothing_is_said(told):
    assert told["nyckeltal.betyg"]["outcome"] == told["nyckeltal.betyg_mening"]["outcome"] == "saknas"
