"""What each table counts, as its definition in the report says: a base, and the members of it that the cell is about.

Written from the definitions that every reader has. A table that is not named here is read all the same: its own sums
hold, but nothing ties it to other tables.
"""

import re
from collections.abc import Callable, Mapping

from tests.attack.counts import AS_PRINTED, ORSAKER, STATUSAR, TIME, UTFALL, YES, Count, Population, Values
from tests.attack.reading import ALL, Row

Meaning = tuple[Count, Count]
"""The base of a cell (namnare) and those of it whom the cell is about (taljare, or the count itself)."""


def month(year: int, number: int) -> int:
    return 12 * year + number - 1


def window(first_year: int, last_year: int | None = None) -> tuple[int, int]:
    return month(first_year, 1), month(last_year or first_year, 12)


AGES = ("–15", "16–24", "25–29", "30–44", "45–54", "55–")
TERTIALS = {"T1": 4, "T2": 8, "VB": 12}
LAG_OF_JOBS = 4


def named_window(label: str) -> tuple[int, int]:
    """A year, a month, or the twelve months that end with T1, T2 or VB."""
    if found := re.fullmatch(r"(T1|T2|VB) (\d{4})", label):
        last = month(int(found[2]), TERTIALS[found[1]])
        return last - 11, last
    if found := re.fullmatch(r"(\d{4})-(\d{2})", label):
        return (month(int(found[1]), int(found[2])),) * 2
    return window(int(label))


# --- the values of the labels -----------------------------------------------------------------------------------------

WORK_OR_STUDY = ("Arbete", "Subventionerat arbete", "Studier")
_LITTLE = ("AF-program", "Flyttat", "Föräldraledig", "Övrigt")
_REASONS: dict[str, dict[str, tuple[str, ...]]] = {
    "avslutsorsak": {"Föräldraledig eller övrigt": ("Föräldraledig", "Övrigt"), "Övriga orsaker": _LITTLE},
    "orsaksgrupp": {"Övrigt": _LITTLE},
    "orsaksgrupp7": {"Övrigt": ("Föräldraledig", "Övrigt"), "Övriga orsaker": _LITTLE},
    "orsaksgrupp6": {
        "Övrigt": ("Föräldraledig", "Övrigt"),
        "Övriga orsaker": _LITTLE,
        "Arbete eller subventionerat arbete": ("Arbete", "Subventionerat arbete"),
    },
    "orsaksgrupp2": {"Andra orsaker": tuple(reason for reason in ORSAKER if reason != "Okänd")},
    "flyttat": {"Andra orsaker": tuple(reason for reason in ORSAKER if reason != "Flyttat")},
}
_STATUSES = {
    "Studerande": ("Högskolestuderande", "Övriga studerande"),
    "Gott resultat": ("Etablerad", "Osäker ställning", "Högskolestuderande", "Övriga studerande"),
    "Utanför eller ej i registret": ("Utanför", "Ej i registret"),
}
_OUTCOMES = {"Nytt Stockholmsjobb eller annat": ("Nytt Stockholmsjobb", "Annat")}
_PLACES = {
    "Ordinarie verksamhet": ("Ungdomsanställning", "Basanställning", "Serviceassistent"),
    "Anpassad arbetsplats": ("Arbetslagsanställning", "Stockholmsvärd", "Jobbstartsanställning"),
}
_ORIGINS = {"Inrikes född eller uppgift saknas": ("Inrikes född", "Uppgift saknas")}
_COMMITTEES = {
    "Nämnderna vid Jobbtorg Sydost": ("Enskede-Årsta-Vantör", "Farsta", "Skarpnäck"),
    "Nämnderna vid Jobbtorg Sydväst": ("Skärholmen", "Hägersten-Liljeholmen", "Älvsjö", "Hägersten-Älvsjö"),
    "Nämnderna vid Jobbtorg Innerstaden": (
        "Kungsholmen",
        "Norrmalm",
        "Östermalm",
        "Södermalm",
        "Norra innerstaden",
    ),
    "Nämnderna vid Jobbtorg Västerort": ("Hässelby-Vällingby", "Bromma"),
    "Nämnderna vid Jobbtorg Järva": ("Rinkeby-Kista", "Spånga-Tensta", "Järva"),
}
GOOD = frozenset(_STATUSES["Gott resultat"])
SOME_STANDING = frozenset({"Etablerad", "Osäker ställning", "Svag ställning"})
IN_REGISTER = frozenset(STATUSAR) - {"Ej i registret"}
TO_WORK_OR_STUDY = frozenset(WORK_OR_STUDY)
REACHED = frozenset(UTFALL) - {"Ej nådd"}
ANSWERED = frozenset({"Positivt", "Inte positivt"})
POSITIVE = frozenset({"Positivt"})
IN_MONTHLY_DATA = frozenset({"Ingen månad", "1–6 månader", "Fler än 6 månader"})
KNOWN_AFTER = frozenset({"Arbete", "Studier", "Varken"})


