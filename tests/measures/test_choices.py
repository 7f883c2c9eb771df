from dataclasses import fields, replace
from typing import get_args

import pytest

from indikatorer.base.settings import DEFAULTS, Settings
from indikatorer.indicators import MEASURES
from indikatorer.measures.choices import CHOICES, in_words
from indikatorer.measures.records import Records
from indikatorer.publication.annual import compute_tables
from tests.naive.world import YEAR, make, registers


def test_every_setting_and_every_value_has_words():
    assert set(CHOICES) == {field.name for field in fields(Settings)}
    for field in fields(Settings):
        assert set(CHOICES[field.name][1]) == {str(value) for value in get_args(field.type)}


def test_a_choice_is_told_in_words_and_a_number_as_it_is():
    told = dict(in_words(DEFAULTS.as_dict()))
    assert told["Vilket avslut räknas för den som avslutats flera gånger"] == "det sista"
    assert told["Antal personer i nämnaren under vilket en andel är osäker"] == "20"


OTHERS = {
    field.name: [value for value in get_args(field.type) if value != getattr(DEFAULTS, field.name)]
    for field in fields(Settings)
    if get_args(field.type)
}
CHOSEN = [
    {name: values[number % len(values)] for name, values in OTHERS.items()}
    for number in range(max(map(len, OTHERS.values())))
]
"""Every value of every choice that is not the default, in as few settings as hold them all."""


@pytest.mark.slow
@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_by_every_choice_each_number_is_that_of_the_units_behind_it(chosen, delivered):
    records = Records.as_of(delivered, YEAR, replace(DEFAULTS, **chosen))
    published = [measure for measure in MEASURES.values() if not measure.internal]
    # a table whose units do not come to its numbers is refused when it is computed
    assert all(table.members for table in compute_tables(records, published) if is_counted(table))


def is_counted(table):
    """Whether a table counts units of which the registers tell, and has been delivered."""
    return not table.modelled and table.table.value.units and not table.cells["varde"].is_null().all()


@pytest.fixture(scope="module")
def delivered():
    return registers(make(1))
