"""Each kind of fault is found, and named at the right file, line and column."""

import os
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from indikatorer import UserError
from indikatorer.registers import check, ingesting
from indikatorer.registers.faults import DeliveryError
from indikatorer.registers.ingesting import Refused, judge
from tests.registers.deliveries import ANNA, BO, CI, SETTINGS, lines, small, whole, write


def faults_of(folder, files, *, quarantine=False) -> list[tuple]:
    """File, line, column, what stood there and what was expected, of every fault."""
    with pytest.raises(Refused) as caught:
        judge(write(folder, files), quarantine=quarantine, limit=0.02)
    message = str(caught.value)
    for number in (ANNA, BO, CI):
        assert number not in message
        assert number[2:] not in message
        assert number[-4:] not in message
    return caught.value.faults.rows()


CELLS = [
    # file, what stands there, what is put there instead, line, column, shown, expected
    ("flai_inskrivningar.csv", ";2019-05-20;", ";2019-5-20;", 4, "inskriven", "2019-5-20", "a date"),
    ("flai_inskrivningar.csv", ";2019-05-20;", ";2019-02-30;", 4, "inskriven", "2019-02-30", "a date"),
    ("flai_inskrivningar.csv", ";2019-05-20;", ";2019-05-20 10:00;", 4, "inskriven", "2019-05-20 10:00", "a date"),
    ("flai_inskrivningar.csv", ";2019-05-20;", ";;", 4, "inskriven", "", "must have a value"),
    ("flai_inskrivningar.csv", ";2019-08-31;", ";2019-01-31;", 2, "avslutad", "2019-01-31", "not before `inskriven`"),
    ("flai_inskrivningar.csv", ";2020-01-31;Okänd;", ";2020-01-31;;", 4, "avslutsorsak", "", "a reason"),
    ("flai_inskrivningar.csv", ";2020-01-31;Okänd;", ";;Okänd;", 4, "avslutsorsak", "Okänd", "nothing"),
    ("flai_inskrivningar.csv", ";Okänd;N;", ";okänd;N;", 4, "avslutsorsak", "okänd", "one of Arbete"),
    ("flai_inskrivningar.csv", "Jobbtorg Sydost", "Jobbtorg Norr", 4, "jobbtorg", "Jobbtorg Norr", "jobbtorg.csv"),
    ("flai_inskrivningar.csv", "2019-05-20", "2007-05-20", 4, "jobbtorg", "Jobbtorg Sydost", "existed"),
    ("flai_inskrivningar.csv", "Farsta", "Hägersten-Älvsjö", 4, "stadsdelsnämnd", "Hägersten-Älvsjö", "existed"),
    ("flai_inskrivningar.csv", "Farsta", "Farta", 4, "stadsdelsnämnd", "Farta", "stadsdelsnamnder.csv"),
    ("flai_inskrivningar.csv", BO, BO[:-1] + "1", 4, "personnummer", "1975-11-02-••••", "check digit"),
    ("flai_inskrivningar.csv", BO, BO[:-1], 4, "personnummer", "••••••-•••••", "a personnummer"),
    ("flai_inskrivningar.csv", BO, "19750231" + BO[8:], 4, "personnummer", "1975-02-31-••••", "date that exists"),
    ("flai_inskrivningar.csv", BO, "000101-T220", 4, "personnummer", "000101-••••", "a personnummer"),
    ("flai_inskrivningar.csv", ";Man;", ";X;", 4, "kön", "X", "one of K, M"),
    ("flai_inskrivningar.csv", ";Man;", f";{BO};", 4, "kön", "1975-11-02-••••", "one of K, M"),
    ("paraply_bistand.csv", "9 500,50", "9 50,50", 2, "nettobelopp", "9 50,50", "an amount"),
    ("paraply_bistand.csv", "9 500,50", "9500.505", 2, "nettobelopp", "9500.505", "an amount"),
    ("paraply_bistand.csv", ";2020-02;", ";2020-13;", 4, "bidragsmånad", "2020-13", "a month"),
    ("scb_arsdata.csv", ";1695;", ";x;", 2, "ForvErs", "x", "hundreds of kronor"),
    ("scb_arsdata.csv", ";12\n", ";367\n", 3, "ALosDag", "367", "from 0 to 366"),
    ("scb_arsdata.csv", "17;2012", "17;2011", 3, "LopNr", "17, 2011", "nothing that another row has too"),
    (
        "scb_arsdata.csv",
        "17;2012",
        f"{BO};2012",
        3,
        "LopNr",
        "1975-11-02-••••",
        "letters and digits, and not a personnummer",
    ),
    ("scb_population.csv", ";2010-05-31;", ";;", 2, "AvslutDatum", "", "exit populations"),
    ("flai_stockholmsjobb.csv", ";S1\n", ";S9\n", 3, "förlängning_av", "S9", "a stockholmsjobb_id"),
    ("flai_uppfoljning_3man.csv", "S1;", "S9;", 2, "stockholmsjobb_id", "S9", "a stockholmsjobb_id"),
    ("flai_stockholmsjobb.csv", "S2;", "S1;", 3, "stockholmsjobb_id", "S1", "nothing that another row has too"),
    ("flai_insatser.csv", ";Yrkesspår;", f";Spår {BO};", 2, "insats", "Spår 1975-11-02-••••", "without a personnummer"),
    *(
        ("flai_insatser.csv", ";Yrkesspår;", f";{name};", 2, "insats", shown, "a text")
        for name, shown in [
            ("NULL", "NULL"),  # what systems and spreadsheets write where there is nothing
            ("#SAKNAS!", "#SAKNAS!"),
            ("(tomt)", "(tomt)"),
            ("-", "-"),
            ("YrkesspÃ¥r", "YrkesspÃ¥r"),  # another encoding
            ("Yrkessp\ufffdr", "Yrkessp\ufffdr"),
            ("Yrkessp†r", "Yrkessp†r"),
            ("Yrkes\x07spår", "Yrkes·spår"),
            ("Yrk\u0435sspår", "Yrk⟨U+0435⟩sspår"),  # a Cyrillic letter
        ]
    ),
    ("enkat_svar.csv", ";SFI1;4;", ";SFI1;99;", 2, "svar", "99", "a point on the question's scale"),
    ("enkat_svar.csv", ";SFI1;4;", ";SFI1;0;", 2, "svar", "0", "a point on the question's scale"),
    ("paraply_bistand.csv", "9 500,50", "2000000", 2, "nettobelopp", "2000000", "not beyond 1 000 000"),
    ("scb_population.csv", ";1980;", ";1880;", 2, "FodelseAr", "1880", "15–99 years old"),
    ("vux_kurser.csv", ";34;", ";3;", 2, "ålder", "3", "from 15 to 105"),
    ("enkat_svar.csv", ";Vet ej;", ";Kanske;", 3, "svar", "Kanske", "Vet ej"),
    ("enkat_svar.csv", ";SFI1;Vet ej;", ";KV1;Vet ej;", 3, "fråga", "KV1", "data/reference/enkatfragor.csv"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "column", "shown", "expected"), CELLS)
