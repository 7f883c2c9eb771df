"""What has been decided where the sources have two readings (docs/definitions.md, Decided), on deliveries as they come
in."""

import random
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.measures.records import Frames, Records
from indikatorer.registers import ingest
from indikatorer.registers.store import Registers
from tests.people import cells
from tests.registers.deliveries import lines, whole, write

ANNA, BO, CI, DAN = "199001011248", "198505101232", "198207202460", "198003152356"
SPELLS = "inskrivning_id;personnummer;jobbtorg;stadsdelsnämnd;inskriven;jobbplan;avslutad;avslutsorsak"
JOBS = "stockholmsjobb_id;personnummer;typ;start;slut;förlängning_av"
SUPPORT = lines("personnummer;bidragsmånad;roll;biståndstyp;nettobelopp", f"{BO};2018-01;Sökande;Försörjningsstöd;8000")
COVERED = dict.fromkeys(("flai_inskrivningar", "paraply_bistand"), ("2008-01", "2019-12"))


def records(folder: Path, files: dict[str, str], covered: dict[str, tuple[str, str]], year: int = 2019) -> Records:
    """The records of a delivery of these files, each of which covers these months."""
    cover = "\n".join(f'{name} = ["{first}", "{last}"]' for name, (first, last) in {**COVERED, **covered}.items())
    settings = f"syntetisk = true\nlevererad = 2020-01-31\n[tackning]\n{cover}\n"
    tables = {f"{name}.csv": text for name, text in {"paraply_bistand": SUPPORT, **files}.items()}
    ingest(
        write(folder / "delivery", {"leverans.toml": settings, **tables}), folder / "registers", key_file=folder / "key"
    )
    return Records.as_of(Registers.open(folder / "registers"), year)


def numbers(given: Records, identity: str, **wanted: object) -> tuple[object, ...]:
    """Value, numerator, base and status of the only cell with these labels, and of the totals else."""
    measure, _, suffix = identity.partition("-")
    table = compute(MEASURES[measure], suffix, given)
    totals = {name: "Samtliga" for name in table.dimensions if name not in wanted and "Samtliga" in table.cells[name]}
    [cell] = cells(table, **totals, **wanted)
    return cell


COVER = {
    "flai_inskrivningar": lines(SPELLS, f"I1;{BO};Jobbtorg Järva;Rinkeby-Kista;2017-01-01;;2018-12-03;Arbete"),
    "flai_stockholmsjobb": lines(
        JOBS,
        f"S1;{BO};Basanställning;2018-01-01;2019-05-31;",
        f"S2;{BO};Stockholmsvärd;2012-01-01;2012-05-31;",
    ),
    "flai_uppfoljning_3man": lines("stockholmsjobb_id;uppföljningsdatum;status", "S2;2012-09-01;Arbete"),
    "partnerskap": lines("personnummer;verksamhet;arbete_från", f"{BO};Jobbtorg;2018-02-01"),
    "vux_kurser": lines(
        "kursdeltagande_id;elev;kön;ålder;skolform;regi;start;slut;utfall",
        "K1;1;K;30;Grundläggande;Egen;2017-02-01;2017-05-01;A",
    ),
}
REACH = {
    "partnerskap": ("2016-01", "2018-12"),
    "vux_kurser": ("2016-01", "2018-12"),
    "flai_stockholmsjobb": ("2010-01", "2019-12"),
    "flai_uppfoljning_3man": ("2010-01", "2018-12"),
}


@pytest.mark.parametrize(
    ("identity", "wanted", "expected"),
    [
        ("J7-verksamhet", {}, "saknas"),  # ended before the year
        ("V1-kon", {}, "saknas"),
        ("V13-nyanlanda", {}, "saknas"),
        ("ST1-typ", {"flode": "Avslutade"}, ""),
        ("ST2-typ", {}, "ej mätbar"),  # the job ended in May 2019; no one can have been asked
        ("ST2-period", {"period": "VB 2019"}, "ej mätbar"),
        ("ST2-serie", {"period": "VB 2018"}, ""),  # ended until August 2018, asked about until November
        ("ST2-serie", {"period": "VB 2010"}, "saknas"),  # the file begins in the middle of it
        ("SF-serie", {"period": "2019", "manader": 3}, ""),
    ],
)
def test_a_file_reaches_as_far_as_the_delivery_says(tmp_path, identity, wanted, expected):
    status = numbers(records(tmp_path, COVER, REACH), identity, **wanted)[3]
    assert status == expected or (expected == "" and status == "osäker")


