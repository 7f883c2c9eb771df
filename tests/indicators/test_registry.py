"""The registry as a whole: every table that was agreed on, with its dimensions; cards without gaps; other choices."""

import re
from dataclasses import asdict, replace
from importlib import import_module
from pkgutil import iter_modules

import polars as pl
import pytest

from indikatorer import ROOT
from indikatorer.base.settings import DEFAULTS
from indikatorer.disclosure.policy import POLICY
from indikatorer.indicators import CHAPTERS, MEASURES
from indikatorer.measures.breaks import breaks
from indikatorer.measures.cards import as_markdown, as_text
from indikatorer.measures.compute import compute
from indikatorer.measures.limits import limits, with_limits
from indikatorer.measures.measure import Measure
from tests.people import cells, exits, records
from tests.protecting import protect

AGREED = """
J1-manad: period flode kon
J1-manad-jobbtorg: period flode jobbtorg
J1-ar-alder: flode kon alder
J1-ar-jobbtorg: flode jobbtorg kon
J1-ar-stadsdel: flode stadsdel kon
J1-ar-grupp: flode grupp kon
J1-serie: period flode kon
J2-alder: kon alder
J2-jobbtorg: jobbtorg kon
J3-orsak: avslutsorsak kon
J3-orsak5: orsaksgrupp kon
J3-orsak-alder: avslutsorsak alder
J3-orsak-jobbtorg: avslutsorsak jobbtorg
J3-orsak-bakgrund: avslutsorsak bakgrund
J3-orsak-utbildning: avslutsorsak utbildning
J3-aterremitterade: stadsdel kon
J3-serie: period avslutsorsak
J4-alder: kon alder
J4-jobbtorg: jobbtorg kon
J4-stadsdel: stadsdel kon
J4-bakgrund: bakgrund kon
J4-utbildning: utbildning kon
J4-insats: insats
J4-grupp: grupp kon
J4-manad: period kon
J4-serie: period kon
J4-kolada: koladagrupp kon
J5-orsak: avslutsorsak kon
J5-jobbtorg: jobbtorg kon
J6-orsak: avslutsorsak manader kon
J7-verksamhet: verksamhet kon
J8-jobbplan: jobbtorg kon
J8-processmatt: processmatt
J9-insats: insats kon
SF-manader: manader kon
SF-manader-orsak: manader avslutsorsak
SF-manader-jobbtorg: manader jobbtorg
SF-manader-stadsdel: manader stadsdel
SF-manader-alder: manader alder kon
SF-manader-insats: insats
SF-manader-kvar: manader kon
SF-grupp: grupp kon
SF-serie: period manader kon
SF-a: avslutsorsak kon
SF-b-manader: manader avslutsorsak
SF-b-kon: manader kon
ST1-typ: flode typ kon
ST1-arbetsplats: flode arbetsplats kon
ST1-plan: typ
ST2-period: period kon
ST2-utfall: period utfall kon
ST2-typ: typ kon
ST2-arbetsplats: arbetsplats kon
ST2-personer: period kon
ST3-kalla: alder kalla tidpunkt
ST3-kalla-kon: kon kalla tidpunkt
ST4-kalla: stockholmsjobb kalla tidpunkt
ST4-kalla-grupp: grupp kalla tidpunkt
ST6-fraga: fraga kon
ST6-studerat: fraga studerat
ST6-svar: kon
SW1-status: avslutsorsak status_arbetsmarknad
SW1-status-kon: avslutsorsak status_arbetsmarknad kon
SW1-gott-resultat: avslutsorsak kon
SW1-serie: avslutsar ar_efter avslutsorsak status_arbetsmarknad
SW3-bistand: avslutsorsak ar_efter
SW3-arbetsloshet: avslutsorsak
SW3-inkomst: avslutsorsak kvartil
SW3-ohalsa: avslutsorsak
SW3-utanfor-samhallet: avslutsorsak kon
V1-kon: kon regi
V2-kon: kon regi
V3-kon: kon regi
V4-kon: kon
V5-kon: kon
V5-svar: kon
V6-kon: kon
V6-svar: kon
V7-kon: kon
V7-svar: kon
V8-kon: kon
V9-kon: kon
V10-kon: kon
V11-kon: kon
V12-avbrott: kon alder bakgrund
V12-efter: efter_avbrott kon
V13-nyanlanda: skolform kon
B1-omrade: omrade kon
B1-svar: kon
B2-kon: kon
B3-insats: insats kon
B4-serie: period
E1-enhet: jobbtorg
E2-insats: insats
"""
TABLES = {measure.table_id(suffix): (measure, suffix) for measure in MEASURES.values() for suffix in measure.tables}
NOTHING_DELIVERED = records(2021)


def test_every_measure_stands_alone_in_a_file_of_its_chapter_that_is_named_by_its_id():
    found = []
    for chapter in CHAPTERS:
        folder = import_module(f"indikatorer.indicators.{chapter}")
        for file in iter_modules(folder.__path__):
            module = import_module(f"{folder.__name__}.{file.name}")
            declared = [one.id for one in vars(module).values() if isinstance(one, Measure)]
            assert [file.name.startswith(one.lower().replace("-", "_") + "_") for one in declared] in ([], [True])
            found += [(one, chapter) for one in declared]
    assert sorted(found) == sorted((measure.id, measure.chapter) for measure in MEASURES.values())


