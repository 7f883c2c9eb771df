"""SW1: the boundary cases (docs/definitions.md, Boundary cases), and who is followed."""

import polars as pl
import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.measures.outcomes import etableringsstatus
from tests.people import REGISTER_YEAR_DEFAULTS, cells, records


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"forvers": 169_500}, "Etablerad"),
        ({"forvers": 169_499}, "Osäker ställning"),
        ({"forvers": 169_500, "adeldag": 1}, "Osäker ställning"),
        ({"forvers": 200_000, "sysstat": 0}, "Osäker ställning"),
        ({"forvers": 143_399}, "Svag ställning"),
        ({"forvers": 143_400}, "Osäker ställning"),
        ({"forvers": 50_000, "inkfnettoa": 20_000}, "Osäker ställning"),
        ({"forvers": 180_000, "alosdag": 200, "astudag": 74}, "Osäker ställning"),
        ({"forvers": 180_000, "alosdag": 200, "astudag": 75}, "Svag ställning"),
        ({"forvers": 0, "sysstat": 0}, "Utanför"),
        ({"forvers": 0, "hsdelt": 1}, "Högskolestuderande"),
        ({"forvers": 180_000, "hsdelt": 1}, "Etablerad"),
        ({"forvers": 100_000, "studmed": 1}, "Övriga studerande"),
        ({"forvers": 180_000, "asysdag": 300}, "Etablerad"),
    ],
)
def test_boundaries_of_the_statuses_2011(row, status):
    given = {**dict.fromkeys(REGISTER_YEAR_DEFAULTS, 0), "sysstat": 1, **row}
    frame = pl.DataFrame([given]).select(etableringsstatus(pl.lit(169_500), pl.lit(143_400)).alias("status"))
    assert frame.item() == status


# 1 leaves in 2008 to work and again in 2010, unknown: the last exit counts in the three years together.
# 2 is not in the register the year after. 3 went back to the district. 4 left in 2011, after the exit years.
EXITS = """
lopnr | kon     | avslutad   | avslutsorsak
1     | Kvinnor | 2008-05-01 | Arbete
1     | Kvinnor | 2010-05-01 | Okänd
2     | Män     | 2009-05-01 | Okänd
3     | Män     | 2009-05-01 | Återremitterad
4     | Män     | 2011-05-01 | Okänd
"""
YEARS = """
lopnr | ar   | forvers | sysstat
1     | 2009 | 165000  | 1
1     | 2010 | 170000  | 1
1     | 2011 | 0       | 0
"""


def table(suffix: str, year: int = 2013):
    return compute(MEASURES["SW1"], suffix, records(year, scb_spells=EXITS, register_years=YEARS))


def test_the_last_exit_of_the_three_years_is_followed_to_the_calendar_year_after():
    status = table("status")
    okand = {"avslutsorsak": "Okänd", "matt": "andel"}
    assert cells(status, status_arbetsmarknad="Utanför", **okand)[0][1:3] == (1, 2)
    assert cells(status, status_arbetsmarknad="Ej i registret", **okand)[0][1:3] == (1, 2)
    assert cells(status, status_arbetsmarknad="Samtliga", avslutsorsak="Arbete", matt="antal") == [(0, None, None, "")]


def test_each_exit_year_on_its_own_takes_the_last_exit_of_that_year():
    serie = table("serie")
    first = {"avslutsar": "2008", "avslutsorsak": "Arbete"}
    # 165 000 in 2009 is below 169 500, the limit of 2011 that holds in every year of this analysis
    assert cells(serie, ar_efter=1, status_arbetsmarknad="Osäker ställning", **first)[0][1:3] == (1, 1)
    assert cells(serie, ar_efter=2, status_arbetsmarknad="Etablerad", **first)[0][1:3] == (1, 1)
    assert cells(serie, ar_efter=3, status_arbetsmarknad="Utanför", **first)[0][1:3] == (1, 1)


def test_a_year_that_the_registers_do_not_reach_is_not_yet_measurable():
    serie = table("serie")
    assert cells(serie, avslutsar="2010", ar_efter=2, avslutsorsak="Okänd", status_arbetsmarknad="Utanför") == [
        (None, None, None, "ej mätbar")
    ]


