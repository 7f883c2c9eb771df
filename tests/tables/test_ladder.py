"""Tables that tell too much merge categories step by step, and no further; each step is audited."""

from dataclasses import replace

import polars as pl
import pytest

from indikatorer import AuditFailed
from indikatorer.disclosure import audit_published, protect
from indikatorer.disclosure.audit import Recovered
from indikatorer.disclosure.earlier import Earlier
from indikatorer.disclosure.policy import POLICY
from indikatorer.measures.catalogue import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.tables.ladder import _further as further
from indikatorer.tables.ladder import climb
from indikatorer.tables.publication import report_audit
from tests.people import records

MANY = {"Arbete": 40, "Studier": 30, "Okänd": 20}


def exits(counts, kon="Kvinnor"):
    lines = ["person|kon|stadsdelsnamnd|inskriven|avslutad|avslutsorsak"]
    for (orsak, stadsdel), number in counts.items():
        lines += [f"{orsak}-{stadsdel}-{n}|{kon}|{stadsdel}|2021-01-01|2021-05-10|{orsak}" for n in range(number)]
    return records(2021, spells="\n".join(lines))


def in_farsta(**counts):
    return exits({(orsak, "Farsta"): number for orsak, number in (MANY | counts).items()})


def tables(given, *names):
    return [compute(MEASURES[name.split("-", 1)[0]], name.split("-", 1)[1], given) for name in names]


def printed_before(*tables):
    """An edition that has printed all of these tables."""
    return Earlier(
        [
            replace(table, cells=table.written.with_columns(table.cells["slice"], personer=pl.lit(None, pl.Int64)))
            for table in tables
        ]
    )


def labels(table, name="avslutsorsak"):
    return set(table.cells[name])


def test_a_publication_that_passes_merges_nothing():
    given = in_farsta(Flyttat=12, Övrigt=14)
    told = climb(tables(given, "J3-orsak"), given)
    assert told.audit.passed
    assert not told.tables[0].table.merged


@pytest.mark.parametrize(
    ("few", "known", "label", "steps"),
    [
        ({"Föräldraledig": 2, "Övrigt": 4}, "J3-orsak7", "Föräldraledig eller övrigt", 1),
        ({"Flyttat": 2, "Föräldraledig": 2, "Övrigt": 2}, "J3-orsak5", "Övriga orsaker", 2),
    ],
)
def test_reasons_merge_until_nobody_can_be_found(few, known, label, steps, capsys):
    # six persons are known from before: two or three parts of them cannot be five apart, all of them tell nothing new
    given = in_farsta(**few)
    counted, earlier = tables(given, "J3-orsak", "J4-alder"), printed_before(*tables(given, known))
    assert not audit_published(counted, protect(counted, earlier=earlier), earlier=earlier).passed
    told = climb(counted, given, earlier)
    assert told.audit.passed
    assert audit_published(told.tables, told.cells, earlier=earlier).passed
    assert label in labels(told.tables[0])
    assert not labels(told.tables[0]) & few.keys()
    assert told.tables[0].table.title.endswith("och övrigt tillsammans)")
    assert told.tables[1] is counted[1]
    assert capsys.readouterr().err.count("could be worked out: merge J3-orsak (") == steps


def test_districts_merge_by_the_jobbtorg_that_they_refer_to():
    given = exits({("Arbete", "Farsta"): 2, ("Arbete", "Skarpnäck"): 4})
    counted, earlier = tables(given, "J1-ar-stadsdel"), printed_before(*tables(given, "J1-ar-jobbtorg"))
    told = climb(counted, given, earlier)
    assert told.audit.passed
    assert {"Nämnderna vid Jobbtorg Sydost", "Skärholmen"} - labels(told.tables[0], "stadsdel") == {"Skärholmen"}
    assert not labels(told.tables[0], "stadsdel") & {"Farsta", "Skarpnäck"}


def test_where_no_merging_helps_every_table_is_rounded(capsys):
    given = in_farsta(Studier=3)
    counted, earlier = tables(given, "J3-orsak"), printed_before(*tables(given, "J4-alder"))
    hard = replace(POLICY, width=1000)
    told = climb(counted, given, earlier, hard)
    assert told.audit.passed
    assert told.policy == replace(hard, metod="avrundning")
    assert told.tables == counted
    assert audit_published(counted, told.cells, told.policy, earlier).passed
    assert "skyddad" not in told.cells["J3-orsak"]["status"]
    assert "round every table" in capsys.readouterr().err


def test_what_nothing_helps_is_refused_with_what_was_tried(tmp_path):
    given = exits({("Arbete", "Farsta"): 3}, kon="Män")
    told = climb(tables(given, "J3-orsak"), given, printed_before(*tables(given, "J4-alder")))
    assert not told.audit.passed
    assert not told.policy.rounds
    assert len(told.tried) == 3
    with pytest.raises(AuditFailed, match=r"did not help to merge J3-orsak \(föräldraledig och övrigt tillsammans\)"):
        report_audit(told.audit, told.cells, tmp_path, tried=told.tried)
    assert (tmp_path / "audit.json").exists()


def test_a_count_in_no_cell_takes_the_tables_that_divide_the_same_people_further():
    given = in_farsta(Flyttat=12)
    counted = tables(given, "J3-orsak", "J3-orsak5", "J4-stadsdel", "J6-orsak")
    people = counted[0].slices[0].population
    outside = Recovered(f"avslutade 2021-01–2021-12 utom {people} (avslutsorsak Flyttat)", (), 2, 0, 5, False)
    assert list(further(counted, [outside], given)) == ["J3-orsak"]
    other = replace(outside, count=f"{people} (kon Kvinnor)")
    assert further(counted, [other], given) == {}
    in_a_cell = replace(other, cells=("J4-stadsdel, row 3",))
    assert list(further(counted, [in_a_cell], given)) == ["J4-stadsdel"]
