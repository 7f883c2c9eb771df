"""Small publications worked out by hand: where the attack must find the leak, and where there is none to find."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.attack import Finding, attack
from tests.attack.finding import Kind

NUMBERS = ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre", "enhet", "status")
HIDDEN = None


def write(folder: Path, table: str, dimensions: str, matt: str, cells: Iterable[tuple[str, int | str | None]]) -> None:
    """A table of a publication: the labels of each cell, and its count, its share *taljare/namnare*, or nothing."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([*dimensions.split(), "matt", *NUMBERS])
        for labels, number in cells:
            told = dict.fromkeys(NUMBERS, "")
            if number is HIDDEN:
                told["status"] = "skyddad"
            elif matt == "antal":
                told["varde"] = str(number)
            else:
                told["taljare"], told["namnare"] = str(number).split("/")
            lines.writerow([*labels.split(";"), matt, *told.values()])


def found(findings: Iterable[Finding], kind: Kind) -> dict[str, tuple[int, int]]:
    return {finding.what: (finding.low, finding.high) for finding in findings if finding.kind is kind}


def status_of_parents_on_leave(folder: Path) -> None:
    """519 föräldralediga, of whom 512 can be asked about their health."""
    numbers = {"Etablerad": 201, "Osäker ställning": 90, "Svag ställning": 110, "Utanför": 70, "Övriga studerande": 40}
    row: dict[str, int | None] = {**numbers, "Högskolestuderande": HIDDEN, "Ej i registret": HIDDEN, "Samtliga": 519}
    write(
        folder,
        "SW1-status",
        "avslutsorsak status_arbetsmarknad",
        "antal",
        [(f"Föräldraledig;{status}", number) for status, number in row.items()],
    )
    write(folder, "SW3-ohalsa", "avslutsorsak", "andel", [("Föräldraledig", "60/512")])


def test_the_base_of_one_table_tells_a_hidden_count_of_another(tmp_path: Path) -> None:
    status_of_parents_on_leave(tmp_path)
    findings = attack(tmp_path)
    assert found(findings, Kind.EXACT) == {"SW1-status: Föräldraledig, Högskolestuderande": (1, 1)}
    assert found(findings, Kind.EXACT_LARGE) == {"SW1-status: Föräldraledig, Ej i registret": (7, 7)}


FLOWS = ("Inskrivna", "Inskrivna vid månadens slut", "Nyinskrivna", "Avslutade")


def months(folder: Path, *numbers: tuple[int | None, ...]) -> None:
    """One jobbtorg, two months, each with the flows of `FLOWS`."""
    write(
        folder,
        "J1-manad-jobbtorg",
        "period flode jobbtorg",
        "antal",
        [
            (f"2021-{month:02};{flow};Jobbtorg Järva", number)
            for month, of_month in enumerate(numbers, start=1)
            for flow, number in zip(FLOWS, of_month, strict=True)
        ],
    )


def test_stock_and_flow_tell_hidden_months(tmp_path: Path) -> None:
    months(tmp_path, (80, 77, 10, HIDDEN), (HIDDEN, 70, HIDDEN, 9))
    assert found(attack(tmp_path), Kind.EXACT) == {
        "J1-manad-jobbtorg: 2021-01, Avslutade, Jobbtorg Järva": (3, 3),
        "J1-manad-jobbtorg: 2021-02, Nyinskrivna, Jobbtorg Järva": (2, 2),
    }


def test_months_where_two_of_each_sum_are_hidden_tell_nothing(tmp_path: Path) -> None:
    months(tmp_path, (80, HIDDEN, 10, HIDDEN), (HIDDEN, 70, HIDDEN, HIDDEN))
    assert attack(tmp_path) == []


def follow_up(folder: Path, *, second_base: str) -> None:
    outcomes = {"Arbete": "9/25", "Subventionerat arbete": "6/25", "Studier": HIDDEN, "Nytt Stockholmsjobb": HIDDEN}
    cells = {**outcomes, "Annat": HIDDEN, "Ej nådd": HIDDEN, "Samtliga": "25/25"}
    write(folder, "ST2-utfall", "period utfall", "andel", [(f"VB 2021;{label}", cell) for label, cell in cells.items()])
    choices = {"Som redovisat": "17/25", "De som inte nåtts borträknade": second_base}
    write(folder, "ST2-kanslighet", "val", "andel", choices.items())


