"""The list of facts: what to write, how it will read, what it is and where it stands."""

import json
from pathlib import Path

import pytest

from indikatorer import UserError
from indikatorer.rendering.fact_list import fact_list

FACTS = {
    "okand.andel": {"value": "17,1 procent", "meaning": "andel med okänd orsak", "notebook": "okand.ipynb", "of": []},
    "prov.fritt": {"value": "tolv", "meaning": "ett tal som ingen skriver", "notebook": "metod.ipynb", "of": []},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    return tmp_path


def test_every_fact_stands_under_its_notebook_as_it_is_written(folder: Path) -> None:
    listed = fact_list(folder).splitlines()
    assert listed[:5] == [
        "notebooks/redovisning/metod.ipynb",
        "{{< var prov.fritt >}}",
        "    tolv",
        "    ett tal som ingen skriver",
        "    not used",
    ]
    at = listed.index("{{< var okand.andel >}}")
    assert listed[at + 3].startswith("    reports/okand/_01-sammanfattning.qmd:")


def test_words_choose_among_them(folder: Path) -> None:
    assert "prov.fritt" not in fact_list(folder, "Okänd")
    assert fact_list(folder, "xyzzy") == ""


def test_before_the_notebooks_have_run_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="make notebooks"):
        fact_list(tmp_path)