def test_a_faulty_cell_is_named_where_it_stands(tmp_path, file, old, new, line, column, shown, expected):
    files = whole()
    assert old in files[file]
    before, after = files[file].rsplit(old, 1)
    files[file] = before + new + after
    found = [(f, n, c, s) for f, n, c, s, e in faults_of(tmp_path / "delivery", files) if expected in e]
    assert (file, line, column, shown) in found


def test_a_fault_is_told_once(tmp_path):
    files = small()
    files["flai_inskrivningar.csv"] = files["flai_inskrivningar.csv"].replace("2019-05-20", "2019-5-20")
    assert len(faults_of(tmp_path / "delivery", files)) == 1


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    files = whole()
    files["paraply_bistand.csv"] = files["paraply_bistand.csv"].replace("Medsökande", "Med").replace("4000", "4k")
    files["scb_arsdata.csv"] = files["scb_arsdata.csv"].replace("17;2011;0180", "17;2011;180")
    files["leverans.toml"] += "frist = 3\n"
    faults = faults_of(tmp_path / "delivery", files)
    assert [(file, line, column) for file, line, column, *_ in faults] == [
        ("leverans.toml", None, "frist"),
        ("paraply_bistand.csv", 3, "roll"),
        ("paraply_bistand.csv", 4, "nettobelopp"),
        ("scb_arsdata.csv", 2, "Kommun"),
    ]


