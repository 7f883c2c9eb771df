"""Whatever stands in a file that somebody edits, reading it ends well or in a sentence: no traceback, no hang.

What is read all the same is what the file says: a setting, a price or a row that was changed is another, or is told.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indikatorer import ROOT, UserError
from indikatorer.base import vocabulary
from indikatorer.base.settings import (
    SETTINGS_FILE,
    read_kolada_settings,
    read_protection,
    read_publisher,
    read_settings,
)
from indikatorer.models.prices import PRICES_FILE, read_prices
from indikatorer.publication.protection_rules import ACCEPTED_FILE, read_policy
from indikatorer.rendering.pandoc_markdown import expand_documents
from indikatorer.rendering.problems import Problems
from indikatorer.rendering.project import Project
from indikatorer.site.gates import read_acknowledged
from tests.faults.mutated import INPUTS, mutations

ACKNOWLEDGED = b"""[[acknowledged]]
gate = "gap"
about = "flai_inskrivningar avslutad 2020-03"
reason = "Jobbtorgen var st\xc3\xa4ngda."
expires = 2023-12-31
"""


def settings(path: Path) -> None:
    for read in (read_settings, read_publisher, read_protection, read_kolada_settings):
        read(path)


TOML: dict[str, tuple[bytes, Callable[[Path], object]]] = {
    "indikatorer.toml": (SETTINGS_FILE.read_bytes(), settings),
    "priser.toml": (PRICES_FILE.read_bytes(), lambda path: [price.in_words() for price in read_prices(path).values()]),
    "accepterade_skillnader.toml": (ACCEPTED_FILE.read_bytes(), lambda path: read_policy("auto", path)),
    "acknowledged.toml": (ACKNOWLEDGED, read_acknowledged),
}


def ends_well(read: Callable[[Path], object], path: Path) -> bool:
    """Whether a file could be read. Anything but a sentence about it is a fault of ours."""
    told = ""
    try:
        read(path)
    except UserError as error:
        told = str(error)
    assert not told or path.name in told
    return not told


@pytest.mark.parametrize("name", TOML)
def test_settings(tmp_path, name):
    good, read = TOML[name]
    path = tmp_path / name
    outcomes = []
    for content in mutations(good, name):
        path.write_bytes(content)
        outcomes.append(ends_well(read, path))
    assert {True, False} == set(outcomes), "some can be read and some cannot"


@pytest.mark.parametrize("name", ["avslutsorsaker", "stockholmsjobb", "platser", "koladatal"])
def test_reference_files(tmp_path, monkeypatch, name):
    monkeypatch.setattr(vocabulary, "REFERENCE", tmp_path)
    path = tmp_path / f"{name}.csv"
    good = (ROOT / "data" / "reference" / path.name).read_bytes()
    columns = next(line for line in good.decode().splitlines() if not line.startswith("#")).split(",")

    def read(_: Path) -> None:
        for row in vocabulary.read_reference(name):
            assert all(isinstance(row[column], str) for column in columns)

    for content in mutations(good, name):
        path.write_bytes(content)
        ends_well(read, path)


REPORT = b"""---
title: "Avslutade {{< var rapport.ar >}}"
subtitle: Prov
diarienummer: "AMN 1"
toc: true
---

# Avslut {#sec-avslut}

Det var {{< var avslut.alla >}} (@sec-avslut).[^a] <!-- en kommentar -->

{{< include _k.qmd >}}

{{< embed /notebooks/n.ipynb#tbl-x >}}

::: {.callout-note title="Om {{< var avslut.alla >}}"}
| A | B |
|---|---|
| x | `y` |
:::

[^a]: En not.
"""
CELL = {
    "cell_type": "code",
    "id": "c0",
    "execution_count": 1,
    "metadata": {"tbl-cap": "Rubrik"},
    "source": "#| label: tbl-x\nshow()",
    "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/markdown": "| A |\n|---|\n| x |"}}],
}
NOTEBOOK = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [CELL]}, indent=1).encode()
QUARTO = (ROOT / "_quarto.yml").read_bytes()
VARIABLES = b"rapport: {ar: '2021'}\navslut: {alla: 2 000 personer}\n"
FILES = {
    "rapport.qmd": REPORT,
    "_k.qmd": b"Se {{< var avslut.alla >}}.\n",
    "notebooks/n.ipynb": NOTEBOOK,
    "_quarto.yml": QUARTO,
}
OTHERS = {"_variables.yml": VARIABLES, "_format/sources.csl": b""}


@pytest.mark.parametrize("name", FILES)
def test_reports(tmp_path, name):
    """Everything that is done with a report before pandoc gets it, in both renderers."""
    for file, content in (FILES | OTHERS).items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(content)
    told = 0
    for content in mutations(FILES[name], name):
        (tmp_path / name).write_bytes(content)
        problems = Problems()
        project = Project(tmp_path, problems)
        project.navigation("rapport")
        expand_documents(["rapport"], project, problems)
        told += bool(problems.told())
    assert 0 < told < INPUTS
