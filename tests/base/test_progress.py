import shutil

import pytest
from polars.exceptions import ComputeError

from indikatorer.base.progress import BAD_INPUT, reported_failures


def test_a_folder_that_cannot_be_copied_is_told_by_its_first_file(tmp_path, capsys):
    (tmp_path / "pages").mkdir()
    for name in ("a", "b"):
        (tmp_path / "pages" / name).touch()

    def full(of, to):
        raise OSError(28, "No space left on device", to)

    with pytest.raises(SystemExit) as ended, reported_failures():
        shutil.copytree(tmp_path / "pages", tmp_path / "site", copy_function=full)
    assert ended.value.code == BAD_INPUT
    said = capsys.readouterr().err
    assert "cannot be read or written: [Errno 28] No space left on device" in said
    assert said.count("Errno") == 1
    assert "Make room or rights for it." in said


def test_a_full_disk_that_a_library_tells_in_words_is_told(capsys):
    with pytest.raises(SystemExit) as ended, reported_failures():
        raise ComputeError("parquet: underlying IO error: No space left on device (os error 28)")
    assert ended.value.code == BAD_INPUT
    assert "A file cannot be read or written" in capsys.readouterr().err


def test_a_fault_of_ours_is_not_called_a_full_disk():
    with pytest.raises(OSError, match="name too long"), reported_failures():
        raise OSError(36, "File name too long")