def test_many_faults_of_one_kind_are_counted(tmp_path):
    files = small()
    files["scb_arsdata.csv"] = lines("LopNr;AR;Kommun", *(f"{n};2011;x" for n in range(1, 101)))
    with pytest.raises(DeliveryError) as caught:
        check(write(tmp_path / "delivery", files))
    message = str(caught.value)
    assert "Kommun: expected a municipality code of four digits: 100 faults" in message
    assert "… and 90 more" in message
    assert len(message.splitlines()) < 20


WHOLE_FILES = [
    ("paraply_bistand.csv", b"", "the file is empty"),
    ("paraply_bistand.csv", b"personnummer;bidragsm\xe5nad\n", "this column, which is required"),
    ("paraply_bistand.csv", "personnummer;bidragsmånad;roll;biståndstyp;nettobelopp\n".encode(), "at least one row"),
    ("paraply_bistand.csv", b"personnummer,roll\n1,2\n", "is `;` the separator?"),
    ("paraply_bistand.csv", b"Uttag 2023;;\npersonnummer;roll;x\n", "column names on the first line.*Uttag 2023"),
    ("paraply_bistand.csv", b"sep=;\npersonnummer;roll\n", "remove that line"),
    ("processmatt.csv", "mÃ¥nad;mÃ¥tt;antal\n2021-05;x;1\n".encode(), "lost in another encoding"),
    ("flai_inskrivningar 2023-02-15.csv", b"x", "name it flai_inskrivningar.csv if it is flai_inskrivningar"),
    ("paraply_bistand.csv", b"PK\x03\x04....", "named .csv but is an Excel workbook"),
    ("paraply_bistand.csv", b"PAR1....", "named .csv but is Parquet"),
    ("paraply_bistand.csv", "personnummer;bidragsmånad\n".encode("utf-16"), "text in UTF-16: save it as UTF-8"),
    ("paraply_bistand.csv", b"personnummer;bidragsm\xe5nad\n\x81\n", "neither UTF-8 nor Windows-1252"),
    ("paraply_bistand.csv", "personnummer;bidragsmånad\n".encode() + b"\xe5\n", "UTF-8 until this line"),
    ("scb_arsdata.csv", b"LopNr;AR;Kommun\n1;2011;0180\n1;2012", "cut off"),
    ("scb_arsdata.csv", b"LopNr;AR;Kommun;lopnr\n1;2011;0180;1\n", "each column once"),
    ("scb_arsdata.csv", b'LopNr;AR;Kommun\n1;2011;"0180\n1;2012;0180\n', "a quotation mark here is not closed"),
    ("scb_arsdata.xlsx", b"PK\x03\x04....", "not an Excel workbook"),
    ("scb_arsdata.xlsx", b"", "the file is empty"),
    ("scb_arsdata.xlsx", b"LopNr;AR;Kommun\n1;2011;0180\n", "not an Excel workbook"),
    ("scb_arsdata.parquet", b"PAR1....", "not Parquet"),
    ("scb_arsdata.csv.gz", b"", "scb_arsdata as .csv or .xlsx or .parquet"),
    ("scb_arsdata.xlsb", b"PK\x03\x04", "scb_arsdata as .csv or .xlsx or .parquet"),
    ("leverans.toml.txt", b"", "leverans.toml, if it is that"),
    ("kolada.json", b"{", "JSON"),
    ("kolada.json", b'{"values": [{"kpi": "U40455", "municipality": "0180", "period": 2020}]}', "a list under values"),
    ("kolada.json", b'{"values": [], "next_url": "https://api.kolada.se/v3/data?page=2"}', "further pages"),
    ("leverans.toml", b"syntetisk = sant", "TOML"),
    ("leverans.toml", "beskrivning = ”Åkerby”".encode(), "straight quotation marks"),
    ("leverans.toml", "[koder.kön]\n".encode(), 'quotation marks around a name .*"kön".*\n    line 1: “.koder.kön.”'),
    ("leverans.toml", b"syntetisk = true\nlevererad = 15/2-2023\n", "a date without quotation marks.*\n    line 2"),
    ("leverans.toml", b"\x81", "a text in UTF-8"),
    ("leverans.zip", b"PK\x03\x04", "no archive: unpack it"),
    ("flai_inskrivning.csv", b"x", "name it flai_inskrivningar.csv if it is flai_inskrivningar"),
    ("scb_arsdata.csv", b"LopNr;AR;Kommun\n1;2011;0180;\n1;2012;0180;\n", "away from the end of 2 lines"),
    ("scb_arsdata.csv", b'LopNr;AR;Kommun\n1;2011;"0180";\n1;2012;0180\n', "away from the end of 1 lines"),
    ("leverans.toml", b'levererad = "i dag"', "a date"),
    ("leverans.toml", b"[tackning]\nparaply_bistand = [2008, 2021]", "first and last complete month"),
    ("leverans.toml", b'[tackning]\nparaply_bistand = ["2021-01", "2008-01"]', "in this order"),
    ("leverans.toml", b'[kolumner.paraply_bistand]\nManad = "manaden"', "a column of paraply_bistand"),
    ("leverans.toml", b'[koder.orsak]\nx = "y"', "a column of the contract"),
]


