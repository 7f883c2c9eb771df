"""What happened to those who are counted. Each function adds columns to a cohort; it never adds or drops a person."""

from datetime import date

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.periods import Window
from indikatorer.base.vocabulary import UPPGIFT_SAKNAS, Avslutsorsak, Etableringsstatus
from indikatorer.measures.cohorts import banded
from indikatorer.measures.frames import month_of
from indikatorer.measures.records import Records

LAST_YEAR_OF_FIXED_THRESHOLD = 2011
FIXED_THRESHOLD_YEAR = 2011
FULL_UNEMPLOYMENT_DAYS = 274

STATUS_IN_GROUPS = {
    "status_sex": vocabulary.STATUS_STUDERANDE,
    "foljda": vocabulary.STATUS_FOLJDA,
    "status_tre": vocabulary.STATUSGRUPPER,
}


def with_sjalvforsorjande(exits_by_person: pl.LazyFrame, records: Records, months_after: int) -> pl.LazyFrame:
    """Add `sjalvforsorjande`: no försörjningsstöd in the calendar month M + `months_after`, M being the exit's month.

    Null where that month has not been delivered from Paraplyet: not yet measurable, never a success
    (docs/definitions.md, SF).
    """
    point = pl.col("avslutad_manad") + months_after
    measured = exits_by_person.with_columns(matmanad=point)
    first, last = measured.select(pl.min("matmanad"), last=pl.max("matmanad")).collect().row(0)
    support = records["support_months"].filter(pl.col("manad").is_between(first, last))
    return measured.join(
        support.select("person", matmanad="manad", stod=pl.lit(True)),
        on=["person", "matmanad"],
        how="left",
        maintain_order="left",
    ).with_columns(
        sjalvforsorjande=pl.when(pl.col("matmanad").is_in(sorted(records.support_observed))).then(
            pl.col("stod").is_null()
        )
    )


AWAY = ("Avliden", "Utvandrad", "Utflyttad")
"""Events in the population register after which a person does not live in the city."""


def with_kvar(exits_by_person: pl.LazyFrame, records: Records, months_after: int) -> pl.LazyFrame:
    """Add `kvar`: neither dead nor moved from the city by the end of the month M + `months_after`
    (docs/definitions.md, SF).

    The population register tells by its latest event; where it was not delivered, only the exit reason *flyttat* does.
    """
    stayed = pl.col("avslutsorsak") != Avslutsorsak.FLYTTAT
    if "moves" not in records:
        return exits_by_person.with_columns(kvar=stayed)
    latest = (
        exits_by_person.join(records["moves"].pipe(_with_month, "datum"), on="person")
        .filter(pl.col("datum_manad") <= pl.col("avslutad_manad") + months_after)
        .group_by("person")
        .agg(borta=pl.col("handelse").sort_by("datum", "handelse").last().is_in(AWAY))
    )
    return exits_by_person.join(latest, on="person", how="left", maintain_order="left").with_columns(
        kvar=stayed & ~pl.col("borta").fill_null(False)
    )


def _with_month(rows: pl.LazyFrame, column: str) -> pl.LazyFrame:
    return rows.with_columns(month_of(column))


def exit_months_observed(records: Records, window: Window, months: int) -> list[int]:
    """The months of exit after which every one of so many months has been delivered from Paraplyet."""
    return [m for m in window.months() if records.support_observed.issuperset(range(m + 1, m + months + 1))]


def with_oberoende(exits_by_person: pl.LazyFrame, records: Records, months: int) -> pl.LazyFrame:
    """Add `oberoende`: no försörjningsstöd in any of the months M + 1 to M + `months` (docs/definitions.md, SF-b).

    Null where one of these months has not been delivered from Paraplyet.
    """
    exit_months = exits_by_person.select("avslutad_manad").unique().collect()["avslutad_manad"].sort().to_list()
    observed = [m for m in exit_months if records.support_observed.issuperset(range(m + 1, m + months + 1))]
    supported = (
        exits_by_person.select("person", "avslutad_manad")
        .join(records["support_months"], on="person")
        .filter((pl.col("manad") - pl.col("avslutad_manad")).is_between(1, months))
        .select("person", stod=pl.lit(True))
        .unique()
    )
    return exits_by_person.join(supported, on="person", how="left", maintain_order="left").with_columns(
        oberoende=pl.when(pl.col("avslutad_manad").is_in(observed)).then(pl.col("stod").is_null())
    )


