"""A column, or a whole file, that is wrong from end to end: nothing in it stands out, and its gate finds it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from indikatorer.base.vocabulary import Bakgrund, Kon, read_reference
from indikatorer.registers import check
from indikatorer.registers.contract import BISTANDSTYPER, FILES
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.delivery import Delivery
from indikatorer.registers.doubts import doubts_about_rows
from indikatorer.registers.plausibility import findings, marks
from indikatorer.registers.plausibility.finding import Finding
from indikatorer.site.gates import compared
from indikatorer.synthetic import write_delivery
from tests.registers.deliveries import lines, whole, write
from tests.registers.test_plausibility import SPELLS, SUPPORT, SWAPPED, Rows, changed, read, without

COSTS = "ekonomi_kostnader"
COURSES, ANSWERS, COUNTS, FOLLOWED = "vux_kurser", "enkat_svar", "processmatt", "vux_uppfoljning"
DELIVERED = date(2023, 2, 15)


ALL = pl.lit(True)
BORN = (Bakgrund.INRIKES.value, Bakgrund.UTRIKES.value)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Coverage]:
    folder = tmp_path_factory.mktemp("city")
    write_delivery(folder, seed=1, scale=0.04)
    return read(folder)


def when(condition: pl.Expr, then: pl.Expr, column: str) -> pl.Expr:
    return pl.when(condition).then(then).otherwise(pl.col(column))


def turned(condition: pl.Expr = ALL) -> Callable[[Rows], Rows]:
    """Points on the other side of their question's scale."""

    def done(rows: Rows) -> Rows:
        ends = {row["id"]: int(row["skala_fran"]) + int(row["skala_till"]) for row in read_reference("enkatfragor")}
        both = pl.col("fraga").replace_strict(ends, return_dtype=pl.Int64)
        other = (both - pl.col("svar").cast(pl.Int64, strict=False)).cast(pl.String)
        points = pl.coalesce(when(condition, other, "svar"), "svar")
        return rows | {ANSWERS: rows[ANSWERS].with_columns(svar=points)}

    return done


def alike(answers: pl.DataFrame) -> pl.DataFrame:
    """Answers in which everybody says the same to all questions."""
    point = pl.col("svarande").rank("dense").over("enkat", "ar") % 4 + 1
    return answers.with_columns(svar=point.cast(pl.Int64).cast(pl.String))


def summed(*over: pl.Expr | str) -> Callable[[Rows], Rows]:
    """Counts of each month with those of the months before it."""

    def done(rows: Rows) -> Rows:
        counts = rows[COUNTS].sort("manad").with_columns(antal=pl.col("antal").cum_sum().over("matt", *over))
        return rows | {COUNTS: counts}

    return done


def thinned(name: str, share: float, condition: pl.Expr = ALL) -> Callable[[Rows], Rows]:
    def done(rows: Rows) -> Rows:
        lot = rows[name].select(pl.int_range(pl.len()).shuffle(seed=1) / pl.len()).to_series()
        return rows | {name: rows[name].filter(~(condition & (lot < share)))}

    return done


def renumbered(name: str, who: str, condition: pl.Expr = ALL) -> Callable[[Rows], Rows]:
    """Rows as another delivery has them, in which the same numbers are other people."""

    def done(rows: Rows) -> Rows:
        people = rows[name][who].unique().sort()
        others = dict(zip(people, people.shuffle(seed=1), strict=True))
        return changed(name, **{who: when(condition, pl.col(who).replace(others), who)})(rows)

    return done


def day_as_month(column: str) -> pl.Expr:
    """A date that a program has read with its day as month, where it could."""
    day, month = pl.col(column).dt.day(), pl.col(column).dt.month()
    return when(day <= 12, pl.date(pl.col(column).dt.year(), day, month), column)


def copied(name: str, period: str, step: int, condition: pl.Expr) -> Callable[[Rows], Rows]:
    """Rows of some periods put once more under those that are so many later, in the place of theirs."""

    def done(rows: Rows) -> Rows:
        again = rows[name].filter(condition).with_columns(pl.col(period) + step)
        others = rows[name].filter(pl.col(period).is_in(again[period].unique().implode()).not_())
        return rows | {name: pl.concat([others, again])}

    return done


