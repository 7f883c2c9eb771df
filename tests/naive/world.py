"""A few hundred people made by dice, as plain rows; nothing here is likely, and every odd case comes up."""

import random
from datetime import date, timedelta
from typing import Any

import polars as pl

from indikatorer.registers.store import Registers
from indikatorer.registers.stored_rows import stored_files, stored_schema

YEAR = 2020
FIRST, LAST = 2008, 2021

JOBBTORG = ["Jobbtorg Sydost", "Jobbtorg Järva", "Jobbtorg Västerort"]
STADSDELAR = ["Farsta", "Älvsjö", "Hägersten-Liljeholmen", "Bromma"]
ORSAKER = [
    *("Arbete", "Subventionerat arbete", "Studier", "AF-program", "Flyttat", "Föräldraledig", "Övrigt", "Okänd"),
    "Återremitterad",
]
TYPER = ["Ungdomsanställning", "Basanställning", "Stockholmsvärd"]
Row = dict[str, Any]


class Dice:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def pick(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def often(self, share: float) -> bool:
        return self.random.random() < share


def make(seed: int, people: int = 300) -> dict[str, list[Row]]:
    """Rows of every file, by its name in the store."""
    dice = Dice(seed)
    world: dict[str, list[Row]] = {name: [] for name in stored_files() if name != "kolada"}
    for number in range(people):
        _life(dice, f"p{number:03}", world)
    order = list(range(len(world["flai_inskrivningar"])))
    dice.random.shuffle(order)
    for row, place in zip(world["flai_inskrivningar"], order, strict=True):
        row["ordning"] = place
    _scb(dice, people, world)
    _scb_months(Dice(seed), people, world)
    _school(dice, people, world)
    _surveys(dice, world)
    _business(dice, world)
    return world


def number_of(person: str) -> int:
    return int(person.removeprefix("p"))


def _life(dice: Dice, person: str, world: dict[str, list[Row]]) -> None:
    kon = dice.pick("Kvinnor", "Män")
    born = None if dice.often(0.05) else dice.day(date(1950, 1, 1), date(2003, 12, 31))
    day = dice.day(date(2008, 1, 1), date(2020, 6, 1))
    for _ in range(dice.pick(1, 1, 2, 3, 4)):
        start = day
        end = start + timedelta(days=dice.random.randint(0, 500))
        is_open = end > date(2021, 12, 31) or dice.often(0.05)
        world["flai_inskrivningar"].append(
            {
                "person": person,
                "kon": kon,
                "fodelsedatum": born,
                "bakgrund": dice.pick("Inrikes född", "Utrikes född", "Uppgift saknas"),
                "utbildning": dice.pick("Förgymnasial", "Gymnasial", "Eftergymnasial", "Uppgift saknas"),
                "folkbokford_fran": dice.pick(None, dice.day(date(2016, 1, 1), date(2020, 1, 1))),
                "jobbtorg": dice.pick(*JOBBTORG),
                "stadsdelsnamnd": dice.pick(*STADSDELAR),
                "inskriven": start,
                "jobbplan": dice.pick(None, start + timedelta(days=dice.random.randint(0, 14))),
                "avslutad": None if is_open else end,
                "avslutsorsak": None if is_open else dice.pick(*ORSAKER),
                "malgrupp_resurs": dice.pick(True, False, None),
            }
        )
        for _ in range(dice.pick(0, 1, 2)):
            _insats(dice, person, start, end, world)
        day = end + timedelta(days=dice.pick(-5, 0, 1, 30, 200, 700))
        if is_open or day > date(2021, 12, 31):
            break
    for month in range(12 * 2008, 12 * 2022):
        if dice.often(0.15):
            typ = dice.pick("Försörjningsstöd", "Försörjningsstöd", "Övrigt", "Introduktionsersättning")
            world["paraply_bistand"].append(
                {
                    **{"person": person, "manad": month, "typ": typ, "belopp": dice.pick(-5, 0, 100, 100, 100)},
                    "nyanland": number_of(person) % 7 == 0,
                }
            )
    for _ in range(dice.pick(0, 0, 1, 2)):
        event = dice.pick("Avliden", "Utvandrad", "Utflyttad", "Inflyttad")
        event_day = dice.day(date(2015, 1, 1), date(2021, 12, 31))
        world["folkbokforing"].append({"person": person, "handelse": event, "datum": event_day})
    if dice.often(0.4):
        _jobs(dice, person, world)
    for _ in range(dice.pick(0, 0, 0, 1, 2)):
        world["partnerskap"].append(
            {
                "person": dice.pick(person, person, f"{person} utanför"),
                "verksamhet": dice.pick("Jobbtorg", "Vuxenutbildning"),
                "arbete_fran": dice.day(date(2019, 6, 1), date(2021, 6, 1)),
            }
        )


def _insats(dice: Dice, person: str, start: date, end: date, world: dict[str, list[Row]]) -> None:
    first = dice.day(start - timedelta(days=20), end + timedelta(days=20))
    last = first + timedelta(days=dice.random.randint(0, 90))
    work = last + timedelta(days=dice.random.randint(-60, 90))
    world["flai_insatser"].append(
        {
            "person": person,
            "insats": dice.pick("Matchning", "Språkstöd", "Yrkesspår"),
            "regi": dice.pick("Egen", "Upphandlad"),
            "start": first,
            "slut": dice.pick(None, last, last, last),
            "fullfoljd": dice.pick(True, True, False, None),
            "anstallning_start": dice.pick(None, work, work),
            "anstallning_manader": dice.pick(None, 5, 6, 12),
        }
    )


def _jobs(dice: Dice, person: str, world: dict[str, list[Row]]) -> None:
    day = dice.day(date(2017, 1, 1), date(2020, 6, 1))
    typ = dice.pick(*TYPER)
    before = None
    for _ in range(dice.pick(1, 2, 3)):
        number = len(world["flai_stockholmsjobb"]) + 1
        end = day + timedelta(days=dice.random.randint(10, 300))
        world["flai_stockholmsjobb"].append(
            {
                "stockholmsjobb": number,
                "person": person,
                "typ": typ,
                "start": day,
                "slut": None if dice.often(0.05) else end,
                "forlangning_av": before if dice.often(0.2) else None,
            }
        )
        if dice.often(0.8):
            status = dice.pick("Arbete", "Subventionerat arbete", "Studier", "Nytt Stockholmsjobb", "Annat", "Ej nådd")
            asked = dice.pick(None, end + timedelta(days=90))
            world["flai_uppfoljning_3man"].append(
                {"stockholmsjobb": number, "uppfoljningsdatum": asked, "status": status}
            )
        before = number
        typ = dice.pick(typ, typ, *TYPER)
        day = end + timedelta(days=dice.pick(1, 1, 2, 40))


def _scb(dice: Dice, people: int, world: dict[str, list[Row]]) -> None:
    for lopnr in range(1, people + 1):
        kon, born = dice.pick("Kvinnor", "Män"), dice.random.randint(1960, 2000)
        bakgrund = dice.pick("Svensk bakgrund", "Utländsk bakgrund", "Uppgift saknas")
        level = dice.pick(None, 1, 2, 3, 4, 5, 6, 7)
        for _ in range(dice.pick(1, 2, 3)):
            population = dice.pick("avslutade_jobbtorg", "avslutade_stockholmsjobb", "inskrivna")
            start = dice.day(date(2009, 1, 1), date(2017, 12, 31))
            end = start + timedelta(days=dice.random.randint(0, 600))
            job = population == "avslutade_stockholmsjobb" or dice.often(0.2)
            world["scb_population"].append(
                {
                    "lopnr": lopnr,
                    "population": population,
                    "kon": kon,
                    "fodelsear": born,
                    "bakgrund": bakgrund,
                    "sun_niva": level,
                    "inskriven": start,
                    "avslutad": None if population == "inskrivna" else end,
                    "avslutsorsak": dice.pick(*ORSAKER) if population == "avslutade_jobbtorg" else None,
                    "stockholmsjobb_start": start if job else None,
                    "stockholmsjobb_slut": end if job and dice.often(0.7) else None,
                    "ordning": len(world["scb_population"]),
                }
            )
        for year in range(2008, 2019):
            if dice.often(0.9):
                world["scb_arsdata"].append(_register_year(dice, lopnr, year))


def _scb_months(dice: Dice, people: int, world: dict[str, list[Row]]) -> None:
    for lopnr in range(1, people + 1, 2):
        often = dice.pick(0.0, 0.02, 0.5)
        for month in range(12 * dice.pick(2012, 2015, 2016), 12 * dice.pick(2017, 2019, 2020)):
            row = {"lopnr": lopnr, "manad": month, "arbetsinkomst": 0, "forsorjningsstod": dice.often(often)}
            world["scb_manadsdata"].append({**row, "akassa": False, "inskriven_af": False})


def _register_year(dice: Dice, lopnr: int, year: int) -> Row:
    income = dice.pick(0, 0, 50_000, 160_000, 175_000, 202_400, 300_000)
    row = {
        "forvers": income,
        "forvink": max(income - dice.pick(0, 20_000), 0),
        "inkfnettoa": dice.pick(0, 0, 0, 5_000, -100),
        "sysstat": dice.pick(0, 1, 1, None),
        "hsdelt": dice.pick(0, 0, 0, 1, None),
        "studmed": dice.pick(0, 0, 0, 900),
        "socbidrfam": dice.pick(0, 0, 700),
        "raks_huvinkkalla": dice.pick(1, 2, 3, 4, 5, 6, 7, 8, 9, 99, None),
        "raks_summaink": dice.pick(0, income),
        "raks_ekbisink": 0,
    }
    days = {name: dice.pick(0, 0, 0, 100, 200) for name in ("alosdag", "adeldag", "astudag", "asysdag", "ak14dag")}
    rest = {name: dice.pick(0, 0, 0, 10) for name in ("sjuksum_ndag_midas", "fortid", "foralpeng", "arblos")}
    return {"lopnr": lopnr, "ar": year, "kommun": "0126" if (lopnr + year) % 4 == 0 else "0180", **row, **days, **rest}


def _school(dice: Dice, people: int, world: dict[str, list[Row]]) -> None:
    for elev in range(1, people + 1):
        kon, alder, bakgrund = (
            dice.pick("Kvinnor", "Män"),
            dice.random.randint(15, 70),
            dice.pick(None, "EU/EES", "Övriga"),
        )
        for _ in range(dice.pick(1, 2, 3)):
            start = dice.day(date(2018, 6, 1), date(2021, 6, 1))
            end = start + timedelta(days=dice.random.randint(0, 400))
            skolform = dice.pick("Grundläggande", "Gymnasial högskoleförberedande", "Kombination", "Sfi", "YH")
            world["vux_kurser"].append(
                {
                    "elev": elev,
                    "kon": kon,
                    "alder": alder,
                    "bakgrund": bakgrund,
                    "skolform": skolform,
                    "regi": dice.pick("Egen", "Upphandlad"),
                    "start": start,
                    "planerat_slut": dice.pick(None, end),
                    "slut": dice.pick(None, end, end, end),
                    "utfall": dice.pick("A", "C", "E", "F", "Godkänd", "Examen", "Ej examen", "Avbrott", "Avbrott"),
                    "nyanland": dice.pick(True, False, None),
                    "efter_avbrott": dice.pick("Arbete", "Studier", "Varken", None),
                }
            )
        answered = dice.often(0.5)
        work = dice.pick("Arbete", "Studier", "Annat")
        world["vux_uppfoljning"].append(
            {
                "utbildning_id": elev,
                "kon": kon,
                "utbildning": dice.pick("Yrkesutbildning", "Kombination", "YH"),
                "slut": dice.day(date(2019, 3, 1), date(2020, 12, 31)),
                "fullfoljd": dice.often(0.7),
                "manader_efter": dice.pick(3, 6),
                "besvarad": answered,
                "sysselsattning": work if answered else None,
                "samma_arbete": dice.pick(True, False, None) if answered else None,
            }
        )


QUESTIONS = {
    "stockholmsjobb": ["SJ1", "SJ5", "SJ7"],
    "brukarundersökning": ["BU1", "BU2", "BU5"],
    "komvux": ["KV1", "KV2"],
    "sfi": ["SFI1", "SFI2"],
    "nöjdhetsbarometer": ["NB1"],
}


def _surveys(dice: Dice, world: dict[str, list[Row]]) -> None:
    for enkat, questions in QUESTIONS.items():
        for year in (YEAR - 1, YEAR, YEAR + 1):
            respondents = {"Kvinnor": 0, "Män": 0}
            for number in range(1, 60):
                kon, studied = dice.pick("Kvinnor", "Män"), dice.pick(True, False, None)
                respondents[kon] += 1
                top = 4 if enkat in ("stockholmsjobb", "brukarundersökning") else 5
                for question in questions:
                    svar = dice.pick(None, "Vet ej", *(str(point) for point in range(1, top + 1)))
                    world["enkat_svar"].append(
                        {
                            **{"enkat": enkat, "ar": year, "svarande": number, "kon": kon},
                            **{"fraga": question, "svar": svar, "studerat": studied},
                        }
                    )
            for kon, count in respondents.items():
                asked = count + dice.random.randint(0, 120)
                world["enkat_utskick"].append({"enkat": enkat, "ar": year, "kon": kon, "antal": asked})


def _business(dice: Dice, world: dict[str, list[Row]]) -> None:
    for month in range(12 * (YEAR - 1), 12 * (YEAR + 2)):
        for matt in ("Rekryteringsträffar", "Arbetsgivare med partnerskap"):
            world["processmatt"].append({"manad": month, "matt": matt, "antal": dice.random.randint(0, 30)})
    for number in range(200):
        world["progression"].append(
            {
                **{
                    "deltagande": number,
                    "kon": dice.pick("Kvinnor", "Män"),
                    "insats": dice.pick("Matchning", "Språkstöd"),
                },
                **{"instrument": "ORS", "fore": dice.pick(None, 20.5, 18.1), "efter": dice.pick(None, 21.0, 17.7)},
                "narmat_sig": dice.pick(True, False, None),
            }
        )
    for year in range(FIRST, LAST + 1):
        for enhet in (*JOBBTORG, "Stockholmsjobb"):
            for kind in ("Personal", "Övrigt"):
                world["ekonomi_kostnader"].append(
                    {"ar": year, "enhet": enhet, "kostnadsslag": kind, "belopp": dice.random.randint(1, 10**8)}
                )


def registers(world: dict[str, list[Row]]) -> Registers:
    """The same rows as a store."""
    frames = {}
    for name, rows in world.items():
        schema = stored_schema(name)
        frames[name] = pl.LazyFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema)
    months = (12 * FIRST, 12 * LAST + 11)
    return Registers(
        frames,
        {
            **dict.fromkeys(("flai_inskrivningar", "paraply_bistand"), months),
            "scb_population": (FIRST, LAST),
            "scb_arsdata": (FIRST, YEAR - 2),
        },
    )
