"""Nothing small is printed, and nothing small can be worked out from what is printed."""

from datetime import date, timedelta
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.disclosure import NUMBERS, protect
from indikatorer.disclosure.hiding import cells_to_hide
from indikatorer.disclosure.system import Count, Disagreement, PrintedCell, System
from indikatorer.measures.catalogue import MEASURES
from indikatorer.measures.compute import ComputedTable, compute
from tests.people import records

TABLES = ("J3-orsak", "J3-orsak5", "J3-orsak-alder", "J4-alder", "J4-jobbtorg", "J1-ar-jobbtorg")


def exits(counts: dict[tuple[str, str], int]) -> str:
    """A delivery with so many exits of each (kon, avslutsorsak) in 2021."""
    lines = ["person|kon|inskriven|avslutad|avslutsorsak"]
    for (kon, orsak), number in counts.items():
        for n in range(number):
            lines.append(f"{kon}-{orsak}-{n}|{kon}|2021-01-01|2021-05-10|{orsak}")
    return "\n".join(lines)


def computed(spells: str, *names: str) -> list[ComputedTable]:
    given = records(2021, spells=spells)
    return [compute(MEASURES[name.split("-", 1)[0]], name.split("-", 1)[1], given) for name in names]


def published(spells: str, *names: str) -> dict[str, pl.DataFrame]:
    return protect(computed(spells, *names))


def numbers(cells: pl.DataFrame, **labels: str) -> list[tuple[object, str]]:
    for name, label in labels.items():
        cells = cells.filter(pl.col(name) == label)
    return cells.select("varde", "status").rows()


MANY = {("Kvinnor", "Arbete"): 40, ("Kvinnor", "Studier"): 30, ("Män", "Arbete"): 50, ("Män", "Studier"): 30}


def test_a_small_count_is_hidden_and_a_protected_cell_has_no_numbers_at_all():
    table = published(exits(MANY | {("Kvinnor", "Okänd"): 3, ("Män", "Okänd"): 20}), "J3-orsak")["J3-orsak"]
    assert numbers(table, avslutsorsak="Okänd", kon="Kvinnor") == [(None, "skyddad")] * 2
    hidden = table.filter(pl.col("status") == "skyddad")
    assert hidden.select(pl.col(NUMBERS).is_null().all()).row(0) == (True,) * len(NUMBERS)


def test_the_hidden_count_is_not_the_difference_between_a_total_and_the_rest():
    table = published(exits(MANY | {("Kvinnor", "Okänd"): 3, ("Män", "Okänd"): 20}), "J3-orsak")["J3-orsak"]
    counts = table.filter(pl.col("matt") == "antal")
    women = counts.filter((pl.col("kon") == "Kvinnor") & (pl.col("status") == "skyddad"))
    unknown = counts.filter((pl.col("avslutsorsak") == "Okänd") & (pl.col("status") == "skyddad"))
    assert women.height >= 2
    assert unknown.height >= 2


def test_zeros_and_totals_are_shown():
    table = published(exits(MANY | {("Kvinnor", "Okänd"): 3, ("Män", "Okänd"): 20}), "J3-orsak")["J3-orsak"]
    assert numbers(table, avslutsorsak="Flyttat", kon="Samtliga", matt="antal") == [(0.0, "")]
    assert numbers(table, avslutsorsak="Samtliga", kon="Samtliga", matt="antal") == [(173.0, "")]


def test_the_same_persons_are_hidden_in_every_table_that_has_them():
    tables = published(exits(MANY | {("Kvinnor", "Okänd"): 3}), "J3-orsak", "J3-orsak5")
    for table, column in (("J3-orsak", "avslutsorsak"), ("J3-orsak5", "orsaksgrupp")):
        [(value, status)] = numbers(tables[table], **{column: "Okänd", "kon": "Samtliga", "matt": "antal"})
        assert (value, status) == (None, "skyddad")


def test_a_share_is_hidden_when_those_outside_it_are_few():
    # 38 of 40 women went to work or studies: the share would tell that two did not
    spells = exits({("Kvinnor", "Arbete"): 38, ("Kvinnor", "Okänd"): 2, ("Män", "Arbete"): 60, ("Män", "Okänd"): 60})
    table = published(spells, "J4-alder")["J4-alder"]
    assert numbers(table, kon="Kvinnor", alder="Samtliga") == [(None, "skyddad")]


def test_everybody_of_a_small_group_in_one_outcome_is_sensitive_without_being_few():
    spells = exits({("Kvinnor", "Arbete"): 12, ("Män", "Arbete"): 60, ("Män", "Okänd"): 60})
    table = published(spells, "J4-alder")["J4-alder"]
    assert numbers(table, kon="Kvinnor", alder="Samtliga") == [(None, "skyddad")]


