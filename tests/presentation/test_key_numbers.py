"""The numbers of a report's first page: what is told of them, and that what is not shown leaves nothing."""

import pytest

from indikatorer.presentation import facts
from indikatorer.presentation.followed import KeyFigure, key_figures
from indikatorer.presentation.key_numbers import of_followed, of_sexes, tell_key_number
from tests.presentation.test_followed import HIDDEN, J1, J4, by_sex, followed, share, table

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


def test_the_sexes_are_named_only_where_both_are_shown(told):
    shown = told["nyckeltal.arbete_mening"]["places"]["konen"]
    assert (shown["outcome"], shown["places"]) == ("visas", {"kvinnor_tal": "70,0", "man_tal": "50,0"})
    women, men = (J4.cell(period="2021", kon="Kvinnor"), HIDDEN.cell(period="2021", kon="Män"))
    assert of_sexes(women, men).outcome == of_sexes(men, women).outcome == "inget"


def test_that_only_one_of_them_has_changed_is_told_beside_them(monkeypatch):
    # 250 of 500 women beside 290 the year before, and as many men: 500 of 1 000 is not certainly less than 540
    rows = by_sex("2020", share(290, 500), share(250, 500), share(540, 1000))
    rows += by_sex("2021", share(250, 500), share(250, 500), share(500, 1000))
    series = table("J4-serie", ["period", "kon"], rows)
    monkeypatch.setattr(followed, "KEY_FIGURES", {"avslut.arbete": FIGURES["avslut.arbete"]})
    [figure] = key_figures({"J4-serie": series}.__getitem__, 2021).values()
    one = of_followed(figure)["ett_kon"].data
    assert one["outcome"] == "finns"
    assert (one["places"]["mening"]["outcome"], figure.headline["osaker"]) == ("kvinnor_ner", True)