def test_every_folder_is_a_chapter():
    folders = (ROOT / "src" / "indikatorer" / "indicators").glob("*/__init__.py")
    assert {path.parent.name for path in folders} == set(CHAPTERS)


@pytest.mark.parametrize("line", AGREED.strip().splitlines())
def test_every_agreed_table_is_there_with_its_dimensions_even_where_nothing_was_delivered(line):
    identity, dimensions = line.split(": ")
    computed = compute(*TABLES[identity], NOTHING_DELIVERED)
    if identity != "J8-processmatt":  # its rows are what has been delivered
        assert set(computed.dimensions) == set(dimensions.split())
    assert computed.cells["status"].is_in(["saknas"]).all()


def test_what_is_not_agreed_is_a_series_a_response_or_another_choice():
    more = set(TABLES) - {line.split(": ")[0] for line in AGREED.strip().splitlines()}
    choices_and_series = {name for name in more if name.endswith(("-kanslighet", "-serie"))}
    of_analyses = {name for name in more if name.startswith(("SW", "ST5", "E2"))}
    assert more - choices_and_series - of_analyses == {
        *(
            "J3-orsak7",
            "J6-okand",
            "J6-flyttade",
            "K1-kommun",
            "J6-kurva",
            "J6-incidens",
            "ST2-svar",
            "ST3-samma",
            "ST2-granser",
            "V6-avbrutna",
            "V6-samma-arbete",
            "V8-svar",
            "V9-svar",
            "B4-kon",
        )
    }


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_card_has_every_field_and_is_printed_in_full(measure):
    named = limits(DEFAULTS.as_dict())
    card = with_limits(measure.card, named)
    assert all(text.strip().endswith(".") or name == "fraga" for name, text in card.items())
    assert card["fraga"].endswith("?")
    for text in card.values():
        assert text in as_text(measure, named)
        assert text in as_markdown(measure, named)


def test_no_card_or_title_types_a_limit_that_is_a_setting():
    """A policy or a setting that is changed is another in every card: no number of theirs stands there by itself."""
    typed = [
        (measure.id, name, found[0])
        for measure in MEASURES.values()
        for name, text in (*asdict(measure.card).items(), *((one.title, one.title) for one in measure.tables.values()))
        if (found := re.search(r"\b(?:fem|tjugo|5|20|30|60) (?:arbetsdagar|personer|resultat|procent)\b", text))
    ]
    assert typed == []


def test_another_choice_is_another_number_in_the_cards():
    chosen = limits(replace(DEFAULTS, j8_working_days=7, low_response=55).as_dict())
    assert "inom sju arbetsdagar efter" in as_text(MEASURES["J8"], chosen)
    assert "Under 55 procent är uppgiften osäker, under 30 procent" in as_text(MEASURES["B1"], chosen)
    assert chosen["minsta_grupp"] == str(POLICY.model_base)


def test_breaks_are_told_with_period_and_reason():
    by_district = MEASURES["J4"].tables["stadsdel"]
    assert [b["period"] for b in breaks(MEASURES["J4"], by_district, 2019)] == []
    [merger] = breaks(MEASURES["J4"], by_district, 2021)
    assert merger["period"] == "2020-07"
    assert "Älvsjö och Hägersten-Liljeholmen blev Hägersten-Älvsjö" in merger["reason"]
    of_the_exits = MEASURES["SW0"].tables["stadsdel"]
    assert [[b["period"] for b in breaks(MEASURES["SW0"], of_the_exits, year)] for year in (2022, 2023)] == [
        [],
        ["2020-07"],
    ]
    status = MEASURES["SW1"].tables["status"]
    assert [b["period"] for b in breaks(MEASURES["SW1"], status, 2013)] == []
    assert [b["period"] for b in breaks(MEASURES["SW1"], status, 2021)] == ["2012", "2019"]
    assert [b["period"] for b in breaks(MEASURES["ST3"], MEASURES["ST3"].tables["kalla"], 2024)] == ["2022"]


TWICE = (
    exits({("Kvinnor", "Arbete"): 30, ("Män", "Okänd"): 40})
    + "\n"
    + "\n".join(f"Kvinnor-Arbete-{n}|Kvinnor|2021-06-01|2021-12-10|Okänd" for n in range(10))
)


def test_another_choice_is_shown_beside_the_one_that_was_made():
    table = compute(MEASURES["J4"], "kanslighet", records(2021, spells=TWICE))
    shares = {val: cells(table, val=val, kon="Samtliga")[0][1:3] for val in table.cells["val"].unique()}
    assert shares == {
        "Som redovisat": (20, 70),
        "Första avslutet": (30, 70),
        "Bästa avslutet": (30, 70),
        "Återremitterade i nämnaren": (20, 70),
    }


def test_what_is_hidden_as_reported_is_hidden_under_other_choices():
    spells = exits({("Kvinnor", "Arbete"): 38, ("Kvinnor", "Okänd"): 2, ("Män", "Arbete"): 60, ("Män", "Okänd"): 60})
    given = records(2021, spells=spells)
    tables = [compute(MEASURES["J4"], suffix, given) for suffix in ("alder", "kanslighet")]
    shown = protect(tables)["J4-kanslighet"]
    assert shown.filter(pl.col("kon") == "Kvinnor")["status"].unique().to_list() == ["skyddad"]


def test_internal_measures_are_not_published():
    assert [measure.id for measure in MEASURES.values() if measure.internal] == ["E1"]