def test_a_second_base_tells_who_was_not_reached(tmp_path: Path) -> None:
    follow_up(tmp_path, second_base="17/23")
    exact = found(attack(tmp_path), Kind.EXACT)
    assert exact == {"ST2-utfall: VB 2021, Ej nådd": (2, 2), "ST2-utfall: VB 2021, Studier": (2, 2)}


def test_a_workplace_tells_the_one_type_that_is_hidden_in_it(tmp_path: Path) -> None:
    types = {"Ungdomsanställning": 100, "Basanställning": 200, "Serviceassistent": HIDDEN}
    types |= {"Arbetslagsanställning": HIDDEN, "Stockholmsvärd": 40, "Jobbstartsanställning": 20, "Samtliga": 375}
    write(tmp_path, "ST1-typ", "flode typ", "antal", [(f"Påbörjade;{typ}", number) for typ, number in types.items()])
    assert attack(tmp_path) == []
    places = {"Ordinarie verksamhet": 313, "Anpassad arbetsplats": 62}
    rows = [(f"Påbörjade;{place}", number) for place, number in places.items()]
    write(tmp_path, "ST1-arbetsplats", "flode arbetsplats", "antal", rows)
    exact = found(attack(tmp_path), Kind.EXACT)
    assert exact == {"ST1-typ: Påbörjade, Arbetslagsanställning": (2, 2)}


def test_a_share_of_the_same_base_leaves_only_what_the_sum_says(tmp_path: Path) -> None:
    write(tmp_path, "J4-alder", "kon alder", "andel", [("Kvinnor;16–24", "31/60"), ("Kvinnor;25–29", "28/70")])
    assert attack(tmp_path) == []


def test_a_complement_is_a_count(tmp_path: Path) -> None:
    write(tmp_path, "J4-alder", "kon alder", "andel", [("Kvinnor;16–24", "57/60")])
    [finding] = attack(tmp_path)
    assert (finding.kind, finding.low, finding.high) == (Kind.DIFFERENCE, 3, 3)


def test_a_printed_small_count_is_found(tmp_path: Path) -> None:
    write(tmp_path, "J7-verksamhet", "verksamhet kon", "antal", [("Jobbtorg;Kvinnor", 4)])
    assert found(attack(tmp_path), Kind.PRINTED) == {"J7-verksamhet: Jobbtorg, Kvinnor": (4, 4)}


def by_sex_and_age(folder: Path, total: int, women: tuple[int | None, ...], men: tuple[int | None, ...]) -> None:
    ages = ("16–24", "25–29", "30–44", "Samtliga")
    both: tuple[int | None, ...] = (40, 40, total - 80, total)
    write(
        folder,
        "J1-ar-alder",
        "flode kon alder",
        "antal",
        [
            (f"Avslutade;{sex};{age}", number)
            for sex, row in {"Kvinnor": women, "Män": men, "Samtliga": both}.items()
            for age, number in zip(ages, row, strict=True)
        ],
    )


def test_two_hidden_in_a_row_and_column_with_a_small_sum_are_narrow(tmp_path: Path) -> None:
    by_sex_and_age(tmp_path, 130, (HIDDEN, HIDDEN, 30, 35), (HIDDEN, HIDDEN, 20, 95))
    narrow = found(attack(tmp_path), Kind.NARROW)
    assert narrow["J1-ar-alder: Avslutade, Kvinnor, 16–24"] == (1, 4)


def test_two_hidden_with_a_large_sum_are_wide(tmp_path: Path) -> None:
    by_sex_and_age(tmp_path, 130, (HIDDEN, HIDDEN, 30, 50), (HIDDEN, HIDDEN, 20, 80))
    assert attack(tmp_path) == []


def test_the_truth_says_which_narrow_interval_is_of_a_small_count(tmp_path: Path) -> None:
    by_sex_and_age(tmp_path / "published", 130, (HIDDEN, HIDDEN, 30, 37), (HIDDEN, HIDDEN, 20, 93))
    by_sex_and_age(tmp_path / "open", 130, (2, 5, 30, 37), (38, 35, 20, 93))
    assert found(attack(tmp_path / "published"), Kind.NARROW) == {}
    by_sex_and_age(tmp_path / "published", 130, (HIDDEN, HIDDEN, 30, 36), (HIDDEN, HIDDEN, 20, 94))
    by_sex_and_age(tmp_path / "open", 130, (1, 5, 30, 36), (39, 35, 20, 94))
    [finding] = attack(tmp_path / "published", tmp_path / "open")
    assert (finding.what, finding.truth) == ("J1-ar-alder: Avslutade, Kvinnor, 16–24", 1)


