"""Slices from surveys: answers to questions, and how many of those asked have answered."""

from collections.abc import Iterator

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.periods import Window
from indikatorer.base.vocabulary import SAMTLIGA, UPPGIFT_SAKNAS, Fraga
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.reach import reach
from indikatorer.measures.records import Records

VET_EJ = "Vet ej"

RESPONDENT = pl.format("{} {} {}", "enkat", "ar", "svarande").alias("svarande")
"""A respondent's number is one of a survey and year."""


def _questions(indikator: str) -> list[Fraga]:
    return [question for question in vocabulary.enkatfragor() if question.indikator == indikator]


def _answers(records: Records, questions: list[Fraga]) -> pl.LazyFrame:
    """One row per respondent and question that was answered, with `positiv` and `poang` (null for *vet ej*)."""
    limits = {question.id: question.positiv_fran for question in questions}
    answered = (
        records["answers"]
        .filter(
            pl.col("enkat") == questions[0].enkat,
            pl.col("ar") == records.year,
            pl.col("fraga").is_in(list(limits)),
            pl.col("svar").is_not_null(),
        )
        .with_columns(
            RESPONDENT,
            poang=pl.when(pl.col("svar") != VET_EJ).then(pl.col("svar")).cast(pl.Int64),
            studerat=pl.col("studerat")
            .replace_strict({True: "Ja", False: "Nej"}, default=None, return_dtype=pl.String)
            .fill_null(UPPGIFT_SAKNAS),
        )
        .with_columns(
            positiv=(pl.col("poang") >= pl.col("fraga").replace_strict(limits, return_dtype=pl.Int64)).fill_null(False)
        )
    )
    return answered if records.settings.vet_ej == "in_base" else answered.filter(pl.col("poang").is_not_null())


def _respondents(records: Records, enkat: str) -> pl.LazyFrame:
    """Those who have answered something in the year's survey: one row per respondent and sex."""
    given = (pl.col("enkat") == enkat) & (pl.col("ar") == records.year) & pl.col("svar").is_not_null()
    answers = records["answers"].filter(given)
    return answers.select("kon", RESPONDENT).unique().sort("svarande")


def _invited(records: Records, enkat: str) -> pl.LazyFrame:
    """How many of each sex were asked in the year's survey, and how many of them have answered."""
    of_the_year = (pl.col("enkat") == enkat) & (pl.col("ar") == records.year)
    # Who has returned an empty form has not answered (docs/definitions.md, Decided).
    given = records["answers"].filter(of_the_year, pl.col("svar").is_not_null())
    answered = given.group_by("kon").agg(svarat=pl.col("svarande").n_unique())
    return (
        records["invitations"]
        .filter(of_the_year)
        .group_by("kon")
        .agg(tillfragade=pl.col("antal").sum())
        .join(answered, on="kon", how="left")
        .with_columns(pl.col("svarat").fill_null(0).cast(pl.Int64), pl.col("tillfragade").cast(pl.Int64))
        .sort("kon")
    )


def _response(records: Records, enkat: str) -> dict[str, float]:
    """Per cent of those asked who have answered, of each sex and of all; nothing where nobody knows who was asked."""
    if not {"answers", "invitations"} <= set(records.frames) or not _were_asked(records):
        return {}
    counts = {kon: numbers for kon, *numbers in _invited(records, enkat).collect().iter_rows()}
    counts[SAMTLIGA] = [sum(column) for column in zip(*counts.values(), strict=True)] or [0, 0]
    return {kon: 100 * answered / asked for kon, (asked, answered) in counts.items() if asked}


def _were_asked(records: Records) -> bool:
    """Whether what has been delivered of those asked reaches the year."""
    return reach(records, Window.year(records.year), "invitations") is CellStatus.SHOWN


