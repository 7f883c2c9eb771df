"""The files of a delivery: one schema each, in the spirit and the letter of the contract with those who deliver.

The attribute is a column's name in the store, the header its name in the delivery. `KEY` names the columns whose
values together must be unique in the file, `DATES` those that tell how far the file reaches, `REFERENCE` the date of
the row against which the century of a ten-digit number is read, `AGES` how old people can be then. A span of less than
a hundred years finds every slip of century, which the check digit does not see.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import dataframely as dy
import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.base.vocabulary import (
    AVSLUTSORSAKER,
    ELEVERS_BAKGRUND,
    SKOLFORMER,
    STOCKHOLMSJOBB,
    Bakgrund,
    Bistandstyp,
    Enhet,
    Kon,
    Uppfoljning,
    Utbildning,
    jobbtorg,
    jobbtorg_alias,
    read_reference,
    stadsdelsnamnd_alias,
    stadsdelsnamnder,
)
from indikatorer.registers.columns import (
    DATE,
    DAY,
    calendar_month,
    calendar_year,
    code,
    day,
    days,
    decimal,
    hundreds,
    identity,
    kind_of,
    kronor,
    lopnr,
    name,
    names_nyanland,
    one_of,
    person,
    text,
    whole,
    yes_no,
    zero_one,
)

SPELLS, ACTIVITIES, JOBS = "flai_inskrivningar", "flai_insatser", "flai_stockholmsjobb"
SUPPORT, POPULATION = "paraply_bistand", "scb_population"
"""Files of `FILES` by what a row is: an enrolment, activity, job, month of assistance, person at SCB."""

KON = {
    "K": Kon.KVINNOR.value,
    "M": Kon.MAN.value,
    "Kvinna": Kon.KVINNOR.value,
    "Man": Kon.MAN.value,
    "kvinna": Kon.KVINNOR.value,
    "man": Kon.MAN.value,
}
ENKATER = tuple(dict.fromkeys(row["enkat"] for row in read_reference("enkatfragor")))
BISTANDSTYPER = tuple(typ.value for typ in Bistandstyp)
ORSAKER = AVSLUTSORSAKER
KNOWN_NAMES = (*(unit.namn for unit in jobbtorg()), *jobbtorg_alias(), "Stockholmsjobb", "Egen", "Upphandlad")
"""Names in columns of free names that mean something here, so that another spelling of one is it."""


WORKING_AGES = (15, 99)
"""How old people can be whom the city helps to work. The report has groups from 16 years."""


class RowRule:
    """A rule about several columns of one row, the column it is reported under, and what was expected there."""

    def __init__(self, column: str, expected: str) -> None:
        self.column = column
        self.expected = expected

    def __call__(self, function: Callable[[Any], pl.Expr]) -> object:
        rule = dy.rule()(function)
        ROW_RULES[function.__name__] = self
        return rule


ROW_RULES: dict[str, RowRule] = {}


def _known(column: str, units: tuple[Enhet, ...], alias: dict[str, str]) -> pl.Expr:
    return pl.col(column).is_in([unit.namn for unit in units] + list(alias))


def _existed(column: str, units: tuple[Enhet, ...], alias: dict[str, str], day: str) -> pl.Expr:
    """Whether a unit existed on the day, as far as both can be told; ISO dates can be compared as text."""
    canonical = pl.col(column).replace(alias)
    existed = pl.any_horizontal(
        (canonical == unit.namn) & pl.col(day).is_between(pl.lit(str(unit.giltig_fran)), pl.lit(str(unit.giltig_till)))
        for unit in units
    )
    return existed | _known(column, units, alias).not_() | _is_date(day).not_()


def _not_before(later: str, earlier: str) -> pl.Expr:
    """Whether two dates stand in order, as far as both are dates."""
    return (pl.col(later) >= pl.col(earlier)) | _is_date(later).not_() | _is_date(earlier).not_()


def _is_date(column: str) -> pl.Expr:
    return pl.col(column).str.contains(DATE)


class DeliveredFile(dy.Schema):
    """What all files of a delivery have in common."""

    KEY: ClassVar[tuple[str, ...]] = ()
    DATES: ClassVar[tuple[str, ...]] = ()
    REFERENCE: ClassVar[str | None] = None
    AGES: ClassVar[tuple[int, int]] = (0, 115)
    rad = dy.UInt32(nullable=False)

    @classmethod
    def headers(cls) -> dict[str, dy.Column]:
        """The columns that are delivered, by header; `rad`, the line of the file, is the reader's own."""
        return {header: declared for header, declared in cls.columns().items() if header != "rad"}