def values(column: str, label: str) -> Values:
    """The set that a label stands for in its column."""
    if column in _REASONS:
        return frozenset(_REASONS[column].get(label, (label,)))
    if column.startswith("status"):
        return frozenset(_STATUSES.get(label, (label,)))
    if column == "utfall":
        return frozenset(_OUTCOMES.get(label, (label,)))
    if column == "arbetsplats":
        return frozenset(_PLACES.get(label, (label,)))
    if column == "bakgrund":
        return frozenset(_ORIGINS.get(label, (label,)))
    if column == "stadsdel":
        return frozenset(_COMMITTEES.get(label, (label,)))
    return frozenset({label})


DIVIDING = {
    "kon": "kon",
    "alder": "alder",
    "jobbtorg": "jobbtorg",
    "stadsdel": "stadsdel",
    "bakgrund": "bakgrund",
    "utbildning": "utbildning",
    "typ": "typ",
    "arbetsplats": "typ",
    "regi": "regi",
    **dict.fromkeys(_REASONS, "orsak"),
}
"""Columns that divide everybody, and the dimension that they give values of."""


def among(row: Row, population: Population, **renamed: str) -> Count:
    """The members of a population with the labels of a row. `renamed`: another dimension for a column, *-* for none."""
    conditions: dict[str, Values] = {}
    for column, label in row.labels.items():
        dimension = renamed.get(column, DIVIDING.get(column, "-"))
        if label != ALL and dimension != "-":
            conditions[dimension] = values(column, label)
    return Count(population).having(conditions)


# --- populations ------------------------------------------------------------------------------------------------------


def exits(first: int, last: int) -> Population:
    return "avslutade", first, last


def all_exits(first: int, last: int) -> Population:
    return "avslutade även återremitterade", first, last


def only_returned(first: int, last: int) -> Population:
    return "enbart återremitterade", first, last


def enrolled(first: int, last: int) -> Population:
    return "inskrivna", first, last


def newly_enrolled(first: int, last: int) -> Population:
    return "nyinskrivna", first, last


def at_the_end(last: int) -> Population:
    return "inskrivna vid slutet", last


def scb_exits(first: int, last: int) -> Population:
    return "avslutade hos SCB", first, last


FIRST_TIME: Population = ("nyinskrivna första gången",)
"""Everybody is enrolled for the first time once: the months of a year sum to the year."""

JOBS: Population = ("avslutade Stockholmsjobb",)
"""An employment ends once: windows that overlap are made of the same months."""

YEARS_OF_WORK = "helårsanställningar, minst"
"""As many employments as their days fill years, and the last one begun: there were no fewer in the year."""

STARTED_JOBS: Population = ("påbörjade Stockholmsjobb",)


def _flow(row: Row, first: int, last: int) -> Population:
    return {
        "Inskrivna": enrolled(first, last),
        "Inskrivna vid månadens slut": at_the_end(last),
        "Nyinskrivna": newly_enrolled(first, last),
        "Nyinskrivna första gången": FIRST_TIME,
        "Avslutade": all_exits(first, last),
        "Avslutade exkl. återremitterade": exits(first, last),
        "Inte avslutade": ("inte avslutade", first, last),
        "Enbart återremitterade": only_returned(first, last),
    }[row.labels["flode"]]


