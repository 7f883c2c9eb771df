"""A delivery's way into the store, on a few people."""

import hashlib
import hmac
import json
import stat
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from indikatorer import UserError
from indikatorer.base.periods import month
from indikatorer.registers import ingest
from indikatorer.registers.columns import text
from indikatorer.registers.contract import FILES, DeliveredFile
from indikatorer.registers.store import SYNTHETIC_SECRET, Registers
from indikatorer.registers.stored_rows import stored_schema
from tests.damage import damage
from tests.registers.deliveries import ANNA, BO, small, write


@pytest.fixture
def build(tmp_path: Path) -> Path:
    return tmp_path / "build"


def read(delivery: Path, build: Path, *, quarantine: bool = False) -> Registers:
    ingest(delivery, build / "registers", key_file=build / "key", quarantine=quarantine)
    return Registers.open(build / "registers")


def pseudonym(number: str, build: Path) -> str:
    return hmac.new((build / "key").read_bytes().strip(), number.encode(), hashlib.sha256).hexdigest()


def test_spells_are_stored_as_measures_need_them(tmp_path, build):
    registers = read(write(tmp_path / "delivery", small()), build)
    spells = registers.frames["flai_inskrivningar"].filter(pl.col("person") == pseudonym(ANNA, build)).collect()
    assert spells.drop("person", "folkbokford_fran", "jobbplan").to_dicts() == [
        {
            "ordning": 1,
            "kon": "Kvinnor",
            "fodelsedatum": date(1980, 3, 14),
            "bakgrund": "Utrikes född",
            "utbildning": "Gymnasial",
            "jobbtorg": "Jobbtorg Järva",
            "stadsdelsnamnd": "Rinkeby-Kista",
            "inskriven": date(2019, 2, 1),
            "avslutad": date(2019, 8, 31),
            "avslutsorsak": "Arbete",
            "malgrupp_resurs": True,
            "aterremiss_in": False,
            "anstallningsform": None,
            "omfattning": None,
        },
        {
            "ordning": 2,
            "kon": "Kvinnor",
            "fodelsedatum": date(1980, 3, 14),
            "bakgrund": "Uppgift saknas",
            "utbildning": "Uppgift saknas",
            "jobbtorg": "Jobbtorg Järva",
            "stadsdelsnamnd": "Rinkeby-Kista",
            "inskriven": date(2020, 3, 1),
            "avslutad": None,
            "avslutsorsak": None,
            "malgrupp_resurs": None,
            "aterremiss_in": True,
            "anstallningsform": None,
            "omfattning": None,
        },
    ]


def test_support_is_summed_over_the_rows_of_a_month(tmp_path, build):
    registers = read(write(tmp_path / "delivery", small()), build)
    rows = registers.frames["paraply_bistand"].collect().rows_by_key("person", named=True, unique=True)
    assert rows[pseudonym(ANNA, build)] == {
        "manad": month(2019, 1),
        "typ": "Försörjningsstöd",
        "belopp": 9_500_50 - 500_50,
        "belopp_sokande": 9_500_50,
        "nyanland": True,
    }
    assert rows[pseudonym(BO, build)]["belopp"] == 4_000_00


def test_scb_files_have_their_own_kind_of_person_which_cannot_be_joined(tmp_path, build):
    registers = read(write(tmp_path / "delivery", small()), build)
    years = registers.frames["scb_arsdata"]
    assert years.select("lopnr", "ar", "kommun", "forvers", "sysstat", "alosdag", "forvink").collect().rows() == [
        (1, 2011, "0180", 169_500, 1, 0, 0),
        (1, 2012, "0180", 0, None, 12, 0),
    ]
    spells = registers.frames["flai_inskrivningar"]
    with pytest.raises(pl.exceptions.SchemaError):
        spells.join(years, left_on="person", right_on="lopnr").collect()


def test_coverage_is_inferred_when_the_delivery_is_silent(tmp_path, build):
    registers = read(write(tmp_path / "delivery", small()), build)
    assert registers.coverage["paraply_bistand"] == (month(2019, 1), month(2020, 1))
    assert registers.coverage["scb_arsdata"] == (2011, 2012)
    assert "scb_arsdata" in registers.catalogue["tackning_antagen"]


