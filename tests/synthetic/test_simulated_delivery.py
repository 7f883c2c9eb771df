import ast
import tomllib
from pathlib import Path

import pytest

from indikatorer import synthetic
from indikatorer.registers import check, contract
from indikatorer.synthetic import parts, simulated_delivery, write_delivery
from tests.synthetic.published import read

FILES = sorted(["leverans.toml", "kolada.json", *(f"{name}.csv" for name in contract.FILES)])
"""Every file of the contract."""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_same_seed_same_bytes(tmp_path):
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        write_delivery(tmp_path / name, seed=seed, scale=0.01)
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    first, other = contents(tmp_path / "one"), contents(tmp_path / "other")
    assert [name for name in FILES if first[name] == other[name]] == []


def test_all_files_and_nothing_else(small):
    assert sorted(path.name for path in small.iterdir()) == FILES
    assert [path.name for path in small.parent.iterdir()] == [small.name]


def test_says_that_it_is_synthetic_and_how_far_it_reaches(small):
    about = tomllib.loads((small / "leverans.toml").read_text(encoding="utf-8"))
    assert about["syntetisk"] is True
    assert set(about["tackning"]) == {Path(name).stem for name in FILES} - {"leverans"}


def test_the_reader_finds_nothing_wrong(small):
    said = check(small)
    assert "Not delivered" not in said
    assert "can be used" in said


def test_replaces_what_was_there(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "old.csv").write_text("old")
    write_delivery(folder, scale=0.01)
    assert sorted(path.name for path in folder.iterdir()) == FILES


def test_interrupted_run_leaves_nothing(tmp_path, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(simulated_delivery.simulated_files, "write_about", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_delivery(tmp_path / "raw", scale=0.01)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("seed", "scale"), [(1, 0.001), (1, 101), (-1, 1)])
def test_refuses_sizes_and_seeds_that_it_cannot_make(tmp_path, seed, scale):
    with pytest.raises(ValueError, match="must"):
        write_delivery(tmp_path / "raw", seed=seed, scale=scale)


def test_parts_are_put_in_the_same_files(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "WHOLE", 0.01)
    write_delivery(tmp_path / "raw", scale=0.025)
    spells = read(tmp_path / "raw", "flai_inskrivningar")
    population = read(tmp_path / "raw", "scb_population")
    assert spells["inskrivning_id"].n_unique() == len(spells)
    assert spells["personnummer"].n_unique() == population["LopNr"].n_unique()
    assert 1_000 < population["LopNr"].n_unique() < 2_500


def test_shares_no_code_with_those_who_judge_it():
    allowed = (
        "indikatorer.base.vocabulary",
        "indikatorer.base.periods",
        "indikatorer.base.files",
        "indikatorer.synthetic",
    )
    for path in Path(synthetic.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "indikatorer":
                modules = [f"{node.module}.{alias.name}" for alias in node.names]
                assert all(module.startswith(allowed) for module in modules), f"{path.name}: {modules}"
