"""Sexes and years of birth that are not those of the people: codes that were swapped, identities of two deliveries.

Files without personnummer tell the sex themselves. Where a whole file has it wrong nothing in it says so, but other
files are about the same people, or about those who were asked among them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

import polars as pl

from indikatorer.base.vocabulary import Kon
from indikatorer.registers import personnummer
from indikatorer.registers.contract import FILES, SPELLS
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST_LOST

PEOPLE = {
    "scb_population": ("LopNr", ("lopnr",)),
    "vux_kurser": ("elev", ("elev",)),
    "vux_uppfoljning": ("utbildning_id", ("utbildning_id",)),
    "enkat_svar": ("svarande", ("enkat", "ar", "svarande")),
    "progression": ("deltagande", ("deltagande",)),
}
"""What says who somebody is in a file: the header, and the columns that tell people apart."""
SLIPS = 0.02
"""The share of people who may have two sexes, or two years of birth, by mistake."""
FEWEST, FEWER_SEX = 50, 0.03
"""People of a file, and the share that women or men are at least."""
LIKELIER = 7.0
"""By so much, in logarithms, the sexes of one file must be likelier when swapped, beside those of another."""
WOMEN = pl.col("kon") == Kon.KVINNOR.value
FORMS = {
    "sfi": ("Sfi",),
    "komvux": ("Grundläggande", "Gymnasial högskoleförberedande", "Gymnasial yrkes", "Kombination"),
}
"""Survey → the forms of school whose students are asked."""
TRAININGS = {"Gymnasial yrkes": "Yrkesutbildning", "Kombination": "Kombination", "YH": "YH"}
COURSES, FOLLOW_UPS, ASKED = "vux_kurser", "vux_uppfoljning", "enkat_utskick"


def sexes_of_people(rows: Mapping[str, pl.DataFrame], _: Coverage) -> Iterator[Finding]:
    """People with two sexes or years of birth, files with one sex, and files whose sexes fit others when swapped."""
    yield from _two_of_one(rows)
    yield from _one_sex(rows)
    yield from _swapped(rows)


def _two_of_one(rows: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    for name, (header, who) in PEOPLE.items():
        if name not in rows:
            continue
        born = {"scb_population": pl.col("fodelsear"), COURSES: pl.col("start").dt.year() - pl.col("alder")}.get(name)
        people = (
            rows[name]
            .with_columns(born=born if born is not None else pl.lit(0))
            .group_by(who)
            .agg(
                sexes=pl.col("kon").n_unique() > 1,
                years=pl.col("born").max() - pl.col("born").min() > 1,
                rad=pl.col("rad").max(),
            )
        )
        for column, what, asked in (
            ("sexes", "both sexes", "Are the codes in column kön swapped in a part of the file?"),
            ("years", "years of birth more than a year apart", "Is the age or the year of birth right?"),
        ):
            wrong = people.filter(column)
            if wrong.height >= FEWEST_LOST and wrong.height > SLIPS * people.height:
                yield Finding(
                    "sexes" if column == "sexes" else "people",
                    f"{name} {header}",
                    f"{wrong.height} of {people.height} {header} have {what} in different rows, as on line "
                    f"{first_line(wrong)}. {asked} Or was the file put together from two extracts, in which the same "
                    f"{header} is different people? Export it again, in one piece.",
                )


def _one_sex(rows: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Files with hardly any women, or hardly any men: a filter was left on."""
    for name in sorted(rows.keys() & FILES.keys()):
        frame = rows[name]
        if "person" in frame.columns:
            people = frame.select("person").unique().select(women=personnummer.is_woman(pl.col("person")), weight=1)
        elif "kon" in frame.columns:
            who = PEOPLE[name][1] if name in PEOPLE else ()
            weight = pl.col("antal") if name == ASKED else pl.lit(1)
            people = (frame.unique(who, maintain_order=True) if who else frame).select(women=WOMEN, weight=weight)
        else:
            continue
        of = int(people["weight"].sum() or 0)
        women = int(people.filter("women")["weight"].sum() or 0)
        if of >= FEWEST and min(women, of - women) < FEWER_SEX * of:
            yield Finding(
                "sexes",
                f"{name}, one sex",
                f"{women} of {of} people in the file are women. Is the extract limited to one sex, or were the codes "
                "of the sexes put together? Export the file again without a selection.",
            )


