"""Deliveries that can be read and cannot well be true: each is found by its gate, and ordinary ones by none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from indikatorer.base.vocabulary import Kon
from indikatorer.registers import check
from indikatorer.registers.coverage import Coverage, coverage
from indikatorer.registers.ingesting import judge
from indikatorer.registers.plausibility import findings
from indikatorer.synthetic import write_delivery
from tests.registers.deliveries import small, whole, write

Rows = dict[str, pl.DataFrame]
SWAPPED = {Kon.KVINNOR.value: Kon.MAN.value, Kon.MAN.value: Kon.KVINNOR.value}
SPELLS, SUPPORT = "flai_inskrivningar", "paraply_bistand"


def read(folder: Path) -> tuple[Rows, Coverage]:
    judged = judge(folder, quarantine=False, limit=0)
    return judged.rows, coverage(judged.delivery, judged.rows)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Coverage]:
    """A city at a twentieth, with what its leverans.toml says of how far the files reach."""
    folder = tmp_path_factory.mktemp("city")
    write_delivery(folder, seed=1, scale=0.05)
    return read(folder)


def found(rows: Rows, reach: Coverage) -> set[str]:
    """Gates and where they found something."""
    return {f"{finding.gate} {finding.about}" for finding in findings(rows, reach)}


def without(name: str, which: pl.Expr) -> Callable[[Rows], Rows]:
    return lambda rows: rows | {name: rows[name].filter(~which.fill_null(False))}


def changed(name: str, **columns: pl.Expr) -> Callable[[Rows], Rows]:
    return lambda rows: rows | {name: rows[name].with_columns(**columns)}


def twice(name: str, identity: str, which: pl.Expr) -> Callable[[Rows], Rows]:
    def done(rows: Rows) -> Rows:
        again = rows[name].filter(which).with_columns(pl.format("{} igen", identity).alias(identity))
        return rows | {name: pl.concat([rows[name], again])}

    return done


def cut(name: str, share: float) -> Callable[[Rows], Rows]:
    return lambda rows: rows | {name: rows[name].sort("rad").head(int(share * rows[name].height))}


def in_months(column: str, first: date, last: date) -> pl.Expr:
    return pl.col(column).is_between(first, last)


SPRING = in_months("avslutad", date(2020, 3, 1), date(2020, 5, 31))
EXIT_POPULATION = pl.col("population") == "avslutade_jobbtorg"

WRONG: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "amounts × 100": (changed(SUPPORT, belopp=pl.col("belopp") * 100), "amounts paraply_bistand nettobelopp"),
    "amounts × 100 in a month": (
        changed(SUPPORT, belopp=pl.when(pl.col("manad") == 24240).then(pl.col("belopp") * 100).otherwise("belopp")),
        "amounts paraply_bistand nettobelopp 2020-01",
    ),
    "one amount × 100": (
        changed(SUPPORT, belopp=pl.when(pl.int_range(pl.len()) == 7).then(90_000_000).otherwise("belopp")),
        "amounts paraply_bistand nettobelopp, large",
    ),
    "SCB's amounts in another unit": (
        changed("scb_arsdata", forvers=pl.col("forvers") / 100),
        "amounts scb_arsdata ForvErs",
    ),
    "costs of a year in öre": (
        changed(
            "ekonomi_kostnader", belopp=pl.when(pl.col("ar") == 2019).then(pl.col("belopp") * 100).otherwise("belopp")
        ),
        "amounts ekonomi_kostnader 2019",
    ),
    "a cost × 100": (
        changed(
            "ekonomi_kostnader",
            belopp=pl.when((pl.col("ar") == 2019) & (pl.col("enhet") == "Jobbtorg Järva"))
            .then(pl.col("belopp") * 100)
            .otherwise("belopp"),
        ),
        "amounts ekonomi_kostnader Jobbtorg Järva Personal 2019",
    ),
    "a cost in thousands": (
        changed(
            "ekonomi_kostnader",
            belopp=pl.when((pl.col("ar") == 2019) & (pl.col("enhet") == "Jobbtorg Järva"))
            .then(pl.col("belopp") / 1000)
            .otherwise("belopp"),
        ),
        "amounts ekonomi_kostnader Jobbtorg Järva Personal 2019",
    ),
    "amounts that are all 0": (changed(SUPPORT, belopp=pl.lit(0)), "amounts paraply_bistand nettobelopp, 0"),
    "amounts of a month that are all 0": (
        changed(SUPPORT, belopp=pl.when(pl.col("manad") == 24240).then(0).otherwise("belopp")),
        "amounts paraply_bistand nettobelopp 2020-01, 0",
    ),
    "SCB's income that is all 0": (changed("scb_arsdata", forvers=pl.lit(0)), "amounts scb_arsdata ForvErs, 0"),
    "sexes swapped": (changed(SPELLS, kon=pl.col("kon").replace(SWAPPED)), "sexes flai_inskrivningar kön"),
    "sexes swapped at SCB": (changed("scb_population", kon=pl.col("kon").replace(SWAPPED)), "sexes scb_population Kon"),
    "men of a year missing": (
        without(SPELLS, (pl.col("kon") == Kon.MAN.value) & (pl.col("inskriven").dt.year() == 2019)),
        "sexes flai_inskrivningar 2019",
    ),
    "all women in a year": (
        changed(
            "vux_kurser",
            kon=pl.when(pl.col("start").dt.year() == 2019).then(pl.lit(Kon.KVINNOR.value)).otherwise("kon"),
        ),
        "sexes vux_kurser 2019",
    ),
    "months gone for one jobbtorg": (
        without(
            SPELLS,
            (pl.col("jobbtorg") == "Jobbtorg Järva") & in_months("inskriven", date(2019, 2, 1), date(2019, 7, 31)),
        ),
        "gap flai_inskrivningar inskriven, Jobbtorg Järva 2019-02–2019-07",
    ),
    "the last months gone for one jobbtorg": (
        without(SPELLS, (pl.col("jobbtorg") == "Jobbtorg Järva") & (pl.col("inskriven") >= date(2022, 7, 1))),
        "gap flai_inskrivningar inskriven, Jobbtorg Järva 2022-07–2022-12",
    ),
    "a month of exits gone": (
        without(SPELLS, in_months("avslutad", date(2020, 3, 1), date(2020, 3, 31))),
        "gap flai_inskrivningar avslutad 2020-03",
    ),
    "months of Paraplyet gone": (
        without(SUPPORT, pl.col("manad").is_between(24240, 24242)),
        "gap paraply_bistand bidragsmånad 2020-01–2020-03",
    ),
    "Paraplyet ends before it says": (
        without(SUPPORT, pl.col("manad") > 24264),
        "gap paraply_bistand bidragsmånad 2022-02–2022-12",
    ),
    "Paraplyet begins after it says": (without(SUPPORT, pl.col("manad") < 24110), "end paraply_bistand 2008-01"),
    "a year gone at SCB": (
        without("scb_manadsdata", pl.col("manad") // 12 == 2015),
        "gap scb_manadsdata Manad 2015-01–2015-12",
    ),
    "all exits of a quarter okänd": (
        changed(SPELLS, avslutsorsak=pl.when(SPRING).then(pl.lit("Okänd")).otherwise("avslutsorsak")),
        "reasons flai_inskrivningar 2020 kvartal 2",
    ),
    "reasons swapped in a year": (
        changed(
            SPELLS,
            avslutsorsak=pl.when(in_months("avslutad", date(2019, 1, 1), date(2019, 12, 31)))
            .then(pl.col("avslutsorsak").replace({"Okänd": "Arbete", "Arbete": "Okänd"}))
            .otherwise("avslutsorsak"),
        ),
        "reasons flai_inskrivningar 2019, Arbete and Okänd",
    ),
    "reasons swapped": (
        changed(
            "scb_population", avslutsorsak=pl.col("avslutsorsak").replace({"Arbete": "Studier", "Studier": "Arbete"})
        ),
        "reasons scb_population avslutsorsak",
    ),
    "spells twice": (
        twice(SPELLS, "inskrivning_id", pl.col("inskriven") > date(2021, 1, 1)),
        "repeated flai_inskrivningar",
    ),
    "support twice": (
        lambda rows: rows | {SUPPORT: pl.concat([rows[SUPPORT], rows[SUPPORT].filter(pl.col("manad") > 24250)])},
        "repeated paraply_bistand",
    ),
    "a month of spells twice": (
        twice(SPELLS, "inskrivning_id", in_months("inskriven", date(2021, 5, 1), date(2021, 5, 31))),
        "repeated flai_inskrivningar inskriven 2021-05",
    ),
    "a month of support twice": (
        lambda rows: rows | {SUPPORT: pl.concat([rows[SUPPORT], rows[SUPPORT].filter(pl.col("manad") == 24250)])},
        "repeated paraply_bistand bidragsmånad 2020-11",
    ),
    "a month of support under the next one's name": (
        lambda rows: (
            rows
            | {
                SUPPORT: pl.concat(
                    [
                        rows[SUPPORT].filter(pl.col("manad") != 24251),
                        rows[SUPPORT].filter(pl.col("manad") == 24250).with_columns(manad=pl.lit(24251, pl.Int32)),
                    ]
                )
            }
        ),
        "repeated paraply_bistand bidragsmånad 2020-12",
    ),
    "courses twice": (twice("vux_kurser", "kursdeltagande_id", pl.lit(True)), "repeated vux_kurser"),
    "spells cut": (cut(SPELLS, 0.9), "lost flai_inskrivningar, flai_insatser"),
    "SCB's years cut": (cut("scb_arsdata", 0.9), "lost scb_arsdata, scb_population"),
    "SCB's people cut": (cut("scb_population", 0.9), "lost scb_population, scb_manadsdata"),
    "SCB's months cut": (cut("scb_manadsdata", 0.9), "cut scb_manadsdata beside scb_arsdata"),
    "support cut in the middle": (cut(SUPPORT, 0.5), "cut paraply_bistand 2014-12"),
    "moves cut": (cut("folkbokforing", 0.9), "cut folkbokforing 2020-03"),
    "follow-ups cut": (cut("flai_uppfoljning_3man", 0.5), "cut flai_uppfoljning_3man beside flai_stockholmsjobb"),
    "costs cut": (cut("ekonomi_kostnader", 0.99), "cut ekonomi_kostnader 2022"),
    "measures of the process cut": (cut("processmatt", 0.997), "cut processmatt 2022-12"),
    "surveys cut": (cut("enkat_utskick", 0.9), "cut enkat_utskick stockholmsjobb 2021 Kvinnor"),
    "courses cut that are in the order of texts": (
        lambda rows: (
            rows
            | {
                "vux_kurser": rows["vux_kurser"]
                .sort("kursdeltagande_id")
                .with_columns(rad=pl.int_range(pl.len()))
                .head(rows["vux_kurser"].height // 2)
            }
        ),
        "cut vux_kurser kursdeltagande_id",
    ),
    "exits of a year gone at SCB": (
        without("scb_population", EXIT_POPULATION & (pl.col("avslutad").dt.year() == 2018) & (pl.col("lopnr") > "5")),
        "sums scb_population 2018",
    ),
    "more answers than were asked": (
        changed("enkat_utskick", antal=pl.when(pl.col("ar") == 2019).then(1).otherwise("antal")),
        "sums enkat_svar brukarundersökning 2019 Kvinnor",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_delivery_is_found(city, kind):
    rows, reach = city
    change, expected = WRONG[kind]
    assert expected in found(change(dict(rows)), reach)


@pytest.mark.parametrize(
    ("seed", "scale"), [(1, 0.01), (2, 0.01), (3, 0.01), (7, 0.03), (4, 0.05), (5, 0.05), (3, 0.12), (6, 0.2)]
)
def test_an_ordinary_delivery_passes(tmp_path, seed, scale):
    write_delivery(tmp_path, seed=seed, scale=scale)
    assert findings(*read(tmp_path)) == []


@pytest.mark.parametrize("last", [2016, 2019])
def test_a_delivery_of_another_year_passes(city, last):
    """The same registers as they stood when another year had ended."""
    rows, reach = city
    then = {
        SPELLS: rows[SPELLS]
        .filter(pl.col("inskriven").dt.year() <= last)
        .with_columns(
            pl.when(pl.col("avslutad").dt.year() <= last).then(column) for column in ("avslutad", "avslutsorsak")
        ),
        SUPPORT: rows[SUPPORT].filter(pl.col("manad") // 12 <= last),
    }
    spans = {name: [reach.spans[name][0], 12 * last + 11] for name in then}
    assert findings(then, Coverage(spans, [], {})) == []


@pytest.mark.parametrize("files", [small(), whole()], ids=["small", "whole"])
def test_a_few_people_say_nothing(tmp_path, files):
    assert findings(*read(write(tmp_path, files))) == []


def test_a_register_that_ends_before_the_other_is_found_where_the_delivery_does_not_say_so(city):
    rows, reach = city
    spans = reach.spans | {SUPPORT: [24096, 24251]}
    kept = rows | {SUPPORT: rows[SUPPORT].filter(pl.col("manad") <= 24251)}
    assert found(kept, Coverage(spans, [SUPPORT], {})) == {"end paraply_bistand 2020-12"}
    assert found(kept, Coverage(spans, [], {})) == set()


def test_a_file_whose_last_line_is_not_ended_is_told_where_others_end_theirs(city):
    rows, reach = city
    told = [finding.about for finding in findings(rows, reach, {SPELLS: True, SUPPORT: False})]
    assert told == ["paraply_bistand, last line"]
    assert findings(rows, reach, {SPELLS: False, SUPPORT: False}) == []


def test_what_is_found_is_told_by_check(tmp_path):
    files = whole()
    costs = "".join(f"{year};Jobbtorg Järva;Personal;{10 ** (5 + 3 * (year == 2020))}\n" for year in range(2015, 2022))
    files["ekonomi_kostnader.csv"] = f"år;enhet;kostnadsslag;belopp\n{costs}"
    said = check(write(tmp_path, files))
    assert "To be looked at before anything is published:\n  amounts | ekonomi_kostnader 2020: the cost is" in said
