"""A table that would hide too much prints categories as one, says so, and is protected as it then stands."""

from datetime import date

import polars as pl
import pytest

from indikatorer import UserError
from indikatorer.base.vocabulary import ORSAKSGRUPPER, ORSAKSGRUPPER_SJU
from indikatorer.disclosure.audit import audit
from indikatorer.measures.cell import decimals
from indikatorer.measures.dimensions import AVSLUTSORSAK, ORSAKSGRUPP_SJU, OVRIGA_ORSAKER, STADSDEL
from indikatorer.measures.merges import merges_of
from indikatorer.measures.records import Records
from indikatorer.presentation.show import layout
from indikatorer.publication.annual import write_tables
from indikatorer.publication.csv_files import write_csv
from indikatorer.publication.editions import Edition
from indikatorer.publication.ledger import counted_in
from indikatorer.publication.merging import coarser, merged_as_published, with_merges
from indikatorer.publication.protected import Publication
from indikatorer.publication.suppression_counts import hidden_share
from indikatorer.site.audit.cells import PublishedCells
from tests.people import records, registers
from tests.protecting import counted, outcome, printed, protect

TABLE = "SW1-status-kon"


def exits(students):
    """Exits of 2009, for each reason with so many of each kind of student the year after; the others are outside."""
    people, years = ["lopnr|kon|avslutad|avslutsorsak"], ["lopnr|ar|sysstat|hsdelt|studmed"]
    number = 0
    for orsak, (university, other) in students.items():
        for kon in ("Kvinnor", "Män"):
            for n in range(80):
                number += 1
                people.append(f"{number}|{kon}|2009-05-01|{orsak}")
                years.append(f"{number}|2010|0|{int(n < university)}|{int(university <= n < university + other)}")
    return "\n".join(people), "\n".join(years)


@pytest.fixture(scope="module")
def given():
    spells, years = exits({"Arbete": (2, 20), "Studier": (3, 30), "Okänd": (1, 25)})
    return records(2013, scb_spells=spells, register_years=years)


@pytest.fixture(scope="module")
def separate(given):
    return counted(given, TABLE)


@pytest.fixture(scope="module")
def told(separate, given):
    return outcome(separate, coarser=coarser(given))


def shown(cells, **labels):
    return cells.filter(*(pl.col(name) == label for name, label in labels.items()))["varde"].to_list()


def test_categories_are_merged_where_too_much_would_be_hidden(separate, told):
    [merged] = told.tables
    note = "högskolestuderande och övriga studerande tillsammans"
    assert merged.table.title.endswith(f"({note})")
    assert told.tried == [f"merge {TABLE} ({note})"]
    assert told.audit.passed
    together = printed(told)
    assert shown(together[TABLE], kon="Kvinnor", avslutsorsak="Arbete", status_arbetsmarknad="Studerande") == [27.5]
    assert not set(together[TABLE]["status_arbetsmarknad"]) & {"Högskolestuderande", "Övriga studerande"}
    assert hidden_share(together)["okand"]["hidden"] < hidden_share(protect(separate))["okand"]["hidden"]


def test_the_audit_counts_as_the_published_cells_do(separate, told, given):
    [merged] = told.tables
    [again] = merged_as_published(separate, printed(told), given)
    assert again.cells.equals(merged.cells)
    assert merged_as_published(separate, protect(separate), given) == separate


def test_the_share_of_hidden_cells_is_told_for_each_report():
    cells = pl.DataFrame(
        {"taljare": [1, None, None], "namnare": [2, None, None], "varde": [50.0, None, None]}
        | {"ki_nedre": [None] * 3, "ki_ovre": [None] * 3, "status": ["", "skyddad", "saknas"]}
    )
    share = hidden_share({"SW1-status": cells, "J3-orsak": cells, "J4-alder": cells})
    assert share["okand"] == {"cells": 2, "hidden": 1, "per_cent": 50.0, "uncertain": 0}
    assert (share["arsrapport"]["cells"], share["hela"]["cells"]) == (4, 6)


EXITS = {"Arbete": 40, "Studier": 30, "Okänd": 20, "Flyttat": 30, "Föräldraledig": 3, "Övrigt": 25}


@pytest.fixture(scope="module")
def delivered():
    """Exits of 2021 by women and men, of parents women only; most from Farsta, some from Skarpnäck."""
    lines = ["person|kon|stadsdelsnamnd|inskriven|avslutad|avslutsorsak"]
    for kon in ("Kvinnor", "Män"):
        for orsak, number in EXITS.items():
            for n in range(0 if (kon, orsak) == ("Män", "Föräldraledig") else number):
                place = "Skarpnäck" if n % 4 == 1 else "Farsta"
                lines.append(f"{kon}-{orsak}-{n}|{kon}|{place}|2021-01-01|2021-05-10|{orsak}")
    return registers(spells="\n".join(lines))


@pytest.fixture(scope="module")
def city(delivered):
    return Records.as_of(delivered, 2021)


def table_of(name, city):
    return counted(city, name)[0]


def at_step(table, city, step):
    """A table with the merges of its first steps."""
    return with_merges(table, merges_of(table.table, date(2021, 12, 31))[:step], city)


