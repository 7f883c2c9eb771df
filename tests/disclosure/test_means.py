"""A mean over too few is neither printed nor to be worked out from the means of all and of the others."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from indikatorer.disclosure import audit_published, protect
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.ratios import limits
from indikatorer.measures.catalogue import MEASURES
from indikatorer.measures.compute import compute
from tests.disclosure.test_audit import shown_again
from tests.people import records

LEFT = date(2021, 5, 10)
STAYED = [
    # kon, avslutsorsak, persons, days that each was enrolled
    ("Kvinnor", "Arbete", 40, 100),
    ("Kvinnor", "Studier", 30, 200),
    ("Kvinnor", "Okänd", 7, 300),
    ("Män", "Arbete", 50, 150),
    ("Män", "Studier", 30, 250),
    ("Män", "Okänd", 20, 350),
]


def stays(groups=STAYED):
    lines = ["person|kon|inskriven|avslutad|avslutsorsak"]
    for kon, orsak, persons, days in groups:
        for n in range(persons):
            lines.append(f"{kon}-{orsak}-{n}|{kon}|{LEFT - timedelta(days=days)}|{LEFT}|{orsak}")
    return "\n".join(lines)


def computed(groups=STAYED, *tables):
    given = records(2021, spells=stays(groups))
    return [compute(MEASURES[name[:2]], name[3:], given) for name in tables or ("J5-orsak",)]


def hidden_means(cells):
    return set(cells.filter(matt="medel", status="skyddad").select("avslutsorsak", "kon").rows())


def test_the_mean_of_seven_cannot_be_told_from_the_others():
    # 77 women stayed 157.1 days, 70 of them 142.9: the seven 77 · 157 − 70 · 143 = 2 079 days or so, 297 each
    tables = computed()
    published = protect(tables)
    hidden = hidden_means(published["J5-orsak"])
    assert ("Okänd", "Kvinnor") in hidden
    assert len({cell for cell in hidden if cell[1] == "Kvinnor"}) >= 2
    assert len({cell for cell in hidden if cell[0] == "Okänd"}) >= 2
    assert audit_published(tables, published).passed


def test_a_mean_that_can_be_told_is_found_by_name():
    tables = computed()
    published = protect(tables)
    others = hidden_means(published["J5-orsak"]) - {("Okänd", "Kvinnor")}
    assert others
    for orsak, kon in others:
        leaky = shown_again(tables, published, "J5-orsak", avslutsorsak=orsak, kon=kon, matt="medel")
        [found] = audit_published(tables, leaky).recovered
        assert found.count.startswith("summan av dagar för avslutade exkl. återremitterade")
        assert "avslutsorsak Okänd, kon Kvinnor" in found.count
        assert found.size == 2100
        assert found.needed == 420


def test_where_rounding_leaves_enough_nothing_else_is_hidden():
    # half a day of each of 3 000 is more than a fifth of what seven have together
    many = [(kon, orsak, 3000 if persons > 7 else 7, days) for kon, orsak, persons, days in STAYED]
    [table] = computed(many)
    assert hidden_means(protect([table])["J5-orsak"]) == {("Okänd", "Kvinnor")}


def test_a_mean_near_nought_is_kept_further_apart_than_a_fifth():
    tables = computed([(kon, orsak, persons, 1) for kon, orsak, persons, _ in STAYED])
    everything = {table.id: table.written for table in tables}
    hidden = pl.col("avslutsorsak").eq("Okänd") & pl.col("kon").eq("Kvinnor")
    numbers = ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre")
    [cells] = everything.values()
    cells = cells.with_columns(pl.when(~hidden).then(pl.col(name)).alias(name) for name in numbers)
    assert {found.needed for found in audit_published(tables, {"J5-orsak": cells}).recovered} == {7 * POLICY.width}


def test_the_mean_of_those_who_are_not_in_a_part_can_be_told():
    # all 177, and all but the seven: 177 · 199 − 170 · 195 days or so are theirs
    [everybody] = computed()
    [part] = computed([group for group in STAYED if group[2] != 7])
    [whole] = everybody.slices
    part = replace(part, id="J5-del", slices=(replace(whole, population="en del", whole=whole.population),))
    tables = [everybody, part]
    found = audit_published(tables, {table.id: table.written for table in tables}).recovered
    rest = "summan av dagar för avslutade exkl. återremitterade 2021-01–2021-12 utom summan av dagar för en del (alla)"
    assert [(one.size, one.needed) for one in found if one.count == rest] == [(2100, 420)]
    assert audit_published(tables, protect(tables)).passed


def test_what_one_can_have_at_most_is_known():
    assert limits("poang", 12, 4) == (4, 20)
    assert limits("dagar_arbetslos", 500, 3) == (0, 1098)
    assert limits("dagar", 500, 3) == (0, None)
    assert limits("dagar", 0, 0) == (0, 0)
    assert limits("forandring", -500, 3)[0] < -(10**6)
