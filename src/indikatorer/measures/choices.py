"""The choices of `indikatorer.toml` in Swedish words, for the method chapter."""

from collections.abc import Mapping

CHOICES: dict[str, tuple[str, dict[str, str]]] = {
    "exit_that_counts": (
        "Vilket avslut räknas för den som avslutats flera gånger",
        {"last": "det sista", "first": "det första", "hierarchy": "det bästa, med arbete främst"},
    ),
    "j2_base": (
        "Nämnare i andelen avslutade av inskrivna (J2)",
        {"all": "alla inskrivna", "excl_aterremitterade": "utan dem som enbart återremitterats"},
    ),
    "j4_base": (
        "Nämnare i andelen till arbete eller studier (J4)",
        {"excl_aterremitterade": "utan dem som enbart återremitterats", "all": "alla avslutade, som hos Kolada"},
    ),
    "af_program": (
        "AF-program när orsakerna redovisas i fem grupper (J3)",
        {"ovrigt": "ingår i övrigt", "apart": "egen grupp"},
    ),
    "j5_gap_days": ("Dagar mellan två inskrivningar som räknas som en (J5)", {}),
    "j6_gap_days": ("Dagar efter avslutet från vilka en ny inskrivning är en återkomst (J6)", {}),
    "j8_working_days": ("Arbetsdagar inom vilka en jobbplan är i tid (J8)", {}),
    "stockholmsjobb_window": (
        "Avslutade Stockholmsjobb i verksamhetsberättelsen (ST2)",
        {"rolling_lag4": "tolv månader som slutar fyra månader före perioden", "calendar_year": "kalenderåret"},
    ),
    "not_reached": (
        "De som inte nåtts vid uppföljningen efter tre månader (ST2)",
        {"in_base": "räknas som att de inte arbetar eller studerar", "left_out": "räknas inte med"},
    ),
    "income_limits": (
        "Inkomstgränser för etablering (SW1)",
        {
            "auto": "årets gränser; 2011 års gränser alla år när sista uppföljningsåret är 2011",
            "fixed": "2011 års gränser alla år",
            "indexed": "årets gränser",
        },
    ),
    "limits_per_cent": ("Inkomstgränserna som används, i procent av dem på raden ovan (SW1)", {}),
    "income": ("Arbetsinkomst (SW1 och SW3)", {"ForvErs": "ForvErs i LISA", "ForvInk": "ForvInk i LISA"}),
    "bistand_utanfor_samhallet": (
        "Om den som bara har ekonomiskt bistånd räknas som utan andra spår i registren (SW3)",
        {"no": "nej", "yes": "ja"},
    ),
    "vet_ej": ("Svaret vet ej i enkäter", {"in_base": "ingår i nämnaren", "left_out": "räknas inte med"}),
    "e1_result": (
        "Resultatet i index mot resurser",
        {"arbete_eller_studier": "arbete eller studier", "sjalvforsorjande": "självförsörjande efter sex månader"},
    ),
    "small_base": ("Antal personer i nämnaren under vilket en andel är osäker", {}),
    "low_response": ("Svarsfrekvens i procent under vilken en andel är osäker", {}),
    "lowest_response": ("Svarsfrekvens i procent under vilken varken andel eller medelvärde visas", {}),
}
"""Setting → what is chosen, and the words for each value; a number stands for itself."""

INTERNAL = ("e1_result",)
"""Choices of measures that are not published."""


def in_words(settings: Mapping[str, str | int]) -> list[list[str]]:
    """One row for each choice that a report rests on: what is chosen, and how."""
    return [
        [question, words.get(str(settings[key]), str(settings[key]))]
        for key, (question, words) in CHOICES.items()
        if key not in INTERNAL
    ]