def test_those_who_left_twice_are_a_small_difference(tmp_path: Path) -> None:
    persons = {"Inskrivna": 50, "Inskrivna vid månadens slut": 40, "Avslutade": 12}
    cells = [(f"2021-03;{flow};Samtliga", number) for flow, number in persons.items()]
    write(tmp_path, "J1-manad", "period flode kon", "antal", cells)
    [finding] = attack(tmp_path)
    assert (finding.kind, finding.low) == (Kind.DIFFERENCE, 2)


def test_an_accepted_difference_is_not_told(tmp_path: Path) -> None:
    persons = {"Inskrivna": 50, "Inskrivna vid månadens slut": 40, "Avslutade": 12}
    cells = [(f"2021-03;{flow};Samtliga", number) for flow, number in persons.items()]
    write(tmp_path / "data", "J1-manad", "period flode kon", "antal", cells)
    write(tmp_path / "data", "J4-alder", "kon alder", "andel", [("Kvinnor;16–24", "57/60")])
    accepted = tmp_path / "accepted.toml"
    entry = '[[accepterad]]\ntabell = "{}"\nskillnad = "i båda"\nskal = "prov"\n'
    for table, told in {"J1-manad": 1, "J4-alder": 2, "J1-manad-jobbtorg": 2}.items():
        # the three of a share who are outside it are few in one number, and never accepted
        accepted.write_text(entry.format(table) + 'ansvarig = "analysenheten"\n')
        assert len(attack(tmp_path / "data", accepted=accepted)) == told
    accepted.write_text(entry.format("J1-manad"))
    with pytest.raises(ValueError, match="ansvarig"):
        attack(tmp_path / "data", accepted=accepted)


def series(folder: Path, years: dict[int, int | None]) -> None:
    cells = [(f"{year};Avslutade exkl. återremitterade;Män", number) for year, number in years.items()]
    write(folder, "J1-serie", "period flode kon", "antal", cells)


def test_two_editions_tell_together_what_one_hides(tmp_path: Path) -> None:
    series(tmp_path / "2021", {2019: HIDDEN, 2020: 30, 2021: 40})
    series(tmp_path / "2020", {2019: 21, 2020: 30})
    assert attack(tmp_path / "2021") == []
    told = found(attack(tmp_path / "2021", earlier=[tmp_path / "2020"]), Kind.EXACT_LARGE)
    assert told == {"J1-serie: 2019, Avslutade exkl. återremitterade, Män, hidden": (21, 21)}


def test_editions_that_differ_contradict_each_other(tmp_path: Path) -> None:
    series(tmp_path / "2021", {2020: 30, 2021: 40})
    series(tmp_path / "2020", {2020: 31})
    [finding] = attack(tmp_path / "2021", earlier=[tmp_path / "2020"])
    assert finding.kind is Kind.CONTRADICTION


def test_units_are_seen_beside_the_year(tmp_path: Path) -> None:
    write(
        tmp_path / "data", "J4-manad", "period kon", "andel", [("2021-08;Samtliga", "20/60"), ("2021-12;Män", "9/30")]
    )
    cells = [("T2 2021;Arbete;Jobbtorg Järva", 20), ("T2 2021;Samtliga;Samtliga", 62)]
    write(tmp_path / "units", "J3-enhet-jobbtorg", "period orsaksgrupp jobbtorg", "antal", cells)
    [finding] = attack(tmp_path / "data", units=tmp_path / "units")
    assert (finding.kind, finding.low, finding.high) == (Kind.CONTRADICTION, 60, 62)


def test_an_unknown_table_is_read_by_its_own_sums(tmp_path: Path) -> None:
    cells = [("Nord", 20), ("Syd", HIDDEN), ("Samtliga", 22)]
    write(tmp_path, "X1-del", "del", "antal", cells)
    assert found(attack(tmp_path), Kind.EXACT) == {"X1-del: Syd": (2, 2)}


def test_rounded_counts_must_agree_and_differ_by_nothing_small(tmp_path: Path) -> None:
    cells = [("Arbete;Kvinnor", 10), ("Arbete;Män", 5), ("Arbete;Samtliga", 15)]
    write(tmp_path, "J3-orsak", "avslutsorsak kon", "antal", cells)
    assert attack(tmp_path, rounded=True) == []
    write(tmp_path, "J3-orsak", "avslutsorsak kon", "antal", [*cells[:2], ("Arbete;Samtliga", 16)])
    assert [finding.kind for finding in attack(tmp_path, rounded=True)] == [Kind.CONTRADICTION]
