"""Which differences between women and men are told first."""

from math import nan
from types import SimpleNamespace

import pandas as pd

from indikatorer.notebooks.comparisons import compare
from indikatorer.notebooks.equality import differences
from indikatorer.tables.protected import Cell, ProtectedTable


def share(hits: int, base: int, **labels: str) -> Cell:
    return Cell("J3-orsak", labels, "andel", 100 * hits / base, hits, base, None, None, "procent", "")


def judged(key: str, women: Cell, men: Cell) -> SimpleNamespace:
    return SimpleNamespace(key=key, name=key, women=women, men=men, sexes=compare({key: (women, men)})[key])


class Tables:
    """A publication with one table by sex: few men become parents on leave, and as many of both do something else."""

    def __init__(self) -> None:
        dimensions = {"avslutsorsak": "", "kon": ""}
        self.catalogue = {
            "measures": [{"id": "J3", "name": "Avslutade"}],
            "tables": {"J3-orsak": {"measure": "J3", "dimensions": dimensions}},
        }

    def __call__(self, table_id: str) -> ProtectedTable:
        rows = [
            (orsak, kon, "andel", hits, 2000, hits / 20, nan, nan, "procent", "")
            for orsak, by_sex in (("Föräldraledig", (400, 20)), ("Övrigt", (300, 300)))
            for kon, hits in zip(("Kvinnor", "Män"), by_sex, strict=True)
        ]
        columns = [
            "avslutsorsak",
            "kon",
            "matt",
            "taljare",
            "namnare",
            "varde",
            "ki_nedre",
            "ki_ovre",
            "enhet",
            "status",
        ]
        frame = pd.DataFrame(rows, columns=columns)
        return ProtectedTable(table_id, "Avslutade", "FLAI", {"avslutsorsak": "Orsak", "kon": "Kön"}, frame)


def test_key_figures_come_before_larger_differences_in_breakdowns_and_what_may_be_chance_is_left_out():
    figures = {
        "small": judged("small", share(820, 2000), share(700, 2000)),
        "large": judged("large", share(200, 2000), share(500, 2000)),
        "chance": judged("chance", share(700, 2000), share(705, 2000)),
    }
    found = differences(Tables(), figures)
    assert [(pair.key, pair.name) for pair in found] == [
        ("large", "large"),
        ("small", "small"),
        ("", "Avslutade (föräldraledig)"),
    ]