@pytest.mark.parametrize(("name", "content", "expected"), WHOLE_FILES)
def test_a_file_that_is_not_what_it_should_be(tmp_path, name, content, expected):
    delivery = write(tmp_path / "delivery", {"processmatt.csv": lines("månad;mått;antal", "2021-05;Träffar;12")})
    (delivery / name).write_bytes(content)
    with pytest.raises(DeliveryError, match=expected):
        check(delivery)
    with pytest.raises(DeliveryError, match=expected):
        check(delivery, quarantine=True)


@pytest.mark.parametrize(
    ("there", "expected"), [("sub/scb_arsdata.csv", "name that folder"), ("a.zip", "Unpack a.zip.")]
)
def test_a_delivery_that_is_one_step_away_is_told_where(tmp_path, there, expected):
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_bytes(b"x")
    with pytest.raises(UserError, match=expected):
        check(tmp_path)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("personnummer", "1,98003E+11", "a spreadsheet has put it in short"),
        ("personnummer", "19800314XXXX", "its last digits are masked"),
        ("arbete_från", "42047", "is it a date that a spreadsheet has as a number of days"),
    ],
)
def test_a_cell_whose_form_tells_what_was_done_to_it_is_told_so(tmp_path, column, cell, expected):
    row = {"personnummer": ANNA, "verksamhet": "Jobbtorg", "arbete_från": "2021-03-01"} | {column: cell}
    files = {"partnerskap.csv": lines(";".join(row), ";".join(row.values()))}
    [said] = [said for _, _, told, _, said in faults_of(tmp_path, files) if told == column]
    assert expected in said


@pytest.mark.parametrize("name", ["scb_arsdata.csv", "leverans.toml"])
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_no_file_is_told_and_not_waited_for(tmp_path, name, make):
    delivery = write(tmp_path, {"processmatt.csv": lines("månad;mått;antal", "2021-05;Träffar;12")})
    make(delivery / name)
    with pytest.raises(DeliveryError, match="a file"):
        check(delivery)