class FlaiInskrivningar(DeliveredFile):
    """one row per enrolment spell at a jobbtorg"""

    KEY = ("inskrivning_id",)
    DATES = ("inskriven", "avslutad")
    REFERENCE = "inskriven"
    AGES = WORKING_AGES
    inskrivning_id = identity("inskrivning_id", kept=False)
    person = person()
    kon = code("kön", KON)
    bakgrund = code("födelseland", {"Inrikes": Bakgrund.INRIKES.value, "Utrikes": Bakgrund.UTRIKES.value})
    utbildning = code(
        "utbildningsnivå",
        {
            "Förgymnasial": Utbildning.FORGYMNASIAL.value,
            "Gymnasial": Utbildning.GYMNASIAL.value,
            "Eftergymnasial": Utbildning.EFTERGYMNASIAL.value,
            "Okänd": Utbildning.SAKNAS.value,
        },
    )
    folkbokford_fran = day("folkbokförd_från")
    jobbtorg = text("jobbtorg", required=True)
    stadsdelsnamnd = text("stadsdelsnämnd", required=True)
    inskriven = day("inskriven", required=True)
    jobbplan = day("jobbplan")
    avslutad = day("avslutad")
    avslutsorsak = one_of("avslutsorsak", *ORSAKER)
    malgrupp_resurs = yes_no("målgrupp_resurs")
    aterremiss_in = yes_no("återremiss_in")
    anstallningsform = one_of("anställningsform", "Tillsvidare", "Visstid", "Timanställning")
    omfattning = one_of("omfattning", "Heltid", "Deltid")

    @RowRule("avslutad", "a date that is not before `inskriven`")
    def avslutad_follows_inskriven(cls) -> pl.Expr:
        return _not_before("avslutad", "inskriven")

    @RowRule("avslutsorsak", "a reason, since `avslutad` has a date")
    def ended_spell_has_reason(cls) -> pl.Expr:
        return pl.col("avslutad").is_null() | pl.col("avslutsorsak").is_not_null()

    @RowRule("avslutsorsak", "nothing, since `avslutad` is empty")
    def open_spell_has_no_reason(cls) -> pl.Expr:
        return pl.col("avslutad").is_not_null() | pl.col("avslutsorsak").is_null()

    @RowRule("jobbtorg", "a jobbtorg listed in data/reference/jobbtorg.csv: add it there with its dates if it exists")
    def jobbtorg_is_known(cls) -> pl.Expr:
        return _known("jobbtorg", jobbtorg(), jobbtorg_alias())

    @RowRule("jobbtorg", "a jobbtorg that existed at `inskriven` (dates in data/reference/jobbtorg.csv)")
    def jobbtorg_existed(cls) -> pl.Expr:
        return _existed("jobbtorg", jobbtorg(), jobbtorg_alias(), "inskriven")

    @RowRule(
        "stadsdelsnämnd",
        "a district committee listed in data/reference/stadsdelsnamnder.csv "
        "(other spellings in stadsdelsnamnder_alias.csv): add it there if it exists",
    )
    def stadsdelsnamnd_is_known(cls) -> pl.Expr:
        return _known("stadsdelsnämnd", stadsdelsnamnder(), stadsdelsnamnd_alias())

    @RowRule(
        "stadsdelsnämnd",
        "a district committee that existed at `inskriven` (dates in data/reference/stadsdelsnamnder.csv)",
    )
    def stadsdelsnamnd_existed(cls) -> pl.Expr:
        return _existed("stadsdelsnämnd", stadsdelsnamnder(), stadsdelsnamnd_alias(), "inskriven")