def test_a_year_that_is_covered_is_counted(tmp_path):
    given = records(tmp_path, COVER, REACH, year=2018)
    assert numbers(given, "J7-verksamhet")[0] == 1
    assert numbers(records(tmp_path, COVER, REACH, year=2017), "V1-kon")[1:3] == (1, 1)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_exits_on_one_day_the_later_enrolment_counts_whatever_the_order_of_the_file(tmp_path, order):
    rows = [
        f"I1;{BO};Jobbtorg Järva;Rinkeby-Kista;2018-10-01;;2019-05-03;Okänd",
        f"I2;{BO};Jobbtorg Sydost;Farsta;2019-02-01;;2019-05-03;Arbete",
    ]
    given = records(tmp_path, {"flai_inskrivningar": lines(SPELLS, *rows[::order])}, {})
    assert numbers(given, "J3-orsak", avslutsorsak="Arbete", matt="antal")[0] == 1
    assert numbers(given, "J3-orsak", avslutsorsak="Okänd", matt="antal")[0] == 0
    assert numbers(given, "J4-jobbtorg", jobbtorg="Jobbtorg Sydost")[1:3] == (1, 1)
    # Time is counted from the first exit: the one of the earlier enrolment.
    first = given.choosing(exit_that_counts="first")
    assert numbers(first, "J3-orsak", avslutsorsak="Okänd", matt="antal")[0] == 1


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_alike_the_greater_id_counts(tmp_path, order):
    rows = [
        f"I1;{BO};Jobbtorg Järva;Rinkeby-Kista;2018-10-01;;2019-05-03;Okänd",
        f"I2;{BO};Jobbtorg Sydost;Farsta;2018-10-01;;2019-05-03;Arbete",
    ]
    given = records(tmp_path, {"flai_inskrivningar": lines(SPELLS, *rows[::order])}, {})
    assert numbers(given, "J3-orsak", avslutsorsak="Arbete", matt="antal")[0] == 1


def test_the_same_rows_in_any_order_give_the_same_store(tmp_path):
    """Byte for byte: nothing depends on the order in which rows were delivered."""
    stored = []
    for seed in range(3):
        files = whole()
        for name, text in files.items():
            if name.endswith(".csv"):
                header, *rows = text.rstrip("\n").split("\n")
                random.Random(seed).shuffle(rows)
                files[name] = lines(header, *rows)
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / "key").write_text("k" * 64)
        ingest(write(folder / "delivery", files), folder / "registers", key_file=folder / "key")
        stored.append({path.name: path.read_bytes() for path in (folder / "registers").glob("*.parquet")})
    assert stored[0] == stored[1] == stored[2]
    assert len(stored[0]) > 15


def test_what_joins_employments(tmp_path):
    """A stated prolongation joins any type and gap; without it the type is the same, and a day without job at most."""
    people = {ANNA: "I1", BO: "I0", CI: "I3", DAN: "I2"}
    files = {
        "flai_inskrivningar": lines(
            SPELLS, *(f"{i};{person};Jobbtorg Järva;Rinkeby-Kista;2017-01-01;;;" for person, i in people.items())
        ),
        "flai_stockholmsjobb": lines(
            JOBS,
            f"S1;{BO};Basanställning;2018-01-01;2018-06-30;",
            f"S2;{BO};Basanställning;2018-08-01;2019-01-31;S1",  # a month between
            f"S3;{ANNA};Basanställning;2018-01-01;2018-06-30;",
            f"S4;{ANNA};Stockholmsvärd;2018-07-01;2019-01-31;S3",  # another type
            f"S5;{DAN};Basanställning;2018-01-01;2018-06-30;",
            f"S6;{DAN};Basanställning;2018-07-02;2019-01-31;",  # one day without employment
            f"S7;{CI};Basanställning;2018-01-01;2018-06-30;",
            f"S8;{CI};Basanställning;2018-06-30;2019-01-31;",  # on the last day
        ),
    }
    given = records(tmp_path, files, {"flai_stockholmsjobb": ("2008-01", "2019-12")})
    assert numbers(given, "ST1-typ", flode="Avslutade")[0] == 4
    assert numbers(given, "ST1-typ", flode="Avslutade", typ="Stockholmsvärd")[0] == 1, "the type of the last"
    assert numbers(given, "ST1-serie", flode="Avslutade", period="2018")[0] == 0


def test_a_plan_on_the_saturday_after_the_fifth_working_day_is_late(tmp_path):
    """1 March 2019 is a Friday; the fifth working day after it is Friday the 8th."""
    for day, hits in (("2019-03-08", 1), ("2019-03-09", 0)):
        row = f"I1;{BO};Jobbtorg Järva;Rinkeby-Kista;2019-03-01;{day};;"
        given = records(tmp_path / day, {"flai_inskrivningar": lines(SPELLS, row)}, {})
        assert numbers(given, "J8-jobbplan")[1:3] == (hits, 1)


@pytest.mark.parametrize(("second", "days"), [("2019-03-01", 89), ("2019-02-20", 89), ("2019-03-02", 30)])
def test_enrolments_without_a_day_between_are_one_and_no_day_is_counted_twice(tmp_path, second, days):
    """The first lasts from 1 January to 1 March, the second to 31 March or 1 April; the gap is 0 days."""
    last = "2019-04-01" if days == 30 else "2019-03-31"
    rows = (
        f"I1;{BO};Jobbtorg Järva;Rinkeby-Kista;2019-01-01;;2019-03-01;Studier",
        f"I2;{BO};Jobbtorg Järva;Rinkeby-Kista;{second};;{last};Arbete",
    )
    given = records(tmp_path, {"flai_inskrivningar": lines(SPELLS, *rows)}, {})
    assert numbers(given, "J5-orsak", matt="medel")[0] == days