def test_coverage_is_what_the_delivery_says(tmp_path, build):
    files = small()
    files["leverans.toml"] += '[tackning]\nparaply_bistand = ["2008-01", "2021-12"]\nscb_arsdata = [2008, 2020]\n'
    registers = read(write(tmp_path / "delivery", files), build)
    assert registers.coverage["paraply_bistand"] == (month(2008, 1), month(2021, 12))
    assert registers.coverage["scb_arsdata"] == (2008, 2020)


def test_the_catalogue_says_what_was_delivered(tmp_path, build):
    delivery = write(tmp_path / "delivery", small())
    catalogue = read(delivery, build).catalogue
    assert catalogue["syntetisk"] is True
    assert catalogue["levererad"] == "2022-01-15"
    file = delivery / "paraply_bistand.csv"
    assert {
        "namn": "paraply_bistand",
        "fil": "paraply_bistand.csv",
        "bytes": file.stat().st_size,
        "sha256": keyed(file, (build / "registers" / "secret").read_bytes()),
        "rader": 3,
    } in catalogue["filer"]
    assert "folkbokforing" in catalogue["saknas"]


def keyed(file: Path, secret: bytes) -> str:
    return hmac.new(secret, hashlib.sha256(file.read_bytes()).digest(), hashlib.sha256).hexdigest()


def real() -> dict[str, str]:
    """The small delivery as of people who exist: their numbers have the right check digit."""
    files = small()
    for number in (ANNA, BO):
        right = number[:-1] + str((int(number[-1]) - 1) % 10)
        for form in (str, lambda n: f"{n[:8]}-{n[8:]}", lambda n: f"{n[2:8]}-{n[8:]}"):
            files = {name: text.replace(form(number), form(right)) for name, text in files.items()}
    return files | {"leverans.toml": "levererad = 2022-01-15\n"}


def test_a_file_cannot_be_guessed_from_its_digest(tmp_path):
    # whoever guesses the rows of a file must not be able to see from its digest that they are right
    delivery = write(tmp_path / "delivery", real())
    ours, theirs = read(delivery, tmp_path / "ours"), read(delivery, tmp_path / "theirs")
    plain = {hashlib.sha256(path.read_bytes()).hexdigest() for path in delivery.iterdir()}
    digests = [{file["sha256"] for file in registers.catalogue["filer"]} for registers in (ours, theirs)]
    assert not digests[0] & (digests[1] | plain)


def test_the_secret_follows_from_the_key_and_synthetic_people_need_none(tmp_path):
    delivery = write(tmp_path / "delivery", real())
    ours, again = read(delivery, tmp_path / "ours"), read(delivery, tmp_path / "ours")
    assert ours.secret == again.secret
    assert ours.secret not in (SYNTHETIC_SECRET, (tmp_path / "ours" / "key").read_bytes().strip())
    assert read(delivery, tmp_path / "theirs").secret != ours.secret
    synthetic = write(tmp_path / "synthetic", small())
    assert read(synthetic, tmp_path / "other").secret == SYNTHETIC_SECRET


def test_no_number_is_left_anywhere(tmp_path, build):
    read(write(tmp_path / "delivery", small()), build)
    kept = b"".join(path.read_bytes() for path in build.rglob("*") if path.is_file())
    for frame in Registers.open(build / "registers").frames.values():
        kept += frame.collect().write_csv().encode()
    for number in (ANNA, BO):
        for form in (number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"):
            assert form.encode() not in kept


def test_another_key_gives_other_people(tmp_path, build):
    delivery = write(tmp_path / "delivery", small())
    one, other = (read(delivery, tmp_path / name).frames["flai_inskrivningar"] for name in ("one", "other"))
    assert not set(one.collect()["person"]) & set(other.collect()["person"])


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path, build):
    delivery = write(tmp_path / "delivery", small())
    read(delivery, build)
    key = (build / "key").read_bytes()
    assert stat.S_IMODE((build / "key").stat().st_mode) == 0o600
    read(delivery, build)
    assert (build / "key").read_bytes() == key


