"""What a table says of where it comes from follows what was delivered."""

import pytest

from indikatorer.publication.source import delivered


@pytest.mark.parametrize(
    ("source", "missing", "told"),
    [
        ("FLAI och Paraplyet.", (), "FLAI och Paraplyet."),
        ("FLAI och Paraplyet.", ("paraply_bistand",), "FLAI."),
        (
            "FLAI, Paraplyet, vuxenutbildningens uppgifter och enkäter",
            ("paraply_bistand", "enkat_svar"),
            "FLAI och vuxenutbildningens uppgifter",
        ),
        ("FLAI; vem som är nyanländ även ur Paraplyet.", ("paraply_bistand",), "FLAI."),
        ("FLAI och SCB, LISA", ("scb_population",), "FLAI"),
        ("vuxenutbildningens uppgifter", ("vux_kurser",), "vuxenutbildningens uppgifter"),
        ("SCB, LISA.", ("scb_population",), "SCB, LISA."),
        ("Stadens tjänsteutlåtande, 2013.", ("paraply_bistand",), "Stadens tjänsteutlåtande, 2013."),
    ],
)
def test_a_register_that_was_not_delivered_is_no_source(source, missing, told):
    assert delivered(source, missing) == told


def test_what_is_made_up_about_named_municipalities_does_not_stand_in_kolada():
    assert delivered("Kolada.", ()) == "Kolada."
    assert delivered("Kolada.", (), made_up=True) == "påhittade tal i Koladas form, inte Kolada."
    assert delivered("FLAI.", (), made_up=True) == "FLAI."