class FlaiInsatser(DeliveredFile):
    """one row per activity"""

    KEY = ("insats_id",)
    DATES = ("start", "slut")
    REFERENCE = "start"
    AGES = WORKING_AGES
    insats_id = identity("insats_id", kept=False)
    person = person()
    insats = name("insats")
    regi = one_of("regi", "Egen", "Upphandlad", required=True)
    start = day("start", required=True)
    slut = day("slut")
    fullfoljd = yes_no("fullföljd")
    anstallning_start = day("anställning_start")
    anstallning_manader = whole("anställning_månader", 0, 600)

    @RowRule("slut", "a date that is not before `start`")
    def insats_slut_follows_start(cls) -> pl.Expr:
        return _not_before("slut", "start")


class FlaiStockholmsjobb(DeliveredFile):
    """one row per employment"""

    KEY = ("stockholmsjobb_id",)
    DATES = ("start", "slut")
    REFERENCE = "start"
    AGES = WORKING_AGES
    stockholmsjobb = identity("stockholmsjobb_id")
    person = person()
    typ = one_of("typ", *STOCKHOLMSJOBB, required=True)
    finansiering = one_of("finansiering", "AMF", "SDN")
    start = day("start", required=True)
    slut = day("slut")
    forlangning_av = identity("förlängning_av", required=False)

    @RowRule("slut", "a date that is not before `start`")
    def stockholmsjobb_slut_follows_start(cls) -> pl.Expr:
        return _not_before("slut", "start")


class FlaiUppfoljning3man(DeliveredFile):
    """one row per ended employment that was followed up"""

    KEY = ("stockholmsjobb_id",)
    DATES = ("uppföljningsdatum",)
    stockholmsjobb = identity("stockholmsjobb_id")
    uppfoljningsdatum = day("uppföljningsdatum")
    status = one_of("status", *(status.value for status in Uppfoljning), required=True)


class ParaplyBistand(DeliveredFile):
    """one row per person and benefit month"""

    DATES = ("bidragsmånad",)
    REFERENCE = "bidragsmånad"
    AGES = (0, 104)
    person = person()
    manad = calendar_month("bidragsmånad")
    sokande = code("roll", {"Sökande": True, "Medsökande": False}, required=True, dtype=pl.Boolean)
    typ = code("biståndstyp", {typ: typ for typ in BISTANDSTYPER}, required=True, dtype=pl.Enum(BISTANDSTYPER))
    belopp = kronor("nettobelopp", 1_000_000, required=True)
    hushall = identity("hushåll_id", required=False, kept=False)
    nyanland = names_nyanland("försörjningshinder")


class Folkbokforing(DeliveredFile):
    """one row per event in the population register"""

    KEY = ("personnummer", "händelse", "datum")
    DATES = ("datum",)
    REFERENCE = "datum"
    person = person()
    handelse = one_of("händelse", "Avliden", "Utvandrad", "Utflyttad", "Inflyttad", required=True)
    datum = day("datum", required=True)


class PersonnummerByte(DeliveredFile):
    """one row per changed personnummer"""

    KEY = ("gammalt",)
    REFERENCE = "datum"
    gammalt = person("gammalt")
    nytt = person("nytt")
    datum = day("datum", required=True)


