"""What the okänd analysis says: reasons of exit in words, cautions, and the figures of 2013 beside today's."""

from dataclasses import replace

import pytest

from indikatorer.base.vocabulary import AVSLUTSORSAKER_EXKL_ATERREMITTERADE
from indikatorer.presentation.comparisons import Share, Size, Verdict, compare
from indikatorer.presentation.reasons import caution, listed, those_who_left, undelivered
from indikatorer.presentation.replication import Beside, side_by_side
from indikatorer.presentation.sentences import sentence
from indikatorer.presentation.show import layout
from tests.presentation.test_followed import share as shown
from tests.presentation.test_followed import table
from tests.presentation.test_words import count, share


def test_every_reason_has_words_of_its_own_and_one_of_a_city_is_named():
    said = {orsak: those_who_left(orsak).outcome for orsak in AVSLUTSORSAKER_EXKL_ATERREMITTERADE}
    assert "egen" not in said.values()
    assert len(set(said.values())) == len(said)
    own = those_who_left("Pension")
    assert (own.outcome, own.places) == ("egen", {"orsak": "pension"})


def test_several_are_listed_one_within_the_other():
    one, two, three = (sentence("x", {name: True}) for name in ("a", "b", "c"))
    assert [listed(parts).outcome for parts in ([], [one])] == ["inget", "en"]
    assert (listed([one, two]).outcome, listed([one, two]).places) == ("sist", {"forst": one, "resten": listed([two])})
    assert (listed([one, two, three]).outcome, listed([one, two, three]).places["resten"].outcome) == ("fler", "sist")


def test_a_difference_that_may_be_chance_is_followed_by_a_caution():
    found = compare({"a": (share(10, 20), share(12, 20)), "b": (share(600, 1000), share(500, 1000))})
    assert caution(found["a"]).outcome == Verdict.MAYBE_LESS
    assert caution(found["b"]).outcome == Verdict.MORE
    assert found["a"].headline == {"hogre": False, "lagre": False, "lika": False, "osaker": True, "okand": True}
    assert found["b"].headline["hogre"]


def test_what_is_not_delivered_is_said():
    assert undelivered(share(None, None, "saknas")).outcome == "saknas"
    assert undelivered(share(None, None, "skyddad")).outcome == "finns"


def test_a_share_of_two_counts_and_the_size_of_a_difference_are_printed_as_numbers():
    assert Share(count(275), count(2395)).in_table() == "11,5"
    assert Share(count(None), count(2395)).in_table() == ".."
    assert Share(count(0), count(0)).in_table() == "."
    model = replace(share(1, 2), matt="differens", enhet="procentenheter", varde=-4.0)
    assert Size(model).in_text() == "4,0 procentenheter"
    assert Size(replace(model, varde=None, status="skyddad")).in_text().endswith("(skyddad uppgift)")


def test_a_published_figure_stands_beside_ours_with_its_own_word_and_how_far_they_are_apart():
    rows = [
        Beside("Okänd: utanför", 40.0, share(378, 1000)),
        Beside("Arbete: utanför", 10.0, share(None, None, "skyddad"), "endast"),
        Beside("Uppföljda", 15_620.0, count(15_621)),
    ]
    printed = side_by_side(rows, "Rapporten för 2021", apart=True)
    assert printed.headings == ["Resultat", "2013 års analys", "Rapporten för 2021", "Skillnad"]
    assert printed.rows == [
        ["Okänd: utanför", "40", "37,8", "−2"],
        ["Arbete: utanför", "endast 10", "..", ".."],
        ["Uppföljda", "15\u00a0620", "15\u00a0621", "+1"],
    ]
    published = rows[0].published
    assert (published.in_text(), published.meaning()) == ("40 procent", "2013 års analys: Okänd: utanför")
    assert published.origins == ({"published": [rows[0].ours.place, 40.0]},)


@pytest.mark.parametrize(("years", "told"), [(None, ["2012", "2019"]), (range(2017, 2020), ["2019"]), (range(0), [])])
def test_only_the_breaks_that_touch_a_tables_years_are_told_under_it(years, told):
    rows = [("Okänd", *shown(1, 2))]
    broken = replace(
        table("SW1-status", ["avslutsorsak"], rows),
        breaks=[{"period": "2012", "reason": "x"}, {"period": "2019", "reason": "y"}],
    )
    notes = layout(broken, rows="avslutsorsak", years=years).notes
    assert [note.split()[1].rstrip(":") for note in notes if note.startswith("Från")] == told
