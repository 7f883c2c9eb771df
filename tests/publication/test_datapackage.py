"""The description of the open data: what Frictionless reads from it is what lies in the files."""

import json
import shutil

import pytest
from frictionless import Package, system

from indikatorer.base.files import write_json
from indikatorer.publication.datapackage import describe

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(whole, tmp_path):
    """The open data of a year and their description, as they lie on the site."""
    (tmp_path / "data").mkdir()
    for table in whole.catalogue["tables"]:
        shutil.copyfile(whole.folder / f"{table}.csv", tmp_path / "data" / f"{table}.csv")
    write_json(tmp_path / "datapackage.json", describe(whole, tmp_path))
    return tmp_path


def validated(folder):
    with system.use_context(trusted=True):
        return Package(folder / "datapackage.json").validate()


def test_every_file_is_described_and_is_as_described(whole, folder):
    report = validated(folder)
    assert report.flatten(["name", "rowNumber", "note"]) == []
    assert {task.place for task in report.tasks} == {f"data/{table}.csv" for table in whole.catalogue["tables"]}


def test_the_description_is_in_swedish_and_says_on_what_terms(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["description"].startswith("Syntetiska data")
    assert package["created"] == "2022-02-15T00:00:00Z"
    assert package["licenses"][0]["name"] == "CC0-1.0"
    (resource,) = [resource for resource in package["resources"] if resource["path"] == "data/J3-orsak.csv"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["kon"]["title"] == "Kön"
    assert fields["kon"]["constraints"]["enum"] == ["Kvinnor", "Män", "Samtliga"]
    assert fields["status"]["constraints"]["enum"] == ["skyddad", "ej mätbar", "saknas", "osäker"]
    assert resource["schema"]["primaryKey"] == ["avslutsorsak", "kon", "matt"]
    assert all(field["description"] for field in fields.values())


TWICE, NO_UNIT, UNKNOWN, NO_NUMBER = (
    ("Okänd,Män", "Okänd,Kvinnor"),
    ("personer", ""),
    ("Okänd", "Okand"),
    ("del,", "del,x"),
)


@pytest.mark.parametrize(("old", "new"), [TWICE, NO_UNIT, UNKNOWN, NO_NUMBER])
def test_a_file_that_is_not_as_described_is_found(folder, old, new):
    path = folder / "data" / "J3-orsak.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert not validated(folder).valid