class ScbPopulation(DeliveredFile):
    """SCB microdata: one row per LopNr, population and spell (exit, employment or enrolment): who was followed"""

    KEY = ("LopNr", "Population", "InskrivenDatum", "AvslutDatum", "StockholmsjobbStart", "StockholmsjobbSlut")
    DATES = ("InskrivenDatum", "AvslutDatum")
    lopnr = lopnr()
    population = one_of("Population", "avslutade_jobbtorg", "avslutade_stockholmsjobb", "inskrivna", required=True)
    kon = code("Kon", {"1": Kon.MAN.value, "2": Kon.KVINNOR.value}, required=True)
    fodelsear = calendar_year("FodelseAr")
    inskriven = day("InskrivenDatum")
    avslutad = day("AvslutDatum")
    avslutsorsak = one_of("Avslutsorsak", *ORSAKER)
    stockholmsjobb_start = day("StockholmsjobbStart")
    stockholmsjobb_slut = day("StockholmsjobbSlut")
    stockholmsjobb_typ = one_of("StockholmsjobbTyp", *STOCKHOLMSJOBB)
    jobbtorg = text("Jobbtorg")
    bakgrund = code(
        "UtlSvBakg",
        {"11": "Utländsk bakgrund", "12": "Utländsk bakgrund", "21": "Svensk bakgrund", "22": "Svensk bakgrund"},
    )
    sun_niva = whole("SunNiva", 1, 7)

    @RowRule("AvslutDatum", "a date, which the exit populations must have")
    def exit_population_has_exit(cls) -> pl.Expr:
        return (pl.col("Population") == "inskrivna") | pl.col("AvslutDatum").is_not_null()

    @RowRule("InskrivenDatum", "a date, which the population `inskrivna` must have")
    def enrolled_population_has_enrolment(cls) -> pl.Expr:
        return (pl.col("Population") != "inskrivna") | pl.col("InskrivenDatum").is_not_null()

    @RowRule("AvslutDatum", "a date that is not before `InskrivenDatum`")
    def scb_exit_follows_enrolment(cls) -> pl.Expr:
        return _not_before("AvslutDatum", "InskrivenDatum")

    @RowRule("FodelseAr", "a year in which someone was born who is 15–99 years old at the exit or enrolment")
    def scb_person_is_of_working_age(cls) -> pl.Expr:
        spell = pl.coalesce("AvslutDatum", "InskrivenDatum").str.head(4).cast(pl.Int32, strict=False)
        age = spell - pl.col("FodelseAr").cast(pl.Int32, strict=False)
        return age.is_between(*WORKING_AGES)

    @RowRule("Jobbtorg", "a jobbtorg listed in data/reference/jobbtorg.csv: add it there with its dates if it exists")
    def scb_jobbtorg_is_known(cls) -> pl.Expr:
        return _known("Jobbtorg", jobbtorg(), jobbtorg_alias())


class ScbArsdata(DeliveredFile):
    """SCB microdata: one row per person and year in the population register"""

    KEY = ("LopNr", "AR")
    DATES = ("AR",)
    lopnr = lopnr()
    ar = calendar_year("AR")
    kommun = text("Kommun", required=True)
    forvers = hundreds("ForvErs")
    forvink = hundreds("ForvInk")
    inkfnettoa = hundreds("InkFNettoA")
    sysstat = whole("SyssStat", 0, 9)
    alosdag = days("ALosDag")
    adeldag = days("ADelDag")
    astudag = days("AStuDag")
    asysdag = days("ASysDag")
    hsdelt = whole("HSDelt", 0, 3)
    studmed = hundreds("StudMed")
    socbidrfam = hundreds("SocBidrFam")
    sjuksum_ndag_midas = days("SjukSum_Ndag_MiDAS")
    fortid = hundreds("ForTid")
    foralpeng = hundreds("ForalPeng")
    arblos = hundreds("ArbLos")
    ak14dag = days("AK14Dag")
    raks_huvinkkalla = code("Raks_HuvInkKalla", {str(source): source for source in (*range(1, 10), 99)}, dtype=pl.Int32)
    raks_summaink = hundreds("Raks_SummaInk")
    raks_ekbisink = hundreds("Raks_EkBisInk")

    @RowRule("Kommun", "a municipality code of four digits")
    def kommun_has_four_digits(cls) -> pl.Expr:
        return pl.col("Kommun").str.contains("^[0-9]{4}$")


