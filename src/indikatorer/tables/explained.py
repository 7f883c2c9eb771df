"""How what is published is protected, in the reader's words, for each method."""

from collections.abc import Mapping
from dataclasses import dataclass

from indikatorer.settings import Metod


@dataclass(frozen=True)
class Explained:
    """A method of protection. `how` is a paragraph of the chapter on methods, `short` one sentence elsewhere.

    `of_data` follows in the description of the open data, `zero` is the sign – in the workbook, `note` stands under
    every table with counts or shares, and is empty where they are as counted.
    """

    how: str
    short: str
    of_units: str
    of_data: str
    zero: str
    nobody: str
    note: str = ""


EXPLAINED: Mapping[Metod, Explained] = {
    "undertryckning": Explained(
        how="Antal under fem redovisas inte. Detsamma gäller andelar där täljaren, nämnaren eller skillnaden "
        "mellan dem är under fem, och grupper under tjugo personer där alla har samma utfall. Där en dold "
        "uppgift skulle kunna räknas ut ur andra döljs fler. Tecknet .. står för uppgifter som inte redovisas"
        " och – för noll. Där många uppgifter annars skulle döljas redovisas några kategorier tillsammans, "
        "och det står då i tabellens rubrik.",
        short="Antal under fem redovisas inte, och där en dold uppgift skulle kunna räknas ut ur andra döljs fler.",
        of_units="Uppgifter om för få personer visas inte. Alla enheters tabeller är skyddade tillsammans med stadens,"
        " så att ingen uppgift kan räknas fram ur de andra.",
        of_data="Uppgifter om få personer är skyddade och har inga tal.",
        zero="Noll.",
        nobody="Uppgift kan inte förekomma.",
    ),
    "avrundning": Explained(
        how="Alla antal är avrundade tillsammans, så att ingen grupp om färre än fem personer syns. Ett antal "
        "mellan ett och fyra står som noll eller fem, och ett större antal kan ha ändrats med högst fyra. "
        "Detsamma gäller dem som inte ingår i en andel. Summorna stämmer i och mellan alla tabeller, och "
        "samma personer har samma antal överallt. Andelar och intervall är beräknade på de avrundade antalen."
        " Medelvärden, kvartiler och modeller är beräknade på de verkliga uppgifterna och redovisas inte när "
        "för få personer ligger bakom; då står tecknet .. i stället. Tecknet – står för noll till fyra.",
        short="Alla antal är avrundade, så att ingen grupp om färre än fem personer syns, och summorna stämmer ändå.",
        of_units="Antalen är avrundade tillsammans med stadens, så att ingen grupp om färre än fem personer syns: ett "
        "antal mellan ett och fyra står som noll eller fem, och ett större kan ha ändrats med högst fyra. "
        "Summorna stämmer.",
        of_data="Antalen är avrundade för att skydda enskilda: ett till fyra är noll eller fem, större antal har "
        "ändrats med högst fyra, och summorna stämmer. Andelar är beräknade på de avrundade antalen.",
        zero="Noll, eller färre än fem.",
        nobody="Ingen eller för få att räkna på, eller en uppgift som inte kan förekomma.",
        note="Antalen är avrundade för att skydda enskilda, och andelar är beräknade på dem.",
    ),
}
