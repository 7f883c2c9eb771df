"""docs/deliveries.md has every file and column of the contract, with its key and codes, and nothing else."""

import re

import pytest

from indikatorer import ROOT
from indikatorer.registers.columns import kind_of
from indikatorer.registers.contract import FILES
from indikatorer.registers.delivery import KNOWN_SETTINGS

PAGE = (ROOT / "docs" / "deliveries.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^#)", PAGE, re.MULTILINE | re.DOTALL))
IN_A_LIST_OF_THEIR_OWN = {
    "avslutsorsak": "`avslutsorsaker.csv`",
    "Avslutsorsak": "as in FLAI",
    "typ": "`stockholmsjobb.csv`",
    "StockholmsjobbTyp": "as in FLAI",
}
"""Columns whose codes are data: what the page says instead of the codes."""


def rows(section: str) -> dict[str, str]:
    """Column, with its star, → what its row says."""
    table = re.findall(r"^\| (`.+?) \| (.+) \|$", section, re.MULTILINE)
    return {name: said for names, said in table for name in names.split(", ")}


def test_the_page_has_the_files_of_the_contract():
    assert [name for name in SECTIONS if "| column |" in SECTIONS[name]] == list(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_columns_its_key_and_its_codes(name):
    schema, section = FILES[name], SECTIONS[name]
    columns = {
        f"`{header}`" + ("" if declared.nullable else "*"): kind_of(declared).expected
        for header, declared in schema.headers().items()
    }
    said = rows(section)
    assert list(said) == list(columns)
    key = re.search(r"Key: (.+)\.", " ".join(section.split("|")[0].split()))
    assert re.findall(r"`(\w+)`", key[1] if key else "") == list(schema.KEY)
    for column, expected in columns.items():
        codes = expected.removeprefix("one of ").split(", ") if expected.startswith("one of ") else []
        words = IN_A_LIST_OF_THEIR_OWN.get(column.strip("`*"))
        for word in [words] if words else [f"`{code}`" for code in codes]:
            assert word in said[column]


def test_the_page_has_every_key_of_the_deliverys_settings():
    assert [key for key in KNOWN_SETTINGS if f"`{key}`" not in PAGE and f"`[{key}" not in PAGE] == []