def test_nor_may_the_zeros_of_a_distribution_tell_that_a_small_group_has_one_outcome():
    spells = exits({("Kvinnor", "Arbete"): 12, **{("Män", orsak): 60 for orsak in ("Arbete", "Studier", "Okänd")}})
    table = published(spells, "J3-orsak")["J3-orsak"].filter(pl.col("matt") == "antal")
    women = {cell["avslutsorsak"]: cell["status"] for cell in table.filter(pl.col("kon") == "Kvinnor").to_dicts()}
    assert women["Arbete"] == "skyddad"
    assert "skyddad" in [women["Studier"], women["Okänd"]], "else all twelve are known to have left for work"
    assert women["Flyttat"] == "", "nobody at all moved: hiding that would hide nothing"


def test_the_rest_of_a_population_is_protected_as_well():
    # 30 left, 28 of them otherwise than back to the district: the two tables together would tell that two went back
    spells = exits({("Kvinnor", "Arbete"): 28, ("Kvinnor", "Återremitterad"): 2, ("Män", "Arbete"): 40})
    flows = published(spells, "J1-ar-jobbtorg")["J1-ar-jobbtorg"].filter(pl.col("jobbtorg") == "Samtliga")
    women = [
        numbers(flows, flode=flode, kon="Kvinnor")[0] for flode in ("Avslutade", "Avslutade exkl. återremitterade")
    ]
    assert (None, "skyddad") in women


def test_the_order_of_tables_does_not_matter():
    spells = exits(MANY | {("Kvinnor", "Okänd"): 3, ("Män", "Flyttat"): 4})
    tables = computed(spells, *TABLES)
    one_way, other_way = protect(tables), protect(tables[::-1])
    for name, cells in one_way.items():
        assert cells.equals(other_way[name])


def test_two_hidden_ones_that_sum_to_two_are_not_enough():
    system = System()
    total, parts = Count("alla"), [Count("alla", frozenset({("orsak", frozenset([n]))})) for n in "abc"]
    for row, (count, value) in enumerate(zip([total, *parts], (52, 1, 1, 50), strict=True)):
        system.add(count, value)
        system.cells.append(PrintedCell("table", row, (count,), value))
        system.bounds[count] = (1, None)
    system.add_sum(total, parts)
    system.sensitive |= {parts[0]: 5, parts[1]: 5}
    assert {cell.prints[0] for cell in cells_to_hide(system)} == set(parts)


def test_tables_that_disagree_about_the_same_persons_stop_the_publication():
    system = System()
    system.add(Count("alla"), 10)
    with pytest.raises(Disagreement, match="disagree"):
        system.add(Count("alla"), 11)


def derivable(table: ComputedTable, cells: pl.DataFrame) -> dict[tuple[str, ...], int]:
    """What somebody works out who only has the printed table: hidden counts found by subtraction, again and again."""
    names = [dimension.name for dimension in table.table.by]
    counts = {
        row[:-1]: row[-1]
        for row in cells.filter(pl.col("matt") == "antal").select("slice", *names, "varde").iter_rows()
    }
    found: dict[tuple[str, ...], int] = {}
    labels = {name: [lab for lab in cells[name].unique() if lab != "Samtliga"] for name in names}
    while True:
        news = {}
        for position, name in enumerate(names):
            others = [["Samtliga", *labels[other]] if other != name else ["Samtliga"] for other in names]
            for index, *at in product(cells["slice"].unique().to_list(), *others):
                line = [(index, *at)] + [(index, *at[:position], lab, *at[position + 1 :]) for lab in labels[name]]
                unknown = [key for key in line if counts[key] is None]
                if len(unknown) == 1:
                    total, *parts = (counts[key] or 0 for key in line)
                    news[unknown[0]] = total - sum(parts) if unknown[0] != line[0] else sum(parts)
        if not news:
            return found
        counts |= news
        found |= news


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Kvinnor", "Män"]),
        st.sampled_from(["Arbete", "Studier", "Okänd", "Flyttat", "Återremitterad"]),
        st.sampled_from(["Jobbtorg Sydost", "Jobbtorg Järva", "Jobbtorg Sydväst"]),
        st.integers(18, 64),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=10, deadline=None)
@given(PEOPLE)
def test_subtraction_within_a_table_gives_no_small_count_away(people):
    lines = ["person|kon|avslutsorsak|jobbtorg|fodelsedatum|inskriven|avslutad"]
    for n, (kon, orsak, jobbtorg, age) in enumerate(people):
        born = date(2021, 5, 10) - timedelta(days=int(365.25 * age) + 30)
        lines.append(f"p{n}|{kon}|{orsak}|{jobbtorg}|{born}|2021-01-01|2021-05-10")
    tables = computed("\n".join(lines), *TABLES)
    protected = protect(tables)
    for table in tables:
        shown = protected[table.id].filter(pl.col("status") != "skyddad")
        assert shown.filter((pl.col("matt") == "antal") & pl.col("varde").is_between(1, 4)).is_empty()
        if "antal" in shown["matt"]:
            cells = protected[table.id].with_columns(table.cells["slice"])
            assert [value for value in derivable(table, cells).values() if 0 < value < 5] == []
