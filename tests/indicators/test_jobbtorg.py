"""J1–J5 on a few people, with the answers worked out by hand."""

import polars as pl
import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from tests.people import cells, records
from tests.protecting import protect

# Anna leaves twice in 2021: first to work, then for an unknown reason. The last exit counts.
# Bea goes back to the district and is then enrolled again: no exit that counts.
# Cia has one exit to studies; Dan to work, at another jobbtorg, on the last day of the year; he is 24 that day.
# Eva is enrolled throughout. Finn left in 2020. Gus enters in 2022, after the year that is reported.
SPELLS = """
person | kon     | fodelsedatum | jobbtorg        | stadsdelsnamnd | inskriven  | avslutad   | avslutsorsak
anna   | Kvinnor | 1980-06-15   | Jobbtorg Sydost | Farsta         | 2020-11-01 | 2021-02-28 | Arbete
anna   | Kvinnor | 1980-06-15   | Jobbtorg Järva  | Spånga-Tensta  | 2021-05-01 | 2021-09-30 | Okänd
bea    | Kvinnor | 1990-01-01   | Jobbtorg Sydost | Farsta         | 2021-01-15 | 2021-03-15 | Återremitterad
bea    | Kvinnor | 1990-01-01   | Jobbtorg Sydost | Skarpnäck      | 2021-06-01 |            |
cia    | Kvinnor | 1999-12-31   | Jobbtorg Sydost | Farsta         | 2021-01-01 | 2021-01-31 | Studier
dan    | Män     | 1997-12-31   | Jobbtorg Järva  | Spånga-Tensta  | 2021-03-01 | 2021-12-31 | Arbete
eva    | Kvinnor | 1960-01-01   | Jobbtorg Sydost | Älvsjö         | 2019-01-01 |            |
finn   | Män     | 1970-01-01   | Jobbtorg Sydost | Farsta         | 2020-01-01 | 2020-12-31 | Övrigt
gus    | Män     | 1970-01-01   | Jobbtorg Sydost | Farsta         | 2022-01-01 |            |
"""


def table(identity: str, year: int = 2021, **given):
    measure, suffix = identity.split("-", 1)
    return compute(MEASURES[measure], suffix, records(year, **(given or {"spells": SPELLS})))


def value(table, **labels: object) -> object:
    [(varde, *_)] = cells(table, **labels)
    return varde


def test_flows_count_a_person_once_in_a_year():
    flows = table("J1-serie")
    of_2021 = {"period": "2021", "kon": "Samtliga"}
    assert value(flows, flode="Inskrivna", **of_2021) == 5  # anna, bea, cia, dan, eva
    assert value(flows, flode="Nyinskrivna", **of_2021) == 4  # anna, bea, cia, dan
    assert value(flows, flode="Nyinskrivna första gången", **of_2021) == 3  # anna was there in 2020
    assert value(flows, flode="Avslutade", **of_2021) == 4  # anna, bea, cia, dan
    assert value(flows, flode="Avslutade exkl. återremitterade", **of_2021) == 3  # without bea
    assert value(flows, flode="Inskrivna", period="2021", kon="Män") == 1


def test_flows_of_a_month_and_the_people_there_at_its_end():
    flows = table("J1-manad")
    january = {"period": "2021-01", "kon": "Samtliga"}
    assert value(flows, flode="Inskrivna", **january) == 4  # anna, bea, cia, eva
    assert value(flows, flode="Inskrivna vid månadens slut", **january) == 3  # cia left on the last day
    december = {"period": "2021-12", "kon": "Samtliga"}
    assert value(flows, flode="Inskrivna", **december) == 3  # bea, dan, eva
    assert value(flows, flode="Inskrivna vid månadens slut", **december) == 2


def test_a_person_belongs_to_the_unit_of_the_exit_that_counts_else_of_the_latest_spell():
    by_jobbtorg = table("J1-ar-jobbtorg")
    inskrivna = {"flode": "Inskrivna", "kon": "Samtliga"}
    assert value(by_jobbtorg, jobbtorg="Jobbtorg Järva", **inskrivna) == 2  # anna by her last exit, dan
    assert value(by_jobbtorg, jobbtorg="Jobbtorg Sydost", **inskrivna) == 3
    by_district = table("J1-ar-stadsdel")
    assert value(by_district, stadsdel="Skarpnäck", **inskrivna) == 1  # bea by her latest spell
    assert value(by_district, stadsdel="Hägersten-Älvsjö", **inskrivna) == 1  # eva: Älvsjö has merged


