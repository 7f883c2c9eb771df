"""Sentences that the data choose: the alternative of the outcome, filled in, or file and line of what is wrong."""

import re

import pytest

from indikatorer import UserError
from indikatorer.rendering import check_sources
from indikatorer.rendering.sentence_alternatives import Wording

RUBRIK = """\
[avslut.rubrik]
hogre = "Fler gick till arbete {ar}: {Nu} mot {avslut.forut}"
okand = "Avslut {ar}, {sikt}"

[sikt]
ja = "*sedan* {sedan}"
nej = ""
"""
NOW = {"table": "J4"}


def sentence(name, outcome, outcomes, **places):
    return {"name": name, "outcome": outcome, "outcomes": outcomes, "places": places}


def fact(**said):
    return {"meaning": "m", "of": [], "notebook": "avslut.ipynb", **said}


def filled(tmp_path, facts, text=RUBRIK):
    (tmp_path / "_15-avslut.toml").write_text(text, encoding="utf-8")
    return Wording(tmp_path, facts).fill()


def heading(outcome, **places):
    sikt = sentence("sikt", "ja", ["ja", "nej"], sedan="2012*")
    given = {"ar": "2021", "nu": "en andel", "sikt": sikt} | places
    return fact(sentence=sentence("avslut.rubrik", outcome, ["hogre", "okand"], **given))


FORUT = fact(value="57,9 procent <b>") | {"of": [NOW]}


def test_the_alternative_of_the_outcome_is_filled_in_and_what_is_put_in_is_text(tmp_path):
    told = filled(tmp_path, {"avslut.rubrik": heading("hogre"), "avslut.forut": FORUT})
    assert told["avslut.rubrik"]["value"] == "Fler gick till arbete 2021: En andel mot 57,9 procent <b>"
    assert told["avslut.rubrik"]["markdown"] == "Fler gick till arbete 2021: En andel mot 57,9 procent \\<b\\>"
    assert told["avslut.rubrik"]["of"] == [NOW]
    assert told["avslut.forut"]["markdown"] == "57,9 procent \\<b\\>"


def test_a_sentence_may_stand_in_a_sentence_and_the_writers_markup_stays(tmp_path):
    told = filled(tmp_path, {"avslut.rubrik": heading("okand"), "avslut.forut": FORUT})
    assert told["avslut.rubrik"]["markdown"] == "Avslut 2021, *sedan* 2012\\*"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("[avslut.rubrik]", "[avslut.rubrk]"), r"meningen \[avslut.rubrik\] saknas"),
        (('okand = "Avslut', 'okant = "Avslut'), r":1: \[avslut.rubrik\]: saknar utfallet okand"),
        (('okand = "Avslut', 'okant = "Avslut'), r":3: okant: är inget utfall; de som finns är hogre, okand"),
        (("{avslut.forut}", "{avslut.forutt}"), r":2: {avslut.forutt}: finns inte; meningen har {ar}, {nu}, {sikt}"),
        (("{avslut.forut}", "{avslut.rubrik}"), r":2: {avslut.rubrik}: faktumet innehåller den här meningen själv"),
        (('hogre = "', "hogre = "), r":2: filen går inte att läsa"),
        (("[sikt]", "[avslut.rubrik.sikt]"), r"meningen \[sikt\] saknas"),
        (('ja = "*sedan* {sedan}"', "ja = 3"), r":6: ja: skriv en text"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path, change, found):
    facts = {"avslut.rubrik": heading("hogre"), "avslut.sikt": heading("okand"), "avslut.forut": FORUT}
    with pytest.raises(UserError, match=found):
        filled(tmp_path, facts, RUBRIK.replace(*change))


def test_a_sentence_that_two_files_have_is_refused(tmp_path):
    (tmp_path / "_20.toml").write_text("[sikt]\nja = ''\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"_20.toml:1: \[sikt\]: finns också i .*_15-avslut.toml:5"):
        filled(tmp_path, {})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fler, 57,9 procent", r"_1.toml:2: ”.*57,9.*”: siffran är skriven för hand"),
        ("Bland annat 2750 personer", r"_1.toml:2: .*2750 personer.*siffran är skriven för hand"),
        ("Fler {{< var a.b >}}", r"_1.toml:2: {{< var a.b >}}: skriv ett faktum som {avslut.okand.andel}"),
        ("Fler <b>nu</b>", r"_1.toml:2: <b>: HTML kommer inte med"),
        ("Inom 12 månader {andel} av dem som avslutades 2021, 16–24 år", None),
    ],
)
def test_the_words_of_every_alternative_are_checked_like_those_of_chapters(tmp_path, monkeypatch, text, found):
    (tmp_path / "_1.toml").write_text(f"[avslut.rubrik]\nhogre = '{text}'\nlagre = 'Färre {{nu}}'\n", encoding="utf-8")
    monkeypatch.setattr(check_sources, "REPORTS", tmp_path)
    told = check_sources.faults(tmp_path, [])
    assert (len(told) == 1 and re.search(found, told[0])) if found else told == []


def test_a_heading_that_would_name_what_is_not_shown_says_its_neutral_alternative(tmp_path):
    said = heading("hogre")
    said["sentence"]["hidden"] = ["nu"]
    told = filled(tmp_path, {"avslut.rubrik": said, "avslut.forut": FORUT})
    assert told["avslut.rubrik"]["value"] == "Avslut 2021, sedan 2012*".replace("sedan", "*sedan*")
    # what it does not name does not matter
    said["sentence"]["hidden"] = ["annat"]
    told = filled(tmp_path, {"avslut.rubrik": said, "avslut.forut": FORUT})
    assert told["avslut.rubrik"]["value"].startswith("Fler gick")
    # a number in a sentence within it counts too
    within = heading("hogre")
    within["sentence"]["places"]["nu"] = sentence("sikt", "ja", ["ja", "nej"], sedan="en osäker andel") | {
        "hidden": ["sedan"]
    }
    told = filled(tmp_path, {"avslut.rubrik": within, "avslut.forut": FORUT})
    assert told["avslut.rubrik"]["value"].startswith("Avslut 2021")


def test_a_heading_without_a_neutral_alternative_is_told_of(tmp_path):
    said = heading("hogre")
    said["sentence"] |= {"hidden": ["nu"], "outcomes": ["hogre"]}
    text = RUBRIK.replace('okand = "Avslut {ar}, {sikt}"\n', "")
    with pytest.raises(UserError, match=r":1: \[avslut.rubrik\]: nämner en uppgift som inte kan visas"):
        filled(tmp_path, {"avslut.rubrik": said, "avslut.forut": FORUT}, text)
