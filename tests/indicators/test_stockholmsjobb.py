"""ST1–ST4 on a few people, with the answers worked out by hand."""

from dataclasses import replace

import polars as pl
import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.measures.records import Records
from tests.people import cells, records, registers

SPELLS = """
person | kon     | inskriven
anna   | Kvinnor | 2018-01-01
bea    | Kvinnor | 2018-01-01
carl   | Män     | 2018-01-01
"""


def table(identity: str, jobs: str, follow_ups: str = "stockholmsjobb|status", year: int = 2020, **choices):
    measure, suffix = identity.split("-", 1)
    files = {"flai_stockholmsjobb": jobs, "flai_uppfoljning_3man": follow_ups}
    return compute(MEASURES[measure], suffix, records(year, choices, spells=SPELLS, files=files))


# Anna's second row begins after one day without employment and is the same job; Bea's after two, and is another one.
# Carl's is prolonged by name. Bea's last job has no end in 2020.
JOBS = """
stockholmsjobb | person | typ                | start      | slut       | forlangning_av
1              | anna   | Ungdomsanställning | 2019-07-01 | 2019-12-31 |
2              | anna   | Ungdomsanställning | 2020-01-02 | 2020-06-30 |
3              | bea    | Basanställning     | 2019-07-01 | 2019-12-31 |
4              | bea    | Basanställning     | 2020-01-03 | 2020-06-30 |
5              | carl   | Stockholmsvärd     | 2020-01-01 | 2020-02-29 |
6              | carl   | Basanställning     | 2020-05-01 | 2020-12-31 | 5
7              | bea    | Basanställning     | 2020-12-01 | 2021-02-01 |
"""


def test_a_prolongation_is_a_part_of_the_same_employment():
    flows = table("ST1-typ", JOBS)
    everybody = {"typ": "Samtliga", "kon": "Samtliga"}
    assert cells(flows, flode="Påbörjade", **everybody)[0][0] == 3  # bea twice, carl
    assert cells(flows, flode="Avslutade", **everybody)[0][0] == 3  # anna, bea, carl on the last day
    assert cells(flows, flode="Pågående vid årets slut", **everybody)[0][0] == 1
    assert cells(flows, flode="Påbörjade", typ="Basanställning", kon="Kvinnor")[0][0] == 2
    assert (
        cells(flows, flode="Avslutade", typ="Basanställning", kon="Män")[0][0] == 1
    )  # carl's, of the last part's type
    assert flows.cells["enhet"].unique().to_list() == ["anställningar"]


def test_the_types_of_the_plan_say_who_works_in_ordinary_work():
    flows = table("ST1-arbetsplats", JOBS)
    began = {"flode": "Påbörjade", "kon": "Samtliga"}
    # bea's two and carl's, whose job has the type of its last part
    assert cells(flows, arbetsplats="Ordinarie verksamhet", **began)[0][0] == 3
    assert cells(flows, arbetsplats="Anpassad arbetsplats", **began)[0][0] == 0
    # VB 2020: 4 and 5 are basanställningar, 3 is a Stockholmsvärd; nobody works or studies
    after = table("ST2-arbetsplats", ENDED, ANSWERS)
    assert cells(after, arbetsplats="Ordinarie verksamhet", kon="Samtliga")[0][1:3] == (0, 2)
    assert cells(after, arbetsplats="Anpassad arbetsplats", kon="Samtliga")[0][1:3] == (0, 1)


def test_a_job_that_began_later_did_not_go_on_before():
    flows = table("ST1-serie", JOBS)
    going_on = {"flode": "Pågående vid årets slut", "kon": "Samtliga"}
    assert cells(flows, period="2018", **going_on)[0][0] == 0
    assert cells(flows, period="2019", **going_on)[0][0] == 1  # anna's, which is one job on both sides of the new year
    assert cells(flows, period="2020", **going_on)[0][0] == 1


def test_behind_employments_there_can_be_fewer_persons():
    started = table("ST1-typ", JOBS).cells.filter(pl.col("flode") == "Påbörjade", pl.col("typ") == "Basanställning")
    assert started.filter(pl.col("kon") == "Kvinnor").select("varde", "personer").row(0) == (2, 1)


def test_days_employed_beside_the_plan():
    jobs = """
        stockholmsjobb | person | typ            | start      | slut
        1              | anna   | Stockholmsvärd | 2020-12-01 | 2021-01-31
        2              | bea    | Stockholmsvärd | 2021-12-31 |
    """
    plan = table("ST1-plan", jobs, year=2021)
    assert cells(plan, typ="Stockholmsvärd", matt="medel")[0][1:3] == (32, 365)
    assert cells(plan, typ="Stockholmsvärd", matt="index")[0][0] == pytest.approx(100 * 32 / 365 / 85)
    assert cells(plan, typ="Samtliga", matt="index")[0][2] == 822
    # no plan is known for 2020: 31 days of 366
    without = table("ST1-plan", jobs, year=2020)
    assert cells(without, typ="Stockholmsvärd", matt="medel")[0][0] == pytest.approx(31 / 366)
    assert cells(without, typ="Stockholmsvärd", matt="index")[0] == (None, None, None, "saknas")