_GROUPS = {
    "Målgrupp resurs": ("resurs", YES),
    "Nyanlända": ("nyanlända enligt", frozenset({"folkbokföringen", "Paraplyet", "båda"})),
    "Nyanlända enbart enligt folkbokföringen": ("nyanlända enligt", frozenset({"folkbokföringen"})),
    "Nyanlända enbart enligt Paraplyet": ("nyanlända enligt", frozenset({"Paraplyet"})),
    "Nyanlända enligt båda": ("nyanlända enligt", frozenset({"båda"})),
    "Utrikes födda": ("bakgrund", frozenset({"Utrikes född"})),
    "Förgymnasial utbildning": ("utbildning", frozenset({"Förgymnasial"})),
}


def _in_group(count: Count, row: Row, age: str = "alder") -> Count:
    """Those in the group of a row. Age and time in the country are those at the exit, or of all at the year's end."""
    match row.labels.get("grupp"):
        case None:
            return count
        case "Ungdomar 16–24 år":
            return count.having({age: frozenset({"16–24"})})
        case grupp:
            dimension, members = _GROUPS[grupp]
            at_the_end = dimension.startswith("nyanlända") and age == "alder_slut"
            return count.having({f"{dimension}, vid slutet" if at_the_end else dimension: members})


def _flows(row: Row, first: int, last: int) -> Meaning:
    population = _flow(row, first, last)
    left = row.labels["flode"].startswith("Avslutade")
    age = "alder" if left else "alder_slut"
    count = among(row, population, alder=age)
    count = _in_group(count, row, age)
    if population == FIRST_TIME:
        count = count.having({TIME: frozenset(range(first, last + 1))})
    return count, count


def _j1(row: Row, year: int) -> Meaning:
    if row.table == "J1-manad-jobbtorg":
        last = named_window(row.labels["period"])[1]
        count = among(row, ("inskrivningar", row.labels["flode"], last))
        return count, count
    return _flows(row, *(named_window(row.labels["period"]) if "period" in row.labels else window(year)))


def _j2(row: Row, year: int) -> Meaning:
    first, last = named_window(row.labels["period"]) if "period" in row.labels else window(year)
    base = among(row, enrolled(first, last), alder="alder_slut")
    if row.labels.get("val") == "Återremitterade inte i nämnaren":
        base = base.of(("inskrivna utom enbart återremitterade", first, last))
    return base, among(row, exits(first, last), alder="alder_slut")


_CHOICES = {"Första avslutet": "orsak första", "Bästa avslutet": "orsak bästa", "Sista avslutet": "orsak"}


def _j3(row: Row, year: int) -> Meaning:
    first, last = named_window(row.labels["period"]) if "period" in row.labels else window(year)
    if row.table == "J3-aterremitterade":
        count = among(row, only_returned(first, last))
        return count, count
    reason = _CHOICES.get(row.labels.get("val", ""), "orsak")
    member = among(row, exits(first, last), **dict.fromkeys(_REASONS, reason))
    return member.without(reason), member


_KOLADA = {
    "A Arbete": ("Arbete", "Subventionerat arbete"),
    "B Studier": ("Studier",),
    "C Överförts till annan myndighet": ("AF-program",),
    "E Övrigt": ("Flyttat", "Föräldraledig", "Övrigt", "Okänd"),
}


def _j4(row: Row, year: int) -> Meaning:
    first, last = window(year)
    if "period" in row.labels:
        first, last = named_window(row.labels["period"])
        first = last - 11
    base = _in_group(among(row, exits(first, last)), row)
    if row.table == "J4-kolada":
        with_returned = among(row, all_exits(first, last))
        group = row.labels["koladagrupp"]
        if group == ALL:
            return with_returned, with_returned
        if group.startswith("D"):
            return with_returned, base.of(only_returned(first, last))
        return with_returned, base.having({"orsak": frozenset(_KOLADA[group])})
    if row.labels.get("insats", ALL) != ALL:
        base = base.having({f"haft {row.labels['insats']}": YES})
    reason = _CHOICES.get(row.labels.get("val", ""), "orsak")
    member = base.having({reason: TO_WORK_OR_STUDY})
    if row.labels.get("val") == "Återremitterade i nämnaren":
        base = base.of(all_exits(first, last))
    return base, member


