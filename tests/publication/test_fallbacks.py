"""Tables that tell too much merge categories step by step, and no further; then every table is rounded."""

from dataclasses import replace

import pytest

from indikatorer import AuditFailed
from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.audit.findings import Audit, Finding
from indikatorer.disclosure.policy import POLICY
from indikatorer.publication.annual import report_audit
from indikatorer.publication.merging import coarser
from tests.people import exits, records
from tests.protecting import AUTO, ROUNDED, counted, counted_of, outcome, printed

MANY = {"Arbete": 40, "Studier": 30, "Okänd": 20}


def exits_in(counts, kon="Kvinnor"):
    """Records of so many exits in 2021 of each reason and district."""
    lines = ["person|kon|stadsdelsnamnd|inskriven|avslutad|avslutsorsak"]
    for (orsak, stadsdel), number in counts.items():
        lines += [f"{orsak}-{stadsdel}-{n}|{kon}|{stadsdel}|2021-01-01|2021-05-10|{orsak}" for n in range(number)]
    return records(2021, spells="\n".join(lines))


def in_farsta(**counts):
    return exits_in({(orsak, "Farsta"): number for orsak, number in (MANY | counts).items()})


def beside(given, out, policy=POLICY):
    """What is published beside tables of which every number is out already."""
    return {"published": {table.id: table.written for table in out}, "coarser": coarser(given), "policy": policy}


def out_already(given, *names):
    return [replace(table, id=f"2021 {table.id}") for table in counted(given, *names)]


def labels(table, name="avslutsorsak"):
    return set(table.cells[name])


def test_a_publication_that_passes_merges_nothing():
    given = in_farsta(Flyttat=12, Övrigt=14)
    told = outcome(counted(given, "J3-orsak"), coarser=coarser(given))
    assert told.audit.passed
    assert not told.tables[0].table.merged
    assert not told.tried


@pytest.mark.parametrize(
    ("few", "known", "label", "steps"),
    [
        ({"Föräldraledig": 2, "Övrigt": 4}, "J3-orsak7", "Föräldraledig eller övrigt", 1),
        ({"Flyttat": 2, "Föräldraledig": 2, "Övrigt": 2}, "J3-orsak5", "Övriga orsaker", 2),
    ],
)
def test_reasons_merge_until_nobody_can_be_found(few, known, label, steps):
    # six persons are known from before: two or three parts of them cannot be five apart, all of them tell nothing new
    given = in_farsta(**few)
    tables, out = counted(given, "J3-orsak", "J4-alder"), out_already(given, known)
    told = outcome([*out, *tables], **beside(given, out))
    assert told.audit.passed
    assert told.policy == POLICY
    assert audit(told.tables, printed(told) | {table.id: table.written for table in out}).passed
    merged, untouched = told.tables[1:]
    assert label in labels(merged)
    assert not labels(merged) & few.keys()
    assert merged.table.title.endswith("och övrigt tillsammans)")
    assert untouched is tables[1]
    assert len(told.tried) == steps
    assert all(step.startswith("merge J3-orsak (") for step in told.tried)


def test_districts_merge_by_the_jobbtorg_that_they_refer_to():
    given = exits_in({("Arbete", "Farsta"): 2, ("Arbete", "Skarpnäck"): 4})
    tables, out = counted(given, "J1-ar-stadsdel"), out_already(given, "J1-ar-jobbtorg")
    told = outcome([*out, *tables], **beside(given, out))
    assert told.audit.passed
    assert "Nämnderna vid Jobbtorg Sydost" in labels(told.tables[1], "stadsdel")
    assert not labels(told.tables[1], "stadsdel") & {"Farsta", "Skarpnäck"}


def test_where_no_merging_helps_every_table_is_rounded(capsys):
    given = in_farsta(Studier=3)
    tables, out = counted(given, "J3-orsak"), out_already(given, "J4-alder")
    hard = replace(POLICY, width=1000)
    told = outcome([*out, *tables], **beside(given, out, hard))
    assert told.audit.passed
    assert told.policy == replace(hard, metod="avrundning")
    assert audit(tables, printed(told), told.policy).passed
    assert not told.tables[1].table.merged
    assert "skyddad" not in told.cells["J3-orsak"]["status"]
    assert told.tried[-1] == "round every table"
    assert "every table is rounded" in capsys.readouterr().err


def test_what_nothing_helps_is_refused_with_what_was_tried(tmp_path):
    found = Finding("too narrow", "J3-orsak, row 1, varde", ("J3-orsak",), 3, "not 5 apart")
    failed = Audit(1, 0, {}, 1, 1, 1, None, 0.0, (found,))
    with pytest.raises(AuditFailed, match=r"did not help to merge J3-orsak \(all\) or to round every table\."):
        report_audit(failed, {}, tmp_path, tried=["merge J3-orsak (all)", "round every table"])
    assert (tmp_path / "audit.json").exists()
    assert "FAILED: 1 findings" in (tmp_path / "audit.md").read_text(encoding="utf-8")


FEW_REASONS = exits({(kon, orsak): 3 for kon in ("Kvinnor", "Män") for orsak in ("Arbete", "Studier", "Okänd")})
LARGE = {(kon, orsak): 40 for kon in ("Kvinnor", "Män") for orsak in ("Arbete", "Studier", "Okänd", "Flyttat")}


def test_auto_rounds_a_small_delivery():
    told = outcome(counted_of(FEW_REASONS, "J3-orsak", "J4-alder"), AUTO)
    assert told.policy == ROUNDED
    assert told.audit.passed


def test_auto_hides_the_few_cells_of_a_large_delivery():
    # of 54 cells those of three women who left for other reasons are few
    spells = exits(LARGE | {("Kvinnor", "Övrigt"): 3, ("Män", "Övrigt"): 30})
    one_in_five = replace(AUTO, hide_at_most=0.2)
    told = outcome(counted_of(spells, "J3-orsak"), one_in_five)
    assert told.policy == replace(one_in_five, metod="undertryckning")
    assert 0 < told.audit.cells_hidden <= 54 / 5


def test_auto_rounds_where_hiding_would_take_more_than_is_wanted():
    spells = exits(LARGE | {("Kvinnor", "Övrigt"): 3, ("Män", "Övrigt"): 30})
    hardly_any = replace(AUTO, hide_at_most=0.01)
    assert outcome(counted_of(spells, "J3-orsak"), hardly_any).policy.rounds
