"""One person is one pseudonym, whatever the file, the form or the number; and nobody can be found in the store."""

from pathlib import Path

import polars as pl
import pytest

from indikatorer.registers import check, ingest
from indikatorer.registers.faults import DeliveryError, mask
from indikatorer.registers.store import Registers
from tests.registers.deliveries import ANNA, BISTAND, BO, CI, INSKRIVNINGAR, SETTINGS, lines, small, whole, write


def read(delivery: Path, build: Path) -> Registers:
    ingest(delivery, build / "registers", key_file=build / "key")
    return Registers.open(build / "registers")


def people(registers: Registers, name: str) -> set[str]:
    return set(registers.frames[name].collect()["person"])


def spell(number: str, inskriven: str = "2019-02-01", kon: str = "", identity: str = "A1") -> str:
    return f"{identity};{number};{kon};;;;Järva;Farsta;{inskriven};;;;;;;"


def test_a_person_is_the_same_in_all_files(tmp_path):
    registers = read(write(tmp_path / "delivery", whole()), tmp_path / "build")
    anna_and_bo = people(registers, "flai_inskrivningar")
    assert len(anna_and_bo) == 2
    assert people(registers, "paraply_bistand") == anna_and_bo
    for name in ("flai_insatser", "flai_stockholmsjobb", "folkbokforing", "partnerskap"):
        assert people(registers, name) < anna_and_bo


def test_a_person_whose_number_changed_is_one_person(tmp_path):
    files = {
        "leverans.toml": SETTINGS,
        "flai_inskrivningar.csv": lines(INSKRIVNINGAR, spell(CI)),
        "paraply_bistand.csv": lines(BISTAND, f"{ANNA};2019-01;Sökande;Försörjningsstöd;1;;"),
        "folkbokforing.csv": lines("personnummer;händelse;datum", f"{BO};Avliden;2021-01-01"),
        "personnummer_byte.csv": lines("gammalt;nytt;datum", f"{CI};{BO};2018-01-01", f"{BO};{ANNA};2019-01-01"),
    }
    registers = read(write(tmp_path / "delivery", files), tmp_path / "build")
    assert people(registers, "flai_inskrivningar") == people(registers, "paraply_bistand")
    assert people(registers, "flai_inskrivningar") == people(registers, "folkbokforing")
    assert "personnummer_byte" not in registers


def test_sex_is_one_value_per_person_that_of_the_latest_spell(tmp_path):
    files = {
        "leverans.toml": SETTINGS,
        "flai_inskrivningar.csv": lines(
            INSKRIVNINGAR,
            spell(ANNA, "2020-01-01", "Man", "A1"),
            spell(ANNA, "2019-01-01", "K", "A2"),
            spell(BO, "2019-01-01", "", "A3"),
        ),
    }
    spells = read(write(tmp_path / "delivery", files), tmp_path / "build").frames["flai_inskrivningar"].collect()
    assert spells["kon"].to_list() == ["Män", "Män", "Män"]


def test_a_ten_digit_number_is_read_against_the_enrolment(tmp_path):
    files = {"flai_inskrivningar.csv": lines(INSKRIVNINGAR, spell("000229-2399"))}
    spells = read(write(tmp_path / "delivery", files), tmp_path / "build").frames["flai_inskrivningar"].collect()
    assert [str(day) for day in spells["fodelsedatum"]] == ["2000-02-29"]


def test_a_samordningsnummer_without_a_date_has_no_birth_date(tmp_path):
    files = {"flai_inskrivningar.csv": lines(INSKRIVNINGAR, spell("191500722390", "2009-02-01"))}
    spells = read(write(tmp_path / "delivery", files), tmp_path / "build").frames["flai_inskrivningar"].collect()
    assert spells["fodelsedatum"].to_list() == [None]


