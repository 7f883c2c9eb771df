import threading

import pytest

from indikatorer.base.locked import locked


@pytest.mark.parametrize("name", ["lock", "site"])
def test_one_waits_for_the_other(tmp_path, name, capfd):
    (tmp_path / "site").mkdir()
    order = []

    def other():
        with locked(tmp_path / name):
            order.append("second")

    waiting = threading.Thread(target=other)
    with locked(tmp_path / name):
        waiting.start()
        waiting.join(0.2)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]
    assert "Another run is working here" in capfd.readouterr().err
    assert [path.name for path in (tmp_path / "site").iterdir()] == []
