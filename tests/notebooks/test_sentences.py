"""Sentences around cells: filled in, or why not; findings only where the data bear them."""

import pytest

from indikatorer.disclosure.finished.cells import PublishedCell
from indikatorer.disclosure.finished.origins import _derived
from indikatorer.notebooks import StandardisedDifference, finding, findings, say
from indikatorer.notebooks.comparisons import Difference
from indikatorer.notebooks.sentences import NOTHING_BORNE
from indikatorer.tables.protected import Cell


def share(value: float | None, status: str = "") -> Cell:
    return Cell("T", {"kon": "Kvinnor"}, "andel", value, None, None, None, None, "procent", status)


def test_a_sentence_is_filled_in_or_says_why_not():
    assert say("Etablerade var {}.", share(12.5), about="andelen") == "Etablerade var 12,5 procent."
    for status, why in (("skyddad", "skyddad uppgift"), ("saknas", "uppgift saknas")):
        hidden = say("{} mot {}.", share(12.5), share(None, status), about="andelen etablerade")
        assert hidden == f"Andelen etablerade: {why}."
        assert hidden.origins == []


def test_findings_are_those_that_the_data_bear_in_their_order():
    new, old = share(30.0), share(20.0)
    counts = Difference(new, old, 10.0, 5.0, 15.0, counts=True)
    not_one = Difference(new, old, 1.0, -1.0, 3.0, counts=False)
    candidates = [
        finding("Dold {}.", share(None, "skyddad")),
        finding("Slump {}.", new, judged=[not_one]),
        finding("Gäller inte {}.", new, holds=False),
        finding("Först {}.", new, judged=[counts]),
        finding("Sedan {}.", old),
        finding("Sist {}.", old),
    ]
    assert findings(candidates, most=2) == "- Först 30,0 procent.\n- Sedan 20,0 procent."
    assert findings(candidates[:3], most=5) == NOTHING_BORNE


def test_a_standardised_difference_is_worked_out_anew_by_the_audit():
    difference = StandardisedDifference(share(40.0), share(30.0))
    # 0.1 over the root of (0.24 + 0.21) / 2
    assert difference.value == pytest.approx(0.1 / 0.225**0.5)
    assert difference.in_table() == "0,21"
    assert StandardisedDifference(share(40.0), share(None, "skyddad")).in_table() == ".."
    cells = [PublishedCell("T", {}, "andel", {"varde": v}, "procent", "") for v in ("40.0", "30.0")]
    assert float(_derived("standardised", *cells)[0]) == pytest.approx(difference.value)