def _was_held(records: Records, enkat: str) -> CellStatus:
    """A survey without a single answer in the year has not been delivered."""
    if "answers" not in records or reach(records, Window.year(records.year), "answers") is not CellStatus.SHOWN:
        return CellStatus.NOT_DELIVERED
    rows = records["answers"].filter(pl.col("enkat") == enkat, pl.col("ar") == records.year)
    return CellStatus.NOT_DELIVERED if rows.head(1).collect().is_empty() else CellStatus.SHOWN


def _slice(records: Records, questions: list[Fraga], labels: dict[str, str | int]) -> Slice:
    enkat = questions[0].enkat
    return Slice(
        lambda: _answers(records, questions),
        labels,
        status=_was_held(records, enkat),
        response=_response(records, enkat),
    )


def each_question(indikator: str) -> Population:
    """The year's answers to each of an indicator's questions: one row per person who answered it."""

    @population("answers", words=("påstående",))
    def slices(records: Records) -> Iterator[Slice]:
        for question in _questions(indikator):
            yield _slice(records, [question], {"fraga": question.text})

    return slices


def the_question(indikator: str) -> Population:
    """The year's answers to an indicator's only question: one row per person who answered it."""

    @population("answers")
    def slices(records: Records) -> Iterator[Slice]:
        [question] = _questions(indikator)
        yield _slice(records, [question], {})

    return slices


def each_area(indikator: str) -> Population:
    """The year's answers within each area of an indicator: one row per answer."""

    @population("answers", person="svarande", words=("område",))
    def slices(records: Records) -> Iterator[Slice]:
        questions = _questions(indikator)
        for omrade in dict.fromkeys(question.omrade for question in questions):
            of_area = [question for question in questions if question.omrade == omrade]
            yield _slice(records, of_area, {"omrade": omrade})

    return slices


def each_month(indikator: str) -> Population:
    """Each month of the year. What is delivered tells only the year of an answer: every month is missing."""

    @population("answers", words=("månad",), link=" per ")
    def slices(records: Records) -> Iterator[Slice]:
        questions = _questions(indikator)
        for number in records.reported_year.months():
            label = Window.of_month(number).label
            yield Slice(
                lambda: _answers(records, questions),
                {"period": label},
                status=CellStatus.NOT_DELIVERED,
            )

    return slices


def asked(enkat: str) -> Population:
    """Everybody who was asked in the year's survey, with `svarat`: one row per person.

    Those who answered are the respondents; of the others nothing is known but how many they are.
    """

    @population("answers", "invitations")
    def slices(records: Records) -> Iterator[Slice]:
        def rows() -> pl.LazyFrame:
            counts = _invited(records, enkat)
            answered = (
                _respondents(records, enkat)
                .join(counts, on="kon")
                .filter(pl.int_range(pl.len()).over("kon") < pl.col("tillfragade"))
                .select("kon", "svarande", svarat=pl.lit(True))
            )
            silent = pl.col("tillfragade") - pl.col("svarat")
            others = (
                counts.filter(silent > 0)
                .select("kon", nummer=pl.int_ranges(silent))
                .explode("nummer")
                .select(
                    "kon",
                    svarande=pl.format("{} {} {} utan svar {}", pl.lit(enkat), pl.lit(records.year), "kon", "nummer"),
                    svarat=pl.lit(False),
                )
            )
            return pl.concat([answered, others])

        status = _was_held(records, enkat) if _were_asked(records) else CellStatus.NOT_DELIVERED
        yield Slice(rows, status=status)

    return slices


@population("progression", "progression.narmat_sig")
def progressions(records: Records) -> Iterator[Slice]:
    """Measurements before and after activities, with `forandring` in thousandths: one row per instrument used.

    They have no dates, and are told as they are in years that the file covers.
    """
    change = ((pl.col("efter") - pl.col("fore")) * 1000).round()
    yield Slice(
        lambda: records["progression"].with_columns(forandring=change.cast(pl.Int64)),
        status=reach(records, records.reported_year, "progression"),
    )
