"""`tabeller.xlsx`: every protected table of a year on a sheet of its own, for those who work in a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from indikatorer.base.settings import Metod
from indikatorer.base.swedish import SYNTHETIC, long_date
from indikatorer.measures.cards import HEADINGS
from indikatorer.publication.explained import EXPLAINED
from indikatorer.publication.grid import lay_out
from indikatorer.publication.protected import ProtectedTable, Publication
from indikatorer.publication.sheet import Link, Sheet, Writer

WORKBOOK = "tabeller.xlsx"
COVER, SIGNS, CONTENTS, DEFINITIONS = "Om tabellerna", "Tecken", "Innehåll", "Definitioner"
LICENCES = {
    "CC0-1.0": "Uppgifterna får användas fritt (CC0).",
    "CC-BY-4.0": "Uppgifterna får användas fritt när källan anges (CC BY).",
}


def write_workbook(publication: Publication, path: Path) -> None:
    """Write the workbook of a year's protected tables. The same tables give the same bytes."""
    catalogue = publication.catalogue
    title = f"{catalogue['publisher']['title']} {catalogue['year']}"
    synthetic = catalogue["delivery"]["syntetisk"]
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": f"{title}: tabeller",
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
    yield Sheet(COVER, f"{title}: tabeller", list(_cover(catalogue)))
    yield Sheet(
        CONTENTS,
        "Innehåll",
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
        "Tecken och ord i tabellerna",
        [],
        ("Tecken eller ord", "Betydelse"),
        _signs(catalogue["settings"], catalogue["metod"]),
    )
    yield Sheet(
        DEFINITIONS,
        "Definitioner av måtten",
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
    yield f"Utgivare: {publisher['name']}."
    if publisher["contact"]:
        yield f"Frågor: {publisher['contact']}"
    yield f"Tabellerna avser {catalogue['year']} och följer med årsrapporten och analysen av avslutsorsak okänd."
    if delivered:
        yield f"Underlaget levererades {long_date(delivered)}."
    yield EXPLAINED[catalogue["metod"]].of_data
    yield "Alla tabeller är skyddade tillsammans, så att det som skyddas i en tabell inte kan räknas ut ur en annan."
    yield "Varje tabell har ett eget blad, med samma namn som sin fil bland de öppna data i mappen data."
    yield LICENCES[publisher["licence"]]
    yield Link("Innehåll", CONTENTS)
    yield Link("Tecken och ord i tabellerna", SIGNS)
    yield Link("Definitioner av måtten", DEFINITIONS)


def _signs(settings: Mapping[str, Any], metod: Metod) -> list[tuple[str, str]]:
    return [
        ("..", "Uppgiften är skyddad, kan ännu inte mätas eller saknas. Kolumnen Anmärkning säger vilket."),
        ("–", EXPLAINED[metod].zero),
        (".", EXPLAINED[metod].nobody),
        (
            "* eller osäker",
            f"Osäker andel: färre än {settings['small_base']} i nämnaren, eller mindre än {settings['low_response']} "
            "procent har svarat.",
        ),
        ("Skyddad", "Uppgiften gäller för få personer, eller döljs för att en sådan uppgift inte ska kunna räknas ut."),
        ("Kan ännu inte mätas", "Tiden för uppföljning har inte gått ut."),
        ("Uppgift saknas", "Registret har inte levererats för tiden."),
        (
            "För få har svarat",
            f"Mindre än {settings['lowest_response']} procent har svarat, och varken andel eller medel redovisas.",
        ),
        ("Tom anmärkning", "Det finns inget att anmärka på raden."),
        ("Täljare, nämnare", "De tal som andelen är beräknad på. Vid medelvärden är nämnaren antalet bakom värdet."),
        (
            "Nedre och övre gräns",
            "Ett 95-procentigt intervall, som beskriver hur mycket talet kan variera av slumpen. Registren är "
            "totalräkningar och inte urval.",
        ),
        ("Samtliga", "Alla, utan indelning."),
    ]


def _table(table: ProtectedTable, catalogue: Mapping[str, Any], title: str) -> Sheet:
    grid = lay_out(table)
    notes: list[str | Link] = [f"{title}. Källa: {table.source.rstrip('.')}."]
    if catalogue["delivery"]["syntetisk"]:
        notes.append(SYNTHETIC)
    if any(cell.rounded for matt in dict.fromkeys(table.frame["matt"]) for cell in table.cells(matt)):
        notes.append(EXPLAINED[catalogue["metod"]].note)
    notes += [f"Brott {found['period']}: {found['reason']}" for found in table.breaks]
    if not grid.rows:
        notes.append("Det finns inget att redovisa i tabellen.")
    notes += [Link("Tecken och ord i tabellen", SIGNS), Link("Till innehållet", CONTENTS)]
    return Sheet(table.id, f"{table.id}. {table.title}", notes, grid.headings, grid.rows, grid.heads)