def with_aterkommit(first_exits_by_person: pl.LazyFrame, records: Records, months: int) -> pl.LazyFrame:
    """Add `aterkommit`: enrolled again within so many months of the exit, before death or a move from the city.

    Everybody has been observed for all of the months, so that the Aalen–Johansen estimate of the cumulative incidence,
    with death and moving as competing events, is the share of those to whom return came first
    (docs/definitions.md, J6).
    """
    followed = _with_return_and_move(first_exits_by_person, records)
    in_time = pl.col("ater_manad") - pl.col("avslutad_manad") <= months
    return followed.with_columns(aterkommit=(in_time & _back_before_away()).fill_null(False))


def with_time_to_return(first_exits_by_person: pl.LazyFrame, records: Records, last_month: int) -> pl.LazyFrame:
    """Add `tid` and `handelse`: what came first by the end of a month, and how many months after that of the exit.

    `handelse` is 1 for return, 2 for death or a move from the city, 0 where neither had come by then
    (docs/definitions.md, J6).
    """
    followed = _with_return_and_move(first_exits_by_person, records)
    back = pl.when(_back_before_away()).then("ater_manad")
    away = pl.when(back.is_null()).then("borta_manad")
    month_of_event = pl.coalesce(back, away)
    seen = (month_of_event <= last_month).fill_null(False)
    return followed.with_columns(
        tid=pl.when(seen).then(month_of_event).otherwise(last_month) - pl.col("avslutad_manad"),
        handelse=pl.when(~seen).then(0).when(back.is_not_null()).then(1).otherwise(2),
    )


def _back_before_away() -> pl.Expr:
    return pl.col("ater").is_not_null() & (pl.col("borta").is_null() | (pl.col("borta") >= pl.col("ater")))


def _with_return_and_move(first_exits_by_person: pl.LazyFrame, records: Records) -> pl.LazyFrame:
    """Add, beside the first return, the first death or move from the city since the exit: `borta`, `borta_manad`."""
    followed = _with_return(first_exits_by_person, records)
    if "moves" in records:
        away = (
            first_exits_by_person.select("person", "avslutad")
            .join(records["moves"].filter(pl.col("handelse").is_in(AWAY)), on="person")
            .filter(pl.col("datum") >= pl.col("avslutad"))
            .group_by("person")
            .agg(borta=pl.col("datum").min())
        )
        followed = followed.join(away, on="person", how="left", maintain_order="left")
    else:
        followed = followed.with_columns(borta=pl.lit(None, pl.Date))
    return followed.with_columns(month_of("borta"))


def with_aterkommit_senast(first_exits_by_person: pl.LazyFrame, records: Records, last_day: date) -> pl.LazyFrame:
    """Add `aterkommit`: enrolled again by a day, however long after the exit that is, as in the analysis of 2013."""
    followed = _with_return(first_exits_by_person, records)
    return followed.with_columns(aterkommit=(pl.col("ater") <= last_day).fill_null(False))


def _with_return(first_exits_by_person: pl.LazyFrame, records: Records) -> pl.LazyFrame:
    """Add the day and the month of the first enrolment after the exit, `ater` and `ater_manad`, null for none."""
    gap = pl.duration(days=records.settings.j6_gap_days)
    back = (
        first_exits_by_person.select("person", "avslutad")
        .join(records["spells"].select("person", ater="inskriven", ater_manad="inskriven_manad"), on="person")
        .filter(pl.col("ater") >= pl.col("avslutad") + gap)
        .group_by("person")
        .agg(pl.col("ater", "ater_manad").min())
    )
    return first_exits_by_person.join(back, on="person", how="left", maintain_order="left")


