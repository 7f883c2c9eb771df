"""The gates before the site: what is found stops, what is acknowledged does not, and the delivery before is known."""

import json
from pathlib import Path
from typing import Any

import pytest

from indikatorer import UserError, pipeline
from indikatorer.base.files import read_toml
from indikatorer.base.progress import reported_failures
from indikatorer.pipeline import Asked, Places, Run
from indikatorer.site.gates import check_plausible, note_passed, read_acknowledged
from indikatorer.synthetic import write_delivery

NEW = Asked({})

GAP = {"grind": "gap", "om": "flai_inskrivningar avslutad 2020-03", "mening": "0 rows, where 30 are expected."}
LINES = """[[acknowledged]]
gate = "gap"
about = "flai_inskrivningar avslutad 2020-03"
reason = "Jobbtorgen var stängda."
expires = {}
"""
MONTHS = [24096, 24263]


def store(build: Path, *findings: dict[str, str], **said: Any) -> Path:
    """What the store in `build` says of a delivery."""
    catalogue = {
        "rimlighet": list(findings),
        "syntetisk": False,
        "levererad": "2022-01-15",
        "beskrivning": "",
        "filer": [{"namn": "paraply_bistand", "sha256": "aa", "rader": 1000}],
        "tackning": {"paraply_bistand": MONTHS},
        "andelar": {"vux_kurser kon Kvinnor": [800, 2000]},
    }
    (build / "registers").mkdir(parents=True, exist_ok=True)
    (build / "registers" / "store.json").write_text(json.dumps(catalogue | said))
    return build


def acknowledged(folder: Path, text: str) -> Path:
    path = folder / "acknowledged.toml"
    path.write_text(text)
    return path


def stopped(build: Path, published: Path | None = None, path: Path = Path("none")) -> str:
    with pytest.raises(UserError) as error:
        check_plausible(build, published, path)
    return str(error.value)


def test_nothing_found_passes(tmp_path):
    assert check_plausible(store(tmp_path), None, acknowledged(tmp_path, "# none\n")) == ""


def test_what_is_found_stops_and_the_message_has_the_lines_that_let_it_pass(tmp_path):
    message = stopped(store(tmp_path, GAP))
    assert "gap | flai_inskrivningar avslutad 2020-03: 0 rows, where 30 are expected." in message
    lines = message[message.index("[[acknowledged]]") :].replace('reason = ""', 'reason = "Det stämmer."')
    told = check_plausible(tmp_path, None, acknowledged(tmp_path, lines))
    assert told == "gap | flai_inskrivningar avslutad 2020-03: acknowledged until 2023-12-31"


def test_an_expired_acknowledgement_is_told_and_does_not_count(tmp_path):
    message = stopped(store(tmp_path, GAP), path=acknowledged(tmp_path, LINES.format("2021-12-31")))
    assert "the acknowledgement expired on 2021-12-31" in message
    assert "0 rows, where 30 are expected." in message


def test_an_acknowledgement_of_nothing_is_told(tmp_path):
    told = check_plausible(store(tmp_path), None, acknowledged(tmp_path, LINES.format("2023-12-31")))
    assert told == "gap | flai_inskrivningar avslutad 2020-03: acknowledged, but not found: remove it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LINES.format('"soon"'), "expires = 'soon': expected a date, as 2023-12-31."),
        (LINES.format("2023-12-31").replace("Jobbtorgen var stängda.", " "), "reason = ' ': expected a text."),
        ('[[acknowledged]]\ngate = "gap"\n', "number 1: expected gate, about, reason, expires."),
        ("acknowledged = 1\n", "expected tables, [[acknowledged]]."),
        ("[acknowledge]\n", "acknowledge: only [[acknowledged]] can stand here."),
        ("[[", "acknowledged.toml: "),
    ],
)
def test_an_acknowledgement_that_cannot_be_meant_is_told(tmp_path, text, expected):
    with pytest.raises(UserError, match=r"acknowledged\.toml") as error:
        read_acknowledged(acknowledged(tmp_path, text))
    assert expected in str(error.value)


def test_the_file_of_the_project_can_be_read():
    from indikatorer.site.gates import ACKNOWLEDGED

    assert ACKNOWLEDGED.exists()
    assert read_acknowledged(ACKNOWLEDGED) == []


