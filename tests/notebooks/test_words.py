"""What notebooks say: layouts, facts, differences and changes."""

from decimal import Decimal

import pytest

from indikatorer.notebooks.comparisons import change, compare
from indikatorer.notebooks.facts import fact
from indikatorer.notebooks.show import Layout
from indikatorer.tables.protected import Cell


def share(hits: int | None, base: int | None, status: str = "") -> Cell:
    value = None if hits is None or not base else 100 * hits / base
    return Cell("J4-serie", {"kon": "Samtliga"}, "andel", value, hits, base, None, None, "procent", status)


def count(number: int | None) -> Cell:
    status = "" if number is not None else "skyddad"
    return Cell("J1-serie", {}, "antal", number, None, None, None, None, "personer", status)


def test_a_difference_counts_when_it_is_large_and_beyond_chance():
    found = compare(
        {
            "large": (share(600, 1000), share(500, 1000)),
            "beyond chance but small": (share(60_200, 100_000), share(58_000, 100_000)),
            "large but by chance": (share(12, 20), share(10, 20)),
            "none": (share(500, 1000), share(500, 1000)),
        }
    )
    assert [found[name].counts for name in found] == [True, False, False, False]
    assert found["large"].in_text() == "ökade med 10,0 procentenheter jämfört med året före"
    assert found["large"].between("kvinnor", "män") == "10,0 procentenheter högre bland kvinnor än bland män"
    assert found["none"].in_text() == "var i stort sett oförändrad jämfört med året före"
    by_chance = found["large but by chance"]
    assert by_chance.in_text() == "ändrades inte mer än vad slumpen brukar ge jämfört med året före"
    assert by_chance.between("kvinnor", "män") == "inte mer olika bland kvinnor och män än vad slumpen brukar ge"
    assert (by_chance.in_table(), by_chance.tells, found["none"].tells) == ("inte säker", False, True)
    # Newcombe for 600/1000 and 500/1000, worked out from the two Wilson intervals
    assert found["large"].low == pytest.approx(5.64, abs=0.02)
    assert found["large"].high == pytest.approx(14.29, abs=0.02)


def test_the_half_of_a_decimal_is_rounded_as_one_and_not_as_its_binary_neighbour():
    for hits, base, hits_before, base_before in ((5, 100, 145, 500), (30, 400, 225, 1000), (65, 200, 185, 400)):
        found = compare({"a": (share(hits, base), share(hits_before, base_before))})["a"]
        exact = 100 * (Decimal(hits) / base - Decimal(hits_before) / base_before)
        assert Decimal(str(found.points)) == exact


def test_many_comparisons_make_each_of_them_harder():
    alone = compare({"a": (share(560, 1000), share(515, 1000))})
    among = compare(
        {"a": (share(560, 1000), share(515, 1000))} | {f"b{n}": (share(500, 1000), share(500, 1000)) for n in range(9)}
    )
    assert (alone["a"].counts, among["a"].counts) == (True, False)


def test_nothing_is_claimed_about_what_may_not_be_shown():
    hidden = share(None, None, "skyddad")
    found = compare({"a": (share(600, 1000), hidden), "b": (share(600, 1000), None)})
    assert [f.in_text() for f in found.values()] == ["kan inte jämföras med året före"] * 2
    assert [f.direction for f in found.values()] == [0, 0]


def test_a_count_has_changed_by_three_per_cent_and_beyond_chance():
    assert change(count(1100), count(1000)).in_text() == "ökade med 10,0 procent jämfört med året före"
    assert change(count(10_100), count(10_000)).in_text() == "var i stort sett oförändrat jämfört med året före"
    within_chance = change(count(22), count(20))
    assert within_chance.in_text() == "ändrades inte mer än vad slumpen brukar ge jämfört med året före"
    assert (within_chance.in_table(), within_chance.tells) == ("inte säker", False)
    assert change(count(900), count(1000)).direction == -1
    assert change(count(900), None).in_text() == "kan inte jämföras med året före"
    assert change(count(None), count(1000)).in_text() == "kan inte jämföras med året före"


@pytest.mark.parametrize("key", ["okand", "Okand.andel", "okänd.andel", "okand.andel "])
def test_a_key_that_no_report_could_write_is_refused(key):
    with pytest.raises(ValueError, match="key"):
        fact(key, share(1, 2))


def test_a_text_needs_a_meaning():
    with pytest.raises(ValueError, match="means"):
        fact("okand.rubrik", "Fler än förra året")


def test_a_layout_marks_rows_and_columns_for_those_who_listen():
    laid_out = Layout(["Avslutsorsak", "Antal"], [["Arbete <1", "1\u00a0234"]], ["* osäker"])
    html = laid_out.as_html()
    assert '<th scope="col">Avslutsorsak</th>\n<th style="text-align: right;" scope="col">Antal</th>' in html
    assert '<th scope="row">Arbete &lt;1</th>\n<td style="text-align: right;">1\u00a0234</td>' in html
    assert laid_out.as_markdown().splitlines()[-1] == r"\* osäker"
    assert "| Arbete \\<1     |   1\u00a0234 |" in laid_out.as_markdown()
