"""V1–V13 on a few people, with the answers worked out by hand."""

import polars as pl
import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from tests.people import cells, records

COURSES = """
elev | kon     | skolform      | regi       | start      | planerat_slut | slut       | utfall
1    | Kvinnor | Grundläggande | Egen       | 2020-09-01 |               | 2021-01-01 | A
1    | Kvinnor | Grundläggande | Egen       | 2020-09-01 |               | 2021-12-31 | F
2    | Män     | Grundläggande | Upphandlad | 2020-09-01 |               | 2021-06-01 | Avbrott
2    | Män     | Grundläggande | Upphandlad | 2020-09-01 |               | 2022-01-01 | E
3    | Män     | Kombination   | Egen       | 2020-09-01 |               | 2021-06-01 | Godkänd
3    | Män     | Kombination   | Egen       | 2020-09-01 |               | 2021-06-01 | F
4    | Kvinnor | YH            | Egen       | 2019-09-01 | 2021-06-01    | 2021-06-01 | Examen
5    | Kvinnor | YH            | Egen       | 2019-09-01 | 2021-06-01    | 2020-06-01 | Avbrott
6    | Män     | YH            | Egen       | 2019-09-01 | 2021-06-01    | 2022-06-01 | Examen
"""
NEW_IN_SWEDEN = """
elev | kon     | alder | bakgrund | skolform      | start      | slut       | utfall  | nyanland | efter_avbrott
7    | Kvinnor | 20    | EU/EES   | Sfi           | 2021-01-01 | 2021-06-01 | Avbrott | J        | Arbete
7    | Kvinnor | 20    | EU/EES   | Sfi           | 2021-08-01 | 2021-12-01 | C       | J        |
8    | Män     | 40    |          | Sfi           | 2020-08-01 | 2021-01-01 | Avbrott | J        | Varken
8    | Män     | 40    |          | Grundläggande | 2021-08-01 |            | Pågår   | J        |
9    | Män     | 40    | Övriga   | Sfi           | 2021-08-01 | 2022-03-01 | Avbrott | N        | Studier
"""


def table(identity: str, year: int = 2021, **files: str):
    measure, suffix = identity.split("-", 1)
    return compute(MEASURES[measure], suffix, records(year, files={"vux_kurser": COURSES, **files}))


def test_grades_are_of_completed_courses_and_not_of_persons():
    grades = table("V1-kon")
    assert cells(grades, kon="Samtliga", regi="Samtliga")[0][1:3] == (1, 2)  # A and F of one woman; E came later
    assert grades.cells.filter(pl.col("regi") == "Egen", pl.col("kon") == "Kvinnor")["personer"].to_list() == [1]
    assert cells(table("V3-kon"), kon="Män", regi="Egen")[0][1:3] == (1, 2)
    assert cells(table("V2-kon"), kon="Samtliga", regi="Samtliga")[0][1:3] == (0, 0)


def test_examined_of_those_who_began_by_the_planned_year():
    examined = table("V4-kon")
    assert cells(examined, kon="Kvinnor")[0][1:3] == (1, 2)
    assert cells(examined, kon="Män")[0][1:3] == (0, 1)  # examined in 2022, after the year
    spells = "person | kon | inskriven\nada | Kvinnor | 2020-02-01"
    years = compute(MEASURES["V4"], "serie", records(2022, spells=spells, files={"vux_kurser": COURSES}))
    found = {period: cells(years, period=period, kon="Samtliga")[0][1:3] for period in ("2020", "2021", "2022")}
    assert found == {"2020": (0, 0), "2021": (1, 3), "2022": (0, 0)}  # of 2021 as they were at its end


def test_broken_off_sfi_by_one_dimension_at_a_time():
    found = table("V12-avbrott", vux_kurser=NEW_IN_SWEDEN)
    everybody = {"kon": "Samtliga", "alder": "Samtliga", "bakgrund": "Samtliga"}
    assert cells(found, **everybody)[0][1:3] == (2, 3)
    assert cells(found, **{**everybody, "kon": "Kvinnor"})[0][1:3] == (1, 2)
    assert cells(found, **{**everybody, "alder": "30–44"})[0][1:3] == (1, 1)
    assert cells(found, **{**everybody, "bakgrund": "Uppgift saknas"})[0][1:3] == (1, 1)
    assert cells(found, kon="Kvinnor", alder="16–24") == []
    assert cells(table("V12-serie", vux_kurser=NEW_IN_SWEDEN), period="2021", kon="Män")[0][1:3] == (1, 1)
    assert cells(table("V12-efter", vux_kurser=NEW_IN_SWEDEN), efter_avbrott="Varken", kon="Samtliga")[0][1:3] == (1, 2)


def test_newly_arrived_are_persons_in_every_form_of_school_and_once_in_all():
    found = table("V13-nyanlanda", vux_kurser=NEW_IN_SWEDEN)
    counts = {form: cells(found, skolform=form, kon="Samtliga")[0][0] for form in ("Sfi", "Grundläggande", "Samtliga")}
    assert counts == {"Sfi": 2, "Grundläggande": 1, "Samtliga": 2}


