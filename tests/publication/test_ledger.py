"""What an edition on the published site hides is not given away by the next report, nor what both give together."""

from dataclasses import replace

import polars as pl
import pytest

from indikatorer import AuditFailed
from indikatorer.base.files import write_json
from indikatorer.disclosure import NUMBERS
from indikatorer.disclosure.audit import audit
from indikatorer.indicators import MEASURES
from indikatorer.measures.cell import decimals
from indikatorer.measures.records import Records
from indikatorer.publication.annual import report_audit
from indikatorer.publication.csv_files import write_csv
from indikatorer.publication.editions import Edition, read_editions
from indikatorer.publication.ledger import counted_in, printed_again
from indikatorer.publication.merging import coarser
from tests.people import registers
from tests.protecting import ROUNDED, counted, outcome, printed, protect

J3 = MEASURES["J3"]
THEN, NOW = "J3-orsak", "J3-serie"
FEW = {("Kvinnor", "Flyttat"): 3, ("Kvinnor", "Studier"): 30, ("Kvinnor", "Arbete"): 40}
SPELLS = FEW | {("Män", "Flyttat"): 30, ("Män", "Studier"): 20, ("Män", "Arbete"): 25}


def spells(by_year):
    lines = ["person|kon|stadsdelsnamnd|inskriven|avslutad|avslutsorsak"]
    for year, exits in by_year.items():
        for (kon, orsak), number in exits.items():
            for n in range(number):
                person = f"{year}-{kon}-{orsak}-{n}"
                lines.append(f"{person}|{kon}|Farsta|{year}-01-01|{year}-05-10|{orsak}")
    return "\n".join(lines)


def edition(folder, year, records, **cells):
    """An edition of these tables' cells on a site."""
    (folder / str(year) / "data").mkdir(parents=True)
    for name, frame in cells.items():
        write_csv(folder / str(year) / "data" / f"{name.replace('_', '-')}.csv", frame, decimals)
    parameters = {"year": year, "settings": records.settings.as_dict()}
    write_json(folder / str(year) / "manifest.json", {"parameters": parameters})
    return read_editions(folder)[0]


def hiding(table, hidden):
    """The cells of a table without those that are hidden."""
    return table.written.with_columns(
        pl.when(~hidden).then(pl.col(NUMBERS)), status=pl.when(hidden).then(pl.lit("skyddad")).otherwise("status")
    )


@pytest.fixture(scope="module")
def delivered():
    return registers(spells=spells({2020: SPELLS, 2021: SPELLS}))


@pytest.fixture
def out(delivered, tmp_path):
    """An edition of 2020 that hides, of women and of all, those who moved and those who study."""
    records = Records.as_of(delivered, 2020)
    [table] = counted(records, THEN)
    hidden = pl.col("avslutsorsak").is_in(["Flyttat", "Studier"]) & (pl.col("kon") != "Män")
    return edition(tmp_path / "site", 2020, records, J3_orsak=hiding(table, hidden))


@pytest.fixture
def now(delivered):
    return Records.as_of(delivered, 2021)


def test_what_an_edition_hides_stays_hidden_in_the_next(delivered, out, now):
    ledger = counted_in(out, [J3], now, delivered)
    told = outcome([*ledger.tables, *counted(now, NOW)], published=ledger.published)
    assert told.audit.passed
    assert not told.policy.rounds
    # 33 of 2020 have moved; the edition shows that 30 of them are men
    moved = printed(told)[NOW].filter(pl.col("period") == "2020", pl.col("avslutsorsak") == "Flyttat")
    assert moved["status"].unique().to_list() == ["skyddad"]


def test_a_count_that_neither_edition_gives_alone_is_found_in_both(delivered, out, now, tmp_path):
    ledger = counted_in(out, [J3], now, delivered)
    series = counted(now, NOW)
    everything = {NOW: series[0].written}
    assert audit(ledger.tables, ledger.published).passed
    assert audit(series, everything).passed
    both = audit([*ledger.tables, *series], {**ledger.published, **everything})
    [women] = [found for found in both.found if found.number.startswith("2020 J3-orsak, row 25, varde")]
    assert (women.kind, women.size) == ("recovered", 3)
    with pytest.raises(AuditFailed, match=r"(?s)2020 J3-orsak, row 25, .*Withdraw the edition"):
        report_audit(both, everything, tmp_path, [out])


def test_without_an_edition_of_a_complete_year_nothing_has_been_said(delivered, now, tmp_path):
    assert not counted_in(Edition(2007, tmp_path, {}, ""), [J3], now, delivered).tables


def test_of_numbers_that_the_registers_do_not_give_any_more_nobody_is_known(delivered, now, tmp_path):
    then = Records.as_of(delivered, 2020)
    [table] = counted(then, THEN)
    # the edition printed one man more to work than the registers now have
    one = (pl.col("avslutsorsak") == "Arbete") & (pl.col("kon") == "Män") & (pl.col("matt") == "antal")
    cells = table.written.with_columns(varde=pl.when(one).then(26.0).otherwise("varde"))
    ledger = counted_in(edition(tmp_path, 2020, then, J3_orsak=cells), [J3], now, delivered)
    [kept] = ledger.tables[0].members
    [every] = table.members
    [row] = table.written.with_row_index().filter(one)["index"]
    assert set(every.counts["row"]) - set(kept.counts["row"]) == {row}