def test_an_exports_word_for_nothing_can_be_mapped_to_nothing(tmp_path):
    files = small()
    files["flai_inskrivningar.csv"] = files["flai_inskrivningar.csv"].replace(";2019-02-10;", ";NULL;")
    files["leverans.toml"] += '[koder.jobbplan]\n"NULL" = ""\n'
    rows = judge(write(tmp_path, files), quarantine=False, limit=0).rows["flai_inskrivningar"]
    assert rows["jobbplan"].null_count() == rows.height


def test_a_stray_quotation_mark_does_not_hide_the_rows_after_it(tmp_path):
    files = small()
    files["scb_arsdata.csv"] = lines(
        "LopNr;AR;Kommun", '1;2011;"0180', *(f"1;{year};0180" for year in range(2012, 2099)), "x;y;z"
    )
    found = faults_of(tmp_path / "delivery", files)
    assert {line for _, line, *_ in found} == {2, 90}


def test_two_forms_of_one_file(tmp_path):
    delivery = write(tmp_path / "delivery", small())
    pl.DataFrame({"LopNr": [1], "AR": [2011], "Kommun": ["0180"]}).write_parquet(delivery / "scb_arsdata.parquet")
    with pytest.raises(DeliveryError, match=r"scb_arsdata\.parquet.*\n.*scb_arsdata\.csv is there as well"):
        check(delivery)


@pytest.mark.parametrize("column", ["funktionsnedsättning", "Hälsa", "RELIGION", "diagnos_kod", "Etnisk bakgrund"])
def test_columns_that_may_not_be_processed_are_refused_by_name(tmp_path, column):
    files = small()
    files["scb_arsdata.csv"] = lines(f"LopNr;AR;Kommun;{column}", "1;2011;0180;x")
    [(file, line, named, _, expected)] = faults_of(tmp_path / "delivery", files, quarantine=True)
    assert (file, line, named) == ("scb_arsdata.csv", None, column)
    assert "may not be processed" in expected


def test_numbers_that_change_in_a_circle(tmp_path):
    files = small() | {
        "personnummer_byte.csv": lines("gammalt;nytt;datum", f"{ANNA};{BO};2010-01-01", f"{BO};{ANNA};2011-01-01")
    }
    found = faults_of(tmp_path / "delivery", files)
    assert [(line, column, shown) for _, line, column, shown, _ in found] == [
        (2, "gammalt", "1980-03-14-••••"),
        (3, "gammalt", "1975-11-02-••••"),
    ]


def test_a_delivery_without_synthetic_marks_wants_the_right_check_digit(tmp_path):
    published = "199001012385"
    rows = {"folkbokforing.csv": lines("personnummer;händelse;datum", f"{published};Avliden;2020-01-01")}
    assert "real data" in check(write(tmp_path / "real", rows))
    with pytest.raises(UserError, match="one above the right one"):
        check(write(tmp_path / "synthetic", rows | {"leverans.toml": SETTINGS}))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace("\n", "\r"), "lines end with CR only: save the file with LF or CRLF"),
        (lambda text: text.replace("\n", "\r", 2), "line 1: a line ends with CR only"),
        (lambda text: text.replace("\n", "\r\n").replace("Okänd;N;N;;\r\n", "Okänd;N;N;;\r"), "line 4: a line ends"),
    ],
)
def test_line_ends_get_their_true_reason(tmp_path, change, expected):
    files = small()
    files["flai_inskrivningar.csv"] = change(files["flai_inskrivningar.csv"] + "x")
    assert any(expected in fault[-1] for fault in faults_of(tmp_path, files))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a;b\n".encode("utf-16"), "text in UTF-16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or locked Excel workbook"),
        (b"\x1f\x8b\x08\x00", "compressed"),
    ],
)
def test_a_file_that_is_something_else_is_told_as_what(tmp_path, content, expected):
    write(tmp_path, small())
    (tmp_path / "flai_inskrivningar.csv").write_bytes(content)
    assert any(expected in fault[-1] for fault in faults_of(tmp_path, {}))


