"""A few people in a table one can read, as the registers that measures take."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from indikatorer.base.periods import month
from indikatorer.base.settings import Settings
from indikatorer.measures.records import Records
from indikatorer.registers.store import Registers
from indikatorer.registers.stored_rows import stored_schema

SPELL_DEFAULTS = {
    "person": "",
    "kon": "Kvinnor",
    "fodelsedatum": "1980-06-15",
    "bakgrund": "Inrikes född",
    "utbildning": "Gymnasial",
    "folkbokford_fran": "",
    "jobbtorg": "Jobbtorg Sydost",
    "stadsdelsnamnd": "Farsta",
    "inskriven": "",
    "jobbplan": "",
    "avslutad": "",
    "avslutsorsak": "",
    "malgrupp_resurs": "",
}
SCB_SPELL_DEFAULTS = {
    "lopnr": "",
    "population": "avslutade_jobbtorg",
    "kon": "Kvinnor",
    "fodelsear": "1980",
    "avslutad": "",
    "avslutsorsak": "",
    "inskriven": "",
    "stockholmsjobb_start": "",
    "stockholmsjobb_slut": "",
    "stockholmsjobb_typ": "",
    "jobbtorg": "",
    "bakgrund": "Svensk bakgrund",
    "sun_niva": "3",
}
REGISTER_YEAR_DEFAULTS = dict.fromkeys(
    (
        *("forvers", "forvink", "inkfnettoa", "sysstat", "alosdag", "adeldag", "astudag", "asysdag", "hsdelt"),
        *("studmed", "socbidrfam", "sjuksum_ndag_midas", "fortid", "foralpeng", "arblos", "ak14dag"),
        *("raks_huvinkkalla", "raks_summaink", "raks_ekbisink"),
    ),
    "0",
)
REGISTER_YEAR_DEFAULTS["kommun"] = "0180"
DATES = {"fodelsedatum", "folkbokford_fran", "inskriven", "jobbplan", "avslutad", "stockholmsjobb_start"} | {
    "stockholmsjobb_slut"
}
TEXTS = {
    *("person", "kon", "bakgrund", "utbildning", "jobbtorg", "stadsdelsnamnd", "avslutsorsak", "population", "typ"),
    *("stockholmsjobb_typ", "kommun"),
}


def parse_month(label: str) -> int:
    """`2021-05` as the whole number of `periods`."""
    year, number = label.split("-")
    return month(int(year), int(number))


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a table written with | between the columns; the first line names them."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def _value(column: str, text: str) -> object:
    if text == "":
        return None
    if column in DATES:
        return date.fromisoformat(text)
    if column in TEXTS:
        return text
    if column == "malgrupp_resurs":
        return text == "J"
    return int(text)


def _frame(text: str, defaults: dict[str, str]) -> pl.LazyFrame:
    filled = [{**defaults, **row} for row in rows(text)]
    frame = pl.DataFrame(
        {
            name: pl.Series(
                [_value(name, row[name]) for row in filled],
                dtype=pl.Date
                if name in DATES
                else pl.String
                if name in TEXTS
                else pl.Boolean
                if name == "malgrupp_resurs"
                else pl.Int64,
            )
            for name in filled[0]
        }
    )
    return frame.with_columns(ordning=pl.int_range(pl.len(), dtype=pl.Int32)).lazy()


def stored(name: str, text: str) -> pl.LazyFrame:
    """Rows of a file as the store holds them: J/N for Boolean, `2021-05` for a month, nothing for a column left out."""
    schema = stored_schema(name)

    def value(column: str, cell: str) -> object:
        dtype = schema[column]
        if cell == "":
            return None
        if dtype == pl.Date:
            return date.fromisoformat(cell)
        if dtype == pl.Boolean:
            return cell == "J"
        if column == "manad":
            return parse_month(cell)
        return cell if dtype == pl.String else float(cell) if dtype == pl.Float64 else int(cell)

    filled = [{column: value(column, row.get(column, "")) for column in schema} for row in rows(text)]
    return pl.LazyFrame(filled, schema=schema)


def exits(counts: Mapping[tuple[str, str], int]) -> str:
    """A delivery with so many exits of each (kon, avslutsorsak) in 2021."""
    lines = ["person|kon|inskriven|avslutad|avslutsorsak"]
    for (kon, orsak), number in counts.items():
        for n in range(number):
            lines.append(f"{kon}-{orsak}-{n}|{kon}|2021-01-01|2021-05-10|{orsak}")
    return "\n".join(lines)


def registers(
    *,
    spells: str | None = None,
    support: str | None = None,
    scb_spells: str | None = None,
    register_years: str | None = None,
    covered: tuple[int, int] = (2008, 2022),
    support_covered: tuple[str, str] | None = None,
    files: dict[str, str] | None = None,
) -> Registers:
    """Registers with these rows. `support` has person and manad (`2021-05`); all covered months are delivered.

    `files` has the rows of other files, by the names and columns of the store.
    """
    first, last = covered
    months = (month(first, 1), month(last, 12))
    frames: dict[str, pl.LazyFrame] = {}
    coverage: dict[str, tuple[int, int]] = {}
    if spells is not None:
        frames["flai_inskrivningar"] = _frame(spells, SPELL_DEFAULTS)
        coverage["flai_inskrivningar"] = months
    if support is not None:
        span = tuple(parse_month(m) for m in support_covered) if support_covered else months
        others = [("någon annan", number, "Försörjningsstöd", 100) for number in range(span[0], span[1] + 1)]
        given = [
            (
                row["person"],
                parse_month(row["manad"]),
                row.get("typ", "Försörjningsstöd"),
                int(row.get("belopp", "100")),
            )
            for row in rows(support)
        ]
        frames["paraply_bistand"] = pl.LazyFrame(
            given + others,
            schema={"person": pl.String, "manad": pl.Int32, "typ": pl.String, "belopp": pl.Int64},
            orient="row",
        ).with_columns(nyanland=pl.lit(False))
        coverage["paraply_bistand"] = (span[0], span[1])
    if scb_spells is not None:
        frames["scb_population"] = _frame(scb_spells, SCB_SPELL_DEFAULTS)
        coverage["scb_population"] = covered
    if register_years is not None:
        frames["scb_arsdata"] = _frame(register_years, REGISTER_YEAR_DEFAULTS)
        coverage["scb_arsdata"] = covered
    for name, text in (files or {}).items():
        frames[name] = stored(name, text)
    return Registers(frames, coverage)


def records(
    year: int, choices: Mapping[str, str | int] | None = None, *, period: str = "VB", **given: object
) -> Records:
    """Records of the year, or of an earlier period in it, under the default settings, but for these choices."""
    return Records.as_of(registers(**given), year, Settings(**(choices or {})), period)  # type: ignore[arg-type]


def cells(table: object, **wanted: object) -> list[tuple[object, ...]]:
    """The numbers (varde, taljare, namnare, status) of the cells with the wanted labels."""
    frame = table.cells  # type: ignore[attr-defined]
    for name, value in wanted.items():
        frame = frame.filter(pl.col(name) == value)
    return frame.select("varde", "taljare", "namnare", "status").rows()