PAST = pl.col("period") == "2020"


def test_a_past_period_is_printed_again_as_it_stood(delivered, now, tmp_path):
    then = Records.as_of(delivered, 2020)
    [before], [table] = counted(then, NOW), counted(now, NOW)
    moved = (pl.col("avslutsorsak") == "Flyttat") & PAST
    work = (pl.col("avslutsorsak") == "Arbete") & PAST & (pl.col("matt") == "antal")
    printed_then = hiding(before, moved).with_columns(varde=pl.when(work).then(66.0).otherwise("varde"))
    out = edition(tmp_path, 2020, then, J3_serie=printed_then)
    [again], fixed_status = printed_again([table], out, now, revised=())
    counts = again.cells.filter(pl.col("matt") == "antal")
    # 65 of 2020 have gone to work by the registers of now, 66 by those of then; of 2021 it is those of now
    assert counts.filter(pl.col("avslutsorsak") == "Arbete").filter(PAST)["varde"].to_list() == [66]
    assert counts.filter(pl.col("avslutsorsak") == "Arbete", pl.col("period") == "2021")["varde"].to_list() == [65]
    statuses = again.cells.select("period", "avslutsorsak", "matt", "varde").with_columns(
        status=pl.Series(fixed_status[NOW])
    )
    assert statuses.filter(moved)["status"].unique().to_list() == ["hidden"]
    assert statuses.filter(PAST & ~moved)["status"].unique().to_list() == ["shown"]
    assert statuses.filter(pl.col("period") == "2021")["status"].unique().to_list() == [None]


def test_what_was_hidden_stays_hidden_and_what_was_shown_stays_shown(delivered, now, tmp_path):
    then = Records.as_of(delivered, 2020)
    [before], [table] = counted(then, NOW), counted(now, NOW)
    moved = (pl.col("avslutsorsak") == "Flyttat") & PAST
    out = edition(tmp_path, 2020, then, J3_serie=hiding(before, moved))
    again, fixed_status = printed_again([table], out, now, revised=())
    told = outcome(again, fixed_status=fixed_status)
    cells = printed(told)[NOW].filter(PAST)
    assert cells.filter(pl.col("avslutsorsak") == "Flyttat")["status"].unique().to_list() == ["skyddad"]
    others = cells.filter(pl.col("avslutsorsak") != "Flyttat")
    assert "skyddad" not in others["status"]


@pytest.mark.parametrize(("revised", "small_base", "year"), [([NOW], 20, 2020), ([], 30, 2020), ([], 20, 2022)])
def test_a_past_period_is_counted_anew_where_the_table_is_revised_or_was_made_otherwise(
    delivered, now, tmp_path, revised, small_base, year
):
    then = Records.as_of(delivered, 2020)
    [before] = counted(then, NOW)
    out = edition(tmp_path, 2020, then, J3_serie=before.written.with_columns(varde=pl.lit(99.0)))
    other = replace(out, year=year, settings={**out.settings, "small_base": small_base})
    tables = counted(now, NOW)
    again, fixed_status = printed_again(tables, other, now, revised)
    assert again == tables
    assert not fixed_status


def test_a_table_whose_past_is_printed_again_does_not_merge(delivered, now, tmp_path):
    then = Records.as_of(delivered, 2020)
    out = edition(tmp_path, 2020, then, J3_serie=counted(then, NOW)[0].written)
    again, fixed_status = printed_again(counted(now, NOW), out, now, revised=())
    further, words = coarser(now, fixed_status)(again, {NOW}, "told")
    assert (further, words) == (again, "")


def test_a_past_period_is_not_rounded_again(delivered, now, tmp_path):
    then = Records.as_of(delivered, 2020)
    [before], tables = counted(then, NOW), counted(now, NOW)
    out = edition(tmp_path, 2020, then, J3_serie=protect([before], ROUNDED)[NOW])
    again, fixed_status = printed_again(tables, out, now, revised=())
    told = outcome(again, ROUNDED, fixed_status=fixed_status)
    assert told.audit.passed
    shown = printed(told)[NOW].filter(PAST)
    assert shown.equals(out.table(NOW).filter(PAST).select(shown.columns))


def test_of_a_rounded_edition_a_new_rounding_keeps_to_what_it_can_have_told(delivered, now, tmp_path):
    then = Records.as_of(delivered, 2020)
    [table] = counted(then, THEN)
    number = (pl.col("matt") == "antal") & (pl.col("kon") != "Samtliga")
    told = table.written.with_columns(
        varde=pl.when(number & (pl.col("avslutsorsak") == "Flyttat")).then(pl.col("varde") + 2).otherwise("varde")
    )
    out = edition(tmp_path, 2020, then, J3_orsak=told)
    near, far = (
        counted_in(replace(out, metod="avrundning", moved=moved), [J3], now, delivered).rounded[0] for moved in (2, 1)
    )
    exact = counted_in(out, [J3], now, delivered)
    assert exact.rounded == exact.tables
    sizes = [len(one.members[0].counts) for one in (near, far, exact.tables[0])]
    assert sizes[0] == sizes[1] + 2
    assert sizes[1] == sizes[2]
