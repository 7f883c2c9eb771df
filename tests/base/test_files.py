from pathlib import Path

import pytest

from indikatorer.base.files import replaced_folder


def folder_with(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "a").write_text(text)
    return path


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir())


def test_a_folder_is_replaced_whole(tmp_path):
    folder = folder_with(tmp_path / "site", "old")
    with replaced_folder(folder) as scratch:
        (scratch / "b").write_text("new")
    assert names(folder) == ["b"]
    assert names(tmp_path) == ["site"]


def test_an_error_while_filling_leaves_the_old_folder(tmp_path):
    folder = folder_with(tmp_path / "site", "old")
    with pytest.raises(FileNotFoundError), replaced_folder(folder) as scratch:
        (scratch / "missing" / "b").write_text("new")
    assert (folder / "a").read_text() == "old"
    assert names(tmp_path) == ["site"]


def test_an_error_while_swapping_puts_the_old_folder_back(tmp_path, monkeypatch):
    folder = folder_with(tmp_path / "site", "old")
    rename = Path.rename

    def fails_once_the_old_one_is_away(self, target):
        if target == folder and self.suffix == "" and not self.name.endswith("-old"):
            raise OSError("no room")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_once_the_old_one_is_away)
    with pytest.raises(OSError, match="no room"), replaced_folder(folder) as scratch:
        (scratch / "b").write_text("new")
    assert (folder / "a").read_text() == "old"
    assert names(tmp_path) == ["site"]


def test_what_a_killed_run_has_left_is_cleared_away(tmp_path):
    for left in (".store-abcd1234", ".store-abcd1234-old"):
        (tmp_path / left / "deep").mkdir(parents=True)
    (tmp_path / ".stores-abcd1234").mkdir()
    with replaced_folder(tmp_path / "store") as scratch:
        (scratch / "a").touch()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".stores-abcd1234", "store"]
