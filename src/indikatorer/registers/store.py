"""The store: what the reader leaves behind, and all that measures ever see of the registers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import polars as pl

from indikatorer import UserError
from indikatorer.base.files import check_seal, seal
from indikatorer.registers.years import CATALOGUE, complete_years


@dataclass(frozen=True)
class Frame:
    """A stored file: what a row is, and its columns by type."""

    row: str
    columns: Mapping[Any, str]

    def schema(self) -> dict[str, Any]:
        """Column → type."""
        return {column: dtype for dtype, columns in self.columns.items() for column in columns.split()}


FRAMES = {
    "flai_inskrivningar": Frame(
        "one row per spell, by person, inskriven, ordning. ordning: the spell's place among all by "
        "inskrivning_id. kon: one value per person, that of the latest spell. fodelsedatum: null "
        "when a samordningsnummer lacks part of it. jobbtorg, stadsdelsnamnd: canonical names of the time, "
        "not moved to later mergers",
        {
            pl.String: "person kon bakgrund utbildning jobbtorg stadsdelsnamnd avslutsorsak anstallningsform "
            "omfattning",
            pl.Int32: "ordning",
            pl.Date: "fodelsedatum folkbokford_fran inskriven jobbplan avslutad",
            pl.Boolean: "malgrupp_resurs aterremiss_in",
        },
    ),
    "flai_insatser": Frame(
        "one row per activity",
        {
            pl.String: "person insats regi",
            pl.Date: "start slut anstallning_start",
            pl.Boolean: "fullfoljd",
            pl.Int32: "anstallning_manader",
        },
    ),
    "flai_stockholmsjobb": Frame(
        "one row per employment",
        {
            pl.Int32: "stockholmsjobb forlangning_av",
            pl.String: "person typ finansiering",
            pl.Date: "start slut",
        },
    ),
    "flai_uppfoljning_3man": Frame(
        "one row per ended employment that was followed up",
        {
            pl.Int32: "stockholmsjobb",
            pl.Date: "uppfoljningsdatum",
            pl.String: "status",
        },
    ),
    "paraply_bistand": Frame(
        "one row per person, manad and typ, in that order. belopp: öre summed over rows and roles, more than "
        "0 is support that month. belopp_sokande: öre of Sökande rows. nyanland: some row's "
        "försörjningshinder says nyanländ",
        {
            pl.String: "person typ",
            pl.Int32: "manad",
            pl.Int64: "belopp belopp_sokande",
            pl.Boolean: "nyanland",
        },
    ),
    "folkbokforing": Frame(
        "one row per event in the population register",
        {
            pl.String: "person handelse",
            pl.Date: "datum",
        },
    ),
    "scb_population": Frame(
        "one row per spell, by lopnr, population, ordning. ordning: its place among all by population and dates",
        {
            pl.Int64: "lopnr",
            pl.String: "population kon avslutsorsak stockholmsjobb_typ jobbtorg bakgrund",
            pl.Int32: "fodelsear sun_niva ordning",
            pl.Date: "inskriven avslutad stockholmsjobb_start stockholmsjobb_slut",
        },
    ),
    "scb_arsdata": Frame(
        "one row per lopnr and year, in that order. Amounts are whole kronor; an empty amount or number of days is 0",
        {
            pl.Int64: "lopnr forvers forvink inkfnettoa studmed socbidrfam fortid foralpeng arblos raks_summaink "
            "raks_ekbisink",
            pl.Int32: "ar sysstat alosdag adeldag astudag asysdag hsdelt sjuksum_ndag_midas ak14dag raks_huvinkkalla",
            pl.String: "kommun",
        },
    ),
    "scb_manadsdata": Frame(
        "one row per lopnr and month, in that order",
        {
            pl.Int64: "lopnr arbetsinkomst",
            pl.Int32: "manad",
            pl.Boolean: "forsorjningsstod akassa inskriven_af",
        },
    ),
    "ekonomi_kostnader": Frame(
        "one row per year, unit and kind of cost",
        {
            pl.Int32: "ar",
            pl.String: "enhet kostnadsslag",
            pl.Int64: "belopp",
        },
    ),
    "enkat_utskick": Frame(
        "one row per survey, year and sex: how many were invited",
        {
            pl.String: "enkat kon",
            pl.Int32: "ar antal",
        },
    ),
    "enkat_svar": Frame(
        "one row per respondent and question",
        {
            pl.String: "enkat kon fraga svar",
            pl.Int32: "ar svarande",
            pl.Boolean: "studerat",
        },
    ),
    "vux_kurser": Frame(
        "one row per course participation",
        {
            pl.Int32: "elev alder",
            pl.String: "kon bakgrund skolform regi utfall efter_avbrott",
            pl.Date: "start planerat_slut slut",
            pl.Boolean: "nyanland",
        },
    ),
    "vux_uppfoljning": Frame(
        "one row per person whose training ended",
        {
            pl.String: "kon utbildning sysselsattning sysselsattning_fore",
            pl.Date: "slut",
            pl.Boolean: "fullfoljd besvarad samma_arbete",
            pl.Int32: "utbildning_id manader_efter",
        },
    ),
    "processmatt": Frame(
        "one row per month and process measure",
        {
            pl.Int32: "manad antal",
            pl.String: "matt",
        },
    ),
    "partnerskap": Frame(
        "one row per person who got work through a partnership",
        {
            pl.String: "person verksamhet",
            pl.Date: "arbete_fran",
        },
    ),
    "progression": Frame(
        "one row per participation and instrument, before and after an activity",
        {
            pl.Int32: "deltagande",
            pl.String: "kon insats instrument",
            pl.Float64: "fore efter",
            pl.Boolean: "narmat_sig",
        },
    ),
    "kolada": Frame(
        "one row per key figure, municipality, year and sex. varde: null when secret. antal: the number of "
        "units behind it",
        {
            pl.String: "kpi kommun kon",
            pl.Int32: "ar",
            pl.Int64: "antal",
            pl.Float64: "varde",
        },
    ),
}
"""What the store holds of each delivered file.