# T2 2020 covers May 2019 to April 2020 and VB September 2019 to August 2020.
ENDED = """
stockholmsjobb | person | typ            | start      | slut
1              | anna   | Basanställning | 2018-05-01 | 2019-04-30
2              | bea    | Basanställning | 2018-05-01 | 2019-05-01
3              | bea    | Stockholmsvärd | 2019-06-01 | 2020-04-30
4              | carl   | Basanställning | 2018-06-01 | 2020-05-01
5              | anna   | Basanställning | 2019-06-01 | 2020-01-31
"""
ANSWERS = """
stockholmsjobb | uppfoljningsdatum | status
1              | 2019-08-01        | Arbete
2              | 2019-08-01        | Studier
3              | 2020-08-01        | Nytt Stockholmsjobb
4              | 2020-08-01        | Ej nådd
"""


def test_each_period_has_its_own_twelve_months():
    shares = table("ST2-period", ENDED, ANSWERS)
    assert shares.cells["period"].n_unique() == 12  # three of each of four years
    assert cells(shares, period="VB 2019", kon="Samtliga")[0][1:3] == (2, 2)  # 1 and 2, as T1 of the year after
    assert cells(shares, period="T1 2020", kon="Samtliga")[0][1:3] == (2, 2)  # 1 and 2, of 2019
    assert cells(shares, period="T2 2020", kon="Samtliga")[0][1:3] == (1, 3)  # 2, 3 and 5
    assert cells(shares, period="VB 2020", kon="Samtliga")[0][1:3] == (0, 3)  # 3, 4 and 5


def test_a_new_stockholmsjobb_is_not_work_and_those_not_reached_are_in_the_base():
    found = table("ST2-utfall", ENDED, ANSWERS)
    t2 = {"period": "T2 2020", "kon": "Samtliga"}
    assert cells(found, utfall="Studier", **t2)[0][1:3] == (1, 3)
    assert cells(found, utfall="Nytt Stockholmsjobb", **t2)[0][1:3] == (1, 3)
    assert cells(found, utfall="Ej nådd", **t2)[0][1:3] == (1, 3)  # 5 was never followed up
    assert cells(table("ST2-svar", ENDED, ANSWERS), **t2)[0][1:3] == (2, 3)
    [most] = table("ST2-granser", ENDED, ANSWERS).cells.select("taljare", "namnare").rows()
    whole = cells(table("ST2-utfall", ENDED, ANSWERS), utfall="Ej nådd", period="VB 2020", kon="Samtliga")[0]
    done = cells(table("ST2-period", ENDED, ANSWERS), period="VB 2020", kon="Samtliga")[0]
    assert most == (done[1] + whole[1], done[2])
    assert cells(table("ST2-period", ENDED, ANSWERS, not_reached="left_out"), **t2)[0][1:3] == (1, 2)


def test_persons_are_counted_by_their_last_employment():
    persons = table("ST2-personer", ENDED, ANSWERS)
    assert cells(persons, period="T2 2020", kon="Samtliga")[0][1:3] == (0, 2)  # bea's last is 3; anna's 5


def test_by_type_in_vb_and_vb_by_calendar_year():
    by_type = table("ST2-typ", ENDED, ANSWERS)
    assert cells(by_type, typ="Basanställning", kon="Samtliga")[0][1:3] == (0, 2)
    # 2020 from January to September: those ended later have not had their three months
    jobs = ENDED + "6 | anna | Stockholmsvärd | 2020-06-01 | 2020-10-01\n"
    assert (
        cells(table("ST2-typ", jobs, ANSWERS, stockholmsjobb_window="calendar_year"), typ="Samtliga", kon="Samtliga")[
            0
        ][2]
        == 3
    )


def test_an_answer_after_the_year_is_not_known_yet():
    late = ANSWERS.replace("3              | 2020-08-01        | Nytt Stockholmsjobb", "3 | 2021-01-02 | Arbete")
    assert cells(table("ST2-period", ENDED, late), period="VB 2020", kon="Samtliga")[0][1:3] == (0, 3)


def test_without_the_follow_up_the_share_is_missing():
    given = records(2020, spells=SPELLS, files={"flai_stockholmsjobb": ENDED})
    assert compute(MEASURES["ST2"], "period", given).cells["status"].unique().to_list() == ["saknas"]


