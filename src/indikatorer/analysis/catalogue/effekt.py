"""ST5: what the Stockholmsjobb have changed, and how far the answer can be trusted."""

from collections.abc import Callable, Iterator

import polars as pl

from indikatorer.analysis.diagnostics import PERCENTILES
from indikatorer.analysis.enrolments import (
    EVALUATED,
    HISTORY,
    NEEDS,
    OUTCOMES,
    TRAITS,
    enrolments,
    with_history,
)
from indikatorer.analysis.evaluation import OF_E_VALUE, OVERLAP, TRIMS
from indikatorer.analysis.sample import AROUND, LONGEST_WAIT
from indikatorer.analysis.weighting import Method
from indikatorer.measures.cell import PROCENT_PER_MANAD, PROCENTENHETER, RISKKVOT, STANDARDAVVIKELSER
from indikatorer.measures.dimensions import KON, Dimension, fixed, where
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.population import Slice
from indikatorer.measures.records import Records
from indikatorer.measures.values import Andel, Antal, Estimates
from indikatorer.vocabulary import Kon, Utbildning

ANNAT, INGET = "Annat Stockholmsjobb", "Inget Stockholmsjobb"


GRUPP = fixed("grupp", "Stockholmsjobb under första inskrivningen", *EVALUATED, ANNAT, INGET)
TYP = fixed("typ", "Typ av Stockholmsjobb", *EVALUATED)
UTFALL = fixed("utfall", "Utfall", *OUTCOMES)
METOD = fixed("metod", "Jämförelse", *Method)
MANADER = fixed("manader", "Månader från start", *AROUND)
EGENSKAP = fixed("egenskap", "Egenskap", *TRAITS)
VIKTNING = fixed("viktning", "Viktning", "Före", "Efter")
VILKA = fixed("vilka", "Vilka", *OVERLAP)
PERCENTIL = fixed("percentil", "Percentil", *PERCENTILES)
VAL = fixed("val", "Val", *TRIMS)
GALLER = fixed("galler", "Gäller", *OF_E_VALUE)


def _people(records: Records) -> pl.LazyFrame:
    evaluated = pl.col("typ").is_in(EVALUATED) & (pl.col("began") - pl.col("entered") <= LONGEST_WAIT)
    grupp = pl.when(evaluated).then("typ").when("during").then(pl.lit(ANNAT)).otherwise(pl.lit(INGET))
    return records.once(
        "utvärderade inskrivna", lambda: with_history(enrolments(records), records).with_columns(grupp=grupp)
    )


def evaluated_people(records: Records) -> Iterator[Slice]:
    """Persons of the evaluation, by the Stockholmsjobb that began during their enrolment."""
    yield Slice(lambda: _people(records))


EGENSKAPER: dict[str, pl.Expr] = {
    "Kvinnor": pl.col("kon") == Kon.KVINNOR,
    "Under 25 år": pl.col("alder") < 25,
    "50 år eller äldre": pl.col("alder") >= 50,
    "Utländsk bakgrund": pl.col("bakgrund") == "Utländsk bakgrund",
    "Förgymnasial utbildning": pl.col("utbildning") == Utbildning.FORGYMNASIAL,
    "Arbete någon månad året före": pl.col("arbete_ar") > 0,
    "Försörjningsstöd minst hälften av månaderna två år före": pl.col("stod") >= HISTORY // 2,
    "Hos Arbetsförmedlingen minst hälften av månaderna två år före": pl.col("af") >= HISTORY // 2,
}
"""What tells those who get one type of job from those who get another."""


def people_by_trait(records: Records) -> Iterator[Slice]:
    """The same persons once for each trait, which `har` says whether they have."""
    for egenskap, condition in EGENSKAPER.items():

        def rows(condition: pl.Expr = condition) -> pl.LazyFrame:
            return _people(records).with_columns(har=condition.fill_null(False))

        yield Slice(rows, {"egenskap": egenskap})


def estimated(frame: str) -> Callable[[Records], Iterator[Slice]]:
    """What the evaluation has written in one of its frames."""

    def slices(records: Records) -> Iterator[Slice]:
        yield Slice(lambda: records[frame])

    return slices