@pytest.mark.parametrize(
    ("registered", "hinder", "is_nyanland"),
    [
        (
            "2016-06-01",
            "",
            (True, False),
        ),  # three years and a month after: at the exit on 31 May, not at the year's end
        ("2015-01-01", "", (False, False)),
        ("2015-01-01", "Nyanländ, väntar", (True, True)),
        ("", "nyanländ", (True, True)),
    ],
)
def test_nyanland_is_by_registration_or_by_what_paraplyet_says(tmp_path, registered, hinder, is_nyanland):
    spells = lines(f"{SPELLS};folkbokförd_från", f"I1;{BO};Järva;Farsta;2019-01-01;;2019-05-31;Arbete;{registered}")
    support = lines(
        "personnummer;bidragsmånad;roll;biståndstyp;nettobelopp;försörjningshinder",
        f"{BO};2019-01;Sökande;Försörjningsstöd;8000;{hinder}",
    )
    given = records(tmp_path, {"flai_inskrivningar": spells, "paraply_bistand": support}, {})
    counts = [numbers(given, "J1-ar-grupp", grupp="Nyanlända", flode=flode)[0] for flode in ("Avslutade", "Inskrivna")]
    assert counts == [int(flag) for flag in is_nyanland]


def test_a_lopnr_is_text(tmp_path):
    header = "LopNr;Population;Kon;FodelseAr;InskrivenDatum;AvslutDatum;Avslutsorsak"
    rows = [f"{lopnr};avslutade_jobbtorg;1;1980;;2015-05-01;Okänd" for lopnr in ("A7", "007", "7")]
    registers = records(tmp_path, {"scb_population": lines(header, *rows)}, {}).frames["scb_spells"]
    assert registers.select(pl.col("lopnr").n_unique()).collect().item() == 3


ABSENT_PLAN = lines(
    "inskrivning_id;personnummer;jobbtorg;stadsdelsnämnd;inskriven;avslutad;avslutsorsak",
    f"I1;{ANNA};Jobbtorg Järva;Rinkeby-Kista;2019-02-04;2019-08-30;Arbete",
)
ABSENT_WORK = lines(
    "insats_id;personnummer;insats;regi;start;slut;fullföljd",
    f"A1;{ANNA};Yrkesspår;Upphandlad;2019-03-01;2019-04-30;J",
)
ABSENT_STANDING = {
    "scb_population": lines(
        "LopNr;Population;Kon;FodelseAr;AvslutDatum;Avslutsorsak",
        "1;avslutade_jobbtorg;2;1990;2015-05-04;Okänd",
    ),
    "scb_arsdata": lines("LopNr;AR;Kommun;ForvErs;SocBidrFam", "1;2016;0180;3000;0"),
    "scb_manadsdata": lines("LopNr;Manad;Forsorjningsstod;Akassa;InskrivenAF", "1;2015-06;0;0;0"),
}


@pytest.mark.parametrize(
    ("identity", "labels"),
    [
        ("J8-jobbplan", {}),
        ("J9-insats", {}),
        ("J1-ar-grupp", {"flode": "Inskrivna", "grupp": "Målgrupp resurs"}),
        ("J1-ar-grupp", {"flode": "Inskrivna", "grupp": "Nyanlända enbart enligt folkbokföringen"}),
        ("J1-ar-grupp", {"flode": "Inskrivna", "grupp": "Utrikes födda"}),
        ("ST5-antal", {"grupp": "Inget Stockholmsjobb"}),
        ("SW1-status-sex", {"avslutsorsak": "Okänd", "status_sex": "Etablerad"}),
    ],
)
def test_what_a_column_would_have_said_is_missing_where_the_column_is_absent(tmp_path, identity, labels):
    given = records(
        tmp_path,
        {"flai_inskrivningar": ABSENT_PLAN, "flai_insatser": ABSENT_WORK, **ABSENT_STANDING},
        {"flai_insatser": ("2008-01", "2019-12")},
    )
    assert numbers(given, identity, **labels) == (None, None, None, "saknas")


def test_a_column_that_is_there_is_counted_where_it_is_empty(tmp_path):
    spells = lines(SPELLS, f"I1;{ANNA};Jobbtorg Järva;Rinkeby-Kista;2019-02-04;;2019-08-30;Arbete")
    assert numbers(records(tmp_path, {"flai_inskrivningar": spells}, {}), "J8-jobbplan") == (0.0, 0, 1, "osäker")


def test_without_paraplyet_nobody_knows_whom_it_calls_nyanland(tmp_path):
    given = records(tmp_path, {"flai_inskrivningar": COVER["flai_inskrivningar"]}, {})
    without = replace(given, frames=Frames({name: given[name] for name in ("spells",)}))
    of_group = {"flode": "Inskrivna", "grupp": "Nyanlända enbart enligt Paraplyet"}
    assert numbers(given, "J1-ar-grupp", **of_group)[-1] == ""
    assert numbers(without, "J1-ar-grupp", **of_group)[-1] == "saknas"
