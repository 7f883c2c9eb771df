"""Names that have lost letters, or got a mark, are told with the names that they seem to be; others are left alone."""

from pathlib import Path

import pytest

from indikatorer.registers import check
from tests.registers.deliveries import lines, whole, write


def told(folder: Path, *activities: str, measures: tuple[str, ...] = ("Besök",)) -> str:
    rows = [f'D{n};K;"{name}";Skattning;2,5;3.0;J' for n, name in enumerate(activities)]
    files = whole() | {
        "progression.csv": lines("deltagande;kön;insats;instrument;före;efter;närmat_sig", *rows),
        "processmatt.csv": lines("månad;mått;antal", *(f"2021-05;{name};12" for name in measures)),
        "ekonomi_kostnader.csv": lines("år;enhet;kostnadsslag;belopp", "2021;Arbetsträning;Personal;1234567"),
    }
    return check(write(folder, files))


@pytest.mark.parametrize(
    "spelt",
    [
        *("Arbetstr?ning", "Arbetstr{ning", "Arbetstr&auml;ning", "ArbetstrŠning", "Arbetstraning", "Arbetsträning*"),
        *("Arbetsträning 1)", "Arbetsträning²", "Arbetsträning1"),
    ],
)
def test_a_name_with_lost_letters_or_a_mark_is_told_with_the_one_that_it_seems_to_be(tmp_path, spelt):
    said = told(tmp_path, "Yrkesspår", spelt)
    assert f"names | progression insats {spelt}: “{spelt}” (first on line 3) has lost a letter" in said
    assert "“Arbetsträning”, it seems" in said


@pytest.mark.parametrize("spelt", ["St?d", "?rskurs", "Yrkesv&aring;gen", "V{gledning", "SprŒk"])
def test_a_lost_letter_is_told_also_where_no_name_shows_which(tmp_path, spelt):
    assert f"names | progression insats {spelt}: “{spelt}” (first on line 2) has lost a letter" in told(tmp_path, spelt)


def test_names_that_are_names_are_left_alone(tmp_path):
    names = ("Val", "Väg 1", "Väg 2", "Väg", "Kurs (a)", "Vad nu?", "IT|teknik", "Steg2", "Kök & kafé", "Dušan", "Åre")
    said = told(tmp_path, *names, measures=("Besök", "Besök (nya)", "Möten §", "100 % närvaro"))
    assert "names |" not in said, said