@dataclass(frozen=True)
class Group:
    """People that two files tell of: women of how many in one, and in the other."""

    label: str
    women: int
    of: int
    other_women: int
    of_others: int

    def evidence(self) -> float:
        """How much likelier, in logarithms, the sexes of the first are as they stand than swapped."""
        share = (self.other_women + 1) / (self.of_others + 2)
        return (2 * self.women - self.of) * log(share / (1 - share))


def _swapped(rows: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    for name, other, groups in (
        (COURSES, ASKED, _students_asked(rows)),
        (COURSES, FOLLOW_UPS, _followed_up(rows)),
        (ASKED, SPELLS, _enrolled_asked(rows)),
    ):
        if sum(group.evidence() for group in groups) < -LIKELIER:
            worst = min(groups, key=Group.evidence)
            yield Finding(
                "sexes",
                f"{name} kön beside {other}",
                f"in {name} {worst.women} of {worst.of} are women, in {other} {worst.other_women} of {worst.of_others} "
                f"({worst.label}; it is so throughout). With women and men swapped the files agree. See column kön in "
                f"{name} and in {other}: are the codes swapped in one of them?",
            )


def _students_asked(rows: Mapping[str, pl.DataFrame]) -> list[Group]:
    """Who studied when a survey was sent, and who were asked."""
    if not {COURSES, ASKED} <= rows.keys():
        return []
    groups = []
    for survey, forms in FORMS.items():
        students = rows[COURSES].filter(pl.col("skolform").is_in(list(forms)))
        groups += _asked(rows[ASKED], survey, students, "start", "slut", "elev")
    return groups


def _enrolled_asked(rows: Mapping[str, pl.DataFrame]) -> list[Group]:
    """Who were asked, and who was enrolled then; of these the personnummer tells the sex."""
    if not {ASKED, SPELLS} <= rows.keys():
        return []
    spells = rows[SPELLS].with_columns(
        kon=pl.when(personnummer.is_woman(pl.col("person")))
        .then(pl.lit(Kon.KVINNOR.value))
        .otherwise(pl.lit(Kon.MAN.value))
    )
    return [
        Group(group.label, group.other_women, group.of_others, group.women, group.of)
        for survey in ("brukarundersökning", "nöjdhetsbarometer")
        for group in _asked(rows[ASKED], survey, spells, "inskriven", "avslutad", "person")
    ]


def _asked(asked: pl.DataFrame, survey: str, rows: pl.DataFrame, start: str, end: str, who: str) -> list[Group]:
    groups = []
    for year in sorted(asked.filter(pl.col("enkat") == survey)["ar"].unique()):
        of_year = asked.filter(pl.col("enkat") == survey, pl.col("ar") == year)
        day = pl.date(year, 10, 1)
        there = rows.filter(pl.col(start) <= day, (pl.col(end) >= day).fill_null(True)).unique(who)
        women, others = int(there.select(WOMEN.sum()).item()), of_year.filter(WOMEN)["antal"].sum()
        groups.append(Group(f"{survey} {year}", women, there.height, int(others), int(of_year["antal"].sum())))
    return groups


def _followed_up(rows: Mapping[str, pl.DataFrame]) -> list[Group]:
    """Whose training ended, and who of them were followed up, by training and year."""
    if not {COURSES, FOLLOW_UPS} <= rows.keys():
        return []
    counted = (WOMEN.sum().alias("women"), pl.len().alias("of"))
    year = pl.col("slut").dt.year()
    ended = rows[COURSES].with_columns(utbildning=pl.col("skolform").replace_strict(TRAININGS, default=None))
    ended = ended.drop_nulls(["utbildning", "slut"]).unique(["elev", "utbildning", "slut"])
    followed = rows[FOLLOW_UPS].unique("utbildning_id")
    both = (
        ended.group_by("utbildning", year=year)
        .agg(counted)
        .join(followed.group_by("utbildning", year=year).agg(counted), on=["utbildning", "year"], suffix="_followed")
    )
    return [
        Group(f"{training} {when}", women, of, others, of_others)
        for training, when, women, of, others, of_others in both.sort("utbildning", "year").iter_rows()
    ]