def estimated_table(
    title: str,
    frame: str,
    by: tuple[Dimension, ...],
    matt: str,
    enhet: str,
    *kept: pl.Expr,
    needs: tuple[str, ...] = (),
) -> Table:
    """What a frame of the evaluation says, of the rows that are kept."""

    def cells(rows: pl.DataFrame) -> pl.DataFrame:
        missing = [pl.lit(None, pl.Float64).alias(name) for name in ("ki_nedre", "ki_ovre") if name not in rows.columns]
        return rows.filter(*kept).with_columns(*missing)

    return Table(title, estimated(frame), by, Estimates(cells, matt, enhet), needs=(*needs, frame))


ST5 = Measure(
    id="ST5",
    name="Effekt av Stockholmsjobb",
    card=Card(
        fraga="Vad har Stockholmsjobben ändrat för dem som fått ett, månad för månad?",
        definition=(
            "Skillnaden i procentenheter mellan deltagarnas andel med arbetsinkomst, försörjningsstöd eller a-kassa "
            "och den andel de skulle ha haft utan något Stockholmsjobb under inskrivningen. Det senare uppskattas av "
            "dem som var inskrivna lika länge och inte fick något, varken då eller senare, med dynamisk invers "
            "sannolikhetsviktning: den som liknar deltagarna räknas mer. En månad utan rad i registret räknas inte, "
            "varken som arbete eller som frånvaro av arbete: personen är då inte i landet eller följs inte längre."
        ),
        population=(
            "Personer 18–64 år som skrevs in första gången elva till sex år före rapportåret och inte haft "
            "Stockholmsjobb tidigare. Deltagare är de vars jobb började inom två år från inskrivningen."
        ),
        taljare="Har ingen täljare: måttet kommer ur en modell.",
        namnare="Har ingen nämnare: antalen redovisas för sig.",
        enhet="Procentenheter.",
        kalla="SCB, månadsuppgifter om inkomst och ersättningar.",
        riktning="För arbete är högre bättre, för försörjningsstöd lägre.",
        sedan="2010, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med=(
            "Före-och-efter-mått som ST3, som saknar jämförelsegrupp, och IFAU:s siffror, som gäller andra uppgifter."
        ),
        osakerhet=(
            "95 procents intervall ur upprepade dragningar av personer, där allt räknas om för varje dragning. Gäller "
            "under antagandet att det som registren vet vid inskrivningen räcker för att göra grupperna jämförbara."
        ),
    ),
    needs=NEEDS,
    tables={
        "antal": Table(
            "Personer i effektutvärderingen efter Stockholmsjobb och kön", evaluated_people, (GRUPP, KON), Antal()
        ),
        "deltagare": Table(
            "Egenskaper vid inskrivningen efter Stockholmsjobb",
            people_by_trait,
            (GRUPP,),
            Andel(where("har")),
        ),
        "effekt": estimated_table(
            "Effekt av Stockholmsjobb efter typ, utfall och månader från start",
            "effekter",
            (TYP, UTFALL, MANADER),
            "effekt",
            PROCENTENHETER,
            pl.col("metod") == Method.DYNAMIC,
        ),
        "metod": estimated_table(
            "Skillnad i arbete efter typ, jämförelse och månader från start",
            "effekter",
            (TYP, METOD, MANADER),
            "differens",
            PROCENTENHETER,
            pl.col("utfall") == "Arbete",
        ),
        "balans": estimated_table(
            "Skillnad vid inskrivningen mellan deltagare och jämförelsegrupp före och efter viktning",
            "balans",
            (TYP, EGENSKAP, VIKTNING),
            "differens",
            STANDARDAVVIKELSER,
        ),
        "overlapp": estimated_table(
            "Sannolikhet att börja en viss månad, för dem som började och för andra",
            "overlapp",
            (TYP, VILKA, PERCENTIL),
            "kvartil",
            PROCENT_PER_MANAD,
        ),
        "jamforelsegrupp": estimated_table(
            "Hur många jämförelsegruppen motsvarar efter viktning",
            "jamforelsegrupp",
            (TYP,),
            "varde",
            "jämnt vägda personer",
        ),
        "kanslighet": estimated_table(
            "Effekt på arbete efter typ, månader från start och trimning",
            "kanslighet",
            (TYP, MANADER, VAL),
            "effekt",
            PROCENTENHETER,
        ),
        "evarde": estimated_table(
            "Hur stark en okänd orsak måste vara för att förklara effekten på arbete",
            "evarde",
            (TYP, MANADER, GALLER),
            "varde",
            RISKKVOT,
        ),
    },
)