@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("folkbokforing.csv", f"{BO[:8]}-{BO[8:]};Utflyttad;2021-01-01"),
        ("partnerskap.csv", f"{ANNA};Jobbtorg;2021-03-01"),
        ("scb_population.csv", "17;avslutade_jobbtorg;2;1980;2009-01-02;2010-05-31;Arbete;;;;Järva;11;3"),
        ("processmatt.csv", "2021-05;Rekryteringsträffar;13"),
    ],
)
def test_a_row_twice_is_told_in_every_file(tmp_path, file, again):
    files = whole()
    files[file] += again + "\n"
    assert any(name == file and "another row has too" in expected for name, *_, expected in faults_of(tmp_path, files))


def test_a_value_of_kolada_twice_is_told(tmp_path):
    files = whole()
    files["kolada.json"] = files["kolada.json"].replace('"gender": "K"', '"gender": "T"')
    assert faults_of(tmp_path, files) == [("kolada.json", None, "", "U40455, 0180, 2020, Samtliga", "each value once")]


def test_files_are_found_whatever_the_case_of_their_names(tmp_path):
    said = check(write(tmp_path, {name.upper(): text for name, text in whole().items()}))
    assert "synthetic data, delivered 2022-01-15" in said
    assert "FLAI_INSKRIVNINGAR.CSV: 3 rows" in said
    assert "KOLADA.JSON: 2 rows" in said
    assert "Not delivered" not in said


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path, monkeypatch):
    delivery = write(tmp_path, small())
    read = ingesting.read_table

    def slowly(name, *rest):
        table = read(name, *rest)
        (delivery / "paraply_bistand.csv").write_text(small()["paraply_bistand.csv"] + "\n")
        return table

    monkeypatch.setattr(ingesting, "read_table", slowly)
    with pytest.raises(UserError, match="changed while it was read"):
        check(delivery)


def test_a_file_of_assistance_that_holds_its_rows_twice_is_refused(tmp_path):
    """Amounts are summed, so doubled rows would double them; two payments alike are only a doubt."""
    header, *rows = small()["paraply_bistand.csv"].splitlines()
    many = [row.replace("4000", str(amount)) for row in rows[2:] for amount in range(100)]
    files = small() | {"paraply_bistand.csv": lines(header, *many, *many)}
    assert any("100 of 200 rows repeat another" in fault[-1] for fault in faults_of(tmp_path / "twice", files))
    files["paraply_bistand.csv"] = lines(header, *many, many[0])
    assert "rader i Paraplyet som upprepar en annan: 1" in check(write(tmp_path / "once", files))


def test_a_prolongation_is_of_the_same_persons_employment(tmp_path):
    files = whole()
    files["flai_stockholmsjobb.csv"] = files["flai_stockholmsjobb.csv"].replace(f"S2;{BO}", f"S2;{ANNA}")
    found = [
        (line, column, shown) for _, line, column, shown, expected in faults_of(tmp_path, files) if "same" in expected
    ]
    assert found == [(3, "förlängning_av", "S1")]


def test_a_prolongation_after_a_gap_and_costs_of_no_known_unit_are_doubts(tmp_path):
    files = whole()
    files["flai_stockholmsjobb.csv"] = files["flai_stockholmsjobb.csv"].replace("2020-01-01;;S1", "2020-01-03;;S1")
    files["ekonomi_kostnader.csv"] += "2021;Jobbtorg Jarva;Personal;1\n2021;Yrkesspår;Personal;1\n"
    said = check(write(tmp_path, files))
    assert "förlängningar av Stockholmsjobb efter mer än en dag utan anställning: 1" in said
    assert "enheter med kostnader som varken är jobbtorg, Stockholmsjobb eller insats: 1" in said