LATER = {"levererad": "2023-01-15", "filer": [{"namn": "paraply_bistand", "sha256": "bb", "rader": 1100}]}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"filer": [], "tackning": {}}, "coverage | paraply_bistand: the delivery of 2022-01-15 had the file"),
        (
            {"tackning": {"paraply_bistand": [24096, 24251]}},
            "coverage | paraply_bistand 2008-01–2020-12: the file covers 2008-01–2020-12; "
            "in the delivery of 2022-01-15 2008-01–2021-12.",
        ),
        (
            {"filer": [{"namn": "paraply_bistand", "sha256": "aa", "rader": 1000}]},
            "again | paraply_bistand 2023-01-15: the file is that of the delivery of 2022-01-15, byte for byte.",
        ),
        (
            {"filer": [{"namn": "paraply_bistand", "sha256": "bb", "rader": 970}]},
            "rows | paraply_bistand 2023-01-15: 970 rows; the delivery of 2022-01-15 had 1000.",
        ),
        (
            {"andelar": {"vux_kurser kon Kvinnor": [1300, 2000]}},
            "shares | vux_kurser kon Kvinnor 2023-01-15: 65% of the rows; 40% in the delivery of 2022-01-15.",
        ),
    ],
)
def test_a_delivery_is_held_against_the_last_that_passed(tmp_path, said, expected):
    note_passed(store(tmp_path))
    assert check_plausible(store(tmp_path, **LATER), None) == ""
    assert expected in stopped(store(tmp_path, **(LATER | said)))


def test_a_file_that_is_not_delivered_every_year_may_be_missing(tmp_path):
    both = {"scb_arsdata": [2008, 2019], "paraply_bistand": MONTHS}
    note_passed(store(tmp_path, tackning=both))
    assert check_plausible(store(tmp_path, **LATER), None) == ""


def test_what_did_not_pass_is_nothing_to_compare_with(tmp_path):
    note_passed(store(tmp_path))
    shrunk = LATER | {"tackning": {"paraply_bistand": [24096, 24251]}}
    for _ in range(2):
        assert "coverage" in stopped(store(tmp_path, **shrunk))


def test_the_same_delivery_may_be_read_again(tmp_path):
    note_passed(store(tmp_path))
    assert check_plausible(store(tmp_path), None) == ""


def test_real_data_are_not_compared_with_synthetic_ones(tmp_path):
    note_passed(store(tmp_path, syntetisk=True))
    assert check_plausible(store(tmp_path, filer=[], tackning={}), None) == ""


def test_a_citys_own_made_up_delivery_is_not_compared_with_the_one_that_was_there_before_it(tmp_path):
    """As when somebody tries a report without a delivery first, and then docs/another-city.md."""
    write_delivery(tmp_path / "made", seed=1, scale=0.01)
    made = read_toml(tmp_path / "made" / "leverans.toml")["beskrivning"]
    note_passed(store(tmp_path, syntetisk=True, beskrivning=made))
    assert check_plausible(store(tmp_path, syntetisk=True, beskrivning="Åkerby", filer=[], tackning={}), None) == ""
    assert "coverage" in stopped(store(tmp_path, syntetisk=True, beskrivning=made, filer=[], tackning={}))


def test_the_latest_edition_is_known_where_nothing_else_is(tmp_path):
    files = [{"namn": "paraply_bistand", "sha256": "aa", "tackning": ["2008-01", "2022-12"]}]
    said = {"synthetic": False, "delivered": "2023-01-15", "files": files}
    edition = tmp_path / "site" / "2022" / "manifest.json"
    edition.parent.mkdir(parents=True)
    edition.write_text(json.dumps({"delivery": said}))
    message = stopped(store(tmp_path), tmp_path / "site")
    assert "the file covers 2008-01–2021-12; in the delivery of 2023-01-15 2008-01–2022-12." in message
    assert "again | paraply_bistand 2022-01-15" in message


def test_neither_site_nor_unit_reports_are_made_of_what_must_be_looked_at(tmp_path, capsys):
    store(tmp_path / "build", GAP)
    run = Run(Places(tmp_path / "build", tmp_path / "_site", None), year=2021, period="T2")
    for step in (lambda: pipeline.look(run.places), lambda: pipeline.site(run, NEW), lambda: pipeline.units(run, NEW)):
        with pytest.raises(SystemExit) as ended, reported_failures():
            step()
        assert ended.value.code == 2
        assert "One thing in the delivery to be looked at before anything is published" in capsys.readouterr().err
    assert not (tmp_path / "_site").exists()
