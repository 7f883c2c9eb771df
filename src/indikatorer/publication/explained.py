"""How what is published is protected, in the reader's words, for each method."""

from indikatorer.base import swedish
from indikatorer.base.settings import Metod
from indikatorer.base.words import Words
from indikatorer.disclosure.policy import POLICY


def step_of_rounding(threshold: int) -> str:
    """What counts are rounded to, in a word: 5 → `femtal`, 20 → `20-tal`."""
    spelled = swedish.spelled(threshold)
    return f"{spelled}-tal" if spelled.isdigit() else f"{spelled}tal"


RUTSTEG = step_of_rounding(POLICY.threshold)
HIDING, ROUNDING = Words("skydd.undertryckning"), Words("skydd.avrundning")


def explained(metod: Metod, where: str) -> str:
    """What is said of a method of protection at a place, as `hur` or `oppna_data`: the names of `reports/_ord.toml`."""
    return ROUNDING(where, rutsteg=RUTSTEG) if metod == "avrundning" else HIDING(where, rutsteg=RUTSTEG)