def test_stocks_are_by_age_on_the_last_day_and_exits_by_age_at_the_exit():
    by_age = table("J1-ar-alder")
    # cia turns 22 on the last day; dan turns 24 the day he leaves; bea is 31
    assert value(by_age, flode="Inskrivna", kon="Samtliga", alder="16–24") == 2
    assert value(by_age, flode="Avslutade exkl. återremitterade", kon="Män", alder="16–24") == 1
    assert value(by_age, flode="Avslutade", kon="Kvinnor", alder="30–44") == 2  # anna 41, bea 31


@pytest.mark.parametrize(
    ("born", "group"),
    [("1996-05-10", "25–29"), ("1996-05-11", "16–24"), ("1991-12-01", "25–29"), ("1991-03-01", "30–44")],
)
def test_age_is_in_completed_years_on_the_day_of_the_exit(born, group):
    spells = f"person|fodelsedatum|inskriven|avslutad|avslutsorsak\nanna|{born}|2021-01-01|2021-05-10|Arbete"
    by_age = table("J3-orsak-alder", spells=spells)
    assert value(by_age, avslutsorsak="Arbete", alder=group, matt="antal") == 1


def test_groups_overlap():
    by_group = table("J1-ar-grupp")
    assert value(by_group, flode="Inskrivna", grupp="Ungdomar 16–24 år", kon="Samtliga") == 2
    assert value(by_group, flode="Inskrivna", grupp="Målgrupp resurs", kon="Samtliga") == 0


def test_nyanland_is_three_years_from_the_first_registration():
    spells = """
        person | folkbokford_fran | inskriven
        anna   | 2018-12-31       | 2021-01-01
        bea    | 2019-01-01       | 2021-01-01
        cia    |                  | 2021-01-01
    """
    assert value(table("J1-ar-grupp", spells=spells), flode="Inskrivna", grupp="Nyanlända", kon="Samtliga") == 1


def test_spells_and_not_persons_by_month_and_jobbtorg():
    spells = """
        person | inskriven  | avslutad   | avslutsorsak
        anna   | 2021-05-01 | 2021-05-10 | Arbete
        anna   | 2021-05-20 |            |
    """
    by_jobbtorg = table("J1-manad-jobbtorg", spells=spells)
    may = {"period": "2021-05", "flode": "Inskrivna", "jobbtorg": "Jobbtorg Sydost"}
    assert value(by_jobbtorg, **may) == 2
    assert by_jobbtorg.cells["enhet"].unique().to_list() == ["inskrivningar"]


def test_stock_of_spells_is_last_months_stock_plus_starts_minus_exits():
    flows = table("J1-manad-jobbtorg").cells.filter(pl.col("jobbtorg") == "Samtliga")
    month = {flode: flows.filter(pl.col("flode") == flode)["varde"].to_list() for flode in flows["flode"].unique()}
    stock = [2, *month["Inskrivna vid månadens slut"]]  # anna and eva on 31 December 2020
    for number in range(12):
        assert stock[number + 1] == stock[number] + month["Nyinskrivna"][number] - month["Avslutade"][number]


def test_share_of_the_enrolled_who_left():
    by_jobbtorg = table("J2-jobbtorg")
    assert cells(by_jobbtorg, jobbtorg="Samtliga", kon="Samtliga")[0][1:] == (3, 5, "osäker")
    assert cells(by_jobbtorg, jobbtorg="Jobbtorg Järva", kon="Samtliga")[0][1:3] == (2, 2)
    # those who left are grouped by their age at the end of the year, as those who stayed
    assert cells(table("J2-alder"), alder="16–24", kon="Samtliga")[0][1:3] == (2, 2)


def test_the_last_exit_of_the_year_counts_and_aterremitterade_do_not():
    reasons = table("J3-orsak")
    assert {
        orsak: value(reasons, avslutsorsak=orsak, kon="Samtliga", matt="antal")
        for orsak in ("Arbete", "Studier", "Okänd", "Samtliga")
    } == {"Arbete": 1, "Studier": 1, "Okänd": 1, "Samtliga": 3}
    assert value(reasons, avslutsorsak="Okänd", kon="Kvinnor", matt="andel") == 50
    assert "Återremitterad" not in reasons.cells["avslutsorsak"].to_list()
    assert value(table("J3-aterremitterade"), stadsdel="Skarpnäck", kon="Samtliga") == 1  # bea, by her latest spell