class ScbManadsdata(DeliveredFile):
    """SCB microdata: one row per person and month"""

    KEY = ("LopNr", "Manad")
    DATES = ("Manad",)
    lopnr = lopnr()
    manad = calendar_month("Manad")
    arbetsinkomst = kronor("Arbetsinkomst", 10_000_000)
    forsorjningsstod = zero_one("Forsorjningsstod")
    akassa = zero_one("Akassa")
    inskriven_af = zero_one("InskrivenAF")


class EnkatUtskick(DeliveredFile):
    """one row per survey, year and sex: how many were invited"""

    KEY = ("enkät", "år", "kön")
    DATES = ("år",)
    enkat = one_of("enkät", *ENKATER, required=True)
    ar = calendar_year("år")
    kon = code("kön", KON, required=True)
    antal = whole("antal", 0, 999_999, required=True)


class EnkatSvar(DeliveredFile):
    """one row per respondent and question"""

    KEY = ("enkät", "år", "svarande", "fråga")
    DATES = ("år",)
    enkat = one_of("enkät", *ENKATER, required=True)
    ar = calendar_year("år")
    svarande = identity("svarande")
    kon = code("kön", KON, required=True)
    fraga = text("fråga", required=True)
    svar = text("svar")
    studerat = yes_no("studerat")

    @RowRule("fråga", "an id of the survey in data/reference/enkatfragor.csv: add the question there if it was asked")
    def fraga_is_of_the_survey(cls) -> pl.Expr:
        asked = [f"{row['enkat']}: {row['id']}" for row in read_reference("enkatfragor")]
        return pl.concat_str(["enkät", "fråga"], separator=": ").is_in(asked)

    @RowRule("svar", "a point on the question's scale (data/reference/enkatfragor.csv, as 1 to 4), `Vet ej` or nothing")
    def svar_is_point_or_vet_ej(cls) -> pl.Expr:
        points = [
            f"{row['id']}: {point}"
            for row in read_reference("enkatfragor")
            for point in range(int(row["skala_fran"]), int(row["skala_till"]) + 1)
        ]
        return (pl.col("svar") == "Vet ej") | pl.concat_str(["fråga", "svar"], separator=": ").is_in(points)


class VuxKurser(DeliveredFile):
    """one row per course participation"""

    KEY = ("kursdeltagande_id",)
    DATES = ("start", "slut")
    kursdeltagande_id = identity("kursdeltagande_id", kept=False)
    elev = identity("elev")
    kon = code("kön", KON, required=True)
    alder = whole("ålder", 15, 105, required=True)
    bakgrund = one_of("bakgrund", *ELEVERS_BAKGRUND)
    skolform = one_of("skolform", *SKOLFORMER, required=True)
    regi = name("regi")
    start = day("start", required=True)
    planerat_slut = day("planerat_slut")
    slut = day("slut")
    utfall = one_of("utfall", *"ABCDEF", "Godkänd", "Examen", "Ej examen", "Avbrott", "Pågår", required=True)
    nyanland = yes_no("nyanländ")
    efter_avbrott = one_of("efter_avbrott", "Arbete", "Studier", "Varken")

    @RowRule("slut", "a date that is not before `start`")
    def kurs_slut_follows_start(cls) -> pl.Expr:
        return _not_before("slut", "start")


class VuxUppfoljning(DeliveredFile):
    """one row per person whose training ended"""

    KEY = ("utbildning_id", "månader_efter")
    DATES = ("slut",)
    utbildning_id = identity("utbildning_id")
    kon = code("kön", KON, required=True)
    utbildning = one_of("utbildning", "Yrkesutbildning", "Kombination", "YH", required=True)
    slut = day("slut", required=True)
    fullfoljd = yes_no("fullföljd", required=True)
    manader_efter = code("månader_efter", {"3": 3, "6": 6}, required=True, dtype=pl.Int32)
    besvarad = yes_no("besvarad", required=True)
    sysselsattning = one_of("sysselsättning", "Arbete", "Studier", "Annat")
    sysselsattning_fore = one_of("sysselsättning_före", "Arbete", "Studier", "Annat")
    samma_arbete = yes_no("samma_arbete")


