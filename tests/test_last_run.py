"""What looks at the run before makes nothing anew because a setting has not been named once more."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from indikatorer import ROOT, due, last_run
from indikatorer.cli import main
from indikatorer.site import preview

MADE = {"SEED": 3, "SCALE": 0.03, "DRAWS": 50}


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIVEN", *last_run.NAMES):
        monkeypatch.delenv(name, raising=False)


def test_what_is_named_is_not_that_of_the_run_before(tmp_path, monkeypatch):
    assert last_run.unnamed(tmp_path) == {}
    last_run.note(tmp_path, MADE)
    assert last_run.unnamed(tmp_path) == MADE
    monkeypatch.setenv("SCALE", "1")
    assert last_run.unnamed(tmp_path) == {"SEED": 3, "DRAWS": 50}
    monkeypatch.setenv("GIVEN", "DRAWS")
    assert last_run.unnamed(tmp_path) == {"SEED": 3, "SCALE": 0.03}


def test_a_run_as_before_has_its_settings_and_another_has_its_own(tmp_path, monkeypatch):
    runs: list[Any] = []
    monkeypatch.setattr(due, "make", lambda run, goal: runs.append((run.seed, run.scale, run.draws)))

    def make(*arguments: str, **named: str) -> None:
        done = CliRunner().invoke(main, ["--build", str(tmp_path), "make", "notebooks", *arguments], env=named)
        assert done.exit_code == 0, done.output

    make("--scale", "0.03", "--draws", "50")
    make("--as-before", GIVEN="", SCALE="1", DRAWS="500", SEED="1")
    make("--as-before", GIVEN="SCALE", SCALE="0.5", DRAWS="500", SEED="1")
    make()
    assert runs == [(1, 0.03, 50), (1, 0.03, 50), (1, 0.5, 50), (1, 1.0, 500)]


def test_the_preview_runs_make_with_them(tmp_path, monkeypatch):
    commands: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 2, "", "no")

    monkeypatch.setattr(preview.subprocess, "run", run)
    last_run.note(tmp_path, MADE)
    preview.Preview(tmp_path, tmp_path, 2021).run()
    assert commands[0][-3:] == ["SEED=3", "SCALE=0.03", "DRAWS=50"]


@pytest.mark.parametrize(
    ("named", "around", "told"),
    [
        ([], {}, ""),
        (["SCALE=0.03"], {}, "SCALE"),
        ([], {"DRAWS": "50"}, "DRAWS"),
        (["SEED=2"], {"SCALE": "1"}, "SEED SCALE"),
    ],
)
def test_make_tells_which_are_named(tmp_path: Path, named: list[str], around: dict[str, str], told: str):
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    shown = subprocess.run(
        ["make", "--eval", "show:; @echo \"$$GIVEN\"", "show", *named],
        cwd=tmp_path, env={"PATH": os.environ["PATH"], **around}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout == f"{told}\n"
