"""What is said of a response rate depends on the limits in the settings."""

import pytest

from indikatorer.presentation import answered
from indikatorer.publication.protected import Cell

LIMITS = {"low_response": 60, "lowest_response": 30}


def rate(varde: float | None, status: str = "") -> Cell:
    asked = None if varde is None else 1000
    return Cell("B1-svar", {}, "andel", varde, None, asked, None, None, "procent", status)


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        (rate(60), "hog"),
        (rate(59.9), "lag"),
        (rate(29.9), "for_fa"),
        (rate(None, "skyddad"), "skyddad"),
        (rate(None, "saknas"), "saknas"),
    ],
)
def test_few_answers_are_said_to_be_few(cell, outcome):
    assert answered(cell, LIMITS).outcome == outcome


def test_who_was_asked_and_how_many_answered_can_be_said():
    places = answered(rate(48.9), LIMITS).data["places"]
    assert places == {"tillfragade": "1\u00a0000 tillfrågade", "andel": "48,9 procent"}
