"""make is the front door: what a user names is text to it, and nothing of it is run."""

import os
import subprocess
import sys
from pathlib import Path

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
    (copy / "src" / "indikatorer" / "base").mkdir(parents=True)
    (copy / "src" / "indikatorer" / "base" / "locked.py").write_text(
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


PIP = """import site, sys
if "--editable" in sys.argv:
    with open(site.getsitepackages()[0] + "/indikatorer.pth", "w", encoding="utf-8") as file:
        file.write(sys.argv[0].split("/.venv/")[0] + "/src\\n")
"""
"""What the real one writes, where all that is to be installed is there already."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone whose path has letters beyond ASCII, with an environment that is empty, and a program of a line."""
    folder = tmp_path_factory.mktemp("mapp") / "på svenska"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    [packages] = (folder / ".venv" / "lib").glob("python3*/site-packages")
    (packages / "pip").mkdir()
    (packages / "pip" / "__main__.py").write_text(PIP)
    (packages / "polars.py").write_text("")
    for command in ("uv", "indikatorer"):
        (folder / ".venv" / "bin" / command).write_text("#!/bin/sh\n")
        (folder / ".venv" / "bin" / command).chmod(0o755)
    (folder / ".venv" / "bin" / ".made").touch()
    source = folder / "src" / "indikatorer"
    source.joinpath("base").mkdir(parents=True)
    source.joinpath("__main__.py").write_text(
        "import os, polars, sys\nprint('ran, in å', sys.flags.utf8_mode, *os.environ)\n"
    )
    source.joinpath("__init__.py").touch()
    for name in ("Makefile", "src/indikatorer/base/locked.py"):
        (folder / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    for locked in ("requirements.lock", "pyproject.toml"):
        (folder / locked).touch()
    return folder


OTHERS = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONOPTIMIZE", "PYTHONIOENCODING")


def started(folder: Path, *command: str, **around: str) -> subprocess.CompletedProcess[bytes]:
    """A command in an environment with nothing in it but a path and what is given."""
    environment = {"PATH": os.environ["PATH"], **around}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=120)


@pytest.mark.parametrize("language", ["C", "POSIX", "sv_SE.ISO-8859-1", "C.UTF-8"])
def test_every_command_works_in_any_language_in_any_folder_and_with_other_settings_for_python(clone, language):
    """Set up, through make and by hand."""
    (clone / ".venv" / "bin" / ".main").unlink(missing_ok=True)
    other = clone.parent / "other"
    other.mkdir(exist_ok=True)
    (other / "polars.py").write_text("raise SystemExit('another polars')")
    around = {"LC_ALL": language, "PYTHONPATH": str(other), "PYTHONIOENCODING": "ascii", "PYTHONOPTIMIZE": "1"}
    python = f"PYTHON={sys.executable}"
    for command in (["make", "-j4", python, "registers"], [".venv/bin/indikatorer"]):
        done = started(clone, *command, **around)
        assert (done.returncode, done.stderr) == (0, b"")
        ran = done.stdout.decode("utf-8").split()
        assert ran[:4] == ["ran,", "in", "å", "1"]
        assert not {*OTHERS} & {*ran}
    plain = started(clone, ".venv/bin/python", "-c", "import indikatorer", LC_ALL=language)
    assert (plain.returncode, plain.stderr) == (0, b"")


def test_a_folder_with_a_colon_is_told_with_what_to_do(tmp_path):
    folder = tmp_path / "a:b"
    folder.mkdir()
    (folder / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    for locked in ("requirements.lock", "pyproject.toml"):
        (folder / locked).touch()
    done = started(folder, "make", "report")
    assert done.returncode == 2
    [line] = done.stderr.decode().splitlines()
    assert f"a colon in its path: move {folder} or rename it, and run make again" in line
    assert not (folder / ".venv").exists()