def etableringsstatus(upper: pl.Expr, lower: pl.Expr, income: str = "forvers") -> pl.Expr:
    """Labour market status over one calendar year, from a row of `register_years` (docs/definitions.md, SW1).

    `upper` and `lower` are the limits of arbetsinkomst in kronor, `income` its column. The first condition that holds
    decides, in the order etablerad, studerande, utanför, svag, osäker: that makes the published conditions a partition.
    """
    arbetsinkomst = pl.col(income)
    employed_in_november = pl.col("sysstat") == 1
    unemployed = (pl.col("alosdag") > 0) | (pl.col("adeldag") > 0)
    in_programme = pl.col("astudag") > 0
    long_unemployed = pl.col("alosdag") + pl.col("astudag") > FULL_UNEMPLOYMENT_DAYS
    active_business = pl.col("inkfnettoa") > 0
    status = Etableringsstatus
    return (
        pl.when((arbetsinkomst >= upper) & employed_in_november & ~unemployed & ~in_programme)
        .then(pl.lit(status.ETABLERAD))
        .when(pl.col("hsdelt") > 0)
        .then(pl.lit(status.HOGSKOLESTUDERANDE))
        .when(pl.col("studmed") > 0)
        .then(pl.lit(status.OVRIGA_STUDERANDE))
        .when(arbetsinkomst <= 0)
        .then(pl.lit(status.UTANFOR))
        .when(long_unemployed | ((arbetsinkomst < lower) & ~active_business))
        .then(pl.lit(status.SVAG))
        .otherwise(pl.lit(status.OSAKER))
    )


def with_kalla(people: pl.LazyFrame, records: Records, years_after: int, groups: str) -> pl.LazyFrame:
    """Add `kalla`, the main source of income in the calendar year `years_after` that of the event
    (docs/definitions.md, ST3, ST4).

    `groups` names the division of the sources. Null for those who have no row in SCB's register that year.
    """
    labels = {code: division[groups] for code, division in vocabulary.inkomstkallor().items()}
    source = pl.col("raks_huvinkkalla").replace_strict(labels, default=None, return_dtype=pl.String)
    sources = records.once(
        ("kalla", groups),
        lambda: (
            records["register_years"]
            .filter(pl.col("ar").is_in(list(records.scb_years)))
            .select("lopnr", "ar", kalla=source.fill_null(UPPGIFT_SAKNAS))
        ),
    )
    return people.with_columns(ar=pl.col("handelsear") + years_after).join(
        sources, on=["lopnr", "ar"], how="left", maintain_order="left"
    )


def with_utan_bistand(scb_exits_by_person: pl.LazyFrame, records: Records, years: int) -> pl.LazyFrame:
    """Add `utan_bistand`: no ekonomiskt bistånd in the family in any of the `years` calendar years after the exit.

    Null for those who are not in SCB's register in every one of these years (docs/definitions.md, SW3). `bosatt` tells
    where they are registered at the end of the last of them.
    """
    own, _ = vocabulary.egen_kommun()
    followed = (
        scb_exits_by_person.select("lopnr", "avslutsar")
        .join(records["register_years"].select("lopnr", "ar", "socbidrfam", "kommun"), on="lopnr")
        .filter((pl.col("ar") - pl.col("avslutsar")).is_between(1, years), pl.col("ar").is_in(list(records.scb_years)))
        .group_by("lopnr")
        .agg(
            utan_bistand=pl.when(pl.len() == years).then((pl.col("socbidrfam") <= 0).all()),
            bosatt=pl.when(pl.col("kommun").sort_by("ar").last() == own)
            .then(pl.lit(vocabulary.i_egen_kommun()))
            .otherwise(pl.lit("I en annan kommun")),
        )
    )
    return scb_exits_by_person.join(followed, on="lopnr", how="left", maintain_order="left")


def with_stodmanader(scb_exits_by_person: pl.LazyFrame, records: Records, months: int) -> pl.LazyFrame:
    """Add `stodmanader`: in how many of the months M + 1 to M + `months` there was försörjningsstöd, as a band.

    Null for those who do not have a row in SCB's monthly data for every one of these months
    (docs/definitions.md, SF-b).
    """
    followed = (
        scb_exits_by_person.select("lopnr", month_of("avslutad"))
        .join(records["register_months"].select("lopnr", "manad", "forsorjningsstod"), on="lopnr")
        .filter((pl.col("manad") - pl.col("avslutad_manad")).is_between(1, months))
        .group_by("lopnr")
        .agg(antal=pl.when(pl.len() == months).then(pl.col("forsorjningsstod").sum().cast(pl.Int32)))
        .select("lopnr", stodmanader=banded(pl.col("antal"), vocabulary.STODMANADER))
    )
    return scb_exits_by_person.join(followed, on="lopnr", how="left", maintain_order="left")


