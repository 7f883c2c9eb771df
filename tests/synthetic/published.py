"""What S0 published, computed anew from the raw files in the plainest way: none of the project's code is used."""

from pathlib import Path

import polars as pl

UPPER, LOWER = 1695, 1434
"""The limits that S0 printed, in hundreds of kronor (docs/definitions.md, SW1: fixed for 2009–2011)."""

SURVEY = {
    "survey 5": 77,
    "survey 6": 62,
    "survey 7": 63,
    "survey 8": 55,
    "survey 7, studied J": 69,
    "survey 7, studied N": 57,
    "survey 8, studied J": 69,
    "survey 8, studied N": 43,
    "survey: studied": 46,
    "survey: response": 49,
}
"""Question and group → per cent positive, as published; the four questions about treatment lie between 74 and 80."""

INCOME_SOURCES = {
    "<30 -2 assistance": 26,
    "<30 -2 work": 22,
    "<30 -2 studies": 25,
    "<30 +1 assistance": 10,
    "<30 +1 work": 56,
    "<30 +1 studies": 11,
    "<30 +2 assistance": 8,
    "<30 +2 studies": 10,
    "30+ -2 assistance": 60,
    "30+ -2 work": 10,
    "30+ -2 studies": 2,
    "30+ +1 assistance": 6,
    "30+ +1 work": 38,
    "30+ +1 studies": 1,
    "30+ +2 assistance": 8,
    "30+ +2 studies": 3,
}
"""Table of S2: age and years from the end → per cent."""

TO_WORK = ["Arbete", "Subventionerat arbete"]


def read(folder: Path, name: str) -> pl.DataFrame:
    dates = dict.fromkeys(("inskriven", "avslutad", "InskrivenDatum", "AvslutDatum", "start", "slut"), pl.Date)
    return pl.read_csv(
        folder / f"{name}.csv", separator=";", schema_overrides={**dates, "Kommun": pl.String, "svar": pl.String}
    )


def status() -> pl.Expr:
    """Etableringsstatus of a register year (docs/definitions.md, SW1)."""
    income, days = pl.col("ForvErs"), pl.col("ALosDag") + pl.col("AStuDag")
    events = (pl.col("ALosDag") > 0) | (pl.col("ADelDag") > 0) | (pl.col("AStuDag") > 0)
    return (
        pl.when(pl.col("AR").is_null())
        .then(pl.lit("ej i registret"))
        .when((income >= UPPER) & (pl.col("SyssStat") == 1) & ~events)
        .then(pl.lit("etablerad"))
        .when(pl.col("HSDelt") > 0)
        .then(pl.lit("hogskola"))
        .when(pl.col("StudMed") > 0)
        .then(pl.lit("studier"))
        .when(income == 0)
        .then(pl.lit("utanfor"))
        .when(days > 274)
        .then(pl.lit("svag"))
        .when((income < LOWER) & (pl.col("InkFNettoA") <= 0))
        .then(pl.lit("svag"))
        .otherwise(pl.lit("osaker"))
    )


def statuses(folder: Path) -> pl.DataFrame:
    """One row per person by the last exit of 2008–2010: reason, and standing the calendar year after."""
    exits = (
        read(folder, "scb_population")
        .filter(
            (pl.col("Population") == "avslutade_jobbtorg")
            & (pl.col("Avslutsorsak") != "Återremitterad")
            & (pl.col("AvslutDatum").dt.year() <= 2010)
        )
        .sort("AvslutDatum")
        .unique("LopNr", keep="last")
        .select("LopNr", "Avslutsorsak", year=pl.col("AvslutDatum").dt.year().cast(pl.Int64) + 1)
    )
    years = read(folder, "scb_arsdata").with_columns(year=pl.col("AR"))
    return exits.join(years, on=["LopNr", "year"], how="left").with_columns(status=status())


