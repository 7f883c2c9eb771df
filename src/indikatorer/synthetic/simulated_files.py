"""The files of a delivery, column by column, each in an order that tells nothing of a life."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from indikatorer.base import periods, vocabulary
from indikatorer.synthetic import chance
from indikatorer.synthetic.assistance import HINDER, TYPER, Payments
from indikatorer.synthetic.chance import Integers
from indikatorer.synthetic.lives import Activity
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.people import STADSDELAR, Flags, People
from indikatorer.synthetic.registrations import Numbers
from indikatorer.synthetic.simulated_enrolments import ARBETE, OPEN, ORSAKER, Spells
from indikatorer.synthetic.stockholmsjobb import TYPER as JOBBTYPER
from indikatorer.synthetic.tables import KON, YES_NO, append, days, months, words
from indikatorer.synthetic.town import Town
from indikatorer.synthetic.world import FIRST_MONTH, LAST_DAY, MONTHS, NEVER, Canvas, Dates, month_of, year_of

_NIVAER = ("Förgymnasial", "Gymnasial", "Eftergymnasial", "Okänd")
_SUN_NIVA = np.array([[0.35, 0.65, 0, 0, 0, 0, 0], [0, 0, 0.55, 0.45, 0, 0, 0], [0, 0, 0, 0, 0.45, 0.52, 0.03]])

_TOML = """\
# En påhittad leverans: ingen person i den finns. Kontrollsiffran i varje personnummer är med flit fel.
syntetisk = true
levererad = 2023-02-15
beskrivning = "Syntetisk leverans, frö {seed}, skala {scale:g}"