def _j5(row: Row, year: int) -> Meaning:
    first, last = named_window(row.labels["period"]) if "period" in row.labels else window(year)
    count = among(row, exits(first, last))
    return count, count


def _j6(row: Row, year: int, without_moved: bool) -> Meaning:
    years = 5 if row.table == "J6-okand" else int(row.labels["manader"]) // 12
    base = among(row, exits(*window(year - years)), avslutsorsak="orsak första")
    if without_moved and base.value("orsak första") is None:
        base = base.having({"orsak första": frozenset(ORSAKER) - {"Flyttat"}})
    if row.table == "J6-okand":
        return base, base.having({f"åter senast {year - 2}": YES})
    late = " sent" if row.labels.get("val", "").startswith("Återkomst efter") else ""
    return base, base.having({f"åter{late} {row.labels['manader']}": YES})


def _j7(row: Row, year: int) -> Meaning:
    count = among(row, ("partnerskap", year))
    if row.labels["verksamhet"] != ALL:
        count = count.having({f"i {row.labels['verksamhet']}": YES})
    return count, count


def _j8(row: Row, year: int) -> Meaning:
    first, last = named_window(row.labels["period"]) if "period" in row.labels else window(year)
    base = among(row, ("nyinskrivna vars tid för jobbplan gått ut", first, last))
    return base, base.having({"plan i tid": YES})


def _j9(row: Row, year: int) -> Meaning:
    base = among(row, ("upphandlade insatser", year), insats="insats")
    return base, base.having({"gav arbete": YES})


def _sf(row: Row, year: int) -> Meaning:
    first, last = named_window(row.labels["period"]) if "period" in row.labels else window(year)
    k = {"SF-a": 1, "SF-manader-insats": 6}.get(row.table) or int(row.labels["manader"])
    reason = _CHOICES.get(row.labels.get("val", ""), "orsak")
    base = _in_group(among(row, exits(first - k, last - k)), row)
    if row.table == "SF-manader-kvar":
        base = base.having({f"kvar {k}": YES})
    if row.labels.get("insats", ALL) != ALL:
        base = base.having({f"haft {row.labels['insats']}": YES})
    return base, base.having({f"självförsörjande {k}{reason.removeprefix('orsak')}": YES})


