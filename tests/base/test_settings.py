"""The settings file: documented key by key, and nothing in it that cannot be meant."""

import re
from dataclasses import fields

import pytest

from indikatorer import UserError
from indikatorer.base.settings import (
    DEFAULTS,
    SETTINGS_FILE,
    Kolada,
    Protection,
    Publisher,
    Settings,
    read_kolada_settings,
    read_protection,
    read_publisher,
    read_settings,
)


def test_the_file_holds_every_setting_with_its_default_and_a_word_about_it():
    text = SETTINGS_FILE.read_text(encoding="utf-8")
    assert read_settings() == DEFAULTS
    assert (read_protection(), read_publisher(), read_kolada_settings()) == (Protection(), Publisher(), Kolada())
    documented = [field.name for section in (Settings, Protection, Publisher, Kolada) for field in fields(section)]
    assert re.findall(r"^(\w+) =", text, re.MULTILINE) == documented
    for block in text.split("\n\n")[1:]:
        assert block.startswith("# ")


def test_a_key_that_is_left_out_has_its_default(tmp_path):
    path = tmp_path / "indikatorer.toml"
    path.write_text('exit_that_counts = "first"\nj5_gap_days = 7\n')
    assert read_settings(path) == Settings(exit_that_counts="first", j5_gap_days=7)
    assert (read_publisher(path), read_kolada_settings(path)) == (Publisher(), Kolada())


def test_every_fault_is_told_at_once_with_what_was_expected(tmp_path):
    path = tmp_path / "indikatorer.toml"
    choices = 'exit_that_counts = "best"\nj6_gap_days = 0\nsmall_base = "20"\ntreshold = "auto"\n'
    path.write_text(
        choices
        + 'publisher = "Staden"\n[kolada]\nkpis = ["U40455", "40406"]\nyears = [2020]\n[protection]\nrevised = "J3"\n'
    )
    with pytest.raises(UserError) as told:
        read_settings(path)
    message = str(told.value)
    assert "exit_that_counts = 'best': expected 'last' or 'first' or 'hierarchy'" in message
    assert "j6_gap_days = 0: expected a whole number of at least 1" in message
    assert "small_base = '20'" in message
    assert "treshold: there is no such setting" in message
    assert "publisher = 'Staden': expected a table, [publisher]" in message
    assert "[kolada] kpis = ['U40455', '40406']: expected a list of ids as U40455" in message
    assert "[protection] revised = 'J3': expected a list of tables as \"J3-serie\"" in message
    assert "[kolada] years: there is no such setting. There are address, municipalities, kpis" in message


@pytest.mark.parametrize("stated", ["15 mars", "2022-02-30", "20220315"])
def test_a_day_of_publication_is_a_day(tmp_path, stated):
    path = tmp_path / "indikatorer.toml"
    path.write_text(f'[publisher]\npublished = "2022-03-15"\nnext_edition = "{stated}"\n')
    with pytest.raises(UserError) as told:
        read_publisher(path)
    assert f"[publisher] next_edition = '{stated}': expected a day as 2022-03-15, or nothing" in str(told.value)
    assert "published" not in str(told.value)


def test_a_file_that_is_not_toml_is_told(tmp_path):
    path = tmp_path / "indikatorer.toml"
    path.write_text("small_base = \n")
    with pytest.raises(UserError, match=r"indikatorer\.toml"):
        read_settings(path)
