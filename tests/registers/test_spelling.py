"""What looks the same is the same, or is told; digits that are none are refused; and a message shows what it cannot."""

import unicodedata

import polars as pl
import pytest

from indikatorer.registers import check, ingest
from indikatorer.registers.faults import DeliveryError, mask
from indikatorer.registers.ingesting import judge
from tests.registers.deliveries import ANNA, BO, SETTINGS, lines, small, whole, write
from tests.registers.test_forms import as_csv, assert_same, frames


@pytest.mark.parametrize(
    ("looks", "is_written"),
    [
        ("Jobbtorg Järva", "Jobbtorg\u00a0Järva"),  # no-break space
        ("Jobbtorg Järva", "Jobbtorg  Järva"),
        ("Jobbtorg Järva", " Jobbtorg\u2009Järva\u00a0"),
        ("Jobbtorg Järva", "Jobb\u200btorg Järva"),  # zero-width space
        ("Jobbtorg Järva", "Jobbtorg Järva\ufeff"),
        ("Jobbtorg Järva", "Jobb\u00adtorg Järva"),  # soft hyphen
        ("Jobbtorg Järva", unicodedata.normalize("NFD", "Jobbtorg Järva")),
        ("Försörjningsstöd", "Försörjningsstöd\u00a0"),
        ("Medsökande", unicodedata.normalize("NFD", "Medsökande")),
        ("Okänd", "\u200eOkänd"),  # mark of direction
        ("A2", "A2\u200b"),
        (ANNA[:8] + "-", ANNA[:8] + "\u2011"),  # no-break hyphen
        ("-500,5", "\u2212500,5"),  # minus
        ("2019-05-20", "2019\u201105\u201120\u00a0"),
        ("Gymnasial", "Gymnasial\u2028"),
        ("Jobbtorg Järva", "Jobbtorg Jär\U000e0101va"),  # variation selector
        ("Jobbtorg Järva", "Jobbtorg\u115f Järva"),
        (";Okänd;", '; "Okänd";'),
    ],
)
def test_what_looks_the_same_is_the_same(tmp_path, looks, is_written):
    files = small()
    expected = frames(write(tmp_path / "expected", files), tmp_path / "expected_build")
    assert any(looks in text for text in files.values())
    changed = as_csv(files, lambda text: text.replace(looks, is_written))
    assert_same(frames(write(tmp_path / "delivery", changed), tmp_path / "build"), expected)


def test_every_column_is_read_as_it_looks(tmp_path):
    def blanked(text: str) -> str:
        header, *rows = text.rstrip("\n").split("\n")
        return lines(header, *(";".join(f"\u200b\u00a0{cell}\ufeff" for cell in row.split(";")) for row in rows))

    expected = frames(write(tmp_path / "expected", whole()), tmp_path / "expected_build")
    actual = frames(write(tmp_path / "delivery", as_csv(whole(), blanked)), tmp_path / "build")
    assert_same(actual, expected)


def test_ids_that_look_the_same_are_the_same(tmp_path):
    files = small()
    files["flai_inskrivningar.csv"] = files["flai_inskrivningar.csv"].replace("A2;", "A1\u200b;")
    with pytest.raises(DeliveryError, match="inskrivning_id: expected nothing that another row has too"):
        check(write(tmp_path, files))


def processes(*names: str) -> dict[str, str]:
    rows = (f"2021-{month:02};{name};{month}" for month, name in enumerate(names, 1))
    return {"leverans.toml": SETTINGS, "processmatt.csv": lines("månad;mått;antal", *rows)}


def test_a_name_in_several_spellings_is_one_and_it_is_told(tmp_path):
    judged = judge(write(tmp_path, processes("Möten", "möten", "Möten", "MÖTEN", "Besök")), quarantine=False, limit=0)
    assert judged.rows["processmatt"]["matt"].to_list() == ["Möten", "Möten", "Möten", "Möten", "Besök"]
    assert judged.spellings == {
        "namn i flera skrivsätt: “Möten” skrivet “MÖTEN”": 1,
        "namn i flera skrivsätt: “Möten” skrivet “möten”": 1,
    }


