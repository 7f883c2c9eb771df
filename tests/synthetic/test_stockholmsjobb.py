"""Stockholmsjobb, and the lives that they change."""

import json

import numpy as np
import polars as pl
import pytest

from indikatorer.base.vocabulary import read_reference
from indikatorer.synthetic import write_delivery
from indikatorer.synthetic.lives import WORK, Activity
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.simulated_effects import EFFECTS, effect
from indikatorer.synthetic.stockholmsjobb import TYPER
from indikatorer.synthetic.town import Town, live
from indikatorer.synthetic.world import FIRST_MONTH, MONTHS, NEVER, month_of
from tests.project import Copy
from tests.synthetic.published import read


@pytest.fixture(scope="module")
def town() -> Town:
    return live(Part(number=0, count=1, seed=11, scale=0.2))


def test_employments_are_sane(small):
    jobs = read(small, "flai_stockholmsjobb")
    assert jobs["stockholmsjobb_id"].n_unique() == len(jobs)
    assert (jobs.drop_nulls("slut").select(pl.col("slut") >= pl.col("start"))["slut"]).all()
    assert jobs["start"].dt.year().min() >= 2010
    extensions = jobs.drop_nulls("förlängning_av").join(
        jobs, left_on="förlängning_av", right_on="stockholmsjobb_id", suffix="_first"
    )
    assert 0 < len(extensions) == jobs["förlängning_av"].count()
    assert (extensions["typ"] == extensions["typ_first"]).all()
    assert ((extensions["start"] - extensions["slut_first"]).dt.total_days() == 1).all()


def test_follow_up_comes_about_three_months_after_the_end(small):
    followed = read(small, "flai_uppfoljning_3man").join(read(small, "flai_stockholmsjobb"), on="stockholmsjobb_id")
    days = (followed["uppföljningsdatum"].str.to_date() - followed["slut"]).dt.total_days().drop_nulls()
    assert days.is_between(80, 120).all()
    assert {"Arbete", "Subventionerat arbete", "Studier", "Annat", "Ej nådd"} <= set(followed["status"])


def test_target_groups_have_their_ages(town):
    age = (town.jobs.start - town.people.birth[town.jobs.person]).astype(float) / 365.25
    for place in read_reference("platser"):
        of_type = age[town.jobs.typ == TYPER.index(place["typ"])]
        assert of_type.min() > int(place["alder_fran"] or 18) - 0.1
        assert of_type.max() < int(place["alder_till"] or 64) + 1.1


def test_an_enrolment_lasts_as_long_as_the_job(town):
    spells = town.spells.select(town.jobs.spell)
    assert (spells.person == town.jobs.person).all()
    assert (spells.start < town.jobs.start).all()
    assert (spells.end >= np.where(town.jobs.end > np.datetime64("2022-12-31"), NEVER, town.jobs.end)).all()


def test_lives_differ_only_after_a_job(town):
    first = np.full(len(town.people), MONTHS)
    np.minimum.at(first, town.jobs.person, month_of(town.jobs.start) - FIRST_MONTH)
    before = np.arange(MONTHS)[:, None] < first
    assert (town.lived == town.without)[before].all()
    assert (town.on_support == town.on_support_without)[before].all()


@pytest.mark.parametrize("typ", ["Ungdomsanställning", "Basanställning", "Stockholmsvärd"])
def test_the_effect_is_the_parameter(town, typ):
    works, would = np.isin(town.lived, (*WORK, Activity.STOCKHOLMSJOBB)), np.isin(town.without, WORK)
    jobs = town.jobs.select((town.jobs.typ == TYPER.index(typ)) & ~town.jobs.is_next)
    for months in (24, 30, 36):
        place = month_of(jobs.start) + months - FIRST_MONTH
        over = (place < MONTHS) & (month_of(jobs.end) < month_of(jobs.start) + months)
        gained = works[place[over], jobs.person[over]].mean() - would[place[over], jobs.person[over]].mean()
        assert gained == pytest.approx(effect(TYPER.index(typ), np.array([months]))[0], abs=0.05)


