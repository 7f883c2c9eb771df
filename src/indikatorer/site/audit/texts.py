"""Whether every number of a text that was put together comes from what it says, or is no count."""

from collections.abc import Sequence
from dataclasses import dataclass

from indikatorer.site.audit.numbers import Number, around, numbers_in
from indikatorer.site.audit.recomputed import Origins
from indikatorer.site.audit.rules import counts_in_letters, counts_persons, rule_for
from indikatorer.site.audit.tracing import Findings

TYPED = (
    "siffran är skriven för hand; sätt in den som ett faktum, {{< var namn >}}. Årtal, åldersgrupper, månader efter "
    "avslut och liknande får skrivas"
)
IN_LETTERS = "antalet är skrivet med bokstäver; sätt in det som ett faktum, {{< var namn >}}"
NO_ORIGIN = "ingen cell som texten är gjord av har värdet; ge cellerna som siffran kommer ur i of=[…]"
HIDDEN = "cellen är inte publicerad; ta den ur en av årets tabeller"


@dataclass(frozen=True)
class Text:
    """A text, where it stands, and the labels of dimensions (`16–24`, `2021`) that it may repeat."""

    text: str
    file: str
    place: str
    labels: Sequence[str] = ()


def check(said: Text, origins: Origins, findings: Findings, remedy: str = NO_ORIGIN) -> None:
    """Report every number of the text that neither its origins, nor its labels, nor a rule explains."""
    for missing in origins.missing:
        findings.add(said.file, said.place, missing, HIDDEN)
    for number in numbers_in(said.text):
        how = explanation(said, number, origins)
        if how:
            findings.count(said.file, how)
        else:
            findings.add(said.file, said.place, around(said.text, number.start, number.end), remedy)
    for written in counts_in_letters(said.text):
        findings.add(said.file, said.place, written, IN_LETTERS)


def explanation(said: Text, number: Number, origins: Origins) -> str | None:
    """What explains a number: how it was worked out of cells, a record, a label or a rule."""
    if candidates := origins.matching(number):
        return candidates[0].how
    if record := origins.record_for(said.text, number):
        return record
    if in_label(said.text, number, said.labels):
        return "label"
    return rule_for(said.text, number)


def in_label(text: str, number: Number, labels: Sequence[str]) -> bool:
    """Whether a label has the number, and it does not count persons where it stands."""
    if counts_persons(text, number):
        return False
    return any(number.text == other.text for label in labels for other in numbers_in(label))