def test_a_name_has_one_spelling_in_all_files_and_whatever_their_order(tmp_path):
    activities = "insats_id;personnummer;insats;regi;start"
    costs = "år;enhet;kostnadsslag;belopp"
    rows = [f"I1;{ANNA};Jobb-spår;Egen;2019-03-01", f"I2;{BO};JOBB-SPÅR;Egen;2019-03-01"]
    for order in (1, -1):
        files = {
            "leverans.toml": SETTINGS,
            "flai_insatser.csv": lines(activities, *rows[::order]),
            "ekonomi_kostnader.csv": lines(costs, "2019;jobbtorg järva;Personal;1", "2019;jobb-spår;Personal;1"),
        }
        judged = judge(write(tmp_path / str(order), files), quarantine=False, limit=0)
        assert set(judged.rows["flai_insatser"]["insats"]) == {"JOBB-SPÅR"}, "the first of equally usual ones"
        assert judged.rows["ekonomi_kostnader"]["enhet"].to_list() == ["Jobbtorg Järva", "JOBB-SPÅR"]


@pytest.mark.parametrize("other", ["Möten – stora", "Ｍöten - stora", "Möten\u2014stora"])
def test_dashes_and_wide_letters_are_spellings(tmp_path, other):
    usual = "Möten-stora" if "\u2014" in other else "Möten - stora"
    judged = judge(write(tmp_path, processes(usual, usual, other)), quarantine=False, limit=0)
    assert judged.rows["processmatt"]["matt"].to_list() == [usual] * 3
    assert list(judged.spellings) == [f"namn i flera skrivsätt: “{usual}” skrivet “{other}”"]


def test_a_key_is_unique_in_one_spelling(tmp_path):
    files = processes("Möten")
    files["processmatt.csv"] += "2021-01;möten;3\n"
    with pytest.raises(DeliveryError, match="nothing that another row has too"):
        check(write(tmp_path, files))


def test_the_doubt_is_told_when_the_delivery_is_read(tmp_path):
    delivery = write(tmp_path / "delivery", processes("Möten", "möten", "Möten"))
    said = ingest(delivery, tmp_path / "build" / "registers", key_file=tmp_path / "build" / "key")
    assert said == "Worth a look:\n  namn i flera skrivsätt: “Möten” skrivet “möten”: 1"


@pytest.mark.parametrize("digits", ["０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])
@pytest.mark.parametrize("cell", [ANNA, "2019-05-20", "2019-01", "-500,5", "1695", "2,5", "120", "0180", ";34;"])
def test_digits_that_are_none_are_refused(tmp_path, digits, cell):
    files = whole()
    assert any(cell in text for text in files.values())
    others = cell.translate(str.maketrans("0123456789", digits))
    files = as_csv(files, lambda text: text.replace(cell, others, 1))
    with pytest.raises(DeliveryError, match="expected") as caught:
        check(write(tmp_path, files))
    assert ANNA[8:].translate(str.maketrans("0123456789", digits)) not in str(caught.value)


def test_a_message_shows_what_cannot_be_seen():
    assert mask("Järva\u200b") == "Järva⟨U+200B⟩"
    assert mask("a\u00a0b\u3164") == "a⟨U+00A0⟩b⟨U+3164⟩"


def test_a_character_that_cannot_be_seen_is_shown_in_the_name_of_a_file(tmp_path):
    delivery = write(tmp_path, small() | {"flai\u200b_insatser.csv": ""})
    assert "fil som inte hör till leveransen: flai⟨U+200B⟩_insatser.csv" in check(delivery)


def test_a_code_in_other_letters_is_told(tmp_path):
    files = small()
    files["paraply_bistand.csv"] = files["paraply_bistand.csv"].replace("Medsökande", "medsökande")
    with pytest.raises(DeliveryError, match="roll: expected one of Sökande, Medsökande"):
        check(write(tmp_path, files))


def test_a_column_that_may_not_be_processed_is_known_by_how_it_looks(tmp_path):
    files = small()
    files["scb_arsdata.csv"] = lines("LopNr;AR;Kommun;Reli\u200bgion", "17;2011;0180;x")
    with pytest.raises(DeliveryError, match="may not be processed"):
        check(write(tmp_path, files))


def test_an_exports_codes_are_mapped_as_they_look(tmp_path):
    files = small()
    files["flai_inskrivningar.csv"] = files["flai_inskrivningar.csv"].replace("Okänd;N", "Ej\u00a0känt;N")
    files["leverans.toml"] += '[koder.avslutsorsak]\n"Ej  känt" = "Okänd"\n'
    reasons = judge(write(tmp_path, files), quarantine=False, limit=0).rows["flai_inskrivningar"]["avslutsorsak"]
    assert reasons.to_list() == ["Arbete", None, "Okänd"]
    assert isinstance(reasons, pl.Series)