def with_register_year(scb_exits_by_person: pl.LazyFrame, records: Records) -> pl.LazyFrame:
    """Those in SCB's register the calendar year after the exit, with what happened to them in it
    (docs/definitions.md, SW3).

    `arbetslos` and `dagar_arbetslos`: any day without work, part-time ones too, and how many. `inkomst` in kronor, as
    the settings say. `forvarvsinkomst`: any earnings. `sjuk`: any day with sickness benefit. `utanfor_samhallet`: no
    income, no benefit and no studies.
    """
    nothing = ["alosdag", "adeldag", "astudag", "asysdag", "ak14dag", "sjuksum_ndag_midas", "fortid", "foralpeng"]
    if records.settings.bistand_utanfor_samhallet == "no":
        income = (pl.col("raks_summaink") == 0) & (pl.col("socbidrfam") == 0)
    else:
        income = pl.col("raks_summaink") == pl.col("raks_ekbisink")
    without_work = pl.col("alosdag") + pl.col("adeldag")
    lived = (
        records["register_years"]
        .filter(pl.col("ar").is_in(list(records.scb_years)))
        .select(
            "lopnr",
            "ar",
            arbetslos=without_work > 0,
            dagar_arbetslos=without_work,
            inkomst=pl.col(records.settings.income.lower()),
            forvarvsinkomst=pl.col("forvink") > 0,
            sjuk=pl.col("sjuksum_ndag_midas") > 0,
            utanfor_samhallet=income & pl.all_horizontal(pl.col(*nothing, "hsdelt", "studmed").fill_null(0) == 0),
        )
    )
    return scb_exits_by_person.with_columns(ar=pl.col("avslutsar") + 1).join(
        lived, on=["lopnr", "ar"], maintain_order="left"
    )


def with_status_arbetsmarknad(scb_exits_by_person: pl.LazyFrame, records: Records, years_after: int) -> pl.LazyFrame:
    """Add `status_arbetsmarknad` in the calendar year `years_after` the exit; no row that year is *ej i registret*.

    The same in groups are the columns of `STATUS_IN_GROUPS`.

    Limits are those of the year itself, except where the last follow-up year is 2011: then those of 2011 hold in every
    year, as in the 2013 analysis (docs/definitions.md, SW1), or as the settings `income_limits` and `limits_per_cent`
    say. Null where SCB's registers or the list of limits do not reach.
    """
    limits = vocabulary.etableringsgranser()
    last_year = records.scb_years[-1] if records.scb_years else None
    chosen = records.settings.income_limits
    if chosen == "fixed" or (chosen == "auto" and last_year == LAST_YEAR_OF_FIXED_THRESHOLD):
        limits = dict.fromkeys(limits, limits[FIXED_THRESHOLD_YEAR])
    share = records.settings.limits_per_cent
    measurable = sorted(set(limits) & set(records.scb_years))
    upper, lower = (
        pl.col("ar").replace_strict({year: pair[which] * share / 100 for year, pair in limits.items()})
        for which in (0, 1)
    )
    status = etableringsstatus(upper, lower, records.settings.income.lower())
    followed = records.once(
        "status_arbetsmarknad",
        lambda: (
            records["register_years"]
            .filter(pl.col("ar").is_in(measurable))
            .select("lopnr", "ar", status_arbetsmarknad=status)
        ),
    )
    reached = pl.col("ar").is_in(measurable)
    return (
        scb_exits_by_person.with_columns(ar=pl.col("avslutsar") + years_after)
        .join(followed, on=["lopnr", "ar"], how="left", maintain_order="left")
        .with_columns(
            status_arbetsmarknad=pl.when(reached).then(
                pl.col("status_arbetsmarknad").fill_null(pl.lit(Etableringsstatus.EJ_I_REGISTRET))
            )
        )
        .with_columns(
            pl.col("status_arbetsmarknad").replace_strict(groups, return_dtype=pl.String).alias(name)
            for name, groups in STATUS_IN_GROUPS.items()
        )
    )
