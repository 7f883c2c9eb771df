"""SW4: the standing on the labour market up to four years after a Stockholmsjobb, with a comparison group."""

from collections.abc import Iterator

import polars as pl

from indikatorer.analysis.catalogue.effekt import TYP, estimated_table
from indikatorer.analysis.enrolments import NEEDS
from indikatorer.analysis.sample import YEARS_AFTER
from indikatorer.measures import cohorts
from indikatorer.measures.cell import PROCENTENHETER
from indikatorer.measures.dimensions import STATUS, fixed
from indikatorer.measures.measure import Card, Measure, Table
from indikatorer.measures.outcomes import with_status_arbetsmarknad
from indikatorer.measures.population import Slice
from indikatorer.measures.records import Records
from indikatorer.measures.scb import scb_status
from indikatorer.measures.slices import people_in
from indikatorer.measures.values import Fordelning
from indikatorer.periods import Window

AR_EFTER = fixed("ar_efter", "År efter avslut", *YEARS_AFTER)


def years_after_jobs(records: Records) -> Iterator[Slice]:
    """Stockholmsjobb that ended seven to five years before, by years after; of those whose year is reached.

    One row per person and year of the end, with the last end of that year (docs/definitions.md, Decided).
    """
    ends = range(records.year - 7, records.year - 4)
    window = Window.years(ends[0], ends[-1])
    for after in YEARS_AFTER:
        followed = {year + after for year in ends}

        def rows(after: int = after) -> pl.LazyFrame:
            jobs = pl.concat([people_in(cohorts.scb_ended_jobs, records, Window.year(year)) for year in ends])
            measured = with_status_arbetsmarknad(jobs.with_columns(avslutsar=pl.col("handelsear")), records, after)
            return measured.filter(pl.col("status_arbetsmarknad").is_not_null())

        yield Slice(rows, {"ar_efter": after}, scb_status(records, window, followed))


SW4 = Measure(
    id="SW4",
    name="Ställning på arbetsmarknaden efter Stockholmsjobb",
    card=Card(
        fraga="Hur många är etablerade upp till fyra år efter ett Stockholmsjobb, och hur många hade varit det ändå?",
        definition=(
            "Ställning på arbetsmarknaden som i SW1, ett till fyra kalenderår efter det år då jobbet slutade. Effekten "
            "är skillnaden i andelen etablerade mellan deltagarna och jämförelsegruppen i ST5, med samma vikter. För "
            "den som inte haft något jobb räknas åren från när ett jobb av vanlig längd skulle ha slutat."
        ),
        population=(
            "Personer vars Stockholmsjobb slutat sju till fem år före rapportåret, med det sista slutet varje år: den "
            "som har slut flera av åren räknas en gång för varje. Effekten gäller dem av deltagarna i ST5 vars jobb "
            "slutat de åren."
        ),
        taljare="Personer med ställningen det året; effekten har ingen täljare.",
        namnare="Personer i populationen vars år har nåtts; effekten räknar bara dem som finns i registret.",
        enhet="Procent av personer per slutår; effekten i procentenheter.",
        kalla="SCB, LISA och månadsuppgifter.",
        riktning="Fler etablerade är bättre.",
        sedan="2010, efter SCB:s eftersläpning på två år.",
        jamfor_inte_med="SW1, som gäller alla som avslutats från Jobbtorg.",
        osakerhet="95 procents intervall som i ST5. Få är följda i fyra år, eftersom registren släpar efter.",
    ),
    needs=("scb_spells", "register_years"),
    tables={
        "status": Table(
            "Ställning på arbetsmarknaden ett till fyra år efter Stockholmsjobb",
            years_after_jobs,
            (STATUS,),
            Fordelning(STATUS, antal=False),
        ),
        "effekt": estimated_table(
            "Effekt på andelen etablerade ett till fyra år efter Stockholmsjobb",
            "etablering",
            (TYP, AR_EFTER),
            "effekt",
            PROCENTENHETER,
            needs=NEEDS,
        ),
    },
)
