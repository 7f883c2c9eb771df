"""Three ways in which a hidden count was told by tables that nobody had said had to do with each other."""

import pytest

from indikatorer.disclosure.fallbacks import protected
from tests.disclosure.people import (
    A_MEAN,
    AUTO,
    HIDING,
    ROUNDING,
    SECRET,
    Counted,
    Person,
    few_hidden,
    hide,
    naively,
    people,
    row_of,
    table,
    told,
)


def status_and_health() -> list[Counted]:
    """519 on parental leave by status, and the share in ill health of the 512 of them who are in the register."""
    numbers = {"Etablerad": 201, "Osäker": 90, "Svag": 110, "Utanför": 70, "Studerande": 40}
    working = dict.fromkeys([*numbers, "Högskola", "Ej i registret"], 30)
    few = {"Högskola": 1, "Ej i registret": 7}
    counts: dict[tuple[str, ...], int] = {("Föräldraledig", one): number for one, number in (numbers | few).items()}
    counts |= {("Arbete", one): number for one, number in working.items()}
    persons = people(counts, "orsak", "ställning")
    asked = [one for one in persons if one["ställning"] != "Ej i registret"]
    return [
        table("SW1-status", persons, "orsak", "ställning"),
        table("SW3-ohälsa", asked, "orsak", hit=("ställning", ["Utanför"])),
    ]


def stock_and_flow() -> list[Counted]:
    """Three centres in two months: enrolled, there at the end, new, left. In Järva three left and two were new."""
    persons: list[tuple[str, str, int, int]] = []
    for centre, stayed, left, left_later, new in (
        ("Järva", 60, 3, 9, 2),
        ("Syd", 66, 18, 15, 20),
        ("Söderort", 63, 15, 12, 17),
    ):
        for number, first, last in ((stayed, 0, 9), (left, 0, 1), (left_later, 0, 2), (new, 2, 9), (11, 1, 9)):
            persons += [(f"{centre} {first} {last} {n}", centre, first, last) for n in range(number)]
    flows = {
        "inskrivna": lambda first, last, month: first <= month <= last,
        "vid månadens slut": lambda first, last, month: first <= month < last,
        "nya": lambda first, last, month: first == month,
        "avslutade": lambda first, last, month: last == month,
    }
    return [
        table(
            f"J1-{flow} {month}",
            [{"person": one, "torg": centre} for one, centre, first, last in persons if is_in(first, last, month)],
            "torg",
        )
        for flow, is_in in flows.items()
        for month in (1, 2)
    ]


def outcome_and_sensitivity() -> list[Counted]:
    """25 women by outcome, two of them not reached; and the share in work, of all and of those who were reached."""
    women = {"Arbete": 9, "Studier": 8, "Annat": 6, "Ej nådd": 2}
    men = {"Arbete": 19, "Studier": 18, "Annat": 16, "Ej nådd": 12}
    counts: dict[tuple[str, ...], int] = {
        (sex, one): n for sex, of in (("Kvinnor", women), ("Män", men)) for one, n in of.items()
    }
    persons = people(counts, "kon", "utfall")
    reached: list[Person] = [one for one in persons if one["utfall"] != "Ej nådd"]
    return [
        table("ST2-utfall", persons, "kon", "utfall"),
        table("ST2-som-redovisat", persons, "kon", hit=("utfall", ["Arbete"])),
        table("ST2-bara-nådda", reached, "kon", hit=("utfall", ["Arbete"])),
    ]


EXAMPLES = [status_and_health, stock_and_flow, outcome_and_sensitivity]


@pytest.mark.parametrize("example", EXAMPLES)
def test_publishing_as_counted_is_refused(example):
    tables = example()
    kinds = {kind for kind, _ in told(tables, naively(tables))}
    assert kinds == {"shown", "small difference"}


def test_the_base_of_one_table_tells_what_another_hides():
    status, health = status_and_health()
    rows = [
        row_of(status.cells, orsak=why, ställning=what)
        for why in ("Föräldraledig", "Arbete")
        for what in ("Högskola", "Ej i registret")
    ]
    published = {status.id: hide(status.cells, *rows), health.id: health.cells}
    # two by two are hidden: 1 and 7 of 8 on leave, and 30 and 30 of 60 in work
    assert told([status], published) == set()
    few = f"SW1-status, row {row_of(status.cells, orsak='Föräldraledig', ställning='Högskola') + 1}, varde"
    assert ("recovered", few) in told([status, health], published)


def test_stock_and_flow_tell_those_who_left_and_those_who_were_new():
    tables = stock_and_flow()
    found = told(tables, few_hidden(tables))
    assert {("recovered", "J1-avslutade 1, row 1, varde"), ("recovered", "J1-nya 2, row 1, varde")} <= found
    # 83 enrolled, of whom 80 are there at the end; 82 enrolled next month
    assert (
        "small difference",
        "J1-inskrivna 1, row 1, varde without J1-vid månadens slut 1, row 1, varde",
    ) in found


def test_a_second_base_tells_who_was_not_reached():
    tables = outcome_and_sensitivity()
    outcome = tables[0]
    rows = [row_of(outcome.cells, kon=sex, utfall=what) for sex in ("Kvinnor", "Män") for what in ("Annat", "Ej nådd")]
    published = naively(tables) | {outcome.id: hide(outcome.cells, *rows)}
    assert told(tables[:2], published) == set()
    not_reached = row_of(outcome.cells, kon="Kvinnor", utfall="Ej nådd") + 1
    assert ("recovered", f"ST2-utfall, row {not_reached}, varde") in told(tables, published)


@pytest.mark.parametrize("policy", [HIDING, AUTO, ROUNDING], ids=lambda policy: policy.metod)
@pytest.mark.parametrize("example", EXAMPLES)
def test_protected_it_passes(example, policy):
    tables = [*example(), A_MEAN]
    outcome = protected(tables, SECRET, policy)
    outcome.audit.refuse()
    assert outcome.audit.passed
    # a third of the cells would have to be hidden to protect one or two: `auto` rounds them
    assert outcome.policy.metod == ("undertryckning" if policy is HIDING else "avrundning")
    assert (outcome.audit.cells_hidden == 0) == outcome.policy.rounds