[tackning]
flai_inskrivningar = ["2008-01", "2022-12"]
flai_insatser = ["2008-01", "2022-12"]
flai_stockholmsjobb = ["2010-01", "2022-12"]
flai_uppfoljning_3man = ["2010-01", "2022-12"]
paraply_bistand = ["2008-01", "2022-12"]
folkbokforing = ["2008-01", "2022-12"]
personnummer_byte = ["2008-01", "2022-12"]
scb_population = [2008, 2022]
scb_arsdata = [2006, 2021]
scb_manadsdata = [2008, 2020]
enkat_utskick = [2015, 2022]
enkat_svar = [2015, 2022]
vux_kurser = ["2008-01", "2022-12"]
vux_uppfoljning = ["2008-01", "2022-05"]
processmatt = ["2015-01", "2022-12"]
partnerskap = ["2015-01", "2022-12"]
progression = ["2019-01", "2022-12"]
ekonomi_kostnader = [2008, 2022]
kolada = [2011, 2021]
"""


def write_inskrivningar(
    folder: Path, people: People, spells: Spells, lived: Canvas, numbers: Numbers, part: Part
) -> None:
    """`flai_inskrivningar`: one row per spell."""
    rng = chance.stream(part.seed, "flai_inskrivningar")
    who = people.select(spells.person)
    size = len(spells)
    to_work = (spells.reason == ARBETE) & (rng.random(size) < 0.7)
    frame = pl.DataFrame(
        {
            "inskrivning_id": part.identities("inskrivning_id", size, 10**7, 10**9),
            "personnummer": numbers.at(spells.person, spells.start),
            "kön": words(np.where(rng.random(size) < 0.004, -1, who.kvinna), KON),
            "födelseland": words(np.where(rng.random(size) < 0.012, -1, who.utrikes), ("Inrikes", "Utrikes")),
            "utbildningsnivå": words(_registered_level(rng, who.utbildning), _NIVAER),
            "folkbokförd_från": days(_registered_since(rng, who)),
            "jobbtorg": words(*jobbtorg_of(spells)),
            "stadsdelsnämnd": words(*_stadsdelsnamnd(spells)),
            "inskriven": days(spells.start),
            "jobbplan": days(_jobbplan(rng, spells)),
            "avslutad": days(spells.end),
            "avslutsorsak": words(*_reasons(spells, part.seed)),
            "målgrupp_resurs": words(who.resurs, YES_NO),
            "återremiss_in": words((spells.number > 0) & (rng.random(size) > 0.03), YES_NO),
            "anställningsform": words(
                np.where(to_work, chance.pick(rng.random(size), np.array([[0.28, 0.47, 0.25]])), -1),
                ("Tillsvidare", "Visstid", "Timanställning"),
            ),
            "omfattning": words(np.where(to_work, _part_time(spells, lived), -1), ("Heltid", "Deltid")),
        }
    )
    frame = frame.with_columns(pl.format("I{}", "inskrivning_id").alias("inskrivning_id"))
    append(frame.sort("inskrivning_id"), folder, "flai_inskrivningar")


def write_bistand(
    folder: Path,
    people: People,
    paid: Payments,
    hinder: Integers,
    numbers: Numbers,
    partner_personnummer: Integers,
    part: Part,
) -> None:
    """`paraply_bistand`: one row per person, month and decision. Both partners of a couple carry the household's sum.

    `partner_personnummer` is 0 for who has none.
    """
    rng = chance.stream(part.seed, "paraply_bistand")
    inside = paid.month >= periods.month(2008, 1)
    paid, hinder = paid.select(inside), hinder[inside]
    applies = ~people.partner | (rng.random(len(people)) < np.where(people.kvinna, 0.35, 0.6))
    household = part.identities("hushåll_id", len(people), 10**6, 10**7)
    couple = people.partner[paid.person]
    first_day = (paid.month - 12 * 1970).astype("datetime64[M]").astype("datetime64[D]")
    rows = pl.DataFrame(
        {
            "personnummer": np.append(numbers.at(paid.person, first_day), partner_personnummer[paid.person][couple]),
            "bidragsmånad": months(np.append(paid.month, paid.month[couple])),
            "roll": words(np.append(applies[paid.person], ~applies[paid.person][couple]), ("Medsökande", "Sökande")),
            "biståndstyp": words(np.append(paid.kind, paid.kind[couple]), tuple(TYPER)),
            "nettobelopp": np.append(paid.kronor, paid.kronor[couple]),
            "hushåll_id": np.append(household[paid.person], household[paid.person][couple]),
            "försörjningshinder": words(np.append(hinder, np.full(couple.sum(), -1)), HINDER),
        }
    )
    order = ("bidragsmånad", "personnummer", "biståndstyp", "nettobelopp")
    append(rows.sort(*order, maintain_order=True), folder, "paraply_bistand")


def write_population(folder: Path, town: Town, lopnummer: Integers, seed: int) -> None:
    """`scb_population`: every exit, every Stockholmsjobb that has ended and every enrolment, by SCB's serial number.

    An enrolment carries the Stockholmsjobb that began during it, if any.
    """
    rng = chance.stream(seed, "scb_population")
    people, spells, jobs = town.people, town.spells, town.jobs
    level = chance.pick(rng.random(len(people)), _SUN_NIVA[people.utbildning]) + 1
    exits = np.flatnonzero(spells.reason != OPEN)
    ended = np.flatnonzero(jobs.end <= LAST_DAY)
    spell = np.concatenate([exits, jobs.spell[ended], np.arange(len(spells))])
    population = np.repeat([0, 1, 2], [len(exits), len(ended), len(spells)])
    first_job = np.full(len(spells), -1)
    first_job[jobs.spell[~jobs.is_next]] = np.flatnonzero(~jobs.is_next)
    job = np.concatenate([np.full(len(exits), -1), ended, first_job])
    has_job = job >= 0
    of_spell = spells.select(spell)
    who = people.select(of_spell.person)
    left = np.where(population == 0, of_spell.end, np.where(population == 1, jobs.end[job], NEVER))
    frame = pl.DataFrame(
        {
            "LopNr": lopnummer[of_spell.person],
            "Population": words(population, ("avslutade_jobbtorg", "avslutade_stockholmsjobb", "inskrivna")),
            "Kon": np.where(who.kvinna, 2, 1),
            "FodelseAr": year_of(who.birth),
            "InskrivenDatum": days(of_spell.start),
            "AvslutDatum": days(left),
            "Avslutsorsak": words(np.where(population == 0, of_spell.reason, -1), tuple(ORSAKER)),
            "StockholmsjobbStart": days(np.where(has_job, jobs.start[job], NEVER)),
            "StockholmsjobbSlut": days(np.where(has_job & (jobs.end[job] <= LAST_DAY), jobs.end[job], NEVER)),
            "StockholmsjobbTyp": words(np.where(has_job, jobs.typ[job], -1), JOBBTYPER),
            "Jobbtorg": words(*jobbtorg_of(of_spell)),
            "UtlSvBakg": who.background,
            "SunNiva": level[of_spell.person],
        }
    )
    order = ("LopNr", "Population", "InskrivenDatum", "AvslutDatum", "Jobbtorg")
    append(frame.sort(*order, maintain_order=True), folder, "scb_population")


def write_arsdata(folder: Path, years: dict[str, NDArray[Any]], lopnummer: Integers) -> None:
    """`scb_arsdata`: one row per person and year in the population register."""
    frame = pl.DataFrame({"LopNr": lopnummer[years["person"]], **{k: v for k, v in years.items() if k != "person"}})
    frame = frame.sort("LopNr", "AR").with_columns(pl.col("Kommun").cast(pl.String).str.zfill(4))
    columns = ["LopNr", "AR", "Kommun"]
    append(frame.select(*columns, pl.exclude(columns)), folder, "scb_arsdata")


def write_about(folder: Path, seed: int, scale: float) -> None:
    """`leverans.toml`: that it is synthetic, and how far each file reaches."""
    (folder / "leverans.toml").write_text(_TOML.format(seed=seed, scale=scale), encoding="utf-8", newline="\n")


def _registered_level(rng: Generator, level: Integers) -> Integers:
    drawn = rng.random(len(level))
    return np.where(drawn < 0.02, -1, np.where(drawn < 0.05, _NIVAER.index("Okänd"), level))


def _registered_since(rng: Generator, who: People) -> Dates:
    unknown = who.samordning | (rng.random(len(who)) < 0.02)
    return np.where(unknown, np.datetime64("NaT"), who.arrival)


def _jobbplan(rng: Generator, spells: Spells) -> Dates:
    """The day of the activity plan: mostly within five working days, never after the exit."""
    prompt = rng.random(len(spells)) < 0.74
    working_days = np.where(prompt, rng.integers(0, 6, len(spells)), rng.geometric(0.08, len(spells)))
    day = np.busday_offset(spells.start, working_days, roll="forward").astype("datetime64[D]")
    made = (rng.random(len(spells)) > 0.05) & (day <= np.minimum(spells.end, LAST_DAY))
    return np.where(made, day, np.datetime64("NaT"))


def _reasons(spells: Spells, seed: int) -> tuple[Integers, tuple[str, ...]]:
    """Why each spell ended; a reason of the city's own takes a tenth of the exits of its group."""
    own = [orsak for orsak in vocabulary.AVSLUTSORSAKER if orsak not in ORSAKER]
    reason, names = spells.reason.copy(), (*ORSAKER, *own)
    draws = chance.stream(seed, "reasons of the city's own").random(len(spells)) if own else np.zeros(len(spells))
    for number, orsak in enumerate(own):
        group = vocabulary.ORSAKSGRUPPER[orsak]
        alike = [place for place, known in enumerate(ORSAKER) if vocabulary.ORSAKSGRUPPER.get(known) == group]
        chosen = np.isin(spells.reason, alike) & (draws >= number / 10) & (draws < (number + 1) / 10)
        reason[chosen] = len(ORSAKER) + number
    return reason, names


