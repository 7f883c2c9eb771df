"""make sees what has changed by what it says: not by its age, and whatever it is called."""

import os
import subprocess
from pathlib import Path

import pytest

from indikatorer import ROOT, UserError
from indikatorer.seen import digest_of, notice


def noted(folder: Path, data: Path, words: dict[str, str] | None = None, *, synthetic: bool = False) -> set[str]:
    """Which of the small files a look has written."""
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*")}
    notice(folder, data, "locks *.lock !*-dev.lock", words or {}, None, "2021", synthetic=synthetic)
    return {path.name for path in folder.glob("*") if before.get(path.name) != path.stat().st_mtime_ns}


@pytest.fixture
def data(tmp_path) -> Path:
    folder = tmp_path / "min leverans"
    folder.mkdir()
    (folder / "processmatt (1).csv").write_text("månad;mått;antal\n")
    return folder


def test_a_second_look_writes_nothing(tmp_path, data):
    assert noted(tmp_path / "seen", data, {"draws": "20"}) == {"delivery", "locks", "draws", "published-2021"}
    assert noted(tmp_path / "seen", data, {"draws": "20"}) == set()
    assert noted(tmp_path / "seen", data, {"draws": "50"}) == {"draws"}


def test_an_older_file_with_other_content_is_seen_and_a_touched_one_is_not(tmp_path, data):
    noted(tmp_path / "seen", data)
    path = data / "processmatt (1).csv"
    path.touch()
    assert noted(tmp_path / "seen", data) == set()
    path.write_text("månad;mått;antal\n2021-01;Möten;1\n")
    os.utime(path, (0, 0))
    assert noted(tmp_path / "seen", data) == {"delivery"}


@pytest.mark.parametrize(
    "name", ["FLAI.CSV", "a';touch RAN;'b.csv", "$(touch RAN).csv", "rad\nbrytning.csv", "ö # :.csv"]
)
def test_a_file_of_any_name_is_seen_and_is_nothing_but_a_name(tmp_path, data, name):
    noted(tmp_path / "seen", data)
    (data / name).write_text("")
    assert noted(tmp_path / "seen", data) == {"delivery"}
    assert not (ROOT / "RAN").exists()


def test_a_synthetic_delivery_is_made_where_the_folder_is_empty_or_when_it_is_asked_for(tmp_path, data):
    sign = tmp_path / "seen" / "is-synthetic"
    noted(tmp_path / "seen", data)
    assert not sign.exists(), "files that are not recognised are told by the reader, and never replaced"
    noted(tmp_path / "seen", data, synthetic=True)
    assert sign.exists()
    noted(tmp_path / "seen", data)
    assert not sign.exists()
    (data / "processmatt (1).csv").unlink()
    (data / ".gitkeep").touch()
    noted(tmp_path / "seen", data)
    assert sign.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match=r"DATA=.*borta: there is no such folder"):
        noted(tmp_path / "seen", tmp_path / "borta")


def test_byte_code_is_not_seen(tmp_path):
    (tmp_path / "a.py").write_text("")
    before = digest_of([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("x")
    assert digest_of([tmp_path]) == before


RUNS = ["'; touch RAN; '", "$(shell touch RAN)", "$(touch RAN)", "`touch RAN`", '"; touch RAN; "', "x\n\ttouch RAN"]


@pytest.mark.parametrize("value", RUNS)
@pytest.mark.parametrize("name", ["YEAR", "PERIOD", "DATA", "BUILD", "SITE", "DEST", "PUBLISHED", "RENDERER", "TARGET"])
@pytest.mark.parametrize("where", ["argument", "environment"])
def test_nothing_that_a_user_names_is_run(tmp_path, name, value, where):
    """make reads the settings and the first rules, with commands in place of those that would do something."""
    copy = tmp_path / "project"
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / "src" / "indikatorer").mkdir(parents=True)
    (copy / "src" / "indikatorer" / "locked.py").write_text(
        "import subprocess, sys\nsys.exit(subprocess.run(sys.argv[2:]).returncode)\n"
    )
    (copy / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    for locked in ("requirements.lock", "pyproject.toml"):
        (copy / locked).touch()
    for stamp in (".made", ".main"):
        (copy / ".venv" / "bin" / stamp).touch()
    command = copy / ".venv" / "bin" / "indikatorer"
    command.write_text('#!/bin/sh\ntest "$1" && echo 2021\n')
    command.chmod(0o755)
    given = [f"{name}={value}"] if where == "argument" else []
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    environment |= {name: value} if where == "environment" else {}
    for goal in ("report", "rollback"):
        subprocess.run(["make", goal, *given], cwd=copy, env=environment, capture_output=True, text=True, timeout=60)
    assert not list(tmp_path.rglob("RAN"))