def test_a_file_with_no_end_of_columns_is_told_at_once(tmp_path):
    files = small() | {"scb_arsdata.csv": lines("LopNr;AR;Kommun;" + ";".join(f"c{n}" for n in range(100_000)), "1;2")}
    assert any("has 100003 columns" in expected for *_, expected in faults_of(tmp_path, files))


def test_a_column_of_durations_is_told(tmp_path):
    row = {"LopNr": ["1"], "AR": ["2011"], "Kommun": ["0180"], "ALosDag": [timedelta(days=3)]}
    pl.DataFrame(row).write_parquet(write(tmp_path, {"leverans.toml": SETTINGS}) / "scb_arsdata.parquet")
    assert any("neither text, numbers nor dates" in expected for *_, expected in faults_of(tmp_path, {}))


@pytest.mark.parametrize(("name", "text"), [("leverans.toml", "syntetisk = ”true”"), ("leverans.toml.txt", SETTINGS)])
def test_settings_that_cannot_be_read_are_told_alone(tmp_path, name, text):
    files = {other: content for other, content in small().items() if other != "leverans.toml"}
    [(file, *_)] = faults_of(tmp_path, files | {name: text})
    assert file == name


@pytest.mark.parametrize(("says", "told"), [("false", "should leverans.toml say syntetisk"), ("true", "not say")])
def test_numbers_that_all_have_the_other_check_digit_tell_what_leverans_toml_should_say(tmp_path, says, told):
    people = [BO, CI] if says == "false" else [number[:-1] + str((int(number[-1]) - 1) % 10) for number in (BO, CI)]
    rows = lines("personnummer;händelse;datum", *(f"{person};Avliden;2020-01-01" for person in people))
    files = {"leverans.toml": f"syntetisk = {says}\n", "folkbokforing.csv": rows}
    assert {told in expected for *_, expected in faults_of(tmp_path, files)} == {True}


def test_one_number_with_the_other_check_digit_is_a_slip(tmp_path):
    wrong = CI[:-1] + str((int(CI[-1]) - 1) % 10)
    rows = lines("personnummer;händelse;datum", f"{BO};Avliden;2020-01-01", f"{wrong};Avliden;2020-01-01")
    [(*_, expected)] = faults_of(tmp_path, {"leverans.toml": SETTINGS, "folkbokforing.csv": rows})
    assert "not say" not in expected


def test_a_month_twice_is_told_as_it_stands_in_the_file(tmp_path):
    rows = lines("månad;mått;antal", "2021-05;Träffar;12", "2021-05;Träffar;12")
    assert [found for *_, found, _ in faults_of(tmp_path, {"processmatt.csv": rows})] == ["2021-05, Träffar"] * 2


def test_what_leverans_toml_names_and_nobody_delivered_is_told(tmp_path):
    files = {"processmatt.csv": lines("månad;mått;antal", "2021-05;Träffar;12")}
    files["leverans.toml"] = (
        '[tackning]\nprocessmatt = ["2021-05", "2021-05"]\nscb_arsdata = [2008, 2012]\n'
        '[kolumner.processmatt]\n"Månad " = "månad"\n"Sort" = "mått"\n'
    )
    said = check(write(tmp_path, files))
    told = "leverans.toml nämner något som inte levererats: [tackning] scb_arsdata, [kolumner.processmatt] Sort: 2"
    assert told in said
    assert "Månad" not in said


def test_a_file_that_is_named_almost_as_one_of_the_contract_is_told(tmp_path):
    files = {"processmatt.csv": lines("månad;mått;antal", "2021-05;Träffar;12")}
    said = check(write(tmp_path, files | {"Uttag FLAI_Insatser (1).csv": "x", "processmatt (1).csv": "x"}))
    assert "fil som inte hör till leveransen: Uttag FLAI_Insatser (1).csv: 1" in said
    assert "fil som heter nästan som en i leveransen: Uttag FLAI_Insatser (1).csv, menas flai_insatser: 1" in said
    assert "menas processmatt" not in said
