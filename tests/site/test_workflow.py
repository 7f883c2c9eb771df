"""The workflow uses what there is: targets of make, pinned actions, and no more rights than it needs."""

import os
import re
import subprocess
from typing import Any

import yaml

from indikatorer import ROOT

FILE = ROOT / ".github" / "workflows" / "publish.yml"
WORKFLOW: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
STEPS = [(name, step) for name, job in WORKFLOW["jobs"].items() for step in job["steps"]]


def test_it_makes_targets_that_there_are() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    made = {target for _, step in STEPS for target in re.findall(r"make ([a-z]+)", step.get("run", ""))}
    assert made == {"check", "test", "report", "publish", "clean", "quarto"}
    assert made <= targets


def test_its_settings_are_those_of_make() -> None:
    settings = set(re.findall(r"^([A-Z_]+) \?=", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for _, step in STEPS for name in step.get("env", {})} <= settings


def test_every_action_is_pinned_to_a_commit() -> None:
    used = [step["uses"] for _, step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in used)


def test_it_may_read_the_code_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in WORKFLOW["jobs"].values())
    checkouts = [step for _, step in STEPS if step.get("uses", "").startswith("actions/checkout")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)
    assert "secrets." not in FILE.read_text(encoding="utf-8")


def test_only_main_is_published_after_the_tests_and_by_the_citys_own_runner() -> None:
    job = WORKFLOW["jobs"]["publish"]
    assert job["needs"] == ["test", "report"]
    assert job["if"].startswith("github.ref == 'refs/heads/main' &&")
    assert "self-hosted" in job["runs-on"]
    others = [job["runs-on"] for name, job in WORKFLOW["jobs"].items() if name != "publish"]
    assert not any("self-hosted" in runner for runner in others)


def test_a_publication_is_never_cut_off_by_the_next_one() -> None:
    assert WORKFLOW["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"


def test_nothing_that_others_write_is_run_as_a_command() -> None:
    assert not [step["run"] for _, step in STEPS if "${{" in step.get("run", "")]


def test_it_names_no_host() -> None:
    assert not re.search(r"https?://|\b[\w-]+\.(se|com|org|net)\b", FILE.read_text(encoding="utf-8"))


def test_the_key_survives_or_nothing_is_published() -> None:
    commands = [step.get("run", "") for step in WORKFLOW["jobs"]["publish"]["steps"]]
    asked = next(command for command in commands if "INDIKATORER_KEY_FILE" in command)
    assert commands.index(asked) < commands.index("make publish")
    assert not any("rm " in command for command in commands)
    for key, code in [("", 1), ("build/key", 1), (f"{ROOT}/build/key", 1), ("/srv/key", 0)]:
        environment = {"PATH": os.defpath, **({"INDIKATORER_KEY_FILE": key} if key else {})}
        done = subprocess.run(["bash", "-c", asked], cwd=ROOT, env=environment, capture_output=True, text=True)
        assert min(done.returncode, 1) == code, done.stderr
        assert ("INDIKATORER_KEY_FILE" in done.stderr) == bool(code)


def test_the_tools_that_look_for_known_faults_are_locked() -> None:
    lock = (ROOT / "requirements-audit.lock").read_text(encoding="utf-8")
    assert re.search(r"^pip-audit==[\d.]+ ", lock, re.MULTILINE)
