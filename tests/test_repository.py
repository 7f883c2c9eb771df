"""What must not stand anywhere in the repository, and that what its documents and comments name is there."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

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
    from indikatorer.registers.stored_rows import stored_files, stored_schema

    columns = {column for name in stored_files() for column in stored_schema(name)}
    forbidden = ("funktionsnedsattning", "halsa", "religion", "diagnos", "forsorjningshinder", "personnummer")
    assert [column for column in columns for word in forbidden if word in column] == []


README = (ROOT / "README.md").read_text(encoding="utf-8")
PLACES = ("src/", "reports/", "notebooks/", "data/reference/", "docs/", "tests/", "deploy/", "examples/", ".github/")
BOOK = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
NOT_YET = {"tests/indicators/test_j10.py", "src/indikatorer/indicators/jobbtorg/j10_nya_bland_inskrivna.py"}
"""Files that a page tells its reader to make."""
MADE = {"audit.md"}
"""Documents that are made, and lie in build/."""


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def headings(page: Path) -> list[str]:
    return re.findall(r"^#+ (.+?)(?: \{.*\})?$", page.read_text(encoding="utf-8"), re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The addresses of a page's headings, as they are on the web."""
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings(page)}


@pytest.mark.parametrize("page", BOOK, ids=name_of)
def test_every_command_in_the_book_exists(page):
    from indikatorer.cli import main

    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    made = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text, re.MULTILINE))
    assert made <= targets
    assert set(re.findall(r"(?:`|/)indikatorer ([a-z]+)", text)) <= main.commands.keys()


def test_the_readme_has_the_commands_of_every_day():
    made = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", README, re.MULTILINE))
    assert made >= {"report", "test", "preview", "facts", "units", "publish", "rollback", "registers", "pictures"}


@pytest.mark.parametrize("page", BOOK, ids=name_of)
def test_every_file_that_the_book_names_exists(page):
    text = page.read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"`([^` ]+)`", text) if path.startswith(PLACES) and path not in NOT_YET]
    assert [path for path in paths if not list(ROOT.glob(path))] == []


@pytest.mark.parametrize("page", BOOK, ids=name_of)
def test_every_link_of_the_book_leads_somewhere(page):
    lost = []
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8")):
        file = (page.parent / target) if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            lost.append(f"{target}#{anchor}")
    assert lost == []


def test_the_readme_leads_to_every_page_of_the_book():
    assert [page.name for page in BOOK[2:] if f"docs/{page.name}" not in README] == []


def test_every_document_that_is_cited_is_there():
    """Wherever it is cited: in comments, docstrings, data, settings, pages."""
    known = [Path(name) for name, _ in texts() if name.endswith(".md")]
    lost = []
    for name, text in texts():
        if name.endswith(".lock") or name == "CHANGELOG.md":
            continue
        for cited in re.findall(r"(?<![\w/}])[\w./-]*\w\.md\b", text):
            there = [Path(cited), Path(name).parent / cited, Path("docs") / cited, Path("reports") / cited]
            if not any(path in known for path in there) and Path(cited).name not in MADE:
                lost.append(f"{name}: {cited}")
    assert lost == []


def test_every_section_that_is_cited_is_there():
    """A citation is the file and its sections: docs/definitions.md, J4, Decided."""
    lost, found = [], 0
    for name, text in texts():
        plain = re.sub(r"\s+(?:# )?", " ", text)
        for file, section in re.findall(r"docs/([a-z-]+\.md), (?=[A-Z])([\w– -]+(?:, [A-Z][\w– -]+)*)", plain):
            titles = [re.escape(heading) for heading in headings(ROOT / "docs" / file)]
            is_section = re.compile(rf"(?:{'|'.join(titles)})(?![\w-])")
            found += 1
            lost += [f"{name}: docs/{file}, {one}" for one in section.split(", ") if not is_section.match(one)]
    assert lost == []
    assert found > 100


def test_every_measure_has_its_section_with_its_name():
    from indikatorer.indicators import MEASURES

    page = (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^### (\S+)\n\n\*\*(.+?)\.\*\*", page, re.MULTILINE))
    assert {name: " ".join(said.split()) for name, said in named.items()} == {
        measure.id: measure.name for measure in MEASURES.values()
    }


def test_the_hooks_before_a_commit_are_tools_of_the_environment():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repository in config["repos"] for hook in repository["hooks"]]
    assert {repository["repo"] for repository in config["repos"]} == {"local"}
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    for hook in hooks:
        tool = hook["entry"].split()[0].removeprefix(".venv/bin/")
        assert re.search(rf"^{tool}==", locked, re.MULTILINE), hook["entry"]


def test_the_readmes_map_has_every_part_of_the_code():
    parts = {path.name for path in (ROOT / "src" / "indikatorer").iterdir() if not path.name.startswith("_")}
    of_the_map = set(re.findall(r"`([a-z_]+(?:\.py|/))`", README))
    assert sorted(part for part in parts if f"{part}/" not in of_the_map and part not in of_the_map) == []


ROOMS = (
    *("__main__", "cli", "site.preview", "last_run", "due", "pipeline", "imports", "calibration", "pictures"),
    *("site", "rendering", "running", "presentation", "publication", "site.audit", "indicators", "models"),
    *("measures", "fetching", "registers", "synthetic", "disclosure", "typesetting", "base", "__init__"),
)
"""The parts of the code, each of which imports later ones only (docs/architecture.md, Rooms)."""


def room_of(*parts: str) -> str:
    inner = ".".join(parts[:2])
    return inner if inner in ROOMS else parts[0].removesuffix(".py")


def test_no_two_modules_have_one_name():
    names = Counter(path.name for path in (ROOT / "src" / "indikatorer").rglob("*.py") if path.name != "__init__.py")
    assert [name for name, number in names.items() if number > 1] == []


def test_imports_point_downwards():
    upwards = []
    source = ROOT / "src" / "indikatorer"
    for path in sorted(source.rglob("*.py")):
        room = room_of(*path.relative_to(source).parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            if modules == ["indikatorer"]:
                modules = [f"indikatorer.{name.name}" for name in node.names if name.name.islower()]
            for module in modules:
                theirs = room_of(*module.split(".")[1:]) if module.startswith("indikatorer.") else room
                if theirs != room and ROOMS.index(theirs) < ROOMS.index(room):
                    upwards.append(f"{path.relative_to(source)} imports {module}")
    assert upwards == []


def test_every_package_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split("[<>=]", name)[0].lower().replace("-", "_") for name in project["dependencies"]}
    sources = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")]
    nodes = [node for source in sources for node in ast.walk(source)]
    imported = {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    packages = {name.split(".")[0] for name in imported} - sys.stdlib_module_names - {"indikatorer"}
    brought = packages_distributions()
    assert [p for p in sorted(packages) if not {d.lower().replace("-", "_") for d in brought[p]} & declared] == []
