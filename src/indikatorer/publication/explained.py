"""How what is published is protected, in the reader's words, for each method."""

from collections.abc import Mapping
from dataclasses import dataclass

from indikatorer.base import swedish
from indikatorer.base.settings import Metod
from indikatorer.disclosure.policy import POLICY


def step_of_rounding(threshold: int) -> str:
    """What counts are rounded to, in a word: 5 → `femtal`, 20 → `20-tal`."""
    spelled = swedish.spelled(threshold)
    return f"{spelled}-tal" if spelled.isdigit() else f"{spelled}tal"


RUTSTEG = step_of_rounding(POLICY.threshold)


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
        how="Antal som gäller få personer redovisas inte. Detsamma gäller en andel när de som ingår i den, eller de "
        "som inte gör det, är få. Av två grupper, den ena en del av den andra, redovisas inte båda när de "
        "skiljer sig åt med få personer. Där ett sådant antal skulle kunna räknas ut ur andra uppgifter döljs fler. "
        "Inte heller redovisas att alla i en liten grupp har samma utfall. Medelvärden, kvartiler, kurvor och modeller "
        "redovisas inte när få personer ligger bakom. Tecknet .. står för uppgifter som inte redovisas och – för noll. "
        "Där många uppgifter annars skulle döljas redovisas några kategorier tillsammans, och det står då i tabellens "
        "rubrik.",
        short="Antal som gäller få personer redovisas inte, och fler uppgifter döljs där ett sådant antal annars "
        "skulle kunna räknas ut.",
        of_units="Uppgifter om för få personer visas inte, och fler döljs där en sådan uppgift annars skulle kunna "
        "räknas ut. Alla enheters tabeller är skyddade tillsammans med stadens.",
        of_data="Uppgifter om få personer, och sådana som skulle avslöja dem, är skyddade och har inga tal.",
        zero="Noll.",
        nobody="Uppgift kan inte förekomma.",
    ),
    "avrundning": Explained(
        how=f"Alla antal är avrundade till {RUTSTEG} tillsammans, så att varken ett antal eller skillnaden mellan "
        f"några antal gäller få personer. Personer räknas i {RUTSTEG}, och antalen är summor av dem. Därför kan ett "
        "antal skilja sig mer från det verkliga än om det hade avrundats för sig. Ett antal som är noll förblir noll. "
        "Summorna stämmer i och mellan alla tabeller, och samma personer har samma antal överallt. Andelar räknas "
        "på de avrundade antalen, och deras intervall rymmer både slumpen och avrundningen. En andel av få redovisas "
        "inte, eftersom avrundningen skulle betyda för mycket, och där ingen eller alla är kvar efter avrundningen är "
        "andelen markerad som osäker. Medelvärden, kvartiler och modeller är beräknade på de verkliga uppgifterna. De "
        "redovisas inte när för få personer ligger bakom, eller när ett sådant medelvärde annars "
        "skulle kunna räknas ut; då står tecknet .. i stället. Tecknet – står för noll, eller för ett litet antal som "
        "har avrundats till noll.",
        short=f"Alla antal är avrundade till {RUTSTEG} tillsammans, så att inget gäller få personer, och summorna "
        "stämmer ändå.",
        of_units=f"Antalen är avrundade till {RUTSTEG} tillsammans, så att inget gäller få personer; de kan skilja sig "
        "från de verkliga med några få. Summorna stämmer, men ett antal kan skilja sig något från samma antal i "
        "årsrapporten.",
        of_data=f"Alla antal är avrundade till {RUTSTEG} tillsammans för att skydda enskilda: inget gäller få "
        "personer, de kan skilja sig från de verkliga, och summorna stämmer. Andelar är beräknade på de avrundade "
        "antalen, intervallen rymmer också avrundningen, och andelar av få redovisas inte.",
        zero="Noll, eller ett litet antal som har avrundats till noll.",
        nobody="Ingen eller för få att räkna på, eller en uppgift som inte kan förekomma.",
        note=f"Alla antal är avrundade till {RUTSTEG} för att skydda enskilda, och andelar är beräknade på dem.",
    ),
}