def test_no_number_is_left_in_the_store_beside_it_or_in_a_message(tmp_path):
    """Numbers wherever they can stray: in identities, free text, quarantined rows, and rows that are refused."""
    files = whole()
    files["flai_stockholmsjobb.csv"] = files["flai_stockholmsjobb.csv"].replace("S1", ANNA)
    files["flai_uppfoljning_3man.csv"] = files["flai_uppfoljning_3man.csv"].replace("S1", ANNA)
    files["vux_kurser.csv"] = files["vux_kurser.csv"].replace(";7;", f";{BO};")
    files["paraply_bistand.csv"] = lines(
        BISTAND,
        *(f"{ANNA};{2008 + n // 12}-{n % 12 + 1:02};Sökande;Försörjningsstöd;1;{BO};{BO} ringde" for n in range(150)),
        f"{BO};2019-01;{BO};Försörjningsstöd;{ANNA};;",
    )
    files["leverans.toml"] += f'beskrivning = "om {ANNA}"\n[koder.roll]\n"{BO}x" = "Sökande"\n'
    delivery = write(tmp_path / "delivery", files | {f"{ANNA}.txt": ""})
    build = tmp_path / "build"
    with pytest.raises(DeliveryError) as caught:
        read(delivery, build)
    said = str(caught.value) + (build / "quality" / "errors.csv").read_text()
    ingest(delivery, build / "registers", key_file=build / "key", quarantine=True)
    said += check(delivery, quarantine=True)
    assert (build / "quality" / "quarantine.csv").exists()
    assert not (build / "quality" / "errors.csv").exists()
    for path in build.rglob("*"):
        if path.is_file():
            said += path.read_bytes().decode("latin-1")
            said += pl.read_parquet(path).write_csv() if path.suffix == ".parquet" else ""
    for number in (ANNA, BO, CI):
        for form in (number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"):
            assert form not in said


def test_a_header_of_numbers_is_masked(tmp_path):
    files = small()
    files["scb_arsdata.csv"] = lines(f"{ANNA};{BO[2:8]}-{BO[8:]};x", "1;2;3")
    with pytest.raises(DeliveryError) as caught:
        check(write(tmp_path / "delivery", files))
    assert "1980-03-14-••••" in str(caught.value)
    assert ANNA not in str(caught.value)
    assert BO[8:] not in str(caught.value)


@pytest.mark.parametrize("century", ["18", "19", "20", "21"])
def test_a_slip_of_century_is_told(tmp_path, century):
    """The check digit does not cover the century: only the age at the enrolment does."""
    files = {"leverans.toml": SETTINGS, "flai_inskrivningar.csv": lines(INSKRIVNINGAR, spell(century + ANNA[2:]))}
    delivery = write(tmp_path / "delivery", files)
    if ANNA.startswith(century):
        read(delivery, tmp_path / "build")
        return
    with pytest.raises(DeliveryError) as caught:
        check(delivery)
    assert "personnummer: expected someone who is 15–99 years old at `inskriven`: is the century right?" in str(
        caught.value
    )
    assert f"line 2: “{century}80-03-14-••••”" in str(caught.value)


@pytest.mark.parametrize(
    ("number", "inskriven", "is_told"),
    [
        ("20000229-2399", "2015-02-27", True),  # 14 years
        ("20000229-2399", "2015-03-01", False),  # 15 years
        ("000101+9801", "2019-02-01", True),  # 119 years
        ("191500722390", "2014-06-01", False),  # 99 at most: a samordningsnummer without a day of birth
        ("191500722390", "2015-06-01", True),
    ],
)
def test_a_person_is_of_an_age_that_the_register_can_have(tmp_path, number, inskriven, is_told):
    delivery = write(tmp_path, {"flai_inskrivningar.csv": lines(INSKRIVNINGAR, spell(number, inskriven))})
    try:
        check(delivery)
    except DeliveryError as error:
        assert is_told, error  # noqa: PT017 - whether it is told is what is tested
    else:
        assert not is_told


def test_a_month_of_assistance_can_be_a_childs_and_not_an_unborns(tmp_path):
    for month, born in (("2000-02", True), ("1999-12", False)):
        rows = lines(BISTAND, f"20000229-2399;{month};Sökande;Försörjningsstöd;1;;")
        delivery = write(tmp_path / month, {"paraply_bistand.csv": rows})
        if born:
            check(delivery)
        else:
            with pytest.raises(DeliveryError, match="0–104 years old at `bidragsmånad`"):
                check(delivery)


@pytest.mark.parametrize("between", [".", " ", "\u00a0", "–", "\u200b", "/", " - "])
def test_a_number_is_masked_however_it_is_written(between):
    for number in (f"{ANNA[:8]}{between}{ANNA[8:]}", f"{ANNA[2:8]}{between}{ANNA[8:]}"):
        assert ANNA[8:] not in mask(f"om {number} igen")
        assert "••••" in mask(number)