def test_effects_are_those_of_the_evaluation():
    """docs/definitions.md, ST5."""
    assert EFFECTS["Ungdomsanställning"][36] == 0.10
    bas = [EFFECTS["Basanställning"][months] for months in (12, 24, 36)]
    assert bas == sorted(bas, reverse=True)
    assert 0 < bas[-1] < 0.10
    host = effect(TYPER.index("Stockholmsvärd"), np.arange(20, 31))
    assert ((host <= -0.10) & (host >= -0.15)).all()
    assert effect(TYPER.index("Stockholmsvärd"), np.array([48]))[0] == 0


def test_truth_is_written_beside_the_delivery(tmp_path):
    write_delivery(tmp_path / "raw", scale=0.05, truth=tmp_path / "raw-sanning.json")
    truth = json.loads((tmp_path / "raw-sanning.json").read_text(encoding="utf-8"))
    start, three_years = truth["months"].index(0), truth["months"].index(36)
    for sample in truth["samples"].values():
        bas = sample["Basanställning"]
        assert bas["participants"][start] > 10
        assert bas["work_with"][start] == 1
        assert bas["work_with"][:start] == bas["work_without"][:start]
        assert 0 <= bas["work_with"][three_years] <= 1
    assert truth["effect_on_work"]["Ungdomsanställning"]["36"] == 0.1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw", "raw-sanning.json"]


def test_truth_must_lie_outside_the_delivery(tmp_path):
    with pytest.raises(ValueError, match="must lie outside"):
        write_delivery(tmp_path / "raw", scale=0.01, truth=tmp_path / "raw" / "sanning.json")


@pytest.mark.slow
def test_other_types_and_another_citys_plan_make_a_delivery_that_can_be_read(tmp_path):
    city = Copy(tmp_path)
    reference = tmp_path / "data" / "reference"
    types = (reference / "stockholmsjobb.csv").read_text(encoding="utf-8")
    (reference / "stockholmsjobb.csv").write_text(
        types.replace("Basanställning,J\n", "") + "Lokalvårdare,\n", encoding="utf-8"
    )
    plan = (reference / "platser.csv").read_text(encoding="utf-8")
    plan = plan.replace("0180,2021,Serviceassistent", "0114,2021,Serviceassistent").replace("25\n", "0\n")
    (reference / "platser.csv").write_text(plan.replace("0180,2021,Bas", "0114,2021,Bas"), encoding="utf-8")
    city.run("synthetic", "--scale", "0.05", "leverans")
    jobs = pl.read_csv(tmp_path / "leverans" / "flai_stockholmsjobb.csv", separator=";")
    assert {"Lokalvårdare", "Serviceassistent"} <= set(jobs["typ"])
    assert not {"Basanställning", "Jobbstartsanställning"} & set(jobs["typ"])
    city.run("check", "leverans")


@pytest.mark.slow
def test_places_are_filled(city):
    jobs = read(city, "flai_stockholmsjobb").with_columns(pl.col("slut").fill_null(pl.date(2023, 1, 31)))
    for place in read_reference("platser"):
        day = pl.date(2021, 6, 30)
        filled = jobs.filter((pl.col("typ") == place["typ"]) & (pl.col("start") <= day) & (pl.col("slut") >= day))
        assert len(filled) == pytest.approx(int(place["platser"]), rel=0.5)


@pytest.mark.slow
def test_monthly_income_adds_up_to_the_year(city):
    monthly = read(city, "scb_manadsdata").with_columns(AR=pl.col("Manad").str.slice(0, 4).cast(pl.Int64))
    yearly = monthly.group_by("LopNr", "AR").agg(pl.len(), pl.col("Arbetsinkomst").sum()).filter(pl.col("len") == 12)
    joined = yearly.join(read(city, "scb_arsdata").select("LopNr", "AR", "ForvInk", "ArbLos"), on=["LopNr", "AR"])
    assert len(joined) > 100_000
    assert ((joined["Arbetsinkomst"] - 100 * joined["ForvInk"]).abs() <= 12).all()