def test_two_exits_on_one_day_are_told_apart_by_order_of_registration():
    spells = """
        person | inskriven  | avslutad   | avslutsorsak
        anna   | 2021-01-01 | 2021-05-10 | Arbete
        anna   | 2021-02-01 | 2021-05-10 | Studier
    """
    assert value(table("J3-orsak", spells=spells), avslutsorsak="Studier", kon="Samtliga", matt="antal") == 1


def test_five_groups_hold_the_same_persons_as_the_reasons():
    spells = "person|inskriven|avslutad|avslutsorsak\n" + "\n".join(
        f"p{n}|2021-01-01|2021-05-10|{orsak}"
        for n, orsak in enumerate(["AF-program", "Flyttat", "Föräldraledig", "Övrigt", "Okänd"])
    )
    groups = table("J3-orsak5", spells=spells)
    assert value(groups, orsaksgrupp="Övrigt", kon="Samtliga", matt="antal") == 4
    assert value(groups, orsaksgrupp="Okänd", kon="Samtliga", matt="andel") == 20
    seven = table("J3-orsak7", spells=spells)
    assert value(seven, orsaksgrupp7="Övrigt", kon="Samtliga", matt="antal") == 2
    assert value(seven, orsaksgrupp7="AF-program", kon="Samtliga", matt="antal") == 1


def test_share_to_work_or_studies_has_the_exits_as_base():
    assert cells(table("J4-alder"), kon="Samtliga", alder="Samtliga")[0][1:3] == (2, 3)
    assert cells(table("J4-serie"), period="2020", kon="Samtliga")[0][1:3] == (0, 1)


def test_kolada_keeps_aterremitterade_in_the_base():
    kolada = table("J4-kolada")
    assert cells(kolada, koladagrupp="D Slutförda uppdrag", kon="Samtliga")[0][1:3] == (1, 4)
    assert cells(kolada, koladagrupp="A Arbete", kon="Samtliga")[0][1:3] == (1, 4)


def test_a_rolling_year_counts_each_person_once():
    rolling = table("J4-manad")
    assert cells(rolling, period="2021-02", kon="Samtliga")[0][1:3] == (2, 3)  # anna (work), cia, finn
    assert cells(rolling, period="2021-09", kon="Samtliga")[0][1:3] == (1, 3)  # anna is unknown by now


def test_days_enrolled_are_those_of_the_spell_that_ended():
    spells = """
        person | inskriven  | avslutad   | avslutsorsak
        anna   | 2021-01-01 | 2021-01-11 | Arbete
        bea    | 2021-01-01 | 2021-01-21 | Arbete
        cia    | 2020-01-01 | 2021-01-31 | Arbete
    """
    days = table("J5-orsak", spells=spells)
    arbete = {"avslutsorsak": "Arbete", "kon": "Samtliga"}
    assert value(days, matt="median", **arbete) == 20
    assert value(days, matt="medel", **arbete) == pytest.approx((10 + 20 + 396) / 3)
    [(low, high)] = (
        days.cells.filter((pl.col("matt") == "medel") & (pl.col("avslutsorsak") == "Arbete"))
        .filter(pl.col("kon") == "Samtliga")
        .select("ki_nedre", "ki_ovre")
        .rows()
    )
    # s = 220.0 by hand; t(2 degrees of freedom) = 4.3027
    assert (high - low) / 2 == pytest.approx(4.3027 * 219.98 / 3**0.5, rel=1e-3)
    assert value(days, matt="medel", avslutsorsak="Studier", kon="Samtliga") is None


def test_spells_that_follow_on_one_another_can_be_joined():
    spells = """
        person | inskriven  | avslutad   | avslutsorsak
        anna   | 2020-12-01 | 2020-12-31 | Återremitterad
        anna   | 2021-01-05 | 2021-01-11 | Arbete
        bea    | 2020-12-01 | 2020-12-30 | Återremitterad
        bea    | 2021-01-05 | 2021-01-11 | Studier
    """
    days = compute(MEASURES["J5"], "orsak", records(2021, {"j5_gap_days": 5}, spells=spells))
    assert value(days, avslutsorsak="Arbete", kon="Samtliga", matt="medel") == 41
    assert value(days, avslutsorsak="Studier", kon="Samtliga", matt="medel") == 6


