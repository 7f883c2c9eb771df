"""`tabeller.xlsx`: every protected table of a year on a sheet of its own, for those who work in a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from indikatorer.base.settings import Metod
from indikatorer.base.swedish import SYNTHETIC, long_date
from indikatorer.base.words import Words
from indikatorer.measures.cards import HEADINGS
from indikatorer.publication.explained import explained
from indikatorer.publication.grid import lay_out
from indikatorer.publication.protected import ProtectedTable, Publication
from indikatorer.publication.sheet import Link, Sheet, Writer

WORKBOOK = "tabeller.xlsx"
COVER, SIGNS, CONTENTS, DEFINITIONS = "Om tabellerna", "Tecken", "Innehåll", "Definitioner"

_WORDS, _MEANINGS, TERMS = Words("arbetsbok"), Words("arbetsbok.betydelser"), Words("licens")


def write_workbook(publication: Publication, path: Path) -> None:
    """Write the workbook of a year's protected tables. The same tables give the same bytes."""
    catalogue = publication.catalogue
    title = f"{catalogue['publisher']['title']} {catalogue['year']}"
    synthetic = catalogue["delivery"]["syntetisk"]
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": _WORDS("titel", titel=title),
                "subject": catalogue["publisher"]["title"],
                "author": catalogue["publisher"]["name"],
                "category": "Statistik",
                "comments": SYNTHETIC if synthetic else "",
                "created": datetime.combine(
                    _delivered(catalogue) or date(catalogue["year"], 12, 31), datetime.min.time()
                ),
            }
        )
        writer = Writer(book, header=SYNTHETIC if synthetic else "", footer=title)
        for sheet in _sheets(publication, title):
            writer.write(sheet)


def _delivered(catalogue: Mapping[str, Any]) -> date | None:
    delivered = catalogue["delivery"]["levererad"]
    return date.fromisoformat(delivered) if delivered else None


def _sheets(publication: Publication, title: str) -> Iterator[Sheet]:
    catalogue = publication.catalogue
    measures: Sequence[Mapping[str, Any]] = catalogue["measures"]
    yield Sheet(COVER, _WORDS("titel", titel=title), list(_cover(catalogue)))
    yield Sheet(
        CONTENTS,
        _WORDS("innehall"),
        [],
        ("Tabell", "Innehåll", "Mått"),
        [
            (Link(table, table), catalogue["tables"][table]["title"], f"{measure['id']} {measure['name']}")
            for measure in measures
            for table in measure["tables"]
        ],
    )
    yield Sheet(
        SIGNS,
        _WORDS("tecken"),
        [],
        ("Tecken eller ord", "Betydelse"),
        _signs(catalogue["settings"], catalogue["metod"]),
    )
    yield Sheet(
        DEFINITIONS,
        _WORDS("definitioner"),
        [],
        ("Mått", "Namn", "Uppgift", "Innebörd"),
        [
            (measure["id"], measure["name"], heading, measure["card"][key])
            for measure in measures
            for key, heading in HEADINGS.items()
        ],
        heads=3,
    )
    for measure in measures:
        for table in measure["tables"]:
            yield _table(publication(table), catalogue, title)


def _cover(catalogue: Mapping[str, Any]) -> Iterator[str | Link]:
    publisher, delivered = catalogue["publisher"], _delivered(catalogue)
    if catalogue["delivery"]["syntetisk"]:
        yield SYNTHETIC
    yield _WORDS("utgivare", namn=publisher["name"])
    if publisher["contact"]:
        yield _WORDS("fragor", vem=publisher["contact"])
    yield _WORDS("avser", ar=catalogue["year"])
    if delivered:
        yield _WORDS("levererat", dag=long_date(delivered))
    yield explained(catalogue["metod"], "oppna_data")
    yield _WORDS("tillsammans")
    yield _WORDS("blad")
    yield TERMS(publisher["licence"])
    yield Link(_WORDS("innehall"), CONTENTS)
    yield Link(_WORDS("tecken"), SIGNS)
    yield Link(_WORDS("definitioner"), DEFINITIONS)


def _signs(settings: Mapping[str, Any], metod: Metod) -> list[tuple[str, str]]:
    meanings = _MEANINGS.each(
        noll=explained(metod, "noll"),
        ingen=explained(metod, "ingen"),
        liten_bas=settings["small_base"],
        lag_svarsfrekvens=settings["low_response"],
        lagsta_svarsfrekvens=settings["lowest_response"],
    )
    return list(meanings.items())


def _table(table: ProtectedTable, catalogue: Mapping[str, Any], title: str) -> Sheet:
    grid = lay_out(table)
    notes: list[str | Link] = [_WORDS("kalla", titel=title, kalla=table.source.rstrip("."))]
    if catalogue["delivery"]["syntetisk"]:
        notes.append(SYNTHETIC)
    if any(cell.tells_of_rounding for matt in dict.fromkeys(table.frame["matt"]) for cell in table.cells(matt)):
        notes.append(explained(catalogue["metod"], "under_tabeller"))
    notes += [_WORDS("brott", period=found["period"], orsak=found["reason"]) for found in table.breaks]
    if not grid.rows:
        notes.append(_WORDS("inget"))
    notes += [Link(_WORDS("tecken_i_tabellen"), SIGNS), Link(_WORDS("till_innehallet"), CONTENTS)]
    return Sheet(table.id, f"{table.id}. {table.title}", notes, grid.headings, grid.rows, grid.heads)