class Processmatt(DeliveredFile):
    """one row per month and process measure"""

    KEY = ("månad", "mått")
    DATES = ("månad",)
    manad = calendar_month("månad")
    matt = name("mått")
    antal = whole("antal", 0, 999_999_999, required=True)


class Partnerskap(DeliveredFile):
    """one row per person who got work through a partnership"""

    DATES = ("arbete_från",)
    KEY = ("personnummer", "verksamhet", "arbete_från")
    REFERENCE = "arbete_från"
    AGES = WORKING_AGES
    person = person()
    verksamhet = one_of("verksamhet", "Jobbtorg", "Vuxenutbildning", required=True)
    arbete_fran = day("arbete_från", required=True)


class Progression(DeliveredFile):
    """one row per participation measured before and after an activity"""

    KEY = ("deltagande", "instrument")
    deltagande = identity("deltagande")
    kon = code("kön", KON, required=True)
    insats = name("insats")
    instrument = name("instrument")
    fore = decimal("före")
    efter = decimal("efter")
    narmat_sig = yes_no("närmat_sig")


class EkonomiKostnader(DeliveredFile):
    """one row per year, unit and kind of cost"""

    KEY = ("år", "enhet", "kostnadsslag")
    DATES = ("år",)
    ar = calendar_year("år")
    enhet = name("enhet")
    kostnadsslag = one_of("kostnadsslag", "Personal", "Övrigt", required=True)
    belopp = kronor("belopp", 10_000_000_000, required=True)


FILES: dict[str, type[DeliveredFile]] = {
    "flai_inskrivningar": FlaiInskrivningar,
    "flai_insatser": FlaiInsatser,
    "flai_stockholmsjobb": FlaiStockholmsjobb,
    "flai_uppfoljning_3man": FlaiUppfoljning3man,
    "paraply_bistand": ParaplyBistand,
    "folkbokforing": Folkbokforing,
    "personnummer_byte": PersonnummerByte,
    "scb_population": ScbPopulation,
    "scb_arsdata": ScbArsdata,
    "scb_manadsdata": ScbManadsdata,
    "enkat_utskick": EnkatUtskick,
    "enkat_svar": EnkatSvar,
    "vux_kurser": VuxKurser,
    "vux_uppfoljning": VuxUppfoljning,
    "processmatt": Processmatt,
    "partnerskap": Partnerskap,
    "progression": Progression,
    "ekonomi_kostnader": EkonomiKostnader,
}
"""Every file that a delivery can hold but `kolada.json`, which is not a table."""


def store_names(schema: type[DeliveredFile]) -> dict[str, str]:
    """Header in the delivery → the column's name in the store."""
    return {str(member.alias): name for name, member in vars(schema).items() if isinstance(member, dy.Column)}


Days = TypeVar("Days", pl.Expr, pl.Series)


def months_of(day: Days) -> Days:
    """The months of dates, counted as in all files (base/periods.py)."""
    return MONTHS * day.dt.year().cast(pl.Int32) + day.dt.month().cast(pl.Int32) - 1


def year_of(name: str) -> pl.Expr:
    """The year of a row in the store, by the first date of its file; none where the file has no dates."""
    if not FILES[name].DATES:
        return pl.lit(None, dtype=pl.Int32)
    header = FILES[name].DATES[0]
    column, kind = pl.col(store_names(FILES[name])[header]), kind_of(FILES[name].headers()[header])
    return column.dt.year().cast(pl.Int32) if kind is DAY else column // MONTHS if kind.is_month else column