# Anna leaves to work in February and unknown in September; Bea first unknown, then to AF-program.
SEVERAL = """
person | inskriven  | avslutad   | avslutsorsak   | jobbtorg
anna   | 2021-01-01 | 2021-02-28 | Arbete         | Jobbtorg Sydost
anna   | 2021-05-01 | 2021-09-30 | Okänd          | Jobbtorg Järva
bea    | 2021-01-01 | 2021-02-28 | Okänd          | Jobbtorg Sydost
bea    | 2021-05-01 | 2021-09-30 | AF-program     | Jobbtorg Järva
cia    | 2021-05-01 | 2021-09-30 | Återremitterad | Jobbtorg Järva
"""


@pytest.mark.parametrize(
    ("choice", "counts"),
    [
        ("last", {"Okänd": 1, "AF-program": 1}),
        ("first", {"Arbete": 1, "Okänd": 1}),
        ("hierarchy", {"Arbete": 1, "AF-program": 1}),
    ],
)
def test_which_exit_counts_is_a_choice(choice, counts):
    given = records(2021, {"exit_that_counts": choice}, spells=SEVERAL)
    reasons = compute(MEASURES["J3"], "orsak", given).cells.filter(
        pl.col("matt") == "antal", pl.col("kon") == "Samtliga"
    )
    found = dict(
        reasons.filter(pl.col("varde") > 0, pl.col("avslutsorsak") != "Samtliga").select("avslutsorsak", "varde").rows()
    )
    assert found == counts
    # the flows of J1 have the person at the jobbtorg of the same exit
    flows = compute(MEASURES["J1"], "ar-jobbtorg", given)
    at_sydost = value(flows, flode="Avslutade exkl. återremitterade", jobbtorg="Jobbtorg Sydost", kon="Samtliga")
    assert at_sydost == {"last": 0, "first": 2, "hierarchy": 1}[choice]
    protect([compute(MEASURES["J3"], "orsak-jobbtorg", given), flows])


def test_af_program_can_stand_apart_from_ovrigt():
    groups = compute(MEASURES["J3"], "orsak5", records(2021, {"af_program": "apart"}, spells=SEVERAL))
    assert value(groups, orsaksgrupp="AF-program", kon="Samtliga", matt="antal") == 1
    assert protect([groups, compute(MEASURES["J3"], "orsak", records(2021, spells=SEVERAL))])


def test_aterremitterade_can_be_in_the_base_of_j4_and_out_of_that_of_j2():
    given = records(2021, {"j4_base": "all", "j2_base": "excl_aterremitterade"}, spells=SEVERAL)
    assert cells(compute(MEASURES["J4"], "alder", given), kon="Samtliga", alder="Samtliga")[0][1:3] == (0, 3)
    assert cells(compute(MEASURES["J2"], "jobbtorg", given), kon="Samtliga", jobbtorg="Samtliga")[0][1:3] == (2, 2)


def test_every_table_prints_every_label_even_where_nobody_is():
    reasons = table("J3-orsak-alder")
    assert reasons.cells.height == 2 * 9 * 6
    assert value(reasons, avslutsorsak="Flyttat", alder="55–", matt="antal") == 0


def test_an_age_that_is_not_known_is_printed_as_such():
    spells = "person|fodelsedatum|inskriven|avslutad|avslutsorsak\nanna||2021-01-01|2021-05-10|Arbete"
    by_age = table("J3-orsak-alder", spells=spells)
    assert value(by_age, avslutsorsak="Arbete", alder="Uppgift saknas", matt="antal") == 1
    assert value(by_age, avslutsorsak="Arbete", alder="Samtliga", matt="antal") == 1


def test_a_file_that_was_not_delivered_makes_every_cell_missing():
    reasons = table("J3-orsak", support="person|manad\nanna|2021-01")
    assert reasons.cells["status"].unique().to_list() == ["saknas"]
    assert reasons.cells["varde"].null_count() == reasons.cells.height
