"""make is the front door: what a user names is text to it, and nothing of it is run."""

import os
import subprocess

import pytest

from indikatorer import ROOT

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
