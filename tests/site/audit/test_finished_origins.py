"""The sizes that the audit works out of published cells, beside those of the notebooks."""

import pytest

from indikatorer.presentation import compare
from indikatorer.publication.protected import Cell
from indikatorer.site.audit.cells import PublishedCell
from indikatorer.site.audit.recomputed import _interval

COUNTS = [((600, 1000), (500, 1000)), ((5, 40), (0, 20)), ((20, 20), (7, 30))]


@pytest.mark.parametrize(("new", "old"), COUNTS)
def test_the_ends_of_an_interval_are_those_of_the_notebooks(new, old):
    def published(hits: int, base: int) -> PublishedCell:
        numbers = {"taljare": str(hits), "namnare": str(base), "varde": str(100 * hits / base)}
        return PublishedCell("J4-serie", {}, "andel", numbers, "procent", "")

    def shown(hits: int, base: int) -> Cell:
        return Cell("J4-serie", {}, "andel", 100 * hits / base, hits, base, None, None, "procent", "")

    difference = compare({"a": (shown(*new), shown(*old))})["a"]
    ends = [float(end) for end in _interval(published(*new), published(*old))]
    assert ends == pytest.approx([difference.low, difference.high], abs=1e-6)


def test_without_counts_there_is_no_interval():
    nothing = PublishedCell("K1-kommun", {}, "andel", {"taljare": "", "namnare": "", "varde": "5.0"}, "procent", "")
    assert _interval(nothing, nothing) == []
