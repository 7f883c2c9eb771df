"""Rows that are set aside, rows that raise a doubt."""

import polars as pl
import pytest

from indikatorer.registers import check, ingest
from indikatorer.registers.faults import DeliveryError
from indikatorer.registers.store import Registers
from tests.registers.deliveries import ANNA, BISTAND, BO, CI, INSKRIVNINGAR, SETTINGS, lines, write


def support(months: int, *faulty: str) -> dict[str, str]:
    good = (f"{ANNA};{2008 + n // 12}-{n % 12 + 1:02};Sökande;Försörjningsstöd;1;;" for n in range(months))
    return {"leverans.toml": SETTINGS, "paraply_bistand.csv": lines(BISTAND, *good, *faulty)}


def test_faulty_rows_are_set_aside_counted_and_named(tmp_path):
    files = support(98, f"{ANNA};2016-3;Sökande;Försörjningsstöd;x;;", f"{BO};2016-03;Sökande")
    delivery, build = write(tmp_path / "delivery", files), tmp_path / "build"
    ingest(delivery, build / "registers", key_file=build / "key", quarantine=True)
    registers = Registers.open(build / "registers")
    assert registers.frames["paraply_bistand"].collect().height == 98
    reasons = {(reason["orsak"].split(":")[0], reason["rader"]) for reason in registers.catalogue["karantan"]}
    assert {("bidragsmånad", 1), ("nettobelopp", 1)} < reasons
    aside = pl.read_csv(build / "quality" / "quarantine.csv", separator=";")
    assert aside.select("line", "column").rows() == [(100, "bidragsmånad"), (100, "nettobelopp"), (101, "")]
    assert (build / "quality" / "quarantine.csv").stat().st_mode & 0o077 == 0


def test_more_than_the_limit_is_an_error_all_the_same(tmp_path):
    delivery = write(tmp_path / "delivery", support(98, *[f"{ANNA};2016-3;Sökande;Försörjningsstöd;1;;"] * 3))
    with pytest.raises(DeliveryError, match=r"3 of 101 rows would be set aside, more than 2 %|more than 2%"):
        check(delivery, quarantine=True)
    assert "Rows set aside" in check(delivery, quarantine=True, limit=0.05)


@pytest.mark.parametrize("limit", [0.02, 1.0])
def test_a_file_none_of_whose_lines_is_a_row_is_not_set_aside(tmp_path, limit):
    delivery = write(tmp_path / "delivery", support(5) | {"processmatt.csv": "månad;mått;antal\n2021-05;12\n"})
    with pytest.raises(DeliveryError, match=r"processmatt\.csv: 1 of 1 rows would be set aside"):
        check(delivery, quarantine=True, limit=limit)


def test_a_follow_up_goes_with_its_employment(tmp_path):
    jobs = [f"S{n};{ANNA};Stockholmsvärd;AMF;2019-06-01;;" for n in range(100)]
    jobs[7] = jobs[7].replace("2019-06-01", "2019-6-1")
    files = {
        "leverans.toml": SETTINGS,
        "flai_stockholmsjobb.csv": lines(
            "stockholmsjobb_id;personnummer;typ;finansiering;start;slut;förlängning_av", *jobs
        ),
        "flai_uppfoljning_3man.csv": lines(
            "stockholmsjobb_id;uppföljningsdatum;status", *(f"S{n};2020-01-01;Annat" for n in range(100))
        ),
    }
    delivery, build = write(tmp_path / "delivery", files), tmp_path / "build"
    ingest(delivery, build / "registers", key_file=build / "key", quarantine=True)
    frames = Registers.open(build / "registers").frames
    assert frames["flai_stockholmsjobb"].collect().height == 99
    assert frames["flai_uppfoljning_3man"].collect().height == 99


def test_doubts_are_counted(tmp_path):
    def spell(identity: str, number: str, inskriven: str, avslutad: str, orsak: str) -> str:
        return f"{identity};{number};;;;;Järva;Farsta;{inskriven};;{avslutad};{orsak};;;;"

    files = {
        "leverans.toml": SETTINGS,
        "flai_inskrivningar.csv": lines(
            INSKRIVNINGAR,
            spell("1", ANNA, "2019-01-01", "2019-12-31", "Okänd"),
            spell("2", ANNA, "2019-06-01", "2019-07-01", "Studier"),
            spell("3", ANNA, "2019-12-31", "", ""),
            spell("4", BO, "2019-01-01", "2019-03-01", "Okänd"),
            spell("5", CI, "2019-01-01", "2022-03-01", "Arbete"),
        ),
        "paraply_bistand.csv": lines(
            BISTAND,
            f"{ANNA};2020-01;Sökande;Försörjningsstöd;100;;",
            f"{BO};2019-04;Sökande;Försörjningsstöd;100;;",
            f"{BO};2019-04;Medsökande;Försörjningsstöd;-100;;",
            f"{BO};2019-10;Sökande;Försörjningsstöd;100;;",
        )[:-1],
    }
    delivery, build = write(tmp_path / "delivery", files), tmp_path / "build"
    ingest(delivery, build / "registers", key_file=build / "key")
    assert Registers.open(build / "registers").catalogue["varningar"] == {
        "överlappande inskrivningar": 1,
        "avslutsorsak Okänd med försörjningsstöd månaden efter": 1,
        "personer i FLAI som aldrig funnits i Paraplyet": 1,
        "månader som saknas i Paraplyet": 7,
        "datum efter leveransdagen": 1,
        "datum som inte räknas till vad filen täcker: flai_inskrivningar 2022-03": 1,
        "sista raden i paraply_bistand.csv saknar radslut": 1,
    }