def test_limits_follow_wages_in_later_reports():
    # in the report of 2014 the limit of 2009 is 161 300
    exits = "lopnr|avslutad|avslutsorsak\n1|2009-05-01|Arbete"
    years = "lopnr|ar|forvers|sysstat\n1|2010|165400|1"
    given = records(2014, scb_spells=exits, register_years=years)
    status = compute(MEASURES["SW1"], "status", given)
    assert cells(status, avslutsorsak="Arbete", status_arbetsmarknad="Etablerad", matt="antal")[0][0] == 1


def test_good_result_is_etablerad_osaker_or_student():
    assert cells(table("gott-resultat"), avslutsorsak="Samtliga", kon="Samtliga")[0][1:3] == (0, 2)


def test_exit_years_before_the_delivery_are_missing():
    early = table("status", 2011)
    assert early.cells["status"].unique().to_list() == ["saknas"]


# In the report of 2013 the exits of 2008–2010 are followed the year after; 4 is not in the register then.
FOLLOWED = """
lopnr | kon     | avslutad   | avslutsorsak
1     | Kvinnor | 2008-05-01 | Arbete
2     | Män     | 2010-05-01 | Okänd
3     | Män     | 2010-06-01 | Okänd
4     | Män     | 2010-06-01 | Okänd
"""
LIVED = """
lopnr | ar   | forvers | forvink | raks_summaink | socbidrfam | alosdag | adeldag | sjuksum_ndag_midas | raks_ekbisink
1     | 2009 | 100500  | 90000   | 100500        | 0          | 10      | 5       | 0                  | 0
1     | 2010 | 0       | 0       | 0             | 100        | 0       | 0       | 0                  | 0
1     | 2011 | 0       | 0       | 0             | 0          | 0       | 0       | 0                  | 0
2     | 2011 | 0       | 0       | 0             | 0          | 0       | 0       | 0                  | 0
3     | 2011 | 0       | 0       | 30000         | 30000      | 0       | 0       | 1                  | 30000
"""


def sw3(suffix: str, **choices):
    given = records(2013, choices, scb_spells=FOLLOWED, register_years=LIVED)
    return compute(MEASURES["SW3"], suffix, given)


def test_without_assistance_in_each_of_the_years_among_those_in_the_register_throughout():
    found = sw3("bistand")
    assert cells(found, ar_efter=1, avslutsorsak="Samtliga")[0][1:3] == (2, 3)  # 1 and 2
    assert cells(found, ar_efter=2, avslutsorsak="Samtliga")[0][1:3] == (0, 1)  # only 1 is followed for two years
    assert cells(found, ar_efter=3, avslutsorsak="Arbete")[0][1:3] == (0, 1)


def test_unemployment_is_any_day_and_the_mean_of_all():
    found = sw3("arbetsloshet")
    assert cells(found, avslutsorsak="Samtliga", matt="andel")[0][1:3] == (1, 3)
    assert cells(found, avslutsorsak="Samtliga", matt="medel")[0][0] == 5
    assert cells(found, avslutsorsak="Samtliga", matt="medel")[0][2] == 3


def test_quartiles_of_income_are_rounded_to_thousands():
    found = sw3("inkomst")
    # 0, 0 and 100 500: the third quartile lies half way between the last two
    assert cells(found, kvartil=75, avslutsorsak="Samtliga") == [(50_000, None, 3, "osäker")]
    assert cells(found, kvartil=50, avslutsorsak="Arbete")[0][0] == 101_000
    assert cells(sw3("inkomst", income="ForvInk"), kvartil=50, avslutsorsak="Arbete")[0][0] == 90_000


def test_sickness_and_outside_society():
    assert cells(sw3("ohalsa"), avslutsorsak="Samtliga")[0][1:3] == (1, 3)
    outside = {"avslutsorsak": "Samtliga", "kon": "Samtliga"}
    assert cells(sw3("utanfor-samhallet"), **outside)[0][1:3] == (1, 3)  # 2; 3 has bistånd


def test_whether_bistand_keeps_a_person_inside_society_is_a_choice():
    years = LIVED.replace("| 1                  | 30000", "| 0 | 30000")
    given = {"scb_spells": FOLLOWED, "register_years": years}
    for choice, count in (("no", 1), ("yes", 2)):
        found = compute(
            MEASURES["SW3"], "utanfor-samhallet", records(2013, {"bistand_utanfor_samhallet": choice}, **given)
        )
        assert cells(found, avslutsorsak="Samtliga", kon="Samtliga")[0][1] == count


