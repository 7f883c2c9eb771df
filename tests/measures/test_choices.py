from dataclasses import fields
from typing import get_args

from indikatorer.measures.choices import CHOICES, in_words
from indikatorer.settings import DEFAULTS, Settings


def test_every_setting_and_every_value_has_words():
    assert set(CHOICES) == {field.name for field in fields(Settings)}
    for field in fields(Settings):
        assert set(CHOICES[field.name][1]) == {str(value) for value in get_args(field.type)}


def test_a_choice_is_told_in_words_and_a_number_as_it_is():
    told = dict(in_words(DEFAULTS.as_dict()))
    assert told["Vilket avslut räknas för den som avslutats flera gånger"] == "det sista"
    assert told["Antal personer i nämnaren under vilket en andel är osäker"] == "20"