Everywhere: `person` is a pseudonym, which never meets `lopnr`; months are whole numbers as in periods; J/N is Boolean;
kronor are öre unless a row says otherwise; `kon`, `bakgrund` and other codes are the labels of `vocabulary`; identities
that a delivery gave (`stockholmsjobb`, `forlangning_av`, `elev`, `svarande`, `utbildning_id`, `deltagande`, `lopnr`)
are numbered anew. Changes of personnummer are applied, and not stored.
"""


SECRET = "secret"
SYNTHETIC_SECRET = b"of people who do not exist there is nothing to keep secret"
"""Reports of synthetic data are the same wherever they are made."""


@dataclass(frozen=True)
class Registers:
    """The registers of one delivery.

    `frames` maps a file of the delivery to its rows; a file that was not delivered is not there. `coverage` gives the
    first and last complete month of a file (whole numbers as in `periods`; calendar years for files from SCB).
    `catalogue` is what the reader noted about the delivery: files, digests, counts. `secret` follows from the key of
    the pseudonyms, and seeds what readers must not be able to work out again.
    """

    frames: Mapping[str, pl.LazyFrame]
    coverage: Mapping[str, tuple[int, int]]
    catalogue: Mapping[str, Any] = field(default_factory=dict)
    secret: bytes = SYNTHETIC_SECRET

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read the store in `folder`. Raises UserError when there is none, or when it is not what was written."""
        if not (folder / CATALOGUE).exists():
            raise UserError(f"{folder}: no registers have been read yet. Run `make registers`.")
        check_seal(folder, f"Remove {folder} and run `make registers`: the delivery is read again.")
        catalogue = json.loads((folder / CATALOGUE).read_text(encoding="utf-8"))
        return cls(
            frames={name: pl.scan_parquet(folder / f"{name}.parquet") for name in catalogue["tabeller"]},
            coverage={name: (first, last) for name, (first, last) in catalogue["tackning"].items()},
            catalogue=catalogue,
            secret=(folder / SECRET).read_bytes(),
        )

    def __contains__(self, name: str) -> bool:
        return name in self.frames

    @property
    def absent(self) -> frozenset[tuple[str, str]]:
        """File and column, by its name in the store, of what a delivered file does not have: of nobody is it known."""
        return frozenset(
            (name, column) for name, columns in self.catalogue.get("utan", {}).items() for column in columns.values()
        )

    @property
    def complete_years(self) -> range:
        """The calendar years that both FLAI and Paraplyet cover from January to December (of those delivered)."""
        return complete_years(self.coverage)


def write(
    folder: Path,
    frames: Iterable[tuple[str, pl.DataFrame]],
    catalogue: Mapping[str, Any],
    secret: bytes = SYNTHETIC_SECRET,
) -> None:
    """Write frames, catalogue and secret into an empty folder. The same content gives the same bytes."""
    names = []
    for name, frame in frames:
        frame.write_parquet(folder / f"{name}.parquet")
        names.append(name)
    text = json.dumps({**catalogue, "tabeller": sorted(names)}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / CATALOGUE).write_text(text + "\n", encoding="utf-8")
    (folder / SECRET).write_bytes(secret)
    seal(folder)