def returned(folder: Path, reason: str, *, year: int = 2008, until: int = 2011) -> float:
    """Per cent of the first exits of a year with a reason after which there is a later enrolment
    (docs/definitions.md, J6)."""
    spells = read(folder, "flai_inskrivningar")
    first = (
        spells.filter((pl.col("avslutad").dt.year() == year) & (pl.col("avslutsorsak") != "Återremitterad"))
        .sort("avslutad")
        .unique("personnummer", keep="first")
        .filter(pl.col("avslutsorsak") == reason)
        .select("personnummer", exit="avslutad")
    )
    later = first.join(spells, on="personnummer").filter(
        (pl.col("inskriven") > pl.col("exit")) & (pl.col("inskriven").dt.year() <= until)
    )
    return 100 * later["personnummer"].n_unique() / len(first)


def months_with_support(folder: Path, years: tuple[int, int]) -> pl.DataFrame:
    """One row per person by the last exit of the years: reason, and months after the exit with försörjningsstöd."""
    month = 12 * pl.col("avslutad").dt.year().cast(pl.Int64) + pl.col("avslutad").dt.month()
    exits = (
        read(folder, "flai_inskrivningar")
        .filter((pl.col("avslutsorsak") != "Återremitterad") & pl.col("avslutad").dt.year().is_between(*years))
        .sort("avslutad")
        .unique("personnummer", keep="last")
        .select("personnummer", "avslutsorsak", exit=month)
    )
    parts = pl.col("bidragsmånad").str.split("-").list
    support = (
        read(folder, "paraply_bistand")
        .filter(pl.col("biståndstyp") == "Försörjningsstöd")
        .group_by("personnummer", "bidragsmånad")
        .agg(pl.col("nettobelopp").sum())
        .filter(pl.col("nettobelopp") > 0)
        .select("personnummer", month=12 * parts.get(0).cast(pl.Int64) + parts.get(1).cast(pl.Int64))
    )
    after = exits.join(support, on="personnummer").select("personnummer", after=pl.col("month") - pl.col("exit"))
    months = after.filter(pl.col("after") > 0).group_by("personnummer").agg("after")
    return exits.join(months, on="personnummer", how="left").with_columns(pl.col("after").fill_null([]))


def work_or_study(folder: Path, first: str, last: str) -> float:
    """Per cent of the employments that ended in the months who worked or studied three months later
    (docs/definitions.md, ST2)."""
    jobs = read(folder, "flai_stockholmsjobb")
    whole = jobs.filter(~pl.col("stockholmsjobb_id").is_in(jobs["förlängning_av"].drop_nulls().implode()))
    ended = whole.filter(pl.col("slut").dt.strftime("%Y-%m").is_between(pl.lit(first), pl.lit(last)))
    followed = ended.join(read(folder, "flai_uppfoljning_3man"), on="stockholmsjobb_id", how="left")
    good = pl.col("status").is_in(["Arbete", "Subventionerat arbete", "Studier"])
    return 100 * followed.select(good.fill_null(False).mean()).item()


def survey(folder: Path) -> dict[str, float]:
    """Per cent positive in the survey of those with a Stockholmsjobb, vet ej among the answers
    (docs/definitions.md, ST6)."""
    answers = read(folder, "enkat_svar").filter(pl.col("enkät") == "stockholmsjobb").drop_nulls("svar")
    sent = read(folder, "enkat_utskick").filter(pl.col("enkät") == "stockholmsjobb")
    positive = pl.col("svar").is_in(["3", "4"])

    def share(question: str, studied: str | None = None) -> float:
        asked = answers.filter(pl.col("fråga") == question)
        group = asked.filter(pl.col("studerat") == studied) if studied else asked
        return 100 * group.select(positive.mean()).item()

    people = answers.unique("svarande")
    shares = {f"survey {number}": share(f"SJ{number}") for number in range(1, 9)}
    shares |= {f"survey {n}, studied {s}": share(f"SJ{n}", s) for n in (7, 8) for s in ("J", "N")}
    shares["survey: studied"] = 100 * people.select((pl.col("studerat") == "J").mean()).item()
    shares["survey: response"] = 100 * len(people) / sent.select(pl.col("antal").sum()).item()
    return shares


SOURCES = {1: "work", 2: "studies", 7: "assistance"}


