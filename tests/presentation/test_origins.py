"""Facts, tables and figures say which cells they were made of."""

import pytest

from indikatorer.presentation import UNDERLAG, Share, change, compare, facts, layout, show
from indikatorer.presentation.origins import MIME_TYPE
from indikatorer.presentation.show import text_layout
from indikatorer.publication.protected import Cell


def cell(matt: str, label: str, value: float | None, hits: int | None = None, base: int | None = None) -> Cell:
    unit = "procent" if matt == "andel" else "personer"
    return Cell("J3-orsak", {"avslutsorsak": label}, matt, value, hits, base, None, None, unit, "")


WORK = cell("andel", "Arbete", 60.0, 600, 1000)
OTHER = cell("andel", "Okänd", 50.0, 500, 1000)
WORK_PLACE = ["J3-orsak", "andel", {"avslutsorsak": "Arbete"}]
OTHER_PLACE = ["J3-orsak", "andel", {"avslutsorsak": "Okänd"}]


@pytest.fixture
def shown(monkeypatch):
    caught = []
    for function in (facts.fact, show):
        monkeypatch.setitem(function.__globals__, "display", lambda data, raw, metadata=None: caught.append(data))
    return caught


def origins(data) -> list:
    return data[facts.MIME_TYPE]["of"]


def test_a_cell_a_difference_a_change_and_a_share_bring_their_origins(shown):
    difference = compare({"a": (WORK, OTHER)})["a"]
    facts.fact("a.cell", WORK)
    facts.fact("a.difference", difference)
    facts.fact("a.between", difference.between("kvinnor", "män"), "skillnaden")
    facts.fact("a.change", change(WORK, None))
    facts.fact("a.share", Share(cell("antal", "Arbete", 1), cell("antal", "Okänd", 4)))
    assert [origins(data) for data in shown] == [
        [{"cell": WORK_PLACE}],
        [{"difference": [WORK_PLACE, OTHER_PLACE]}],
        [{"difference": [WORK_PLACE, OTHER_PLACE]}],
        [],
        [{"share": [["J3-orsak", "antal", WORK_PLACE[2]], ["J3-orsak", "antal", OTHER_PLACE[2]]]}],
    ]
    assert shown[-1][facts.MIME_TYPE]["value"] == "25,0 procent"


def test_a_text_has_the_origins_that_it_is_given(shown):
    facts.fact("a.text", f"{WORK.in_text()} mot {OTHER.in_text()}", "två andelar", of=[WORK, OTHER, WORK])
    facts.fact("a.files", "17", "antal filer", of=[UNDERLAG])
    assert [origins(data) for data in shown] == [
        [{"cell": WORK_PLACE}, {"cell": OTHER_PLACE}],
        [{"record": "underlag"}],
    ]


def test_a_table_tells_the_cell_at_each_place(shown):
    show(text_layout(["Orsak", "Andel", "Not"], [["Arbete", WORK, "x"]]))
    assert shown[0][MIME_TYPE] == {"rows": [[WORK_PLACE, None]], "of": []}
    assert "60,0" in shown[0]["text/html"]


def test_a_laid_out_table_tells_them_as_well(shown):
    import pandas as pd

    from indikatorer.publication.protected import ProtectedTable

    row = {"avslutsorsak": "Arbete", "matt": "andel", "taljare": 1.0, "namnare": 2.0, "varde": 50.0}
    frame = pd.DataFrame([row | {"ki_nedre": 1.0, "ki_ovre": 99.0, "enhet": "procent", "status": ""}])
    table = ProtectedTable("J3-orsak", "x", "FLAI", {"avslutsorsak": "Avslutsorsak"}, frame)
    show(layout(table, rows="avslutsorsak"))
    assert shown[0][MIME_TYPE]["rows"] == [[WORK_PLACE]]
