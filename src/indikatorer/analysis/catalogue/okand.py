"""What is modelled in the okänd analysis, as more tables of the measures that count: J6 and SW0."""

from dataclasses import replace
from datetime import date
from functools import partial

from indikatorer.analysis.incidence import followed_until_return, return_by_month
from indikatorer.analysis.logit import COMPARISONS, effects_on_okand
from indikatorer.measures.catalogue import insatser, okand
from indikatorer.measures.cell import PROCENTENHETER
from indikatorer.measures.dimensions import AVSLUTSORSAK, ORSAKSGRUPP_TVA, Dimension
from indikatorer.measures.measure import Table
from indikatorer.measures.okand import exits_of_the_exit_years
from indikatorer.measures.values import Estimates

KURVA = range(3, 37, 3)
YEARS = (12, 24, 36)


def _months(numbers: range | tuple[int, ...]) -> Dimension:
    labels = [str(number) for number in numbers]
    return Dimension("manader", "Månader efter avslut", lambda year: labels)


def _incidence(by: Dimension, months: range | tuple[int, ...]) -> Estimates:
    of = partial(return_by_month, by=by.name, labels=by.labels(date.max), months=tuple(months))
    return Estimates(of, "kumulativ", "procent")


J6 = replace(
    insatser.J6,
    tables={
        **insatser.J6.tables,
        "kurva": Table(
            "Återkomst till Jobbtorg månad för månad, avslutade av okänd orsak och av andra orsaker",
            followed_until_return,
            (ORSAKSGRUPP_TVA, _months(KURVA)),
            _incidence(ORSAKSGRUPP_TVA, KURVA),
        ),
        "incidens": Table(
            "Återkomst till Jobbtorg inom ett, två och tre år bland avslutade i tre avslutsår, efter avslutsorsak",
            followed_until_return,
            (AVSLUTSORSAK, _months(YEARS)),
            _incidence(AVSLUTSORSAK, YEARS),
        ),
    },
)

SW0 = replace(
    okand.SW0,
    tables={
        **okand.SW0.tables,
        "modell": Table(
            "Skillnad i andelen med okänd orsak mellan grupper som i övrigt är lika",
            exits_of_the_exit_years,
            (Dimension("jamforelse", "Grupp", lambda year: list(COMPARISONS)),),
            Estimates(effects_on_okand, "differens", PROCENTENHETER),
        ),
    },
)
