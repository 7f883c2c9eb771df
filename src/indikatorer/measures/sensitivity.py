"""What a figure would have been, had another choice been made
(docs/definitions.md, Which exit counts, Periods, J2, J3, SW1, SW3)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from indikatorer.measures.population import Population, Slice
from indikatorer.measures.records import Records

AS_REPORTED = "Som redovisat"

FORSTA_AVSLUTET = "Första avslutet"
CHOICES_OF_EXIT: dict[str, dict[str, str | int]] = {
    "Sista avslutet": {"exit_that_counts": "last"},
    FORSTA_AVSLUTET: {"exit_that_counts": "first"},
    "Bästa avslutet": {"exit_that_counts": "hierarchy"},
}


def aterremitterade(setting: str) -> dict[str, dict[str, str | int]]:
    """The choices of who is in a base: with those who only went back to the district, and without them."""
    return {
        "Återremitterade i nämnaren": {setting: "all"},
        "Återremitterade inte i nämnaren": {setting: "excl_aterremitterade"},
    }


def under(of: Population, choices: Mapping[str, Mapping[str, str | int]]) -> Population:
    """Each slice as reported, and then under each choice that was not made, by name."""

    def slices(records: Records) -> Iterator[Slice]:
        reported = list(of(records))
        for piece in reported:
            yield replace(piece, labels={"val": AS_REPORTED, **piece.labels})
        for name, settings in choices.items():
            otherwise = records.choosing(**settings)
            if otherwise.settings == records.settings:
                continue
            for piece in of(otherwise):
                of_both = piece.in_both_registers
                yield replace(
                    piece,
                    labels={"val": name, **piece.labels},
                    in_both_registers=f"{of_both} ({name})" if of_both else "",
                )

    return replace(of, slices=slices, link=" vid andra val, efter ")