TRAININGS = """
utbildning_id|kon    |utbildning     |slut      |fullfoljd|manader_efter|besvarad|sysselsattning|samma_arbete
1            |Kvinnor|YH             |2020-07-01|J        |6            |J       |Arbete        |
2            |Kvinnor|YH             |2021-06-30|J        |6            |N       |              |
3            |Män    |YH             |2021-07-01|J        |6            |J       |Arbete        |
4            |Män    |YH             |2021-01-01|N        |6            |J       |Arbete        |
5            |Män    |YH             |2021-01-01|J        |6            |J       |Annat         |
6            |Kvinnor|Yrkesutbildning|2021-09-30|J        |3            |J       |Arbete        |J
7            |Kvinnor|Yrkesutbildning|2021-09-30|J        |3            |J       |Arbete        |N
8            |Kvinnor|Yrkesutbildning|2021-09-30|J        |6            |J       |Annat         |
9            |Kvinnor|Yrkesutbildning|2021-09-30|N        |3            |J       |Annat         |
10           |Män    |Kombination    |2021-03-30|J        |3            |N       |              |
"""


def numbered(trainings: str) -> str:
    """The trainings, each of somebody else."""
    header, *lines = trainings.strip().splitlines()
    return "\n".join([f"utbildning_id | {header}", *(f"{number} | {line}" for number, line in enumerate(lines))])


def test_work_after_training_is_a_share_of_those_who_answered():
    files = {"vux_uppfoljning": numbered(TRAININGS)}
    assert cells(table("V5-kon", **files), kon="Samtliga")[0] == (50.0, 1, 2, "osäker")
    assert cells(table("V5-serie", **files), period="2021", kon="Samtliga")[0] == (50.0, 1, 2, "osäker")
    assert cells(table("V5-svar", **files), kon="Samtliga")[0][1:3] == (2, 3)
    assert cells(table("V6-kon", **files), kon="Samtliga")[0][1:3] == (2, 2)
    assert cells(table("V6-avbrutna", **files), kon="Samtliga")[0][1:3] == (0, 1)
    assert cells(table("V6-samma-arbete", **files), kon="Samtliga")[0][1:3] == (1, 2)
    assert cells(table("V7-kon", **files), kon="Samtliga") == [(None, 0, 0, "")]


def answers(question: str, enkat: str, given: list[str], studerat: str = "") -> str:
    lines = [f"{n}|{enkat}|2021|Kvinnor|{question}|{svar}|{studerat}" for n, svar in enumerate(given)]
    return "\n".join(["svarande|enkat|ar|kon|fraga|svar|studerat", *lines])


def asked(enkat: str, count: int) -> str:
    return f"enkat|ar|kon|antal\n{enkat}|2021|Kvinnor|{count}\n{enkat}|2020|Kvinnor|999"


GIVEN = ["5"] * 12 + ["4"] * 6 + ["3", "1", "Vet ej", ""]


@pytest.mark.parametrize(
    ("invited", "value", "status"), [(25, 100 * 18 / 21, ""), (40, 100 * 18 / 21, "osäker"), (80, None, "osäker")]
)
def test_a_low_response_is_told_and_a_very_low_one_gives_no_share(invited, value, status):
    files = {"enkat_svar": answers("KV1", "komvux", GIVEN), "enkat_utskick": asked("komvux", invited)}
    # 22 forms; one was returned empty, and is no answer; vet ej is in the base
    assert cells(table("V8-kon", **files), kon="Kvinnor") == [(value, 18, 21, status)]
    assert cells(table("V8-svar", **files), kon="Samtliga")[0][1:3] == (21, invited)


def test_means_on_a_scale_leave_vet_ej_out():
    files = {"enkat_svar": answers("SFI2", "sfi", ["5", "4", "Vet ej", ""]), "enkat_utskick": asked("sfi", 5)}
    assert cells(table("V11-kon", **files), kon="Samtliga") == [(4.5, None, 2, "osäker")]
    assert table("V11-kon", **files).cells["enhet"].unique().to_list() == ["skala 1–5"]


def test_vet_ej_can_be_left_out_of_shares():
    files = {"enkat_svar": answers("KV1", "komvux", GIVEN), "enkat_utskick": asked("komvux", 25)}
    found = compute(MEASURES["V8"], "kon", records(2021, {"vet_ej": "left_out"}, files=files))
    assert cells(found, kon="Kvinnor")[0][1:3] == (18, 20)


def test_a_year_without_the_survey_is_missing():
    files = {"enkat_svar": answers("KV1", "komvux", GIVEN), "enkat_utskick": asked("komvux", 25)}
    assert cells(table("V8-kon", 2020, **files), kon="Kvinnor") == [(None, None, None, "saknas")]
    assert cells(table("V9-kon", **files), kon="Kvinnor") == [(None, None, None, "saknas")]


def test_the_response_is_that_of_the_group_that_the_cell_is_about():
    """Of 25 women 20 have answered, of 100 men 20: 80 and 20 per cent, 32 of all."""
    rows = [f"{n}|sfi|2021|{'Kvinnor' if n < 20 else 'Män'}|SFI1|5|" for n in range(40)]
    files = {
        "enkat_svar": "\n".join(["svarande|enkat|ar|kon|fraga|svar|studerat", *rows]),
        "enkat_utskick": "enkat|ar|kon|antal\nsfi|2021|Kvinnor|25\nsfi|2021|Män|100",
    }
    shares = table("V9-kon", **files)
    assert cells(shares, kon="Kvinnor") == [(100.0, 20, 20, "")]
    assert cells(shares, kon="Män") == [(None, 20, 20, "osäker")]
    assert cells(shares, kon="Samtliga") == [(100.0, 40, 40, "osäker")]
    files["enkat_svar"] = files["enkat_svar"].replace("SFI1", "SFI2")
    means = table("V11-kon", **files)
    assert cells(means, kon="Kvinnor") == [(5.0, None, 20, "")]
    assert cells(means, kon="Män") == [(None, None, 20, "osäker")]