def test_a_short_key_is_refused(tmp_path, build):
    build.mkdir()
    (build / "key").write_text("secret")
    with pytest.raises(UserError, match="at least 32"):
        read(write(tmp_path / "delivery", small()), build)


def test_the_same_delivery_gives_the_same_bytes(tmp_path, build):
    delivery = write(tmp_path / "delivery", small())
    read(delivery, build)
    before = {path.name: path.read_bytes() for path in (build / "registers").iterdir()}
    read(delivery, build)
    assert {path.name: path.read_bytes() for path in (build / "registers").iterdir()} == before
    assert sorted(path.name for path in build.iterdir()) == ["key", "registers"]


def test_a_refused_delivery_leaves_the_old_store(tmp_path, build):
    read(write(tmp_path / "delivery", small()), build)
    before = (build / "registers" / "store.json").read_text()
    files = small()
    files["paraply_bistand.csv"] = files["paraply_bistand.csv"].replace("2020-02", "2020-2")
    with pytest.raises(UserError) as caught:
        read(write(tmp_path / "faulty", files), build)
    assert "line 4: “2020-2”" in str(caught.value)
    assert "expected a month" in str(caught.value)
    assert (build / "registers" / "store.json").read_text() == before
    errors = pl.read_csv(build / "quality" / "errors.csv", separator=";")
    assert errors.select("file", "line", "column", "found").rows() == [
        ("paraply_bistand.csv", 4, "bidragsmånad", "2020-2")
    ]


def test_a_folder_without_a_delivery(tmp_path, build):
    with pytest.raises(UserError, match="no such folder"):
        read(tmp_path / "nowhere", build)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no delivery here"):
        read(tmp_path / "empty", build)
    assert not build.exists()


def test_real_numbers_are_wanted_outside_a_synthetic_delivery(tmp_path, build):
    files = small()
    files["leverans.toml"] = "levererad = 2022-01-15\n"
    with pytest.raises(UserError, match="right check digit"):
        read(write(tmp_path / "delivery", files), build)
    assert "1980-03-14-••••" in json.dumps(
        pl.read_csv(build / "quality" / "errors.csv", separator=";").to_dicts(), ensure_ascii=False
    )


@pytest.mark.parametrize("file", ["store.json", "secret", "flai_inskrivningar.parquet", "digests.json"])
@pytest.mark.parametrize("change", ["flip", "cut", "remove"])
def test_a_store_that_is_not_what_was_written_is_told(tmp_path, file, change):
    ingest(write(tmp_path / "delivery", small()), tmp_path / "build" / "registers", key_file=tmp_path / "key")
    damage(tmp_path / "build" / "registers" / file, change)
    with pytest.raises(UserError, match=r"make registers"):
        Registers.open(tmp_path / "build" / "registers")


def test_every_flipped_bit_of_a_store_is_found(tmp_path):
    ingest(write(tmp_path / "delivery", small()), tmp_path / "build" / "registers", key_file=tmp_path / "key")
    file = tmp_path / "build" / "registers" / "paraply_bistand.parquet"
    content = file.read_bytes()
    for place in range(0, len(content), max(1, len(content) // 100)):
        damage(file, "flip", place)
        with pytest.raises(UserError, match=r"paraply_bistand\.parquet: not what was written"):
            Registers.open(file.parent)
        file.write_bytes(content)


@pytest.mark.parametrize("name", ["flai_inskrivningar", "paraply_bistand", "scb_population"])
def test_a_column_added_to_the_contract_is_in_the_store(tmp_path, build, monkeypatch, name):
    own = {attribute: value for attribute, value in vars(FILES[name]).items() if not attribute.startswith("__")}
    longer = type("Longer", (DeliveredFile,), {**own, "yrkesomrade": text("yrkesområde")})
    monkeypatch.setitem(FILES, name, longer)
    files = small()
    header, *rows = files[f"{name}.csv"].splitlines()
    files[f"{name}.csv"] = "\n".join([f"{header};yrkesområde", *(f"{row};Vård" for row in rows)]) + "\n"
    frame = read(write(tmp_path / "delivery", files), build).frames[name].collect()
    assert frame["yrkesomrade"].unique().to_list() == ["Vård"]
    assert dict(frame.schema) == stored_schema(name)
