"""The smaller files: each tells what it should, and of the same lives."""

import json

import polars as pl
import pytest

from indikatorer.base.vocabulary import read_reference
from tests.synthetic.published import read, survey


def test_every_insats_lies_within_the_time(small):
    activities = read(small, "flai_insatser")
    assert activities["insats_id"].n_unique() == len(activities)
    ended = activities.drop_nulls("slut")
    assert (ended["slut"] >= ended["start"]).all()
    assert activities.filter(pl.col("slut").is_null() != pl.col("fullföljd").is_null()).is_empty()
    paid = activities.drop_nulls("anställning_start")
    assert set(paid["regi"]) == {"Upphandlad"}
    assert (paid["anställning_månader"] >= 1).all()


def test_moves_and_deaths_are_registered(small):
    events = read(small, "folkbokforing")
    assert set(events["händelse"]) == {"Avliden", "Utvandrad", "Utflyttad", "Inflyttad"}
    moved = read(small, "flai_inskrivningar").filter(pl.col("avslutsorsak") == "Flyttat")["personnummer"]
    left = events.filter(pl.col("händelse") == "Utflyttad")["personnummer"]
    assert moved.is_in(left.implode()).mean() > 0.97


def test_changed_numbers_lead_to_newer_ones(small):
    changes = read(small, "personnummer_byte")
    assert len(changes) > 0
    assert not changes["nytt"].is_in(changes["gammalt"].implode()).any()
    assert changes["gammalt"].is_in(read(small, "flai_inskrivningar")["personnummer"].implode()).any()


def test_answers_are_points_on_the_scale(small):
    scales = {row["id"]: (int(row["skala_fran"]), int(row["skala_till"])) for row in read_reference("enkatfragor")}
    answers = read(small, "enkat_svar")
    assert set(answers["fråga"]) <= set(scales)
    for question, point in answers.drop_nulls("svar").filter(pl.col("svar") != "Vet ej").select("fråga", "svar").rows():
        low, high = scales[question]
        assert low <= int(point) <= high
    asked = read(small, "enkat_utskick").group_by("enkät", "år").agg(pl.col("antal").sum())
    answered = answers.group_by("enkät", "år").agg(pl.col("svarande").n_unique())
    both = asked.join(answered, on=["enkät", "år"], how="left")
    assert (both["svarande"].fill_null(0) <= both["antal"]).all()


def test_courses_end_as_their_kind_can(small):
    courses = read(small, "vux_kurser")
    assert courses["kursdeltagande_id"].n_unique() == len(courses)
    graded = courses.filter(pl.col("utfall").is_in(list("ABCDEF")))
    assert "YH" not in set(graded["skolform"])
    examined = courses.filter(pl.col("utfall").is_in(["Examen", "Ej examen"]))
    assert set(examined["skolform"]) == {"YH"}
    assert courses.filter((pl.col("utfall") == "Pågår") != pl.col("slut").is_null()).is_empty()
    assert courses.filter((pl.col("utfall") == "Avbrott") != pl.col("efter_avbrott").is_not_null()).is_empty()


def test_follow_up_of_training_has_answers_only_where_answered(small):
    followed = read(small, "vux_uppfoljning")
    assert followed.filter((pl.col("besvarad") == "J") != pl.col("sysselsättning").is_not_null()).is_empty()
    assert (followed.filter(pl.col("utbildning") == "YH")["månader_efter"] == 6).all()


def test_totals_have_one_row_each(small):
    for name, key in (
        ("enkat_utskick", ["enkät", "år", "kön"]),
        ("processmatt", ["månad", "mått"]),
        ("ekonomi_kostnader", ["år", "enhet", "kostnadsslag"]),
    ):
        rows = read(small, name)
        assert rows.select(key).is_unique().all()
    units = set(read(small, "ekonomi_kostnader")["enhet"])
    assert {"Stockholmsjobb", "Jobbtorg Järva", "Jobbsökarstöd"} <= units


def test_kolada_agrees_with_the_exits(small):
    figures = json.loads((small / "kolada.json").read_text(encoding="utf-8"))["values"]
    [stockholm] = [f for f in figures if (f["kpi"], f["municipality"], f["period"]) == ("U40455", "0180", 2015)]
    value = {sex["gender"]: sex["value"] for sex in stockholm["values"]}["T"]
    spells = read(small, "flai_inskrivningar").filter(pl.col("avslutad").dt.year() == 2015)
    last = spells.sort("avslutad").unique("personnummer", keep="last")
    work = last["avslutsorsak"].is_in(["Arbete", "Subventionerat arbete", "Studier"]).sum()
    assert value == pytest.approx(100 * work / len(last), abs=2)
    assert any(sex["value"] is None and sex["status"] == "Secret" for f in figures for sex in f["values"])


@pytest.mark.slow
def test_treatment_is_judged_as_published(city):
    """Between 74 and 80 per cent on each of the four questions (docs/definitions.md, ST6)."""
    shares = survey(city)
    assert all(72.5 <= shares[f"survey {number}"] <= 81.5 for number in range(1, 5))


@pytest.mark.slow
def test_breaking_off_sfi(city):
    """Commoner among men and the young; nearly half neither work nor study after it (docs/definitions.md, V12)."""
    sfi = read(city, "vux_kurser").filter(pl.col("skolform") == "Sfi")
    broken = sfi.filter(pl.col("utfall") == "Avbrott")
    men = sfi.group_by("kön").agg((pl.col("utfall") == "Avbrott").mean()).sort("kön")["utfall"]
    assert men[1] > men[0]
    assert 0.4 < (broken["efter_avbrott"] == "Varken").mean() < 0.6
