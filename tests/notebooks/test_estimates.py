"""When an effect is called one, and the words for it."""

from indikatorer.notebooks import judge, with_interval
from indikatorer.tables.protected import Cell


def cell(value: float | None, half: float = 2.0) -> Cell:
    ends = (None, None) if value is None else (value - half, value + half)
    status = "" if value is not None else "skyddad"
    return Cell("ST5-effekt", {}, "effekt", value, None, None, ends[0], ends[1], "procentenheter", status)


def test_an_effect_counts_when_it_is_sure_and_large_enough():
    found = judge({"large": cell(-12.7), "small": cell(2.9, 0.5), "unsure": cell(5, 6), "hidden": cell(None)})
    assert {name: one.in_text() for name, one in found.items()} == {
        "large": "en minskning med 12,7 procentenheter",
        "small": "ingen säker förändring",
        "unsure": "ingen säker förändring",
        "hidden": "okänd (skyddad uppgift)",
    }
    assert [one.direction for one in found.values()] == [-1, 0, 0, 0]


def test_many_effects_ask_for_more():
    barely = cell(4, 3.9)
    assert judge({"alone": barely})["alone"].counts
    assert not judge({"barely": barely, **{f"none {n}": cell(0.1) for n in range(9)}})["barely"].counts


def test_an_interval_in_a_table():
    assert with_interval(cell(-12.7)) == "−12,7 (−14,7 till −10,7)"
    assert with_interval(cell(None)) == ".."
