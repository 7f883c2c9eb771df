"""Which effects are certain, and how they read."""

from indikatorer.presentation import judge, with_interval
from indikatorer.presentation.comparisons import Size, Verdict
from indikatorer.presentation.estimates import Published
from indikatorer.publication.protected import Cell


def cell(value: float | None, half: float = 2.0, enhet: str = "procentenheter") -> Cell:
    ends = (None, None) if value is None else (value - half, value + half)
    status = "" if value is not None else "skyddad"
    return Cell("ST5-effekt", {}, "effekt", value, None, None, ends[0], ends[1], enhet, status)


def test_certain_small_and_uncertain_effects_are_three_things():
    found = judge({"large": cell(-12.7), "small": cell(2.9, 0.5), "unsure": cell(5, 6), "hidden": cell(None)})
    assert {name: (one.verdict, one.direction, one.in_text()) for name, one in found.items()} == {
        "large": (Verdict.LESS, -1, "12,7 procentenheter"),
        "small": (Verdict.SLIGHTLY_MORE, 1, "2,9 procentenheter"),
        "unsure": (Verdict.MAYBE_MORE, 0, "5,0 procentenheter"),
        "hidden": (Verdict.UNKNOWN, 0, "okänt många procentenheter"),
    }


def test_many_effects_ask_for_more():
    barely = cell(4, 3.9)
    assert judge({"alone": barely})["alone"].certain
    assert not judge({"barely": barely, **{f"none {n}": cell(0.1) for n in range(9)}})["barely"].certain


def test_an_interval_in_a_table():
    assert with_interval(cell(-12.7)) == "−12,7 (−14,7 till −10,7)"
    assert with_interval(cell(None)) == ".."


def test_a_number_without_its_sign_still_tells_where_it_comes_from():
    size = Size(cell(-12.7))
    assert (size.in_text(), size.origins) == ("12,7 procentenheter", size.cell.origins)
    assert Size(cell(None)).in_text() == cell(None).in_text()


def test_what_others_have_published_stands_beside_our_own():
    figure = Published("F002-014", cell(-12.7))
    assert figure.in_text() == "10"
    assert figure.origins == ({"published": [["ST5-effekt", "effekt", {}], 10.0]},)
