"""What must not stand anywhere in the repository, and what the README says that there is."""

import re
import subprocess
from datetime import date

from indikatorer import ROOT

# Skatteverket's open list of test numbers, as quoted in docs/definitions.md, Personnummer: nobody has them.
PUBLISHED_TEST_NUMBERS = {
    *("199001012385", "200002292399", "202402292383", "190001019801", "189001019802", "202601612381"),
    *("202601622380", "202601912393", "190312049802", "201901012391", "191500722390", "191711602399"),
}
SHAPE = re.compile(r"(?<![\d-])(?:(\d\d)?(\d{6})[-+]?(\d{4}))(?![\d-])")
HOSTS = ("pypi" + ".org", "python" + "hosted", "registry.npm" + "js", "deb.debian" + ".org")


def texts():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in filter(None, names):
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue


def check_digit(nine: str) -> int:
    doubled = [int(d) * (2 if n % 2 == 0 else 1) for n, d in enumerate(nine)]
    return -sum(d // 10 + d % 10 for d in doubled) % 10


def is_a_date(six: str) -> bool:
    try:
        date(2000 + int(six[:2]), int(six[2:4]), (int(six[4:]) - 1) % 60 + 1)
    except ValueError:
        return False
    return True


def test_the_scan_knows_a_number_when_it_sees_one():
    assert check_digit("900101238") == 5
    assert SHAPE.search("x 19900101-2385 y").groups() == ("19", "900101", "2385")
    assert is_a_date("900161")
    assert not is_a_date("901301")


def test_no_number_that_somebody_may_have_stands_anywhere():
    found = []
    for name, text in texts():
        if name.endswith(".lock"):
            continue
        for century, day, rest in SHAPE.findall(text):
            valid = is_a_date(day) and rest != "0000" and check_digit(day + rest[:3]) == int(rest[3])
            known = any(number.endswith(day + rest) for number in PUBLISHED_TEST_NUMBERS)
            if valid and not known:
                found.append(f"{name}: {century}{day}-••••")
    assert found == []


def test_no_index_host_is_named():
    assert [name for name, text in texts() if any(host in text for host in HOSTS)] == []


def test_there_is_no_field_for_what_may_not_be_registered():
    from indikatorer.registers.store import FRAMES

    columns = {column for frame in FRAMES.values() for column in frame.schema()}
    forbidden = ("funktionsnedsattning", "halsa", "religion", "diagnos", "forsorjningshinder", "personnummer")
    assert [column for column in columns for word in forbidden if word in column] == []


README = (ROOT / "README.md").read_text(encoding="utf-8")
PLACES = ("src/", "reports/", "notebooks/", "data/reference/", "docs/", "tests/", "deploy/", ".github/")


def test_every_command_in_the_readme_exists():
    from indikatorer.cli import main

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    made = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", README, re.MULTILINE))
    assert made >= {"report", "test", "preview", "facts", "units", "publish", "rollback", "registers", "pictures"}
    assert made <= targets
    assert set(re.findall(r"`indikatorer ([a-z]+)", README)) <= main.commands.keys()


def test_every_file_that_the_readme_names_exists():
    named = re.findall(r"`([^` ]+)`|\]\(([^)]+)\)", README)
    paths = [path for pair in named for path in pair if path.startswith(PLACES)]
    assert len(paths) > 5
    assert [path for path in paths if not list(ROOT.glob(path))] == []


def test_the_readmes_map_has_every_part_of_the_code():
    parts = {path.name for path in (ROOT / "src" / "indikatorer").iterdir() if not path.name.startswith("_")}
    of_the_map = set(re.findall(r"`([a-z_]+(?:\.py|/))`", README))
    assert sorted(part for part in parts if f"{part}/" not in of_the_map and part not in of_the_map) == []