def test_the_limits_and_the_concept_of_income_are_choices():
    # 2010: 165 400 is enough in that year's own limit and not in that of 2011
    exits = "lopnr|avslutad|avslutsorsak\n1|2009-05-01|Arbete"
    years = "lopnr|ar|forvers|forvink|sysstat\n1|2010|165400|100000|1"
    for choices, status in (
        ({}, "Osäker ställning"),
        ({"income_limits": "indexed"}, "Etablerad"),
        ({"income_limits": "indexed", "income": "ForvInk"}, "Svag ställning"),
    ):
        found = compute(MEASURES["SW1"], "status", records(2013, choices, scb_spells=exits, register_years=years))
        assert cells(found, avslutsorsak="Arbete", status_arbetsmarknad=status, matt="antal")[0][0] == 1


def test_published_figures_are_not_computed():
    assert MEASURES["SW2"].tables == {}


def test_assistance_where_they_live_the_year_after():
    # 2 moved to Solna and has assistance there; 3 moved by name only; 1 had none in 2009
    exits = FOLLOWED.replace("2010-05-01 | Okänd", "2010-05-01 | Flyttat").replace(
        "2010-06-01 | Okänd", "2010-06-01 | Flyttat"
    )
    years = """
lopnr | ar   | socbidrfam | kommun
1     | 2009 | 0          | 0180
2     | 2011 | 500        | 0184
3     | 2011 | 0          | 0180
"""
    given = records(2013, scb_spells=exits, register_years=years)
    supported = compute(MEASURES["SW3"], "bistand-flyttat", given)
    assert cells(supported, flyttat="Flyttat")[0][1:3] == (1, 2)
    assert cells(supported, flyttat="Andra orsaker")[0][1:3] == (0, 1)
    home = compute(MEASURES["SW3"], "bosatt", given)
    assert cells(home, flyttat="Flyttat", bosatt="I en annan kommun", matt="andel")[0][1:3] == (1, 2)


def test_months_of_support_among_those_followed_every_month():
    # 1 left in May 2008 and is followed for 36 months; 2 for 12 of which 7 with support; 3 lacks a month
    def months(lopnr: int, first: int, last: int, supported: int) -> str:
        numbers = range(first, last + 1)
        return "".join(f"{lopnr}|{n // 12}-{n % 12 + 1:02d}|{'J' if n - first < supported else 'N'}\n" for n in numbers)

    may = 12 * 2008 + 4
    rows = "lopnr|manad|forsorjningsstod\n" + months(1, may + 1, may + 36, 0)
    rows += months(2, may + 25, may + 36, 7) + months(3, may + 26, may + 36, 0)
    given = records(2013, scb_spells=FOLLOWED, register_years=LIVED, files={"scb_manadsdata": rows})
    found = compute(MEASURES["SW3"], "stodmanader", given)
    antal = {
        (m, band): n
        for m, band, n in found.cells.filter(matt="antal", orsaksgrupp="Samtliga")
        .select("manader", "stodmanader", pl.col("varde").cast(pl.Int64))
        .iter_rows()
    }
    assert [antal[12, band] for band in ("Ingen månad", "1–6 månader", "Fler än 6 månader")] == [1, 0, 1]
    assert antal[36, "Ingen månad"] == antal[36, "Samtliga"] == 1


def test_the_limits_can_be_moved_by_some_per_cent():
    exits = "lopnr|avslutad|avslutsorsak\n1|2010-05-01|Arbete"
    years = "lopnr|ar|forvers|sysstat\n1|2011|165000|1"
    for share, status in ((100, "Osäker ställning"), (95, "Etablerad")):
        given = records(2013, {"limits_per_cent": share}, scb_spells=exits, register_years=years)
        found = compute(MEASURES["SW1"], "status", given)
        assert cells(found, avslutsorsak="Arbete", status_arbetsmarknad=status, matt="antal")[0][0] == 1


def test_from_one_year_after_to_three():
    # 1 left in 2008: osäker in 2009, outside in 2011
    found = compute(MEASURES["SW1"], "overgang", records(2013, scb_spells=EXITS, register_years=YEARS))
    place = {"orsaksgrupp2": "Andra orsaker", "status_ar_1": "Gott resultat", "matt": "antal"}
    assert cells(found, status_ar_3="Utanför eller ej i registret", **place)[0][0] == 1
    assert cells(found, status_ar_3="Samtliga", **place)[0][0] == 1
