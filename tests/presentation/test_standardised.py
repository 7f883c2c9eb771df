"""How far apart two shares are in standard deviations."""

import pytest

from indikatorer.presentation import StandardisedDifference
from indikatorer.publication.protected import Cell
from indikatorer.site.audit.cells import PublishedCell
from indikatorer.site.audit.recomputed import _derived


def share(value: float | None, status: str = "") -> Cell:
    return Cell("T", {"kon": "Kvinnor"}, "andel", value, None, None, None, None, "procent", status)


def test_a_standardised_difference_is_worked_out_anew_by_the_audit():
    difference = StandardisedDifference(share(40.0), share(30.0))
    # 0.1 over the root of (0.24 + 0.21) / 2
    assert difference.value == pytest.approx(0.1 / 0.225**0.5)
    assert difference.in_table() == "0,21"
    assert StandardisedDifference(share(40.0), share(None, "skyddad")).in_table() == ".."
    cells = [PublishedCell("T", {}, "andel", {"varde": v}, "procent", "") for v in ("40.0", "30.0")]
    assert float(_derived("standardised", *cells)[0]) == pytest.approx(difference.value)