def _sf_b(row: Row, year: int) -> Meaning:
    months = int(row.labels["manader"])
    base = among(row, exits(*window(year - months // 12)))
    if row.table == "SF-b-kon":
        base = base.having({"orsak": frozenset({"Arbete", "Subventionerat arbete"})})
    return base, base.having({f"oberoende {months}": YES})


def _time(count: Count, first: int, last: int) -> Count:
    return count.having({TIME: frozenset(range(first, last + 1))})


def _st1(row: Row, year: int) -> Meaning | None:
    if row.table == "ST1-plan":
        at_least = among(row, (YEARS_OF_WORK, year))
        return at_least, at_least
    of_year = int(row.labels.get("period", year))
    if row.labels["flode"] == "Pågående vid årets slut":
        count = among(row, ("pågående Stockholmsjobb", of_year))
    else:
        started = row.labels["flode"] == "Påbörjade"
        count = _time(among(row, STARTED_JOBS if started else JOBS), *window(of_year))
    return count, count


def _st2(row: Row, year: int) -> Meaning:
    first, last = named_window(row.labels.get("period", f"VB {year}"))
    first, last = first - LAG_OF_JOBS, last - LAG_OF_JOBS
    val = row.labels.get("val", "")
    if val == "Kalenderåret":
        first, last = month(year, 1), month(year, 9)
    base = among(row, JOBS)
    base = base.of(("personer med avslutat Stockholmsjobb", first, last)) if row.table == "ST2-personer" else base
    base = base if row.table == "ST2-personer" else _time(base, first, last)
    if "utfall" in row.labels:
        label = row.labels["utfall"]
        return base, base if label == ALL else base.having({"utfall": values("utfall", label)})
    if val == "De som inte nåtts borträknade":
        base = base.having({"utfall": REACHED})
    numerator = {"ST2-svar": REACHED, "ST2-granser": TO_WORK_OR_STUDY | {"Ej nådd"}}.get(row.table, TO_WORK_OR_STUDY)
    return base, base.having({"utfall": numerator})


_ST4_GROUPS = {
    "Kvinnor": "kon",
    "Män": "kon",
    "Under 30 år": "alder",
    "30 år eller äldre": "alder",
    "Förgymnasial": "utbildning",
    "Gymnasial": "utbildning",
    "Eftergymnasial": "utbildning",
    "Utbildning saknas": "utbildning",
    "Svensk bakgrund": "bakgrund",
    "Utländsk bakgrund": "bakgrund",
    "Bakgrund saknas": "bakgrund",
}


def _st3(row: Row, year: int) -> Meaning:
    if row.table == "ST3-samma":
        base = among(row, ("avslutade Stockholmsjobb hos SCB", year - 5, "2 år före"), kalla="kalla")
        return base, base.having({"samma källa året efter": YES})
    member = among(row, ("avslutade Stockholmsjobb hos SCB", year - 5, row.labels["tidpunkt"]), kalla="kalla")
    return member.without("kalla"), member


def _st4(row: Row, year: int) -> Meaning:
    population = ("inskrivna hos SCB", year - 10, row.labels["tidpunkt"])
    member = among(row, population, kalla="kalla", stockholmsjobb="stockholmsjobb")
    if "grupp" in row.labels:
        group = row.labels["grupp"]
        member = member.having({_ST4_GROUPS[group]: frozenset({group})})
    return member.without("kalla"), member


_OWN_AGES = {"Under 25 år", "50 år eller äldre"}


def _st5(row: Row, year: int) -> Meaning:
    base = among(row, ("underlag för effekter", year), grupp="grupp")
    trait = row.labels.get("egenskap")
    if trait is None:
        return base, base
    if trait in ("Kvinnor", "Män"):
        return base, base.having({"kon": frozenset({trait})})
    if trait in _OWN_AGES:
        return base, base.having({"egen-alder": frozenset({trait})})
    return base, base.having({trait: YES})


# --- SCB --------------------------------------------------------------------------------------------------------------

_VARIANTS = {
    "Första avslutet": " första avslutet",
    "Samma gräns alla år": " samma gräns",
    "Varje års gräns": " varje års gräns",
    "Gränser 5 procent lägre": " lägre",
    "Gränser 5 procent högre": " högre",
    "Förvärvsinkomst i stället för arbetsinkomst": " förvärvsinkomst",
}


def okand_years(year: int) -> tuple[int, int]:
    return window(year - 5, year - 3)


def _sw0(row: Row, year: int) -> Meaning:
    first, last = okand_years(year)
    if "flode" in row.labels:
        return _flows(row, first, last)
    columns = {"inskrivningstid": "inskrivningstid", "tidigare": "tidigare", "stadsdel": "stadsdel vid avslutet"}
    member = among(row, exits(first, last), **columns)
    if row.table == "SW0-andel":
        return member, member.having({"orsak": frozenset({"Okänd"})})
    over = [column for column in row.labels if DIVIDING.get(column) != "orsak"]
    return member.without(*(columns.get(column, DIVIDING.get(column, "-")) for column in over)), member


def _sw1(row: Row, year: int) -> Meaning:
    first, last = okand_years(year)
    if row.table in ("SW1-serie", "SW1-gott-serie"):
        first, last = window(int(row.labels["avslutsar"]))
    if row.table == "SW1-overgang":
        first, last = window(year - 5)
        member = among(row, scb_exits(first, last), status_ar_1="status 1", status_ar_3="status 3")
        return member.without("status 3"), member
    status = f"status {row.labels.get('ar_efter', 1)}{_VARIANTS.get(row.labels.get('val', ''), '')}"
    base = among(row, scb_exits(first, last))
    if row.table.startswith("SW1-gott"):
        return base, base.having({status: GOOD})
    if row.table == "SW1-nagon-stallning":
        return base, base.having({status: SOME_STANDING})
    if row.table == "SW1-foljda":
        in_register = {"I registret": IN_REGISTER, "Ej i registret": frozenset({"Ej i registret"})}
        label = row.labels["foljda"]
        return base, base if label == ALL else base.having({status: in_register[label]})
    column = next(column for column in row.labels if column.startswith("status"))
    label = row.labels[column]
    return base, base if label == ALL else base.having({status: values(column, label)})


def _sw3(row: Row, year: int) -> Meaning | None:
    people = among(row, scb_exits(*okand_years(year)))
    base = people.having({"status 1": IN_REGISTER})
    match row.table:
        case "SW3-bistand" | "SW3-bistand-orsak6":
            years = row.labels["ar_efter"]
            base = base if years == "1" else people.having({f"i registret år 1–{years}": YES})
            return base, people.having({f"utan bistånd {years}": YES})
        case "SW3-bistand-flyttat":
            return base, people.having({"med bistånd 1": YES})
        case "SW3-bosatt":
            label = row.labels["bosatt"]
            return base, base if label == ALL else base.having({"bosatt": frozenset({label})})
        case "SW3-forvarvsinkomst":
            return base, people.having({"förvärvsinkomst": YES})
        case "SW3-arbetsloshet":
            return base, people.having({"arbetslös": YES})
        case "SW3-ohalsa":
            return base, people.having({"sjuk": YES})
        case "SW3-inkomst":
            return base, base
        case "SW3-utanfor-samhallet" | "SW3-kanslighet":
            also = " även med bistånd" if row.labels.get("val", "").startswith("Även") else ""
            return base, people.having({f"utanför samhället{also}": YES})
        case "SW3-stodmanader":
            months = row.labels["manader"]
            people = people if months == "12" else people.of(scb_exits(*window(year - 5)))
            band = f"stod {months}"
            label = row.labels["stodmanader"]
            base = people.having({band: IN_MONTHLY_DATA})
            return base, base if label == ALL else people.having({band: frozenset({label})})
    return None


def _sw4(row: Row, year: int) -> Meaning | None:
    if "status_arbetsmarknad" not in row.labels:
        return None
    base = Count(("avslutade visstidsanställningar hos SCB", year, row.labels["ar_efter"]))
    label = row.labels["status_arbetsmarknad"]
    return base, base if label == ALL else base.having({"status": values("status", label)})


# --- adult education and surveys --------------------------------------------------------------------------------------

_SURVEYS = {"V8": "komvux", "V10": "komvux", "V9": "sfi", "V11": "sfi", "B1": "brukare", "B2": "brukare"}


def _v(row: Row, year: int) -> Meaning | None:
    measure, _, rest = row.table.partition("-")
    of_year = int(row.labels.get("period", year))
    people = among(row, (measure, of_year))
    match measure:
        case "V1" | "V2" | "V3":
            return people, people.having({"godkänt": YES})
        case "V4":
            return people, people.having({"examen": YES})
        case "V5" | "V6" | "V7":
            if rest == "avbrutna":
                other = people.of((measure, "avbrutna", of_year))
                return other, other.having({"arbetar": YES})
            answered = people.having({"besvarad": YES})
            works = people.having({"arbetar": YES})
            steps = {"svar": (people, answered), "samma-arbete": (works, people.having({"samma arbete": YES}))}
            return steps.get(rest, (answered, works))
        case "V12":
            if rest == "efter":
                label = row.labels["efter_avbrott"]
                known = people.having({"efter": KNOWN_AFTER})
                return known, known if label == ALL else people.having({"efter": frozenset({label})})
            return people, people.having({"avbrott": YES})
        case "V13":
            if row.labels["skolform"] != ALL:
                people = people.having({f"läser {row.labels['skolform']}": YES})
            return people, people
    return _survey(row, year)


def _survey(row: Row, year: int) -> Meaning | None:
    measure, _, rest = row.table.partition("-")
    year = int(row.labels["period"]) if rest == "serie" and measure.startswith("V") else year
    asked = among(row, ("enkät", _SURVEYS.get(measure, measure), year), studerat="studerat")
    if rest == "svar":
        return asked, asked.having({"svarat": YES})
    if rest == "omrade":
        answers = asked.of(("svar i enkät", measure, row.labels["omrade"], year))
        return answers, answers.having({"positivt": YES})
    question = f"svar på {row.labels.get('fraga', measure)}"
    return asked.having({f"svar {question}": ANSWERED}), asked.having({f"svar {question}": POSITIVE})


def _b3(row: Row, year: int) -> Meaning:
    base = among(row, ("progression", row.matt, year), insats="insats")
    return base, base.having({"närmare": YES})


_BY_MEASURE: dict[str, Callable[[Row, int], Meaning | None]] = {
    "J1": _j1,
    "J2": _j2,
    "J3": _j3,
    "J4": _j4,
    "J5": _j5,
    "J7": _j7,
    "J8": _j8,
    "J9": _j9,
    "SF": _sf,
    "ST1": _st1,
    "ST2": _st2,
    "ST3": _st3,
    "ST4": _st4,
    "ST5": _st5,
    "ST6": _survey,
    "SW0": _sw0,
    "SW1": _sw1,
    "SW3": _sw3,
    "SW4": _sw4,
    "B1": _survey,
    "B2": _survey,
    "B3": _b3,
    "B4": _survey,
    **dict.fromkeys([f"V{number}" for number in range(1, 14)], _v),
}
_NOT_COUNTED = {"ST5-balans", "ST5-overlapp", "ST5-jamforelsegrupp", "J8-processmatt", "J6-incidens", "J6-kurva"}
COUNTED = {"antal", "andel", "kumulativ", "medel", "median", "kvartil"}


class Definitions:
    """The definitions as they stand in one publication: of a year, with its own reading of who moved."""

    def __init__(self, rows: list[Row], year: int) -> None:
        self.year = year
        self.j6_without_moved = not any(
            row.table == "J6-orsak" and row.labels.get("avslutsorsak") == "Flyttat" and row.namnare != 0 for row in rows
        )

    def meaning(self, row: Row) -> Meaning | None:
        """What a cell counts; None where it does not count persons, employments or answers."""
        if row.table == "E1-enhet-jobbtorg":
            left = among(row, exits(*named_window(row.labels["period"])))
            return left, left.having({"orsak": TO_WORK_OR_STUDY})
        if row.matt not in COUNTED or row.table in _NOT_COUNTED or row.table.startswith(("K1", "E1", "E2")):
            return None
        measure = row.table.split("-")[0]
        if row.table.startswith("SF-b"):
            return _sf_b(row, self.year)
        if measure == "J6" and row.table not in ("J6-flyttade", "J6-okand"):
            if self.j6_without_moved and row.labels.get("avslutsorsak") == "Flyttat":
                return None  # it is about none of those who moved
            return _j6(row, self.year, self.j6_without_moved)
        try:
            defined = _BY_MEASURE.get(measure, _unknown)(row, self.year)
        except (KeyError, ValueError, StopIteration):
            defined = _unknown(row, self.year)
        return defined

    def base(self, row: Row) -> Count | None:
        meaning = self.meaning(row)
        return meaning[0] if meaning else None

    def said(self, row: Row) -> list[tuple[Count, int | None]]:
        """The counts that a cell tells of, with the number where one is printed."""
        meaning = self.meaning(row)
        if meaning is None:
            return []
        base, member = meaning
        if row.table == "ST1-plan":
            days = row.taljare if row.matt == "medel" else None
            return [] if days is None else [(member, -(-days // (row.namnare or 365)))]
        if row.matt == "antal":
            return [(member, None if row.varde is None else round(row.varde))]
        if row.matt == "index":
            return [(member, row.taljare)]
        if row.matt in ("andel", "kumulativ"):
            return [(member, row.taljare), (base, row.namnare)]
        return [(base, row.namnare)] if row.hidden or row.namnare is not None else []


def _unknown(row: Row, year: int) -> Meaning:
    """A table that nobody has described: its dimensions divide what it counts, and that is all."""
    renamed: Mapping[str, str] = {column: AS_PRINTED + column for column in row.labels}
    base = among(row, (row.table, row.matt, year), **renamed)
    return base, base if row.matt == "antal" else base.having({"taljare": YES})