def test_groups_of_reasons_are_those_of_the_definitions():
    day = date(2021, 12, 31)
    for dimension, finest in ((AVSLUTSORSAK, None), (ORSAKSGRUPP_SJU, ORSAKSGRUPPER_SJU)):
        five = dimension.coarser(day)[-1]
        assert set(five.groups[OVRIGA_ORSAKER]) == {
            finest[orsak] if finest else str(orsak) for orsak, group in ORSAKSGRUPPER.items() if group == "Övrigt"
        }
    seven = AVSLUTSORSAK.coarser(day)[0]
    assert set(*seven.groups.values()) == {
        str(orsak) for orsak, group in ORSAKSGRUPPER_SJU.items() if group == "Övrigt"
    }


def test_districts_are_those_of_the_day_and_one_alone_keeps_its_name():
    [then], [now] = STADSDEL.coarser(date(2019, 12, 31)), STADSDEL.coarser(date(2024, 12, 31))
    assert then.groups["Nämnderna vid Jobbtorg Järva"] == ("Rinkeby-Kista", "Spånga-Tensta")
    assert "Nämnderna vid Jobbtorg Järva" not in now.groups
    assert now.groups["Nämnderna vid Jobbtorg Sydväst"] == ("Hägersten-Älvsjö", "Skärholmen")


@pytest.mark.parametrize(("name", "step"), [("J3-orsak", 1), ("J3-orsak", 2), ("J3-orsak7", 1), ("J1-ar-stadsdel", 1)])
def test_what_was_merged_is_read_back_as_it_was_published(delivered, city, tmp_path, name, step):
    table = table_of(name, city)
    fewer = at_step(table, city, step)
    assert fewer.cells.height < table.cells.height
    cells = protect([fewer])
    [again] = merged_as_published([table], cells, city)
    assert again.cells.equals(fewer.cells)
    assert audit([again], cells).passed
    (tmp_path / "data").mkdir()
    write_csv(tmp_path / "data" / f"{name}.csv", cells[name], decimals)
    out = counted_in(Edition(2021, tmp_path, {}, ""), [table.measure], city, delivered)
    [stated] = out.tables
    assert stated.id == f"2021 {name}"
    assert stated.cells.equals(fewer.cells)
    assert [one.counts.height for one in stated.members] == [one.counts.height for one in fewer.members]


@pytest.fixture(scope="module")
def written(city, tmp_path_factory):
    """The exits by reason, in the five groups, and by district and jobbtorg, as notebooks read them."""
    tables = [at_step(table_of("J3-orsak", city), city, 2), at_step(table_of("J4-stadsdel", city), city, 1)]
    folder = tmp_path_factory.mktemp("tables")
    origin = {"year": 2021, "delivery": {"syntetisk": True, "levererad": "2022-02-15"}}
    write_tables(folder, origin, tables, protect(tables))
    return Publication(folder)


def test_what_is_merged_reads_as_protected(written):
    reasons = written("J3-orsak")
    moved, other = reasons.cell(avslutsorsak="Flyttat"), reasons.cell(avslutsorsak="Övriga orsaker")
    assert (moved.in_table(), moved.in_text()) == ("..", "ett antal (skyddad uppgift)")
    assert (moved.labels["avslutsorsak"], moved.taljare, moved.namnare) == ("Flyttat", None, None)
    assert other.shown
    assert reasons.find(avslutsorsak="Övrigt") == reasons.cell(avslutsorsak="Övrigt")
    assert [cell.shown for cell in reasons.cells(avslutsorsak="Flyttat")] == [False] * 3
    assert reasons.find(avslutsorsak="Utflyttad") is None
    with pytest.raises(UserError, match="har ingen avslutsorsak ”Utflyttad”"):
        reasons.cell(avslutsorsak="Utflyttad")


def test_a_table_shows_what_is_merged_under_its_own_label_and_says_what_it_is(written):
    reasons = ["Arbete", "Studier", "Flyttat", "Övrigt"]
    shown = layout(written("J3-orsak"), rows="kon", columns="avslutsorsak", matt=["antal"], pick=reasons)
    assert shown.headings == ["Kön", "Arbete, antal", "Studier, antal", "Övriga orsaker, antal"]
    assert "Övriga orsaker: AF-program, Flyttat, Föräldraledig och Övrigt, som redovisas tillsammans." in shown.notes
    districts = layout(written("J4-stadsdel"), rows="stadsdel")
    assert [row[0] for row in districts.rows].count("Nämnderna vid Jobbtorg Sydost") == 1


def test_the_audit_of_finished_files_knows_what_is_merged_as_hidden(written):
    cell = written("J3-orsak").cell("andel", avslutsorsak="Flyttat", kon="Kvinnor")
    found = PublishedCells(written.folder).find(cell.place)
    assert not found.shown
    assert found.in_table() == cell.in_table()
    assert found.labels == cell.labels


@pytest.mark.parametrize(("whole", "step"), [("J3-orsak", 1), ("J3-orsak", 2), ("J3-orsak5", 0), ("J3-orsak7", 1)])
def test_another_table_with_the_single_reasons_is_protected_beside_the_merged_one(city, whole, step):
    merged, single = at_step(table_of(whole, city), city, step), table_of("J3-orsak-alder", city)
    each_alone = protect([merged]) | protect([single])
    # by itself the table hides the few on parental leave with those it costs least, which are in another group
    assert not audit([merged, single], each_alone).passed
    assert audit([merged, single], protect([merged, single])).passed