def income_sources(folder: Path) -> dict[str, float]:
    """Per cent with a main source of income before and after a Stockholmsjobb 2016–2017, by age
    (docs/definitions.md, ST3)."""
    ends = (
        read(folder, "scb_population")
        .filter(pl.col("Population") == "avslutade_stockholmsjobb", pl.col("AvslutDatum").dt.year().is_in([2016, 2017]))
        .sort("AvslutDatum")
        .unique("LopNr", keep="last")
        .select("LopNr", "FodelseAr", exit=pl.col("AvslutDatum").dt.year().cast(pl.Int64))
    )
    years = read(folder, "scb_arsdata").select("LopNr", "AR", source="Raks_HuvInkKalla")
    is_young = pl.col("exit") - pl.col("FodelseAr") < 30
    shares = {}
    for step in (-2, 1, 2):
        then = ends.with_columns(AR=pl.col("exit") + step).join(years, on=["LopNr", "AR"])
        for age, group in (("<30", then.filter(is_young)), ("30+", then.filter(~is_young))):
            for code, source in SOURCES.items():
                share = group.select((pl.col("source") == code).mean()).item()
                shares[f"{age} {step:+} {source}"] = 100 * share
    return shares


def figures(folder: Path) -> dict[str, tuple[float, float]]:
    """Published figure → (published value, computed value); shares in per cent."""
    people = statuses(folder)
    to_work = people.filter(pl.col("Avslutsorsak").is_in(TO_WORK))
    other = people.filter(pl.col("Avslutsorsak").is_in(["Föräldraledig", "Övrigt"]))
    moved = people.filter(pl.col("Avslutsorsak") == "Flyttat")
    sources, answers = income_sources(folder), survey(folder)
    support = months_with_support(folder, (2012, 2012))
    worked = months_with_support(folder, (2008, 2010)).filter(pl.col("avslutsorsak").is_in(TO_WORK))

    def share(frame: pl.DataFrame, what: pl.Expr) -> float:
        return 100 * frame.select(what.fill_null(False).mean()).item()

    def outside(frame: pl.DataFrame) -> float:
        return share(frame, pl.col("status") == "utanfor")

    def with_reason(reason: str) -> pl.DataFrame:
        return people.filter(pl.col("Avslutsorsak") == reason)

    def free(frame: pl.DataFrame, months: int) -> float:
        return share(frame, pl.col("after").list.min().fill_null(10**6) > months)

    return {
        "persons": (15620, len(people)),
        "okänd": (2670, len(with_reason("Okänd"))),
        "arbete+subv: utanför": (10, outside(to_work)),
        "arbete+subv: earned income": (90, share(to_work, pl.col("ForvErs") > 0)),
        "arbete+subv: svag": (30, share(to_work, pl.col("status") == "svag")),
        "okänd: utanför": (40, outside(with_reason("Okänd"))),
        "okänd 2008: returned": (46, returned(folder, "Okänd")),
        "AF-program: utanför": (60, outside(with_reason("AF-program"))),
        "studier 2008: returned": (49, returned(folder, "Studier")),
        "övrigt: any establishment": (60, share(other, pl.col("status").is_in(["etablerad", "osaker", "svag"]))),
        "flyttat: assistance in new municipality": (
            80,
            share(moved, (pl.col("Kommun") != "0180") & (pl.col("SocBidrFam") > 0)),
        ),
        "SF(12), exits 2012": (80, 100 - share(support, pl.col("after").list.contains(12))),
        "arbete+subv: none in months 1–12": (80, free(worked, 12)),
        "arbete+subv: none in months 1–36": (70, free(worked, 36)),
        "Stockholmsjobb, T1 2018": (58.5, work_or_study(folder, "2017-01", "2017-12")),
        "Stockholmsjobb, VB 2018": (58.5, work_or_study(folder, "2017-09", "2018-08")),
        "Stockholmsjobb, VB 2019": (58.5, work_or_study(folder, "2018-09", "2019-08")),
        "Stockholmsjobb, VB 2020": (48.5, work_or_study(folder, "2019-09", "2020-08")),
        **{name: (published, answers[name]) for name, published in SURVEY.items()},
        **{name: (published, sources[name]) for name, published in INCOME_SOURCES.items()},
    }
