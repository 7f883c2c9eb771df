"""Figures that are typed without a digit, or as an age or a time, and what is a definition beside them."""

import pytest

from indikatorer import ROOT
from indikatorer.rendering.check_sources import faults
from indikatorer.site.audit.report_words import Line, typed

CLAIMED = [
    *("Ett trettiotal kom.", "Det gällde hundratals.", "½ av alla.", "① av dem.", "En kvarts miljon.", "Ett dussin."),
    *(
        "Trettiosju procent gick till arbete.",
        "Etthundratjugo kvinnor kom.",
        "Tolv unga män kom.",
        "Tjugoen aspiranter.",
    ),
    *("En tredjedel av männen gick till arbete.", "Det gällde två tredjedelar.", "Två femtedelar av dem var kvinnor."),
    *(
        "En halvering på tre år.",
        "Andelen fördubblades.",
        "Det är dubbelt så vanligt bland män.",
        "Hälften så många kom.",
    ),
    *("Varannan kvinna gick till arbete.", "Var tredje deltagare svarade.", "Var fjärde av dem kom."),
    *("Tre av fyra gick till arbete.", "Så gjorde nio av tio.", "En av tre kvinnor kom."),
    *("Nästan hälften.", "Drygt hälften av dem kom.", "Hälften var kvinnor.", "Mer än hälften av alla kom."),
    *("Hälften av de … personerna gick till arbete.", "Det blev $37$ procent.", "Det blev $37$ av dem."),
    *("Medelåldern är 37 år.", "Medelåldern är 37 år, och 37–39 år för män.", "De flesta är 37–39 år.", "37–39 år."),
    *("Av de unga var 30 år vanligast.", "Av dem var 45 år och äldre 25 år i snitt.", "Medelåldern var 35–39 år."),
    *("Det kom 25–29 personer.", "Mediantiden var 12 månader.", "De var inskrivna 14 månader i snitt."),
    *("De väntade drygt 3 veckor.", "I genomsnitt blev det 40 dagar.", "Medelvärdet var 7–8 månader."),
]

DEFINED = [
    "Varje belopp är avrundat för sig till hundratal.",
    *("De som är 16–24 år.", "Bland 25–29-åringar och 30–44 år.", "Åldern 18–64 år.", "den som är 55 år eller äldre"),
    *("under 30 år", "Den som fyllt 20 år.", "Den som är 37 år.", "De i åldern 37–39 år.", "mellan 17 och 20 år"),
    *("Medianåldern bland dem under 30 år är …", "Medianinkomsten 12 månader efter avslut var …", "sedan 15 år"),
    *(
        "inom 2 år",
        "1–2 år",
        "i 24 månader",
        "Inskrivna 7–12 månader var i genomsnitt …",
        "ungefär 12 månader efter avslut",
    ),
    *("Medianen, den tid som hälften inte nådde upp till.", "Hälften av dem hade en inkomst på högst … under året."),
    *("En fjärdedel hade högst den nedre kvartilen.", "Inom fältet ligger i regel nitton av tjugo enheter."),
    *("varannan vecka", "vart tredje år", "fem grupper", "de tre första åren", "två av grupperna", "halva året"),
    *(
        "minst tre procentenheter",
        "tre procent",
        "mindre än en tiondel åt endera hållet",
        "den som har två anställningar",
    ),
    *("Priset är $37.", "En tredjedel av tiden går till möten.", "tre av målen", "en av dem"),
]


def found(text: str) -> list[str]:
    return [one.remedy for one in typed([Line(text, "x.qmd", 1)])]


@pytest.mark.parametrize("text", CLAIMED)
def test_a_figure_of_the_data_is_told_however_it_is_written(text):
    assert found(text) != []


@pytest.mark.parametrize("text", DEFINED)
def test_a_definition_may_be_written(text):
    assert found(text) == []


def test_it_is_told_what_to_write_instead():
    assert ["16–24 år, under 30 år, 55 år eller äldre" in remedy for remedy in found("Medelåldern är 37 år.")] == [True]
    assert ["median eller kvartil" in remedy for remedy in found("Varannan kvinna kom.")] == [True]
    assert ["12 månader efter avslut" in remedy for remedy in found("Det tog drygt 3 månader.")] == [True]


def test_no_report_is_told_of():
    reports = ROOT / "reports"
    assert faults(reports, [file.stem for file in sorted(reports.glob("[!_]*.qmd"))]) == []