# Jobs that ended 2016–2017 in the report of 2021. 1 ended twice: the last counts. 2 turns 30 the year the job ends.
# 3 has no row two years before.
SCB_JOBS = """
lopnr | population               | kon     | fodelsear | avslutad   | stockholmsjobb_slut
1     | avslutade_stockholmsjobb | Kvinnor | 1990      | 2016-05-01 | 2016-05-01
1     | avslutade_stockholmsjobb | Kvinnor | 1990      | 2017-05-01 | 2017-05-01
2     | avslutade_stockholmsjobb | Män     | 1986      | 2016-12-31 |
3     | avslutade_stockholmsjobb | Män     | 1980      | 2017-01-01 |
4     | avslutade_stockholmsjobb | Män     | 1980      | 2018-01-01 |
5     | avslutade_jobbtorg       | Män     | 1980      | 2017-01-01 |
"""
SOURCES = """
lopnr | ar   | raks_huvinkkalla
1     | 2015 | 7
1     | 2018 | 1
1     | 2019 | 99
2     | 2014 | 2
2     | 2017 | 8
2     | 2018 | 3
3     | 2018 | 5
"""


def test_sources_of_income_around_the_end_of_a_job():
    given = records(2021, scb_spells=SCB_JOBS, register_years=SOURCES)
    by_age = compute(MEASURES["ST3"], "kalla", given)
    young = {"alder": "Under 30 år"}
    assert cells(by_age, tidpunkt="2 år före", kalla="Ekonomiskt bistånd", **young)[0][1:3] == (1, 1)
    assert cells(by_age, tidpunkt="1 år efter", kalla="Förvärvsarbetande", **young)[0][1:3] == (1, 1)
    assert cells(by_age, tidpunkt="2 år efter", kalla="Övriga", **young)[0][1:3] == (1, 1)
    older = {"alder": "30 år eller äldre"}
    assert cells(by_age, tidpunkt="2 år före", kalla="Studerande", **older)[0][1:3] == (
        1,
        1,
    )  # 3 is not in the register
    assert cells(by_age, tidpunkt="1 år efter", kalla="Samtliga", **older)[0][2] == 2
    assert by_age.cells["kalla"].n_unique() == 7  # six sources and all of them


def test_sources_of_a_year_that_has_not_been_delivered():
    given = records(2021, scb_spells=SCB_JOBS, register_years=SOURCES, covered=(2015, 2018))
    by_sex = compute(MEASURES["ST3"], "kalla-kon", given)
    assert (
        cells(by_sex, tidpunkt="2 år före", kalla="Samtliga", kon="Samtliga")[0][2] == 1
    )  # 2015 is there, 2014 is not
    delivered = registers(scb_spells=SCB_JOBS, register_years=SOURCES, covered=(2015, 2019))
    years = replace(delivered, coverage={**delivered.coverage, "scb_arsdata": (2016, 2016)})
    states = (
        compute(MEASURES["ST3"], "kalla-kon", Records.as_of(years, 2021))
        .cells.group_by("tidpunkt")
        .agg(pl.col("status").unique())
    )
    assert dict(states.rows()) == {"2 år före": ["saknas"], "1 år efter": ["ej mätbar"], "2 år efter": ["ej mätbar"]}


# Enrolled 2010–2015 in the report of 2020; the first enrolment of the period counts.
SCB_ENROLLED = """
lopnr | population | kon     | fodelsear | inskriven  | stockholmsjobb_start | bakgrund          | sun_niva
1     | inskrivna  | Kvinnor | 1990      | 2014-05-01 | 2014-06-01           | Utländsk bakgrund | 2
1     | inskrivna  | Kvinnor | 1990      | 2012-05-01 |                      | Utländsk bakgrund | 2
2     | inskrivna  | Män     | 1970      | 2012-05-01 |                      | Svensk bakgrund   | 7
2     | inskrivna  | Män     | 1970      | 2009-05-01 |                      | Svensk bakgrund   | 7
"""
INCOMES = "lopnr|ar|raks_huvinkkalla\n1|2011|7\n1|2013|3\n2|2011|4\n2|2013|1"


def test_sources_of_income_around_the_first_enrolment():
    given = records(2020, scb_spells=SCB_ENROLLED, register_years=INCOMES, covered=(2008, 2018))
    sources = compute(MEASURES["ST4"], "kalla", given)
    assert cells(sources, tidpunkt="1 år före", stockholmsjobb="Ja", kalla="Ekonomiskt bistånd")[0][1:3] == (1, 1)
    assert cells(sources, tidpunkt="1 år efter", stockholmsjobb="Ja", kalla="Vård av barn/anhörig")[0][1:3] == (1, 1)
    assert cells(sources, tidpunkt="1 år före", stockholmsjobb="Nej", kalla="Övrigt")[0][1:3] == (1, 1)
    assert sources.cells["kalla"].n_unique() == 8
    by_group = compute(MEASURES["ST4"], "kalla-grupp", given)
    for grupp, count in {
        "Kvinnor": 1,
        "Under 30 år": 1,
        "Förgymnasial": 1,
        "Eftergymnasial": 1,
        "Utländsk bakgrund": 1,
    }.items():
        assert cells(by_group, grupp=grupp, tidpunkt="1 år efter", kalla="Samtliga")[0][2] == count
    assert cells(by_group, grupp="Bakgrund saknas", tidpunkt="1 år efter", kalla="Samtliga")[0][2] == 0
