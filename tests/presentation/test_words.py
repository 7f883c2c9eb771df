"""What notebooks say: layouts, facts, differences and changes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indikatorer.presentation.comparisons import Bare, Interval, Share, Verdict, change, compare
from indikatorer.presentation.facts import fact
from indikatorer.presentation.sentences import sentence, when_shown
from indikatorer.presentation.show import Layout
from indikatorer.publication.protected import Cell


def share(hits: int | None, base: int | None, status: str = "") -> Cell:
    value = None if hits is None or not base else 100 * hits / base
    return Cell("J4-serie", {"kon": "Samtliga"}, "andel", value, hits, base, None, None, "procent", status)


def count(number: int | None) -> Cell:
    status = "" if number is not None else "skyddad"
    return Cell("J1-serie", {}, "antal", number, None, None, None, None, "personer", status)


@pytest.mark.parametrize(
    ("new", "old", "certain"), [((5, 5), (0, 10), False), ((32, 50), (18, 50), False), ((400, 1000), (300, 1000), True)]
)
def test_a_difference_that_rounding_could_have_made_is_not_certain(new, old, certain):
    exact = share(*new), share(*old)
    assert compare({"a": exact})["a"].certain
    assert compare({"a": (replace(exact[0], rounded=True), replace(exact[1], rounded=True))})["a"].certain is certain


def test_what_rounding_may_have_moved_makes_the_interval_of_a_difference_wider():
    new, old = share(600, 1000), share(500, 1000)
    plain = compare({"a": (new, old)})["a"]
    moved = compare({"a": tuple(replace(one, rounded=True, points=2) for one in (new, old))})["a"]
    assert (plain.low, plain.high) == (pytest.approx(moved.low + 4), pytest.approx(moved.high - 4))
    assert moved.certain
    assert not compare({"a": tuple(replace(one, rounded=True, points=3) for one in (new, old))})["a"].certain


def test_a_share_that_is_too_uncertain_is_not_compared():
    unprinted = replace(share(30, 40, "osäker"), varde=None, rounded=True)
    assert compare({"a": (share(600, 1000), unprinted)})["a"].verdict is Verdict.UNKNOWN


def test_a_count_that_rounding_may_have_changed_by_much_is_not_compared_and_no_whole():
    new, old = (replace(count(number), rounded=True, moved=20) for number in (400, 300))
    assert change(new, old).verdict is Verdict.UNKNOWN
    assert Share(old, new).in_text() == "en osäker andel"
    assert Share(old, new).in_table() == ".."
    assert not Share(old, new).shown
    # 20 of 2 000 and of 1 600 are at most 1.8 and 2.3 per cent of 2 000 or fewer
    many, fewer = (replace(count(number), rounded=True, moved=20) for number in (2000, 1600))
    assert Share(fewer, many).in_text() == "80,0 procent"
    assert Share(fewer, many).shown
    found = change(many, fewer)
    chance = 100 * 1.959963984540054 * 3600**0.5 / 1600
    assert (found.per_cent, found.certain) == (25, True)
    assert found.low == pytest.approx(25 - chance - 100 * 20 / 1600 * 2.25)


def test_what_is_certain_what_is_small_and_what_may_be_chance_are_three_things():
    found = compare(
        {
            "large": (share(600, 1000), share(500, 1000)),
            "certain but small": (share(58_000, 100_000), share(60_200, 100_000)),
            "large but by chance": (share(10, 20), share(12, 20)),
            "small for certain": (share(50_000, 100_000), share(50_100, 100_000)),
            "none of many": (share(50_000, 100_000), share(50_000, 100_000)),
            "none of few": (share(50, 100), share(50, 100)),
        }
    )
    assert [one.verdict for one in found.values()] == [
        Verdict.MORE,
        Verdict.SLIGHTLY_LESS,
        Verdict.MAYBE_LESS,
        Verdict.ALIKE,
        Verdict.ALIKE,
        Verdict.UNCERTAIN,
    ]
    assert [one.counts for one in found.values()] == [True, False, False, False, False, False]
    assert [one.direction for one in found.values()] == [1, -1, 0, 0, 0, 0]
    large = found["large"]
    assert (large.in_text(), large.in_table()) == ("10,0 procentenheter", "+10,0 (5,6 till 14,3)")
    assert found["large but by chance"].in_table().startswith("−10,0 (")
    # Newcombe for 600/1000 and 500/1000, worked out from the two Wilson intervals
    assert large.low == pytest.approx(5.64, abs=0.02)
    assert large.high == pytest.approx(14.29, abs=0.02)


def test_a_comparison_is_an_outcome_with_what_its_sentence_may_say():
    found = compare({"a": (share(600, 1000), share(500, 1000))})["a"]
    assert found.since("2018").data == {
        "name": "forandring.andel",
        "outcome": "hogre",
        "outcomes": [str(one) for one in Verdict],
        "places": {"skillnad": "10,0 procentenheter", "sedan": "2018"},
    }
    assert found.since("2018").origins == [*found.origins]
    assert found.between("kvinnor", "män").places == {"skillnad": found, "ena": "kvinnor", "andra": "män"}


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
    assert [(one.verdict, one.direction, one.in_table()) for one in found.values()] == [(Verdict.UNKNOWN, 0, "..")] * 2


def test_counts_of_those_who_answered_are_not_compared_where_they_are_too_few_to_be_told():
    few = Cell("B1-omrade", {}, "andel", None, 60, 100, None, None, "procent", "osäker")
    assert compare({"a": (few, share(300, 1000))})["a"].verdict is Verdict.UNKNOWN


def test_a_count_has_changed_when_it_is_beyond_chance_or_the_city_decides_it():
    assert change(count(1100), count(1000)).verdict is Verdict.MORE
    assert change(count(900), count(1000)).verdict is Verdict.LESS
    assert change(count(102_000), count(100_000)).verdict is Verdict.SLIGHTLY_MORE
    assert change(count(100_100), count(100_000)).verdict is Verdict.ALIKE
    within_chance = change(count(22), count(20))
    assert (within_chance.verdict, within_chance.in_table()) == (Verdict.MAYBE_MORE, "+10,0\u00a0%")
    assert change(count(22), count(20), decided=True).verdict is Verdict.MORE
    assert change(count(20), count(20), decided=True).verdict is Verdict.ALIKE
    assert change(count(900), None).verdict is change(count(None), count(1000)).verdict is Verdict.UNKNOWN
    places = change(count(22), count(20)).since("året före").data["places"]
    assert places == {"skillnad": "10,0 procent", "antal": "2", "sedan": "året före"}


def test_the_first_outcome_that_is_so_is_told_and_one_always_is():
    said = sentence("ekonomi.rubrik", {"okand": False, "kostar": True, "olika": True}, ar="2021")
    assert (said.outcome, list(said.outcomes)) == ("kostar", ["okand", "kostar", "olika"])
    with pytest.raises(ValueError, match=r"ekonomi.rubrik: none of okand, kostar is so"):
        sentence("ekonomi.rubrik", {"okand": False, "kostar": False})


@pytest.mark.parametrize("key", ["okand", "Okand.andel", "okänd.andel", "okand.andel "])
def test_a_key_that_no_report_could_write_is_refused(key):
    with pytest.raises(ValueError, match="skriv faktumets namn"):
        fact(key, share(1, 2))


def test_a_text_needs_a_meaning():
    with pytest.raises(ValueError, match="skriv vad texten betyder"):
        fact("okand.rubrik", "Fler än förra året")


def test_a_layout_marks_rows_and_columns_for_those_who_listen():
    laid_out = Layout(["Avslutsorsak", "Antal"], [["Arbete <1", "1\u00a0234"]], ["* osäker"])
    html = laid_out.as_html()
    assert '<th scope="col">Avslutsorsak</th>\n<th style="text-align: right;" scope="col">Antal</th>' in html
    assert '<th scope="row">Arbete &lt;1</th>\n<td style="text-align: right;">1\u00a0234</td>' in html
    assert laid_out.as_markdown().splitlines()[-1] == r"\* osäker"
    assert "| Arbete \\<1     |   1\u00a0234 |" in laid_out.as_markdown()


def test_the_interval_of_a_difference_has_no_sign_in_words_as_the_difference_has_none():
    more, fewer = share(600, 1000), share(500, 1000)
    found = compare({"up": (more, fewer), "down": (fewer, more), "hidden": (more, share(None, None, "skyddad"))})
    up, down, hidden = (Interval(one).in_text() for one in found.values())
    assert up == down == "5,6 till 14,3 procentenheter"
    assert hidden == "okänt många procentenheter"


def test_a_sentence_knows_which_of_its_numbers_are_not_shown():
    hidden = share(None, None, "skyddad")
    said = sentence(
        "avslut.rubrik", {"visas": True}, nu=Bare(hidden), da=share(1, 2), ar="2021", andel=Share(hidden, count(10))
    )
    assert said.data["hidden"] == ["nu", "andel"]
    assert "hidden" not in sentence("avslut.rubrik", {"visas": True}, da=share(1, 2), ar="2021").data
    assert when_shown("avslut.bada", kvinnor=share(1, 2), man=hidden).outcome == "okand"
    assert when_shown("avslut.bada", kvinnor=share(1, 2), man=share(1, 2), ar="2021").outcome == "visas"