def _part_time(spells: Spells, lived: Canvas) -> Flags:
    """Whether the month after the exit is one of part-time work."""
    month = np.clip(month_of(spells.end) + 1 - FIRST_MONTH, 0, MONTHS - 1)
    return lived[month, spells.person] == Activity.DELTID


def _stadsdelsnamnd(spells: Spells) -> tuple[Integers, tuple[str, ...]]:
    """The committee that holds the district on the day of enrolment."""
    names = tuple(unit.namn for unit in vocabulary.stadsdelsnamnder())
    chosen = np.empty(len(spells), dtype=np.int64)
    starts = sorted({unit.giltig_fran for unit in vocabulary.stadsdelsnamnder()} | {date.max})
    for first, following in pairwise(starts):
        holder = vocabulary.stadsdelar_as_of(first)
        there = list(holder.values())
        # in another city the people of a district belong to one of its units
        held = [holder.get(stadsdel, there[place % len(there)]) for place, stadsdel in enumerate(STADSDELAR)]
        table = np.array([names.index(unit) for unit in held])
        now = (spells.start >= np.datetime64(first)) & (spells.start < np.datetime64(following))
        chosen[now] = table[spells.stadsdel[now]]
    return chosen, names


def jobbtorg_of(spells: Spells) -> tuple[Integers, tuple[str, ...]]:
    """The jobbtorg to which that committee refers."""
    names = tuple(unit.namn for unit in vocabulary.jobbtorg())
    namnd, namnder = _stadsdelsnamnd(spells)
    refers = vocabulary.jobbtorg_for_stadsdel()
    return np.array([names.index(refers[name]) for name in namnder])[namnd], names