def with_total(name: str, label: str, *by: str) -> Callable[[Rows], Rows]:
    """Figures with a row that sums the others, under a name."""

    def done(rows: Rows) -> Rows:
        what, amount = ("enhet", "belopp") if name == COSTS else ("matt", "antal")
        total = rows[name].group_by(by).agg(pl.col("rad").max(), pl.col(amount).sum(), pl.lit(label).alias(what))
        return rows | {name: pl.concat([rows[name], total.select(rows[name].columns)], how="vertical_relaxed")}

    return done


def other_reason() -> pl.Expr:
    """The reasons of exits in another order."""
    return pl.col("avslutsorsak").shuffle(seed=1).over(pl.col("avslutsorsak").is_null())


YEAR = pl.col("manad") // 12
OPEN = pl.col("avslutad").is_null()
WRONG = {
    "sexes of all courses swapped": (
        changed(COURSES, kon=pl.col("kon").replace(SWAPPED)),
        "sexes vux_kurser kön beside enkat_utskick",
    ),
    "sexes swapped in all invitations to users": (
        changed(
            "enkat_utskick",
            kon=when(pl.col("enkat") == "brukarundersökning", pl.col("kon").replace(SWAPPED), "kon"),
        ),
        "sexes enkat_utskick kön beside flai_inskrivningar",
    ),
    "sexes of all follow-ups swapped": (
        changed(FOLLOWED, kon=pl.col("kon").replace(SWAPPED)),
        "sexes vux_kurser kön beside vux_uppfoljning",
    ),
    "sexes swapped in half of the courses": (
        changed(COURSES, kon=when(pl.col("start").dt.year() < 2015, pl.col("kon").replace(SWAPPED), "kon")),
        "sexes vux_kurser elev",
    ),
    "elev of two deliveries in one file": (
        renumbered(COURSES, "elev", pl.col("start").dt.year() < 2015),
        "people vux_kurser elev",
    ),
    "women only": (without(COURSES, pl.col("kon") == Kon.MAN.value), "sexes vux_kurser, one sex"),
    "women only among those with assistance": (
        without(SUPPORT, pl.col("person") // 10 % 2 == 1),
        "sexes paraply_bistand, one sex",
    ),
    "a survey's scale turned in a year": (
        turned((pl.col("enkat") == "brukarundersökning") & (pl.col("ar") == 2021)),
        "answers enkat_svar brukarundersökning 2021",
    ),
    "a survey's scale turned in all years": (
        turned(pl.col("enkat") == "komvux"),
        "answers enkat_svar komvux",
    ),
    "a question's scale turned in a year": (
        turned((pl.col("fraga") == "BU1") & (pl.col("ar") == 2021)),
        "answers enkat_svar brukarundersökning 2021 BU1",
    ),
    "a question's scale turned in all years, where answers go together": (
        lambda rows: turned(pl.col("fraga") == "BU1")(rows | {ANSWERS: alike(rows[ANSWERS])}),
        "answers enkat_svar brukarundersökning 2019 BU1",
    ),
    "each month with those before it": (summed(), "cumulative processmatt Arbetsgivarbesök"),
    "each month with those of its year": (summed(YEAR), "cumulative processmatt Arbetsgivarbesök"),
    "day and month swapped": (
        changed(
            "folkbokforing",
            datum=pl.date(pl.col("datum").dt.year(), pl.col("datum").dt.day() % 12 + 1, pl.col("datum").dt.month()),
        ),
        "dates folkbokforing datum",
    ),
    "day and month swapped in a year": (
        changed(
            "folkbokforing",
            datum=when(
                pl.col("datum").dt.year() == 2019,
                pl.date(2019, pl.col("datum").dt.day() % 12 + 1, pl.col("datum").dt.month()),
                "datum",
            ),
        ),
        "dates folkbokforing datum 2019",
    ),
    "day and month swapped where a program could": (
        changed(SPELLS, jobbplan=day_as_month("jobbplan")),
        "dates flai_inskrivningar jobbplan, weekends",
    ),
    "all exits on a day": (
        changed(SPELLS, avslutad=when(~OPEN, pl.lit(date(2022, 12, 30)), "avslutad")),
        "dates flai_inskrivningar avslutad 2022-12-30",
    ),
    "exits on the first of their month": (
        changed(SPELLS, avslutad=pl.col("avslutad").dt.month_start()),
        "dates flai_inskrivningar avslutad",
    ),
    "Paraplyet with holes": (thinned(SUPPORT, 0.4), "holes paraply_bistand bidragsmånad"),
    "Paraplyet with holes in a year": (thinned(SUPPORT, 0.4, YEAR == 2019), "holes paraply_bistand bidragsmånad 2019"),
    "a district without Paraplyet": (
        lambda rows: without(
            SUPPORT,
            pl.col("person").is_in(rows[SPELLS].filter(pl.col("stadsdelsnamnd") == "Farsta")["person"].implode()),
        )(rows),
        "holes paraply_bistand beside flai_inskrivningar Farsta",
    ),
    "Paraplyet without those who were enrolled in a year": (
        lambda rows: without(
            SUPPORT,
            pl.col("person").is_in(rows[SPELLS].filter(pl.col("inskriven").dt.year() == 2019)["person"].implode()),
        )(rows),
        "holes paraply_bistand beside flai_inskrivningar 2019",
    ),
    "Paraplyet of other people": (
        changed(SUPPORT, person=pl.col("person") + 1_000_000_000_000),
        "holes paraply_bistand beside flai_inskrivningar",
    ),
    "roles swapped": (changed(SUPPORT, sokande=pl.col("sokande").not_()), "roles paraply_bistand roll"),
    "columns of two dates swapped": (
        changed(SPELLS, inskriven=pl.coalesce("jobbplan", "inskriven"), jobbplan=pl.col("inskriven")),
        "dates flai_inskrivningar jobbplan, order",
    ),
    "born abroad and not, swapped": (
        changed(
            SPELLS,
            bakgrund=pl.col("bakgrund").replace(dict(zip(BORN, reversed(BORN), strict=True))),
        ),
        "codes flai_inskrivningar födelseland Utrikes",
    ),
    "J and N swapped": (
        changed(SPELLS, aterremiss_in=pl.col("aterremiss_in").not_()),
        "codes flai_inskrivningar återremiss_in J",
    ),
    "a column moved against its rows": (
        changed(SPELLS, avslutsorsak=pl.when(pl.col("avslutsorsak").is_not_null()).then(other_reason())),
        "codes flai_inskrivningar avslutsorsak Okänd",
    ),
    "newly arrived and not, swapped": (
        changed(COURSES, nyanland=pl.col("nyanland").not_()),
        "codes vux_kurser nyanländ J",
    ),
    "planned and real ends swapped": (
        changed(COURSES, slut=pl.col("planerat_slut"), planerat_slut=pl.col("slut")),
        "codes vux_kurser utfall Avbrott",
    ),
    "answered and not, swapped": (
        changed(FOLLOWED, besvarad=pl.col("besvarad").not_()),
        "codes vux_uppfoljning besvarad J",
    ),
    "before and after swapped": (
        changed("progression", fore=pl.col("efter"), efter=pl.col("fore")),
        "codes progression närmat_sig J",
    ),
    "support by month swapped": (
        changed("scb_manadsdata", forsorjningsstod=pl.col("forsorjningsstod").not_()),
        "codes scb_manadsdata Forsorjningsstod 1",
    ),
    "a column of another year's order": (
        changed("scb_arsdata", sysstat=pl.col("sysstat").shuffle(seed=1)),
        "codes scb_arsdata SyssStat 1",
    ),
    "LopNr of another delivery with the same numbers": (
        renumbered("scb_arsdata", "lopnr"),
        "codes scb_population Avslutsorsak Arbete",
    ),
    "personnummer moved against the rows": (
        changed("flai_insatser", person=pl.col("person").shuffle(seed=1)),
        "people flai_insatser personnummer",
    ),
    "moves of other people": (
        changed("folkbokforing", person=pl.col("person") + 1_000_000_000_000),
        "people folkbokforing personnummer",
    ),
    "a file of the last years only": (
        without(COURSES, pl.col("start").dt.year() < 2020),
        "end vux_kurser 2008-01",
    ),
    "years of SCB's gone": (without("scb_arsdata", pl.col("ar") < 2012), "end scb_arsdata 2006"),
    "other assistance only": (
        changed(SUPPORT, typ=pl.lit("Övrigt").cast(pl.Enum(BISTANDSTYPER))),
        "filter paraply_bistand biståndstyp",
    ),
    "assistance of a year under another name": (
        changed(SUPPORT, typ=when(YEAR == 2019, pl.lit("Övrigt").cast(pl.Enum(BISTANDSTYPER)), "typ")),
        "filter paraply_bistand biståndstyp 2019",
    ),
    "applicants only": (without(SUPPORT, pl.col("sokande").not_()), "filter paraply_bistand roll"),
    "exits only at SCB": (
        without("scb_population", pl.col("population") == "inskrivna"),
        "filter scb_population inskrivna",
    ),
    "employments without an end": (
        changed("flai_stockholmsjobb", slut=pl.lit(None, dtype=pl.Date)),
        "filter flai_stockholmsjobb slut",
    ),
    "ended enrolments only": (without(SPELLS, OPEN), "filter flai_inskrivningar avslutad"),
    "a district left out": (
        without(SPELLS, pl.col("stadsdelsnamnd") == "Farsta"),
        "filter flai_inskrivningar stadsdelsnämnd",
    ),
    "jobbtorg moved against the rows": (
        changed(SPELLS, jobbtorg=pl.col("jobbtorg").shuffle(seed=1)),
        "codes flai_inskrivningar jobbtorg",
    ),
    "moves in and out swapped": (
        changed(
            "folkbokforing", handelse=pl.col("handelse").replace({"Utflyttad": "Inflyttad", "Inflyttad": "Utflyttad"})
        ),
        "codes folkbokforing händelse Utflyttad",
    ),
    "J and N swapped in a year": (
        changed(
            SPELLS,
            malgrupp_resurs=when(
                pl.col("inskriven").dt.year() == 2019, pl.col("malgrupp_resurs").not_(), "malgrupp_resurs"
            ),
        ),
        "codes flai_inskrivningar målgrupp_resurs 2019",
    ),
    "nobody has died": (without("folkbokforing", pl.col("handelse") == "Avliden"), "filter folkbokforing händelse"),
    "SCB's rows of one municipality": (without("scb_arsdata", pl.col("kommun") != "0180"), "filter scb_arsdata Kommun"),
    "a year gone at SCB": (without("scb_arsdata", pl.col("ar") == 2016), "gap scb_arsdata AR 2016"),
    "years gone at SCB": (without("scb_arsdata", pl.col("ar").is_between(2015, 2016)), "gap scb_arsdata AR 2015"),
    "SCB's years end before they say": (without("scb_arsdata", pl.col("ar") > 2019), "gap scb_arsdata AR 2020"),
    "a district that stops": (
        without(SPELLS, (pl.col("stadsdelsnamnd") == "Spånga-Tensta") & (pl.col("inskriven") >= date(2021, 1, 1))),
        "gap flai_inskrivningar inskriven, Spånga-Tensta",
    ),
    "a reason that vanishes": (
        changed(
            SPELLS,
            avslutsorsak=when(
                (pl.col("avslutad") >= date(2018, 7, 1)) & (pl.col("avslutsorsak") == "Okänd"),
                pl.lit("Övrigt"),
                "avslutsorsak",
            ),
        ),
        "gap flai_inskrivningar avslutsorsak, Okänd 2018-07–2022-12",
    ),
    "counts without some months": (
        without(COUNTS, pl.col("manad").is_between(24255, 24256)),
        "gap processmatt månad 2021-04–2021-05",
    ),
    "a measure without some months": (
        without(COUNTS, (pl.col("matt") == "Arbetsgivarbesök") & pl.col("manad").is_between(24255, 24256)),
        "gap processmatt månad, Arbetsgivarbesök 2021-04–2021-05",
    ),
    "a measure without its last month": (
        without(COUNTS, (pl.col("matt") == "Arbetsgivarbesök") & (pl.col("manad") == 24275)),
        "gap processmatt månad, Arbetsgivarbesök 2022-12",
    ),
    "counts of a year that are those of the year before": (
        copied(COUNTS, "manad", 12, YEAR == 2020),
        "repeated processmatt 2021",
    ),
    "counts with their sum": (with_total(COUNTS, "Alla möten", "manad"), "sums processmatt Alla möten"),
    "costs without a year": (without(COSTS, pl.col("ar") == 2018), "gap ekonomi_kostnader år 2018"),
    "a unit without costs in a year": (
        without(COSTS, (pl.col("enhet") == "Stockholmsjobb") & (pl.col("ar") == 2021)),
        "gap ekonomi_kostnader år, Stockholmsjobb Personal 2021",
    ),
    "a unit without one kind of cost in the last year": (
        without(
            COSTS, (pl.col("enhet") == "Jobbtorg Järva") & (pl.col("ar") == 2022) & (pl.col("kostnadsslag") == "Övrigt")
        ),
        "gap ekonomi_kostnader år, Jobbtorg Järva Övrigt 2022",
    ),
    "costs in thousands": (changed(COSTS, belopp=pl.col("belopp") // 1000), "amounts ekonomi_kostnader belopp"),
    "costs in öre": (changed(COSTS, belopp=pl.col("belopp") * 100), "amounts ekonomi_kostnader belopp"),
    "costs below 0": (changed(COSTS, belopp=-pl.col("belopp")), "amounts ekonomi_kostnader belopp, below 0"),
    "costs of eight months": (
        changed(COSTS, belopp=when(pl.col("ar") == 2021, pl.col("belopp") * 2 // 3, "belopp")),
        "amounts ekonomi_kostnader 2021, low",
    ),
    "costs of a year that are those of the year before": (
        copied(COSTS, "ar", 1, pl.col("ar") == 2020),
        "repeated ekonomi_kostnader 2021",
    ),
    "costs with their sum": (with_total(COSTS, "AMF", "ar", "kostnadsslag"), "sums ekonomi_kostnader AMF"),
    "a column that is no longer filled in": (
        changed("flai_insatser", fullfoljd=when(pl.col("start").dt.year() >= 2018, pl.lit(None), "fullfoljd")),
        "column flai_insatser fullföljd false 2018–2022",
    ),
    "a column that is filled in with a default": (
        changed(SPELLS, aterremiss_in=pl.lit(False)),
        "column flai_inskrivningar återremiss_in",
    ),
    "a column that is empty": (
        changed(SPELLS, folkbokford_fran=pl.lit(None, dtype=pl.Date)),
        "column flai_inskrivningar folkbokförd_från",
    ),
    "figures that are all 0": (
        changed("scb_arsdata", studmed=when(pl.col("ar") == 2016, pl.lit(0), "studmed")),
        "column scb_arsdata StudMed a number 2016",
    ),
    "a code that stops": (
        changed(
            COURSES, utfall=when(pl.col("start").dt.year() >= 2019, pl.col("utfall").replace({"C": "B"}), "utfall")
        ),
        "column vux_kurser utfall C 2019",
    ),
    "dates a day early": (
        changed("flai_insatser", start=pl.col("start") - pl.duration(days=1)),
        "dates flai_insatser start, days",
    ),
    "assistance by the month of payment": (
        changed(SUPPORT, manad=pl.col("manad") + 1),
        "dates paraply_bistand bidragsmånad, late",
    ),
    "assistance by the month of application": (
        changed(SUPPORT, manad=pl.col("manad") - 1),
        "dates paraply_bistand bidragsmånad, early",
    ),
    "assistance of a year by the month of payment": (
        lambda rows: (
            rows
            | {
                SUPPORT: rows[SUPPORT].with_columns(
                    manad=pl.when(YEAR >= 2018).then(pl.col("manad") + 1).otherwise("manad")
                )
            }
        ),
        "dates paraply_bistand bidragsmånad, late 2019",
    ),
    "SCB's dates a day late": (
        changed("scb_population", avslutad=pl.col("avslutad") + pl.duration(days=1)),
        "dates scb_population AvslutDatum, 1 days",
    ),
    "SCB's dates of a year later": (
        changed("scb_population", inskriven=pl.col("inskriven").dt.offset_by("1y")),
        "dates scb_population InskrivenDatum, 12 months",
    ),
    "all on the first of their month": (
        changed(COURSES, slut=pl.col("slut").dt.month_start()),
        "dates vux_kurser slut, one day of the month",
    ),
    "rows of SCB's missing at random": (thinned("scb_arsdata", 0.1), "holes scb_arsdata AR"),
    "sources of income swapped": (
        changed("scb_arsdata", studmed=pl.col("socbidrfam"), socbidrfam=pl.col("studmed")),
        "codes scb_arsdata Raks_HuvInkKalla 7",
    ),
    "jobbtorg moved at SCB": (
        changed("scb_population", jobbtorg=pl.col("jobbtorg").replace({"Jobbtorg Sydost": "Jobbtorg Järva"})),
        "codes scb_population Jobbtorg",
    ),
    "two codes swapped in a year": (
        changed(
            "folkbokforing",
            handelse=when(
                pl.col("datum").dt.year() == 2018,
                pl.col("handelse").replace({"Utflyttad": "Inflyttad", "Inflyttad": "Utflyttad"}),
                "handelse",
            ),
        ),
        "codes folkbokforing händelse 2018, Inflyttad and Utflyttad",
    ),
    "roles swapped in a year": (
        changed(SUPPORT, sokande=when(YEAR == 2018, pl.col("sokande").not_(), "sokande")),
        "codes paraply_bistand roll 2018, false and true",
    ),
    "amounts of a year for more than one": (
        changed(SUPPORT, belopp=when(YEAR == 2018, pl.col("belopp") * 3 // 2, "belopp")),
        "amounts paraply_bistand nettobelopp 2018, step",
    ),
    "a measure in another unit in a year": (
        changed(
            COUNTS,
            antal=when((YEAR == 2019) & (pl.col("matt") == "Arbetsgivarbesök"), pl.col("antal") * 100, "antal"),
        ),
        "amounts processmatt Arbetsgivarbesök 2019",
    ),
    "costs of a year in other rows": (
        changed(
            COSTS,
            belopp=when(pl.col("ar") == 2019, pl.col("belopp").shuffle(seed=1).over("ar", "kostnadsslag"), "belopp"),
        ),
        "amounts ekonomi_kostnader 2019, rows",
    ),
    "kinds of cost swapped in a year": (
        changed(
            COSTS,
            kostnadsslag=when(
                pl.col("ar") == 2019,
                pl.col("kostnadsslag").replace({"Personal": "Övrigt", "Övrigt": "Personal"}),
                "kostnadsslag",
            ),
        ),
        "amounts ekonomi_kostnader 2019, Övrigt",
    ),
    "costs a year late": (changed(COSTS, ar=pl.col("ar") + 1), "end ekonomi_kostnader 2008"),
    "counts a month late": (changed(COUNTS, manad=pl.col("manad") + 1), "end processmatt 2015-01"),
    "a year in which ten times as many were asked": (
        changed("enkat_utskick", antal=when(pl.col("ar") == 2020, pl.col("antal") * 10, "antal")),
        "sums enkat_utskick brukarundersökning 2020",
    ),
    "a part of the activities of other people": (
        renumbered("flai_insatser", "person", pl.col("rad") % 3 == 0),
        "people flai_insatser personnummer",
    ),
    "roles moved against the rows": (
        changed(SUPPORT, sokande=pl.col("sokande").shuffle(seed=1)),
        "roles paraply_bistand roll, months",
    ),
    "amounts moved against the rows": (
        changed(SUPPORT, belopp=pl.col("belopp").shuffle(seed=1)),
        "amounts paraply_bistand nettobelopp, rows",
    ),
    "follow-ups a month late": (
        changed("flai_uppfoljning_3man", uppfoljningsdatum=pl.col("uppfoljningsdatum").dt.offset_by("1mo")),
        "dates flai_uppfoljning_3man uppföljningsdatum, days",
    ),
    "a column of what is offered that is empty": (
        changed("flai_stockholmsjobb", finansiering=pl.lit(None, dtype=pl.String)),
        "column flai_stockholmsjobb finansiering",
    ),
    "courses of a year twice": (
        lambda rows: (
            rows
            | {
                COURSES: pl.concat(
                    [
                        rows[COURSES],
                        rows[COURSES]
                        .filter(pl.col("start").dt.year() == 2018)
                        .with_columns(pl.format("{}x", "kursdeltagande_id")),
                    ]
                )
            }
        ),
        "repeated vux_kurser start 2018",
    ),
    "another column of dates as the end": (
        changed("flai_insatser", slut=pl.col("anstallning_start"), anstallning_start=pl.col("slut")),
        "filter flai_insatser slut, open",
    ),
    "the last months gone at SCB": (
        without("scb_manadsdata", pl.col("manad") > 24249),
        "cut scb_manadsdata 2020-10",
    ),
    "answers of those who have not answered": (
        changed(FOLLOWED, sysselsattning=pl.col("sysselsattning").shuffle(seed=1)),
        "codes vux_uppfoljning besvarad J",
    ),
    "amounts in tens": (
        changed(SUPPORT, belopp=pl.col("belopp") // 10),
        "amounts paraply_bistand nettobelopp",
    ),
    "types of Stockholmsjobb swapped": (
        changed(
            "flai_stockholmsjobb",
            typ=pl.col("typ").replace({"Basanställning": "Stockholmsvärd", "Stockholmsvärd": "Basanställning"}),
        ),
        "codes scb_population StockholmsjobbTyp",
    ),
    "years of birth of another column": (
        changed("scb_population", fodelsear=pl.col("fodelsear") + 1),
        "people scb_population FodelseAr",
    ),
    "costs that are all 0": (changed(COSTS, belopp=pl.lit(0)), "amounts ekonomi_kostnader belopp"),
    "columns of 0 and 1 swapped": (
        changed("scb_manadsdata", akassa=pl.col("inskriven_af"), inskriven_af=pl.col("akassa")),
        "codes scb_manadsdata Akassa 1",
    ),
    "a source of income called none": (
        changed("scb_arsdata", raks_huvinkkalla=pl.col("raks_huvinkkalla").replace({1: 99})),
        "codes scb_arsdata Raks_HuvInkKalla 99",
    ),
    "one jobbtorg only": (
        without(SPELLS, pl.col("jobbtorg") != "Jobbtorg Järva"),
        "filter flai_inskrivningar jobbtorg",
    ),
}


def told(rows: Rows, reach: Coverage, delivered: date | None = None, today: date | None = None) -> list[Finding]:
    return findings(rows, reach, None, delivered, today)


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_column_is_found_and_the_sentence_says_where(city, kind):
    rows, reach = city
    change, expected = WRONG[kind]
    found = told(change(dict(rows)), reach)
    one = [finding for finding in found if f"{finding.gate} {finding.about}".startswith(expected)]
    assert one, [f"{finding.gate} {finding.about}" for finding in found]


@pytest.mark.parametrize(("seed", "scale"), [(1, 0.04), (2, 0.04), (3, 0.04), (4, 0.2)])
def test_an_ordinary_delivery_passes(tmp_path, seed, scale):
    write_delivery(tmp_path, seed=seed, scale=scale)
    assert told(*read(tmp_path), delivered=DELIVERED, today=DELIVERED) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("sexes of all courses swapped", ("vux_kurser", "enkat_utskick", "column kön", "swapped in one of them?")),
        (
            "a survey's scale turned in a year",
            ("% in other years", "Was the scale turned round?", "column svar", "year 2021"),
        ),
        (
            "each month with those of its year",
            ("column antal, from line ", "Does each month contain the months before"),
        ),
        ("day and month swapped", ("none is after the 12th of its month (line ", "Have day and month been swapped?")),
        ("all exits on a day", ("have the same day, 2022-12-30, the first on line ",)),
        ("Paraplyet with holes", ("between two months with assistance", "Are rows missing?")),
        ("employments without an end", ("column slut is empty in all", "Export the file again.")),
        ("a column moved against its rows", ("rows with avslutsorsak Okänd", "moved against the rows")),
        ("columns of two dates swapped", ("in column jobbplan than in column inskriven (line ", "been swapped?")),
    ],
)
def test_a_sentence_says_what_stood_where_and_what_to_do(city, kind, words):
    rows, reach = city
    change, expected = WRONG[kind]
    sentences = [
        one.sentence for one in told(change(dict(rows)), reach) if f"{one.gate} {one.about}".startswith(expected)
    ]
    assert any(all(word in sentence for word in words) for sentence in sentences), sentences


def delivered(rows: Rows, reach: Coverage, day: date, today: date = DELIVERED) -> list[str]:
    found = told(rows, reach, delivered=day, today=today)
    return [finding.sentence for finding in found if finding.gate == "delivered"]


def test_a_day_of_delivery_that_has_not_come_is_told(city):
    (sentence,) = delivered(*city, date(2023, 2, 16))
    assert sentence.startswith("levererad = 2023-02-16 has not come yet (today is 2023-02-15).")
    assert delivered(*city, DELIVERED) == []


def test_a_day_of_delivery_before_what_was_delivered_is_told(city):
    rows, reach = city
    (sentence,) = delivered(rows, reach, date(2021, 2, 15))
    assert "[tackning] says that ekonomi_kostnader is complete until 2022" in sentence
    unsaid = Coverage(reach.spans, list(reach.spans), {})
    (sentence,) = delivered(rows, unsaid, date(2021, 2, 15))
    assert "rows of enkat_svar have a later value in column år, the first on line " in sentence


def test_a_day_of_delivery_in_the_year_after_the_last_is_right(city):
    """A register of a year is full when the year has ended, whatever month the city gets it."""
    assert delivered(*city, date(2022, 12, 31)) == []


def test_a_column_that_is_not_there_is_not_taken_for_an_empty_one(city):
    rows, reach = city
    empty = changed("flai_stockholmsjobb", slut=pl.lit(None, dtype=pl.Date))(dict(rows))
    assert findings(empty, reach, absent={"flai_stockholmsjobb": ["slut"]}) == []


def test_a_delivery_with_nothing_but_the_required_columns_passes(tmp_path):
    write_delivery(tmp_path, seed=1, scale=0.04)
    for path in tmp_path.glob("*.csv"):
        file = FILES[path.stem]
        required = [h for h, declared in file.headers().items() if not declared.nullable or h in (*file.KEY, "svar")]
        pl.read_csv(path, separator=";", infer_schema=False).select(required).write_csv(path, separator=";")
    said = check(tmp_path)
    assert "To be looked at" not in said, said


def test_a_few_people_say_nothing(tmp_path):
    rows, reach = read(write(tmp_path, whole()))
    assert told(rows, reach) == []


def test_a_follow_up_that_says_what_the_register_of_jobs_does_not_is_found(tmp_path):
    """There are few of them: it takes a larger city."""
    write_delivery(tmp_path, seed=1, scale=0.2)
    rows, reach = read(tmp_path)
    wrong = changed("flai_uppfoljning_3man", status=pl.col("status").shuffle(seed=1))(dict(rows))
    assert [one.about for one in told(wrong, reach)] == ["flai_uppfoljning_3man status Nytt Stockholmsjobb"]


def test_support_of_which_nothing_was_ever_taken_back_is_a_doubt(city):
    rows, _ = city
    doubt = "rader i Paraplyet utan en enda rättelse (negativt belopp)"
    of_support = without(SUPPORT, pl.col("belopp") < 0)(dict(rows))[SUPPORT]
    nothing = Delivery(Path(), {})
    assert doubts_about_rows(nothing, {SUPPORT: of_support})[doubt] == of_support.height
    assert doubt not in doubts_about_rows(nothing, {SUPPORT: rows[SUPPORT]})
    assert doubt not in doubts_about_rows(nothing, {SUPPORT: of_support.head(1000)})


def test_a_small_citys_figures_say_nothing(tmp_path):
    """Counts of which no row is 0, an activity that was not held in a year, a measure that ended, costs of one unit."""
    months = [(year, month) for year in range(2018, 2022) for month in range(1, 13)]
    counts = [f"{year}-{month:02};Besök;{1 + month % 3}" for year, month in months if (year + month) % 3]
    counts += [f"{year}-{month:02};Möten;{9 + month * year % 5}" for year, month in months if year < 2020]
    costs = [f"{year};Jobbtorg Järva;Personal;{900_000 + 40_000 * (year % 5)}" for year in range(2015, 2022)]
    costs += [f"{year};Yrkesspår;Personal;120000" for year in (2016, 2017, 2019, 2021)]
    files = whole() | {
        "processmatt.csv": lines("månad;mått;antal", *counts),
        "ekonomi_kostnader.csv": lines("år;enhet;kostnadsslag;belopp", *costs),
    }
    rows, reach = read(write(tmp_path, files))
    assert told(rows, reach) == []


def test_a_day_that_has_not_come_is_told_by_check(tmp_path: Path):
    files = whole()
    files["leverans.toml"] = files["leverans.toml"].replace("2022-01-15", "2050-01-01")
    said = check(write(tmp_path, files))
    assert "delivered | leverans.toml levererad 2050-01-01: levererad = 2050-01-01 has not come yet" in said


def test_a_code_that_no_other_column_tells_of_is_held_against_the_delivery_before(city):
    rows, _ = city
    said = {"syntetisk": True, "beskrivning": "", "tackning": {}, "filer": []}
    before = said | {"levererad": "2022-02-15", "andelar": marks(rows)}
    swapped = changed("flai_insatser", fullfoljd=pl.col("fullfoljd").not_())(dict(rows))
    now = said | {"levererad": "2023-02-15", "andelar": marks(swapped)}
    assert [finding.about for finding in compared(now, before)] == [
        "flai_insatser fullfoljd false 2023-02-15",
        "flai_insatser fullfoljd true 2023-02-15",
    ]
    assert list(compared(now | {"andelar": marks(rows)}, before)) == []
